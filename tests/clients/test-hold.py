#!/usr/bin/env python3
"""`serve --hold`: a line waits until it is let go; a client's time-out and its close pass through; and
what is recorded meanwhile opens, without the passwords of logins that failed.

usage: test-hold.py PROGRAM
"""
import imaplib
import json
import pathlib
import socket
import subprocess
import sys
import time

from serving import PASSWORD, USER, Line, Server, Tap, scratch

PROGRAM = sys.argv[1]
SHORT = 0.5  # seconds in which a held answer is not to come; nothing fails when it is longer


def waits(line):
    """Whether nothing comes."""
    line.socket.settimeout(SHORT)
    try:
        line.socket.recv(1, socket.MSG_PEEK)
        return False
    except TimeoutError:
        return True
    finally:
        line.socket.settimeout(20)


def release(server):
    """One line, and what the server says about it."""
    server.type('')
    return server.process.stderr.readline()


def let_go(server):
    """One line, once it is there: what a client has sent may still be on its way."""
    end = time.monotonic() + 20
    while 'no line waits' in release(server) and time.monotonic() < end:
        time.sleep(0.02)


def state(path, address, moments):
    """The values of a cell at events 1 … moments, each change once."""
    values = []
    for at in range(1, moments + 1):
        done = subprocess.run([PROGRAM, 'state', path, '--at', str(at)], capture_output=True,
                              encoding='utf-8', check=True)
        value = next((line.partition(' = ')[2] for line in done.stdout.splitlines()
                      if line.startswith(address + ' = ')), None)
        if not values or values[-1] != value:
            values.append(value)
    return values


def count_events(path):
    done = subprocess.run([PROGRAM, 'export', path, '--to', 'json'], capture_output=True, encoding='utf-8',
                          check=False)
    if done.returncode == 0:
        return max(json.loads(line).get('number', 0) for line in done.stdout.splitlines() if line.startswith('{'))
    low, high = 1, 1
    while subprocess.run([PROGRAM, 'state', path, '--at', str(high)], capture_output=True, check=False).returncode == 0:
        low, high = high, high * 2
    while high - low > 1:
        middle = (low + high) // 2
        if subprocess.run([PROGRAM, 'state', path, '--at', str(middle)], capture_output=True, check=False).returncode == 0:
            low = middle
        else:
            high = middle
    return low


def test_lines(tap, path):
    with Server(PROGRAM, '--imap', '0', '--user', f'{USER}:{PASSWORD}', '--hold', '--save', path) as server:
        line = Line(server.imap)
        tap.point(waits(line), 'the greeting waits')
        let_go(server)
        tap.point(line.read().startswith(b'* OK'), 'let go, it comes')
        line.send(b'a NOOP\r\n')
        tap.point(waits(line), 'a command that arrived is not acted on')
        let_go(server)
        tap.point(waits(line), 'acted on, its answer is not sent')
        let_go(server)
        tap.equal(line.read(), b'a OK NOOP completed', 'let go, it is')
        line.send(b'b LOGIN lin wrongword\r\nc LOGIN lin noodles\r\n')
        for _ in range(4):
            let_go(server)
        tap.point(line.read().startswith(b'b NO'), 'pipelined lines go one by one')
        server.type('all')
        tap.point(line.read().startswith(b'c OK'), '“all” ends holding')
        line.say(b'd', b'SELECT INBOX')
        line.close()
    tap.equal(state(path, 'server:c1:held-in', count_events(path))[:3], [None, '1', None],
              'the recording tells arrived from acted on')
    tap.point('1' in state(path, 'server:c1:held-out', count_events(path)), 'and acted on from sent')
    text = pathlib.Path(path).read_text(encoding='utf-8')
    tap.point('wrongword' not in text, 'the password of a failed login is not kept')
    tap.point('LOGIN lin noodles' in text, 'that of a good one is part of the recording')


def test_time_out(tap):
    with Server(PROGRAM, '--imap', '0', '--user', f'{USER}:{PASSWORD}', '--hold') as server:
        try:
            imaplib.IMAP4('127.0.0.1', server.imap, timeout=SHORT)
            tap.point(False, 'imaplib waits for the greeting')
        except TimeoutError:
            tap.point(True, 'imaplib waits for the greeting, and its time-out passes')
        server.wait_until_alone()
        said = release(server)
        tap.point('no line waits' in said, 'its close passed, too: nothing is held for it', said)
        line = Line(server.imap)
        let_go(server)
        tap.point(line.read().startswith(b'* OK'), 'the next client is served')
        line.send(b'a NOOP\r\n')
        line.socket.shutdown(socket.SHUT_WR)
        tap.equal(line.read(), b'', 'a close passes a line that is held')
        line.close()


def test_secrets(tap, path):
    """Whatever way a login fails in."""
    with Server(PROGRAM, '--user', f'{USER}:{PASSWORD}', '--save', path) as server:
        line = Line(server.imap)
        line.read()
        line.say(b'a', b'LOGIN lin hidden-one')
        line.say(b'b', b'LOGIN lin "hidden-two')
        line.say(b'c', b'LOGIN lin hidden-three extra')
        line.send(b'd LOGIN lin {10}\r\n')
        line.until(b'+')
        line.send(b'hidden-fou\r\n')
        line.until(b'd ')
        line.send(b'hidden-five hidden-six\r\n')
        line.until(b'hidden-five ')
        line.send(b'e LOGIN {3}\r\n')
        line.until(b'+')
        line.send(b'lin hidden-seven')
        line.close()
        line = Line(server.pop3)
        line.read()
        for command in (b'PASS hidden-eight', b'USER lin', b'PASS hidden-nine and more', b'hidden-ten'):
            line.send(command + b'\r\n')
            line.read()
        line.send(b'USER lin\r\nPASS hidden-eleven')
        line.close()
    text = pathlib.Path(path).read_text(encoding='utf-8')
    tap.point('hidden' not in text, 'no password of a failed login is kept',
              '\n'.join(row for row in text.splitlines() if 'hidden' in row))
    tap.equal(pathlib.Path(path).stat().st_mode & 0o777, 0o600, 'nobody else may read the recording')


def main():
    tap = Tap()
    with scratch() as folder:
        tap.run('lines', test_lines, folder + '/held.postglass')
        tap.run('time-out', test_time_out)
        tap.run('secrets', test_secrets, folder + '/secrets.postglass')
    return tap.finish()


sys.exit(main())
