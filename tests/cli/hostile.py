# SPDX-License-Identifier: Apache-2.0
"""hostile.py YANLIAN ROOT -- what nobody should write is refused at once.

Bounds, not timings: a second of processor and 64 MiB, of a plain
build."""
import json
import os
import sys

import rescore
from program import NO, USAGE, YES, Done, Suite

SECONDS, MEBIBYTES = 1, 64


def bounded(s, name, codes, *args, seconds=SECONDS, most=MEBIBYTES, **more):
    """It answers with one of the codes, within bounds. What it took is asked
    of the kernel, for this one child; so its words go to files."""
    with open(s.at('out'), 'w+b') as out, open(s.at('err'), 'w+b') as err:
        process = s.start(*args, stdout=out, stderr=err, **more)
        _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    done = Done(process.returncode, s.load_bytes('out'), s.load_bytes('err'))
    took = used.ru_utime + used.ru_stime  # a busy machine is no fault
    mebibytes = used.ru_maxrss / 1024
    s.fact(name, done.code in codes and took < seconds
           and mebibytes < most,
           f'{took:.2f} s, {mebibytes:.0f} MiB', str(done)[:2000])
    return done


def refused(s, name):
    done = bounded(s, f'{name}: refused', {USAGE}, 'check', 'input.json')
    s.fact(f'{name}: where, and how to mend it',
           done.out.startswith('input.json:') and '\n    → ' in done.out,
           str(done)[:2000])


def no_documents(s):
    for name, content in {
            'nothing': b'',
            'no JSON': b'yanlian',
            'a truncated plan': s.load_bytes(s.plan)[:5000],
            'a member that stands twice': b'{"a": 1, "a": 2}',
            'bad UTF-8': b'{"a": "\xc3\x28"}',
            'an escape for the terminal': b'{"a": "\x1b[31m"}',
            'such an escape in disguise': b'{"a": "\\u001b[31m"}',
            'text that runs backwards': '{"a": "\u202e"}'.encode(),
            'half a surrogate': b'{"a": "\\ud800"}',
            'UTF-16': '{"a": 1}'.encode('utf-16'),
            'a list of no one': b'[]'}.items():
        s.write('input.json', content)
        refused(s, name)


def large_documents(s):
    for name, *content in (
            ('100,000 arrays in one another', 100_000, b'['),
            ('100,000 objects in one another', 100_000, b'{"a":'),
            ('50 MB of {}', 26_214_400, b'{}'),
            ('2,000,000 numbers', 2_000_000, b'1,', b'[', b'1]'),
            ('4 MB of bad UTF-8', 4_000_000, b'\xff'),
            ('a string of 4 MB', 4_000_000, b'a', b'"', b'"'),
            ('a number of 4 MB', 4_000_000, b'1'),
            ('a fraction of 4 MB', 4_000_000, b'1', b'0.'),
            ('90,000 wrong items', 90_000, b'1,', b'{"scenes": [', b'1]}'),
            ('a member 400,000 times', 400_000, b'"a": 1,', b'{', b'"a": 1}')):
        s.write_times('input.json', *content)
        refused(s, name)


def bad_plans(s):
    """Plans that take long to check, if one is not careful."""
    plan = s.load(s.plan)
    steps = plan['procedures'][0]['steps']
    work = {'stage': 'contain', 'roles': ['app'], 'duration': '1m'}
    services = plan['organisation']['services']
    copies = plan['organisation']['data'][0]['copies']
    many = range(10_000)

    def check(name, codes):
        s.write('plan.json', plan)
        bounded(s, name, codes, 'check', 'plan.json', seconds=10)

    plan['procedures'][0]['steps'] = [
        {'id': f's{i}', 'after': [f's{i}'], **work} for i in many]
    check('10,000 steps that wait for themselves', {USAGE})
    plan['procedures'][0]['steps'] = [
        {'id': f's{i}', 'after': [f's{(i + 1) % 10_000}'], **work}
        for i in many]
    check('10,000 steps that wait for one another', {USAGE})
    del plan['procedures'][0]['steps'][-1]['after']
    check('10,000 steps in reverse order', {YES})
    plan['procedures'][0]['steps'] = steps
    plan['organisation']['services'] = services + [
        {'id': f's{i}', 'needs': [f's{i - 1}'] if i else []}
        for i in range(4000)]
    plan['scenes'][0]['scope'] = [f's{i}' for i in range(1000)]
    steps[5]['effects'] = [{'service': f's{i}'} for i in range(1000)]
    check('1,000 effects on 1,000 services of 4,000', {YES})
    plan = s.load(s.plan)
    plan['organisation']['data'][0]['copies'] = copies + [
        {'id': f'c{i}', 'kind': 'log'} for i in many]
    plan['procedures'][0]['steps'] = [
        {'id': f's{i}', 'restores': 'documents',
         'copies': [f'documents/c{j}' for j in range(1000)], **work}
        for i in range(30)]
    check('10,000 copies named 1,000 times', {USAGE})


def bad_drills(s):
    """Drills that never end are stopped, by name, within a minute."""
    plan, scenario = s.load(s.plan), s.load(s.scenario)
    plan['organisation']['monitors'][0]['interval'] = '1ms'
    scenario['horizon'] = '3650d'
    for step in plan['procedures'][0]['steps']:
        step.pop('effects', None)  # never back
    s.write('plan.json', plan)
    s.write('scenario.json', scenario)
    done = bounded(s, 'ten years of a look a millisecond: stopped', {USAGE},
                   'run', 'plan.json', 'scenario.json', '--out', 'endless',
                   '--literal', seconds=60)
    s.fact('the monitor is named', 'storage-nodes' in done.err, done)
    s.fact('and nothing is kept', not s.exists('endless'))
    plan = s.load(s.plan)
    plan['procedures'][0]['steps'] += [
        {'id': f's{i}', 'stage': 'contain', 'roles': ['app'],
         'duration': '0s'} for i in range(10_000)]
    s.write('plan.json', plan)
    bounded(s, '10,000 steps that take no time: played',
            {NO}, 'run', 'plan.json', s.scenario, '--json', seconds=60,
            most=2 * MEBIBYTES)  # with what else might have been, beside it
    bounded(s, '10,000 steps that take no time: reported',
            {NO}, 'run', 'plan.json', s.scenario, '--out', 'many', seconds=60,
            most=4 * MEBIBYTES)
    s.fact('and the page is there', s.exists('many/report.html'))


def bad_records(s):
    """A sealed record of a drill that never ends: playing it again ends."""
    rescore.make(s)
    plan, scenario = s.load('drill/plan.json'), s.load('drill/scenario.json')
    monitor = plan['organisation']['monitors'][0]
    monitor.update(interval='1ms', misses=0.99)
    scenario['horizon'] = '3650d'
    for step in plan['procedures'][0]['steps']:
        step.pop('effects', None)  # never back
    documents = {'plan_json': json.dumps(plan).encode(),
                 'scenario_json': json.dumps(scenario).encode()}

    def again(name, codes, seconds=60, **more):
        return bounded(s, name, codes, 'verify', 'forged', '--key', s.vkey,
                       '--rescore', seconds=seconds, **more)
    rescore.forged(s, rescore.numbered, **documents)
    done = again('what an endless drill cannot have left: refused', {NO},
                 seconds=SECONDS)
    s.fact('and where it differs is told', 'replayed:' in done.out, done)
    begins = rescore.forged(s, lambda x: rescore.numbered(x)[:5] + x[-2:],
                            **documents)
    done = again('what an endless drill begins with: refused', {NO})
    s.fact('but not before it was played', 'replayed:' in done.out, done)
    # A fault that is looked for a thousand times a second, never noticed.
    for each in plan['organisation']['monitors']:
        each.update(monitor, id=each['id'], hold='3650d')
    scenario['injects'] = scenario['injects'][:1]
    documents = {'plan_json': json.dumps(plan).encode(),
                 'scenario_json': json.dumps(scenario).encode()}
    rescore.forged(s, lambda x: rescore.numbered(x[:6] + x[-2:]), **documents)
    done = again('a silent drill that never ends: refused', {NO})
    s.fact('because it never ends', 'never ends' in done.out, done)


def main(program, root):
    s = Suite(program, root)
    for test in (no_documents, large_documents, bad_plans, bad_drills,
                 bad_records):
        test(s)
    return s.end()


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
