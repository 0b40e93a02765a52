#!/usr/bin/env python3
"""The window from outside: names of everything for screen readers, and a whole lesson by keyboard. TAP.

usage: test-app-outside.py PROGRAM LANGUAGE (inside headless.sh)
"""
import shutil
import sys
import time

sys.path.insert(0, str(__import__('pathlib').Path(__file__).parent))
from outside import Atspi, Window, name_of  # noqa: E402

# What one can press, type into, choose or move, and what one goes through row by row.
NAMED = {'push button', 'toggle button', 'check box', 'radio button', 'menu item', 'check menu item', 'entry', 'text',
         'password text', 'spin button', 'slider', 'combo box', 'list item', 'table cell', 'tree item', 'link',
         'switch', 'page tab', 'progress bar', 'dialog', 'frame'}

WORDS = {
    'en': {'answer': '. ', 'skip': 'Skip', 'start': 'Start', 'done': 'Done! All of it is true now.', 'back': 'Back to the Lesson',
           'summary': 'What Came of This Lesson', 'restart': 'Start this lesson again', 'step': 'step {} of {}',
           'right': 'done'},
    'zh_CN': {'skip': '跳过', 'start': '开始', 'done': '完成了！全都做到了。', 'back': '回到课程', 'summary': '本课小结',
              'restart': '重新开始这一课', 'step': '第 {} 步，共 {} 步', 'right': '已完成'},
}

count = 0


def ok(good, name, note=''):
    global count
    count += 1
    print(f"{'ok' if good else 'not ok'} {count} {name}")
    if not good and note:
        print('\n'.join('# ' + line for line in str(note).splitlines()[:30]))
    sys.stdout.flush()


# --- names ---

def is_shown(node):
    return node.get_state_set().contains(Atspi.StateType.VISIBLE)


def nameless(window):
    """Objects that need a name and have none, or one that shows how the key for it is marked."""
    found = []
    for node in window.walk():
        name = name_of(node)
        role = node.get_role_name()
        if role in NAMED and not name:
            parent = node.get_parent()
            found.append(f'{role} without a name in {parent.get_role_name()} {name_of(parent)!r}')
        elif role == 'push button' and name.startswith('_'):
            found.append(f'{role} {name!r}: the mark of its key is read out')
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
        window.wait_for(lambda: window.says('INBOX'), 'the lesson')
        window.press('1', 'End')
        for arrangement in ('lesson', 'line', 'hands-on'):
            window.action('arrangement', arrangement)
            check_names(window, arrangement)
        for dialog in ('preferences', 'keys', 'summary', 'glossary'):
            if dialog == 'glossary':
                window.action(dialog, '')
            else:
                window.action(dialog)
            check_names(window, dialog)
            window.press('Escape')
        window.action('free-play', '')
        check_names(window, 'free play')
        window.action('connect')
        check_names(window, 'connect')
    finally:
        window.close()


# --- a lesson by keyboard ---

def go_on(window, words, step, steps):
    """Space until the step is there."""
    for _ in range(200):
        if window.says(words['step'].format(step, steps)):
            return True
        window.press('space')
        time.sleep(0.02)
    return False


def walk(program, language):
    words = WORDS[language]
    window = Window(program, '--lesson', 'two-devices', language=language)
    try:
        window.wait_for(lambda: window.says('INBOX'), 'the lesson')
        ok(go_on(window, words, 4, 11), 'Space leads to the question', window.texts()[:20])
        for _ in range(40):
            window.press('space')
        ok(not window.says(words['step'].format(7, 11)), 'which it waits for')
        window.press('1')
        ok(go_on(window, words, 7, 11), 'an answer by its digit leads on to the exercise')
        window.tab_to(words['start'])
        window.press('space')
        time.sleep(0.5)
        for act in ('phone unflag statement \\Deleted', 'laptop check'):
            entry = window.focused()
            ok(entry is not None and entry.get_role_name() in ('text', 'entry'), f'the focus is where “{act}” is typed',
               f'{entry and entry.get_role_name()} {name_of(entry)}')
            window.type(act)
            window.press('Return')
            time.sleep(0.4)
        window.wait_for(lambda: window.says(words['done']), 'the end of the exercise')
        ok(True, 'the exercise is done')
        window.tab_to(words['back'])
        window.press('space')
        window.press('End')
        ok(window.wait_for(lambda: window.says(words['step'].format(11, 11)), 'the last step'), 'the lesson is at its end')
        window.press('F10')
        for _ in range(20):
            time.sleep(0.1)
            if words['summary'].split()[0] in name_of(window.focused()):
                break
            window.press('Down')
        window.press('Return')
        window.wait_for(lambda: window.says(words['restart']), 'the summary')
        ok(window.says(words['right']), 'what came of it says so')
        window.press('Escape')
    finally:
        window.close()


def main():
    if not shutil.which('xdotool'):
        print('1..0 # SKIP there is no xdotool')
        return 0
    program, language = sys.argv[1:3]
    names(program, language)
    walk(program, language)
    print(f'1..{count}')
    return 0


sys.exit(main())
