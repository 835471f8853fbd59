# SPDX-License-Identifier: Apache-2.0
"""Whom to trust, by docs/evidence.md alone: policies, the words of witnesses,
and whether a key counted by its place in an archive."""
import functools
import re

import oracle_ed25519 as ed25519
import oracle_log as oracle
from oracle_log import INVALID, Verdict, need, sha256, unbase64

NEVER = 1 << 62
YEAR_2500 = 16756761599


@functools.lru_cache
def read_witness(vkey):
    """The name, point and id of a witness's key."""
    name, id_, typed = vkey.split('+', 2)
    raw = unbase64(typed.encode())
    need(oracle.is_name(name) and len(raw) == 33 and raw[0] == 4)
    need(sha256(name.encode(), b'\n', raw)[:4].hex() == id_)
    need(ed25519.is_key(raw[1:]))
    return name, raw[1:], bytes.fromhex(id_)


def cosigned(text, signatures, vkey):
    """None if the witness is silent, else whether its word verifies."""
    name, point, id_ = read_witness(vkey)
    raw = signatures.get((name, id_))
    if raw is None:
        return None
    time = int.from_bytes(raw[:8], 'big')
    return len(raw) == 72 and time <= YEAR_2500 and ed25519.verify(
        point, b'cosignature/v1\ntime %d\n' % time + text, raw[8:])


class Policy:
    """A file, or the short form: a list of key lines."""

    def __init__(self, given):
        self.facilitators, self.logs, self.parties = [], [], {}
        self.quorum, self.needs = None, {'seal'}
        if isinstance(given, str):
            self.read(given)
        else:
            self.facilitators = self.logs = list(given)

    def read(self, text):
        said = set()
        for line in text.splitlines():
            word = line.split()
            if not word or word[0].startswith('#'):
                continue
            if word[0] == 'log':
                oracle.read_vkey(word[1])
                self.logs.append(word[1])
            elif word[:2] == ['key', 'facilitator']:
                oracle.read_vkey(word[2])
                self.facilitators.append(word[2])
            elif word[0] == 'witness':
                read_witness(word[2])
                self.parties[word[1]] = word[2]
            elif word[0] == 'group':
                n = len(word) - 3
                least = {'any': 1, 'all': n}.get(word[2]) or int(word[2])
                need(1 <= least <= n and set(word[3:]) <= set(self.parties))
                self.parties[word[1]] = (least, word[3:])
            elif word[0] == 'quorum':
                need(word[1] == 'none' or word[1] in self.parties)
                self.quorum = None if word[1] == 'none' else word[1]
            elif word[0] == 'require':
                said.add(word[1])
            else:
                need(False)
        if self.quorum:
            said.add('witness')
        self.needs |= said | ({'proof'} if not said or said - {'seal'}
                              else set())

    def is_met(self, signed, who):
        party = self.parties[who]
        if isinstance(party, str):
            return who in signed
        return sum(self.is_met(signed, m) for m in party[1]) >= party[0]

    def has_quorum(self, text, signatures):
        """Do enough witnesses vouch for the note? A forgery is INVALID."""
        if not self.quorum:
            return False
        says = {name: cosigned(text, signatures, key)
                for name, key in self.parties.items() if isinstance(key, str)}
        need(False not in says.values())
        return self.is_met({n for n, yes in says.items() if yes}, self.quorum)


def point(vkey):
    return unbase64(vkey.split('+', 2)[2].encode())[1:]


class Keys:
    """What an archive says of keys, one entry behind another; `witnesses`
    are those that the asker names."""

    def __init__(self, witnesses=()):
        self.keys, self.words = {}, []
        self.witnesses = set(witnesses)

    def take(self, leaf, archive):
        kind, i, key = leaf['k'], leaf['i'], leaf['key']
        if kind == 'key.add':
            need(point(key) not in map(point, (*self.keys, archive)))
            self.keys[key] = {'role': leaf['role'], 'add': i,
                              'retire': NEVER, 'revoke': NEVER,
                              'since': NEVER}
            return
        if kind == 'witness.note':
            text, signatures = oracle.read_note(leaf['note'].encode())
            need(len(signatures) == 2 and key in self.keys)
            need(self.keys[key]['role'] == 'witness')
            need(oracle.is_signed(text, signatures, archive))
            need(cosigned(text, signatures, key))
            self.words.append((i, int(text.split(b'\n')[1]), key))
            return
        need(key in self.keys and self.keys[key]['revoke'] == NEVER)
        if kind == 'key.retire':
            need(self.keys[key]['retire'] == NEVER)
            self.keys[key]['retire'] = i
        else:
            need(kind == 'key.revoke' and leaf['since'] <= i)
            self.keys[key].update(revoke=i, since=leaf['since'])

    def counts(self, key, at):
        """Does it for what stands at entry `at`? None: nothing is shown."""
        if key not in self.keys:
            return None
        k = self.keys[key]
        if k['role'] != 'facilitator' or k['add'] >= at or k['retire'] <= at:
            return False
        return k['revoke'] == NEVER or at < k['since'] and any(
            size > at and i < min(k['revoke'], self.keys[by]['since'])
            for i, size, by in self.words if by in self.witnesses)

    def trusted(self, policy, at):
        """The key lines to be believed at that entry."""
        named = policy.facilitators
        return [k for k in named or self.keys
                if self.counts(k, at) or named and k not in self.keys]


BLANKS = re.compile('[ \t]+')
FORMS = {
    'log': 'log (?P<key>VKEY)(?: WORD)?',
    'witness': 'witness (?P<name>WORD) (?P<witness>VKEY)(?: WORD)?',
    'group': 'group (?P<name>WORD) (?P<least>any|all|[1-9][0-9]{0,2})'
             '(?P<members>(?: WORD)+)',
    'quorum': 'quorum (?P<who>WORD)',
    'key': 'key facilitator (?P<key>VKEY)',
    'require': 'require (?P<need>seal|proof|witness|tsa|'
               'acks (?:[1-9][0-9]?|100)%)'}
FORMS = {k: re.compile(v.replace('VKEY', '[^ ]+').replace('WORD', '[^ ]+'))
         for k, v in FORMS.items()}


class Reader:
    """A policy by docs/evidence.md, line by line, as strictly as it says."""

    def __init__(self, data):
        need(len(data) <= 65536 and data.count(b'\n') <= 1024)
        text = data.decode()
        need(not re.search('[%s]' % oracle.HOSTILE,
                           text.replace('\n', '').replace('\t', '')))
        need(not text or text.endswith('\n'))
        self.points = {'log': [], 'key': [], 'witness': []}
        self.names, self.grouped, self.needs = [], set(), []
        self.quorum = None
        for line in text.split('\n')[:-1]:
            line = BLANKS.sub(' ', line).strip(' ')
            if line and not line.startswith('#'):
                self.take(line)
        need(self.quorum is not None)
        witnessed = self.quorum != 'none'
        need('witness' not in self.needs or witnessed)
        proven = witnessed or self.needs != ['seal']
        need(self.points['log'] or self.points['key'] and not proven)

    def take(self, line):
        kind = line.split(' ')[0]
        need(kind in FORMS)
        m = FORMS[kind].fullmatch(line)
        need(m)
        getattr(self, 'take_' + kind)(m)

    def add_point(self, kind, point, others):
        need(not any(point in self.points[k] for k in others))
        self.points[kind].append(point)
        need(kind == 'witness' or len(self.points[kind]) <= 64)

    def take_log(self, m):
        self.add_point('log', oracle.read_vkey(m['key'])[1],
                       ('log', 'witness'))

    def take_key(self, m):
        self.add_point('key', oracle.read_vkey(m['key'])[1],
                       ('key', 'witness'))

    def add_name(self, name):
        need(name != 'none' and name not in self.names)
        self.names.append(name)
        need(len(self.names) <= 128)

    def take_witness(self, m):
        self.add_point('witness', read_witness(m['witness'])[1],
                       ('log', 'key', 'witness'))
        self.add_name(m['name'])

    def take_group(self, m):
        members = m['members'].split(' ')[1:]
        need(len(set(members)) == len(members) and
             set(members) <= set(self.names) - self.grouped)
        need(m['least'] in ('any', 'all') or int(m['least']) <= len(members))
        self.grouped |= set(members)
        self.add_name(m['name'])

    def take_quorum(self, m):
        need(self.quorum is None)
        need(m['who'] in self.names + ['none'])
        self.quorum = m['who']

    def take_require(self, m):
        need(m['need'].split(' ')[0] not in self.needs)
        self.needs.append(m['need'].split(' ')[0])


def reads(data):
    """Is it a policy?"""
    try:
        Reader(data)
        return True
    except (Verdict, ValueError, IndexError):
        return False


def hashes(s):
    return [unbase64(h.encode()) for h in s.split(' ')] if s else []


def line_of(line):
    """The entry's bytes in a line of keys.jsonl, its path, what it covers."""
    found = re.fullmatch(rb'\{"leaf":(\{.*\}),"path":"([A-Za-z0-9+/= ]*)"'
                         rb'(?:,"covers":"([A-Za-z0-9+/= ]*)")?\}', line)
    need(found)
    covers = found[3]
    return found[1], hashes(found[2].decode()), \
        None if covers is None else hashes(covers.decode())


__all__ = ['INVALID', 'Keys', 'Policy', 'Verdict', 'cosigned', 'line_of',
           'reads']
