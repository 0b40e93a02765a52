#!/usr/bin/env python3
"""curl against `serve`: list, fetch, append over IMAP; list and retrieve over POP3. Every octet counts.

usage: test-curl.py PROGRAM SOURCE
"""
import pathlib
import sys

from serving import PASSWORD, USER, Server, Tap, call, crlf, have, make_mail, message, scratch

PROGRAM, SOURCE = sys.argv[1], pathlib.Path(sys.argv[2])


def curl(*words):
    done = call('curl', '--silent', '--show-error', '--max-time', '30', '--user', f'{USER}:{PASSWORD}', *words)
    return done.returncode, done.stdout, done.stderr


def messages():
    """Small ones, one of a megabyte, and the awkward ones; IMAP literals have no NUL, so not that one."""
    awkward = sorted((SOURCE / 'tests/mail/data').glob('*.eml'))
    return [message(1), message(2, 'long line ' * 100 + '\n'), message(3, '0123456789abcdef\n' * 65536)] \
        + [crlf(path.read_bytes()) for path in awkward if b'\0' not in path.read_bytes()]


def test_imap(tap, server, all_messages):
    base = f'imap://127.0.0.1:{server.imap}'
    tap.equal(sorted(curl(base)[1].split(b'\r\n'))[1:],
              [b'* LIST () "/" Archive', b'* LIST () "/" INBOX'], 'curl lists the mailboxes')
    for number, wanted in enumerate(all_messages, 1):
        tap.equal(curl(f'{base}/INBOX;UID={number}')[1], wanted, f'curl fetches message {number} octet by octet')
    code, out, err = curl(base, '--request', 'STATUS INBOX (MESSAGES)')
    tap.point(f'* STATUS INBOX (MESSAGES {len(all_messages)})'.encode() in out, 'curl asks for the status', err)
    code, out, err = curl(f'{base}/INBOX;UID=999')
    tap.point(code != 0, 'there is no message 999', out + err)


def test_append(tap, server, folder):
    base = f'imap://127.0.0.1:{server.imap}'
    path = pathlib.Path(folder, 'new.eml')
    for number, octets in enumerate((message(100), message(101, 'x' * 70 + '\n'), message(102, 'y' * 998 + '\n' * 20000)), 2):
        path.write_bytes(octets)
        code, _, err = curl('--upload-file', str(path), f'{base}/Archive')
        tap.equal(code, 0, f'curl appends {len(octets)} octets')
        tap.equal(curl(f'{base}/Archive;UID={number}')[1], octets, 'what was appended comes back')


def test_pop3(tap, server, all_messages):
    base = f'pop3://127.0.0.1:{server.pop3}'
    # a message without a line end gets one before the final dot, and counts with it [RFC1939 §3]
    lines = [octets if octets.endswith(b'\r\n') else octets + b'\r\n' for octets in all_messages]
    sizes = ''.join(f'{number} {len(octets)}\r\n' for number, octets in enumerate(lines, 1))
    tap.equal(curl(base + '/')[1], sizes.encode(), 'curl lists the maildrop with exact sizes')
    for number, wanted in enumerate(lines, 1):
        tap.equal(curl(f'{base}/{number}')[1], wanted, f'curl retrieves message {number} octet by octet')


def main():
    tap = Tap()
    if have(tap, 'curl'):
        with scratch() as folder:
            all_messages = messages()
            make_mail(folder, all_messages)
            make_mail(folder, [message(50)], 'Archive')
            with Server(PROGRAM, '--user', f'{USER}:{PASSWORD}', '--mail', folder) as server:
                tap.run('IMAP', test_imap, server, all_messages)
                with scratch() as other:
                    tap.run('APPEND', test_append, server, other)
                tap.run('POP3', test_pop3, server, all_messages)
    return tap.finish()


sys.exit(main())
