"""Dialogues: plain text files that say what is sent to both servers.

    # a comment; the first line of a file says what it is about
    box INBOX                 fill this mailbox (made when it is not INBOX) before the dialogue …
      plain.eml               … with these messages of tests/mail/data
      folded.eml \\Seen $Junk
      "Subject: x\\r\\n\\r\\nhello\\r\\n" \\Flagged
    1 SELECT INBOX            connection 1 (IMAP, logged in on first use) sends a command
    1 APPEND INBOX {{plain.eml}}    or {{"text\\r\\n"}}: a literal
    fresh 2                   connection 2 is not logged in
    1 IDLE … 1 DONE           IDLE is answered by "+"; the answers up to its end are DONE's
    raw 1 a1 NOOP  x          octets as they are (\\xHH, \\r, \\n), CRLF is added; a1 is the tag
    p1 STAT                   the same for POP3; p1 logs in by itself unless `fresh p1`
    drop p1                   the connection is closed without a word
      postglass BAD dovecot OK [RFC3501 §9] why       the two differ in the command above, on purpose
      differs BODY [RFC2046 §5.1.1] why               so do they in FETCH items that begin so, or in an
                                                      untagged answer of that name (SEARCH)
"""

import os
import re

import normal
from servers import PASSWORD
from wire import Closed, Imap, Pop3

STATUS_DIFFERENCE = re.compile(r'postglass (\S+) dovecot (\S+) (\[RFC\d+ §[^\]]+\])\s+(.+)')
ITEM_DIFFERENCE = re.compile(r'differs (\S+(?: \S+)*?) (\[RFC\d+ §[^\]]+\])\s+(.+)')


def unescape(text):
    return text.encode('utf-8').decode('unicode_escape').encode('latin-1')


class Step:
    def __init__(self, number, text):
        self.number, self.text = number, text
        self.status = None   # (postglass, dovecot)
        self.items = []


class Dialogue:
    def __init__(self, path, data):
        self.name = os.path.splitext(os.path.basename(path))[0]
        self.data = data
        self.boxes, self.steps, self.title = [], [], ''
        with open(path, encoding='utf-8') as text:
            for number, line in enumerate(text, 1):
                self.read_line(path, number, line.rstrip('\n'))

    def read_line(self, path, number, line):
        if not line.strip():
            return
        if line.startswith('#'):
            self.title = self.title or line[1:].strip()
        elif line.startswith('box '):
            self.boxes.append((line[4:].strip(), []))
        elif not line.startswith(' '):
            self.steps.append(Step(number, line))
        elif match := STATUS_DIFFERENCE.fullmatch(line.strip()):
            self.steps[-1].status = match.group(1), match.group(2)
        elif match := ITEM_DIFFERENCE.fullmatch(line.strip()):
            self.steps[-1].items.append(match.group(1).upper())
        elif self.boxes and not self.steps:
            self.boxes[-1][1].append(self.message(line.strip()))
        else:
            raise SyntaxError(f'{path}:{number}: {line.strip()!r} is not understood')

    def octets(self, word):
        if word.startswith('"'):
            return unescape(word[1:-1])
        with open(os.path.join(self.data, word), 'rb') as data:
            return data.read()

    def message(self, text):
        match = re.match(r'("(?:[^"\\]|\\.)*"|\S+)\s*(.*)', text)
        return self.octets(match.group(1)), match.group(2)

    def pieces(self, text):
        parts = re.split(r'\{\{("(?:[^"\\]|\\.)*"|[^}]+)\}\}', text)
        return [self.octets(part) if i % 2 else part.encode('utf-8') for i, part in enumerate(parts)]


class Play:
    """One dialogue at one server, as its own user."""

    def __init__(self, dialogue, server, user):
        self.dialogue, self.server, self.user = dialogue, server, user
        self.lines, self.tags, self.fresh = {}, 0, set()
        self.waiting = {}

    def tag(self):
        self.tags += 1
        return b'x%d' % self.tags

    def open(self, who):
        if who in self.lines:
            return self.lines[who]
        is_pop3 = who.startswith('p')
        line = Pop3(self.server.pop3) if is_pop3 else Imap(self.server.imap)
        line.read_line()
        if who not in self.fresh and is_pop3:
            line.command(f'USER {self.user}'.encode())
            reply = line.command(f'PASS {PASSWORD}'.encode())
            assert reply[0].startswith(b'+OK'), reply
        elif who not in self.fresh:
            tag = self.tag()
            responses = line.command(tag, [f'LOGIN {self.user} {PASSWORD}'.encode()])
            assert responses[-1].startswith(tag + b' OK'), responses
        self.lines[who] = line
        return line

    def fill(self):
        line = self.open('fill')
        for name, messages in self.dialogue.boxes:
            if name.upper() != 'INBOX':
                line.command(self.tag(), [f'CREATE {name}'.encode()])
            for octets, flags in messages:
                tag = self.tag()
                responses = line.command(
                    tag, [f'APPEND {name} ({flags}) "05-Mar-2024 09:00:00 +0000" '.encode(), octets, b''])
                assert responses[-1].startswith(tag + b' OK'), responses
        line.command(self.tag(), [b'LOGOUT'])
        self.lines.pop('fill').close()

    def imap(self, who, text):
        line = self.open(who)
        name = text.split()[0].upper()
        if name == 'DONE':
            line.send(b'DONE\r\n')
            tag = self.waiting.pop(who)
            return normal.imap(b'IDLE', tag, line.read_until(tag))
        tag = self.tag()
        if name == 'IDLE':
            line.send(tag + b' ' + text.encode() + b'\r\n')
            self.waiting[who] = tag
            responses = []
            while not responses or not responses[-1].startswith((b'+', tag)):
                responses.append(line.read_response())
            return normal.imap(b'IDLE', tag, responses)
        text = text.replace('USERNAME', self.user)
        responses = line.command(tag, self.dialogue.pieces(text))
        return normal.imap(text.encode(), tag, responses)

    def run_step(self, step):
        word, _, rest = step.text.partition(' ')
        if word == 'fresh':
            self.fresh.add(rest.strip())
            return None
        if word == 'drop':
            self.lines.pop(rest.strip()).close()
            return None
        if word == 'raw':
            who, _, text = rest.partition(' ')
            line = self.open(who)
            line.send(unescape(text) + b'\r\n')
            if who.startswith('p'):
                return normal.pop3(unescape(text), line.reply(unescape(text)))
            tag = text.split(' ')[0].encode()
            return normal.imap(b'', tag, line.read_until(tag))
        if word.startswith('p'):
            text = rest.replace('USERNAME', self.user).encode()
            try:
                return normal.pop3(text, self.open(word).command(text))
            except (Closed, OSError):
                return ['(closed)']
        return self.imap(word, rest)

    def close(self):
        for line in self.lines.values():
            line.close()


def tagged(answer):
    """The status of an answer: "OK", "NO", "BAD", "+OK", "-ERR"; "closed"."""
    last = answer[-1]
    if isinstance(last, tuple) and last[0] == 'tagged':
        return last[1]
    if isinstance(answer[0], str) and answer[0][:1] in '+-':
        return answer[0]
    return 'closed'


def without_items(answer, items):
    """@answer less the named items of FETCH lines and the named answers, and those."""
    kept, taken = [], []
    for entry in answer:
        if isinstance(entry, tuple) and entry[0] in items:
            taken.append(entry)
            continue
        if isinstance(entry, tuple) and entry[0] == 'FETCH':
            taken += [pair for pair in entry[2] if any(pair[0].startswith(item) for item in items)]
            entry = (entry[0], entry[1], tuple(pair for pair in entry[2] if pair not in taken))
        kept.append(entry)
    return kept, taken


def compare(step, ours, theirs):
    """What is wrong with the two answers to @step; None when all is well."""
    if step.status is not None:
        found = tagged(ours), tagged(theirs)
        return None if found == step.status else f'noted as {step.status}, but it is {found}'
    if step.items:
        ours, our_items = without_items(ours, step.items)
        theirs, their_items = without_items(theirs, step.items)
        if our_items == their_items:
            return f'{step.items} is noted as different, but it is equal now'
    if ours == theirs:
        return None
    return f'postglass {ours}\n    dovecot   {theirs}'
