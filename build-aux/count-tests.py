#!/usr/bin/env python3
"""Say in one line how the tests of some build folders went.

usage: count-tests.py BUILD...

A build folder without results counts as one failure: its build broke before a test could run. Why
a test was skipped is printed first.
"""
import json
import pathlib
import re
import sys

PASSED = {'OK', 'EXPECTEDFAIL'}


def reason_for_skip(result):
    found = re.search(r'# SKIP\s*(.*)', result.get('stdout') or '')
    return found.group(1).strip() if found and found.group(1).strip() else 'it gave no reason'


def main(builds):
    passed = failed = skipped = 0
    for build in builds:
        log = pathlib.Path(build, 'meson-logs', 'testlog.json')
        results = []
        if log.exists():
            results = [json.loads(line) for line in log.read_text(encoding='utf-8').splitlines()]
        if not results:
            print(f'{build}: no test ran')
            failed += 1
        for result in results:
            if result['result'] in PASSED:
                passed += 1
            elif result['result'] == 'SKIP':
                skipped += 1
                print(f'{build}: {result["name"]} was skipped: {reason_for_skip(result)}')
            else:
                failed += 1
                print(f'{build}: {result["name"]} failed')
    print(f'{passed} passed, {failed} failed, {skipped} skipped')
    return 1 if failed else 0


sys.exit(main(sys.argv[1:]))
