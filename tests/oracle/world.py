"""What an account of a mail server is, in the plainest way: lists that are walked from end to end.

Nothing here is shared with the program under test. Rules come from [RFC3501]; where it leaves a choice,
the choice is named in a comment: POLICY.
"""
import bisect

SYSTEM_FLAGS = ['\\Answered', '\\Flagged', '\\Deleted', '\\Seen', '\\Draft']


class Message:
    def __init__(self, uid, flags, date, octets):
        self.uid = uid
        self.flags = set(flags)
        self.date = date
        self.octets = octets
        self.gone = False   # expunged; sessions that were not told may still read it
        self.fresh = True   # no session that may change the mailbox was told of it


class Mailbox:
    def __init__(self, name):
        self.name = name
        self.messages = []
        self.uidnext = 1
        self.keywords = []       # in the order the mailbox met them
        self.uidvalidity = None  # as first told; must not change while the mailbox is open

    def learn(self, flags):
        for flag in flags:
            if not flag.startswith('\\') and flag not in self.keywords:
                self.keywords.append(flag)

    def add(self, flags, date, octets):
        self.learn(flags)
        self.messages.append(Message(self.uidnext, flags, date, octets))
        self.uidnext += 1

    def remove(self, messages):
        for message in messages:
            message.gone = True
        self.messages = [message for message in self.messages if not message.gone]


class View:
    """A mailbox as one IMAP session was told of it."""

    def __init__(self, box, read_only):
        self.box = box
        self.read_only = read_only
        self.messages = []
        self.dirty = set()    # flags were changed by others and not told since
        self.recent = set()
        self.told_recent = 0
        self.told_keywords = list(box.keywords)
        self.take_arrivals()
        self.told_recent = len(self.recent)

    def take_arrivals(self):
        """Number what has come; the first to be told of a message has it as \\Recent [RFC3501 §2.3.2]."""
        last = self.messages[-1].uid if self.messages else 0
        new = [message for message in self.box.messages if message.uid > last]
        self.messages += new
        for message in new:
            if message.fresh:
                self.recent.add(message)
                if not self.read_only:
                    message.fresh = False
        return bool(new)

    def flags_of(self, message):
        return frozenset(message.flags) | ({'\\Recent'} if message in self.recent else frozenset())

    def number_of(self, message):
        return self.messages.index(message) + 1

    def flag_lines(self):
        self.told_keywords = list(self.box.keywords)
        kept = SYSTEM_FLAGS + self.box.keywords
        permanent = [] if self.read_only else kept + ['\\*']
        return [('FLAGS', frozenset(kept)), ('PERMANENTFLAGS', frozenset(permanent))]

    def tell(self, may_expunge):
        """What is due at the end of a command, as lines. POLICY: all of it then, in this order."""
        lines = []
        if may_expunge:
            for message in list(self.messages):
                if message.gone:
                    lines.append(('EXPUNGE', self.number_of(message)))
                    self.messages.remove(message)
                    self.recent.discard(message)
        if self.told_keywords != self.box.keywords:
            lines += self.flag_lines()
        for message in self.messages:
            if message in self.dirty and not message.gone:
                lines.append(('FETCH', self.number_of(message),
                              {'UID': message.uid, 'FLAGS': self.flags_of(message)}))
        self.dirty.clear()
        if self.take_arrivals():
            lines.append(('EXISTS', len(self.messages)))
        if len(self.recent) != self.told_recent:
            self.told_recent = len(self.recent)
            lines.append(('RECENT', self.told_recent))
        return lines

    def resolve(self, ranges, by_uid):
        """The messages a set names, ascending; None when a number is out of range [RFC3501 §9]."""
        if by_uid:
            uids = [message.uid for message in self.messages]
            star = uids[-1] if uids else 0
        else:
            uids = list(range(1, len(self.messages) + 1))
            star = len(uids)
        found = set()
        for first, last in ranges:
            ends = sorted(star if end == '*' else end for end in (first, last))
            if not by_uid and (ends[0] < 1 or ends[1] > len(uids)):
                return None
            low = bisect.bisect_left(uids, ends[0])
            found.update(range(low, bisect.bisect_right(uids, ends[1])))
        return [self.messages[i] for i in sorted(found)]


class Account:
    """Mailboxes by name (None: a level of names that is no mailbox), and who has which of them open."""

    def __init__(self):
        self.boxes = {'INBOX': Mailbox('INBOX')}
        self.subscribed = []   # POLICY: what a new account begins with is asked for
        self.views = {}        # session -> View
        self.maildrop = None   # the POP3 session that has the lock
        self.uidvalidities = {}  # name -> {what was told under that name: of which mailbox}

    def find(self, name):
        return self.boxes.get(name)

    def is_open(self, box):
        return box is not None and any(view.box is box for view in self.views.values())

    def below(self, name):
        return [other for other in self.boxes if other.startswith(name + '/')]

    def mark_changed(self, box, messages, by=None):
        for session, view in self.views.items():
            if session is not by and view.box is box:
                view.dirty.update(message for message in messages if message in view.messages)

    def note_uidvalidity(self, box, value):
        """(name, UIDVALIDITY, UID) means one message for ever [RFC3501 §2.3.1.1]; says what is wrong."""
        if box.uidvalidity not in (None, value):
            return f'UIDVALIDITY of {box.name} went from {box.uidvalidity} to {value}'
        box.uidvalidity = value
        told = self.uidvalidities.setdefault(box.name, {})
        if any(other is not box and value <= theirs for theirs, other in told.items()):
            return f'UIDVALIDITY {value} of {box.name} is not above that of an earlier mailbox'
        told[value] = box
        return None

    def create(self, name):
        """The mailbox and the levels above it that are missing. POLICY: those are mailboxes, too."""
        parts = name.split('/')
        for n in range(1, len(parts)):
            self.boxes.setdefault('/'.join(parts[:n]), Mailbox('/'.join(parts[:n])))
        self.boxes[name] = Mailbox(name)
        return self.boxes[name]

    def delete(self, name):
        if self.below(name):
            self.boxes[name] = None
        else:
            del self.boxes[name]

    def rename(self, old, new):
        family = [old] + self.below(old)
        moved = {name: self.boxes.pop(name) for name in family}
        parts = new.split('/')
        for n in range(1, len(parts)):
            self.boxes.setdefault('/'.join(parts[:n]), Mailbox('/'.join(parts[:n])))
        for name, box in moved.items():
            name = new + name[len(old):]
            self.boxes[name] = box
            if box is not None:
                box.name = name
                if not self.is_open(box):
                    box.uidvalidity = None

    def empty_inbox(self, new):
        """RENAME of INBOX moves what is in it [RFC3501 §6.3.5]."""
        inbox, box = self.boxes['INBOX'], self.create(new)
        for message in inbox.messages:
            box.learn(flag for flag in inbox.keywords if flag in message.flags)
            box.add(message.flags, message.date, message.octets)
        inbox.remove(list(inbox.messages))
