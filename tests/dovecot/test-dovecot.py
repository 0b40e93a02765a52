#!/usr/bin/env python3
"""Holds `postglass-cli serve` against Dovecot, dialogue by dialogue. Dovecot is a witness and not the
law: where the two differ on purpose, the dialogue says so and names the sentence that decides.

usage: test-dovecot.py POSTGLASS-CLI SOURCE-ROOT [DIALOGUE…]
"""

import glob
import os
import sys
import traceback

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import normal
from dialogue import Dialogue, Play, compare
from servers import Dovecot, Postglass, find_dovecot


def run(dialogue, postglass, dovecot, user):
    plays = [Play(dialogue, postglass, user), Play(dialogue, dovecot, user)]
    problems = []
    try:
        for play in plays:
            play.fill()
        for step in dialogue.steps:
            answers = [play.run_step(step) for play in plays]
            if answers[0] is None:
                continue
            problem = compare(step, *answers)
            if problem is not None:
                problems.append(f'line {step.number}: {step.text}\n    {problem}')
    except Exception:
        problems.append(traceback.format_exc())
    finally:
        for play in plays:
            play.close()
    return problems


def main():
    program, root = sys.argv[1:3]
    here = os.path.join(root, 'tests', 'dovecot', 'dialogues')
    data = os.path.join(root, 'tests', 'mail', 'data')
    paths = sorted(glob.glob(os.path.join(here, '*.txt')))
    if len(sys.argv) > 3:
        paths = [os.path.join(here, name + '.txt') for name in sys.argv[3:]]
    dovecot_program = find_dovecot()
    if dovecot_program is None:
        print('1..0 # SKIP Dovecot (dovecot-imapd, dovecot-pop3d) is not installed')
        return 0
    dialogues = [Dialogue(path, data) for path in paths]
    users = [f'user{i}' for i in range(len(dialogues))]
    print(f'1..{len(dialogues) + 1}')
    bad = 0
    dovecot = Dovecot(dovecot_program)
    try:
        postglass = Postglass(program, users)
        try:
            for i, dialogue in enumerate(dialogues, 1):
                problems = run(dialogue, postglass, dovecot, users[i - 1])
                bad += bool(problems)
                print(f'{"not " if problems else ""}ok {i} - {dialogue.name}: {dialogue.title}')
                for problem in problems:
                    print('# ' + problem.replace('\n', '\n# '))
        finally:
            postglass.stop()
    finally:
        dovecot.stop()
    reviewed = len(normal.RULES) <= 15 and all(rule[1].startswith('[RFC') for rule in normal.RULES)
    bad += not reviewed
    print(f'{"" if reviewed else "not "}ok {len(dialogues) + 1} - {len(normal.RULES)} normalisations, 15 at most')
    return 1 if bad else 0


sys.exit(main())
