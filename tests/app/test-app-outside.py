#!/usr/bin/env python3
"""The window from outside: names of everything for screen readers. TAP.

usage: test-app-outside.py PROGRAM LANGUAGE (inside headless.sh)
"""
import sys
import time

sys.path.insert(0, str(__import__('pathlib').Path(__file__).parent))
from outside import Window, name_of  # noqa: E402

# What one can press, type into, choose or move, and what one goes through row by row.
NAMED = {'push button', 'toggle button', 'check box', 'radio button', 'menu item', 'check menu item', 'entry', 'text',
         'password text', 'spin button', 'slider', 'combo box', 'list item', 'table cell', 'tree item', 'link',
         'switch', 'page tab', 'progress bar', 'dialog', 'frame'}

# The list of a GtkDropDown, as GTK itself calls it; each list of ours has a name of its own.
LIBRARY = {'GtkListView'}

count = 0


def ok(good, name, note=''):
    global count
    count += 1
    print(f"{'ok' if good else 'not ok'} {count} {name}")
    if not good and note:
        print('\n'.join('# ' + line for line in str(note).splitlines()[:30]))
    sys.stdout.flush()


# --- names ---

def nameless(window):
    """Objects that need a name and have none. Lists inside the library's own choosers have no names in GTK 4.8."""
    found = []
    for node in window.walk():
        name = name_of(node)
        role = node.get_role_name()
        parent = node.get_parent()
        if role in NAMED and not name and name_of(parent) not in LIBRARY:
            found.append(f'{role} without a name in {parent.get_role_name()} {name_of(parent)!r}')
    return found


def check_names(window, page):
    time.sleep(0.3)
    found = nameless(window)
    ok(not found, f'everything has a name: {page}', '\n'.join(found))


def names(program, language):
    window = Window(program, language=language)
    try:
        check_names(window, 'the first page')
        window.action('open-lesson', 'two-devices')
        time.sleep(1)
        for arrangement in ('lesson', 'line', 'hands-on'):
            window.action('arrangement', arrangement)
            check_names(window, arrangement)
        for dialog in ('preferences', 'keys', 'summary', 'glossary'):
            if dialog == 'glossary':
                window.action(dialog, '')
            else:
                window.action(dialog)
            check_names(window, dialog)
        window.action('free-play', '')
        check_names(window, 'free play')
        window.action('connect')
        check_names(window, 'connect')
    finally:
        window.close()


def main():
    program, language = sys.argv[1:3]
    names(program, language)
    print(f'1..{count}')
    return 0


sys.exit(main())
