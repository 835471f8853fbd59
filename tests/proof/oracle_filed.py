# SPDX-License-Identifier: Apache-2.0
"""oracle_filed.py TELLER GO_SOURCE -- do verifiers that share no code agree
about bundles that stand in an archive, by a policy?

TELLER packs a bundle; the archive around it, its head, the word of a witness
and what is said of keys are written here. Each attack is one an insider can
make: he lists and signs anew, with the facilitator's own key, what he altered,
so that only what is altered can tell. Ours judges all in one process, Python
each with its own Ed25519 and with PyNaCl's, Go those that x/mod can tell.
Speaks TAP."""
import base64
import functools
import json
import random
import re
import subprocess
import sys
import tempfile

import oracle_archive as archives
import oracle_bundle as bundle
import oracle_bundles as bundles
import oracle_ed25519 as ed25519
import oracle_log as oracle
import oracle_mutants as mutants
from oracle_bundles import pack, without

SEED = 20260103
OWNER, OTHER = b'\7' * 32, b'\x0d' * 32
ARCHIVE, FOREIGN, WITNESS = b'\x0b' * 32, b'\x55' * 32, b'\x15' * 32
ORIGIN, OUTSIDER = 'ops.example.cn/archive', 'assessor.example/w1'
LATER = 'ops.example.cn/later'
PROOFS = 'open.tlog-proof', 'evidence.tlog-proof'


def typed(kind, seed, name):
    """A key line of this type."""
    raw = bytes([kind]) + ed25519.public(seed)
    return '%s+%s+%s' % (name, oracle.sha256(
        name.encode(), b'\n', raw)[:4].hex(), base64.b64encode(raw).decode())


def signature(kind, seed, name, text, seconds=1700000000):
    """The raw bytes of a signature line: id, and what that type signs."""
    raw = bytes.fromhex(typed(kind, seed, name).split('+')[1])
    if kind != 4:
        return raw + ed25519.sign(seed, text)
    return raw + seconds.to_bytes(8, 'big') + ed25519.sign(
        seed, b'cosignature/v1\ntime %d\n' % seconds + text)


def line(name, raw):
    return '\u2014 {} {}\n'.format(
        name, base64.b64encode(raw).decode()).encode()


class Cabinet:
    """An archive around a bundle: entries by kind, then a head over all."""

    def __init__(self, files, seed=ARCHIVE):
        self.files, self.seed, self.entries = dict(files), seed, []
        self.enter('archive.genesis', v=1, origin=ORIGIN,
                   key=typed(1, seed, ORIGIN))

    def enter(self, kind, /, **more):
        self.entries.append(json.dumps(
            {'i': len(self.entries), 'k': kind, 't': '2026-01-01T00:00:00Z',
             **more}, ensure_ascii=False, separators=(',', ':')).encode())
        return len(self.entries) - 1

    def add(self, key, role='facilitator'):
        return self.enter('key.add', role=role, key=key)

    def seal(self, **changed):
        g = json.loads(self.files['evidence.json'])
        self.opened = self.enter('drill.open', drill=g['drill'],
                                 kind='simulated', signer=g['signer'])
        self.sealed = self.enter('drill.seal', **{
            'open': self.opened, 'drill': g['drill'], 'status': g['status'],
            'record': g['record'], 'signer': g['signer'],
            'files': {n: oracle.sha256(self.files[n]).hex()
                      for n in ('drill.jsonl', 'seal.note')}, **changed})

    def text(self, size=None):
        entries = self.entries[:size]
        return b'%s\n%d\n%s\n' % (
            ORIGIN.encode(), len(entries), base64.b64encode(oracle.root(
                [archives.leaf_hash(e) for e in entries])))

    def lines(self, size=None):
        """The archive's signature line and the witness's."""
        text = self.text(size)
        return (line(ORIGIN, signature(1, self.seed, ORIGIN, text)),
                line(OUTSIDER, signature(4, WITNESS, OUTSIDER, text)))

    def see(self):
        """The witness's word for what is there, entered."""
        self.enter('witness.note', key=typed(4, WITNESS, OUTSIDER), note=(
            self.text() + b'\n' + b''.join(self.lines())).decode())

    def path(self, i, size=None):
        return archives.path_of([archives.leaf_hash(e)
                                 for e in self.entries[:size]], i)

    def shown(self, i):
        """The line of keys.jsonl about entry `i`."""
        hashes = lambda p: ' '.join(base64.b64encode(h).decode() for h in p)
        entry = self.entries[i]
        out = b'{"leaf":%s,"path":"%s"' % (entry, hashes(
            self.path(i)).encode())
        if b'"k":"witness.note"' in entry:
            note = json.loads(entry)['note']
            out += b',"covers":"%s"' % hashes(self.path(
                self.sealed, int(note.split('\n')[1]))).encode()
        return out + b'}\n'

    def keys(self):
        return b''.join(self.shown(i) for i, e in enumerate(self.entries)
                        if re.search(rb'"k":"(key\.|witness\.note)', e))

    def filed(self, lines=None):
        """The bundle's files, with what shows where the drill stands."""
        note = self.text() + b'\n' + b''.join(lines or self.lines())
        return {**self.files, 'open.leaf': self.entries[self.opened],
                'seal.leaf': self.entries[self.sealed],
                PROOFS[0]: archives.proof(self.entries, self.opened, note),
                PROOFS[1]: archives.proof(self.entries, self.sealed, note),
                'keys.jsonl': self.keys()}


def again(files, seed=OWNER, name=bundles.NAME):
    """Listed and signed anew, by who has the facilitator's key."""
    return pack(bundles.sign(bundles.list_anew(files), seed, name))


def cabinet(files, steps='AwS', **changed):
    """A: the signer's key, w: the witness's, S: opened and sealed, R: retired,
    V: revoked from the seal on, v: from behind it, W: seen by the witness."""
    key, c = typed(1, OWNER, bundles.NAME), Cabinet(files)
    c.add(typed(1, OTHER, LATER))
    for step in steps:
        if step == 'A':
            c.add(key)
        elif step == 'w':
            c.add(typed(4, WITNESS, OUTSIDER), 'witness')
        elif step == 'S':
            c.seal(**changed)
        elif step == 'R':
            c.enter('key.retire', key=key)
        elif step in 'Vv':
            c.enter('key.revoke', key=key, since=c.sealed + (step == 'v'),
                    why='stolen')
        else:
            c.see()
    return c


def heads(files):
    """Rows 13 to 17 on the archive's head: who signed it, and how."""
    c = cabinet(files)
    text, (ours, seen) = c.text(), c.lines()
    good = base64.b64decode(ours.split()[2])
    word = base64.b64decode(seen.split()[2])
    more = int.from_bytes(good[36:], 'little') + ed25519.L
    foreign = ed25519.sign(FOREIGN, text)
    loose = ours.rstrip(b'=\n')
    loose = loose[:-1] + b'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[
        b'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.find(loose[-1:]) + 1:][:1] \
        if loose[-1:] in b'AEIMQU' else loose[:-1] + bytes([loose[-1] + 1])
    loose += ours[len(loose):]
    stranger = lambda i: line(f'nobody-{i}.example', bytes(12))
    for name, lines, want, go in (
            ('16: the archive and the witness', (ours, seen), 0, True),
            ('16: a line of an unknown key more', (
                ours, stranger(0), seen), 0, True),
            ('16: 30 more, 32 in all', (
                ours, seen, *map(stranger, range(30))), 0, True),
            ('16: 31 more', (ours, seen, *map(stranger, range(31))), 1,
             False),
            ('15, 41: a line of an algorithm to come', (
                ours, seen, line(ORIGIN, b'later' + bytes(2420))), 0, True),
            ('13: another key under the archive\'s name', (line(
                ORIGIN, signature(1, FOREIGN, ORIGIN, text)), seen), 5, True),
            ('13: its id over a foreign signature', (
                line(ORIGIN, good[:4] + foreign), seen), 1, True),
            ('13: another key under the witness\'s name', (ours, line(
                OUTSIDER, signature(4, FOREIGN, OUTSIDER, text))), 5, True),
            ('13: its id over a foreign signature, the witness', (
                ours, line(OUTSIDER, word[:12] + foreign)), 1, True),
            ('13: the witness\'s time altered', (ours, line(
                OUTSIDER, word[:4] + bytes(8) + word[12:])), 1, True),
            ('15: the archive\'s line stripped', (seen,), 5, True),
            ('15: the witness\'s line stripped', (ours,), 5, True),
            ('15: the witness\'s key as a signer', (ours, line(
                OUTSIDER, signature(1, WITNESS, OUTSIDER, text))), 5, True),
            ('17: base64 that says the same', (loose, seen), 1, False),
            ('17: the same line twice', (ours, ours, seen), 1, False),
            ('17: S + L', (line(ORIGIN, good[:36] + more.to_bytes(
                32, 'little')), seen), 1, True),
            ('17: R of small order', (line(ORIGIN, good[:4] + (1).to_bytes(
                32, 'little') + bytes(32)), seen), 1, True)):
        yield name, again(c.filed(lines)), want, go


def places(files):
    """Rows 8, 31 and 33: entries, proofs and heads that do not belong."""
    c = cabinet(files)
    filed = c.filed()
    note = filed[PROOFS[1]].partition(b'\n\n')[2]
    change = lambda name, body: again({**filed, name: body})
    proof = filed[PROOFS[1]]
    index = b'index %d\n' % c.sealed
    yield '33: another index', change(PROOFS[1], proof.replace(
        index, b'index %d\n' % (c.sealed - 1))), 1, True
    yield '33: a hash too many', change(PROOFS[1], proof.replace(
        index, index + base64.b64encode(bytes(32)) + b'\n')), 1, True
    yield '33: a hash too few', change(PROOFS[1], b'\n'.join(
        proof.split(b'\n')[:2] + proof.split(b'\n')[3:])), 1, True
    yield '33: an extra line', change(PROOFS[1], proof.replace(
        index, b'extra AAAA\n' + index)), 1, True
    yield '33: the proof of the opening', change(
        PROOFS[1], filed[PROOFS[0]]), 1, True
    yield '41: a proof of another version', change(PROOFS[1], proof.replace(
        b'@v1', b'@v2')), 1, True
    yield '15: an entry of an unknown kind', change(
        'seal.leaf', filed['seal.leaf'].replace(b'drill.seal', b'drill.sea1')
        ), 1, True
    other = cabinet(files, record='0' * 64)
    yield '33: an entry about another record', again(other.filed()), 1, True
    yield '33: an entry of another opening', again(cabinet(
        files, open=1).filed()), 1, False
    for name in sorted(set(filed) - set(files) - {'keys.jsonl'}):
        yield f'15: no {name}', again(without(filed, name)), 1, True
    yield '15: no entries at all', again(files), 5, False
    yield '15: the seal taken out', again(without(
        filed, 'seal.note')), 1, True
    fork = cabinet(files, 'wAS')
    yield '8, 31: the archive made again, by its owner, no witness', again(
        fork.filed(fork.lines()[:1])), 5, True
    yield '8, 30: its other head with the witness\'s word for this one', \
        again(fork.filed((fork.lines()[0], c.lines()[1]))), 1, True
    mixed = {**filed, PROOFS[0]: fork.filed()[PROOFS[0]],
             'open.leaf': fork.filed()['open.leaf']}
    yield '30: two heads of one archive', again(mixed), 1, False
    theirs = Cabinet(files, FOREIGN)
    theirs.seal()
    yield '7: an archive of a forger\'s, of the same name', again(
        {**theirs.filed(), 'keys.jsonl': c.keys()}), 1, False
    yield '7: and no keys', again(without(
        theirs.filed(), 'keys.jsonl')), 5, True
    assert note in proof


def keys(files):
    """Row 35: the eight ways of a key, and what is not as it was entered. The
    archive alone is trusted here: it tells whose keys count."""
    late = functools.partial(again, seed=OTHER, name=LATER)
    for steps, want in (('AwS', 0), ('wSA', 5), ('AwSR', 0), ('AwRS', 5),
                        ('AwSWV', 5), ('AwSWv', 0), ('AwSv', 5),
                        ('AwSvW', 5)):
        yield f'35: {steps}', late(cabinet(files, steps).filed()), want, False
    yield '35: AwSR, packed by the retired key', again(cabinet(
        files, 'AwSR').filed()), 5, False
    c = cabinet(files, 'AwSWv')
    filed, lines = c.filed(), c.keys().splitlines(True)
    change = lambda body: late({**filed, 'keys.jsonl': body})
    yield '35: the witness\'s word left out', change(
        b''.join(x for x in lines if b'witness.note' not in x)), 5, False
    yield '35: it covers another entry', change(re.sub(
        rb'"covers":"[^"]*"', b'"covers":"%s"' % base64.b64encode(bytes(32)),
        c.keys())), 1, False
    yield '35: the key\'s entry left out', change(
        b''.join(lines[:1] + lines[2:3])), 5, False
    yield '35: lines swapped', change(
        b''.join([lines[1], lines[0], *lines[2:]])), 1, False
    yield '35: a line twice', change(
        b''.join([lines[0], *lines])), 1, False
    yield '35: revoked before added', change(
        b''.join(x for x in lines[:1] + lines[2:])), 1, False
    yield '35: a seal among the keys', change(c.keys() + c.shown(
        c.sealed)), 1, False
    yield '35: no proofs of the drill', late({
        **files, 'keys.jsonl': c.keys()}), 1, False


def signers(files):
    """Rows 13, 15, 17 and 41 on the seal, the log and the list."""
    seal, log = files['seal.note'], files['drill.jsonl']
    text, _, ours = seal.partition(b'\n\n')
    good = base64.b64decode(ours.split()[2])
    more = int.from_bytes(good[36:], 'little') + ed25519.L
    whole = lambda note: again({**files, 'seal.note': note})
    other = typed(1, OTHER, LATER).split('+')
    yield '16: a stranger on the seal', whole(seal + line(
        'nobody.example', bytes(12))), 0, True
    yield '13: a trusted name and id over nothing', whole(seal + line(
        LATER, bytes.fromhex(other[1]) + bytes(64))), 1, False
    yield '13: a trusted name, another key', whole(seal + line(
        LATER, signature(1, FOREIGN, LATER, text + b'\n'))), 0, True
    yield '17: the seal\'s line twice', whole(seal + ours), 1, False
    yield '17: S + L on the seal', whole(text + b'\n\n' + line(
        bundles.NAME, good[:36] + more.to_bytes(32, 'little'))), 1, True
    yield '15: no seal, listed anew by the signer', again(
        without(files, 'seal.note')), 4, True
    last = log.rstrip(b'\n').rpartition(b'\n')[2]
    strange = last.replace(b'","p"', line('nobody.example', bytes(
        12)).replace(b'\n', b'\\n') + b'","p"')
    yield '16: a stranger on a checkpoint of the log', again_loosely(
        files, log.replace(last, strange)), 1, False
    later = mutants.chain(log.replace(b'"g":{"v":1', b'"g":{"v":2'))
    yield '41: a log of a later version', pack(bundles.sum_anew(relisted(
        {**files, 'drill.jsonl': later}))), 2, True
    yield '15: a kind of line there is not', again_loosely(
        files, mutants.chain(log.replace(b'"k":"end"', b'"k":"fin"'))), 1, True
    small = smallest(files)
    yield '17: all of it by a key of order 1', small, 1, False


def relisted(files):
    """evidence.json's digests made right, the rest of it left alone."""
    list_ = json.loads(files['evidence.json'])
    list_['files'] = {n: oracle.sha256(files[n]).hex() for n in sorted(files)
                      if n not in bundle.LISTINGS}
    return bundles.sign({**files, 'evidence.json': json.dumps(
        list_, separators=(',', ':'), ensure_ascii=False).encode() + b'\n'},
        OWNER)


def again_loosely(files, log):
    return pack(relisted({**files, 'drill.jsonl': log}))


def smallest(files):
    """Sealed and signed under the neutral point, for which R neutral and S = 0
    fit any text, if one does not look."""
    neutral = (1).to_bytes(32, 'little')
    keep = ed25519.public, ed25519.sign
    ed25519.public = lambda seed: neutral
    ed25519.sign = lambda seed, text: neutral + bytes(32)
    try:
        log, seal = mutants.forge(files['drill.jsonl'])
        list_ = json.loads(files['evidence.json'])
        list_['signer'] = re.search(rb'"signer":"([^"]*)"', log)[1].decode()
        found = {**files, 'drill.jsonl': log, 'seal.note': seal,
                 'evidence.json': json.dumps(list_).encode()}
        return pack(relisted(found))
    finally:
        ed25519.public, ed25519.sign = keep


def mutant(rng, filed):
    """One change in what shows the archive, listed and signed anew."""
    name = rng.choice(['open.leaf', 'seal.leaf', *PROOFS, 'keys.jsonl'])
    body, at = filed[name], rng.randrange(len(filed[name]))
    return again({**filed, name: rng.choice((
        body[:at] + bytes([body[at] ^ 1 << rng.randrange(8)]) + body[at + 1:],
        body[:at] + body[at + 1:], body[:at],
        body[:at] + bytes([rng.randrange(256)]) + body[at:]))})


def spoilt(rng, lines):
    """A policy with one or two of its lines, words or bytes disturbed."""
    lines = list(lines)
    for _ in range(rng.randrange(1, 3)):
        way, i = rng.randrange(8), rng.randrange(len(lines))
        words = lines[i].split(' ')
        if way == 0:
            lines.insert(rng.randrange(len(lines) + 1), lines[i])
        elif way == 1:
            lines.append(lines.pop(i))
        elif way == 2 and len(lines) > 1:
            del lines[i]
        elif way == 3:
            j = rng.randrange(len(words))
            words[j] = rng.choice(rng.choice(lines).split(' '))
            lines[i] = ' '.join(words)
        elif way == 4:
            del words[rng.randrange(len(words))]
            lines[i] = ' '.join(words)
        elif way == 5:
            words[-1] = rng.choice(['0', '1', '4', '01', 'any', 'none', 'seal',
                                    '99%', '100%', '101%', '#', '省厅'])
            lines[i] = rng.choice([' ', '\t', ' \t ']).join(words)
        elif lines[i]:
            at = rng.randrange(len(lines[i]))
            lines[i] = lines[i][:at] + rng.choice(
                ['', '\r', '\x1b', '\u202e', 'A', '=', '+']) + \
                lines[i][at + way - 6:]
    return '\n'.join(lines).encode() + rng.choice([b'\n'] * 9 + [b''])


def policies_(tap, teller, rng):
    """Do both readers of policies take and refuse the same?"""
    seeds = [bytes([n]) * 32 for n in range(100, 108)]
    lines = ['# 省厅的要求', '',
             f'log {typed(1, seeds[0], ORIGIN)} https://a.example/',
             f'log {typed(1, seeds[1], LATER)}',
             f'key facilitator {typed(1, seeds[2], bundles.NAME)}',
             *(f'witness w{n} {typed(4, seeds[n], OUTSIDER)}'
               for n in range(3, 7)),
             'group two 2 w3 w4 w5', 'group all all two w6', 'quorum all',
             'require proof', 'require acks 80%']
    all_ = [('', '\n'.join(lines).encode() + b'\n', 0, False)]
    all_ += [('', spoilt(rng, lines), None, False) for _ in range(1500)]
    ours = bundles.ask([teller, 'policies'], all_)
    wrong = [data.decode(errors='replace') for (_, data, _, _), our
             in zip(all_, ours)
             if bundle.policies.reads(data) != (our == 0)]
    tap.fact(f'two readers of policies agree on {len(all_)}, of which '
             f'{ours.count(0)} are', ours[0] == 0 and len(ours) == len(all_)
             and 100 < ours.count(0) < 1000 and not wrong)
    for text in wrong[:3]:
        print('# ' + text.replace('\n', '\n# '))


def batch(tap, what, teller, go, policy, keys_, all_, known):
    """One batch: ours against what is due, then the others against ours."""
    with tempfile.NamedTemporaryFile('w', suffix='.policy') as f:
        f.write(policy)
        f.flush()
        ours = bundles.ask([teller, 'inspect', f.name], all_)
    for (name, _, want, _), our in zip(all_[:known], ours):
        tap.fact(f'{name}: {our}, due {want}', our == want)
    tap.fact(f'{what}: no mutant is accepted', 0 not in ours[known:] and
             len(ours) == len(all_))
    verify = ed25519.verify
    bundles.python_agrees(tap, f'{what}: Python alone', all_, ours, policy)
    if bundles.nacl_verify() is None:
        tap.skip(f'{what}: Python with PyNaCl agrees', 'no python3-nacl')
    else:
        ed25519.verify = bundles.nacl_verify()
        bundles.python_agrees(
            tap, f'{what}: Python with PyNaCl', all_, ours, policy)
        ed25519.verify = verify
    asked = [(a, o) for a, o in zip(all_, ours) if a[3]]
    if not asked:
        return
    if go is None:
        tap.skip(f'{what}: Go agrees', 'no golang-go, golang-golang-x-mod-dev')
        return
    theirs = bundles.ask([go, *keys_], [a for a, _ in asked])
    wrong = [a[0] for (a, o), t in zip(asked, theirs) if (o == 0) != (t == 0)]
    tap.fact(f'{what}: Go agrees on {len(asked)} {wrong or ""}',
             len(theirs) == len(asked) and not wrong)


def main(teller, go_source):
    tap, rng = bundles.Tap(), random.Random(SEED)
    files = bundle.unpack(subprocess.run(
        [teller, 'pack'], check=True, stdout=subprocess.PIPE).stdout)
    owner = typed(1, OWNER, bundles.NAME)
    log, witness = typed(1, ARCHIVE, ORIGIN), typed(4, WITNESS, OUTSIDER)
    filed = cabinet(files).filed()
    first = [*heads(files), *places(files)]
    mutants_ = [(f'mutant {n}', mutant(rng, filed), None, False)
                for n in range(60)]
    with tempfile.TemporaryDirectory() as where:
        go = bundles.go_program(go_source, where)
        batch(tap, 'by a witness', teller, go,
              f'log {log}\nkey facilitator {owner}\nwitness w1 {witness}\n'
              'quorum w1\n', (owner, log, witness), first + mutants_,
              len(first))
        all_ = list(keys(files))
        batch(tap, 'by the archive', teller, go,
              f'log {log}\nwitness w1 {witness}\nquorum none\n',
              (), all_, len(all_))
        unseen = [(f'{n}, of an unknown witness', b, 5 if 'Wv' in n else w, g)
                  for n, b, w, g in all_ if re.fullmatch('35: [A-Za-z]*', n)]
        batch(tap, 'by the archive alone', teller, go,
              f'log {log}\nquorum none\n', (), unseen, len(unseen))
        all_ = list(signers(files))
        batch(tap, 'by a seal', teller, go, f'key facilitator {owner}\n'
              f'key facilitator {typed(1, OTHER, LATER)}\nquorum none\n'
              'require seal\n', (owner,), all_, len(all_))
    policies_(tap, teller, rng)
    print(f'1..{tap.n}')
    return 1 if tap.bad else 0


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
