#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""calibrate.py TRIALS ROOT [--write] -- what are the priors worth?

For each published incident: a plan of its own steps, one after the other, each
taking what such steps took in the *other* incidents; 2,000 drills; where does
the recovery that really happened lie among them? Once with every step drawn by
itself, once with the luck that the steps of an incident share. Holds the result
against docs/calibration.md, or writes it there. Speaks TAP.
"""
import json
import math
import os
import statistics
import subprocess
import sys
import tempfile

DRILLS = 2000
SHARED = 0.74  # base/priors.c
BEGIN, END = '<!-- calibrate -->\n', '<!-- end -->\n'


def logs(incidents, kind=None):
    return [math.log(s['minutes']) for i in incidents for s in i['steps']
            if kind in (None, s['type'])]


def fit(others, kind):
    """Median in ms and sigma; a kind seen less than twice borrows."""
    seen, everything = logs(others, kind), logs(others)
    mu = statistics.mean(seen or everything)
    sigma = statistics.stdev(seen if len(seen) > 1 else everything)
    return round(math.exp(mu) * 60000), sigma


def duration(others, kind, shared):
    median, sigma = fit(others, kind)
    if shared:
        sigma = math.sqrt(max(sigma ** 2 - SHARED ** 2, 0.001 ** 2))
    return {'lognormal': {'median': f'{median}ms', 'sigma': round(sigma, 6)},
            'shared_luck': shared}


def plan(incident, others, shared):
    """Nothing but its steps takes time: everybody is there at once."""
    steps = []
    for n, step in enumerate(incident['steps']):
        steps.append({
            'id': f'step-{n}', 'stage': 'recover', 'roles': ['crew'],
            'fails': 0, 'after': [f'step-{n - 1}'] if n else [],
            'duration': duration(others, step['type'], shared)})
    steps[-1]['effects'] = [{'service': 'it'}]
    at_once = {'role': 'crew', 'duration': '0s'}
    return {
        'format': 'yanlian-plan/1', 'id': 'calibration',
        'name': 'calibration',
        'organisation': {
            'format': 'yanlian-organisation/1', 'id': 'crew',
            'order_delay': '0s',
            'people': [{'id': 'all', 'acknowledges': '0s'}],
            'roles': [{'id': 'crew', 'primary': ['all']}],
            'services': [{'id': 'it'}],
            'monitors': [{'id': 'eye', 'watches': 'it', 'interval': '1d'}]},
        'scenes': [{'id': 'down', 'trigger': 'alarm:eye', 'scope': ['it'],
                    'objectives': {'rto': '1h'}, 'procedure': 'mend',
                    'ladder': 'call'}],
        'response': {'authorise': at_once, 'confirm': at_once},
        'ladders': [{'id': 'call', 'steps': [{'roles': ['crew']}]}],
        'procedures': [{'id': 'mend', 'steps': steps}]}


SCENARIO = {
    'format': 'yanlian-scenario/1', 'id': 'down', 'name': 'down',
    'horizon': '3650d',
    'start': '2024-01-01T00:00Z', 'seed': 1,
    'injects': [{'id': 'fault', 'at': '0s', 'act': 'fault', 'service': 'it',
                 'level': 0}]}


def drills(program, folder, incident, others, shared):
    """Minutes of each drill, ascending."""
    paths = [os.path.join(folder, n) for n in ('plan.json', 'scenario.json')]
    for path, document in zip(paths, (plan(incident, others, shared),
                                      SCENARIO)):
        with open(path, 'w', encoding='utf-8') as f:
            json.dump(document, f)
    out = subprocess.run([program, *paths, str(DRILLS)], check=True,
                         stdout=subprocess.PIPE, text=True).stdout
    return sorted(int(line) / 60000 for line in out.split())


def quantile(drilled, p):
    return drilled[math.ceil(p * len(drilled)) - 1]


class Band:
    """The drilled P10, P50 and P90 against what happened."""

    def __init__(self, drilled, actual):
        self.low, self.half, self.high = (
            quantile(drilled, p) for p in (0.1, 0.5, 0.9))
        self.holds = self.low <= actual <= self.high
        self.error = abs(math.log(actual / self.half))


def is_told(incident):
    """Do its timed steps make up about all of the time it took?"""
    total = sum(s['minutes'] for s in incident['steps'])
    return 0.67 <= total / incident['restored_after'] <= 1.5


def summary(name, rows):
    n = len(rows)
    cells = [name, str(n)]
    for i in (0, 1):
        held = sum(r[1][i].holds for r in rows)
        error = statistics.median(r[1][i].error for r in rows)
        cells.append(f'{held} ({100 * held / n:.0f} %)')
        cells.append(f'{error:.2f}')
    return '| ' + ' | '.join(cells) + ' |'


def report(rows):
    lines = [
        '| incidents | n | alone: within P10–P90 | alone: error | '
        'shared: within P10–P90 | shared: error |',
        '|---|---|---|---|---|---|',
        summary('all with two timed steps or more', rows),
        summary('whose steps make up the time it took',
                [r for r in rows if is_told(r[0])]),
        '',
        '| incident | steps | took | P10 | P50 | P90 | within |',
        '|---|---|---|---|---|---|---|']
    for incident, (_, band) in rows:
        lines.append(
            f'| [{incident["id"]}]({incident["url"]}) '
            f'| {len(incident["steps"])} '
            f'| {incident["restored_after"]:.0f} | {band.low:.0f} '
            f'| {band.half:.0f} | {band.high:.0f} '
            f'| {"yes" if band.holds else "no"} |')
    return '\n'.join(lines) + '\n'


def main(program, root, *options):
    with open(f'{root}/tests/calibration/incidents.json',
              encoding='utf-8') as f:
        incidents = json.load(f)
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for incident in incidents:
            if len(incident['steps']) < 2:
                continue
            others = [i for i in incidents if i is not incident]
            rows.append((incident, [
                Band(drills(program, folder, incident, others, shared),
                     incident['restored_after'])
                for shared in (False, True)]))
    path = f'{root}/docs/calibration.md'
    with open(path, encoding='utf-8') as f:
        text = f.read()
    before, rest = text.split(BEGIN)
    new = before + BEGIN + report(rows) + END + rest.split(END)[1]
    if '--write' in options:
        with open(path, 'w', encoding='utf-8') as f:
            f.write(new)
        print(report(rows))
        return 0
    print(f'1..1\n{"ok" if new == text else "not ok"} 1 - '
          'docs/calibration.md says what comes out')
    return new != text


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
