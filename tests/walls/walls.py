#!/usr/bin/env python3
"""Try to break the walls between the folders of src, and see the build refuse.

usage: walls.py SOURCE BUILD

USES is the table of which folder may use which. Three things are held against it: the headers a
source of each folder can reach with the compiler command of the build, the dependencies each
meson.build names, and a few files that must not compile, tried in earnest.
"""
import json
import pathlib
import re
import shlex
import subprocess
import sys

USES = {
    'base': [],
    'mail': [],
    'model': ['mail'],
    'net': [],
    'sasl': [],
    'tls': [],
    'imap': ['mail', 'model', 'sasl'],
    'pop3': ['mail', 'model', 'sasl'],
    'trace': ['model'],
    'peer': ['model', 'imap', 'pop3', 'sasl', 'tls', 'trace', 'net'],
    'sim': ['model', 'net', 'trace', 'peer', 'imap', 'pop3'],
    'live': ['mail', 'model', 'trace', 'peer'],
    'explain': ['mail', 'model', 'imap', 'pop3', 'sasl', 'tls', 'trace'],
    'lesson': ['mail', 'model', 'trace', 'sim', 'explain'],
    'import': ['model', 'imap', 'pop3', 'trace'],
    'view': ['model', 'trace', 'net', 'explain'],
    'export': ['trace', 'net', 'lesson', 'view'],
    'cli': ['mail', 'model', 'net', 'sasl', 'tls', 'imap', 'pop3', 'trace', 'peer', 'sim', 'live',
            'explain', 'lesson', 'import', 'view', 'export'],
    'app': ['model', 'trace', 'view', 'export', 'import', 'lesson', 'live'],
}

# Headers of libraries that only these folders reach.
LIBRARIES = {
    'gtk/gtk.h': ['app'],
    'adwaita.h': ['app'],
    'gmime/gmime.h': ['mail'],
}


class Tap:
    """Prints test points as TAP."""

    def __init__(self):
        self.count = 0
        self.failures = 0

    def point(self, good, name, details=''):
        self.count += 1
        self.failures += not good
        print(f'{"ok" if good else "not ok"} {self.count} - {name}')
        for line in details.splitlines():
            print('# ' + line)

    def skip(self, name, reason):
        self.count += 1
        print(f'ok {self.count} - {name} # SKIP {reason}')

    def finish(self):
        print(f'1..{self.count}')
        return 1 if self.failures else 0


def read_commands(source, build):
    """The compiler command of one source of each folder, made to read standard input instead."""
    commands = {}
    for entry in json.loads((build / 'compile_commands.json').read_text(encoding='utf-8')):
        file = pathlib.Path(entry['directory'], entry['file']).resolve()
        try:
            folder = file.relative_to(source / 'src').parts[0]
        except ValueError:
            continue
        if folder in commands or file.suffix != '.c':
            continue
        arguments, skip_next = [], False
        for word in shlex.split(entry['command']):
            if skip_next:
                skip_next = False
            elif word in ('-o', '-MF', '-MQ', '-MT'):
                skip_next = True
            elif word not in ('-c', '-MD', '-MMD', entry['file']):
                arguments.append(word)
        commands[folder] = (arguments, entry['directory'])
    return commands


def run(command, mode, text):
    arguments, directory = command
    return subprocess.run(arguments + mode + ['-x', 'c', '-'], cwd=directory, input=text,
                          capture_output=True, text=True, check=False)


def compiles(command, header, system=False):
    name = f'<{header}>' if system else f'"{header}"'
    # "extern" keeps a file of includes from being an empty translation unit.
    result = run(command, ['-fsyntax-only'], f'#include {name}\nextern int walls;\n')
    return result.returncode == 0, result.stderr


def is_private(header):
    """What two files of one folder share is nobody else's, and may name what others may not."""
    return header.endswith('-private.h')


def headers_of(source, folder):
    return sorted(path.name for path in (source / 'src' / folder).rglob('*.h'))


def reachable(command, names):
    """Which of these headers a source built with this command can include."""
    probes = ''.join(f'#if __has_include({name})\nreach {number}\n#endif\n'
                     for number, name in enumerate(names))
    result = run(command, ['-E', '-P'], probes)
    return {names[int(number)] for number in re.findall(r'^reach (\d+)$', result.stdout, re.M)}


def check_reach(tap, source, commands):
    """Each folder reaches its own headers, base's and those of the folders it may use."""
    folders = [folder for folder in USES if headers_of(source, folder)]
    owners = {f'"{header}"': folder for folder in folders for header in headers_of(source, folder)}
    owners.update({f'<{header}>': None for header in LIBRARIES})
    for folder, command in commands.items():
        if folder not in USES:
            tap.point(False, f'{folder} is in the table', 'add it to USES in tests/walls/walls.py')
            continue
        seen = reachable(command, list(owners))
        wrong = []
        for name, owner in owners.items():
            if owner is None:
                allowed = folder in LIBRARIES[name.strip('<>')]
            else:
                allowed = owner in ('base', folder) or owner in USES[folder]
                if allowed and name not in seen and owner == folder:
                    wrong.append(f'{name} of its own cannot be included')
            if name in seen and not allowed:
                wrong.append(f'{name} can be included; take it out of src/{folder}/meson.build, or '
                             'out of a dependency that is passed on')
        tap.point(not wrong, f'{folder} reaches what it may use and nothing else', '\n'.join(wrong))


def check_named(tap, source, commands):
    """Each meson.build names no folder that it may not use, and passes nothing on."""
    for folder in commands:
        path = source / 'src' / folder / 'meson.build'
        text = re.sub(r'#.*', '', path.read_text(encoding='utf-8'))
        named = named_by(source, folder)
        wrong = [f'{path}: names {name}_dep; {folder} may use: {", ".join(USES.get(folder, []))}'
                 for name in sorted(named - {folder, 'base'} - set(USES.get(folder, [])))]
        if folder != 'base':
            for call in re.findall(r'declare_dependency\((.*?)\n\)', text, re.S):
                if re.search(r'\bdependencies\s*:', call):
                    wrong.append(f'{path}: passes dependencies on; leave them to the library')
        tap.point(not wrong, f'{folder} names what it may use', '\n'.join(wrong))


def check_break(tap, source, commands, folder, header, system=False):
    """A file in @folder that includes @header must not compile."""
    name = f'a file in {folder} that includes {header} does not compile'
    if folder not in commands:
        tap.skip(name, f'src/{folder} has no sources')
        return
    if not system and not list((source / 'src').rglob(header)):
        tap.skip(name, f'{header} is not there')
        return
    good, errors = compiles(commands[folder], header, system)
    missing = 'No such file' in errors or 'file not found' in errors
    tap.point(not good and missing, name, '' if missing else errors or 'it compiled')


def named_by(source, folder):
    """The folders that a meson.build names, itself left out."""
    text = (source / 'src' / folder / 'meson.build').read_text(encoding='utf-8')
    return set(re.findall(r'\b(\w+)_dep\b', re.sub(r'#.*', '', text))) & set(USES) - {folder}


def check_control(tap, source, commands, folder):
    """What is named must compile, else the refusals above would prove nothing."""
    name = f'a file in {folder} that includes its own and allowed headers compiles'
    if folder not in commands:
        tap.skip(name, f'src/{folder} has no sources')
        return
    headers = headers_of(source, folder) + [h for o in sorted(named_by(source, folder))
                                            for h in headers_of(source, o) if not is_private(h)]
    text = ''.join(f'#include "{header}"\n' for header in headers) + 'extern int walls;\n'
    result = run(commands[folder], ['-fsyntax-only'], text)
    tap.point(result.returncode == 0, name, result.stderr)


def check_private(tap, source, commands):
    """No folder includes the private header of another; only a folder's own tests may."""
    for folder in commands:
        own = set(headers_of(source, folder))
        wrong = []
        for path in sorted((source / 'src' / folder).rglob('*.[ch]')):
            for header in re.findall(r'#include "([^"]+)"', path.read_text(encoding='utf-8')):
                if is_private(header) and header not in own:
                    wrong.append(f'{path}: includes {header} of another folder; ask its owner for a '
                                 'public function')
        tap.point(not wrong, f"{folder} includes nobody else's private headers", '\n'.join(wrong))


def main(source, build):
    source, build = pathlib.Path(source).resolve(), pathlib.Path(build).resolve()
    tap = Tap()
    commands = read_commands(source, build)
    check_break(tap, source, commands, 'base', 'model-tx.h')
    check_break(tap, source, commands, 'imap', next(iter(headers_of(source, 'peer')), 'peer.h'))
    check_break(tap, source, commands, 'view', 'gtk/gtk.h', system=True)
    check_break(tap, source, commands, 'export', next(iter(headers_of(source, 'imap')), 'imap.h'))
    for folder in commands:
        check_control(tap, source, commands, folder)
    check_reach(tap, source, commands)
    check_named(tap, source, commands)
    check_private(tap, source, commands)
    return tap.finish()


sys.exit(main(sys.argv[1], sys.argv[2]))
