#!/usr/bin/env python3
"""What words.py is for, it finds: each change to a copy of the texts yields the finding it names.

usage: test-words.py SOURCE
"""
import pathlib
import shutil
import sys
import tempfile

import words

CHANGES = [
    ('a command nobody explains', 'data/explain/en.ini', 'name=space\n', 'name=FROBNICATE\n', '“FROBNICATE” is not'),
    ('a flag nobody explains', 'data/explain/zh_CN.ini', 'name=空格\n', 'name=\\Frobbed\n', '“\\Frobbed” is not'),
    ('a term in a lesson', 'lessons/1-1-journey/en.md', '\n## ', '\nIt says FROBNICATE.\n\n## ', '“FROBNICATE” is not'),
    ('a word left in English', 'data/explain/zh_CN.ini', 'name=空格\n', 'name=一个 space\n', '“space” stands in'),
    ('a message left in English', 'po/zh_CN.po', 'msgstr "返回"', 'msgstr "Back"', '“Back” is not translated'),
    ('another word in Chinese', 'data/explain/zh_CN.ini', 'name=空格\n', 'name=帐户\n', 'write “账户” for'),
    ('another word in English', 'data/explain/en.ini', 'name=space\n', 'name=a byte\n', 'write “octet” for'),
    ('a word of the design', 'data/glossary/en.ini', '[word.ladder]', '[word.leather]', 'lacks [word.ladder]'),
]


def findings(root):
    glossary = words.Glossary(root)
    capitals = glossary.spellings() | {word.lower() for word in words.words_of(words.CAPITALS)}
    latin = capitals | {word.lower() for word in words.words_of(words.LATIN)}
    return [*words.unknown_terms(root, capitals), *words.english_in_chinese(root, latin),
            *words.other_words(root), *words.missing_design_words(glossary)]


def main(source):
    failures = 0
    for number, (name, path, before, after, wanted) in enumerate(CHANGES, 1):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            for part in ('data', 'po', 'lessons'):
                shutil.copytree(pathlib.Path(source, part), root / part)
            text = (root / path).read_text(encoding='utf-8')
            (root / path).write_text(text.replace(before, after, 1), encoding='utf-8')
            found = findings(root)
        good = before in text and any(wanted in finding for finding in found)
        print(f'{"ok" if good else "not ok"} {number} - {name}')
        if not good:
            print(f'# wanted {wanted!r}, found {found[:3]}')
        failures += not good
    print(f'1..{len(CHANGES)}')
    return 1 if failures else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1]))
