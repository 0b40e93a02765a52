"""What two right servers may do differently, and nothing else. Each rule names the sentence that
allows it; the list is reviewed when it grows, and may not have more than 15 rules."""

import datetime
import re

from wire import Text, parse

RULES = [
    ('text', '[RFC3501 §7.1]', 'words for people behind a status or a code are the server\'s own'),
    ('codes', '[RFC3501 §7.1]', 'codes that this standard does not name, and CAPABILITY, may come with any status'),
    ('opaque', '[RFC3501 §2.3.1.1]', 'UIDVALIDITY only has to grow; POP3 unique-ids are opaque [RFC1939 §7]'),
    ('order', '[RFC3501 §7]', 'untagged data of SELECT, EXAMINE, LIST and LSUB may come in any order'),
    ('items', '[RFC3501 §7.4.2]', 'data items of a FETCH line and STATUS line may come in any order'),
    ('strings', '[RFC3501 §4.3]', 'a string may be quoted or a literal; a mailbox name may be an atom too'),
    ('flags', '[RFC3501 §2.3.2]', 'a flag list is a set, its names are the same in any case'),
    ('attributes', '[RFC3348 §3]', 'child attributes are an extension; marks are advice [RFC3501 §7.2.2]'),
    ('capabilities', '[RFC3501 §6.1.1]', 'each server announces what it has; IMAP4rev1 must be there; CAPA likewise [RFC2449 §5]'),
    ('dates', '[RFC3501 §2.3.3]', 'an internal date is a moment; a server may say it in another zone'),
    ('absent', '[RFC3501 §6.4.5]', 'what comes for a part that is not there is not said: "" or NIL'),
    ('expunges', '[RFC3501 §7.4.1]', 'the order of several EXPUNGE lines is free, and the numbers follow it'),
    ('inbox', '[RFC3501 §5.1]', 'INBOX is one name in any case, also in answers'),
    ('uid', '[RFC9051 §7.5.2]', 'a FETCH line that nobody asked for may name the UID'),
    ('pop3-text', '[RFC1939 §3]', 'behind +OK and -ERR only the numbers of STAT, LIST and UIDL are fixed'),
]

CODES = {b'ALERT', b'BADCHARSET', b'PARSE', b'PERMANENTFLAGS', b'READ-ONLY', b'READ-WRITE',
         b'TRYCREATE', b'UIDNEXT', b'UIDVALIDITY', b'UNSEEN'}
ATTRIBUTES = {b'\\NOSELECT', b'\\NOINFERIORS'}
UNORDERED = {b'SELECT', b'EXAMINE', b'LIST', b'LSUB'}
STATUS = re.compile(rb'(OK|NO|BAD|BYE|PREAUTH)(?: \[([^\]]*)\])?(?: .*)?\r\n$', re.DOTALL | re.IGNORECASE)


def flag_set(flags):
    return tuple(sorted(flag.upper() for flag in flags))


def freeze(value):
    """Nested lists as something that can be compared and printed; strings stay told from atoms."""
    if isinstance(value, list):
        return tuple(freeze(item) for item in value)
    if isinstance(value, Text):
        return 'str:' + bytes(value).decode('latin-1')
    return value.decode('latin-1').upper()


def plain(value):
    """Strings as atoms, where an astring stands."""
    return [plain(item) for item in value] if isinstance(value, list) else bytes(value)


def code_of(text):
    words = parse(text)
    name = words[0].upper() if words else b''
    if name not in CODES:
        return None
    if name == b'UIDVALIDITY':
        return 'UIDVALIDITY'
    if name == b'PERMANENTFLAGS':
        return 'PERMANENTFLAGS', flag_set(words[1])
    if name == b'BADCHARSET':
        return 'BADCHARSET'
    return freeze(words)


def value_of(name, value):
    if name == 'FLAGS':
        return flag_set(value)
    if name == 'INTERNALDATE':
        return datetime.datetime.strptime(value.decode().strip(), '%d-%b-%Y %H:%M:%S %z').timestamp()
    if name.startswith('BODY(') and value in (b'', b'NIL'):
        return 'nothing'
    return freeze(value)


def mailbox(name):
    return b'INBOX' if name.upper() == b'INBOX' else bytes(name)


def removed(numbers):
    """Which places of the list as it was before are gone after EXPUNGE lines with @numbers."""
    places, gone = list(range(1, max(numbers) + len(numbers) + 1)), []
    for number in numbers:
        gone.append(places.pop(number - 1))
    return tuple(sorted(gone))


def fetch_items(items):
    """Pairs of item and value; BODY[…]<n> is one item."""
    pairs, at = [], 0
    while at < len(items):
        name = items[at].upper().decode('latin-1')
        at += 1
        if at < len(items) and isinstance(items[at], list) and items[at][:1] == [b'[']:
            name += repr(freeze(plain(items[at])))
            at += 1
            if at < len(items) and isinstance(items[at], bytes) and items[at].startswith(b'<'):
                name += items[at].decode()
                at += 1
        value = items[at] if at < len(items) else b'(nothing)'
        at += 1
        pairs.append((name, value_of(name, value)))
    return tuple(sorted(pairs))


def untagged(words):
    """One untagged response that is no status."""
    name = words[0].upper()
    if name == b'FLAGS':
        return 'FLAGS', flag_set(words[1])
    if name in (b'LIST', b'LSUB'):
        kept = tuple(flag for flag in flag_set(words[1]) if flag in ATTRIBUTES)
        return name.decode(), kept, freeze(words[2]), mailbox(words[3])
    if name == b'STATUS':
        names = [word.upper() for word in words[2][0::2]]
        values = [b'?' if key == b'UIDVALIDITY' else value for key, value in zip(names, words[2][1::2])]
        return 'STATUS', mailbox(words[1]), tuple(sorted(zip(names, values)))
    if name == b'CAPABILITY':
        return 'CAPABILITY', b'IMAP4REV1' in [word.upper() for word in words]
    if name == b'SEARCH':
        return 'SEARCH', tuple(sorted(int(word) for word in words[1:]))
    if len(words) > 2 and words[1].upper() == b'FETCH':
        return 'FETCH', int(words[0]), fetch_items(words[2])
    return freeze(words)


def without_uid(entry):
    if entry[0] != 'FETCH':
        return entry
    return entry[0], entry[1], tuple(pair for pair in entry[2] if pair[0] != 'UID')


def imap(command, tag, responses):
    """What came of @command, ready to be compared."""
    out = []
    for response in responses:
        if response.startswith(tag + b' '):
            match = STATUS.match(response[len(tag) + 1:])
            who = 'tagged'
        elif response.startswith(b'* '):
            match = STATUS.match(response[2:])
            who = '*'
        else:
            out.append(response.strip() if response.startswith(b'(') else b'+')
            continue
        if match is None:
            out.append(untagged(parse(response[2:])))
            continue
        code = code_of(match.group(2)) if match.group(2) else None
        if who == '*' and match.group(1).upper() == b'OK' and code is None:
            continue
        out.append((who, match.group(1).upper().decode(), code))
    words = command.upper().split()
    if words[:1] != [b'CAPABILITY']:
        out = [entry for entry in out if entry[0] != 'CAPABILITY']
    if words[:1] not in ([b'FETCH'], [b'UID']):
        out = [without_uid(entry) for entry in out]
    expunged = [int(entry[0]) for entry in out if entry[1:] == ('EXPUNGE',)]
    if expunged:
        at = next(i for i, entry in enumerate(out) if entry[1:] == ('EXPUNGE',))
        out = [entry for entry in out if entry[1:] != ('EXPUNGE',)]
        out.insert(at, ('EXPUNGE', removed(expunged)))
    if words and words[0] in UNORDERED and out:
        out = sorted(out[:-1], key=repr) + out[-1:]
    return out


def pop3(command, lines):
    words = command.upper().split()
    name = words[0] if words else b''
    status = lines[0].split()
    out = [status[0].decode('latin-1') if status else '']
    if out[0] == '-ERR' and b'[IN-USE]' in lines[0].upper():
        out.append('[IN-USE]')
    if out[0] != '+OK':
        return out
    if name == b'STAT' or (name == b'LIST' and len(words) > 1):
        out += [int(status[1]), int(status[2])]
    elif name == b'UIDL':
        out += [int(status[1])] if len(words) > 1 else [int(line.split()[0]) for line in lines[1:-1]]
    elif name == b'CAPA':
        out += sorted({'TOP', 'UIDL'} & {line.split()[0].decode().upper() for line in lines[1:-1]})
    else:
        out += lines[1:]
    return out
