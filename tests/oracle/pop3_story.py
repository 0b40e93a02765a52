"""Random POP3 sessions, each command with what has to come back [RFC1939]."""
from wire import Pop3, Wrong


class Maildrop:
    """One POP3 session: the messages it saw when it began, under the numbers they had then."""

    def __init__(self, story, name):
        self.story, self.name = story, name
        self.random, self.account = story.random, story.account
        self.pop3 = None
        self.messages = []
        self.marked = set()

    def check(self, good, expected, what):
        if good != expected:
            raise Wrong(f'{self.name}: {what}: {good}, expected {expected}')

    def connect(self):
        """POLICY: one session a maildrop; its lock is taken by PASS."""
        self.pop3 = Pop3(self.story.pop3_port, self.name, self.story.log)
        self.check(self.pop3.ask('USER lin')[0], True, 'USER')
        free = self.account.maildrop is None
        self.check(self.pop3.ask('PASS noodles')[0], free, 'PASS')
        if free:
            self.account.maildrop = self
            self.messages = list(self.account.boxes['INBOX'].messages)
            self.marked = set()
        else:
            self.leave()

    def leave(self):
        self.pop3.wire.end()
        self.pop3 = None
        if self.account.maildrop is self:
            self.account.maildrop = None

    def quit(self):
        """Only now messages go; those that are gone already cannot."""
        self.check(self.pop3.ask('QUIT')[0], True, 'QUIT')
        inbox = self.account.boxes['INBOX']
        inbox.remove([message for message in inbox.messages if message in self.marked])
        self.story.spread(self)
        self.leave()

    def cut(self):
        """No QUIT, no deletions."""
        self.leave()

    def some_number(self):
        number = self.random.randint(1, len(self.messages) + (self.random.random() < 0.1) or 1)
        message = self.messages[number - 1] if number <= len(self.messages) else None
        return number, None if message in self.marked else message

    def left(self):
        return [(n, message) for n, message in enumerate(self.messages, 1)
                if message not in self.marked]

    def stat(self):
        total = sum(len(message.octets) for _, message in self.left())
        self.check(self.pop3.ask('STAT'), (True, f'{len(self.left())} {total}', []), 'STAT')

    def list(self):
        lines = [b'%d %d\r\n' % (n, len(message.octets)) for n, message in self.left()]
        good, _, told = self.pop3.ask('LIST', many=True)
        self.check((good, told), (True, lines), 'LIST')

    def uidl(self):
        """Ids differ, and stay what they were for as long as the message is there."""
        good, _, told = self.pop3.ask('UIDL', many=True)
        ids = dict(line.decode().split() for line in told)
        self.check((good, list(ids)), (True, [str(n) for n, _ in self.left()]), 'UIDL')
        self.check(len(set(ids.values())), len(ids), 'UIDL: different ids')
        for number, message in self.left():
            known = self.story.ids.setdefault(message, ids[str(number)])
            self.check(ids[str(number)], known, f'UIDL of {number}')

    def retr(self):
        number, message = self.some_number()
        good, _, told = self.pop3.ask(f'RETR {number}', many=True)
        self.check(good, message is not None, f'RETR {number}')
        if message:
            self.check(b''.join(told), message.octets, f'RETR {number}')

    def top(self):
        number, message = self.some_number()
        n = self.random.randint(0, 3)
        good, _, told = self.pop3.ask(f'TOP {number} {n}', many=True)
        self.check(good, message is not None, f'TOP {number}')
        if message:
            head, _, body = message.octets.partition(b'\r\n\r\n')
            lines = body.split(b'\r\n')[:-1][:n]
            self.check(b''.join(told), head + b'\r\n\r\n' + b''.join(x + b'\r\n' for x in lines),
                       f'TOP {number} {n}')

    def dele(self):
        number, message = self.some_number()
        self.check(self.pop3.ask(f'DELE {number}')[0], message is not None, f'DELE {number}')
        if message:
            self.marked.add(message)

    def rset(self):
        self.check(self.pop3.ask('RSET')[0], True, 'RSET')
        self.marked.clear()

    def noop(self):
        self.check(self.pop3.ask('NOOP')[0], True, 'NOOP')

    def step(self):
        if self.pop3 is None:
            # A maildrop that is locked is tried less often.
            if self.account.maildrop is None or self.random.random() < 0.2:
                self.connect()
            return
        self.random.choice([self.stat, self.list, self.uidl, self.retr, self.retr, self.top,
                            self.dele, self.dele, self.rset, self.noop, self.quit, self.cut])()
