# SPDX-License-Identifier: Apache-2.0
"""rescore.py YANLIAN ROOT -- is a record what its own documents bring about?
The forger here is the owner of the key himself: whatever he writes, he seals
again as it should be, with the real key. Only playing it again tells."""
import base64
import hashlib
import json
import os
import re
import resource
import shutil
import sys

from program import INCOMPLETE, NO, UNTRUSTED, USAGE, YES, Suite

NAME = 'ops.example.cn/facilitator'


def make(s):
    """A drill with most that a record can have: an organisation beside the
    plan, packs, calendars; and an ordinary one."""
    sys.path.insert(0, os.path.join(s.root, 'tests', 'proof'))
    s.run('key', 'new', '--out', 'ours.key', '--name', NAME)
    s.vkey = s.load_bytes('ours.key.pub').decode().strip()
    s.seed = base64.b64decode(
        re.search(rb'^box (.*)$', s.load_bytes('ours.key'), re.M)[1])
    s.run('run', s.plan, s.scenario, '--key', 'ours.key', '--out', 'drill',
          '--lang', 'zh')


def case(s, name):
    folder = os.path.join(s.root, 'tests', 'cases', 'drill', name)
    return [os.path.join(folder, f) for f in ('plan.json', 'scenario.json')]


def judged(s, path, *more, **env):
    done = s.run('verify', path, '--key', s.vkey, '--rescore', '--json', *more,
                 **env)
    told = done.json() if done.out.startswith('{') else {'checks': []}
    return done, {c['check']: c for c in told['checks']}


def played_again(s, name, *args, again=()):
    """A run is kept, and plays again."""
    shutil.rmtree(s.at('again'), ignore_errors=True)
    kept = s.run('run', *args, '--key', 'ours.key', '--out', 'again')
    done, checks = judged(s, 'again', *again)
    s.fact(f'{name} plays again to the same bytes', done.code == YES and
           checks['rescore']['state'] == checks['report']['state'] == 'pass',
           kept, done)


def honest(s):
    with open(os.path.join(s.root, 'tests', 'library.txt'),
              encoding='utf-8') as f:
        for plan, scenario in map(str.split, f):
            played_again(s, f'{plan}, {scenario}', s.shipped('plans', plan),
                         s.shipped('scenarios', scenario))
    played_again(s, 'another trial with another seed', s.plan, s.scenario,
                 '--trial', '7', '--seed', '41')
    played_again(s, 'a drill with every look of every monitor', s.plan,
                 s.scenario, '--literal')
    played_again(s, 'one that took its time', s.plan, s.scenario, '--speed',
                 '1000000')
    s.fact('its lines say when', b',"m":0,' in s.load_bytes(
        'again/drill.jsonl').splitlines()[0])
    played_again(s, 'one reported in Chinese', s.plan, s.scenario, '--lang',
                 'zh')
    played_again(s, 'one that leaves open when it starts',
                 *case(s, 'starts'), '--trial', '3')
    s.fact('its start is told', b'"start":"' in s.load_bytes(
        'again/drill.jsonl').splitlines()[0])
    played_again(s, 'one started by hand', s.plan, s.scenario, '--start',
                 '2023-10-24T03:00:00+08:00')
    played_again(s, 'one with packs', *case(s, 'report-due'))
    s.fact('they were packs', s.exists('again', 'pack-2.json'))
    beside(s)


def beside(s):
    """The organisation lies in a folder of its own, and so does its pack."""
    plan, scenario = (json.load(open(p, encoding='utf-8'))
                      for p in case(s, 'report-due'))
    os.makedirs(s.at('org', 'packs'))
    pack = json.loads(s.load_bytes(
        os.path.join(s.root, 'packs', 'cn-incident-2025.json')))
    pack['id'] = 'our-own'
    plan['organisation']['regulation'][0]['pack'] = 'packs/own.json'
    s.write('org/packs/own.json', pack)
    s.write('org/unit.json', {'format': 'yanlian-organisation/1', 'id': 'unit',
                              'name': 'Unit', **plan['organisation']})
    plan['organisation'] = 'org/unit.json'
    s.write('plan.json', plan)
    s.write('scenario.json', scenario)
    played_again(s, 'one whose organisation lies beside it', 'plan.json',
                 'scenario.json')
    s.fact('it lay beside', s.exists('again', 'organisation.json') and
           s.exists('again', 'pack-1.json'))


def alone(s):
    """Nothing of the machine is asked, nothing is left on it."""
    played_again(s, 'one by calendars of duty',
                 s.shipped('plans', 'mobile-bank-by-rota'),
                 s.shipped('scenarios', 'calls-on-new-years-eve'))
    s.fact('it has clocks', s.exists('again', 'zones.json'))
    before = listing(s)

    def nothing_written():
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    done, _ = judged(s, 'again', env={
        'LC_ALL': 'C.UTF-8', 'TZDIR': '/nowhere', 'TZ': 'Asia/Tokyo'},
        preexec_fn=nothing_written)
    s.fact('the tz database is not asked', done.code == YES, done)
    s.fact('nothing is written', listing(s) == before)


def listing(s):
    return sorted((folder, *names) for folder, _, names in
                  os.walk(s.folder.name))


# ---- the owner of the key forges ----

def sha256(*parts):
    return hashlib.sha256(b''.join(parts)).digest()


def seal(s, lines):
    """The log of these lines, each but for its link and notes as given, and
    the seal: numbered, linked and signed as they must be."""
    import oracle_ed25519 as ed25519
    import oracle_log as oracle
    public = b'\x01' + ed25519.public(s.seed)
    id_ = sha256(NAME.encode(), b'\n', public)[:4]
    origin = re.search(rb'"origin":"([^"]*)"', lines[0])[1]
    bodies = [re.search(rb'"b":({.*}),"p"', x)[1] for x in lines
              if b'"k":"fact"' in x]
    record = sha256(*(b + b'\n' for b in bodies)).hex().encode()
    out, leaves, note = b'', [], b''
    for i, line in enumerate(lines):
        line = re.sub(rb'^{"i":\d+', b'{"i":%d' % i, line)
        if b'"k":"end"' in line:
            line = re.sub(rb'"facts":\d+,"record":"\w+"',
                          b'"facts":%d,"record":"%s"' % (len(bodies), record),
                          line)
        if b'"k":"cp"' in line:
            text = b'%s\n%d\n%s\n' % (
                origin, i, base64.b64encode(oracle.root(leaves)))
            note = text + b'\n\xe2\x80\x94 %s %s\n' % (
                NAME.encode(),
                base64.b64encode(id_ + ed25519.sign(s.seed, text)))
            line = re.sub(rb'"note":"[^"]*"', lambda m: b'"note":"%s"' %
                          note.replace(b'\n', b'\\n'), line)
        line = re.sub(rb'"p":"[^"]*"', b'"p":"%s"' % base64.b64encode(
            sha256(b'\0', out.splitlines()[-1]) if out else bytes(32)), line)
        leaves.append(sha256(b'\0', line))
        out += line + b'\n'
    return out, note


def numbered(lines):
    """With the number of a drill of these documents, seed and trial."""
    g = json.loads(lines[0])['g']
    n = sha256(*(g[x].to_bytes(8, 'little')
                 for x in ('semantics', 'seed', 'trial')),
               *map(bytes.fromhex, g['docs'].values())).hex()
    line = re.sub(rb'"drill":"\w+"', b'"drill":"%s"' % n.encode(), lines[0])
    return [re.sub(rb'drill/\w+"', b'drill/%s"' % n[:16].encode(), line),
            *lines[1:]]


def counted(lines):
    """Count the facts anew."""
    n, out = 0, []
    for line in lines:
        if b'"k":"fact"' in line:
            line = re.sub(rb'"f":\d+', b'"f":%d' % n, line)
            n += 1
        out.append(line)
    return out


def forged(s, edit, drill='drill', **files):
    """A copy of a drill, its log edited line by line and sealed again; other
    files as given, None: without it."""
    shutil.rmtree(s.at('forged'), ignore_errors=True)
    shutil.copytree(s.at(drill), s.at('forged'))
    lines = s.load_bytes(f'{drill}/drill.jsonl').splitlines()
    for name, content in files.items():
        name = name.replace('_', '.')
        if content is None:
            os.unlink(s.at('forged', name))
            continue
        s.write(f'forged/{name}', content)
        lines[0] = re.sub(rb'"%s":"\w+"' % name.encode(), b'"%s":"%s"' % (
            name.encode(), sha256(content).hex().encode()), lines[0])
    log, note = seal(s, edit(lines))
    s.write('forged/drill.jsonl', log)
    s.write('forged/seal.note', note)
    return log.splitlines()


def bundled(s, folder):
    """A bundle of it, by another program and the owner's key."""
    import oracle_bundles as bundles
    files = {n: s.load_bytes(f'{folder}/{n}')
             for n in os.listdir(s.at(folder))}
    return bundles.pack(bundles.sign(bundles.list_anew(files), s.seed, NAME))


def told(s, name, code, check, state='fail', silent=YES):
    """The forgery passes without --rescore, and is told with it; no bundle is
    made of it, and it is told of one that its owner makes by other means."""
    plain = s.run('verify', 'forged', '--key', s.vkey)
    done, checks = judged(s, 'forged')
    found = checks.get(check, {})
    s.fact(f'{name}: exit {code} by its {check}', plain.code == silent and
           done.code == code and found.get('state') == state, plain, done)
    if silent == YES:
        if s.exists('forged.tar'):
            os.unlink(s.at('forged.tar'))
        made = s.run('bundle', 'forged', '--key', 'ours.key', '--out',
                     'forged.tar')
        s.fact(f'{name}: it is packed only if it may be true',
               s.exists('forged.tar') == (code not in (NO, INCOMPLETE)) ==
               (made.code == YES), made)
        s.write('forged.tar', bundled(s, 'forged'))
        packed, checks = judged(s, 'forged.tar')
        s.fact(f'{name}: so does its bundle', packed.code == code and
               checks.get(check) == found, made, packed)
    return found, done


def replaced(i, old, new):
    def edit(lines):
        assert re.search(old, lines[i]), lines[i]
        return [*lines[:i], re.sub(old, new, lines[i]), *lines[i + 1:]]
    return edit


def facts(s):
    lines = forged(s, numbered)
    s.fact('a log sealed again as it was is the same, byte for byte',
           s.load_bytes('forged/drill.jsonl') ==
           s.load_bytes('drill/drill.jsonl'))
    # The last thing done, a minute sooner; and who the first was done by.
    for what, old, new in (('sooner', rb'"at":(\d+)', rb'"at":1\1'),
                           ('by another', rb'"by":"[^"]*"', b'"by":"nobody"')):
        i = next(i for i in reversed(range(len(lines)))
                 if b'"k":"fact"' in lines[i] and re.search(old, lines[i]))
        before = re.search(rb'"b":({.*}),"p"', lines[i])[1].decode()
        after = re.search(rb'"b":({.*}),"p"',
                          forged(s, replaced(i, old, new))[i])[1].decode()
        found, _ = told(s, f'a fact done {what}', NO, 'rescore')
        s.fact('its line and both facts are named', found.get('line') == i + 1
               and found['recorded'] == after and found['replayed'] == before,
               found)
    last = max(i for i, x in enumerate(lines) if b'"k":"fact"' in x)
    forged(s, lambda x: x[:last] + x[last + 1:])
    found, _ = told(s, 'a record without its last fact', NO, 'rescore')
    s.fact('the fact that is not there is named', found.get('recorded') == ''
           and found['replayed'] in lines[last].decode(), found)
    forged(s, lambda x: counted(x[:last] + [x[last]] + x[last:]))
    found, _ = told(s, 'a record with a fact more', NO, 'rescore')
    s.fact('and so is one too many', found.get('replayed') == '' and
           found['line'] == last + 2, found)


def arguments(s):
    for what, old, new in (('seed', rb'"seed":\d+', b'"seed":7'),
                           ('trial', rb'"trial":0', b'"trial":1')):
        edit = replaced(0, old, new)
        forged(s, edit)
        told(s, f'another {what} in the log', NO, 'rescore')
        forged(s, lambda x, edit=edit: numbered(edit(x)))
        told(s, f'another {what}, as if it had been drilled', NO, 'report')
    forged(s, replaced(0, b'"build"', b'"start":"2024-01-01T00:00:00Z","build"'))
    told(s, 'another start in the log', NO, 'rescore')
    forged(s, replaced(0, rb'"trial":0', b'"trial":%d' % 2**40))
    told(s, 'a trial there cannot be', NO, 'rescore')
    plan = s.load_bytes('drill/plan.json')
    forged(s, list, plan_json=plan.replace(b'"rto"', b'"rto" '))
    told(s, 'another plan in the log', NO, 'rescore')
    forged(s, numbered, plan_json=plan.replace(b'"rto"', b'"rto" '))
    told(s, 'another plan of the same meaning', NO, 'report')
    forged(s, numbered, scenario_json=re.sub(
        rb'"at": *"[^"]*"', b'"at":"1m"',
        s.load_bytes('drill/scenario.json'), count=1))
    told(s, 'another scenario, as if it had been drilled', NO, 'rescore')
    forged(s, list, plan_json=b'{"format":"yanlian-plan/1"}')
    found, _ = told(s, 'a plan that cannot be played', NO, 'rescore')
    s.fact('why it cannot is said', 'plan.json' in found.get('why', ''), found)
    forged(s, list, scenario_json=b'not even JSON')
    told(s, 'a scenario that is none', NO, 'rescore')
    forged(s, lambda x: [re.sub(rb'"scenario.json":"\w+"', b'', x[0]).replace(
        b',}', b'}').replace(b'{,', b'{'), *x[1:]], scenario_json=None)
    told(s, 'a record without a scenario', NO, 'rescore')


def reports(s):
    report = s.load_bytes('drill/report.html')
    at = report.index('恢复'.encode())
    forged(s, list, report_html=report[:at] + '安好'.encode() +
           report[at + 6:])
    found, _ = told(s, 'another word in the report', NO, 'report')
    s.fact('its line is named', found.get('line') ==
           report[:at].count(b'\n') + 1, found)
    forged(s, list, report_html=report + b'\n')
    told(s, 'a line more in the report', NO, 'report')
    forged(s, list, report_html=b'')
    told(s, 'an empty report', NO, 'report')
    forged(s, list, report_html=None)
    told(s, 'a record without its report', YES, 'report', 'absent')


def releases(s):
    forged(s, replaced(0, rb'"semantics":\d+', b'"semantics":999'))
    found, _ = told(s, 'rules of another release', USAGE, 'rescore',
                    'not-checked')
    s.fact('the release is named', 'yanlian ' in found.get('why', ''), found)
    done = s.run('verify', 'forged', '--rescore')
    s.fact('so it is where nobody is trusted', done.code == USAGE, done)
    forged(s, replaced(0, rb'"build":"[^"]*"', b'"build":"yanlian 99.9"'))
    found, done = told(s, 'the same rules in another release', USAGE,
                       'report', 'not-checked')
    s.fact('its facts are judged all the same, and it is named',
           'yanlian 99.9' in found.get('why', '') and any(
               c['check'] == 'rescore' and c['state'] == 'pass'
               for c in done.json()['checks']), done)
    forged(s, replaced(0, rb'"build":"[^"]*"', b'"build":"yanlian 99.9"'),
           report_html=None)
    told(s, 'the same without a report', YES, 'rescore', 'pass')


def short(s):
    """A log that ends too soon is held against as much as it has."""
    lines = s.load_bytes('drill/drill.jsonl').splitlines(keepends=True)
    for cut in lines[:40], lines[:-1], [*lines[:40], lines[40][:20]]:
        forged(s, list)
        s.write('forged/drill.jsonl', b''.join(cut))
        told(s, f'cut behind line {len(cut)}', INCOMPLETE, 'rescore', 'pass',
             silent=INCOMPLETE)
    log = forged(s, replaced(20, rb'"at":(\d+)', rb'"at":1\1'))[:40]
    s.write('forged/drill.jsonl', b''.join(x + b'\n' for x in log))
    told(s, 'forged and cut', NO, 'rescore', silent=INCOMPLETE)
    forged(s, lambda x: x[:60] + [x[-2].replace(b'complete', b'aborted'),
                                  x[-1]])
    told(s, 'stopped by hand', INCOMPLETE, 'rescore', 'pass')


def unsound(s):
    """What is not sound is not played."""
    forged(s, list)
    plan = s.load_bytes('forged/plan.json')
    s.write('forged/plan.json', plan + b' ')
    told(s, 'a changed plan', NO, 'rescore', 'not-checked', silent=NO)
    os.unlink(s.at('forged', 'plan.json'))
    told(s, 'a missing plan', NO, 'rescore', 'not-checked', silent=NO)
    done, checks = judged(s, 'drill', '--key', 'nonsense')
    s.fact('a key that is none is refused', done.code == USAGE, done)
    done = s.run('verify', 'drill', '--rescore')
    s.fact('what nobody vouches for is played all the same', done.code ==
           UNTRUSTED and 'the same' in done.out, done)


def said(s):
    forged(s, replaced(20, rb'"at":(\d+)', rb'"at":1\1'))
    for language, words in (('zh', ('无效', '重演比对', '记录：', '重演：')),
                            ('en', ('INVALID', 're-execution',
                                    'on record:', 'replayed:'))):
        done = s.run('verify', 'forged', '--key', s.vkey, '--rescore',
                     '--lang', language)
        s.fact(f'a forgery is told in {language}', done.code == NO and all(
            w in done.out for w in words), done)
    done = s.run('verify', 'drill', '--key', s.vkey)
    s.fact('who does not ask is not told', 're-execution' not in done.out,
           done)


def main(program, root):
    s = Suite(program, root)
    for test in (make, honest, alone, facts, arguments, reports, releases,
                 short, unsound, said):
        test(s)
    return s.end()


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
