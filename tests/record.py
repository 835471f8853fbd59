# SPDX-License-Identifier: Apache-2.0
"""record.py -- what the tests of whole drills share: what they read of a
record, and how they speak TAP."""
import json
import os


class Tap:
    def __init__(self):
        self.n = self.bad = 0

    def check(self, name, wrong):
        """One test; `wrong` says what is, and is empty if all is well."""
        self.n += 1
        self.bad += bool(wrong)
        print(f'{"not ok" if wrong else "ok"} {self.n} - {name}')
        if wrong:
            print('# ' + str(wrong).replace('\n', '\n# '))

    def end(self):
        print(f'1..{self.n}')
        return self.bad > 0


def log(folder):
    """The sealed log of a drill, as bytes."""
    with open(os.path.join(folder, 'drill.jsonl'), 'rb') as f:
        return f.read()


def facts(lines):
    """The facts that a log holds."""
    return [x['b'] for x in map(json.loads, lines.splitlines())
            if x.get('k') == 'fact']


def pairs(root):
    """The drills of the library, as paths of plan and scenario."""
    with open(os.path.join(root, 'tests/library.txt'),
              encoding='utf-8') as f:
        return [[f'{room}/library/{name}.json' for room, name in
                 zip(('plans', 'scenarios'), line.split())] for line in f]
