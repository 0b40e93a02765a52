"""A running `postglass-cli serve` for tests with real mail clients, and test points as TAP."""
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import traceback

USER, PASSWORD = 'lin', 'noodles'


class Tap:
    """Prints test points; what is skipped says why."""

    def __init__(self):
        self.count = self.failures = 0

    def point(self, good, name, details=''):
        self.count += 1
        self.failures += not good
        print(f'{"ok" if good else "not ok"} {self.count} - {name}', flush=True)
        if not good:
            for line in str(details).splitlines():
                print('# ' + line)

    def equal(self, got, wanted, name):
        self.point(got == wanted, name, f'got    {got!r:.2000}\nwanted {wanted!r:.2000}')

    def skip(self, name, reason):
        self.count += 1
        print(f'ok {self.count} - {name} # SKIP {reason}', flush=True)

    def run(self, name, test, *words):
        """A test that breaks is a test that failed."""
        try:
            test(self, *words)
        except Exception:  # pylint: disable=broad-except
            self.point(False, name, traceback.format_exc())

    def finish(self):
        print(f'1..{self.count}')
        return 1 if self.failures else 0


def crlf(octets):
    return re.sub(rb'\r?\n', b'\r\n', octets)


def message(number, text='', date='Tue, 5 Mar 2024 09:00:00 +0000'):
    """A small message; the text has lines that begin with dots, which POP3 has to stuff."""
    return crlf(f'Date: {date}\nFrom: Wei <wei@example.test>\nTo: lin@example.test\n'
                f'Subject: Number {number}\nMessage-ID: <{number}@example.test>\n\n'
                f'This is number {number}.\n.\n..two dots\n.one dot\n{text}'.encode())


def make_mail(folder, messages, subfolder=None):
    """Files whose names give the order of @messages."""
    target = pathlib.Path(folder, subfolder) if subfolder else pathlib.Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    for number, octets in enumerate(messages, 1):
        (target / f'{number:04}').write_bytes(octets)


class Server:
    """`with Server(program, …) as server:`; ended by SIGTERM, whose exit code is checked."""

    def __init__(self, program, *words, **more):
        self.process = subprocess.Popen([program, 'serve', *words], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                        encoding='utf-8', **more)
        ready = self.process.stdout.readline()
        if not ready.startswith('ready '):
            raise RuntimeError('serve: ' + ready + self.process.stderr.read())
        ports = dict(word.split('=') for word in ready.split()[1:])
        self.idle = self.count_sockets()
        self.imap, self.pop3 = int(ports.get('imap', 0)), int(ports.get('pop3', 0))

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        out, err = self.process.communicate(timeout=60)
        if self.process.returncode != 0 and kind is None:
            raise RuntimeError(f'serve ended with {self.process.returncode}\n{out}{err}')

    def type(self, line):
        """What a person types into the terminal of the server."""
        self.process.stdin.write(line + '\n')
        self.process.stdin.flush()

    def count_sockets(self):
        folder = pathlib.Path(f'/proc/{self.process.pid}/fd')
        count = 0
        for path in list(folder.iterdir()):
            try:
                count += os.readlink(path).startswith('socket:')
            except FileNotFoundError:
                pass
        return count

    def wait_until_alone(self):
        """Until the server has noticed that all clients are gone."""
        deadline = time.monotonic() + 30
        while self.count_sockets() > self.idle and time.monotonic() < deadline:
            time.sleep(0.01)

    def memory(self):
        """KiB that are resident."""
        status = pathlib.Path(f'/proc/{self.process.pid}/status').read_text(encoding='ascii')
        return int(re.search(r'VmRSS:\s*(\d+)', status)[1])


class Line:
    """A connection by hand."""

    def __init__(self, port, timeout=20):
        self.socket = socket.create_connection(('127.0.0.1', port), timeout=timeout)
        self.file = self.socket.makefile('rb')

    def send(self, octets):
        self.socket.sendall(octets)

    def read(self):
        """One line without its end; b'' when the server has closed."""
        return self.file.readline().rstrip(b'\r\n')

    def until(self, start):
        """All lines up to one that begins so."""
        lines = []
        while not lines or not lines[-1].startswith(start):
            line = self.file.readline()
            if not line:
                raise EOFError(f'no {start!r} after {lines!r}')
            lines.append(line.rstrip(b'\r\n'))
        return lines

    def say(self, tag, command):
        """A command, and its answer up to the tagged line."""
        self.send(tag + b' ' + command + b'\r\n')
        return self.until(tag + b' ')

    def rest(self):
        return self.file.read()

    def close(self):
        self.file.close()
        self.socket.close()


def login(port):
    line = Line(port)
    line.read()
    line.say(b'l', b'LOGIN lin noodles')
    return line


def have(tap, program):
    """Whether a client is installed; says so when not."""
    if shutil.which(program):
        return True
    tap.skip(program, f'{program} is not installed')
    return False


def call(*words, home=None, text=None):
    env = dict(os.environ, LC_ALL='C.UTF-8')
    if home:
        env['HOME'] = str(home)
    return subprocess.run(words, env=env, input=text, capture_output=True, timeout=60, check=False)


def scratch():
    return tempfile.TemporaryDirectory(prefix='postglass-')
