# SPDX-License-Identifier: Apache-2.0
"""campaign.py YANLIAN ROOT -- thousands of trials as their user sees them: the
odds, the exit code, the same bytes however the work was divided."""
import html.parser
import json
import os
import shlex
import signal
import subprocess
import sys
import time
import xml.etree.ElementTree as ElementTree

from program import INCOMPLETE, NO, USAGE, YES, Suite

KNOWN = 'tests/cases/drill/known-odds'
MINUTE = 60000


def case(s, name):
    return os.path.join(s.root, KNOWN, f'{name}.json')


def amended(s, name, **objectives):
    """The plan with known odds, other objectives. Return: its path."""
    plan = s.load(case(s, 'plan'))
    plan['scenes'][0]['objectives'].update(objectives)
    return s.write(name, plan)


def campaign(s, *args, plan=None):
    return s.run('campaign', plan or case(s, 'plan'), case(s, 'scenario'),
                 *args)


def holds(share, truth):
    return share['low_ppm'] <= truth * 1e6 <= share['high_ppm']


def known_odds(s):
    """Recovery takes 3 min and a time that is uniform between 0 and 2 h; RTO
    1 h 43 min, MTPD 1 h 53 min: 100 in 120 meet, 10 in 120 exceed."""
    done = campaign(s, '-n', '20000', '--json')
    got = done.json()
    s.fact('P(met) is 100 in 120', holds(got['p_met'], 100 / 120)
           and got['p_met'] == got['p_rto_met'], done)
    s.fact('P(MTPD exceeded) is 10 in 120',
           holds(got['p_mtpd_exceeded'], 10 / 120), done)
    wrong = [q for q in (50, 90, 95, 99)
             if not got['recovery_ms'][f'p{q}']['low']
             <= (3 + 1.2 * q) * MINUTE
             <= got['recovery_ms'][f'p{q}']['high']]
    s.fact('its quantiles are those of the uniform', not wrong, wrong, done)
    s.fact('trials are counted', got['trials'] == 20000 and got['complete']
           and got['scenarios'][0]['counts']['tested'] == 20000, done)
    s.fact('there is no P of an RPO that nobody declared',
           'p_rpo_met' not in got, done)


def verdicts(s):
    """100 in 120 meet; what is asked makes the difference."""
    for p_met, code, verdict in ((0.8, YES, 'met'), (0.9, NO, 'not_met'),
                                 (100 / 120, INCOMPLETE, 'undecided')):
        plan = amended(s, 'p.json', p_met=round(p_met, 6))
        done = campaign(s, '-n', '20000', '--json', plan=plan)
        s.fact(f'asked {p_met:.2f}, it is {verdict}', done.code == code
               and done.json()['verdict'] == verdict, done)
        s.fact(f'more trials are asked for only then: {verdict}',
               ('more_trials' in done.json()) == (code == INCOMPLETE), done)
    scenario = s.load(case(s, 'scenario'))
    scenario['injects'] = [{'id': 'call', 'at': '1m', 'act': 'message',
                            'message': 'hello'}]
    calm = s.write('calm.json', scenario)
    done = s.run('campaign', case(s, 'plan'), calm, '-n', '50', '--json')
    s.fact('where nothing fell there is no evidence',
           done.code == INCOMPLETE and done.json()['p_met'] is None
           and done.json()['verdict'] == 'not_tested', done)


def bytes_alone(s):
    one = campaign(s, '-n', '5000', '--json', '--threads', '1')
    for threads in ('2', '3', '8'):
        more = campaign(s, '-n', '5000', '--json', '--threads', threads)
        s.fact(f'{threads} threads give the same bytes',
               more.out == one.out and more.code == one.code, more)
    other = campaign(s, '-n', '5000', '--json', '--seed', '7')
    s.fact('another seed does not', other.out != one.out, other)


def single_trials(s):
    """The trials of a campaign, one by one."""
    met = 0
    for i in range(30):
        done = s.run('run', case(s, 'plan'), case(s, 'scenario'), '--json',
                     '--trial', str(i))
        met += done.json()['verdict'] == 'met'
        if i == 29:
            s.fact('a trial alone says which it is',
                   done.json()['trial'] == 29, done)
    done = campaign(s, '-n', '30', '--json')
    s.fact('30 trials run alone are the campaign of 30',
           done.json()['scenarios'][0]['counts']['met'] == met, met, done)
    done = s.run('run', case(s, 'plan'), case(s, 'scenario'), '--trial',
                 '734211', '--out', 'trial')
    checked = s.run('verify', 'trial')
    s.fact('any trial leaves a full record', s.exists('trial', 'drill.jsonl')
           and b'"trial":734211' in s.load_bytes('trial/drill.jsonl')
           and 'Traceback' not in checked.err, done, checked)


def usage(s):
    for args in (('-n', '0'), ('-n', 'many'), ('-n', '9' * 16),
                 ('--threads', '0'), ('--threads', '257'), ('--seed', '-1')):
        done = campaign(s, *args)
        s.fact(f'{args[0]} cannot be {args[1]}', done.code == USAGE
               and f'{args[0].lstrip("-")} ' in done.err and not done.out,
               done)
    done = s.run('campaign', case(s, 'plan'))
    s.fact('there must be a scenario', done.code == USAGE
           and 'usage' in done.err, done)
    done = s.run('check', case(s, 'plan'), '-n', '3')
    s.fact('-n is no option of other verbs', done.code == USAGE, done)
    done = s.run('campaign', os.path.join(s.root, 'tests/cases/runaway',
                 'plan.json'), os.path.join(s.root, 'tests/cases/runaway',
                 'scenario.json'), '-n', '5')
    s.fact('a drill that would not end is named with its trial',
           done.code == USAGE and '--trial 0' in done.err, done)


def words(s):
    en = campaign(s, '-n', '2000', '--lang', 'en')
    s.fact('the odds come first, in whole per cents with their interval',
           'objectives met 83% (8' in en.out.splitlines()[3], en)
    zh = campaign(s, '-n', '2000', '--lang', 'zh')
    s.fact('and in Chinese', '达到恢复目标 83%（8' in zh.out, zh)
    s.fact('beside them stands what such odds are worth',
           '33' in en.out and 'P10' in en.out and 'P10' in zh.out, en)
    s.fact('no template is left open', '{' not in en.out + zh.out, en, zh)


def several(s):
    """Two scenarios against one plan; each weighs as much."""
    scenario = s.load(case(s, 'scenario'))
    scenario['id'] = 'other'
    s.write('other.json', scenario)
    done = s.run('campaign', case(s, 'plan'), case(s, 'scenario'),
                 'other.json', '-n', '2000', '--json')
    got = done.json()
    s.fact('each scenario has its trials and its odds',
           got['trials'] == 4000
           and [x['scenario'] for x in got['scenarios']]
           == ['known-odds', 'other'], done)
    alike = got['scenarios'][0]['p_met']
    s.fact('all are counted together', got['p_met']['ppm'] == alike['ppm']
           and got['p_met']['low_ppm'] > alike['low_ppm'], done)


def shards(s):
    """The parts of a campaign come to the same bytes as the whole."""
    whole = campaign(s, '-n', '9000', '--json')
    for n in (1, 3, 16):
        files = [f'{k}-of-{n}' for k in range(1, n + 1)]
        for k, file in enumerate(files, 1):
            campaign(s, '-n', '9000', '--shard', f'{k}/{n}', '--part', file,
                     '--threads', str(1 + k % 3))
        for order in (files, files[::-1], files[1::2] + files[::2]):
            done = s.run('merge', *order, '--json')
            s.fact(f'{n} parts, {order[0]} first, are the whole',
                   done.out == whole.out and done.code == whole.code, done)
    refused = {
        'a gap': ('1-of-3', '3-of-3'),
        'an end that is missing': ('1-of-3', '2-of-3'),
        'an overlap': ('1-of-3', '2-of-3', '3-of-3', '2-of-3'),
        'a share cut otherwise': ('1-of-3', '2-of-16', '3-of-3')}
    for why, files in refused.items():
        done = s.run('merge', *files)
        s.fact(f'{why} is refused', done.code == USAGE and 'block' in done.err
               and not done.out, done)
    campaign(s, '-n', '9000', '--shard', '2/3', '--part', 'luck',
             '--seed', '8')
    plan = amended(s, 'slow.json', rto='1h')
    campaign(s, '-n', '9000', '--shard', '2/3', '--part', 'plan', plan=plan)
    text = s.load_bytes('2-of-3')
    s.write('damaged', text.replace(b'"n":1}', b'"n":2}', 1))
    s.write('cut', text[:len(text) // 2])
    for why, name in (('of another seed', 'luck'), ('of another plan', 'plan'),
                      ('that is damaged', 'damaged'), ('cut off', 'cut')):
        done = s.run('merge', '1-of-3', name, '3-of-3')
        s.fact(f'a part {why} is refused', done.code == USAGE
               and name in done.err and not done.out, done)


def starts(s):
    """A duty from 09:00 to 17:00, and nobody else: of the hours of a day eight
    in 24 meet, and so does a noon that counts six times: 14 in 30."""
    plan, scenario = (os.path.join(
        s.root, f'tests/cases/drill/starts/{x}.json')
        for x in ('plan', 'scenario'))
    args = 'campaign', plan, scenario, '-n', '3000', '--json'
    whole = s.run(*args, '--threads', '1')
    s.fact('every start counts by its weight', whole.json()['p_met']['ppm']
           == round(14e6 / 30), whole)
    s.fact('the same bytes with three threads',
           s.run(*args, '--threads', '3').out == whole.out)
    for k in (1, 2):
        s.run(*args, '--shard', f'{k}/2', '--part', f'starts-{k}')
    done = s.run('merge', 'starts-2', 'starts-1', '--json')
    s.fact('and from two parts', done.out == whole.out, done)
    met, begun = 0, set()
    for i in range(30):
        done = s.run('run', plan, scenario, '--json', '--trial', str(i))
        met += done.json()['verdict'] == 'met'
        begun.add(done.json()['start'])
        again = s.run('run', plan, scenario, '--json', '--trial', str(i),
                      '--start', done.json()['start'])
        s.fact(f'trial {i} says when it starts', again.out == done.out, done)
    few = s.run(*args[:-2], '30', '--json').json()['scenarios'][0]['counts']
    s.fact('trials run alone are those of the campaign', few['met'] == met
           and len(begun) > 15, met, begun)
    done = s.run(*args, '--precision', '0.02', '--absent', '0')
    s.fact('where it stops is known by weight, too',
           done.json()['p_met']['ppm'] == round(14e6 / 30), done)


def interrupted(s):
    """Stopped in the middle, the whole blocks done are kept; going on from
    them comes to the same bytes."""
    n = 1 << 22
    args = ('-n', str(n), '--json', '--absent', '0', '--part', 'half')
    process = s.start('campaign', case(s, 'plan'), case(s, 'scenario'), *args)
    time.sleep(1)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=120)
    got = json.loads(out)
    s.fact('an interrupted campaign says so', process.returncode == INCOMPLETE
           and not got['complete'] and got['trials'] % 1024 == 0
           and b'--resume' in err, out, err)
    done = campaign(s, '-n', str(got['trials']), '--json', '--absent', '0')
    s.fact('what it gives is that of the trials it did',
           done.json()['p_met'] == got['p_met'], done)
    done = campaign(s, '-n', str(n - 1), '--absent', '0', '--part', 'half',
                    '--resume')
    s.fact('no other campaign goes on from it', done.code == USAGE
           and 'half' in done.err, done)
    process = s.start('campaign', case(s, 'plan'), case(s, 'scenario'), *args,
                      '--resume')
    time.sleep(1)
    process.send_signal(signal.SIGTERM)
    more = json.loads(process.communicate(timeout=120)[0])
    s.fact('the same one does', more['trials'] > got['trials'], got, more)
    done = campaign(s, '-n', str(more['trials']), '--json', '--absent', '0')
    s.fact('to the same results', done.json()['recovery_ms']
           == more['recovery_ms'] and done.json()['p_met'] == more['p_met'],
           done)


def killed(s):
    """A shard that was killed leaves nothing that could be taken for a part;
    run again, all is as if nothing had happened."""
    args = ('-n', '60000', '--absent', '0')
    whole = campaign(s, *args, '--json')
    process = s.start('campaign', case(s, 'plan'), case(s, 'scenario'), *args,
                      '--shard', '1/2', '--part', 'k1')
    time.sleep(0.1)
    process.kill()
    process.communicate()
    left = s.exists('k1')
    for k in (1, 2):
        campaign(s, *args, '--shard', f'{k}/2', '--part', f'k{k}', '--resume')
    done = s.run('merge', 'k1', 'k2', '--json')
    s.fact('a killed shard is done again', done.out == whole.out, left, done)
    again = campaign(s, *args, '--shard', '1/2', '--part', 'k1', '--resume')
    s.fact('a shard that is done is done', again.code == YES, again)


SBATCH = """#!/bin/sh
# Slurm's part: each task of the array, one after the other.
n=1
for argument; do
	case $argument in --array=1-*) n=${argument#--array=1-} ;; esac
done
cat >job
i=0
while [ $i -lt $n ]; do
	i=$((i + 1))
	SLURM_ARRAY_TASK_ID=$i sh ./job >&2
done
echo 42
"""


def cluster(s):
    """The job array that ships, its Slurm played by a loop."""
    os.chmod(s.write('sbatch', SBATCH), 0o755)
    whole = campaign(s, '-n', '5000', '--json')
    done = subprocess.run(
        [os.path.join(s.root, 'cluster', 'slurm-campaign.sh'), '4',
         case(s, 'plan'), case(s, 'scenario'), '-n', '5000'],
        cwd=s.folder.name, capture_output=True, text=True, env={
            **os.environ, 'PATH': s.folder.name + ':' + os.environ['PATH'],
            'YANLIAN': s.path}, timeout=120)
    s.fact('the job array comes to the same bytes', done.returncode == 0
           and s.load_bytes('campaign.json').decode() == whole.out,
           done.stderr)


class Balance(html.parser.HTMLParser):
    """Is every element closed in its order?"""

    def __init__(self):
        super().__init__()
        self.open, self.wrong = [], ''

    def handle_starttag(self, tag, attrs):
        if tag != 'meta':
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        pass

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong = self.wrong or tag


def report(s):
    """--out: a page others can read, the results as --json has them, and the
    command on the page gives the same again."""
    whole = campaign(s, '-n', '3000', '--json')
    for language in ('zh', 'en'):
        done = campaign(s, '-n', '3000', '--lang', language, '--out',
                        language)
        page = s.load_bytes(f'{language}/report.html').decode()
        tree = ElementTree.fromstring(page)
        balance = Balance()
        balance.feed(page)
        s.fact(f'the page is well-formed: {language}', not balance.wrong
               and not balance.open, balance.wrong, balance.open)
        s.fact(f'it loads nothing: {language}', not [
            k for e in tree.iter() for k in e.attrib
            if k in ('src', 'href', 'style') or k.startswith('on')])
        s.fact(f'the results lie beside it: {language}', s.load_bytes(
            f'{language}/results.json').decode() == whole.out
               and f'{language}/report.html' in done.out, done)
    text = next(''.join(e.itertext()) for e in tree.iter()
                if e.tag.endswith('}pre'))
    done = s.run(*shlex.split(text)[1:], '--json')
    s.fact('its command gives the same bytes', done.out == whole.out, text,
           done)
    for k in (1, 2):
        campaign(s, '-n', '3000', '--shard', f'{k}/2', '--part', f'r{k}')
    s.run('merge', 'r1', 'r2', '--lang', 'en', '--out', 'merged')
    s.fact('parts merge to the same page', s.load_bytes('merged/report.html')
           .decode() == page)
    done = campaign(s, '-n', '999999999', '--out', 'zh')
    s.fact('what is there is not overwritten, and that is said at once',
           done.code == USAGE and 'zh' in done.err and not done.out, done)
    done = campaign(s, '--shard', '1/2', '--out', 'part')
    s.fact('a share has no report', done.code == USAGE, done)


def leaving_out(s):
    """b alone is called and ping alone watches: without one of them nothing
    is met; a has no part in it. All the variance is that of the one step."""
    got = campaign(s, '-n', '4000', '--json').json()['scenarios'][0]
    changes = {x['without']: x for x in got['absences']}
    s.fact('without b or ping nothing is met', all(
        changes[x]['met_no_more'] > 800 and changes[x]['met_only_then'] == 0
        and changes[x]['p_met_change']['ppm'] < -800000
        for x in ('b', 'ping')), changes)
    s.fact('without a nothing changes', changes['a']['met_no_more'] == 0
           and changes['a']['p_met_change']['ppm'] == 0, changes)
    s.fact('nor does the RTO', changes['a']['p_rto_met_change']['ppm'] == 0
           and changes['b']['p_rto_met_change']['ppm']
           == changes['b']['p_met_change']['ppm'], changes)
    s.fact('without a nobody is later, without b nobody is ever back',
           changes['a']['delay_ms']['most'] == 0
           and changes['a']['delay_ms']['never'] == 0
           and changes['b']['delay_ms']['never']
           == changes['b']['trials'], changes)
    drivers = {(x['of'], x['luck']): x['index'] for x in got['drivers']}
    s.fact('the time of the step drives it all',
           drivers[('mend/fix', 'duration')]['low_ppm'] > 990000
           and drivers[('a', 'answers')]['low_ppm'] == 0, drivers)
    spent = {(x['cause'], x['of']): x for x in got['attribution']}
    s.fact('a minute each goes to the acknowledgement and to authorising',
           spent[('wait_person', 'b')]['mean_ms'] == MINUTE
           and [x['mean_ms'] for (cause, _), x in spent.items()
                if cause == 'wait_decision'] == [MINUTE], spent)
    s.fact('all shares together are the whole', abs(sum(
        x['share_ppm'] for x in spent.values()) - 10**6) < 10, spent)


def later(s):
    """Nothing can meet an RTO of a minute. Without a, b has to come, who
    answers 10 min after: every trial is 10 min later, neither more often met
    nor less; that of a worst trial is what it takes alone."""
    plan = s.load(case(s, 'plan'))
    plan['scenes'][0]['objectives']['rto'] = '1m'
    people = plan['organisation']['people']
    people[0]['answers'] = 1
    people[1]['acknowledges'] = '11m'
    plan['ladders'][0]['steps'] = [{'people': ['a', 'b']}]
    done = campaign(s, '-n', '1024', '--json', plan=s.write('later.json',
                                                            plan))
    got = done.json()['scenarios'][0]
    without = {x['without']: x for x in got['absences']}['a']
    s.fact('without a P(met) does not change, nor that of the RTO',
           without['p_met_change']['ppm'] == 0
           and without['p_rto_met_change']['ppm'] == 0, without)
    s.fact('but every trial is 10 min later',
           without['delay_ms']['least'] == 10 * MINUTE
           and without['delay_ms']['most'] == 10 * MINUTE, without)
    text = campaign(s, '-n', '1024', '--lang', 'en', plan='later.json')
    s.fact('which is said', 'without a: back 10 min later' in text.out, text)
    for x in got['examples']:
        alone = s.run('run', 'later.json', case(s, 'scenario'), '--json',
                      '--trial', str(x['trial'])).json()['actual']['recovery_ms']
        s.fact(f'the trial of {x["of"]} takes that alone',
               abs(alone - x['recovery_ms']) <= alone / 2048,
               alone, x)
    worst = got['examples'][-1]
    s.fact('the last is the worst', worst['of'] == 'worst'
           and worst['recovery_ms'] == got['recovery_ms']['most'], got)


def precision(s):
    done = campaign(s, '--precision', '0.02', '--json', '-n', '100000',
                    '--absent', '0')
    got = done.json()
    width = got['p_met']['high_ppm'] - got['p_met']['low_ppm']
    s.fact('it stops when P(met) is known closely enough, at a power of two',
           got['trials'] in (1024, 2048, 4096) and width <= 40000
           and got['complete'], done)
    same = campaign(s, '-n', str(got['trials']), '--json', '--absent', '0')
    s.fact('to the same results as so many trials',
           same.json()['p_met'] == got['p_met'], same)
    for value in ('0', '1', '0.', 'x', '0.1234567'):
        done = campaign(s, '--precision', value)
        s.fact(f'no precision of {value}', done.code == USAGE, done)
    done = campaign(s, '--precision', '0.1', '--shard', '1/2')
    s.fact('shards stop together or not at all', done.code == USAGE, done)


def weighted(s):
    scenario = s.load(case(s, 'scenario'))
    scenario.update(id='worse', injects=[
        {'id': 'gone', 'at': '0s', 'act': 'absent', 'who': 'b'},
        *scenario['injects']])
    s.write('worse.json', scenario)
    both = [s.run('campaign', case(s, 'plan'), case(s, 'scenario'),
                  'worse.json', '-n', '2000', '--absent', '0', '--json',
                  '--weights', w) for w in ('1,1', '9,1')]
    one, nine = (x.json() for x in both)
    met = one['scenarios'][0]['p_met']['ppm']
    s.fact('what happens as often counts as much',
           one['scenarios'][1]['p_met']['ppm'] == 0
           and abs(one['p_met']['ppm'] - met / 2) <= 1, both[0])
    s.fact('what happens nine times as often, nine times as much',
           abs(nine['p_met']['ppm'] - met * 0.9) <= 1, both[1])
    for value in ('1', '1,2,3', '0,1', 'a,b', ''):
        done = s.run('campaign', case(s, 'plan'), case(s, 'scenario'),
                     'worse.json', '--weights', value)
        s.fact(f'"{value}" are no two weights', done.code == USAGE, done)


def main(path, root):
    s = Suite(path, root)
    for part in (known_odds, verdicts, bytes_alone, single_trials, usage,
                 words, several, shards, starts, interrupted, killed, cluster,
                 leaving_out, later, report,
                 precision, weighted):
        part(s)
    return s.end()


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
