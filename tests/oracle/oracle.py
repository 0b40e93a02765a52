#!/usr/bin/env python3
"""Let several sessions do random things to one account of `postglass-cli serve`, and hold every answer
against a model of mailboxes that is too simple to be wrong: numbers, UIDs, flags, \\Recent, what is told
and when.

usage: oracle.py PROGRAM [--commands N] [--seed S]

Every story has 1,000 commands, three IMAP sessions, two POP3 sessions and a server of its own. A failure
prints its seed; --seed (or SEED in the environment) tells that story again.
"""
import argparse
import os
import random
import subprocess
import sys

from imap_story import Session
from pop3_story import Maildrop
from wire import Log, Wrong
from world import Account

COMMANDS = 1000
SESSIONS = 3
MAILDROPS = 2
FIRST_SEED = 1


class Story:
    def __init__(self, program, seed):
        self.random = random.Random(seed)
        self.account = Account()
        self.log = Log()
        self.ids = {}
        self.sessions = []
        self.server = subprocess.Popen(
            [program, 'serve', '--imap', '0', '--pop3', '0', '--user', 'lin:noodles'],
            stdout=subprocess.PIPE, text=True)
        ports = dict(word.split('=') for word in self.server.stdout.readline().split()[1:])
        self.imap_port, self.pop3_port = int(ports['imap']), int(ports['pop3'])

    def tell(self):
        self.sessions = [Session(self, f'i{n}') for n in range(SESSIONS)]
        self.account.subscribed = [line[1] for line in self.sessions[0].ask('LSUB "" *')[0]]
        maildrops = [Maildrop(self, f'p{n}') for n in range(MAILDROPS)]
        while self.log.commands < COMMANDS:
            self.random.choice(self.sessions * 4 + maildrops).step()

    def spread(self, actor):
        """Something was done: sessions in IDLE hear of it."""
        for session in self.sessions:
            if session is not actor:
                session.hear_news()

    def stop(self):
        self.server.terminate()
        self.server.stdout.close()
        return self.server.wait(60)


def run(program, seed):
    """None when all went as predicted, else what did not."""
    story = Story(program, seed)
    wrong = None
    try:
        story.tell()
    except (Wrong, OSError) as error:
        last = '\n'.join(story.log[-40:])
        wrong = f'{last}\n{type(error).__name__}: {error}\nonce more: SEED={seed}'
    code = story.stop()
    if wrong is None and code != 0:
        wrong = f'the server ended with {code}\nonce more: SEED={seed}'
    return wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n', 1)[0])
    parser.add_argument('program')
    parser.add_argument('--commands', type=int, default=20000)
    parser.add_argument('--seed', type=int, default=os.environ.get('SEED'))
    options = parser.parse_args()
    seeds = [int(options.seed)] if options.seed else range(
        FIRST_SEED, FIRST_SEED + -(-options.commands // COMMANDS))
    failures = 0
    for n, seed in enumerate(seeds, 1):
        wrong = run(options.program, seed)
        failures += wrong is not None
        print(f'{"not ok" if wrong else "ok"} {n} - {COMMANDS} commands, seed {seed}', flush=True)
        for line in (wrong or '').splitlines():
            print('# ' + line)
    print(f'1..{len(seeds)}')
    sys.exit(failures > 0)


if __name__ == '__main__':
    main()
