#!/usr/bin/env python3
"""Hold postglass-cli to its contract with scripts: exit codes, formats, and what it says to wrong input.

usage: test-cli.py PROGRAM SOURCE
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

PROGRAM, SOURCE = sys.argv[1], pathlib.Path(sys.argv[2])
GOLDEN = SOURCE / 'tests/golden/cli'
count = failures = 0


def point(good, name, details=''):
    global count, failures
    count += 1
    failures += not good
    print(f'{"ok" if good else "not ok"} {count} - {name}')
    if not good:
        for line in details.splitlines():
            print('# ' + line)


def call(*words, text=None):
    done = subprocess.run([PROGRAM, *words], input=text, capture_output=True, encoding='utf-8',
                          timeout=60, check=False)
    return done.returncode, done.stdout, done.stderr


def expect(name, code, words, out=None, err=None, text=None):
    """@out, @err: patterns to be found; '' : nothing at all."""
    got = call(*words, text=text)
    good = got[0] == code
    for pattern, found in ((out, got[1]), (err, got[2])):
        if pattern == '':
            good = good and found == ''
        elif pattern is not None:
            good = good and re.search(pattern, found, re.M) is not None
    point(good, name, f'exit {got[0]}, expected {code}\n{got[1][:2000]}\n{got[2][:2000]}')
    return got[1]


def golden(name, text):
    path = GOLDEN / name
    if os.environ.get('UPDATE_GOLDEN'):
        path.write_text(text, encoding='utf-8')
    old = path.read_text(encoding='utf-8') if path.exists() else ''
    point(text == old, f'golden {name}', 'run with UPDATE_GOLDEN=1 and read the difference')


def usage():
    expect('no command', 2, [], '', r'^  lessons ')
    expect('unknown command', 2, ['bogus'], '', r'“bogus”')
    expect('help', 0, ['--help'], r'^  run ', '')
    expect('version', 0, ['--version'], r'^postglass-cli \d+\.\d+\.\d+$', '')
    listed = re.findall(r'^  ([a-z]+) ', call('--help')[1], re.M)
    for command in listed:
        expect(f'{command} --help', 0, [command, '--help'], rf'postglass-cli {command}', '')
        expect(f'{command} --bogus', 2, [command, '--bogus'], '', r'--bogus.*--help')
    return listed


def lessons():
    out = expect('lessons', 0, ['lessons'], r'^two-devices\tTwo devices, one mailbox\t4-1 .*\t18 minutes$', '')
    data = json.loads(call('lessons', '--json', '--lang', 'zh_CN')[1])
    titles = {each['slug']: each['title'] for each in data}
    point(len(data) == len(out.splitlines()) and titles['two-devices'] == '两台设备，一个邮箱', 'lessons --json')
    places = [(each['unit'], each['number']) for each in data]
    point(places == sorted(places), 'lessons stand by unit and number')
    expect('lessons in no language', 2, ['lessons', '--lang', 'fr'], '', 'zh_CN')


def check(folder):
    expect('check', 0, ['check'], r'4-1-two-devices: good$', '')
    expect('check a folder of lessons', 0, ['check', str(SOURCE / 'lessons')], 'good$', '')
    expect('check no lesson', 2, ['check', 'nolesson'], '', 'two-devices')
    bad = folder / '4-2-bad'
    bad.mkdir()
    for language in ('en', 'zh_CN'):
        text = (SOURCE / f'lessons/4-1-two-devices/{language}.md').read_text(encoding='utf-8')
        claim = 'server:lin:INBOX:exists = 6'
        (bad / f'{language}.md').write_text(text.replace(claim, claim[:-1] + '7', 1), encoding='utf-8')
    expect('check a lesson that claims too much', 1, ['check', str(bad)], r'en\.md:\d+:\d+: ', '')
    expect('run a lesson that claims too much', 1, ['run', '--plain', str(bad)], 'c1 C:', r'en\.md:\d+:\d+: ')


def run(folder):
    line = re.compile(r'\d+\.\d{6} c\d+ [CS]: [^\x00-\x1f\x7f]*')
    for slug in [each.split('\t')[0] for each in call('lessons')[1].splitlines()]:
        plain = expect(f'run {slug} --plain', 0, ['run', slug, '--plain'], None, '')
        point(all(line.fullmatch(each) for each in plain.split('\n')[:-1]), f'{slug}: each line has its prefix')
        golden(f'{slug}.plain.out', re.sub(r'(?m)(S: [A-Za-z0-9+/=]{76})\n(?:\S+ \S+ S: [A-Za-z0-9+/=]{76}\n)+',
                                           r'\1\n', plain))
    plain = call('run', 'two-devices', '--plain')[1]
    again = call('run', 'two-devices', '--plain', '--seed', '1')[1]
    point(again == plain, 'the same seed gives the same run')
    few = call('run', 'two-devices', '--plain', '--until', 'step1')[1]
    point(0 < len(few) < len(plain) and plain.startswith(few), 'run --until')
    dialogue = expect('run', 0, ['run', 'two-devices'], 'The client|Phone', '')
    point('noodles' not in dialogue, 'the dialogue hides the password')
    asked = re.search(r'(?s)^Guess first: .*?^  2\. .*?^ +\d+\.\d+  .*?^Answer: 2\. .*?^Exercise: .*?^Question: ', dialogue,
                      re.MULTILINE)
    point(asked is not None, 'run asks before the lines, answers behind them')
    expect('run in Chinese', 0, ['run', 'two-devices', '--lang', 'zh_CN'], '服务器', '')
    expect('run no lesson', 2, ['run', 'nolesson'], '', 'two-devices')
    expect('run until a step too far', 2, ['run', 'two-devices', '--until', '99'], '', '99')
    expect('run with half a seed', 2, ['run', 'two-devices', '--seed', '0.5'], '', '0.5')
    expect('save where nothing can be', 2, ['run', 'two-devices', '--save', '/nowhere/x'], None, '/nowhere')
    path = folder / 'two.postglass'
    call('run', 'two-devices', '--plain', '--save', str(path))
    point(path.exists() and path.stat().st_mode & 0o777 == 0o600, 'run --save')
    return path


def state(path, folder):
    out = expect('state', 0, ['state', str(path)], r'^server:lin:INBOX:uidnext = 7$', '')
    lines = out.splitlines()
    point(all(re.match(r'\S+ = .', line) for line in lines)
          and [l.split(' = ')[0] for l in lines] == sorted((l.split(' = ')[0] for l in lines), key=str.encode),
          'cells are sorted')
    point(out == call('state', 'two-devices')[1], 'a lesson and its recording have the same state')
    expect('state at 0', 0, ['state', str(path), '--at', '0'], r'^server:lin:INBOX:exists = 5$', '')
    expect('state at a step', 0, ['state', str(path), '--at', 'step8'], r'^server:c1:ghosts = 4$', '')
    data = json.loads(call('state', str(path), '--json')[1])
    point(len(data['cells']) == len(lines), 'state --json')
    for at in ('9999', '-1', 'step99', 'x'):
        expect(f'state at {at}', 2, ['state', str(path), f'--at={at}'], '', re.escape(at))
    expect('state of no run', 2, ['state', str(path), '--run', 'x'], '', 'main')
    expect('state of no file', 2, ['state', str(folder / 'none.postglass')], '', 'none.postglass')
    expect('state of something else', 2, ['state', str(SOURCE / 'meson.build')], '', 'meson.build:1:')
    cut = folder / 'cut.postglass'
    cut.write_bytes(path.read_bytes()[:-1000])
    expect('a cut recording opens and says so', 0, ['state', str(cut)], r'^server:', '.')


def why(path):
    cell = 'phone:lin:INBOX:relunch:flags'
    out = expect('why', 0, ['why', str(path), cell], rf'^{cell} = \(\\Flagged\)$', '')
    kinds = [line.split()[2] for line in out.splitlines()[1:]]
    point(kinds == ['arrive', 'send', 'arrive', 'send', 'act', 'during'], 'from the cell to the act', out)
    point(re.search(r'^\d+ \d+\.\d{6} act .*Laptop', out, re.M) is not None, 'the act was on the laptop', out)
    golden('why.out', out)
    data = json.loads(call('why', str(path), cell, '--json')[1])
    point(data['chain'][0]['event'] == data['writer'] and data['chain'][-1]['kind'] == 'act', 'why --json')
    expect('why of the beginning', 0, ['why', str(path), cell.replace('phone', 'server'), '--at', '0'], '^0 0.000000 start', '')
    for gone in ('phone', 'server'):
        expect(f'why something is gone ({gone})', 0, ['why', str(path), f'{gone}:lin:INBOX:statement:flags'],
               r'= none\n(.*\n)*\d+ \S+ act .*Laptop', '')
    for wrong in ('foo', 'phone:bla', 'nobody:lin:INBOX:uidnext', 'phone:lin:INBOX:zzz:flags', 'phone:lin:INBOX:u99:flags'):
        expect(f'why {wrong}', 2, ['why', str(path), wrong], '', re.escape(wrong.split(':')[0]))
    expect('why without a cell', 2, ['why', str(path)], '', 'CELL')


def explain(plain):
    out = expect('explain', 0, ['explain', r'a1 STORE 2 +FLAGS (\Seen)'], r'^    `a1` tag: .*\[RFC9051 §2\.2\.1\]', '')
    point('line' in out, 'explain names the parts')
    expect('explain in Chinese', 0, ['explain', '* 4 EXPUNGE', '--lang', 'zh_CN'], '^S: .*\n= 服务器', '')
    expect('explain a dialogue', 0, ['explain', '-'], r'login has worked', '',
           text='S: * OK hi\nC: a1 LOGIN lin {3}\nS: + go\nC: abc\nS: a1 OK done\n')
    expect('explain a run', 0, ['explain', '-'], r'^c2 C: l1 LOGIN', '', text=plain)
    data = json.loads(call('explain', '--json', 'a1 NOOP')[1])
    leaves = [token for token in data[0]['tokens'] if token['leaf']]
    point(sum(token['octets'] for token in leaves) == len('a1 NOOP\r\n'), 'leaves are the line')
    expect('explain no side', 2, ['explain', '-'], None, 'line 1', text='hello\n')
    expect('explain POP3', 0, ['explain', '--pop3', 'USER lin', '+OK'],
           r'^C: USER lin\n= The client says(.*\n)*^S: \+OK\n= The server says yes', '')
    expect('explain a POP3 dialogue', 0, ['explain', '--pop3', '-'], r'^= The sizes of 1 message', '',
           text='S: +OK hi\nC: LIST\nS: +OK\nS: 1 20\nS: .\n')
    expect('explain nothing', 2, ['explain'], '', 'LINE')


def export(path, folder):
    text = expect('export', 0, ['export', str(path), '--to', 'text'], r'LOGIN lin \*{7}', '')
    point('noodles' not in text, 'the export hides the password')
    expect('export with secrets', 0, ['export', str(path), '--to', 'text', '--with-secrets'], 'LOGIN lin noodles', '')
    file = folder / 'out.txt'
    expect('export -o', 0, ['export', str(path), '--to', 'text', '-o', str(file)], '', '')
    point(file.read_text(encoding='utf-8') == text, 'the file has the same text')
    expect('export to nothing', 2, ['export', str(path)], '', 'text')
    expect('export to no format', 2, ['export', str(path), '--to', 'x'], '', 'text')
    expect('export events that are not there', 2, ['export', str(path), '--to', 'text', '--from', '9999'], '', '9999')
    expect('export to no folder', 2, ['export', str(path), '--to', 'text', '-o', '/nowhere/x'], '', '/nowhere')


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        listed = usage()
        lessons()
        check(folder)
        path = run(folder)
        state(path, folder)
        why(path)
        explain(call('run', 'two-devices', '--plain')[1])
        if 'export' in listed:
            export(path, folder)
        expect('bench', 0, ['bench', '--quick'], 'events/s', '')
    print(f'1..{count}')


main()
sys.exit(failures > 0)
