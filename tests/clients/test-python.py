#!/usr/bin/env python3
"""imaplib and poplib against `serve`: what a program sees, and what two of them see of each other.

usage: test-python.py PROGRAM
"""
import imaplib
import poplib
import sys

from serving import PASSWORD, USER, Server, Tap, make_mail, message, scratch

PROGRAM = sys.argv[1]


def imap(server):
    client = imaplib.IMAP4('127.0.0.1', server.imap, timeout=30)
    client.login(USER, PASSWORD)
    return client


def pop3(server):
    client = poplib.POP3('127.0.0.1', server.pop3, timeout=30)
    client.user(USER)
    client.pass_(PASSWORD)
    return client


def told(client, *words):
    """The untagged answers that came, by kind; imaplib keeps them until asked."""
    return {word: client.response(word)[1] for word in words}


def test_alone(tap, server, mail):
    client = imap(server)
    tap.equal(client.select('INBOX'), ('OK', [b'5']), 'SELECT counts')
    tap.equal(client.fetch('2', '(BODY.PEEK[])')[1][0][1], mail[1], 'FETCH gives the octets')
    tap.equal(client.fetch('2', '(FLAGS)')[1], [rb'2 (FLAGS (\Recent))'], 'PEEK sets no flag')
    client.fetch('2', '(BODY[TEXT])')
    tap.equal(client.fetch('2', '(FLAGS)')[1], [rb'2 (FLAGS (\Seen \Recent))'], r'BODY[] sets \Seen')
    tap.equal(client.search(None, 'SUBJECT', '"Number 3"')[1], [b'3'], 'SEARCH finds')
    tap.equal(client.append('INBOX', r'(\Seen $Forwarded)', '"05-Mar-2024 10:00:00 +0000"', mail[0])[0],
              'OK', 'APPEND')
    tap.equal(client.uid('FETCH', '6', '(FLAGS INTERNALDATE)')[1][0],
              rb'6 (UID 6 FLAGS (\Seen $Forwarded \Recent) INTERNALDATE " 5-Mar-2024 10:00:00 +0000")',
              'what APPEND said is there')
    tap.equal(client.create('Keep')[0], 'OK', 'CREATE')
    tap.equal(client.copy('6', 'Keep')[0], 'OK', 'COPY')
    tap.equal(client.status('Keep', '(MESSAGES UIDNEXT)')[1], [b'Keep (MESSAGES 1 UIDNEXT 2)'], 'STATUS')
    client.store('6', '+FLAGS', r'(\Deleted)')
    tap.equal(client.expunge()[1], [b'6'], 'EXPUNGE')
    tap.equal(client.logout()[0], 'BYE', 'LOGOUT')


def test_two(tap, server, mail):
    """Two connections on one mailbox [RFC3501 §7.4.1] [RFC3501 §7.4.2]."""
    one, two = imap(server), imap(server)
    one.select('INBOX')
    two.select('INBOX')
    told(two, 'FETCH', 'EXISTS', 'EXPUNGE', 'RECENT', 'FLAGS')

    one.store('1', '+FLAGS', r'(\Flagged)')
    two.noop()
    tap.equal(told(two, 'FETCH', 'EXISTS', 'EXPUNGE'),
              {'FETCH': [rb'1 (UID 1 FLAGS (\Flagged))'], 'EXISTS': [None], 'EXPUNGE': [None]},
              'a change of flags is told with the next command')
    one.store('1', '+FLAGS.SILENT', r'(\Answered)')
    tap.equal(told(one, 'FETCH')['FETCH'], [None], '.SILENT is silent where it was said')
    tap.equal(two.fetch('1', '(FLAGS)')[1][-1], rb'1 (FLAGS (\Answered \Flagged))', 'and counts elsewhere')
    told(two, 'FETCH')

    one.append('INBOX', None, None, mail[4])
    two.noop()
    tap.equal(told(two, 'EXISTS', 'EXPUNGE'), {'EXISTS': [b'6'], 'EXPUNGE': [None]}, 'new mail is told')

    one.store('2:3', '+FLAGS.SILENT', r'(\Deleted)')
    one.expunge()
    told(two, 'FETCH', 'EXISTS')
    seen = two.fetch('4', '(UID)')[1]
    tap.equal((seen, told(two, 'EXPUNGE')['EXPUNGE']), ([b'4 (UID 4)'], [None]),
              'no EXPUNGE while FETCH runs: numbers stay')
    tap.equal(two.fetch('2', '(BODY.PEEK[])')[1][0][1], mail[1], 'an expunged message is readable until told')
    two.search(None, 'ALL')
    tap.equal(told(two, 'EXPUNGE')['EXPUNGE'], [None], 'nor while SEARCH runs')
    two.noop()
    tap.equal(told(two, 'EXPUNGE')['EXPUNGE'], [b'2', b'2'], 'NOOP tells it')
    tap.equal(two.fetch('2', '(UID)')[1], [b'2 (UID 4)'], 'and now the numbers have moved')
    two.uid('FETCH', '5', '(UID)')

    one.store('1', '+FLAGS.SILENT', r'(\Deleted)')
    one.expunge()
    two.uid('FETCH', '4', '(FLAGS)')
    tap.equal(told(two, 'EXPUNGE')['EXPUNGE'], [b'1'], 'UID FETCH may tell it')
    one.logout()
    two.logout()


def test_uidplus(tap, server, mail):
    """What came where is told, and one client's clean-up leaves another's marks alone [RFC4315 §2.1]."""
    client = imap(server)
    tap.point('UIDPLUS' in client.capabilities, 'UIDPLUS is offered', client.capabilities)
    client.select('INBOX')
    client.create('Keep')
    inbox, validity = [client.status(name, '(UIDVALIDITY)')[1][0].split()[-1].rstrip(b')')
                       for name in ('INBOX', 'Keep')]
    tap.equal(client.append('INBOX', None, None, mail[0])[1], [b'[APPENDUID ' + inbox + b' 6] APPEND completed'],
              'APPENDUID')
    tap.equal(client.copy('5,1:2', 'Keep')[1], [b'[COPYUID ' + validity + b' 1:2,5 1:3] COPY completed'], 'COPYUID')
    told(client, 'COPYUID')
    tap.equal((client.uid('COPY', '77:78', 'Keep')[0], told(client, 'COPYUID')['COPYUID']), ('OK', [None]),
              'none of them: no COPYUID')
    client.store('2:4', '+FLAGS.SILENT', r'(\Deleted)')
    client.uid('EXPUNGE', '1:2,4,60:*')
    tap.equal(told(client, 'EXPUNGE')['EXPUNGE'], [b'2', b'3'], 'UID EXPUNGE removes what is named and marked')
    tap.equal(client.search(None, 'DELETED')[1], [b'2'], 'the other mark stays')
    client.logout()


def test_pop3(tap, server, mail):
    client = pop3(server)
    tap.equal(client.stat(), (5, sum(map(len, mail))), 'STAT')
    tap.equal(client.list()[1], [f'{n} {len(m)}'.encode() for n, m in enumerate(mail, 1)], 'LIST')
    ids = [line.split()[1] for line in client.uidl()[1]]
    tap.equal(len(set(ids)), 5, 'UIDL: five different ids')
    for number, octets in enumerate(mail, 1):
        tap.equal(b''.join(line + b'\r\n' for line in client.retr(number)[1]), octets, f'RETR {number}')
    tap.equal(client.top(3, 1)[1][-1], b'This is number 3.', 'TOP')
    client.dele(1)
    client.rset()
    client.dele(2)
    tap.equal(client.stat()[0], 4, 'DELE marks')
    client.close()
    client = pop3(server)
    tap.equal(client.stat()[0], 5, 'without QUIT nothing is deleted')
    tap.equal([line.split()[1] for line in client.uidl()[1]], ids, 'ids stay')
    try:
        pop3(server)
        tap.point(False, 'a second session is refused')
    except poplib.error_proto as problem:
        tap.point(b'[IN-USE]' in problem.args[0], 'a second session is refused', problem)
    other = imap(server)
    other.select('INBOX')
    client.dele(2)
    other.noop()
    tap.equal(told(other, 'EXPUNGE')['EXPUNGE'], [None], 'IMAP does not see a mark of POP3')
    client.quit()
    other.noop()
    tap.equal(told(other, 'EXPUNGE')['EXPUNGE'], [b'2'], 'IMAP is told after QUIT')
    other.logout()
    client = pop3(server)
    tap.equal([line.split()[1] for line in client.uidl()[1]], ids[:1] + ids[2:], 'QUIT deleted one')
    client.quit()


def main():
    tap = Tap()
    mail = [message(number, 'line\n' * number) for number in range(1, 6)]
    for name, test in (('alone', test_alone), ('two', test_two), ('UIDPLUS', test_uidplus), ('pop3', test_pop3)):
        with scratch() as folder:
            make_mail(folder, mail)
            with Server(PROGRAM, '--user', f'{USER}:{PASSWORD}', '--mail', folder) as server:
                tap.run(name, test, server, mail)
    return tap.finish()


sys.exit(main())
