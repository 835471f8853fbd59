# SPDX-License-Identifier: Apache-2.0
"""ladder.py YANLIAN ROOT -- ladders climbed on paper: awkward cases of
tests/cases/ladder, each worked out by hand, and what people read.

A case is what matters of a plan, and lines of what must come of it:
    5m a,b wasted 50    a rung: when, whom, whether empty or wasted, and the
                        per cent odds that somebody has answered by then
    lost 15m            how long empty rungs keep the next one waiting
    never 12.5          the odds that nobody ever answers
    within 15m 75       the odds that somebody has answered in time
"""
import os
import re
import sys

from program import NO, USAGE, YES, Suite

CASES = os.path.join('tests', 'cases', 'ladder')


def plan_of(case):
    """A whole plan around what the case says."""
    first = case['people'][0]['id']
    return {
        'format': 'yanlian-plan/1', 'id': 'case', 'name': 'case',
        'organisation': {
            'format': 'yanlian-organisation/1', 'id': 'case',
            'people': case['people'],
            'roles': case['roles'] + [{'id': 'first', 'primary': [first]}],
            'calendars': case.get('calendars', []),
            'services': [{'id': 'web'}]},
        'scenes': [{'id': 'down', 'trigger': 'report:web', 'scope': ['web'],
                    'objectives': {'rto': '1h', 'mtpd': '4h'},
                    'procedure': 'mend', 'ladder': 'call'}],
        'response': {'authorise': {'role': 'first', 'duration': '5m'}},
        'ladders': [case['ladder']],
        'procedures': [{'id': 'mend', 'steps': [
            {'id': 'fix', 'stage': 'contain', 'roles': ['first'],
             'duration': '10m', 'effects': [{'service': 'web'}]}]}]}


def percent(ppm):
    return f'{ppm / 10000:g}'


def climbed(ladder, wanted):
    """A climb as lines; of the instants asked about those that `wanted`
    names."""
    for r in ladder['rungs']:
        flag = 'empty' if r['empty'] else 'wasted' if r['wasted'] else '-'
        people = ','.join(p['id'] for p in r['people']) or '-'
        yield (f'{r["at_ms"] // 60000}m {people} {flag} '
               f'{percent(r["acknowledged_ppm"])}')
    yield f'lost {ladder["lost_ms"] // 60000}m'
    yield f'never {percent(ladder["never_ppm"])}'
    for w in ladder['acknowledged']:
        line = f'within {w["within_ms"] // 60000}m '
        if any(x.startswith(line) for x in wanted):
            yield line + percent(w['ppm'])


def cases(s):
    folder = os.path.join(s.root, CASES)
    for name in sorted(os.listdir(folder)):
        case = s.load(os.path.join(folder, name, 'case.json'))
        text = s.load_bytes(os.path.join(folder, name, 'expected.txt'))
        wanted = [line for line in text.decode().splitlines()
                  if not line.startswith('#')]
        plan = s.write(f'{name}.json', plan_of(case))
        done = s.run('ladder', plan, '--at', case['at'], '--json')
        got = list(climbed(done.json()['ladders'][0], wanted)) \
            if done.code == YES else []
        s.fact(name.replace('-', ' '), got == wanted,
               '\n'.join(got), done.err)
        bad = any(' empty ' in x or ' wasted ' in x for x in wanted)
        strict = s.run('ladder', plan, '--at', case['at'], '--strict')
        s.fact(f'{name}: --strict', strict.code == (NO if bad else YES),
               strict)


def told(s):
    """The answer comes first, then what is wrong, then the rungs."""
    done = s.run('ladder', 'empty-weekend.json', '--at',
                 '2026-05-09T10:00+08:00', '--lang', 'en')
    s.fact('told in English', done.out.splitlines()[2:4] == [
        'Somebody has answered: within 5 min 0%; within 15 min 0%; '
        'within 30 min 100%; within 1 h 100%',
        'Rungs that call nobody: rung 1; 15 min lost waiting'], done)
    done = s.run('ladder', 'empty-weekend.json', '--at',
                 '2026-05-09T10:00+08:00', '--lang', 'zh')
    s.fact('told in Chinese', done.out.splitlines()[2:4] == [
        '有人应答的把握：5 分内 0%、15 分内 0%、30 分内 100%、1 小时内 100%',
        '叫不到人的级：第 1 级，白等 15 分'], done)
    done = s.run('ladder', 'again-after-the-end.json', '--at',
                 '2026-05-04T10:00Z', '--lang', 'zh')
    s.fact('a ladder that begins anew counts its rounds',
           '第 1 轮第 1 级' in done.out and '第 2 轮第 1 级' in done.out, done)
    done = s.run('ladder', 'all-absent.json', '--at', '2026-05-04T10:00Z')
    s.fact('what may never come is told',
           'Nobody answers to the very end: 100%' in done.out
           and not re.search(r'nobody wrote', done.out), done)
    case = s.load(os.path.join(s.root, CASES, 'all-absent', 'case.json'))
    for person in case['people']:
        del person['acknowledges']
    plan = s.write('defaults.json', plan_of(case))
    done = s.run('ladder', plan, '--at', '2026-05-04T10:00Z')
    s.fact('odds that rest on defaults are told so',
           'Mind: for 2 of these people nobody wrote' in done.out, done)
    case['ladder']['acknowledge_within'] = '5m'
    case['people'][0]['answers'] = .25
    plan = s.write('promise.json', plan_of(case))
    done = s.run('ladder', plan, '--at', '2026-05-04T10:00Z')
    s.fact('a promise and its odds come first', done.out.splitlines()[2]
           == 'Promised: an answer within 5 min; odds 25%', done)
    done = s.run('ladder', plan, '--at', '2026-05-04T10:00Z', '--json')
    ladder = done.json()['ladders'][0]
    s.fact('for machines too', ladder['acknowledge_within_ms'] == 300000
           and ladder['kept_ppm'] == 250000, done)
    s.fact('a ladder that is not there is refused', s.run(
        'ladder', plan, 'none').code == USAGE)


def main(yanlian, root):
    s = Suite(yanlian, root)
    cases(s)
    told(s)
    return s.end()


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
