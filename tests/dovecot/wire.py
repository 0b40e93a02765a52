"""A small client of its own for both protocols: sends lines, reads whole replies, takes them apart."""

import re
import socket

LITERAL = re.compile(rb'\{(\d+)\}\r\n$')
TIMEOUT = 20


class Closed(Exception):
    """The server ended the connection."""


class Line:
    def __init__(self, port):
        self.socket = socket.create_connection(('127.0.0.1', port), TIMEOUT)
        self.file = self.socket.makefile('rb')

    def send(self, octets):
        self.socket.sendall(octets)

    def read_line(self):
        line = self.file.readline()
        if not line.endswith(b'\n'):
            raise Closed
        return line

    def close(self):
        self.file.close()
        self.socket.close()


class Imap(Line):
    """Responses are bytes with the octets of their literals in place."""

    def read_response(self):
        whole = self.read_line()
        while match := LITERAL.search(whole):
            whole += self.file.read(int(match.group(1))) + self.read_line()
        return whole

    def read_until(self, tag):
        """All responses up to the tagged one, or to the end of the connection."""
        responses = []
        while True:
            try:
                responses.append(self.read_response())
            except Closed:
                responses.append(b'(closed)\r\n')
                return responses
            if responses[-1].startswith(tag + b' '):
                return responses

    def command(self, tag, pieces):
        """@pieces: text and literals by turns; a literal waits for "+" unless the command is refused."""
        responses = []
        self.send(tag + b' ' + pieces[0])
        for literal, rest in zip(pieces[1::2], pieces[2::2]):
            self.send(b'{%d}\r\n' % len(literal))
            while True:
                try:
                    responses.append(self.read_response())
                except Closed:
                    return responses + [b'(closed)\r\n']
                if responses[-1].startswith(tag + b' '):
                    return responses
                if responses[-1].startswith(b'+'):
                    responses.pop()
                    break
            self.send(literal + rest)
        self.send(b'\r\n')
        return responses + self.read_until(tag)


class Pop3(Line):
    MULTI = (b'CAPA', b'RETR', b'TOP')
    MULTI_BARE = (b'LIST', b'UIDL')

    def reply(self, command):
        try:
            lines = [self.read_line()]
            words = command.upper().split()
            multi = words and (words[0] in self.MULTI
                               or (words[0] in self.MULTI_BARE and len(words) == 1))
            while multi and lines[0].startswith(b'+OK') and lines[-1] != b'.\r\n':
                lines.append(self.read_line())
        except Closed:
            lines = [b'(closed)\r\n']
        return lines

    def command(self, command):
        self.send(command + b'\r\n')
        return self.reply(command)


TOKEN = re.compile(rb'\{(\d+)\}\r\n|"((?:[^"\\]|\\.)*)"|([()\[\]])|([^\s()\[\]"{]+)| +')


class Text(bytes):
    """A string, as against an atom: quoted and literal are the same."""


def parse(octets):
    """A response as nested lists of atoms (bytes), strings (Text) and lists."""
    stack, at = [[]], 0
    octets = octets[:-2] if octets.endswith(b'\r\n') else octets
    while at < len(octets):
        match = TOKEN.match(octets, at)
        if match is None:
            stack[-1].append(octets[at:at + 1])
            at += 1
            continue
        at = match.end()
        size, quoted, bracket, atom = match.groups()
        if size is not None:
            stack[-1].append(Text(octets[at:at + int(size)]))
            at += int(size)
        elif quoted is not None:
            stack[-1].append(Text(re.sub(rb'\\(.)', rb'\1', quoted)))
        elif bracket in (b'(', b'['):
            stack.append([bracket] if bracket == b'[' else [])
        elif bracket is not None:
            if len(stack) > 1:
                done = stack.pop()
                stack[-1].append(done)
        elif atom is not None:
            stack[-1].append(atom)
    while len(stack) > 1:
        done = stack.pop()
        stack[-1].append(done)
    return stack[0]
