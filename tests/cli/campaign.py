# SPDX-License-Identifier: Apache-2.0
"""campaign.py YANLIAN ROOT -- thousands of trials as their user sees them: the
odds, the exit code, the same bytes however the work was divided."""
import os
import sys

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
           'objectives met 83 % (8' in en.out.splitlines()[3], en)
    zh = campaign(s, '-n', '2000', '--lang', 'zh')
    s.fact('and in Chinese', '达到恢复目标 83 %（8' in zh.out, zh)
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


def main(path, root):
    s = Suite(path, root)
    for part in (known_odds, verdicts, bytes_alone, single_trials, usage,
                 words, several):
        part(s)
    return s.end()


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
