#!/usr/bin/env python3
"""Hold the house rules against the tree; each finding says where, what, and what to write instead.

usage: tidy.py SOURCE

A rule is a function that yields findings, listed in RULES at the end; it raises Skipped when the
machine lacks a tool. The rules themselves are told in src/README.md.
"""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import csource

MAX_FILE_LINES = 700
MAX_FUNCTION_LINES = 90
MAX_BLOB_OCTETS = 300 * 1024
CLANG_FORMAT_MAJOR = 14
SELF = 'tests/tidy/'


class Skipped(Exception):
    """A rule that cannot be checked here, with the reason."""


class Tree:
    """The files of the project: those git knows or would add, else all but build folders."""

    def __init__(self, root):
        self.root = pathlib.Path(root).resolve()
        self.files = sorted(path for path in self._list() if (self.root / path).is_file())
        self._texts = {}

    def _list(self):
        try:
            result = subprocess.run(
                ['git', '-C', str(self.root), 'ls-files', '-z', '-co', '--exclude-standard'],
                capture_output=True, text=True, check=False)
        except FileNotFoundError:
            result = None
        if result is not None and result.returncode == 0:
            return [name for name in result.stdout.split('\0') if name]
        names = (path.relative_to(self.root).as_posix() for path in self.root.rglob('*'))
        return [name for name in names if not re.match(r'(build[^/]*|pictures|\.git)/', name)
                or name.startswith('build-aux/')]

    def matching(self, pattern):
        return [path for path in self.files if re.fullmatch(pattern, path)]

    def text(self, path):
        """The text of a file, or None where it is not text."""
        if path not in self._texts:
            data = (self.root / path).read_bytes()
            try:
                self._texts[path] = None if b'\0' in data else data.decode('utf-8')
            except UnicodeDecodeError:
                self._texts[path] = None
        return self._texts[path]

    def texts(self, pattern):
        for path in self.matching(pattern):
            if self.text(path) is not None:
                yield path, self.text(path)

    def exists(self, path):
        return (self.root / path).exists()


def at(path, text, position, what):
    return f'{path}:{csource.line_of(text, position)}: {what}'


# (call, where it is allowed, what to write instead)
BANNED_CALLS = [
    (r'strcpy|strcat|strncpy|strncat', None, 'g_strlcpy, g_strdup_printf or GString'),
    (r'sprintf|vsprintf', None, 'g_snprintf or g_strdup_printf'),
    (r'gets|strtok|tmpnam|mktemp', None, 'the GLib function for it'),
    (r'alloca|g_alloca|g_newa', None, 'g_autofree memory or an arena'),
    (r'rand|srand|random|srandom|rand_r|drand48|g_random_\w+|g_rand_\w+', None,
     'base_random_next with the seed of the run'),
    (r'time|gettimeofday|clock_gettime|clock|g_get_real_time|g_get_monotonic_time'
     r'|g_date_time_new_now\w*|g_usleep|usleep|sleep|nanosleep',
     r'src/(live|app|cli)/.*', 'the virtual time that comes in as an argument'),
    (r'printf|puts|putchar|g_print', r'src/(cli|app)/.*',
     'a returned value or a GError; only cli and app speak to people'),
]


def banned_calls(tree):
    for path, text in tree.texts(r'src/.*\.[ch]'):
        code = csource.code_only(text)
        for names, allowed, instead in BANNED_CALLS:
            if allowed and re.fullmatch(allowed, path):
                continue
            for match in re.finditer(rf'(?<![\w.>])({names})\s*\(', code):
                yield at(path, text, match.start(),
                         f'calls {match.group(1)}; write {instead} instead')


def markers(tree):
    for path, text in tree.texts(r'.*'):
        if path.startswith((SELF, 'tests/fuzz/')) or path == 'COPYING':
            continue
        for match in re.finditer(r'\b(TODO|FIXME|XXX|HACK)\b', text):
            yield at(path, text, match.start(),
                     f'says {match.group()}; do it, or say in the text what holds today')


def machine_paths(tree):
    for path, text in tree.texts(r'(src|ui|data|lessons|docs|po)/.*|[^/]*\.md|.*/README\.md'):
        for match in re.finditer(r'(?<![\w.$)}/])/(work|root|tmp)/', text):
            yield at(path, text, match.start(),
                     f'names {match.group()}, a path of one machine; write a relative path')


def header_guards(tree):
    for path, text in tree.texts(r'(src|tests)/.*\.h'):
        if not re.search(r'^#pragma once$', text, re.M):
            yield f'{path}:1: has no guard; write "#pragma once" first'


# What their names already say.
SELF_EVIDENT = re.compile(r'\w+_(new|free|ref|unref|clear|get_type|quark)')


def docstrings(tree):
    for path, text in tree.texts(r'src/.*\.h'):
        for name, start in csource.public_functions(text):
            if not SELF_EVIDENT.fullmatch(name) and not csource.has_docstring(text, start):
                yield at(path, text, start,
                         f'{name} has no docstring; write /** {name}: what it is for, who owns '
                         'what, units, errors, RFC source */ above it')


RFC_TAG = re.compile(r'\[RFC\d{3,5} §[A-Z0-9]+(?:\.\d+)*\]')
RFC_LOOSE = re.compile(r'\[?RFC[ -]?(\d{3,5}),? ?(?:§|[Ss]ections? |[Ss]ec\. ) ?([A-Z0-9]+(?:\.\d+)*)?')


def rfc_tags(tree):
    for path, text in tree.texts(r'(src|tests)/.*\.[ch]'):
        for position, comment in csource.comments(text):
            for match in RFC_LOOSE.finditer(comment):
                if not RFC_TAG.match(comment, match.start()):
                    yield at(path, text, position + match.start(),
                             f'spells its source "{match.group().strip()}"; write '
                             f'[RFC{match.group(1)} §{match.group(2) or "N.N"}]')


def lengths(tree):
    for path, text in tree.texts(r'src/.*\.[ch]'):
        lines = text.count('\n')
        if lines > MAX_FILE_LINES:
            yield (f'{path}:{lines}: has more than {MAX_FILE_LINES} lines; split it by concern, '
                   'with a -private.h for what the parts share')
    sources = [tree.root / path for path in tree.matching(r'src/.*\.[ch]')]
    functions = csource.function_lengths(sources) if sources else []
    if functions is None:
        raise Skipped('the lengths of functions need Universal Ctags; run make deps')
    for path, name, line, length in functions:
        if length > MAX_FUNCTION_LINES:
            relative = pathlib.Path(path).relative_to(tree.root).as_posix()
            yield (f'{relative}:{line}: {name} has {length} lines, more than {MAX_FUNCTION_LINES}; '
                   'name its parts and make them functions')


# Folders whose subfolders are rooms: they sort the files and add nothing to the prefix.
WITH_ROOMS = {'app'}


def file_names(tree):
    for path in tree.matching(r'src/[^/]+/.*\.[ch]'):
        folder, *inner, name = path.split('/')[1:]
        prefix = folder if folder in WITH_ROOMS else '-'.join([folder, *inner])
        if not re.fullmatch(rf'{prefix}(-[a-z0-9-]+)?\.[ch]', name):
            yield f'{path}:1: does not begin with its folder; call it {prefix}-….{name[-1]}'
        if re.search(r'(^|-)(utils?|helpers?|misc|managers?|common)\.[ch]$', name):
            yield f'{path}:1: has a name for anything; name what it does'
    for path in tree.matching(r'ui/.*\.ui'):
        stem = path.rsplit('/', 1)[-1][:-3]
        if not tree.matching(rf'src/app/([^/]+/)?{stem}\.c'):
            yield f'{path}:1: has no {stem}.c in src/app; template and source share a stem'
    for path in tree.matching(r'tests/[^/]+/test-.*\.c'):
        folder = path.split('/')[1]
        if not path.split('/')[-1].startswith(f'test-{folder}-'):
            yield f'{path}:1: does not name its folder; call it test-{folder}-….c'


# A library is known to the folders that were made for it; the rest go through them.
LIBRARY_HEADERS = [
    (r'gtk/|gdk/|adwaita', {'app'}),
    (r'gmime/', {'mail'}),
    (r'gnutls/', {'tls', 'sasl'}),
    (r'cmark-gfm', {'lesson'}),
    (r'yajl/', {'trace', 'cli'}),
    (r'zlib', {'trace', 'peer'}),
    (r'cairo|pango/', {'export', 'app'}),
    (r'gio/', {'live', 'app', 'cli'}),
    (r'sys/socket|netinet/|netdb|arpa/', {'live'}),
]


def library_headers(tree):
    for path, text in tree.texts(r'src/[^/]+/.*\.[ch]'):
        folder = path.split('/')[1]
        for match in re.finditer(r'^#include <([^>]+)>', text, re.M):
            for prefix, folders in LIBRARY_HEADERS:
                if re.match(prefix, match.group(1)) and folder not in folders:
                    yield at(path, text, match.start(),
                             f'includes <{match.group(1)}>, which is for '
                             f'{" and ".join(sorted(folders))}; use what they offer')


def lesson_languages(tree):
    for path in tree.matching(r'lessons/[^/]+/(en|zh_CN)\.md'):
        folder, name = path.rsplit('/', 1)
        other = 'zh_CN.md' if name == 'en.md' else 'en.md'
        if not tree.exists(f'{folder}/{other}'):
            yield f'{path}:1: has no {other} beside it; write the lesson in both languages'


def read_catalogue(text):
    """{(group, key): (line, value)} of an ini file, and findings about the file itself."""
    entries, findings, group = {}, [], ''
    for number, line in enumerate(text.splitlines(), 1):
        stripped = line.strip()
        if not stripped or stripped.startswith(('#', ';')):
            continue
        header = re.fullmatch(r'\[(.+)\]', stripped)
        if header:
            group = header.group(1)
            continue
        key, equals, value = stripped.partition('=')
        place = (group, key.strip())
        if not equals:
            findings.append((number, f'"{stripped[:40]}" is no key; write KEY=TEXT'))
        elif place in entries:
            findings.append((number, f'[{group}] {place[1]} stands here twice; remove one'))
        elif not value.strip():
            findings.append((number, f'[{group}] {place[1]} is empty; write its text'))
        entries.setdefault(place, (number, value.strip()))
    return entries, findings


def catalogues(tree):
    for path in tree.matching(r'data/explain/(.*[-/])?(en|zh_CN)\.ini'):
        english = path.endswith('en.ini')
        other = re.sub(r'(en|zh_CN)\.ini$', 'zh_CN.ini' if english else 'en.ini', path)
        entries, findings = read_catalogue(tree.text(path) or '')
        for line, what in findings:
            yield f'{path}:{line}: {what}'
        if not tree.exists(other):
            yield f'{path}:1: has no {other}; write the catalogue in both languages'
            continue
        others, _ = read_catalogue(tree.text(other) or '')
        for (group, key), (line, _) in entries.items():
            if (group, key) not in others:
                yield f'{path}:{line}: [{group}] {key} is missing in {other}; write it there too'


def untranslated(tree, listed, language):
    """(place, message) of what the catalogue of @language lacks or only guesses."""
    catalogue = f'po/{language}.po'
    with tempfile.TemporaryDirectory() as scratch:
        template = pathlib.Path(scratch, 'template.pot')
        merged = pathlib.Path(scratch, 'merged.po')

        def run(*command):
            return subprocess.run(command, cwd=tree.root, capture_output=True, text=True,
                                  check=True).stdout
        run('xgettext', '--from-code=UTF-8', '--keyword=_', '--keyword=N_', '--keyword=C_:1c,2',
            '--keyword=NC_:1c,2', '--keyword=ngettext:1,2', '--no-wrap', '-o', str(template),
            *listed)
        if not template.exists():
            return
        run('msgmerge', '-q', '--no-fuzzy-matching', '--no-wrap', '-o', str(merged), catalogue,
            str(template))
        for choice in ('--untranslated', '--only-fuzzy'):
            left = run('msgattrib', choice, '--no-obsolete', '--no-wrap', str(merged))
            for entry in left.split('\n\n'):
                place = re.search(r'^#: (\S+)', entry, re.M)
                message = re.search(r'^msgid (".*")', entry, re.M)
                if place and message:
                    yield place.group(1), message.group(1)


def messages(tree):
    if not all(map(shutil.which, ('xgettext', 'msgmerge', 'msgattrib', 'msgfmt'))):
        raise Skipped('messages need gettext; run make deps')
    listed = [line for line in tree.text('po/POTFILES.in').splitlines()
              if line and not line.startswith('#')]
    for number, path in enumerate(listed, 1):
        if not tree.exists(path):
            yield f'po/POTFILES.in:{number}: {path} is not there; remove the line'
    for path, text in tree.texts(r'src/(app|cli)/.*\.c|ui/.*\.ui'):
        marked = 'translatable="' in text if path.endswith('.ui') else re.search(
            r'\b(_|N_|C_|ngettext) \("', text)
        if marked and path not in listed:
            yield f'po/POTFILES.in:1: lacks {path}, which has messages; add it'
    for language in tree.text('po/LINGUAS').split():
        catalogue = f'po/{language}.po'
        checked = subprocess.run(['msgfmt', '--check', '-o', '/dev/null', catalogue],
                                 cwd=tree.root, capture_output=True, text=True, check=False)
        if checked.returncode != 0:
            yield from checked.stderr.splitlines()
            continue
        present = [path for path in listed if tree.exists(path)]
        for place, message in untranslated(tree, present, language):
            yield f'{place}: {message} has no message in {catalogue}; write it there'


def blobs(tree):
    for path in tree.files:
        size = (tree.root / path).stat().st_size
        if size > MAX_BLOB_OCTETS:
            yield (f'{path}:1: has {size} octets, more than {MAX_BLOB_OCTETS}; make it smaller or '
                   'make it at build time')
        if re.search(r'(^|/)(core|vgcore)(\.\d+)?$|\.(o|a|so|orig|rej)$', path):
            yield f'{path}:1: is not a source; remove it'


def trailing_space(tree):
    for path, text in tree.texts(r'(?!tests/(fuzz|golden)/[^/]+/).*'):
        if path.endswith(('.eml', '.svg', '.out')) or path == 'COPYING':
            continue
        for match in re.finditer(r'[ \t]+$', text, re.M):
            yield at(path, text, match.start(), 'ends in white space; remove it')
        if text and not text.endswith('\n'):
            yield f'{path}:{text.count(chr(10)) + 1}: does not end in a line break; add one'


def layout(tree):
    tool = shutil.which('clang-format')
    if not tool:
        raise Skipped('clang-format is missing; run make deps')
    version = subprocess.run([tool, '--version'], capture_output=True, text=True, check=False).stdout
    major = re.search(r'version (\d+)', version)
    if not major or int(major.group(1)) != CLANG_FORMAT_MAJOR:
        raise Skipped(f'layouts differ between releases; this needs clang-format '
                      f'{CLANG_FORMAT_MAJOR} and not {version.strip()}')
    paths = tree.matching(r'(src|tests)/.*\.[ch]')
    if not paths:
        return
    result = subprocess.run([tool, '--dry-run', '--style=file', *paths], cwd=tree.root,
                            capture_output=True, text=True, check=False)
    seen = set()
    for match in re.finditer(r'^(\S+?):(\d+):\d+: (?:warning|error):', result.stderr, re.M):
        if match.group(1) not in seen:
            seen.add(match.group(1))
            yield (f'{match.group(1)}:{match.group(2)}: is laid out otherwise than .clang-format '
                   f'says; run clang-format -i {match.group(1)}')


RULES = [banned_calls, markers, machine_paths, header_guards, docstrings, rfc_tags, lengths,
         file_names, library_headers, lesson_languages, catalogues, messages, blobs,
         trailing_space, layout]


def main(root):
    tree = Tree(root)
    failures = 0
    for number, rule in enumerate(RULES, 1):
        findings, skipped = [], ''
        try:
            for finding in rule(tree):
                findings.append(finding)
        except Skipped as reason:
            skipped = f' # SKIP {reason}'
        if findings:
            skipped = ''
        name = rule.__name__.replace('_', '-')
        print(f'{"not ok" if findings else "ok"} {number} - {name}{skipped}')
        for finding in findings:
            print(f'# {finding}')
        failures += bool(findings)
    print(f'1..{len(RULES)}')
    return 1 if failures else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else '.'))
