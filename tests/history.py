# SPDX-License-Identifier: Apache-2.0
"""history.py YANLIAN ROOT -- do the library's drills repeat history?

Runs each incident of the library as it is shipped and holds every published
instant of its scenario against the facts of the record, to the minute; then
each case of tests/cases/what-if: documents amended by a JSON Patch, and the
restoration a person worked out by hand. Speaks TAP.
"""
import copy
import json
import os
import subprocess
import sys
import tempfile

from record import Tap, facts, log

MINUTE = 60_000

# Minutes from the disruption, as published (docs/library.md).
PUBLISHED = {
    'yuque-2023-10-23': {'t_restore': 473},
    'github-2018-10-21': {'t_restore': 1052, 't_normal': 1451},
    'cloudflare-2025-11-18': {'t_restore': 182, 't_normal': 338},
    'gitlab-2017-01-31': {'t_restore': 1113},
    'aliyun-hk-2022-12-18': {'t_restore': 760, 't_normal': 834},
    'aliyun-2023-11-12': {'t_restore': 212},
    'bilibili-2021-07-13': {'t_restore': 178},
    'facebook-2021-10-04': {'t_restore': 340},
    'roblox-2021-10-28': {'t_restore': 4508},
    'gcp-2025-06-12': {'t_restore': 180, 't_normal': 449},
    'wikidata-2020-04-06': {'t_restore': 1133},
    'datadog-2023-03-08': {'t_restore': 1618, 't_normal': 2905},
}
DATA_LOSS = {'yuque-2023-10-23': 0, 'github-2018-10-21': 0,
             'gitlab-2017-01-31': 367, 'wikidata-2020-04-06': 0}


def load(path):
    with open(path, encoding='utf-8') as f:
        return json.load(f)


def drill(program, plan, scenario):
    """What `run` said, and the facts of the record it kept."""
    with tempfile.TemporaryDirectory() as folder:
        out = os.path.join(folder, 'drill')
        done = subprocess.run(
            [program, 'run', plan, scenario, '--json', '--out', out],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
        if done.returncode not in (0, 1):  # met, not met
            return None, done.stderr.decode(errors='replace').strip()
        return json.loads(done.stdout), facts(log(out))


def disruption(plan, facts):
    """When users first saw a service in scope below its minimum, in ms."""
    scope = plan['scenes'][0]['scope']
    minimum = {s['id']: s['minimum'] * 1_000_000
               for s in plan['organisation']['services'] if s['id'] in scope}
    return min((f['at'] for f in facts if f['act'] == 'level' and
                f.get('v', 0) < minimum.get(f['on'], 0)), default=0)


def off(published, marks, facts, disrupted):
    """How far the record is from a published instant, in ms; None: no such
    fact. What an entry is `on` may stand in the fact as actor or object."""
    act, on = published['act'], published.get('on')
    if act.startswith('t_'):
        at = marks.get(act)
        found = [] if at is None else [at + disrupted]
    else:
        found = [f['at'] for f in facts if f['act'] == act and
                 (on is None or on in (f.get('on'), f.get('by')))]
    return min((abs(at - span(published['at'])) for at in found),
               default=None)


def span(text):
    """Milliseconds of a span like "1d2h3m" (seconds and up suffice)."""
    total, digits = 0, ''
    for c in text:
        if c.isdigit():
            digits += c
        else:
            total += int(digits) * {'d': 86400, 'h': 3600, 'm': 60, 's': 1}[c]
            digits = ''
    return total * 1000


def minutes(ms):
    return None if ms is None else ms / MINUTE


def patched(document, operations):
    """The document after add, remove and replace. Source: RFC 6902."""
    document = copy.deepcopy(document)
    for operation in operations:
        *way, last = operation['path'].strip('/').split('/')
        at = document
        for name in way:
            at = at[int(name) if isinstance(at, list) else name]
        if isinstance(at, list):
            last = len(at) if last == '-' else int(last)
        if operation['op'] == 'remove':
            del at[last]
        elif operation['op'] == 'add' and isinstance(at, list):
            at.insert(last, operation['value'])
        else:
            at[last] = operation['value']
    return document


def judge_history(tap, program, root, incident):
    plan, scenario = (os.path.join(root, room, 'library', incident + '.json')
                      for room in ('plans', 'scenarios'))
    said, facts = drill(program, plan, scenario)
    tap.check(f'{incident}: runs', '' if said else facts)
    if not said:
        return
    disrupted = disruption(load(plan), facts)
    for published in load(scenario)['history']:
        by = off(published, said['marks'], facts, disrupted)
        where = f'{published["act"]} {published.get("on", "")}'.strip()
        tap.check(f'{incident}: {published["name"]["en"]}',
                  f'no {where}' if by is None else
                  f'{where} is {by / MINUTE:g} min off' if by > MINUTE else '')
    for mark, expected in PUBLISHED[incident].items():
        got = minutes(said['marks'][mark])
        tap.check(f'{incident}: {mark} after {expected} min',
                  f'after {got} min' if got != expected else '')
    if incident in DATA_LOSS:
        got = minutes(said['actual']['data_loss_ms'])
        tap.check(f'{incident}: loses {DATA_LOSS[incident]} min of data',
                  f'loses {got} min' if got != DATA_LOSS[incident] else '')


def judge_what_if(tap, program, root, name):
    case = load(os.path.join(root, 'tests/cases/what-if', name, 'case.json'))
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for room, patch in (('plans', 'plan_patch'),
                            ('scenarios', 'scenario_patch')):
            shipped = load(os.path.join(root, room, 'library',
                                        case['of'] + '.json'))
            paths.append(os.path.join(folder, room + '.json'))
            with open(paths[-1], 'w', encoding='utf-8') as f:
                json.dump(patched(shipped, case[patch]), f)
        said, why = drill(program, *paths)
    got = said and {
        't_restore_min': minutes(said['marks']['t_restore']),
        'data_loss_min': minutes(said['actual']['data_loss_ms'])}
    for what, expected in case['expected'].items():
        tap.check(f'what if {name}: {what} {expected}',
                  why if not said else
                  f'is {got[what]}' if got[what] != expected else '')


def main(program, root):
    tap = Tap()
    folder = os.path.join(root, 'scenarios/library')
    library = {x[:-len('.json')] for x in os.listdir(folder)
               if 'history' in load(os.path.join(folder, x))}
    tap.check('every incident of the library is judged',
              sorted(library ^ set(PUBLISHED)))
    for incident in PUBLISHED:
        judge_history(tap, program, root, incident)
    for name in sorted(os.listdir(os.path.join(root, 'tests/cases/what-if'))):
        judge_what_if(tap, program, root, name)
    return tap.end()


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
