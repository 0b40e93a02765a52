#!/usr/bin/env python3
"""Each rule of tidy must find what it is for, and leave the good sample beside it alone."""
import pathlib
import sys
import tempfile

import tidy

GOOD_HEADER = '''#pragma once

/** mail_cut: where the octets in @text end; cannot fail. [RFC5322 §2.1] */
int mail_cut (const char *text);
'''

# (rule, {path: text} that must yield a finding, a part of the finding, {path: text} that must not)
SAMPLES = [
    ('banned_calls', {'src/mail/mail-a.c': 'void a (void) { strcpy (b, c); }\n'}, ':1: calls strcpy',
     {'src/mail/mail-a.c': '/* strcpy (a, b) */ const char *s = "strcpy (";\n'}),
    ('banned_calls', {'src/sim/sim-a.c': '\nint a = g_get_monotonic_time ();\n'}, ':2: calls g_get_m',
     {'src/live/live-a.c': 'int a = g_get_monotonic_time ();\n'}),
    ('banned_calls', {'src/sim/sim-a.c': 'int a = time (NULL);\n'}, 'calls time',
     {'src/sim/sim-a.c': 'int a = link->time (3) + base_time (4) + run_time (5);\n'}),
    ('banned_calls', {'src/sim/sim-a.c': 'int a = g_random_int ();\n'}, 'base_random_next',
     {'src/sim/sim-a.c': 'int a = base_random_next (&random);\n'}),
    ('markers', {'src/mail/mail-a.c': '/* ' + 'TO' + 'DO later */\n'}, ':1: says TO',
     {'src/mail/mail-a.c': '/* done */\n'}),
    ('machine_paths', {'lessons/a/en.md': 'see ' + '/tm' + 'p/x\n'}, ':1: names',
     {'lessons/a/en.md': 'see a/tmp/x\n'}),
    ('header_guards', {'src/mail/mail-a.h': 'int a;\n'}, 'pragma once',
     {'src/mail/mail-a.h': GOOD_HEADER}),
    ('docstrings', {'src/mail/mail-a.h': '#pragma once\n\nint mail_cut (const char *text);\n'},
     ':3: mail_cut has no docstring', {'src/mail/mail-a.h': GOOD_HEADER}),
    ('docstrings', {'src/mail/mail-a.h': 'static inline int\nmail_cut (int a)\n{\n  return a;\n}\n'},
     'mail_cut has no docstring',
     {'src/mail/mail-a.h': 'typedef int (*MailCut) (int);\n#define CUT(a) cut (a)\nvoid mail_free (int a);\n'
      'typedef struct\n{\n  int (*cut) (int a);\n} Mail;\n'}),
    ('rfc_tags', {'src/mail/mail-a.c': '/* RFC 9051 §6.4.6 */\n'}, 'write [RFC9051 §6.4.6]',
     {'src/mail/mail-a.c': '/* [RFC9051 §6.4.6]; RFC 5322 is older. */\n'}),
    ('rfc_tags', {'src/mail/mail-a.c': '/* [RFC3501 section 7.1] */\n'}, 'write [RFC3501 §7.1]', {}),
    ('lengths', {'src/mail/mail-a.c': '\n' * 701}, 'more than 700 lines',
     {'src/mail/mail-a.c': '\n' * 700}),
    ('lengths', {'src/mail/mail-a.c': 'int\na (void)\n{\n' + '  a ();\n' * 95 + '}\n'}, 'a has 98 lines',
     {'src/mail/mail-a.c': 'int\na (void)\n{\n' + '  a ();\n' * 60 + '}\n'}),
    ('file_names', {'src/mail/section.c': ''}, 'call it mail-', {'src/mail/mail-section.c': ''}),
    ('file_names', {'src/imap/cmd/imap-fetch.c': ''}, 'call it imap-cmd-',
     {'src/imap/cmd/imap-cmd-fetch.c': '', 'src/model/model.h': ''}),
    ('file_names', {'src/app/ladder/ladder-row.c': ''}, 'call it app-',
     {'src/app/ladder/app-ladder-row.c': '', 'ui/app-ladder-row.ui': ''}),
    ('file_names', {'src/mail/mail-utils.c': ''}, 'name for anything', {}),
    ('library_headers', {'src/view/view-a.c': '#include <gtk/gtk.h>\n'}, 'which is for app',
     {'src/app/app-a.c': '#include <gtk/gtk.h>\n'}),
    ('lesson_languages', {'lessons/1-1-a/en.md': ''}, 'has no zh_CN.md',
     {'lessons/1-1-a/en.md': '', 'lessons/1-1-a/zh_CN.md': ''}),
    ('catalogues', {'data/explain/en.ini': '[a]\nb=c\n', 'data/explain/zh_CN.ini': '[a]\n'},
     'en.ini:2: [a] b is missing in data/explain/zh_CN.ini',
     {'data/explain/en.ini': '[a]\nb=c\n', 'data/explain/zh_CN.ini': '[a]\nb=d\n'}),
    ('catalogues', {'data/explain/en.ini': '[a]\nb=c\nb=d\n'}, ':3: [a] b stands here twice', {}),
    ('blobs', {'data/a.txt': 'a' * 400000}, 'more than', {'data/a.txt': 'a'}),
    ('trailing_space', {'src/a.c': 'int a; \n'}, ':1: ends in white space', {'src/a.c': 'int a;\n'}),
    ('trailing_space', {'src/a.c': 'int a;'}, 'line break', {}),
]


def findings(rule, files):
    with tempfile.TemporaryDirectory() as scratch:
        for path, text in files.items():
            file = pathlib.Path(scratch, path)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding='utf-8')
        return list(getattr(tidy, rule)(tidy.Tree(scratch)))


def main():
    failures = 0
    for number, (rule, bad, part, good) in enumerate(SAMPLES, 1):
        name = f'{rule.replace("_", "-")}: {part}'
        try:
            found, silent = findings(rule, bad), findings(rule, good)
        except tidy.Skipped as reason:
            print(f'ok {number} - {name} # SKIP {reason}')
            continue
        works = any(part in finding for finding in found) and not silent
        print(f'{"ok" if works else "not ok"} {number} - {name}')
        if not works:
            failures += 1
            print(f'# bad sample: {found}\n# good sample: {silent}')
    print(f'1..{len(SAMPLES)}')
    return 1 if failures else 0


sys.exit(main())
