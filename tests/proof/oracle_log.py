# SPDX-License-Identifier: Apache-2.0
"""oracle_log.py LOG SEAL VKEY DOCUMENT… -- verify a sealed drill log by
docs/evidence.md, with the Python standard library alone. Exit status: 0
VALID, 1 INVALID, 2 unsupported, 4 INCOMPLETE, 5 UNTRUSTED."""
import base64
import functools
import hashlib
import json
import os
import re
import sys

import oracle_ed25519 as ed25519

VALID, INVALID, UNSUPPORTED, INCOMPLETE, UNTRUSTED = 0, 1, 2, 4, 5

# A string holds no control, no bidirectional or invisible mark, and escapes
# only quote, backslash, newline, return and tab.
HOSTILE = ('\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e'
           '\u2066-\u2069\ufeff')
STRING = r'"(?:[^"\\%s]|\\["\\nrt])*"' % HOSTILE
COUNT = r'(?:0|[1-9][0-9]{0,15})'
POSITIVE = r'[1-9][0-9]{0,15}'
WORD = r'"[!#-\[\]-~]{1,192}"'
HEX = '"[0-9a-f]{64}"'
LINK = r',"p":"([A-Za-z0-9+/]{43}=)"}'
INSTANT = (r'\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d'
           r'(?:Z|[+-](?!00:00)\d\d:[0-5]\d)')
TIME = (r'"[0-9]{4}-[01][0-9]-[0-3][0-9]T'
        r'[0-2][0-9]:[0-5][0-9]:[0-5][0-9]\.[0-9]{3}Z"')
STAMP = r'(?:,"t":%s,"m":%s)?' % (TIME, COUNT)
NEAR = 2**53 - 1

LINES = {kind: re.compile(
    r'{"i":(%s)%s,"k":"%s"' % (COUNT, STAMP, kind) + body + LINK)
         for kind, body in {
    'genesis': (r',"g":({"v":1,"drill":%s,"kind":"simulated","origin":%s,'
                r'"docs":{(?:%s:%s(?:,%s:%s)*)?},"seed":%s,"trial":%s,'
                r'"semantics":%s(?:,"start":"(?:%s)")?,"build":%s,"signer":%s})' % (
                    HEX, STRING, STRING, HEX, STRING, HEX, COUNT, COUNT,
                    COUNT, INSTANT, STRING, STRING)),
    'fact': (r',"b":({"f":%s,"at":%s,"act":%s(?:,"by":%s)?(?:,"on":%s)?'
             r'(?:,"inc":%s)?(?:,"why":%s)?(?:,"v":-?%s)?(?:,"in":1)?})' % (
                 COUNT, COUNT, WORD, WORD, WORD, POSITIVE, POSITIVE,
                 POSITIVE)),
    'cp': r',"note":(%s)' % STRING,
    'resume': (r',"cause":"(?:restart|disk)"(?:,"torn":%s,"digest":%s)?'
               r',"signer":(%s)' % (POSITIVE, HEX, STRING)),
    'end': (r',"status":"(complete|aborted)","facts":(%s),"record":(%s)' %
            (COUNT, HEX)),
}.items()}


class Verdict(Exception):
    pass


def need(truth, verdict=INVALID):
    if not truth:
        raise Verdict(verdict)


def sha256(*parts):
    return hashlib.sha256(b''.join(parts)).digest()


def root(leaves):
    """RFC 6962, section 2.1, as it is written there."""
    if not leaves:
        return sha256()
    if len(leaves) == 1:
        return leaves[0]
    k = 1 << (len(leaves) - 1).bit_length() - 1
    return sha256(b'\x01', root(leaves[:k]), root(leaves[k:]))


def unbase64(s):
    raw = base64.b64decode(s, validate=True)
    need(base64.b64encode(raw) == s)
    return raw


def is_name(s):
    return (0 < len(s.encode()) <= 128 and '+' not in s and
            not any(c.isspace() for c in s))


@functools.lru_cache
def read_vkey(vkey):
    """The name, id and point of an Ed25519 key."""
    name, id_, typed = (vkey.split('+', 2) + ['', ''])[:3]
    raw = unbase64(typed.encode())
    need(is_name(name) and len(raw) == 33 and raw[0] == 1)
    need(sha256(name.encode(), b'\n', raw)[:4].hex() == id_)
    need(ed25519.is_key(raw[1:]))
    return name, raw[1:], sha256(name.encode(), b'\n', raw)[:4]


def read_note(note):
    """The text and the signatures by (name, id) of a signed note."""
    need(len(note) <= 8192)
    note = note.decode()
    need(not re.search('[%s]' % HOSTILE, note.replace('\n', '')))
    text, blank, lines = note.rpartition('\n\n')
    need(blank and text and lines.endswith('\n'))
    signatures = {}
    for line in lines[:-1].split('\n'):
        found = re.fullmatch('\u2014 ([^ ]+) ([^ ]+)', line)
        need(found and is_name(found[1]))
        raw = unbase64(found[2].encode())
        need(4 < len(raw) and (found[1], raw[:4]) not in signatures)
        signatures[found[1], raw[:4]] = raw[4:]
    need(len(signatures) <= 32)
    return (text + '\n').encode(), signatures


def is_signed(text, signatures, vkey):
    """None if the key is silent, else whether its signature verifies."""
    name, point, id_ = read_vkey(vkey)
    if (name, id_) not in signatures:
        return None
    signature = signatures[name, id_]
    return len(signature) == 64 and ed25519.verify(point, text, signature)


def unique(pairs):
    need(len(dict(pairs)) == len(pairs))
    return dict(pairs)


def is_sound(line):
    """Is it one whole line of this JSON, as it would have been written?"""
    try:
        return json.dumps(json.loads(line), ensure_ascii=False,
                          separators=(',', ':')).encode() == line
    except ValueError:
        return False


class Log:
    """What a walk through a log finds; raises at the first wrong line."""

    def __init__(self, data):
        self.leaves, self.bodies = [], []
        self.genesis = self.status = self.note = None
        self.covered, self.sealed = 0, False
        self.signer, self.announced, self.stamp = None, False, None
        *lines, self.torn = data.split(b'\n')
        self.lines = lines
        for line in lines:
            self.take(line)
        need(not (self.sealed and self.torn))
        need(not is_sound(self.torn[:-1]))  # torn off, it would end sooner

    def unread(self, line):
        """Another version or kind; or made so: the next line tells."""
        link = base64.b64encode(sha256(b'\x00', line))
        return UNSUPPORTED if len(self.lines) < 2 or \
            self.lines[1][-46:-2] == link else INVALID

    def checkpoint(self):
        return b'%s\n%d\n%s\n' % (self.genesis['origin'].encode(),
                                  len(self.leaves),
                                  base64.b64encode(root(self.leaves)))

    def take(self, line):
        i = len(self.leaves)
        need(len(line) <= 16384)
        version = re.match(
            rb'{"i":0%s,"k":"genesis","g":{"v":(0|-?[1-9][0-9]{0,15}),'
            % STAMP.encode(), line)
        if i == 0 and version and abs(int(version[1])) <= NEAR:
            need(version[1] == b'1', self.unread(line))
        later = version and re.match(
            rb'"drill":"[0-9a-f]{64}","kind":"'
            rb'(tabletop|operational|real_event)"', line[version.end():])
        need(not (i == 0 and later), self.unread(line))
        found = kind = None
        for kind, form in LINES.items():
            found = form.fullmatch(line.decode())
            if found:
                break
        need(found and int(found[1]) == i and not self.sealed)
        due = (('genesis',) if i == 0 else ('cp', 'resume')
               if self.announced or self.status
               else ('fact', 'cp', 'resume', 'end'))
        need(kind in due)
        self.take_stamp(kind, re.match(rb'{"i":[0-9]+,"t":[^,]*,"m":([0-9]+),',
                                       line))
        last = self.leaves[-1] if i > 0 else bytes(32)
        need(unbase64(found[found.lastindex].encode()) == last)
        getattr(self, 'take_' + kind)(found)
        self.leaves.append(sha256(b'\x00', line))

    def take_stamp(self, kind, found):
        """All lines say when they were written, or none; `m` never falls."""
        ms = int(found[1]) if found else None
        if kind == 'genesis':
            need(ms in (None, 0))
        elif kind == 'cp':
            need(ms is None)
            return
        else:
            need((ms is None) == (self.stamp is None))
            need(ms is None or self.stamp <= ms <= NEAR)
        need(kind != 'resume' or ms is not None)
        self.stamp = ms

    def take_genesis(self, found):
        g = json.loads(found[2], object_pairs_hook=unique)
        need(g['origin'] == 'yanlian/drill/' + g['drill'][:16])
        need('' not in g['docs'] and len(g['docs']) <= 256)
        need(max(g['seed'], g['trial'], g['semantics']) <= NEAR)
        read_vkey(g['signer'])
        self.genesis, self.signer, self.announced = g, g['signer'], True

    def take_resume(self, found):
        """From here on another key signs."""
        signer = json.loads(found[2])
        read_vkey(signer)
        self.signer, self.announced = signer, True

    def take_fact(self, found):
        body = json.loads(found[2])
        need(body['f'] == len(self.bodies) and body['at'] <= NEAR)
        need(body.get('inc', 1) <= 65535 and abs(body.get('v', 1)) <= NEAR)
        need('why' not in body or body['why'] < body['f'])
        self.bodies.append(found[2].encode())

    def take_cp(self, found):
        note = json.loads(found[2]).encode()
        text, signatures = read_note(note)
        need(text == self.checkpoint() and len(signatures) == 1)
        need(is_signed(text, signatures, self.signer))
        self.note, self.covered = note, len(self.leaves)
        self.announced = False
        self.sealed = self.status is not None

    def take_end(self, found):
        digest = sha256(*(body + b'\n' for body in self.bodies)).hex()
        need(int(found[3]) == len(self.bodies))
        need(found[4] == '"%s"' % digest)
        self.status = found[2]


def judge_seal(log, seal, trusted):
    """Does the seal fit the log? Adds nothing to an unsealed one."""
    text, signatures = read_note(seal)
    signer = log.signer
    if log.sealed:
        need(seal.startswith(log.note))
    elif text != log.checkpoint():
        origin, size = text.split(b'\n')[:2]
        need(origin.decode() == log.genesis['origin'])
        size = re.match(b'[0-9]*', size)[0] or b'0'
        need(int(size) > len(log.leaves))
    said = is_signed(text, signatures, signer)
    need(said or (said is None and not log.sealed and log.stamp is not None))
    need(not any(is_signed(text, signatures, k) is False for k in trusted))
    return {k for k in trusted if is_signed(text, signatures, k)}


def judge(data, seal, trusted, documents):
    """The verdict and the number of good lines."""
    log = None
    try:
        log = Log(data)
    except Verdict as v:
        return v.args[0]
    except ValueError:
        return INVALID
    signers = set()
    try:
        if seal is not None and log.genesis:
            signers = judge_seal(log, seal, trusted)
    except (Verdict, ValueError):
        return INVALID
    if log.genesis:
        named = log.genesis['docs']
        digests = {n: sha256(d).hex() for n, d in documents.items()}
        if digests != named or re.search('[\n\r\t]', ''.join(named)):
            return INVALID
    if log.covered and not (signers if log.sealed else set()) \
            and log.signer not in trusted:
        return UNTRUSTED
    if not log.sealed or log.torn or seal is None or not documents:
        return INCOMPLETE
    return VALID


def main(argv):
    read = lambda path: open(path, 'rb').read()
    documents = {os.path.basename(p): read(p) for p in argv[3:]}
    return judge(read(argv[0]), read(argv[1]), [read(argv[2]).decode()],
                 documents)


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
