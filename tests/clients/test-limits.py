#!/usr/bin/env python3
"""Garbage, endless lines, half lines, slow readers, abrupt closes, 200 connections: the server goes on
serving within its limits, and a signal ends it with a whole recording.

usage: test-limits.py PROGRAM
"""
import pathlib
import random
import signal
import socket
import struct
import subprocess
import sys

from serving import PASSWORD, USER, Line, Server, Tap, login, make_mail, message, scratch

PROGRAM = sys.argv[1]
CONNECTIONS = 200
MEMORY = 200 * 1024  # KiB; far more than what the limits add up to here, far less than what was thrown at it


def is_serving(tap, server, after):
    line = login(server.imap)
    tap.equal(line.say(b'a', b'NOOP')[-1], b'a OK NOOP completed', f'serves after {after}')
    line.close()


def reset(line):
    """Close with a reset and not in order."""
    line.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
    line.close()


def test_garbage(tap, server, seed):
    chance = random.Random(seed)
    for port in (server.imap, server.pop3):
        for _ in range(20):
            line = Line(port)
            line.read()
            try:
                for _ in range(chance.randrange(1, 20)):
                    line.send(chance.choice([
                        chance.randbytes(chance.randrange(1, 5000)), b'\r\n', b'a LOGIN {', b'a {5}\r\n',
                        b'\0' * 100, b'x' * 70000, b'(' * 1000, b'a1 NOOP\r\n', b'USER \xff\r\n', b'LIST -1\r\n',
                        b'a FETCH 4294967296:* (BODY[' + b'1.' * 1000]))
            except ConnectionError:
                pass
            chance.choice([line.close, lambda held=line: reset(held)])()
    is_serving(tap, server, f'garbage (seed {seed})')


def test_long_lines(tap, server):
    line = Line(server.imap)
    line.read()
    line.send(b'a ' + b'x' * (1 << 20) + b'\r\nb NOOP\r\n')
    lines = line.until(b'b ')
    tap.point(any(b' BAD ' in got for got in lines[:-1]) and lines[-1] == b'b OK NOOP completed',
              'a line of 1 MiB is BAD, and what follows is in step', lines)
    line.send(b'c LOGIN {99999999}\r\n')
    tap.point(line.read().startswith((b'c NO', b'c BAD')), 'a literal that is too long is refused at once')
    tap.equal(line.say(b'd', b'NOOP')[-1], b'd OK NOOP completed', 'and nothing is waited for')
    line.close()
    line = Line(server.pop3)
    line.read()
    line.send(b'USER ' + b'x' * (1 << 20) + b'\r\nNOOP\r\n')
    tap.point(line.read().startswith(b'-ERR') and line.read().startswith(b'-ERR'),
              'POP3: the same, and NOOP has to wait for a login')
    line.close()
    is_serving(tap, server, 'long lines')


def test_half_lines(tap, server):
    held = []
    for _ in range(50):
        line = Line(server.imap)
        line.send(b'a LOG')
        held.append(line)
    is_serving(tap, server, 'half lines')
    for line in held:
        line.read()
        line.send(b'IN lin noodles\r\n')
        line.until(b'a OK')
        line.close()
    tap.point(True, 'halves are put together')
    line = Line(server.imap)
    line.read()
    line.send(b'a LOGIN lin noodles\r\nb NOOP\r\nc LOGOUT\r\n')
    line.socket.shutdown(socket.SHUT_WR)
    tap.point(b'c OK' in line.rest(), 'a client that has said all it has to say is answered')
    line.close()


def test_slow_readers(tap, server):
    """Each asks for far more than it takes."""
    before = server.memory()
    slow = []
    for _ in range(20):
        line = login(server.imap)
        line.say(b's', b'SELECT INBOX')
        line.socket.settimeout(0.05)
        try:
            for _ in range(1000):
                line.send(b'f FETCH 1:* (FLAGS ENVELOPE BODY.PEEK[])\r\n' * 100)
        except TimeoutError:
            pass
        slow.append(line)
    is_serving(tap, server, 'slow readers')
    grown = server.memory() - before
    tap.point(grown < MEMORY, 'and its memory stays bounded', f'{grown} KiB more')
    line = slow.pop()
    line.socket.settimeout(20)
    first = line.read()
    tap.point(first.startswith(b'* 1 FETCH'), 'who reads late gets everything from the start', first)
    for line in slow:
        reset(line)
    is_serving(tap, server, 'their reset')


def test_connections(tap, server):
    server.wait_until_alone()
    lines, greetings = [], []
    for n in range(CONNECTIONS + 2):
        lines.append(Line(server.imap if n % 2 else server.pop3))
        greetings.append(lines[-1].read())
    tap.equal([got.split()[:2] for got in greetings[CONNECTIONS:]], [[b'-ERR', b'[SYS/TEMP]'], [b'*', b'BYE']],
              f'{CONNECTIONS} are served, the next are refused in their protocol')
    tap.equal([line.rest() for line in lines[CONNECTIONS:]], [b'', b''], 'and closed')
    tap.equal(sum(line.say(b'a', b'NOOP')[-1] == b'a OK NOOP completed' for line in lines[1:CONNECTIONS:2]),
              CONNECTIONS // 2, 'all that were taken work')
    for line in lines:
        line.close()
    server.wait_until_alone()
    is_serving(tap, server, f'{CONNECTIONS} connections')


def test_no_login(tap, server):
    lines = [Line(server.imap), Line(server.pop3)]
    greetings = [line.read() for line in lines]
    tap.point(greetings[0].startswith(b'* OK') and greetings[1].startswith(b'+OK'), 'greeted', greetings)
    for line in lines:
        line.socket.settimeout(60)
    tap.point(lines[0].read().startswith(b'* BYE') and lines[0].read() == b'', 'who does not log in is told goodbye')
    tap.equal(lines[1].read(), b'', 'over POP3 without a word')
    is_serving(tap, server, 'that')


def test_memory(tap, program, folder):
    """Without --save nothing is kept: a session's thousands of commands leave nothing behind."""
    if b'__asan_init' in pathlib.Path(program).read_bytes():
        tap.skip('memory', 'under ASan freed memory stays')
        return
    with Server(program, '--user', f'{USER}:{PASSWORD}', '--mail', folder) as server:
        def work(rounds):
            line = login(server.imap)
            line.say(b's', b'SELECT INBOX')
            for number in range(rounds):
                sign = b'+' if number % 2 else b'-'
                line.send(b'n NOOP\r\n' * 50 + b'f STORE 1:3 ' + sign + b'FLAGS (\\Flagged)\r\n')
                line.until(b'f ')
            line.close()
        work(200)
        before = server.memory()
        work(2000)
        grown = server.memory() - before
        tap.point(grown < 2048, '100,000 commands leave less than 2 MiB', f'{grown} KiB')


def test_signal(tap, program, folder, number):
    path = pathlib.Path(folder, f'{number}.postglass')
    server = Server(program, '--save', str(path))
    lines = [login(server.imap) for _ in range(5)] if server else []
    lines[0].say(b's', b'SELECT INBOX')
    lines[0].say(b's', b'STORE 1 +FLAGS (\\Answered)')
    lines[1].say(b's', b'SELECT INBOX')
    lines[1].send(b'i IDLE\r\n')
    lines[1].until(b'+')
    lines[2].send(b'half a li')
    quiet = Line(server.pop3)
    quiet.read()
    server.process.send_signal(number)
    tap.equal([line.rest().startswith(b'* BYE') for line in lines], [True] * 5, f'{number.name}: everybody gets a goodbye')
    tap.equal(quiet.rest(), b'', 'over POP3 the end alone')
    server.process.communicate(timeout=60)
    tap.equal(server.process.returncode, 0, f'{number.name} ends the server well')
    done = subprocess.run([program, 'state', str(path)], capture_output=True, encoding='utf-8', check=False)
    tap.point(done.returncode == 0 and done.stderr == '' and r'flags = (\Answered' in done.stdout,
              'the recording is whole and opens', done.stdout + done.stderr)
    tap.point('BYE' in path.read_text(encoding='utf-8'), 'and goes to the end')


def main():
    tap = Tap()
    seed = random.SystemRandom().randrange(1 << 30)
    with scratch() as folder, scratch() as other:
        make_mail(folder, [message(n, 'text text text\n' * 2000) for n in range(1, 30)])
        with Server(PROGRAM, '--user', f'{USER}:{PASSWORD}', '--mail', folder) as server:
            tap.run('garbage', test_garbage, server, seed)
            tap.run('long lines', test_long_lines, server)
            tap.run('half lines', test_half_lines, server)
            tap.run('slow readers', test_slow_readers, server)
            tap.run('connections', test_connections, server)
            tap.run('login', test_no_login, server)
        tap.run('memory', test_memory, PROGRAM, folder)
        tap.run('SIGTERM', test_signal, PROGRAM, other, signal.SIGTERM)
        tap.run('SIGINT', test_signal, PROGRAM, other, signal.SIGINT)
    return tap.finish()


sys.exit(main())
