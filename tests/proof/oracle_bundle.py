# SPDX-License-Identifier: Apache-2.0
"""oracle_bundle.py BUNDLE POLICY | BUNDLE VKEY… -- verify a bundle by
docs/evidence.md, with the Python standard library alone. Exit status: as oracle_log.py."""
import base64
import hashlib
import json
import os
import re
import sys

import oracle_ed25519 as ed25519
import oracle_log as oracle
import oracle_policy as policies
from oracle_log import (INVALID, UNSUPPORTED, UNTRUSTED, VALID, Verdict, need,
                        unbase64)

DOCUMENTS = {'organisation.json', 'plan.json', 'scenario.json', 'zones.json',
             *(f'pack-{i}.json' for i in range(1, 5))}
SIGNATURES = {'evidence.json.minisig', 'evidence.json.sshsig'}
LISTINGS = {'evidence.json', 'SHA256SUMS'} | SIGNATURES
RUN = {'drill.jsonl', 'seal.note', 'report.html'}
KNOWN = DOCUMENTS | LISTINGS | RUN | {
    'README.zh.txt', 'README.en.txt', 'policy.example'}
FILING = {'open.leaf', 'open.tlog-proof', 'seal.leaf', 'evidence.tlog-proof'}
KEYS = 'keys.jsonl'


def header(name, size):
    """The one header of this name and size."""
    fields = name.encode().ljust(100, b'\0') + b'0000644\0' + \
        b'0000000\0' * 2 + b'%011o\0' % size + b'00000000000\0'
    rest = (b'0' + bytes(100) + b'ustar\x0000' + bytes(64) +
            b'0000000\0' * 2).ljust(356, b'\0')
    total = sum(fields) + 8 * 32 + sum(rest)
    return fields + b'%06o\0 ' % total + rest


def unpack(data):
    """The files of a bundle, by name."""
    files, at = {}, 0
    need(len(data) <= 64 << 20 and len(data) % 10240 == 0)
    while data[at:at + 512].strip(b'\0'):
        name = data[at:at + 100].rstrip(b'\0').decode('ascii')
        need(re.fullmatch(r'[A-Za-z0-9_-][A-Za-z0-9._-]{0,98}', name))
        need(re.fullmatch(rb'[0-7]{11}', data[at + 124:at + 135]))
        size = int(data[at + 124:at + 135], 8)
        padded = -(-size // 512) * 512
        need(size <= 16 << 20 and at + 512 + padded <= len(data))
        need(data[at:at + 512] == header(name, size))
        body = data[at + 512:at + 512 + padded]
        need(not body[size:].strip(b'\0'))
        need(not files or name > max(files))
        files[name] = body[:size]
        at += 512 + padded
    need(len(files) <= 64 and not data[at:].strip(b'\0'))
    need(len(data) == -(-(at + 1024) // 10240) * 10240)
    return files


def listed(files, log):
    """evidence.json as it must be."""
    g = log.genesis
    return json.dumps({
        'v': 1, 'drill': g['drill'], 'status': log.status.decode()
        if isinstance(log.status, bytes) else log.status,
        'facts': len(log.bodies), 'record': oracle.sha256(
            *(b + b'\n' for b in log.bodies)).hex(), 'signer': g['signer'],
        'files': {n: oracle.sha256(files[n]).hex() for n in sorted(files)
                  if n not in LISTINGS}},
        separators=(',', ':'), ensure_ascii=False).encode() + b'\n'


def sums(files):
    return b''.join(b'%s  %s\n' % (oracle.sha256(files[n]).hex().encode(),
                                   n.encode())
                    for n in sorted(files) if n != 'SHA256SUMS')


def string(s):
    return len(s).to_bytes(4, 'big') + s


def minisig(data, drill):
    """Who signed, by the comment; what with; and the two signatures."""
    lines = data.decode().split('\n')
    need(len(lines) == 5 and lines[4] == '')
    need(lines[0] == 'untrusted comment: yanlian evidence')
    head = f'trusted comment: drill {drill} by '
    need(lines[2].startswith(head))
    one, two = unbase64(lines[1].encode()), unbase64(lines[3].encode())
    need(len(one) == 74 and one[:2] == b'ED' and len(two) == 64)
    return lines[2][len(head):], one, two, lines[2][17:].encode()


def sshsig(data):
    """The point and the signature."""
    text = data.decode('ascii')
    found = re.fullmatch('-----BEGIN SSH SIGNATURE-----\n((?:.{1,70}\n)+)'
                         '-----END SSH SIGNATURE-----\n', text)
    need(found)
    flat = found[1].replace('\n', '')
    need(found[1] == ''.join(flat[i:i + 70] + '\n'
                             for i in range(0, len(flat), 70)))
    raw = unbase64(flat.encode())
    kind = string(b'ssh-ed25519')
    purpose = string(b'yanlian-evidence') + string(b'') + string(b'sha512')
    point, signature = raw[33:65], raw[-64:]
    need(raw == b'SSHSIG\0\0\0\1' + string(kind + string(point)) + purpose +
         string(kind + string(signature)))
    return point, signature, b'SSHSIG' + purpose


def judge_signed(files, drill):
    """The key line under which evidence.json is signed, or None."""
    here = SIGNATURES & set(files)
    if not here:
        return None
    need(here == SIGNATURES)
    list_ = files['evidence.json']
    name, one, two, comment = minisig(files['evidence.json.minisig'], drill)
    point, signature, head = sshsig(files['evidence.json.sshsig'])
    need(oracle.is_name(name) and ed25519.is_key(point))
    need(one[2:10] == point[:8])
    need(ed25519.verify(point, hashlib.blake2b(list_).digest(), one[10:]))
    need(ed25519.verify(point, one[10:] + comment, two))
    need(ed25519.verify(point, head + string(hashlib.sha512(list_).digest()),
                        signature))
    typed = b'\1' + point
    return '%s+%s+%s' % (name, oracle.sha256(
        name.encode(), b'\n', typed)[:4].hex(),
        base64.b64encode(typed).decode())


def climb(leaf, index, size, path):
    """The root a proof leads to. Source: RFC 9162, section 2.1.3.2."""
    last, path = size - 1, list(path)
    while path:
        need(last > 0)
        if index & 1 or index == last:
            leaf = oracle.sha256(b'\1', path.pop(0), leaf)
            while not index & 1 and index > 0:
                index, last = index >> 1, last >> 1
        else:
            leaf = oracle.sha256(b'\1', leaf, path.pop(0))
        index, last = index >> 1, last >> 1
    need(last == 0)
    return leaf


def proven(line, index, path, text):
    """The entry that a path shows under this head."""
    found = re.fullmatch(b'([^\n]+)\n([1-9][0-9]*)\n([^\n]+)\n', text)
    need(found and index < int(found[2]))
    need(climb(oracle.sha256(b'\0', line), index, int(found[2]), path) ==
         unbase64(found[3]))
    leaf = json.loads(line, object_pairs_hook=oracle.unique)
    need(leaf['i'] == index and oracle.is_sound(line))
    return leaf


def entry(line, proof):
    """An entry, and the note of the head that its proof leads to."""
    top, _, note = proof.decode().partition('\n\n')
    first, second, *path = top.split('\n')
    index = re.fullmatch('index (0|[1-9][0-9]*)', second)
    need(first == 'c2sp.org/tlog-proof@v1' and index)
    text, _ = oracle.read_note(note.encode())
    return proven(line, int(index[1]), [unbase64(p.encode()) for p in path],
                  text), note


class Filing:
    """Where the drill stands in an archive, and what that says of keys."""

    def __init__(self, files, policy):
        self.files, self.policy = files, policy
        self.keys = policies.Keys(
            p for p in policy.parties.values() if isinstance(p, str))
        self.at = self.size = 0
        self.here = bool((FILING | {KEYS}) & set(files))
        self.signed = self.has_quorum = self.named = False
        if not self.here:
            return
        self.opened, one = entry(
            files['open.leaf'], files['open.tlog-proof'])
        self.seal, note = entry(
            files['seal.leaf'], files['evidence.tlog-proof'])
        need(one == note)
        self.text, self.signatures = oracle.read_note(note.encode())
        self.at, self.size = self.seal['i'], int(self.text.split(b'\n')[1])
        self.judge_head()
        if KEYS in files:
            self.read_keys()

    def judge_head(self):
        origin = self.text.split(b'\n')[0].decode()
        for key in self.policy.logs:
            says = oracle.is_signed(self.text, self.signatures, key)
            need(says is not False)
            if key.split('+')[0] == origin:
                self.named = True
                self.signed = key if says else self.signed
        if self.signed:
            self.has_quorum = self.policy.has_quorum(
                self.text, self.signatures)

    def read_keys(self):
        lines, last = self.files[KEYS].split(b'\n'), -1
        need(len(lines) > 1 and lines.pop() == b'')
        for line in lines:
            body, path, covers = policies.line_of(line)
            i = json.loads(body)['i']
            leaf = proven(body, i, path, self.text)
            need(i > last and oracle.is_sound(line))
            is_word = leaf['k'] == 'witness.note'
            need(is_word == (covers is not None))
            if is_word:
                text, _ = oracle.read_note(leaf['note'].encode())
                proven(self.files['seal.leaf'], self.at, covers, text)
            else:
                need(leaf['k'] in ('key.add', 'key.retire', 'key.revoke'))
            if self.signed:
                self.keys.take(leaf, self.signed)
            last = i

    def judge(self, log):
        """Is all of it of this drill?"""
        if not self.here:
            return
        opened, seal, g = self.opened, self.seal, log.genesis
        need(opened['k'] == 'drill.open' and seal['k'] == 'drill.seal' and
             seal['open'] == opened['i'])
        need(opened['drill'] == seal['drill'] == g['drill'])
        need(opened['kind'] == g['kind'])
        need(seal['record'] == oracle.sha256(*(b + b'\n' for b in
                                               log.bodies)).hex())
        text, signatures = oracle.read_note(self.files['seal.note'])
        need(all(oracle.is_signed(text, signatures, e['signer'])
                 for e in (opened, seal)))
        need({'drill.jsonl', 'seal.note'} <= set(seal['files']))
        need(all(self.is_entered(n, h) for n, h in seal['files'].items()
                 if n in RUN | DOCUMENTS))

    def is_entered(self, name, digest):
        """Are these the bytes that were entered, or a seal that others have
        signed since?"""
        tries = [self.files[name]]
        while name == 'seal.note' and tries[-1].count(b'\n') > 5:
            tries.append(tries[-1][:tries[-1].rindex(b'\n', 0, -1) + 1])
        return digest in [oracle.sha256(t).hex() for t in tries]


def judge_later(files):
    """Of another version: what all versions keep must hold all the same."""
    log = oracle.Log(files['drill.jsonl'])
    if log.genesis and files.get('seal.note') is not None:
        oracle.judge_seal(log, files['seal.note'], [])
    for name, digest in (log.genesis or {'docs': {}})['docs'].items():
        need(name not in files or oracle.sha256(files[name]).hex() == digest)
    if SIGNATURES <= set(files):
        judge_signed(files, json.loads(files['evidence.json'])['drill'])
    return UNSUPPORTED


def judge(data, trusted):
    """The verdict by a policy: its text, or a list of key lines."""
    try:
        policy = policies.Policy(trusted)
        files = unpack(data)
        need('evidence.json' in files and set(files) <= KNOWN | FILING | {KEYS})
        list_ = files['evidence.json']
        version = re.match(rb'{"v":([1-9][0-9]*),', list_)
        entry_ = b'%s  evidence.json\n' % oracle.sha256(list_).hex().encode()
        if version and version[1] != b'1' and \
                entry_ in files.get('SHA256SUMS', b''):
            return judge_later(files)
        documents = {n: files[n] for n in set(files) & DOCUMENTS}
        filing = Filing(files, policy)
        verdict = oracle.judge(files['drill.jsonl'], files.get('seal.note'),
                               filing.keys.trusted(policy, filing.at),
                               documents)
        if verdict == UNSUPPORTED:
            need(json.loads(list_)['files'] == {
                n: oracle.sha256(b).hex() for n, b in files.items()
                if n not in LISTINGS})
            if SIGNATURES <= set(files):
                judge_signed(files, json.loads(list_)['drill'])
            return UNSUPPORTED
        need(verdict != INVALID)
        log = oracle.Log(files['drill.jsonl'])
        need(log.sealed and list_ == listed(files, log))
        need(files.get('SHA256SUMS') == sums(files))
        filing.judge(log)
        signer = judge_signed(files, log.genesis['drill'])
    except Verdict as v:
        return v.args[0]
    except (ValueError, KeyError):
        return INVALID
    missing = policy.needs | ({'proof'} if filing.named else set())
    missing = missing - {'seal'} - ({'proof'} if filing.signed else set(
        )) - ({'witness'} if filing.has_quorum else set())
    if missing or signer not in filing.keys.trusted(policy, filing.size):
        return UNTRUSTED
    return verdict


def main(argv):
    with open(argv[0], 'rb') as f:
        data = f.read()
    if os.path.exists(argv[1]):
        with open(argv[1], encoding='utf-8') as f:
            return judge(data, f.read())
    return judge(data, argv[1:])


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
