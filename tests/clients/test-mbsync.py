#!/usr/bin/env python3
"""mbsync: two Maildirs stand for two devices of one account; what one does reaches the other.

usage: test-mbsync.py PROGRAM
"""
import imaplib
import pathlib
import re
import sys

from serving import PASSWORD, USER, Server, Tap, call, crlf, have, make_mail, message, scratch

PROGRAM = sys.argv[1]

CONFIG = '''
IMAPAccount postglass
Host 127.0.0.1
Port {port}
User {user}
Pass {password}
SSLType None
AuthMechs LOGIN

IMAPStore far
Account postglass

MaildirStore near
Path {folder}/
Inbox {folder}/INBOX
SubFolders Verbatim

Channel all
Far :far:
Near :near:
Patterns *
Create Both
Remove None
Expunge Both
SyncState *
'''


class Device:
    def __init__(self, folder, name, port):
        self.folder = pathlib.Path(folder, name)
        self.folder.mkdir()
        self.config = self.folder.with_suffix('.rc')
        self.config.write_text(CONFIG.format(port=port, user=USER, password=PASSWORD, folder=self.folder))
        self.config.chmod(0o600)

    def sync(self):
        done = call('mbsync', '--config', str(self.config), 'all', home=self.folder)
        if done.returncode != 0:
            raise RuntimeError(done.stderr.decode())

    def files(self, mailbox='INBOX'):
        return [path for part in ('cur', 'new') for path in (self.folder / mailbox / part).glob('*')]

    def find(self, number, mailbox='INBOX'):
        for path in self.files(mailbox):
            if f'Subject: Number {number}\n'.encode() in path.read_bytes():
                return path
        return None

    def mailbox(self, mailbox='INBOX'):
        """number → (flags, octets without what mbsync adds)"""
        found = {}
        for path in self.files(mailbox):
            octets = re.sub(rb'X-TUID: .*\n', b'', path.read_bytes())
            number = int(re.search(rb'Subject: Number (\d+)', octets)[1])
            found[number] = (path.name.partition(':2,')[2], crlf(octets))
        return found

    def add(self, number, octets, mailbox='INBOX'):
        path = self.folder / mailbox / 'new' / f'1709629200.{number}.here'
        path.write_bytes(octets.replace(b'\r\n', b'\n'))

    def flag(self, number, flags):
        path = self.find(number)
        path.rename(path.parent.parent / 'cur' / (path.name.partition(':2,')[0] + ':2,' + flags))

    def make_mailbox(self, mailbox):
        for part in ('cur', 'new', 'tmp'):
            (self.folder / mailbox / part).mkdir(parents=True)


def test(tap, server, folder, mail):
    phone, laptop = Device(folder, 'phone', server.imap), Device(folder, 'laptop', server.imap)
    all_mail = {number: ('', octets) for number, octets in enumerate(mail, 1)}
    phone.sync()
    laptop.sync()
    tap.equal(phone.mailbox(), all_mail, 'the first sync brings all octets')
    tap.equal(phone.mailbox('Archive'), {50: ('', message(50))}, 'and those of other mailboxes')

    phone.flag(1, 'S')
    phone.flag(2, 'FS')
    laptop.flag(3, 'RS')
    phone.sync()
    laptop.sync()
    phone.sync()
    tap.equal({n: flags for n, (flags, _) in phone.mailbox().items()}, {1: 'S', 2: 'FS', 3: 'RS', 4: ''},
              'flags travel both ways')
    tap.equal(phone.mailbox(), laptop.mailbox(), 'both are the same')

    phone.add(5, message(5))
    laptop.add(6, message(6, '.\n' * 50))
    phone.sync()
    laptop.sync()
    phone.sync()
    tap.equal(sorted(phone.mailbox()), [1, 2, 3, 4, 5, 6], 'new mail goes up and comes down')
    tap.equal(laptop.mailbox()[5][1], message(5), 'in its octets')
    tap.equal(phone.mailbox()[6][1], message(6, '.\n' * 50), 'in its octets, back')

    phone.find(4).unlink()
    laptop.flag(1, 'ST')
    phone.sync()
    laptop.sync()
    phone.sync()
    tap.equal((sorted(phone.mailbox()), sorted(laptop.mailbox())), ([2, 3, 5, 6], [2, 3, 5, 6]),
              'deletions travel both ways')

    phone.make_mailbox('Trips')
    phone.add(70, message(70), 'Trips')
    phone.sync()
    laptop.sync()
    tap.equal(sorted(laptop.mailbox('Trips')), [70], 'a new mailbox travels')

    client = imaplib.IMAP4('127.0.0.1', server.imap)
    client.login(USER, PASSWORD)
    client.select('INBOX')
    client.store('1', '+FLAGS', r'(\Deleted)')
    client.expunge()
    client.append('INBOX', r'(\Flagged)', None, message(7))
    client.logout()
    phone.sync()
    laptop.sync()
    tap.equal(sorted(phone.mailbox()), [3, 5, 6, 7], 'what a third one does arrives, too')
    tap.equal(phone.mailbox()[7][0], 'F', 'with its flags')
    before = phone.mailbox()
    phone.sync()
    laptop.sync()
    tap.equal((phone.mailbox(), laptop.mailbox()), (before, before), 'then there is nothing left to do')


def main():
    tap = Tap()
    if have(tap, 'mbsync'):
        mail = [message(number, 'text\n' * number) for number in range(1, 5)]
        with scratch() as folder, scratch() as devices:
            make_mail(folder, mail)
            make_mail(folder, [message(50)], 'Archive')
            with Server(PROGRAM, '--user', f'{USER}:{PASSWORD}', '--mail', folder) as server:
                tap.run('mbsync', test, server, devices, mail)
    return tap.finish()


sys.exit(main())
