# SPDX-License-Identifier: Apache-2.0
"""run.py YANLIAN ROOT -- one drill as its user sees it: the verdict, the exit
code, the record that is kept, and what is not kept."""
import hashlib
import os
import re
import resource
import signal
import sys

from program import INCOMPLETE, NO, SYSTEM, USAGE, YES, Suite

KEPT = ['drill.jsonl', 'plan.json', 'report.html', 'scenario.json',
        'seal.note']


def amended(s, name, **members):
    """The library's plan with other members. Return: its path."""
    return s.write(name, {**s.load(s.plan), **members})


def with_objectives(s, name, **objectives):
    scenes = s.load(s.plan)['scenes']
    scenes[0]['objectives'] = objectives
    return amended(s, name, scenes=scenes)


def verdicts(s):
    """Every figure below was worked out by hand from the published times:
    back after 7 h 53 min."""
    done = s.run('run', s.plan, s.scenario, '--out', 'missed')
    s.fact('an RTO of 4 h is missed by 3 h 53 min', done.code == NO
           and 'RTO 4 h; 3 h 53 min too late' in done.out, done)
    plan = with_objectives(s, 'met.json', rto='10h')
    done = s.run('run', plan, s.scenario, '--out', 'met')
    s.fact('one of 10 h is met with 2 h 7 min to spare', done.code == YES
           and 'RTO 10 h; 2 h 7 min to spare' in done.out, done)
    plan = with_objectives(s, 'just.json', rto='7h53m')
    done = s.run('run', plan, s.scenario, '--json')
    s.fact('equality meets', done.code == YES, done)
    scenario = s.load(s.scenario)
    scenario['injects'] = [i for i in scenario['injects']
                           if i['act'] == 'message']
    s.write('calm.json', scenario)
    done = s.run('run', s.plan, 'calm.json', '--out', 'calm')
    s.fact('a drill in which nothing fell is no pass', done.code == INCOMPLETE
           and 'not tested' in done.out, done)
    done = s.run('run', s.plan, 'calm.json', '--json')
    s.fact('nor is it for the machine', done.code == INCOMPLETE
           and done.json()['verdict'] == 'not_tested', done)


def scenes(s):
    """tests/cases/drill/second-missed: the scene of the scenario is back after
    17 min of its hour, another after 17 of its 10."""
    plan, scenario = (
        os.path.join(s.root, f'tests/cases/drill/second-missed/{x}.json')
        for x in ('plan', 'scenario'))
    done = s.run('run', plan, scenario, '--out', 'second')
    s.fact('no scene hides behind another', done.code == NO
           and 'objectives NOT met in 1 of 2 scenes' in done.out
           and 'dead: NOT met, recovered only in 17 min' in done.out, done)
    done = s.run('run', plan, scenario, '--json')
    s.fact('nor does one from the machine', done.code == NO
           and done.json()['verdict'] == 'not_met'
           and [x['verdict'] for x in done.json()['scenes']]
           == ['met', 'not_met'], done)
    done = s.run('campaign', plan, scenario, '-n', '200', '--json')
    got = done.json()
    s.fact('nor in a campaign', done.code == NO and got['p_met']['ppm'] == 0
           and got['p_rto_met']['ppm'] == 1000000
           and [x['p_met']['ppm'] for x in got['scenarios'][0]['scenes']]
           == [1000000, 0], done)
    done = s.run('campaign', plan, scenario, '-n', '200')
    s.fact('which tells each by itself', 'dead: objectives met 0%' in done.out
           and 'down: objectives met 100%' in done.out, done)


def calls(s):
    """A call-out drill: a roll, a verdict on the ladder, no word of recovery.
    The figures are those of tests/cases/drill/call-out."""
    plan, scenario = (os.path.join(s.root, f'tests/cases/drill/call-out/{x}.json')
                      for x in ('plan', 'scenario'))
    done = s.run('run', plan, scenario, '--out', 'calls')
    s.fact('a call-out drill answered in time is met', done.code == YES
           and 'answered 6 min after' in done.out
           and 'Roll: 2 called, 1 answered' in done.out, done)
    s.fact('it speaks of no RTO', 'RTO' not in done.out
           and 'RPO' not in done.out, done)
    done = s.run('run', plan, scenario, '--json')
    roll = done.json()['roll']
    s.fact('the machine gets the roll', [x['answered_ms'] for x in roll]
           == [None, 360000] and done.json()['kind'] == 'call_out', done)
    done = s.run('campaign', plan, scenario, '-n', '100', '--json')
    s.fact('a campaign says how soon somebody answers', done.code in (0, 4)
           and done.json()['scenarios'][0]['acknowledged_ms']['p50']['at']
           == 360000 and 'rto_ms' not in done.out, done)
    plan, scenario = (x.replace('call-out', 'call-out-nobody')
                      for x in (plan, scenario))
    done = s.run('run', plan, scenario, '--out', 'unpromised')
    s.fact('where nothing is promised nothing is tested',
           done.code == INCOMPLETE and 'promises nothing' in done.out, done)


def lost_data(s):
    """Data that never comes back is not called no loss."""
    procedures = s.load(s.plan)['procedures']
    for step in procedures[0]['steps']:
        step.pop('restores', None)
        step.pop('copies', None)
    scenes = s.load(s.plan)['scenes']
    for rpo, words in ((None, 'no RPO declared'), ('15m', 'RPO 15 min')):
        scenes[0]['objectives'] = {'rto': '10h', **({'rpo': rpo} if rpo
                                                    else {})}
        plan = amended(s, 'lost.json', procedures=procedures, scenes=scenes)
        done = s.run('run', plan, s.scenario, '--out', f'lost-{rpo}')
        s.fact(f'data that never came back is told, with RPO {rpo}',
               'the data did not come back' in done.out
               and words in done.out, done)


def record_of(text):
    """The digest of a record, by docs/evidence.md: over the fact bodies as
    they stand in the log, a newline after each."""
    bodies = re.findall(r'^\{"i":\d+,.*"k":"fact","b":(\{.*\}),"p":"[^"]*"\}$',
                        text, re.M)
    return hashlib.sha256(''.join(b + '\n' for b in bodies).encode())


def repeats(s):
    first = s.run('run', s.plan, s.scenario, '--json', '--out', 'first')
    again = s.run('run', s.plan, s.scenario, '--json')
    quick = s.run('run', s.plan, s.scenario, '--json', '--speed', '1000000',
                  '--out', 'quick')
    s.fact('--json is the same, byte for byte', first.out == again.out
           and first.code == NO and not first.err, first, again)
    s.fact('--json with --speed too', first.out == quick.out, first, quick)
    log = s.load_bytes('first/drill.jsonl').decode()
    s.fact('its digest is that of the record',
           first.json()['digest'] == record_of(log).hexdigest(), first)
    s.fact('at any speed', record_of(log).digest() == record_of(
        s.load_bytes('quick/drill.jsonl').decode()).digest())
    response = s.load(s.plan)['response']
    response['authorise']['duration'] = {
        'lognormal': {'median': '5m', 'sigma': 1}}
    plan = amended(s, 'lucky.json', response=response)
    told = {s.run('run', plan, s.scenario, '--json', '--seed',
                  str(seed)).json()['digest'] for seed in (1, 2, 3, 1)}
    s.fact('another seed brings another drill, the same the same',
           len(told) == 3, told)
    most = s.run('run', s.plan, s.scenario, '--json', '--seed',
                 str(2**53 - 1))
    s.fact('2^53 - 1 is a seed', most.json()['seed'] == 2**53 - 1, most)


def started(s):
    """--start is when it starts, whatever the scenario says; the log names
    it, and only then."""
    plan, scenario = (os.path.join(
        s.root, f'tests/cases/drill/starts/{x}.json')
        for x in ('plan', 'scenario'))
    for at, verdict in (('2024-03-02T08:59:59Z', 'not_met'),
                        ('2024-03-02T17:00+08:00', 'met'),
                        ('2024-03-02T17:00Z', 'not_met')):
        done = s.run('run', plan, scenario, '--json', '--start', at)
        s.fact(f'started at {at} it is {verdict}',
               done.json()['verdict'] == verdict, done)
    done = s.run('run', plan, scenario, '--out', 'begun')
    s.fact('trial 0 has the first start', '2024-03-02T00:00:00Z' in done.out,
           done)
    s.fact('the log says so', b'"start":"2024-03-02T00:00:00Z"'
           in s.load_bytes('begun/drill.jsonl'))
    done = s.run('verify', 'begun')
    s.fact('and verifies', 'UNTRUSTED' in done.out, done)
    s.run('run', s.plan, s.scenario, '--out', 'fixed')
    s.fact('of a scenario with one start the log need not say it',
           b'"start":' not in s.load_bytes('fixed/drill.jsonl'))
    for at in ('noon', '2024-03-02', '2024-02-30T00:00Z'):
        for verb in 'run', 'script':
            done = s.run(verb, plan, scenario, '--start', at)
            s.fact(f'{verb}: {at} is no instant', done.code == USAGE
                   and at in done.err, done)
    script = s.run('script', plan, scenario, '--csv', '--start',
                   '2024-03-02T13:30Z')
    s.fact('a script is written for its start', '13:30' in script.out, script)


def paced(s):
    """What a paced drill shows is what a drill flat out shows."""
    flat = s.run('run', s.plan, s.scenario, '--out', 'told-flat')
    paced_ = s.run('run', s.plan, s.scenario, '--speed', '1000000', '--out',
                   'told-paced')
    s.fact('a paced drill tells the same',
           flat.out.split('\n\nreport: ')[0]
           == paced_.out.split('\n\nreport: ')[0], flat, paced_)


def kept(s):
    done = s.run('run', s.plan, s.scenario, '--out', 'kept/')
    s.fact('a record, its documents and a report are kept', done.code == NO
           and sorted(os.listdir(s.at('kept'))) == KEPT, done)
    s.fact('the documents as they were given',
           s.load_bytes('kept/plan.json') == s.load_bytes(s.plan)
           and s.load_bytes('kept/scenario.json')
           == s.load_bytes(s.scenario))
    s.run('run', s.plan, s.scenario)
    s.run('run', s.plan, s.scenario)
    s.fact('without --out, under a name that is free',
           s.exists('yuque-2023-10-23-1') and s.exists('yuque-2023-10-23-2'))
    before = sorted(os.listdir(s.at()))
    s.run('run', s.plan, s.scenario, '--json')
    s.fact('--json without --out keeps nothing',
           sorted(os.listdir(s.at())) == before)


def refused(s):
    """Where it cannot write, it says so before the drill, and leaves all as
    it was."""
    os.mkdir(s.at('taken'))
    s.write('file', 'mine')
    os.symlink('nowhere', s.at('link'))
    for name in 'taken', 'taken/', 'file', 'link':
        done = s.run('run', s.plan, s.scenario, '--out', name)
        s.fact(f'--out {name} is taken', done.code == USAGE
               and not done.out and 'exists already' in done.err, done)
    s.fact('and left alone', os.listdir(s.at('taken')) == []
           and s.load_bytes('file') == b'mine')
    for name in 'file/out', 'nowhere/out':
        done = s.run('run', s.plan, s.scenario, '--out', name)
        s.fact(f'--out {name} cannot be written, said before the drill',
               done.code == SYSTEM and not done.out
               and f'"{name}"' in done.err, done)
    s.write('open.key', 'yanlian-key/1\n')
    for key in 'nowhere.key', 'open.key', s.plan:
        done = s.run('run', s.plan, s.scenario, '--out', 'never', '--key', key)
        s.fact(f'--key {os.path.basename(key)} is refused before the drill',
               done.code == USAGE and not done.out
               and os.path.basename(key) in done.err, done)
    s.fact('and nothing is kept', not s.exists('never'))


def torn(s):
    """A disk that fills up leaves no half a record."""
    done = s.run(
        'run', s.plan, s.scenario, '--out', 'torn', restore_signals=False,
        preexec_fn=lambda: resource.setrlimit(
            resource.RLIMIT_FSIZE, (20_000, 20_000)))
    s.fact('no half a record is left', done.code == SYSTEM
           and not s.exists('torn'), done)
    for verb in ('run', s.plan, s.scenario, '--json'), ('check', s.plan), \
            ('check', '--schema', 'plan'), ('run', '--help'), ('--version',):
        with open('/dev/full', 'wb') as full:
            done = s.run(*verb, stdout=full)
        s.fact(f'{verb[0]}: a full disk under stdout is noticed',
               done.code == SYSTEM and 'stdout' in done.err, done)
        done = s.run(*verb, preexec_fn=lambda: os.close(1))
        s.fact(f'{verb[0]}: so is a closed one', done.code == SYSTEM, done)
    done = s.run('run', s.plan, s.scenario, '--out', 'silent',
                 preexec_fn=lambda: os.closerange(0, 3))
    s.fact('the record is kept whole without any stream',
           done.code == SYSTEM and sorted(os.listdir(s.at('silent'))) == KEPT
           and 'UNTRUSTED' in s.run('verify', 'silent').out, done)


def interrupted(s):
    process = s.start('run', s.plan, s.scenario, '--speed', '1', '--out',
                      'interrupted')
    while '✗' not in process.stdout.readline().decode():
        pass  # until the fault is told: the drill has begun
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    s.fact('an interrupted drill is incomplete',
           process.returncode == INCOMPLETE and b'interrupted' in err, err)
    s.fact('and can be gone on with', b'run --resume interrupted' in err
           and sorted(os.listdir(s.at('interrupted'))) == [
               'drill.jsonl', 'plan.json', 'scenario.json'], err)


def findings(s):
    response = s.load(s.plan)['response']
    del response['verify']
    plan = amended(s, 'finding.json', response=response)
    done = s.run('run', plan, s.scenario, '--out', 'finding')
    s.fact('findings are told beside the verdict',
           'has no verification' in done.out, done)
    done = s.run('run', plan, s.scenario, '--json')
    s.fact('with --json on stderr', done.json()['verdict'] == 'not_met'
           and 'has no verification' in done.err, done)
    done = s.run('run', plan, s.scenario, '--strict', '--out', 'strict')
    s.fact('--strict does not run such a plan', done.code == NO
           and not done.out and not s.exists('strict'), done)


def misused(s):
    for args in ((), (s.plan,), (s.plan, s.scenario, s.scenario),
                 (s.scenario, s.plan), (s.plan, s.plan),
                 (s.plan, 'nowhere.json'), ('.', s.scenario)):
        done = s.run('run', *args)
        s.fact(f'run of {len(args)} wrong files is refused',
               done.code == USAGE and not done.out and done.err, done)
    done = s.run('run', s.scenario, s.plan)
    s.fact('plan and scenario in the other order: one fault says so',
           'errors: 1, findings: 0' in done.err
           and 'the other order' in done.err, done)
    for option, *values in (
            ('seed', '-1', '+1', '9007199254740992', '1e3', '0x1', '', ' 1',
             '99999999999999999999'),
            ('speed', '0', '-1', '1.5', '1000001', ''), ('lang', 'fr', '')):
        for value in values:
            done = s.run('run', s.plan, s.scenario, f'--{option}', value)
            s.fact(f'--{option} cannot be "{value}"', done.code == USAGE
                   and not done.out
                   and done.err.endswith(
                       f'--{option} cannot be "{value}".\n'), done)


def main(program, root):
    s = Suite(program, root)
    for test in (verdicts, scenes, calls, lost_data, repeats, started, paced,
                 kept, refused, torn, interrupted, findings, misused):
        test(s)
    return s.end()


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
