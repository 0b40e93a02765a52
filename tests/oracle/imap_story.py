"""Random IMAP commands, each with what has to come back."""
from wire import Imap, Wrong
from world import View

FLAGS = ['\\Seen', '\\Deleted', '\\Flagged', '\\Answered', '\\Draft', '$Work', '$Junk']
NAMES = ['INBOX', 'Archive', 'Work', 'Work/Old', 'Work/New', 'Box', 'Box/a/b']
WORDS = ['noodles', 'soup', 'lunch', 'meeting', 'tomorrow']
STATUS_ITEMS = ['MESSAGES', 'RECENT', 'UIDNEXT', 'UIDVALIDITY', 'UNSEEN']
MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun']
BAD_LINES = ['FLY', 'UID', 'UID NOOP', 'NOOP 1', 'LOGIN lin noodles', 'FETCH 1', 'FETCH 0 FLAGS',
             'FETCH 1  FLAGS', 'STORE 1 FLAG (\\Seen)', 'STORE 1 FLAGS (\\Recent)', 'SEARCH',
             'SEARCH FROM', 'SEARCH ON 30-Feb-2024', 'COPY 1', 'STATUS INBOX ()', 'SELECT',
             'CREATE a b', 'IDLE now']
BAD_WHEN_CLOSED = ['FETCH 1 FLAGS', 'STORE 1 FLAGS ()', 'SEARCH ALL', 'COPY 1 INBOX', 'EXPUNGE',
                   'CLOSE', 'UNSELECT', 'CHECK']
FULL = 14  # messages in a mailbox, about


def show_set(ranges):
    return ','.join(f'{a}' if a == b else f'{a}:{b}' for a, b in ranges).encode()


def show_uids(uids):
    """Single numbers parted by commas, as wire.py gives sets."""
    return ','.join(map(str, uids))


def make_message(random):
    subject = ' '.join(random.choices(WORDS, k=random.randint(1, 3)))
    text = '\r\n'.join(random.choices(WORDS + ['.', '..', ''], k=random.randint(0, 5)))
    return f'From: Wei <wei@example.test>\r\nSubject: {subject}\r\n\r\n{text}\r\n'.encode()


def has_subject(message, word):
    return word in message.octets.split(b'\r\n')[1].decode()


class Session:
    """One IMAP session of the story. A command is a method that says it and returns what was expected."""

    def __init__(self, story, name):
        self.story, self.name = story, name
        self.random, self.account = story.random, story.account
        self.idle_lines = None  # what IDLE has told so far
        self.burst = None       # commands to be sent in one piece: [octets, tag, what is expected]
        self.connect()

    @property
    def view(self):
        return self.account.views.get(self)

    def connect(self):
        self.imap = Imap(self.story.imap_port, self.name, self.story.log)
        self.check(self.imap.ask(b'LOGIN lin noodles'), [], 'OK')

    def leave(self):
        self.account.views.pop(self, None)

    # --- comparing ---

    def check(self, got, lines, status, code=None):
        """Lines as predicted, in that order, and then the tagged line. Now others may have news."""
        self.story.spread(self)
        if self.burst is not None:
            self.burst[-1].append((lines, status, code))
        else:
            self.compare(got, lines, status, code)

    def compare(self, got, lines, status, code):
        """A code is compared as far as it is predicted; "?" in it stands for any word."""
        told, its_status, its_code = got
        pairs = zip((code or '').split(), its_code.split() + [''] * 9)
        if told != lines or its_status != status or any(a not in ('?', b) for a, b in pairs):
            raise Wrong(f'{self.name} was told {told} {its_status} {its_code},\n'
                        f'expected {lines} {status} {code}')

    def end(self, got, lines, status='OK', code=None, may_expunge=True):
        """The same for a command that brings news; BAD brings none."""
        if self.view and status != 'BAD':
            lines = lines + self.view.tell(may_expunge)
        self.check(got, lines, status, code)

    def ask(self, line, *more):
        line = line.encode() if isinstance(line, str) else line
        if self.burst is None:
            return self.imap.ask(line, *more)
        self.burst.append([*self.imap.make(line)])
        return None

    # --- arguments ---

    def some_name(self):
        return self.random.choice(NAMES)

    def some_box(self):
        """Mostly INBOX, so that sessions meet; a name that is not there once in a while."""
        if self.random.random() < 0.5:
            return 'INBOX'
        names = [name for name in self.account.boxes if self.account.find(name)]
        return self.random.choice(names) if self.random.random() < 0.95 else self.some_name()

    def some_flags(self, most=3):
        return self.random.sample(FLAGS, self.random.randint(0, most))

    def some_set(self):
        """Ranges and whether they are UIDs; a number out of range once in a while."""
        by_uid = self.random.random() < 0.5
        top = self.view.box.uidnext if by_uid else max(len(self.view.messages), 1)
        top += self.random.random() < 0.03
        ranges = []
        for _ in range(self.random.choice([1, 1, 1, 2, 3])):
            ends = [self.random.randint(1, top) for _ in range(2)]
            if self.random.random() < 0.15:
                ends[self.random.randrange(2)] = '*'
            ranges.append(tuple(ends) if self.random.random() < 0.6 else (ends[0], ends[0]))
        return ranges, by_uid, self.view.resolve(ranges, by_uid)

    # --- any state ---

    def say_at_once(self):
        """Several commands without waiting for an answer; they are done in their order."""
        self.burst = []
        for _ in range(self.random.randint(2, 4)):
            self.random.choice([self.fetch, self.store, self.search, self.copy, self.expunge,
                                self.noop, self.mistake])()
        burst, self.burst = self.burst, None
        self.imap.say(b''.join(octets for octets, _, _ in burst))
        for _, tag, expected in burst:
            self.compare(self.imap.hear_to_end(tag), *expected)

    def mistake(self):
        """Lines that break the grammar or come in the wrong state; nothing happens and nothing is told."""
        line = self.random.choice(BAD_LINES + ([] if self.view else BAD_WHEN_CLOSED))
        self.check(self.ask(line), [], 'BAD')

    def noop(self):
        self.end(self.ask(self.random.choice(['NOOP', 'CHECK']) if self.view else 'NOOP'), [])

    def reconnect(self):
        """With LOGOUT or without."""
        if self.random.random() < 0.5:
            told, status, _ = self.ask('LOGOUT')
            if status != 'OK' or [line[0] for line in told] != ['BYE']:
                raise Wrong(f'LOGOUT was answered by {told} {status}')
        self.leave()
        self.imap.wire.end()
        self.connect()

    # --- mailboxes ---

    def open(self):
        """SELECT or EXAMINE; nothing is open when it fails [RFC3501 §6.3.1]."""
        name, read_only = self.some_box(), self.random.random() < 0.3
        got = self.ask(f'{"EXAMINE" if read_only else "SELECT"} {name}')
        self.leave()
        box = self.account.find(name)
        if box is None:
            self.check(got, [], 'NO')
            return
        view = self.account.views[self] = View(box, read_only)
        lines = view.flag_lines()
        lines += [('EXISTS', len(view.messages)), ('RECENT', len(view.recent))]
        unseen = [n for n, m in enumerate(view.messages, 1) if '\\Seen' not in m.flags]
        if unseen:
            lines.append(('UNSEEN', unseen[0]))
        told = dict(line for line in got[0] if line[0] == 'UIDVALIDITY')
        self.note_uidvalidity(box, told.get('UIDVALIDITY'))
        lines += [('UIDVALIDITY', box.uidvalidity), ('UIDNEXT', box.uidnext)]
        self.check(got, lines, 'OK', 'READ-ONLY' if read_only else 'READ-WRITE')

    def note_uidvalidity(self, box, value):
        wrong = self.account.note_uidvalidity(box, value)
        if wrong:
            raise Wrong(wrong)

    def status(self):
        name = self.some_box()
        items = self.random.sample(STATUS_ITEMS, self.random.randint(1, 5))
        got = self.ask(f'STATUS {name} ({" ".join(items)})')
        box = self.account.find(name)
        if box is None:
            self.end(got, [], 'NO')
            return
        if 'UIDVALIDITY' in items and got[0]:
            self.note_uidvalidity(box, got[0][0][2]['UIDVALIDITY'])
        recent = [m for m in box.messages if m.fresh]
        if self.view and self.view.box is box and not self.view.read_only:
            recent += [m for m in self.view.recent if not m.gone]
        values = {'MESSAGES': len(box.messages), 'RECENT': len(recent), 'UIDNEXT': box.uidnext,
                  'UIDVALIDITY': box.uidvalidity,
                  'UNSEEN': len([m for m in box.messages if '\\Seen' not in m.flags])}
        self.end(got, [('STATUS', name, {item: values[item] for item in items})])

    def create(self):
        name = self.some_name()
        got = self.ask(f'CREATE {name}')
        if self.account.find(name):
            self.end(got, [], 'NO')
            return
        self.account.create(name)
        self.end(got, [])

    def delete(self):
        """POLICY: what a session has open is not deleted [RFC2180 §3.1]."""
        name = self.some_name()
        got = self.ask(f'DELETE {name}')
        box = self.account.find(name)
        if name == 'INBOX' or name not in self.account.boxes or self.account.is_open(box) \
                or (box is None and self.account.below(name)):
            self.end(got, [], 'NO')
            return
        self.account.delete(name)
        self.end(got, [])

    def rename(self):
        old, new = self.some_name(), self.some_name() + self.random.choice(['', '2'])
        got = self.ask(f'RENAME {old} {new}')
        boxes = self.account.boxes
        if old not in boxes or new in boxes or self.account.below(new) \
                or (old != 'INBOX' and new.startswith(old + '/')):
            self.end(got, [], 'NO')
            return
        if old == 'INBOX':
            self.account.empty_inbox(new)
            self.end(got, [])
            return
        # POLICY: it may refuse what is open [RFC2180 §3.4].
        opened = any(self.account.is_open(boxes[name]) for name in [old] + self.account.below(old))
        if opened and got[1:] == ('NO', 'INUSE'):
            self.end(got, [], 'NO')
            return
        self.account.rename(old, new)
        self.end(got, [])

    def list(self):
        got = self.ask('LIST "" *')
        lines = sorted(('LIST', name, box is None) for name, box in self.account.boxes.items())
        told = sorted(line for line in got[0] if line[0] == 'LIST')
        self.end((told + [line for line in got[0] if line[0] != 'LIST'], *got[1:]), lines)

    def subscribe(self):
        name, subscribed = self.some_name(), self.account.subscribed
        if self.random.random() < 0.5:
            got = self.ask(f'SUBSCRIBE {name}')
            good = name in subscribed or name in self.account.boxes
            if good and name not in subscribed:
                subscribed.append(name)
            self.end(got, [], 'OK' if good else 'NO')
            return
        got = self.ask(f'UNSUBSCRIBE {name}')
        if name in subscribed:
            subscribed.remove(name)
        # POLICY: whether taking away what was not there is a mistake, is open.
        self.end(got, [], got[1] if got[1] == 'NO' else 'OK')

    def lsub(self):
        got = self.ask('LSUB "" *')
        told = [(line[0], line[1]) if line[0] == 'LSUB' else line for line in got[0]]
        names = sorted(line for line in told if line[0] == 'LSUB')
        rest = [line for line in told if line[0] != 'LSUB']
        lines = sorted(('LSUB', name) for name in self.account.subscribed)
        self.end((names + rest, *got[1:]), lines)

    def append(self):
        name, flags = self.some_box(), self.some_flags()
        date = (f'{self.random.randint(10, 28)}-{self.random.choice(MONTHS)}-2024 '
                f'{self.random.randint(10, 23)}:00:00 +0100')
        octets = make_message(self.random)
        box = self.account.find(name)
        if box and len(box.messages) > FULL:
            return
        got = self.ask(f'APPEND {name} ({" ".join(flags)}) "{date}" {{{len(octets)}}}', octets)
        if box is None:
            # POLICY: refused before the message is sent, and at once; news wait for the next command.
            self.check(got, [], 'NO', 'TRYCREATE')
            return
        box.learn(flags)
        box.add(flags, date, octets)
        self.end(got, [], 'OK', f'APPENDUID {box.uidvalidity or "?"} {box.messages[-1].uid}')
        self.note_uidvalidity(box, int(got[2].split()[1]))

    # --- messages ---

    def fetch(self):
        ranges, by_uid, messages = self.some_set()
        items = self.random.sample(['FLAGS', 'UID', 'INTERNALDATE', 'RFC822.SIZE', 'BODY[]',
                                    'BODY.PEEK[TEXT]', 'BODY.PEEK[HEADER.FIELDS (SUBJECT)]'],
                                   self.random.randint(1, 4))
        got = self.ask(b'%sFETCH %s (%s)' % (b'UID ' if by_uid else b'', show_set(ranges),
                                             ' '.join(items).encode()))
        view = self.view
        if messages is None:
            self.check(got, [], 'BAD')
            return
        seen = [] if 'BODY[]' not in items or view.read_only else [
            m for m in messages if not m.gone and '\\Seen' not in m.flags]
        for message in seen:
            message.flags.add('\\Seen')
        self.account.mark_changed(view.box, seen, self)
        view.dirty.difference_update(messages if 'FLAGS' in items else seen)
        lines = [('FETCH', view.number_of(m), self.fetched(m, items, by_uid, m in seen))
                 for m in messages]
        self.end(got, lines, may_expunge=by_uid)

    def fetched(self, message, items, by_uid, seen):
        values = {}
        if by_uid or 'UID' in items:
            values['UID'] = message.uid
        if seen or 'FLAGS' in items:
            values['FLAGS'] = self.view.flags_of(message)
        head, _, body = message.octets.partition(b'\r\n\r\n')
        for item, value in (('INTERNALDATE', message.date.encode()),
                            ('RFC822.SIZE', len(message.octets)),
                            ('BODY[]', message.octets),
                            ('BODY.PEEK[TEXT]', body),
                            ('BODY.PEEK[HEADER.FIELDS (SUBJECT)]',
                             head.split(b'\r\n')[1] + b'\r\n\r\n')):
            if item in items:
                values[item.replace('.PEEK', '')] = value
        return values

    def store(self):
        ranges, by_uid, messages = self.some_set()
        how, silent = self.random.choice(['', '+', '-']), self.random.random() < 0.4
        flags = self.some_flags()
        got = self.ask(b'%sSTORE %s %sFLAGS%s (%s)' % (
            b'UID ' if by_uid else b'', show_set(ranges), how.encode(),
            b'.SILENT' if silent else b'', ' '.join(flags).encode()))
        view = self.view
        if messages is None:
            self.check(got, [], 'BAD')
            return
        if view.read_only:
            self.end(got, [], 'NO', may_expunge=by_uid)
            return
        lines = []
        # POLICY: a set of no messages teaches no keywords.
        if how != '-' and messages:
            view.box.learn(flags)
        self.change_flags(messages, how, set(flags))
        if view.told_keywords != view.box.keywords:
            lines += view.flag_lines()
        if not silent:
            view.dirty.difference_update(messages)
            for message in messages:
                if not message.gone:
                    values = {'FLAGS': view.flags_of(message)}
                    if by_uid:
                        values['UID'] = message.uid
                    lines.append(('FETCH', view.number_of(message), values))
        refused = not silent and any(message.gone for message in messages)
        self.end(got, lines, *(('NO', 'EXPUNGEISSUED') if refused else ('OK',)),
                 may_expunge=by_uid)

    def change_flags(self, messages, how, flags):
        changed = []
        for message in messages:
            new = message.flags | flags if how == '+' else message.flags - flags if how == '-' \
                else flags
            if not message.gone and new != message.flags:
                message.flags = set(new)
                changed.append(message)
        self.account.mark_changed(self.view.box, changed, self)

    def copy(self):
        ranges, by_uid, messages = self.some_set()
        name = self.some_box()
        box = self.account.find(name)
        if box and len(box.messages) > FULL:
            return
        got = self.ask(b'%sCOPY %s %s' % (b'UID ' if by_uid else b'', show_set(ranges),
                                          name.encode()))
        if messages is None:
            self.check(got, [], 'BAD')
        elif box is None:
            self.end(got, [], 'NO', 'TRYCREATE')
        elif any(message.gone for message in messages):
            # POLICY: all or nothing, and of what is gone nothing [RFC2180 §4.4].
            self.end(got, [], 'NO', 'EXPUNGEISSUED')
        else:
            first = box.uidnext
            for message in messages:
                box.learn(flag for flag in self.view.box.keywords if flag in message.flags)
                box.add(message.flags, message.date, message.octets)
            self.end(got, [], 'OK', messages and ' '.join((
                'COPYUID', str(box.uidvalidity or '?'),
                show_uids(message.uid for message in messages),
                show_uids(range(first, box.uidnext)))))

    def expunge(self):
        """POLICY: a set of UIDs names what this session was told of."""
        only = None
        if self.random.random() < 0.3:
            ranges, by_uid, only = self.some_set()
            if not by_uid:
                return
            got = self.ask(b'UID EXPUNGE ' + show_set(ranges))
        else:
            got = self.ask('EXPUNGE')
        if self.view.read_only:
            self.end(got, [], 'NO')
            return
        self.remove_deleted(only)
        self.end(got, [])

    def remove_deleted(self, only=None):
        box = self.view.box
        box.remove([message for message in box.messages if '\\Deleted' in message.flags
                    and (only is None or message in only)])

    def close(self):
        """Both tell nothing [RFC3501 §6.4.2]."""
        unselect = self.random.random() < 0.4
        got = self.ask('UNSELECT' if unselect else 'CLOSE')
        if not unselect and not self.view.read_only:
            self.remove_deleted()
        self.leave()
        self.check(got, [], 'OK')

    # --- SEARCH ---

    def search(self):
        by_uid = self.random.random() < 0.5
        key, test = self.search_key(0)
        if self.random.random() < 0.4:
            other, other_test = self.search_key(0)
            key, test = f'{key} {other}', both(test, other_test)
        got = self.ask(f'{"UID " if by_uid else ""}SEARCH {key}')
        if test is None:
            self.check(got, [], 'BAD')
            return
        found = [m.uid if by_uid else n for n, m in enumerate(self.view.messages, 1) if test(m)]
        self.end(got, [('SEARCH', found)], may_expunge=by_uid)

    def search_key(self, depth):
        """A key and the question it asks of a message; None for one that is a mistake."""
        view, kind = self.view, self.random.randrange(10 if depth < 3 else 7)
        if kind < 2:
            flag = self.random.choice(FLAGS)
            un = self.random.random() < 0.5
            word = f'KEYWORD {flag}' if flag.startswith('$') else flag[1:].upper()
            return ('UN' if un else '') + word, lambda m: (flag in m.flags) != un
        if kind == 2:
            word, test = self.random.choice([
                ('ALL', lambda m: True), ('RECENT', lambda m: m in view.recent),
                ('OLD', lambda m: m not in view.recent),
                ('NEW', lambda m: m in view.recent and '\\Seen' not in m.flags)])
            return word, test
        if kind in (3, 4):
            ranges, by_uid, messages = self.some_set()
            word = ('UID ' if by_uid else '') + show_set(ranges).decode()
            return word, None if messages is None else lambda m: m in messages
        if kind == 5:
            word = self.random.choice(WORDS)
            return f'SUBJECT {word.upper()}', lambda m: has_subject(m, word)
        if kind == 6:
            size = self.random.randint(50, 120)
            return f'LARGER {size}', lambda m: len(m.octets) > size
        a, a_test = self.search_key(depth + 1)
        if kind == 7:
            return f'NOT {a}', a_test and (lambda m: not a_test(m))
        b, b_test = self.search_key(depth + 1)
        if kind == 8:
            return f'OR {a} {b}', a_test and b_test and (lambda m: a_test(m) or b_test(m))
        return f'({a} {b})', both(a_test, b_test)

    # --- IDLE ---

    def idle(self):
        """POLICY: while it runs, news are told as they happen, EXPUNGE among them."""
        got = self.ask('IDLE')
        self.check(got, [], '+')
        self.idle_lines = []
        self.hear_news()   # an open mailbox may have some at once

    def hear_news(self):
        if self.idle_lines is not None and self.view:
            self.idle_lines += self.view.tell(True)

    def done(self):
        lines, self.idle_lines = self.idle_lines, None
        self.end(self.imap.finish(b'DONE'), lines)

    # --- one step ---

    def step(self):
        if self.idle_lines is not None:
            self.done()
            return
        always = [self.mistake, self.noop, self.status, self.append, self.append, self.list, self.lsub,
                  self.create, self.delete, self.rename, self.subscribe, self.open]
        opened = [self.fetch, self.store, self.search] * 6 + [self.copy] * 2 + \
            [self.expunge] * 2 + [self.noop] * 3 + [self.idle, self.close, self.open] + \
            [self.say_at_once] * 3
        if self.random.random() < 0.01:
            self.reconnect()
        elif self.view and self.random.random() < 0.7:
            self.random.choice(opened)()
        else:
            self.random.choice(always + ([] if self.view else [self.open] * 8))()


def both(a, b):
    return a and b and (lambda m: a(m) and b(m))
