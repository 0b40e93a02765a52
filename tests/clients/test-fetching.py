#!/usr/bin/env python3
"""fetchmail and mpop: mail is left on the server, and only new mail comes the next time; then it is deleted.

usage: test-fetching.py PROGRAM
"""
import imaplib
import pathlib
import re
import sys

from serving import PASSWORD, USER, Server, Tap, call, crlf, have, make_mail, message, scratch

PROGRAM = sys.argv[1]


def on_server(server):
    """Subjects' numbers, as IMAP has them."""
    client = imaplib.IMAP4('127.0.0.1', server.imap)
    client.login(USER, PASSWORD)
    count = int(client.select('INBOX', readonly=True)[1][0])
    numbers = []
    if count:
        for part in client.fetch('1:*', '(BODY.PEEK[HEADER.FIELDS (SUBJECT)])')[1]:
            if isinstance(part, tuple):
                numbers.append(int(re.search(rb'Number (\d+)', part[1])[1]))
    client.logout()
    return numbers


def deliver(server, octets):
    client = imaplib.IMAP4('127.0.0.1', server.imap)
    client.login(USER, PASSWORD)
    client.append('INBOX', None, None, octets)
    client.logout()


class Fetchmail:
    """Hands each message to a program that writes it to a file."""

    def __init__(self, folder, server):
        self.folder = pathlib.Path(folder)
        self.port = server.pop3
        self.box = self.folder / 'box'
        self.box.mkdir()
        self.script = self.folder / 'deliver'
        self.script.write_text(f'#!/bin/sh\ncat > "$(mktemp {self.box}/XXXXXX)"\n')
        self.script.chmod(0o700)

    def fetch(self, keep):
        config = self.folder / 'fetchmailrc'
        config.write_text(
            f'set invisible\nset idfile "{self.folder}/ids"\n'
            f'poll 127.0.0.1 service {self.port} protocol pop3 uidl no dns\n'
            f'user "{USER}" password "{PASSWORD}" is "nobody" here\n'
            f'sslproto "" no rewrite {"keep" if keep else "no keep"} mda "{self.script}"\n')
        config.chmod(0o600)
        done = call('fetchmail', '--fetchmailrc', str(config), '--pidfile', str(self.folder / 'pid'),
                    '--nosyslog', home=self.folder)
        return done.returncode, done.stdout + done.stderr

    def got(self):
        found = [crlf(path.read_bytes()) for path in self.box.iterdir()]
        return {int(re.search(rb'Number (\d+)', octets)[1]): octets for octets in found}


class Mpop(Fetchmail):
    def fetch(self, keep):
        (self.box / 'tmp').mkdir(exist_ok=True)
        (self.box / 'new').mkdir(exist_ok=True)
        (self.box / 'cur').mkdir(exist_ok=True)
        config = self.folder / 'mpoprc'
        config.write_text(
            f'defaults\nreceived_header off\nuidls_file {self.folder}/uidls\n'
            f'account one\nhost 127.0.0.1\nport {self.port}\nuser {USER}\npassword {PASSWORD}\nauth user\ntls off\n'
            f'keep {"on" if keep else "off"}\ndelivery maildir {self.box}\naccount default : one\n')
        config.chmod(0o600)
        done = call('mpop', '--file', str(config), home=self.folder)
        return done.returncode, done.stdout + done.stderr

    def got(self):
        found = [crlf(path.read_bytes()) for path in (self.box / 'new').iterdir()]
        return {int(re.search(rb'Number (\d+)', octets)[1]): octets for octets in found}


def test(tap, name, client, server, mail):
    wanted = dict(enumerate(mail, 1))
    code, said = client.fetch(keep=True)
    tap.equal(client.got(), wanted, f'{name} gets every octet')
    tap.equal((code, on_server(server)), (0, [1, 2, 3]), f'{name} leaves mail on the server')
    deliver(server, message(4))
    client.fetch(keep=True)
    wanted[4] = message(4)
    tap.equal(client.got(), wanted, f'{name} gets what is new')
    count = len(list(client.box.rglob('*')))
    client.fetch(keep=True)
    tap.equal(len(list(client.box.rglob('*'))), count, f'{name} gets nothing twice')
    deliver(server, message(5))
    code, said = client.fetch(keep=False)
    tap.equal(sorted(client.got()), [1, 2, 3, 4, 5], f'{name} gets the last one')
    left = on_server(server)
    tap.point(5 not in left and len(left) in (0, 4), f'{name} deletes', f'{left}\n{said}')


def main():
    tap = Tap()
    mail = [message(number, '.dot\n' * number) for number in (1, 2, 3)]
    for name, kind in (('fetchmail', Fetchmail), ('mpop', Mpop)):
        if not have(tap, name):
            continue
        with scratch() as folder, scratch() as home:
            make_mail(folder, mail)
            with Server(PROGRAM, '--user', f'{USER}:{PASSWORD}', '--mail', folder) as server:
                tap.run(name, test, name, kind(home, server), server, mail)
    return tap.finish()


sys.exit(main())
