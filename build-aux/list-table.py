#!/usr/bin/env python3
"""Write a list of names as an X-macro, so that one line in a meson.build makes a row in C tables.

usage: list-table.py OUTPUT MACRO NAME...

Each NAME (a-z, 0-9 and '-') becomes a row X (c_name, "name"), in the order given.
"""
import re
import sys


def main(arguments):
    if len(arguments) < 2:
        sys.exit(__doc__)
    output, macro, names = arguments[0], arguments[1], arguments[2:]
    for index, name in enumerate(names):
        if not re.fullmatch(r'[a-z][a-z0-9]*(-[a-z0-9]+)*', name):
            sys.exit(f'{macro}: "{name}" is no name for a list; use a-z, 0-9 and single hyphens')
        if name in names[:index]:
            sys.exit(f'{macro}: "{name}" is in the list twice; remove one')
    rows = ''.join(f' \\\n  X ({name.replace("-", "_")}, "{name}")' for name in names)
    text = ('/* Written at configure time from the list in meson.build; change it there. */\n'
            f'#define {macro}(X){rows}\n')
    try:
        with open(output, encoding='utf-8') as old:
            if old.read() == text:
                return
    except FileNotFoundError:
        pass
    with open(output, 'w', encoding='utf-8') as new:
        new.write(text)


main(sys.argv[1:])
