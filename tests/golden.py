# SPDX-License-Identifier: Apache-2.0
"""golden.py YANLIAN ROOT [--write] -- is a drill what it was, byte for byte?

tests/golden.txt holds the digest of the record of every drill of the library,
and of some cases. Whoever changes one on purpose raises STAGE_SEMANTICS, says
so in the changelog, and has them written again; whoever adds one to the library
has it written too. Then luck: another seed is another record where there is
luck and the same where there is none, and the same arguments give the same
bytes on stdout and in the log. Speaks TAP.
"""
import json
import os
import subprocess
import sys
import tempfile

from record import Tap, log, pairs

LUCKY = ['tests/cases/drill/lucky/plan.json',
         'tests/cases/drill/lucky/scenario.json']
CERTAIN = ['plans/library/yuque-2023-10-23.json',
           'scenarios/library/yuque-2023-10-23.json']


class Program:
    def __init__(self, path, root):
        self.path, self.root = os.path.abspath(path), root

    def run(self, documents, *options):
        """What `run --json` writes to stdout, as bytes."""
        done = subprocess.run(
            [self.path, 'run', *documents, '--json', *options],
            cwd=self.root, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            check=False)
        if done.returncode not in (0, 1, 4):  # met, not met, not tested
            raise SystemExit(done.stderr.decode(errors='replace'))
        return done.stdout

    def record(self, documents, *options):
        return json.loads(self.run(documents, *options))['digest']

    def log(self, documents, folder, key):
        """The sealed log of a drill, as bytes."""
        self.run(documents, '--out', folder, '--key', key)
        return log(folder)


def golden(path):
    """The head of the file, and (record, documents) of each line."""
    with open(path, encoding='utf-8') as f:
        lines = f.read().splitlines()
    head = [x for x in lines if x.startswith('#')]
    drills = [x.split() for x in lines if x and not x.startswith('#')]
    return head, [(record, documents) for record, *documents in drills]


def drills_of(root, drills):
    """The library's, then the cases that the file names."""
    shipped = pairs(root)
    return shipped + [x for _, x in drills if x not in shipped]


def write(program, path, root):
    head, drills = golden(path)
    drills = drills_of(root, drills)
    with open(path, 'w', encoding='utf-8') as f:
        for line in head:
            print(line, file=f)
        for documents in drills:
            print(program.record(documents), *documents, file=f)


def judge_golden(tap, program, path, root):
    drills = golden(path)[1]
    tap.check('every drill of the library is there, and no other',
              '\n'.join(x[1] for x in drills_of(root, drills)
                        if x not in [y for _, y in drills])
              or '\n'.join(x[1] for _, x in drills if 'library' in x[0]
                           and x not in pairs(root)))
    for record, documents in drills:
        got = program.record(documents)
        tap.check(f'{documents[1]} is what it was',
                  '' if got == record else f'was {record}\nnow {got}')


def judge_luck(tap, program):
    one, two = (program.record(LUCKY, '--seed', s) for s in '12')
    tap.check('another seed, another record where there is luck',
              '' if one != two else one)
    one, two = (program.record(CERTAIN, '--seed', s) for s in '12')
    tap.check('another seed, the same record where there is none',
              '' if one == two else f'{one} and {two}')


def judge_repetition(tap, program):
    tap.check('the same arguments, the same stdout',
              '' if program.run(LUCKY) == program.run(LUCKY) else 'differs')
    with tempfile.TemporaryDirectory() as folder:
        key = os.path.join(folder, 'key')
        subprocess.run([program.path, 'key', 'new', '--out', key], check=True,
                       stdout=subprocess.DEVNULL)
        logs = [program.log(LUCKY, os.path.join(folder, name), key)
                for name in ('one', 'two')]
    tap.check('the same arguments and key, the same log',
              '' if logs[0] == logs[1] else 'differs')


def main(program, root, *options):
    path = os.path.join(root, 'tests/golden.txt')
    program = Program(program, root)
    if options == ('--write',):
        return write(program, path, root)
    tap = Tap()
    judge_golden(tap, program, path, root)
    judge_luck(tap, program)
    judge_repetition(tap, program)
    return tap.end()


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
