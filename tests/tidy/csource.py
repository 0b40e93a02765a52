"""Just enough of C to look at it: comments, strings and functions."""
import json
import re
import shutil
import subprocess

TOKEN = re.compile(
    r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.S)


def _blank(text):
    return re.sub(r'[^\n]', ' ', text)


def code_only(text):
    """The text with comments and the contents of strings blanked; positions stay."""
    def replace(match):
        token = match.group()
        if token.startswith('/'):
            return _blank(token)
        return token[0] + _blank(token[1:-1]) + token[-1]
    return TOKEN.sub(replace, text)


def comments(text):
    """(position, text) of each comment."""
    for match in TOKEN.finditer(text):
        if match.group().startswith('/'):
            yield match.start(), match.group()


def line_of(text, position):
    return text.count('\n', 0, position) + 1


PROTOTYPE = re.compile(r'^(?!typedef|struct|union|enum|return|else|#|G_D|extern\b)'
                       r'[A-Za-z_][\w \t\n*]*?\b([a-z_]\w*) \((?!\*)', re.M)


def public_functions(text):
    """(name, start) of the functions that a header declares, or defines inline."""
    code = re.sub(r'^#.*(?:\\\n.*)*', lambda m: _blank(m.group()), code_only(text), flags=re.M)
    depths, depth = [], 0
    for character in code:
        depths.append(depth)
        depth += (character == '{') - (character == '}')
    for match in PROTOTYPE.finditer(code):
        head = code[match.start():match.start(1)]
        # At least one word of return type; not inside a struct or a body.
        if depths[match.start()] == 0 and re.search(r'\w[\s*]+$', head):
            yield match.group(1), match.start()


def has_docstring(text, start):
    """Whether a comment stands right above @start, or above the group it belongs to."""
    before = text[:start].rstrip(' \t')
    if before.endswith('\n\n') or not before.strip():
        return False
    lines = before.rstrip('\n').split('\n')
    while lines:
        line = lines.pop().rstrip()
        if line.endswith('*/'):
            return True
        if not line:
            return False
    return False


def function_lengths(paths):
    """(path, name, first line, lines) of functions, or None without Universal Ctags."""
    ctags = shutil.which('ctags')
    if not ctags:
        return None
    version = subprocess.run([ctags, '--version'], capture_output=True, text=True, check=False)
    if 'Universal Ctags' not in version.stdout:
        return None
    result = subprocess.run(
        [ctags, '--options=NONE', '--languages=C', '--langmap=C:+.h', '--kinds-C=f',
         '--fields=+ne', '--output-format=json', '-f', '-', *map(str, paths)],
        capture_output=True, text=True, check=True)
    found = []
    for line in result.stdout.splitlines():
        tag = json.loads(line)
        if tag.get('_type') == 'tag' and 'end' in tag:
            found.append((tag['path'], tag['name'], tag['line'], tag['end'] - tag['line'] + 1))
    return found
