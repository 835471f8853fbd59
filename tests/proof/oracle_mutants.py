# SPDX-License-Identifier: Apache-2.0
"""oracle_mutants.py TELLER -- do two verifiers that share no code agree?

TELLER writes a sealed log. It is broken in 200 ways drawn from a fixed seed,
and in the ways an attacker would take who can recompute every hash; ours
judges all of them in one process, oracle_log.py each of them. Speaks TAP."""
import base64
import os
import random
import re
import subprocess
import sys
import tempfile

import oracle_ed25519 as ed25519
import oracle_log as oracle

SEED = 20260101
FOREIGN = b'\x55' * 32


def chain(log):
    """Give every line the link it should have."""
    out, last = [], bytes(32)
    for line in log.split(b'\n')[:-1]:
        line = re.sub(rb'"p":"[^"]*"}$',
                      b'"p":"%s"}' % base64.b64encode(last), line)
        last = oracle.sha256(b'\x00', line)
        out.append(line + b'\n')
    return b''.join(out)


def forge(log, name='ops.example.cn/facilitator'):
    """The whole log again, edited, under the forger's own key."""
    typed = b'\x01' + ed25519.public(FOREIGN)
    id_ = oracle.sha256(name.encode(), b'\n', typed)[:4]
    vkey = '%s+%s+%s' % (name, id_.hex(), base64.b64encode(typed).decode())
    log = re.sub(rb'"signer":"[^"]*"', b'"signer":"%s"' % vkey.encode(), log)
    log = log.replace(b'"at":60000,', b'"at":30000,')
    bodies = re.findall(rb'"b":({.*}),"p"', log)
    log = re.sub(rb'"record":"[^"]*"', b'"record":"%s"' % oracle.sha256(
        *(b + b'\n' for b in bodies)).hex().encode(), log)
    origin = re.search(rb'"origin":"([^"]*)"', log)[1]
    leaves, out, note = [], b'', b''
    for line in log.split(b'\n')[:-1]:
        if b'"k":"cp"' in line:
            text = b'%s\n%d\n%s\n' % (origin, len(leaves), base64.b64encode(
                oracle.root(leaves)))
            note = text + '\n\u2014 {} '.format(name).encode() + \
                base64.b64encode(id_ + ed25519.sign(FOREIGN, text)) + b'\n'
            line = re.sub(rb'"note":"[^"]*"', lambda m: b'"note":"%s"' %
                          note.replace(b'\n', b'\\n'), line)
        out = chain(out + line + b'\n')
        leaves.append(oracle.sha256(b'\x00', out.split(b'\n')[-2]))
    return out, note


def mutate(rng, log, seal):
    """One change somewhere, of the kinds that accidents and people make."""
    lines = log.split(b'\n')[:-1]
    join = lambda ls: b''.join(x + b'\n' for x in ls)
    at, way = rng.randrange(len(log)), rng.randrange(9)
    i, j = rng.sample(range(len(lines)), 2)
    if way == 0:
        return log[:at] + bytes([log[at] ^ 1 << rng.randrange(8)]) + \
            log[at + 1:], seal
    if way == 1:
        return log[:at] + log[at + 1:], seal
    if way == 2:
        return log[:at] + bytes([rng.randrange(256)]) + log[at:], seal
    if way == 3:
        return log[:at], seal
    if way == 4:
        del lines[i]
        return join(lines), seal
    if way == 5:
        lines.insert(j, lines[i])
        return chain(join(lines)), seal
    if way == 6:
        lines[i], lines[j] = lines[j], lines[i]
        return join(lines), seal
    if way == 7:
        digits = [m.start() for m in re.finditer(rb'[0-9](?=[,}])', log)]
        at = rng.choice(digits)
        return chain(log[:at] + b'%d' % rng.randrange(10) + log[at + 1:]), seal
    at = rng.randrange(len(seal))
    return log, rng.choice((seal[:at], b'', seal[:at] + bytes(
        [seal[at] ^ 1 << rng.randrange(8)]) + seal[at + 1:]))


def cases(log, seal):
    rng = random.Random(SEED)
    yield 'as sealed', log, seal, oracle.VALID
    yield 'without its seal', log, b'', oracle.INCOMPLETE
    yield 'forged whole', *forge(log), oracle.UNTRUSTED
    yield 'forged under another name', *forge(log, 'me'), oracle.UNTRUSTED
    yield 'forged, old seal', forge(log)[0], seal, oracle.INVALID
    yield 'an unknown signature more', log, seal + \
        '\u2014 x AAAAAAE=\n'.encode(), oracle.VALID
    yield 'the same signature twice', log, seal + \
        seal[seal.index(b'\n\n') + 2:], oracle.INVALID
    yield 'made out to be of a later version', \
        log.replace(b'"v":1', b'"v":2'), seal, oracle.INVALID
    yield 'a later version', chain(log.replace(b'"v":1', b'"v":2')), seal, \
        oracle.UNSUPPORTED
    for n in range(200):
        yield 'mutant %d' % n, *mutate(rng, log, seal), None


def resumed_cases(log, seal):
    """A log that was resumed: by its own hand, and by a stranger's."""
    rng = random.Random(SEED + 1)
    lines = log.split(b'\n')[:-1]
    cut = next(n for n, x in enumerate(lines) if b'"k":"resume"' in x)
    join = lambda ls: b''.join(x + b'\n' for x in ls)
    yield 'resumed', log, seal, oracle.VALID
    yield 'resumed, before the crash', join(lines[:cut]), b'', \
        oracle.UNTRUSTED
    yield 'resumed, before the crash, its seal', join(lines[:cut]), seal, \
        oracle.UNTRUSTED
    yield 'resumed, not signed since', join(lines[:cut + 1]), b'', \
        oracle.INCOMPLETE
    yield 'resumed, without an end', join(lines[:-2]), seal, \
        oracle.INCOMPLETE
    yield 'resumed, the crash dropped', \
        chain(join(lines[:cut] + lines[cut + 2:])), seal, oracle.INVALID
    for n in range(100):
        yield 'resumed, mutant %d' % n, *mutate(rng, log, seal), None


def ask(teller, verb, all_):
    """Our verdicts, from one process."""
    data = b''.join(b'%d %d\n' % (len(log), len(seal)) + log + seal
                    for _, log, seal, _ in all_)
    out = subprocess.run([teller, verb], input=data, check=True,
                         stdout=subprocess.PIPE).stdout
    return [int(line.split()[0]) for line in out.splitlines()]


def compare(teller, prefix, cases_):
    """Facts about one log: (true, what) each."""
    with tempfile.TemporaryDirectory() as where:
        subprocess.run([teller, prefix + 'make', where], check=True)
        files = {n: open(os.path.join(where, n), 'rb').read()
                 for n in os.listdir(where)}
    log, seal = files.pop('drill.jsonl'), files.pop('seal.note')
    trusted = [files.pop('trusted.vkey').decode()]
    all_ = list(cases_(log, seal))
    ours = ask(teller, prefix + 'judge', all_)
    assert len(ours) == len(all_)
    for (name, l, s, want), our in zip(all_, ours):
        theirs = oracle.judge(l, s or None, trusted, files)
        good = our == theirs and (our == want if want is not None else
                                  our != 0 or (l, s) == (log, seal))
        yield good, '%s: ours %d, theirs %d' % (name, our, theirs)


def main(teller):
    ed25519.self_test()
    facts = [*compare(teller, '', cases),
             *compare(teller, 're', resumed_cases)]
    print('1..%d' % len(facts))
    for n, (good, what) in enumerate(facts, 1):
        print('%sok %d - %s' % ('' if good else 'not ', n, what))
    return 0 if all(good for good, _ in facts) else 1


if __name__ == '__main__':
    sys.exit(main(sys.argv[1]))
