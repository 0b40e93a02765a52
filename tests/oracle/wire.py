"""Sockets, and what a server says on them as Python values."""
import re
import socket

TIMEOUT = 60


class Wrong(Exception):
    """What came is not what should have come."""


class Log(list):
    """What was said, newest last."""
    commands = 0


class Wire:
    def __init__(self, port):
        self.socket = socket.create_connection(('127.0.0.1', port), TIMEOUT)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.file = self.socket.makefile('rb')

    def send(self, octets):
        self.socket.sendall(octets)

    def line(self):
        line = self.file.readline()
        if not line.endswith(b'\r\n'):
            raise Wrong(f'the connection ended after {line!r}')
        return line

    def end(self):
        """Go without a word, and wait until the server has noticed."""
        self.socket.shutdown(socket.SHUT_WR)
        while self.file.read(65536):
            pass
        self.close()

    def close(self):
        self.file.close()
        self.socket.close()


# --- IMAP ---

TOKEN = re.compile(rb'\(|\)|"((?:[^"\\]|\\.)*)"|\{(\d+)\}\r\n|([^ ()"\[\]{]+(?:\[[^\]]*\](?:<\d+>)?)?)| ')


def read_response(wire):
    """One response with its literals, as octets."""
    whole = wire.line()
    while not whole.startswith((b'+ ', b'* OK', b'* NO', b'* BAD')):
        announced = re.search(rb'\{(\d+)\}\r\n$', whole)
        if not announced:
            break
        whole += wire.file.read(int(announced[1])) + wire.line()
    return whole


def read_values(octets):
    """The values on a line: str for atoms, bytes for strings, lists for what is in parentheses."""
    at, stack = 0, [[]]
    while at < len(octets):
        token = TOKEN.match(octets, at)
        if not token:
            raise Wrong(f'cannot read {octets[at:at + 40]!r}')
        at = token.end()
        if token[0] == b'(':
            stack.append([])
        elif token[0] == b')':
            stack[-2].append(stack.pop())
        elif token[1] is not None:
            stack[-1].append(re.sub(rb'\\(.)', rb'\1', token[1]))
        elif token[2] is not None:
            stack[-1].append(octets[at:at + int(token[2])])
            at += int(token[2])
        elif token[3] is not None:
            stack[-1].append(token[3].decode())
    return stack[0]


def text(value):
    return value.decode() if isinstance(value, bytes) else value


def read_fetch(pairs):
    items = {}
    for name, value in zip(pairs[::2], pairs[1::2]):
        if name in items:
            raise Wrong(f'{name} twice in one FETCH response')
        if name == 'FLAGS':
            value = frozenset(value)
        elif name in ('UID', 'RFC822.SIZE'):
            value = int(value)
        items[name] = value
    return items


def read_status_line(octets):
    """An untagged OK with a code that counts, or None for one that does not."""
    code = re.match(rb'\[(\w+) (?:(\d+)|\(([^)]*)\))\]', octets)
    if code and code[2] is not None:
        return (code[1].decode(), int(code[2]))
    if code and code[1] == b'PERMANENTFLAGS':
        return ('PERMANENTFLAGS', frozenset(code[3].decode().split()))
    return None


def read_untagged(octets):
    """A response as a tuple that can be compared, or None for one that says nothing."""
    word, _, rest = octets[2:-2].partition(b' ')
    name = word.decode().upper()
    if name == 'OK':
        return read_status_line(rest)
    if name.isdigit():
        what, _, rest = rest.partition(b' ')
        if what == b'FETCH':
            return ('FETCH', int(name), read_fetch(read_values(rest)[0]))
        return (what.decode(), int(name))
    values = read_values(rest)
    if name == 'FLAGS':
        return ('FLAGS', frozenset(values[0]))
    if name == 'SEARCH':
        return ('SEARCH', [int(number) for number in values])
    if name == 'STATUS':
        return ('STATUS', text(values[0]),
                {key: int(number) for key, number in zip(values[1][::2], values[1][1::2])})
    if name in ('LIST', 'LSUB'):
        return (name, text(values[2]), '\\Noselect' in values[0])
    return (name, values)


def read_code(octets):
    """What stands in brackets, ranges of UIDs as single numbers; "" for nothing."""
    code = re.match(rb'\[([^\]]*)\]', octets)
    return re.sub(r'(\d+):(\d+)',
                  lambda ends: ','.join(map(str, range(int(ends[1]), int(ends[2]) + 1))),
                  code[1].decode()) if code else ''


class Imap:
    """One IMAP connection. What was said is kept in @log, newest last."""

    def __init__(self, port, name, log):
        self.wire = Wire(port)
        self.name = name
        self.log = log
        self.n_tags = 0
        self.hear()

    def say(self, octets):
        self.log.append(f'{self.name} C: {octets!r}')
        self.wire.send(octets)

    def hear(self):
        octets = read_response(self.wire)
        self.log.append(f'{self.name} S: {octets!r}')
        return octets

    def make(self, line):
        """A command with its tag, and the tag."""
        self.n_tags += 1
        self.log.commands += 1
        tag = f'{self.name}{self.n_tags}'.encode()
        return tag + b' ' + line + b'\r\n', tag

    def ask(self, line, *pieces):
        """Send a command; each piece follows a literal's "+". Gives lines, status and code."""
        octets, tag = self.make(line)
        self.say(octets)
        return self.hear_to_end(tag, *pieces)

    def hear_to_end(self, tag, *pieces):
        pieces, told = list(pieces), []
        while True:
            octets = self.hear()
            if octets.startswith(b'+ '):
                if not pieces:
                    return told, '+', ''
                self.say(pieces.pop(0) + b'\r\n')
            elif octets.startswith(tag + b' '):
                status = octets.split(b' ', 2)
                return told, status[1].decode(), read_code(status[2])
            elif octets.startswith(b'* '):
                line = read_untagged(octets)
                if line is not None:
                    told.append(line)
            else:
                raise Wrong(f'nobody asked for {octets!r}')

    def finish(self, octets):
        """Send what ends the command that runs."""
        self.say(octets + b'\r\n')
        return self.hear_to_end(f'{self.name}{self.n_tags}'.encode())


# --- POP3 ---

class Pop3:
    """One POP3 connection."""

    def __init__(self, port, name, log):
        self.wire = Wire(port)
        self.name = name
        self.log = log
        self.hear()

    def hear(self):
        octets = self.wire.line()
        self.log.append(f'{self.name} S: {octets!r}')
        return octets

    def ask(self, line, many=False):
        """Whether it was +OK, what stood behind that, and the lines that followed."""
        self.log.commands += 1
        self.log.append(f'{self.name} C: {line}')
        self.wire.send(line.encode() + b'\r\n')
        status = self.hear()
        good = status.startswith(b'+OK')
        lines = []
        while good and many:
            octets = self.hear()
            if octets == b'.\r\n':
                break
            lines.append(octets[1:] if octets.startswith(b'.') else octets)
        return good, status[4:].decode().strip(), lines
