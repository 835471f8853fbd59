# SPDX-License-Identifier: Apache-2.0
"""oracle_bundles.py TELLER GOLDEN GO_SOURCE -- do verifiers that share no code
agree about bundles?

TELLER packs a bundle. It is attacked by one who can compute everything but has
no key, and broken in 200 ways from a fixed seed. Ours judges all in one
process; oracle_bundle.py each, with its own Ed25519 and with PyNaCl's; a
program in Go with x/mod's notes all again. GOLDEN was packed once, and must
verify for ever. Speaks TAP."""
import base64
import functools
import hashlib
import os
import random
import shutil
import subprocess
import sys
import tempfile

import oracle_bundle as bundle
import oracle_ed25519 as ed25519
import oracle_log as oracle
import oracle_mutants as mutants

SEED = 20260102
NAME = 'ops.example.cn/facilitator'


def vkey(seed, name=NAME):
    typed = b'\1' + ed25519.public(seed)
    return '%s+%s+%s' % (name, oracle.sha256(
        name.encode(), b'\n', typed)[:4].hex(),
        base64.b64encode(typed).decode())


def pack(files):
    """The file again, by the other side's rules."""
    out = b''.join(bundle.header(n, len(files[n])) + files[n] +
                   bytes(-len(files[n]) % 512) for n in sorted(files))
    return out + bytes(-(len(out) + 1024) % 10240 + 1024)


def sum_anew(files):
    return {**files, 'SHA256SUMS': bundle.sums(files)}


def sign(files, seed, name=NAME):
    """evidence.json signed by another writer than ours."""
    list_, point = files['evidence.json'], ed25519.public(seed)
    drill = list_.split(b'"drill":"')[1][:64]
    one = ed25519.sign(seed, hashlib.blake2b(list_).digest())
    comment = b'drill %s by %s' % (drill, name.encode())
    minisig = b'untrusted comment: yanlian evidence\n%s\n' \
        b'trusted comment: %s\n%s\n' % (
            base64.b64encode(b'ED' + point[:8] + one), comment,
            base64.b64encode(ed25519.sign(seed, one + comment)))
    s, kind = bundle.string, bundle.string(b'ssh-ed25519')
    purpose = s(b'yanlian-evidence') + s(b'') + s(b'sha512')
    signature = ed25519.sign(seed, b'SSHSIG' + purpose + s(
        hashlib.sha512(list_).digest()))
    flat = base64.b64encode(b'SSHSIG\0\0\0\1' + s(kind + s(point)) + purpose +
                            s(kind + s(signature)))
    armour = b''.join(flat[i:i + 70] + b'\n' for i in range(0, len(flat), 70))
    return sum_anew({
        **files, 'evidence.json.minisig': minisig, 'evidence.json.sshsig':
        b'-----BEGIN SSH SIGNATURE-----\n' + armour +
        b'-----END SSH SIGNATURE-----\n'})


def list_anew(files):
    log = oracle.Log(files['drill.jsonl'])
    return sum_anew({**files, 'evidence.json': bundle.listed(files, log)})


def without(files, *names):
    return {n: b for n, b in files.items() if n not in names}


def attacks(data, files):
    """A name, the bundle, the verdict, and whether Go is to be asked."""
    report = {**files, 'report.html': b'<p>better'}
    log, seal = mutants.forge(files['drill.jsonl'])
    forged = list_anew({**files, 'drill.jsonl': log, 'seal.note': seal})
    later = files['evidence.json'].replace(b'"v":1', b'"v":2')
    cut = {**files, 'drill.jsonl': files['drill.jsonl'][:-40]}
    yield 'as packed', data, 0, True
    yield 'packed by another writer', pack(files), 0, True
    yield 'a report replaced', pack(report), 1, True
    yield 'and listed anew', pack(list_anew(report)), 1, True
    yield 'and signed by a forger', pack(sign(list_anew(
        report), mutants.FOREIGN)), 5, True
    yield 'all forged under the same name', pack(sign(
        forged, mutants.FOREIGN)), 5, True
    yield 'forged, the old signatures', pack(forged), 1, True
    yield 'a log cut short', pack(cut), 1, True
    yield 'and the sums made right', pack(sum_anew(cut)), 1, True
    yield 'no signature at all', pack(sum_anew(without(
        files, *bundle.SIGNATURES))), 5, True
    for name in sorted(bundle.SIGNATURES):
        yield f'no {name}', pack(sum_anew(without(files, name))), 1, True
    yield 'no list', pack(without(files, 'evidence.json')), 1, True
    yield 'no seal', pack(without(files, 'seal.note')), 1, True
    yield 'a file more', pack(sum_anew({**files, 'extra': b'x'})), 1, True
    yield 'made out to be of a later version', pack({
        **files, 'evidence.json': later}), 1, True
    yield 'the same, with sums and without the key', pack(sum_anew({
        **files, 'evidence.json': later})), 1, True
    yield 'a later version', pack(sum_anew(sign({
        **files, 'evidence.json': later}, b'\7' * 32))), 2, True
    yield 'a later version of a log that was altered', pack(sum_anew(sign({
        **files, 'evidence.json': later, 'drill.jsonl': files[
            'drill.jsonl'].replace(b'"at":60000', b'"at":60001')},
        b'\7' * 32))), 1, True
    for name in sorted(files):
        changed = files[name].replace(b'\n', b'\r\n')
        if changed != files[name]:
            yield f'{name} converted by mail', pack({
                **files, name: changed}), 1, True


def mutate(rng, data, files):
    """One change: of the container's bytes, or of a file in it."""
    way, at = rng.randrange(8), rng.randrange(len(data))
    if way == 0:
        return data[:at] + bytes([data[at] ^ 1 << rng.randrange(8)]) + \
            data[at + 1:], False
    if way == 1:
        return data[:at] + data[at + 1:] + b'\0', False
    if way == 2:
        return data[:at], False
    name = rng.choice(sorted(files))
    body, at = files[name], rng.randrange(len(files[name]))
    body = (body[:at] + bytes([body[at] ^ 1 << rng.randrange(8)]) +
            body[at + 1:], body[:at] + body[at + 1:],
            body[:at] + bytes([rng.randrange(256)]) + body[at:],
            body[:at], body + b'\n')[way - 3]
    return pack({**files, name: body}), True


def framed(all_):
    return b''.join(b'%d\n' % len(data) + data for _, data, _, _ in all_)


def ask(command, all_):
    out = subprocess.run(command, input=framed(all_), check=True,
                         stdout=subprocess.PIPE).stdout
    return [int(line) for line in out.splitlines()]


def nacl_verify():
    """Ed25519 of libsodium by PyNaCl, in the form of ours; None: not here."""
    sys.path.append('/usr/lib/python3/dist-packages')  # where Debian has it
    try:
        from nacl.exceptions import CryptoError
        from nacl.signing import VerifyKey
    except ImportError:
        return None

    def verify(point, message, signature):
        try:
            VerifyKey(point).verify(message, signature)
            return True
        except (CryptoError, ValueError, TypeError):
            return False
    return verify


def go_program(source, where):
    """Compiled; None if there is no Go, or no x/mod."""
    if not shutil.which('go') or not os.path.isdir(
            '/usr/share/gocode/src/golang.org/x/mod/sumdb/note'):
        return None
    program = os.path.join(where, 'oracle')
    subprocess.run(['go', 'build', '-o', program, source], check=True, env={
        **os.environ, 'GO111MODULE': 'off', 'GOPATH': '/usr/share/gocode',
        'GOFLAGS': '', 'GOCACHE': os.path.join(where, 'cache')})
    return program


class Tap:
    def __init__(self):
        self.n = self.bad = 0

    def fact(self, name, true):
        self.n += 1
        self.bad += not true
        print(f'{"ok" if true else "not ok"} {self.n} - {name}')

    def skip(self, name, why):
        self.n += 1
        print(f'ok {self.n} - {name} # SKIP {why}')


def python_agrees(tap, who, all_, ours, trusted):
    wrong = [(name, our, theirs) for (name, data, _, _), our in zip(all_, ours)
             for theirs in [bundle.judge(data, trusted)] if theirs != our]
    tap.fact(f'{who} agrees on all {len(all_)}', not wrong)
    for w in wrong:
        print('# %s: ours %d, theirs %d' % w)


def main(teller, golden, go_source):
    tap, trusted = Tap(), [vkey(b'\7' * 32)]
    data = subprocess.run([teller, 'pack'], check=True,
                          stdout=subprocess.PIPE).stdout
    with open(golden, 'rb') as f:
        kept = f.read()
    files, rng = bundle.unpack(data), random.Random(SEED)
    all_ = [('the golden bundle', kept, 0, True), *attacks(data, files)]
    known = len(all_)
    for n in range(200):
        all_.append(('mutant %d' % n, *(lambda d, go: (d, None, go))(
            *mutate(rng, data, files))))
    ours = ask([teller, 'inspect'], all_)
    for (name, _, want, _), our in zip(all_[:known], ours):
        tap.fact(f'{name}: {our}, due {want}', our == want)
    tap.fact('no mutant is accepted', all(
        our != 0 for (_, d, _, _), our in zip(all_[known:], ours[known:])
        if d != data))
    tap.fact('what is packed today is what was packed then', kept == data)
    python_agrees(tap, 'Python alone', all_, ours, trusted)
    verify = nacl_verify()
    if verify is None:
        tap.skip('Python with PyNaCl agrees', 'no python3-nacl')
    else:
        ed25519.verify = verify
        python_agrees(tap, 'Python with PyNaCl', all_, ours, trusted)
    with tempfile.TemporaryDirectory() as where:
        program = go_program(go_source, where)
        if program is None:
            tap.skip('Go agrees', 'no golang-go, golang-golang-x-mod-dev')
        else:
            asked = [(a, o) for a, o in zip(all_, ours) if a[3]]
            theirs = ask([program, *trusted], [a for a, _ in asked])
            wrong = [a[0] for (a, o), t in zip(asked, theirs)
                     if (o == 0) != (t == 0)]
            tap.fact(f'Go agrees on all {len(asked)} of whole containers '
                     f'{wrong or ""}',
                     len(theirs) == len(asked) and not wrong)
    print(f'1..{tap.n}')
    return 1 if tap.bad else 0


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
