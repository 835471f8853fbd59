# SPDX-License-Identifier: Apache-2.0
"""library.py YANLIAN ROOT -- can every drill of the library be played?

Takes each pair of tests/library.txt: the plan and its scenario check without
errors, the drill runs to a verdict, and a second run says the same to the
byte. A finding is allowed only in a plan whose basis tells of it. Speaks TAP.
"""
import json
import pathlib
import subprocess
import sys

from record import Tap

ENDS = {0: 'met', 1: 'not_met', 4: 'not_tested'}


def yanlian(program, *args):
    """The exit code, and what was said on either stream."""
    done = subprocess.run([program, *args, '--json'], capture_output=True,
                          encoding='utf-8', check=False)
    return done.returncode, done.stdout, done.stderr.strip()


def unplayed(root, pairs):
    """Documents of the library that no pair names, and the other way round."""
    for column, room in enumerate(('plans', 'scenarios')):
        there = {p.stem for p in (root / room / 'library').glob('*.json')}
        yield from sorted(there ^ {pair[column] for pair in pairs})


def defects(program, plan, scenario):
    """What the check complains of, but for the findings the basis names."""
    out, err = yanlian(program, 'check', plan, scenario)[1:]
    if not out:
        return err
    basis = json.loads(pathlib.Path(plan).read_text(encoding='utf-8'))
    basis = str(basis.get('basis', ''))
    return ', '.join(f['cause'] for f in json.loads(out)['faults']
                     if f['grade'] == 'error' or
                     f['grade'] == 'finding' and f['id'] not in basis)


def strangeness(program, plan, scenario):
    """Why a drill is not to be trusted: how it ended, or that it changed."""
    code, out, err = yanlian(program, 'run', plan, scenario)
    if code not in ENDS:
        return f'exit {code}: {err}'
    first = json.loads(out)
    if first['verdict'] != ENDS[code]:
        return f'exit {code} with verdict {first["verdict"]}'
    second = json.loads(yanlian(program, 'run', plan, scenario)[1])
    return '' if first == second else 'a second run says something else'


def main(program, root):
    root, tap = pathlib.Path(root), Tap()
    lines = (root / 'tests/library.txt').read_text(encoding='utf-8')
    pairs = [line.split() for line in lines.splitlines()]
    tap.check('every document of the library is played',
              ', '.join(unplayed(root, pairs)))
    for names in pairs:
        plan, scenario = (str(root / room / 'library' / f'{name}.json')
                          for room, name in zip(('plans', 'scenarios'), names))
        tap.check(f'{names[1]}: no defect but those the plan tells of',
                  defects(program, plan, scenario))
        tap.check(f'{names[1]}: ends in a verdict, the same every time',
                  strangeness(program, plan, scenario))
    return tap.end()


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
