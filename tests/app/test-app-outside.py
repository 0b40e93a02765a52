#!/usr/bin/env python3
"""The window from outside: names of everything for screen readers. TAP.

usage: test-app-outside.py PROGRAM LANGUAGE (inside headless.sh)
"""
import re
import sys

sys.path.insert(0, str(__import__('pathlib').Path(__file__).parent))
from outside import Window, name_of  # noqa: E402

# What one can press, type into, choose or move, and what one goes through row by row.
NAMED = {'push button', 'toggle button', 'check box', 'radio button', 'menu item', 'check menu item', 'entry', 'text',
         'password text', 'spin button', 'slider', 'combo box', 'list item', 'table cell', 'tree item', 'link',
         'switch', 'page tab', 'progress bar', 'dialog', 'frame'}

# The list of a GtkDropDown, as GTK itself calls it; each list of ours has a name of its own.
LIBRARY = {'GtkListView'}

BUTTONS = {'push button', 'toggle button', 'check box', 'radio button'}
MNEMONIC = re.compile(r'_[^\W\d_]')

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
        elif role in BUTTONS and MNEMONIC.search(name):
            found.append(f'{role} {name!r} is read out with the underscore of its key')
    return found


# What stands there once the page is made, in each language.
PAGES = {
    'first page': {'en': 'Open a recording…', 'zh_CN': '打开录制…'},
    'lesson': {'en': 'Two devices, one mailbox', 'zh_CN': '两台设备，一个邮箱'},
    'line': {'en': 'States', 'zh_CN': '状态'},
    'hands-on': {'en': 'Free Play', 'zh_CN': '自由操作'},
    'preferences': {'en': 'Preferences', 'zh_CN': '首选项'},
    'keys': {'en': 'Keys', 'zh_CN': '按键'},
    'summary': {'en': 'What came of it', 'zh_CN': '学习小结'},
    'glossary': {'en': 'Search words and meanings', 'zh_CN': '搜索词语和解释'},
    'free play': {'en': 'Wait for News', 'zh_CN': '等待新消息'},
    'connect': {'en': 'Start the Server', 'zh_CN': '启动服务器'},
}


def check_names(window, page, language):
    wanted = PAGES[page][language]
    window.wait_for(lambda: any(wanted in name_of(node) for node in window.walk()), f'{page}: {wanted}')
    found = nameless(window)
    ok(not found, f'everything has a name: {page}', '\n'.join(found))


def names(program, language):
    window = Window(program, language=language)
    try:
        check_names(window, 'first page', language)
        window.action('open-lesson', 'two-devices')
        check_names(window, 'lesson', language)
        for arrangement in ('line', 'hands-on'):
            window.action('arrangement', arrangement)
            check_names(window, arrangement, language)
        for dialog in ('preferences', 'keys', 'summary'):
            window.action(dialog)
            check_names(window, dialog, language)
        window.action('glossary', '')
        check_names(window, 'glossary', language)
        window.action('free-play', '')
        check_names(window, 'free play', language)
        window.action('connect')
        check_names(window, 'connect', language)
    finally:
        window.close()


def main():
    program, language = sys.argv[1:3]
    names(program, language)
    print(f'1..{count}')
    return 0


sys.exit(main())
