# SPDX-License-Identifier: Apache-2.0
"""oracle_archive.py DIR VKEY [OLD-CHECKPOINT] -- verify an archive by
docs/evidence.md, with the Python standard library alone: every entry, every
tile, the signed head, and that an older head begins it. Exit status: 0 if all
holds, else 1. As a module it also writes archives of its own."""
import base64
import json
import os
import re
import sys

import oracle_ed25519 as ed25519
from oracle_log import (HOSTILE, is_signed, is_sound, need, read_note,
                        read_vkey, root, sha256, unbase64)

WIDTH = 256
KINDS = {
    'archive.genesis': 'v origin key', 'key.add': 'role key holder?',
    'key.retire': 'key', 'key.revoke': 'key since why',
    'drill.open': 'drill kind signer title?',
    'drill.seal': 'open drill status record signer files',
    'drill.abandon': 'open drill why', 'plan.publish': 'name version digest',
    'witness.note': 'key note'}
LINES = 'holder', 'title', 'why', 'name', 'version'
TIME = r'\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ'


def leaf_hash(entry):
    return sha256(b'\x00', entry)


def name(n):
    parts = [f'{n % 1000:03}']
    while n := n // 1000:
        parts.insert(0, f'x{n % 1000:03}')
    return '/'.join(parts)


def tiles(size):
    """(path, level, first place, width) of every tile of a tree."""
    level = 0
    while size >> 8 * level:
        places = size >> 8 * level
        for n in range((places + WIDTH - 1) // WIDTH):
            width = min(WIDTH, places - n * WIDTH)
            end = '' if width == WIDTH else f'.p/{width}'
            if level == 0:
                yield f'tile/entries/{name(n)}{end}', None, n * WIDTH, width
            yield f'tile/{level}/{name(n)}{end}', level, n * WIDTH, width
        level += 1


def bundle(entries):
    return b''.join(len(e).to_bytes(2, 'big') + e for e in entries)


def unbundle(data):
    entries = []
    while data:
        n = int.from_bytes(data[:2], 'big')
        need(len(data) >= 2 + n)
        entries.append(data[2:2 + n])
        data = data[2 + n:]
    return entries


def read_checkpoint(note, vkey):
    """The size and root of a checkpoint that this key has signed."""
    text, signatures = read_note(note)
    need(is_signed(text, signatures, vkey))
    found = re.fullmatch(rb'([^\n]+)\n(0|[1-9][0-9]*)\n([^\n]+)\n', text)
    need(found and found[1].decode() == read_vkey(vkey)[0])
    hash_ = unbase64(found[3])
    need(len(hash_) == 32)
    return int(found[2]), hash_


def read_entry(entry, i):
    """One entry as a dictionary, its form checked."""
    need(is_sound(entry) and len(entry) <= 16384)
    leaf = json.loads(entry)
    need(list(leaf)[:3] == ['i', 'k', 't'] and leaf['i'] == i)
    need(leaf['k'] in KINDS and re.fullmatch(TIME, leaf['t']))
    need((leaf['k'] == 'archive.genesis') == (i == 0))
    wanted = KINDS[leaf['k']].split()
    need(list(leaf)[3:] in ([w.rstrip('?') for w in wanted],
                            [w for w in wanted if not w.endswith('?')]))
    need(not re.search('[%s]' % HOSTILE,
                       entry.decode().replace('\\n', '')))
    texts = [leaf.get(m, 'x') for m in LINES] + list(leaf.get('files', ()))
    need(all(t and not re.search('[\n\r\t]', t) and
             len(t.encode()) <= 512 for t in texts))
    return leaf


def read(folder, vkey):
    """The entries of an archive, as bytes; raises if anything is wrong."""
    def load(path):
        with open(os.path.join(folder, path), 'rb') as f:
            return f.read()
    size, head = read_checkpoint(load('checkpoint'), vkey)
    need(size > 0)
    entries = []
    for path, level, _, width in tiles(size):
        if level is None:
            part = unbundle(load(path))
            need(len(part) == width)
            entries += part
    hashes = [leaf_hash(e) for e in entries]
    need(len(entries) == size and root(hashes) == head)
    for path, level, first, width in tiles(size):
        if level is not None:
            span = WIDTH ** level
            need(load(path) == b''.join(
                root(hashes[i * span:(i + 1) * span])
                for i in range(first, first + width)))
    leaves = [read_entry(e, i) for i, e in enumerate(entries)]
    need(leaves[0]['key'] == vkey)
    return entries


def follows(entries, old, vkey):
    """Does the archive begin with what an older checkpoint vouches for?"""
    size, head = read_checkpoint(old, vkey)
    return size <= len(entries) and \
        root([leaf_hash(e) for e in entries[:size]]) == head


def path_of(hashes, i):
    """RFC 6962, section 2.1.1, as it is written there."""
    if len(hashes) == 1:
        return []
    k = 1 << (len(hashes) - 1).bit_length() - 1
    if i < k:
        return path_of(hashes[:k], i) + [root(hashes[k:])]
    return path_of(hashes[k:], i - k) + [root(hashes[:k])]


def proof(entries, i, checkpoint):
    """The .tlog-proof of entry `i`."""
    path = path_of([leaf_hash(e) for e in entries], i)
    return b''.join([b'c2sp.org/tlog-proof@v1\nindex %d\n' % i] +
                    [base64.b64encode(h) + b'\n' for h in path] +
                    [b'\n', checkpoint])


def vkey_of(name_, seed):
    raw = b'\x01' + ed25519.public(seed)
    id_ = sha256(name_.encode(), b'\n', raw)[:4].hex()
    return f'{name_}+{id_}+{base64.b64encode(raw).decode()}'


def sign(name_, seed, text):
    """A note of this text by this key."""
    id_ = bytes.fromhex(vkey_of(name_, seed).split('+')[1])
    line = base64.b64encode(id_ + ed25519.sign(seed, text)).decode()
    return text + f'\n\u2014 {name_} {line}\n'.encode()


def write(folder, name_, seed, n):
    """An archive of `n` entries by another hand."""
    entry = lambda i, kind, **more: json.dumps(
        {'i': i, 'k': kind, 't': '2026-11-22T06:25:49Z', **more},
        ensure_ascii=False, separators=(',', ':')).encode()
    entries = [entry(0, 'archive.genesis', v=1, origin=name_,
                     key=vkey_of(name_, seed))]
    entries += [entry(i, 'plan.publish', name='预案', version=str(i),
                      digest='0' * 64) for i in range(1, n)]
    hashes = [leaf_hash(e) for e in entries]
    for path, level, first, width in tiles(n):
        os.makedirs(os.path.dirname(os.path.join(folder, path)),
                    exist_ok=True)
        with open(os.path.join(folder, path), 'wb') as f:
            f.write(bundle(entries[first:first + width]) if level is None
                    else b''.join(root(hashes[i * WIDTH ** level:
                                              (i + 1) * WIDTH ** level])
                                  for i in range(first, first + width)))
    with open(os.path.join(folder, 'checkpoint'), 'wb') as f:
        f.write(sign(name_, seed, b'%s\n%d\n%s\n' % (
            name_.encode(), n, base64.b64encode(root(hashes)))))
    return entries


def main(argv):
    try:
        entries = read(argv[0], argv[1])
        return 0 if len(argv) < 3 or follows(
            entries, open(argv[2], 'rb').read(), argv[1]) else 1
    except Exception as e:
        print(repr(e), file=sys.stderr)
        return 1


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
