#!/usr/bin/env python3
"""Every term that is shown stands in the glossary, and the Chinese is Chinese.

usage: words.py SOURCE

Strings are those of the catalogues (data/explain, po), of the glossary itself and of the lessons, in both
languages. A term is a word in capitals (FETCH, UID EXPUNGE, RFC822.SIZE), a flag (\\Seen) or a keyword ($Junk).
What is neither a term nor Chinese is listed below, with what it is.
"""
import pathlib
import re
import sys

# Words in capitals that are no terms of mail.
CAPITALS = {
    'placeholders in help': 'LESSON FILE PATH FOLDER DIR',
    'headings of a manual': 'SYNOPSIS EXIT SEE ALSO',
    'of computers': 'PC JSON SIGTERM NUL SHA-256',
    'keys': 'F5',
    'licences': 'CC-BY-SA-4.0',
    'parts of a term': 'SILENT RES \\xHH CN',
}

# Words in small letters that the Chinese keeps.
LATIN = {
    'this program, and what it prints': 'Postglass serve ready en zh step1 lessons',
    'other programs': 'Dovecot Thunderbird Kerberos Unicode',
    'people and mailboxes of the lessons': 'Wei Mei lin Holiday',
    'what stands in messages': 'Content image jpeg jpg application inline lake',
    'keys': 'Ctrl Alt Esc Home Shift',
    'acts, as they are typed': 'phone lunch',
}

TERM = re.compile(r'\\\*|[\\$][A-Za-z]+|(?<![A-Za-z0-9{&#-])[A-Z][A-Z0-9]+(?:[-./=][A-Z0-9]+)*(?=s?(?![A-Za-z0-9]))')
SMALL = re.compile(r'[A-Za-z][A-Za-z0-9]*[a-z]{2}[A-Za-z0-9]*|[a-z]{2}[A-Za-z0-9]*')
OCTETS = re.compile(r'\b[0-9A-F]{2}(?: [0-9A-F]{2})+\b')

# One thing has one word: what is not written, and what is written instead. What people may look for stands among the
# further spellings of the glossary.
INSTEAD = {
    'zh_CN': {'八位组': '字节', '头部': '邮件头', '信头': '邮件头', '头字段': '邮件头里的一行', '帐户': '账户', '帐号': '账户',
              '账号': '账户', '登陆': '登录', '登出': '退出', '您': '你', '响应代码': '响应码', '行结束符': '行尾', '缺省': '没有写明',
              '邮件客户端': '邮件程序', '客户程序': '客户端', '服务端': '服务器', '唯一标识符': '唯一标识'},
    'en': {'byte': 'octet', 'bytes': 'octets', 'e-mail': 'mail', 'email': 'mail', 'modification number': 'mod-sequence'},
}

# What DESIGN calls things with, as far as it is shown: each has an entry.
DESIGN = '''session connection line command exchange act step trace run recording message server preset fault device
            belief notice ghost client mailbox maildrop flag uid sequence-number lock cache snapshot idle poll literal
            octet crlf tag envelope header body world ladder lane state-board cell bookmark free-play presenter
            stale capability response response-code eavesdropper round-trip pipelining virtual-time'''.split()


def ini(path):
    groups, group = {}, {}
    for line in path.read_text(encoding='utf-8').splitlines():
        if line.startswith('['):
            group = groups.setdefault(line[1:-1], {})
        elif '=' in line and not line.startswith('#'):
            key, value = line.split('=', 1)
            group[key] = value
    return groups


def messages(path):
    """msgid and msgstr of each entry of a po file."""
    text = path.read_text(encoding='utf-8')
    entry = re.compile(r'^(msgid|msgstr|msgid_plural|msgstr\[0\]) ((?:"(?:[^"\\]|\\.)*"\s*)+)', re.M)
    for kind, quoted in entry.findall(text):
        value = ''.join(re.findall(r'"((?:[^"\\]|\\.)*)"', quoted))
        value = value.replace('\\n', '\n').replace('\\"', '"').replace('\\\\', '\\')
        if not value.startswith(('Project-Id-Version', 'IMAP;POP3')):
            yield ('en' if 'msgid' in kind else 'zh_CN'), value


def prose(path):
    """The lines of a lesson that people read: no front matter, no machine lines, no code."""
    text = re.sub(r'\A---\n.*?\n---\n', '', path.read_text(encoding='utf-8'), flags=re.S)
    text = re.sub(r'^```.*?^```', '', text, flags=re.S | re.M)
    for line in re.sub(r'\[\[?[A-Z]+\d* §[^\]]*\]', '', text).splitlines():
        yield line


def strings(root):
    """(where, language, text) of all that is shown."""
    for language in ('en', 'zh_CN'):
        for folder, keys in (('explain', ('name', 'text')), ('glossary', ('name', 'meaning', 'example'))):
            for group, values in ini(root / 'data' / folder / f'{language}.ini').items():
                for key in keys:
                    if key in values:
                        yield f'data/{folder}/{language}.ini [{group}]', language, values[key]
        for path in sorted(root.glob(f'lessons/*/{language}.md')):
            for line in prose(path):
                yield str(path.relative_to(root)), language, line
    for language, text in messages(root / 'po' / 'zh_CN.po'):
        yield 'po/zh_CN.po', language, text


def plain(text):
    """@text without arguments, formats, code, quotations, options and addresses."""
    text = re.sub(r'\{[a-z-]+(\|[^}]*)?\}', ' ', text)
    text = re.sub(r'<[^<>]*>|`[^`]*`|--?[a-z][a-z-]*|%[.\d]*[a-z]+', ' ', text)
    text = re.sub(r'“[^“”\u4e00-\u9fff]*”|\*[a-z ]+\*|[\\$][A-Za-z]+', ' ', text)
    return re.sub(r'\S+@\S+|[\w.-]*\.(?:test|org|md|ini)\b|\S+=\S+|\S*:\S*:\S*|&[\w-]+-', ' ', text)


def words_of(lists):
    return {word for words in lists.values() for word in words.split()}


class Glossary:
    def __init__(self, root):
        self.terms = ini(root / 'data/glossary/terms.ini')
        self.texts = {language: ini(root / f'data/glossary/{language}.ini') for language in ('en', 'zh_CN')}

    def spellings(self):
        """All spellings of all terms, small, and their single words."""
        found = set()
        for name, term in self.terms.items():
            entries = [term.get('token', '')]
            for texts in self.texts.values():
                text = texts.get(name, {})
                entries += [text.get('name', ''), *text.get('words', '').split(';')]
            for entry in entries:
                entry = re.sub(r'\[\]$', '', entry.lower())
                found.update((entry, *re.split(r'[ ()（）]+', entry)))
                found.update(re.split(r'[ ()（）/=]+', entry))
        return found


def unknown_terms(root, known):
    for where, _, text in strings(root):
        for term in TERM.findall(OCTETS.sub(' ', re.sub(r'\{[a-z-]+(\|[^}]*)?\}', ' ', text))):
            parts = re.split(r'[/=]', term)
            if term.lower() not in known and not all(p.lower() in known for p in parts):
                yield f'{where}: “{term}” is not in the glossary: {text[:70]}'


def english_in_chinese(root, known):
    for where, language, text in strings(root):
        if language == 'zh_CN' and not re.search('[\u4e00-\u9fff]', text) and where.startswith('po') \
                and SMALL.fullmatch(text) and text.lower() not in known:
            yield f'{where}: “{text}” is not translated'
        elif language == 'zh_CN' and re.search('[\u4e00-\u9fff]', text):
            for word in SMALL.findall(plain(text)):
                if word.lower() not in known:
                    yield f'{where}: “{word}” stands in Chinese: {text[:70]}'


def other_words(root):
    for where, language, text in strings(root):
        for word, instead in INSTEAD[language].items():
            if re.search(rf'(?<![\w-]){word}(?![\w-])' if language == 'en' else word, text, re.I):
                yield f'{where}: write “{instead}” for “{word}”: {text[:70]}'


def missing_design_words(glossary):
    for word in DESIGN:
        name = f'word.{word}'
        for language, texts in glossary.texts.items():
            if 'meaning' not in texts.get(name, {}):
                yield f'data/glossary/{language}.ini: lacks [{name}]; the design calls something so'


def main(root):
    root = pathlib.Path(root)
    glossary = Glossary(root)
    spellings = glossary.spellings()
    capitals = spellings | {word.lower() for word in words_of(CAPITALS)}
    latin = capitals | {word.lower() for word in words_of(LATIN)}
    checks = [('every term has an entry', unknown_terms(root, capitals)),
              ('no English in Chinese', english_in_chinese(root, latin)),
              ('one word for one thing', other_words(root)),
              ('the words of the design', missing_design_words(glossary))]
    failures = 0
    for number, (name, findings) in enumerate(checks, 1):
        findings = list(dict.fromkeys(findings))
        print(f'{"not ok" if findings else "ok"} {number} - {name}')
        for finding in findings:
            print(f'# {finding}')
        failures += bool(findings)
    print(f'1..{len(checks)}')
    return 1 if failures else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else '.'))
