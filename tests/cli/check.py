# SPDX-License-Identifier: Apache-2.0
"""check.py YANLIAN ROOT -- what `check` tells whoever wrote a plan."""
import os
import re
import shutil
import sys

from program import NO, USAGE, YES, Suite

LINE = re.compile(r'^(.+?):(\d+):(\d+): (error|finding|note): (.+) \[(/.*)\]$')

# The clean plan beside it with ten faults and findings, and what is told.
TEN = os.path.join('tests', 'cases', 'check', 'ten')


def value_at(document, path):
    """What a JSON Pointer points to."""
    for part in path.split('/')[1:] if path != '/' else []:
        document = document[int(part) if isinstance(document, list) else part]
    return document


def wrong(done, what):
    """That of each fault told, but for notes: advice may grow."""
    return [f[what] for f in done.json()['faults'] if f['grade'] != 'note']


def ten(s):
    """All ten at once, each with place, path, cause and remedy."""
    shutil.copytree(os.path.join(s.root, TEN), s.at('ten'))
    for language in 'zh', 'en':
        done = s.run('check', 'ten/plan.json', '--lang', language)
        with open(s.at('ten', f'expected.{language}.txt'),
                  encoding='utf-8') as f:
            expected = f.read()
        s.fact(f'check tells ten planted faults at once, in {language}',
               done.code == USAGE and done.out == expected, done)
    done = s.run('check', 'ten/plan.json', '--json')
    told = done.json()
    s.fact('check --json tells the same ten',
           done.code == USAGE and not done.err and len(told['faults']) == 10
           and told['errors'] + told['findings'] == 10, done)
    s.fact('each has its grade, id, place, path, cause and remedy',
           all(list(f) == ['grade', 'id', 'file', 'line', 'column', 'path',
                           'cause', 'remedy'] and all(f.values())
               for f in told['faults']), done)
    text = open(s.at('ten', 'plan.json'), encoding='utf-8').read().split('\n')
    plan = s.load(s.at('ten', 'plan.json'))
    astray = []
    for f in told['faults']:
        value = value_at(plan, f['path'])
        rest = text[f['line'] - 1][f['column'] - 1:]
        start = {dict: '{', list: '[', str: '"'}.get(type(value), str(value))
        if not rest.startswith(start):
            astray.append(f)
    s.fact('line and column are where the path leads', not astray, astray)


def strict(s):
    plan = s.load(s.plan)
    del plan['response']['confirm']
    s.write('finding.json', plan)
    s.fact('a finding is no failure', s.run('check', 'finding.json').code
           == YES)
    s.fact('--strict makes it one', s.run(
        'check', '--strict', 'finding.json').code == NO)
    done = s.run('check', '--strict', s.plan, s.scenario)
    s.fact('the library has none', done.code == YES, done)


def together(s):
    """Files are held against each other, in whatever order they come."""
    scenario = s.load(s.scenario)
    scenario['injects'][0]['service'] = 'storag'
    scenario['horizon'] = '2h'
    s.write('scenario.json', scenario)
    for files in (s.plan, 'scenario.json'), ('scenario.json', s.plan):
        done = s.run('check', '--json', *files)
        ids = wrong(done, 'id')
        s.fact('a scenario is held against the plan',
               done.code == USAGE
               and sorted(ids) == ['dangling-near', 'horizon-short'], done)
    done = s.run('check', 'scenario.json')
    s.fact('a scenario alone is judged by its form alone', done.code == YES,
           done)
    done = s.run('check', s.write('org.json', {
        **s.load(s.plan)['organisation'], 'order_delay': 'soon'}))
    s.fact('an organisation is judged alone', done.code == USAGE
           and 'org.json:1:' in done.out and '[/order_delay]' in done.out,
           done)


def schemas(s):
    for kind, room in (('plan', 'plans'), ('organisation', 'plans'),
                       ('scenario', 'scenarios'), ('pack', 'plans')):
        done = s.run('check', '--schema', kind)
        with open(os.path.join(s.root, room, f'{kind}.schema.json'),
                  encoding='utf-8') as f:
            s.fact(f'--schema prints that of a {kind}',
                   done.code == YES and done.out == f.read())
    done = s.run('check', '--schema', 'song')
    s.fact('--schema of anything else is refused',
           done.code == USAGE and not done.out and 'song' in done.err, done)


def packs(s):
    done = s.run('check', '--packs')
    s.fact('--packs lists who owes what, and how well that is known',
           done.code == YES and all(
               words in done.out for words in
               ('cn-incident-2025', '"as": "critical"', 'within 1 h',
                'article 4', 'source read', 'from a summary by others')), done)
    done = s.run('check', '--packs', '--json')
    s.fact('as JSON with their digests', [
        p['id'] for p in done.json()['packs']] == [
            'cn-incident-2025', 'pboc-incident-2025']
        and all(len(p['digest']) == 64 for p in done.json()['packs']), done)
    shipped = os.path.join(s.root, 'packs', 'cn-incident-2025.json')
    s.fact('a pack is checked as a document',
           s.run('check', shipped).code == YES)
    pack = s.load(shipped)
    pack['obligations'][0]['by'] = ['criticl']
    done = s.run('check', s.write('pack.json', pack))
    s.fact('and what is wrong with it is said', done.code == USAGE
           and '[/obligations/0/by/0]' in done.out
           and '"critical"' in done.out, done)
    role = s.load(s.plan)['organisation']['roles'][0]['id']
    org = {**s.load(s.plan)['organisation'], 'our_role': 'operator',
           'regulation': [{'pack': 'pack.json', 'as': 'critical',
                           'role': role, 'duration': '5m'}]}
    pack['obligations'][0]['by'] = ['critical']
    s.write('pack.json', pack)
    done = s.run('check', s.write('org.json', org))
    s.fact('an organisation may bring its own', done.code == YES, done)
    org['regulation'][0]['pack'] = 'cn-incident-2026'
    done = s.run('check', s.write('org.json', org))
    s.fact('one that does not ship is refused, the nearest named',
           done.code == USAGE and '"cn-incident-2025"' in done.out, done)


def files(s):
    """What is no file, or no document."""
    os.mkfifo(s.at('pipe'))
    os.symlink(s.plan, s.at('link.json'))
    for name in 'nowhere.json', '.', 'pipe', '/dev/null', '', 'org.json/x':
        done = s.run('check', name)
        s.fact(f'check {name or "of nothing"} is refused',
               done.code == USAGE and not done.out and f'"{name}"' in done.err,
               done)
    s.fact('check follows a link', s.run('check', 'link.json').code == YES)
    plan = s.load(s.plan)
    for path in 'nowhere.json', 'pipe', '../org.json', '/etc/passwd', '':
        s.write('plan.json', {**plan, 'organisation': path})
        done = s.run('check', '--json', 'plan.json', s.scenario)
        s.fact(f'a plan whose organisation is at "{path}" is refused there',
               done.code == USAGE
               and wrong(done, 'path') == ['/organisation'], done)
    s.write('parts.json', plan['organisation'])
    s.write('plan.json', {**plan, 'organisation': 'parts.json'})
    s.fact('one whose organisation is beside it is not',
           s.run('check', 'plan.json', s.scenario).code == YES)
    os.mkdir(s.at('below'))
    os.symlink(s.at('parts.json'), s.at('below', 'parts.json'))
    os.symlink(s.at(), s.at('below', 'up'))
    for path in 'parts.json', 'up/parts.json':
        s.write('below/plan.json', {**plan, 'organisation': path})
        done = s.run('check', '--json', 'below/plan.json')
        s.fact(f'one whose organisation is behind a link is: {path}',
               done.code == USAGE and wrong(done, 'id') == ['path-outside'],
               done)
    name = os.fsdecode(b'\xff.json')
    s.write(name, {})
    done = s.run('check', '--json', name)
    s.fact('--json is UTF-8, whatever a file is called',
           done.code == USAGE and done.json()['errors'] > 0, done)
    done = s.run('check', '--lang', 'en', s.write('null.json', 'null'))
    s.fact('what is JSON, but no object, has the wrong type',
           LINE.match(done.out.splitlines()[0])[6] == '/'
           and 'wrong type' in done.out, done)


def main(program, root):
    s = Suite(program, root)
    for test in ten, strict, together, schemas, packs, files:
        test(s)
    return s.end()


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
