#!/usr/bin/env python3
"""Builds the Debian package, installs it, and uses what is installed. TAP on stdout.

usage: test-package.py SOURCE BUILD HEADLESS
As root it is installed on this machine and removed again; without root it is only unpacked, and the
programs are told where their data lies. A machine that has Postglass installed already keeps it.
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

source, build, headless = map(pathlib.Path, sys.argv[1:4])
count = 0

# Starts the window with a recording and asks it over the bus until it can be saved, which needs one that is open.
OPEN = """
"$1" "$2" & pid=$!
gdbus wait --session --timeout 30 org.postglass.Postglass
for i in 1 2 3 4 5 6 7 8 9 10; do
  said=$(gdbus call --session --dest org.postglass.Postglass --object-path /org/postglass/Postglass/window/1 \
    --method org.gtk.Actions.Describe save 2>&1)
  case $said in *'(true,'*) kill $pid; exit 0;; esac
  sleep 1
done
echo "$said"
kill $pid
exit 1
"""


def ok(good, name, note=''):
    global count
    count += 1
    print(f"{'ok' if good else 'not ok'} {count} {name}")
    if not good and note:
        print('\n'.join('# ' + line for line in str(note).splitlines()[-30:]))
    sys.stdout.flush()
    return good


def run(*command, env=None, **more):
    return subprocess.run([str(word) for word in command], capture_output=True, text=True, env=env, **more)


def clean_env(**more):
    """Nothing that leads a program to the source tree."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith('POSTGLASS_')}
    return kept | more


def installed_version():
    asked = run('dpkg-query', '-W', '-f', '${db:Status-Status}', 'postglass')
    return asked.returncode == 0 and asked.stdout.strip() == 'installed'


def check_files(root):
    """What a desktop and a shell look for, each valid where there is a judge of it."""
    share = root / 'usr/share'
    desktop = share / 'applications/org.postglass.Postglass.desktop'
    metainfo = share / 'metainfo/org.postglass.Postglass.metainfo.xml'
    wanted = [
        desktop, metainfo, share / 'mime/packages/org.postglass.Postglass.xml',
        share / 'icons/hicolor/scalable/apps/org.postglass.Postglass.svg',
        share / 'icons/hicolor/scalable/mimetypes/application-vnd.postglass+json.svg',
        share / 'icons/hicolor/symbolic/apps/org.postglass.Postglass-symbolic.svg',
        share / 'locale/zh_CN/LC_MESSAGES/postglass.mo', share / 'postglass/explain/zh_CN.ini',
    ]
    wanted += [share / folder / f'man1/{name}.1.gz' for folder in ('man', 'man/zh_CN')
               for name in ('postglass', 'postglass-cli')]
    missing = [str(path) for path in wanted if not path.is_file()]
    ok(not missing, 'everything is in the package', '\n'.join(missing))
    checked = run('desktop-file-validate', desktop)
    ok(checked.returncode == 0 and not checked.stdout, 'the desktop file is valid', checked.stdout)
    checked = run('appstreamcli', 'validate', '--no-net', metainfo)
    ok(checked.returncode == 0, 'the metainfo is valid', checked.stdout)
    text = desktop.read_text(encoding='utf-8')
    ok('MimeType=application/vnd.postglass+json;' in text and 'Comment[zh_CN]=' in text,
       'recordings open with it, and it speaks Chinese', text)


def check_manual(root, env):
    for page in sorted(root.glob('usr/share/man/**/postglass*.1.gz')):
        shown = run('man', '--warnings', '-E', 'UTF-8', '-l', page, env=env)
        ok(shown.returncode == 0 and 'Postglass' in shown.stdout and not shown.stderr,
           f'{page.relative_to(root)} can be read', shown.stderr)


def complete(script, words, env):
    """What bash offers behind words, the last of which is being typed."""
    listed = ' '.join(f"'{word}'" for word in words)
    code = (f'source {script}; COMP_WORDS=({listed}); COMP_CWORD={len(words) - 1}; _postglass_cli; '
            'printf "%s\\n" "${COMPREPLY[@]}"')
    return run('bash', '-c', code, env=env).stdout.split()


def check_completion(root, env):
    script = root / 'usr/share/bash-completion/completions/postglass-cli'
    commands = complete(script, ['postglass-cli', 's'], env)
    ok(commands == ['state', 'serve'], 'bash completes a subcommand', commands)
    options = complete(script, ['postglass-cli', 'export', '--to'], env)
    ok(options == ['--to', '--to-event'], 'bash completes an option', options)
    lessons = complete(script, ['postglass-cli', 'run', 'two'], env)
    ok(lessons == ['two-devices'], 'bash completes a lesson', lessons)
    values = complete(script, ['postglass-cli', 'run', '--lang', ''], env)
    ok(values == ['en', 'zh_CN'], 'bash completes a language', values)
    for shell, name in (('zsh', 'zsh/site-functions/_postglass-cli'),
                        ('fish', 'fish/vendor_completions.d/postglass-cli.fish')):
        if shutil.which(shell):
            read = run(shell, '-n', root / 'usr/share' / name)
            ok(read.returncode == 0 and not read.stderr, f'{shell} can read its completion', read.stderr)


def check_programs(root, env, scratch):
    cli = root / 'usr/bin/postglass-cli'
    lessons = run(cli, 'lessons', '--lang', 'zh_CN', env=env, cwd=scratch)
    ok(lessons.returncode == 0 and 'two-devices\t' in lessons.stdout, 'the installed lessons are found',
       lessons.stderr)
    checked = run(cli, 'check', env=env, cwd=scratch)
    ok(checked.returncode == 0, 'and are good', checked.stderr)
    chinese = run(cli, '--help', env=env | {'LC_ALL': 'C.UTF-8', 'LANGUAGE': 'zh_CN'}, cwd=scratch)
    ok('命令' in chinese.stdout, 'it speaks Chinese', chinese.stdout)
    binary = cli.read_bytes() + (root / 'usr/bin/postglass').read_bytes()
    ok(str(source).encode() not in binary, 'it does not know where it was built')
    run(cli, 'run', 'two-devices', '--save', scratch / 'a.postglass', env=env)
    opened = run(headless, 'sh', '-c', OPEN, 'sh', root / 'usr/bin/postglass', scratch / 'a.postglass', env=env,
                 timeout=120)
    ok(opened.returncode == 0, 'the window opens a recording', opened.stdout + opened.stderr)


def use_installed(package, scratch):
    installed = run('dpkg', '-i', package)
    if not ok(installed.returncode == 0, 'it is installed', installed.stdout + installed.stderr):
        return
    try:
        root = pathlib.Path('/')
        check_all(root, clean_env(), scratch)
        kind = run('gio', 'info', '-a', 'standard::content-type', scratch / 'a.postglass', env=clean_env())
        ok('application/vnd.postglass+json' in kind.stdout, 'the desktop knows a recording by its name',
           kind.stdout + kind.stderr)
    finally:
        removed = run('dpkg', '--purge', 'postglass')
        ok(removed.returncode == 0 and not pathlib.Path('/usr/bin/postglass').exists(),
           'it is removed without a trace', removed.stdout + removed.stderr)


def check_all(root, env, scratch):
    check_files(root)
    check_manual(root, env)
    check_completion(root, env | {'PATH': f"{root / 'usr/bin'}:{os.environ['PATH']}"})
    check_programs(root, env, scratch)


def main():
    lacking = [name for name in ('dpkg-buildpackage', 'dh', 'appstreamcli', 'man') if not shutil.which(name)]
    if lacking:
        print(f'1..0 # SKIP there is no {", ".join(lacking)}')
        return 0
    with tempfile.TemporaryDirectory() as folder:
        scratch = pathlib.Path(folder)
        built = run(source / 'build-aux/make-deb.sh', scratch / 'out', env=clean_env())
        packages = sorted((scratch / 'out').glob('postglass_*.deb'))
        if ok(built.returncode == 0 and len(packages) == 1, 'the package is built', built.stdout + built.stderr):
            if os.geteuid() == 0 and not installed_version():
                use_installed(packages[0], scratch)
            else:
                root = scratch / 'root'
                unpacked = run('dpkg-deb', '-x', packages[0], root)
                ok(unpacked.returncode == 0, 'it is unpacked', unpacked.stderr)
                env = clean_env(POSTGLASS_DATADIR=str(root / 'usr/share/postglass'),
                                POSTGLASS_LOCALEDIR=str(root / 'usr/share/locale'))
                check_all(root, env, scratch)
    print(f'1..{count}')
    return 0


sys.exit(main())
