# SPDX-License-Identifier: Apache-2.0
"""seeds.py TARGET FOLDER -- real files for tests/fuzz/TARGET.c to start from:
those in tests/fuzz/TARGET, and what the tree already has of the kind."""
import glob
import json
import os
import shutil
import sys
import tarfile

GOLDEN = 'tests/proof/golden/drill.tar'


def read(path):
    with open(path, 'rb') as f:
        return f.read()


def log():
    with tarfile.open(GOLDEN) as t:
        yield t.extractfile('drill.jsonl').read()


def bundle():
    yield read(GOLDEN)


def document():
    for kind in 'plan', 'scenario':
        for path in glob.glob(f'tests/cases/{kind}/valid/*/input.json'):
            yield read(path)
    yield from map(read, glob.glob('packs/*.json'))


def replay():
    """A plan and a scenario, a NUL between them."""
    for folder in glob.glob('tests/cases/drill/*'):
        plan, scenario = (f'{folder}/{x}.json' for x in ('plan', 'scenario'))
        if os.path.exists(plan) and os.path.exists(scenario):
            yield read(plan) + b'\0' + read(scenario)


def condition():
    """Every short text that a member of a library document holds."""
    found = set()

    def walk(value):
        if isinstance(value, str) and len(value) < 200 and value.isascii():
            found.add(value)
        for below in (value.values() if isinstance(value, dict) else
                      value if isinstance(value, list) else ()):
            walk(below)
    for path in glob.glob('*/library/*.json'):
        walk(json.loads(read(path)))
    return [x.encode() for x in sorted(found)]


def tzif():
    """The machine's, if it has any: the tree has none."""
    for name in ('Asia/Shanghai', 'America/New_York', 'Africa/Casablanca',
                 'Australia/Lord_Howe', 'UTC'):
        path = f'/usr/share/zoneinfo/{name}'
        if os.path.exists(path):
            yield read(path)


MADE = {f.__name__: f for f in (log, bundle, document, replay, condition, tzif)}


def main(target, folder):
    os.makedirs(folder, exist_ok=True)
    for path in glob.glob(f'tests/fuzz/{target}/*'):
        shutil.copy(path, folder)
    for i, content in enumerate(MADE.get(target, lambda: ())()):
        with open(f'{folder}/made-{i}', 'wb') as f:
            f.write(content)


if __name__ == '__main__':
    main(*sys.argv[1:])
