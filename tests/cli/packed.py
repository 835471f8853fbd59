# SPDX-License-Identifier: Apache-2.0
"""packed.py YANLIAN ROOT VERIFIER -- what a stranger can do with a bundle: the
commands of its own sheet, word for word, and both our verifiers."""
import base64
import html
import io
import os
import re
import shutil
import subprocess
import sys
import tarfile

from program import INCOMPLETE, NO, UNTRUSTED, USAGE, YES, Suite

TOOLS = 'minisign', 'ssh-keygen', 'openssl', 'jq', 'sha256sum', 'tar'


def make(s):
    """A bundle of a drill sealed by our key, one of a throw-away key."""
    for name in 'ours', 'theirs':
        s.run('key', 'new', '--out', f'{name}.key', '--name',
              f'ops.example.cn/{name}')
    s.vkey = s.load_bytes('ours.key.pub').decode().strip()
    s.run('run', s.plan, s.scenario, '--key', 'ours.key', '--out', 'drill')
    s.run('run', s.plan, s.scenario, '--out', 'loose')
    for args in (('drill', '--out', 'ours.tar', '--key', 'ours.key'),
                 ('loose', '--out', 'loose.tar', '--key', 'ours.key'),
                 ('drill', '--out', 'bare.tar')):
        done = s.run('bundle', *args)
        s.fact(f'bundle {args[0]} makes {args[2]}', done.code == YES, done)


def verdicts(s):
    """Both programs say the same, word for word."""
    for args, code, what in (
            (('ours.tar', '--key', s.vkey), YES, 'with its key'),
            (('ours.tar', '--key', 'ours.key.pub'), YES, 'with its file'),
            (('ours.tar',), UNTRUSTED, 'without a key'),
            (('ours.tar', '--key', 'theirs.key.pub'), UNTRUSTED,
             'with a foreign key'),
            (('loose.tar', '--key', s.vkey), YES,
             'of a throw-away key, countersigned,'),
            (('bare.tar', '--key', s.vkey), UNTRUSTED, 'unsigned'),
            (('drill', '--key', s.vkey), YES, 'of a directory'),
            (('drill/drill.jsonl', '--key', s.vkey), YES, 'of a log'),
            (('nowhere.tar',), USAGE, 'that is not there'),
            ((), USAGE, 'of nothing')):
        for more in (), ('--json',), ('--lang', 'zh'):
            done = s.run('verify', *args, *more)
            alone = subprocess.run(
                [s.verifier, *args, *more], cwd=s.folder.name,
                env={'LC_ALL': 'C.UTF-8', 'PATH': os.environ['PATH']},
                stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
            s.fact(f'verify {what} {" ".join(more)}: exit {code}, from both',
                   done.code == code == alone.returncode and
                   (not args or done.out == alone.stdout.decode()),
                   done, alone)


def packing(s):
    again = s.run('bundle', 'drill', '--out', 'ours.tar')
    s.fact('bundle overwrites nothing', again.code == USAGE, again)
    os.mkdir(s.at('other'))
    s.run('bundle', 'drill', '--out', 'other/ours.tar', '--key', 'ours.key')
    s.fact('one drill, key and name give one bundle',
           s.load_bytes('ours.tar') == s.load_bytes('other/ours.tar'))
    shutil.copytree(s.at('drill'), s.at('torn'))
    log = s.load_bytes('drill/drill.jsonl')
    s.write('torn/drill.jsonl', log[:-9])
    done = s.run('bundle', 'torn', '--out', 'torn.tar')
    s.fact('what is incomplete is not packed',
           done.code == INCOMPLETE and not s.exists('torn.tar'), done)
    s.write('torn/drill.jsonl', log.replace(b'"at":0', b'"at":1', 1))
    done = s.run('bundle', 'torn', '--out', 'torn.tar')
    s.fact('what is invalid is not packed',
           done.code == NO and not s.exists('torn.tar'), done)
    shutil.copy(s.at('drill', 'drill.jsonl'), s.at('torn'))
    page = s.load_bytes('drill/report.html')
    for what, other in (('better', page.replace(b'RTO', b'OTR', 1)),
                        ('cut', page[:-1]), ('empty', b'')):
        s.write('torn/report.html', other)
        done = s.run('bundle', 'torn', '--key', 'ours.key', '--out',
                     'torn.tar')
        s.fact(f'nor a report made {what}: no seal covers it',
               other != page and done.code == NO and
               not s.exists('torn.tar') and 'report.html' in done.out, done)
    os.remove(s.at('torn', 'report.html'))
    os.symlink(s.at('ours.key'), s.at('torn', 'report.html'))
    for verb in ('bundle', 'torn', '--out', 'torn.tar'), ('verify', 'torn'):
        done = s.run(*verb)
        s.fact(f'{verb[0]} follows no link to what is not of the drill',
               done.code == USAGE and not s.exists('torn.tar') and
               'torn/report.html' in done.err, done)
    done = s.run('bundle', 'drill', '--out', 'a b;c.tar', '--key', 'ours.key')
    with tarfile.open(s.at('a b;c.tar')) as t:
        sheet = t.extractfile('README.en.txt').read()
    s.fact('a name no shell takes for a word is quoted', done.code == YES and
           b"tar -xf 'a b;c.tar'" in sheet and "'a b;c.tar'" in done.out,
           done, sheet)
    done = s.run('bundle', 'drill', '--out', 'x\x1b[2J.tar', '--key',
                 'ours.key')
    with tarfile.open(s.at('x\x1b[2J.tar')) as t:
        sheet = t.extractfile('README.en.txt').read()
    s.fact('one that cannot be shown is not', done.code == YES and
           b'\x1b' not in sheet and '\x1b' not in done.out, done, sheet)
    done = s.run('bundle', 'drill', '--out', 'no one.tar')
    s.fact('a bundle that nobody signs is said to be nobody\'s',
           done.code == YES and 'exit 5' in done.out and
           "'no one.tar'" in done.out, done)


def filed(s):
    """A bundle that shows where its drill stands in an archive; the oracle
    written from docs/evidence.md agrees."""
    s.run('key', 'new', '--role', 'archive', '--name', 'ops.example.cn/archive',
          '--out', 'archive.key')
    done = s.run('bundle', 'drill', '--archive', 'archive', '--out', 'no.tar')
    s.fact('an archive there is not fails', done.code != YES, done)
    for args in (('init', 'archive'),
                 ('add-key', 'archive', 'ours.key.pub', '--role',
                  'facilitator')):
        s.run('archive', *args, '--key', 'archive.key', '--state', 'state')
    done = s.run('bundle', 'drill', '--archive', 'archive', '--out', 'no.tar')
    s.fact('a drill that is not in the archive has no proof',
           done.code == USAGE and not s.exists('no.tar'), done)
    s.run('archive', 'add', 'archive', 'drill', '--key', 'archive.key',
          '--state', 'state')
    done = s.run('bundle', 'drill', '--archive', 'archive', '--key', 'ours.key',
                 '--out', 'filed.tar')
    s.fact('one that is has', done.code == YES, done)
    for keys, state in (((), 'absent'), (('theirs.key.pub',), 'absent'),
                        (('archive.key.pub',), 'pass')):
        args = [x for k in ('ours.key.pub', *keys) for x in ('--key', k)]
        done = s.run('verify', 'filed.tar', '--json', *args)
        found = [c['state'] for c in done.json()['checks']
                 if c['check'] == 'archive']
        s.fact(f'verified with {" ".join(keys) or "no key of an archive"}: '
               f'{state}', done.code == YES and found == [state], done)
    sys.path.insert(0, os.path.join(s.root, 'tests', 'proof'))
    import oracle_bundle
    archive = s.load_bytes('archive.key.pub').decode().strip()
    data = s.load_bytes('filed.tar')
    s.fact('the oracle takes it', oracle_bundle.judge(
        data, [s.vkey, archive]) == YES)
    files = oracle_bundle.unpack(data)
    files['seal.leaf'] = files['seal.leaf'].replace(b'complete', b'aborted')
    s.fact('and refuses an entry changed and listed anew', raises(
        lambda: oracle_bundle.Filing(files, oracle_bundle.policies.Policy([]))))


def unpacked(s):
    """A bundle taken apart is one still, list or no list."""
    for name in 'st', 'late':
        os.mkdir(s.at(name))
        with tarfile.open(s.at('filed.tar')) as t:
            t.extractall(s.at(name))
    keys = '--key', 'ours.key.pub', '--key', 'archive.key.pub'
    done = s.run('verify', 'st', *keys)
    s.fact('a bundle unpacked verifies as it did', done.code == YES, done)
    for name in os.listdir(s.at('st')):
        if name.startswith('evidence.json') or name == 'SHA256SUMS':
            os.remove(s.at('st', name))
    s.write('st/report.html', 'x')
    done = s.run('verify', 'st', *keys)
    s.fact('without its list it is invalid', done.code == NO and
           'evidence.json' in done.out, done)
    done = s.run('verify', 'drill', *keys, '--json')
    found = {c['check']: c for c in done.json()['checks']}
    s.fact('of what a run left, nothing vouches for the report',
           done.code == YES and found['files']['state'] == 'absent' and
           'report.html' in found['files']['why'] and
           not found['files']['required'], done)
    with open(s.at('late', 'README.zh.txt'), 'ab') as f:
        f.write(b' ' * 100000)
    done = s.run('verify', 'late', *keys)
    s.fact('a file grown beyond any bound of ours is altered, not unread',
           done.code == NO and 'README.zh.txt' in done.out, done)


def entered(s):
    """Bundles, seals and entries, whichever came first."""
    def archive(*args):
        return s.run('archive', *args, '--key', 'archive.key', '--state',
                     'state')

    def proven(path, *keys):
        done = s.run('verify', path, '--json', *(
            x for k in keys for x in ('--key', f'{k}.key.pub')))
        return [done.code] + [c['state'] for c in done.json()['checks']
                              if c['check'] == 'archive'], done

    archive('add-key', 'archive', 'theirs.key.pub')
    for n in 1, 2, 3:
        s.run('run', s.plan, s.scenario, '--seed', str(n), '--out', f'way{n}',
              *(['--key', 'ours.key'] if n == 3 else []))
    # A throw-away key seals, one of the roll countersigns, then it is entered.
    s.run('bundle', 'way1', '--key', 'theirs.key', '--out', 'way1.tar')
    os.mkdir(s.at('way1x'))
    with tarfile.open(s.at('way1.tar')) as t:
        t.extractall(s.at('way1x'))
    done = archive('add', 'archive', 'way1x')
    s.fact('a bundle unpacked enters as the drill it holds', done.code == YES,
           done)
    done = s.run('bundle', 'way1x', '--key', 'theirs.key', '--archive',
                 'archive', '--out', 'way1f.tar')
    s.fact('one sealed by a throw-away key and countersigned shows its entry',
           done.code == YES and
           proven('way1f.tar', 'theirs', 'archive')[0] == [YES, 'pass'], done,
           proven('way1f.tar', 'theirs', 'archive')[1])
    done = archive('add', 'archive', 'way1x')
    s.fact('and is not entered twice', done.code == USAGE, done)
    # What lies beside it is entered, and does not stand in a bundle's way.
    s.run('bundle', 'way3', '--out', 'way3/drill.tar')
    s.write('way3/会议记录.txt', 'x')
    done = archive('add', 'archive', 'way3')
    s.fact('minutes beside a drill are entered with it', done.code == YES,
           done)
    seal = s.run('archive', 'list', 'archive', '--json').json()['size'] - 1
    s.fact('by their digest', '会议记录.txt' in s.run(
        'archive', 'show', 'archive', str(seal)).out)
    # Another key packs what was entered before it countersigned.
    done = s.run('bundle', 'way3', '--key', 'theirs.key', '--archive',
                 'archive', '--out', 'way3f.tar')
    s.fact('and another key may sign it after', done.code == YES and
           proven('way3f.tar', 'theirs', 'archive')[0] == [YES, 'pass'], done,
           proven('way3f.tar', 'theirs', 'archive')[1])
    os.mkdir(s.at('way3x'))
    with tarfile.open(s.at('way3f.tar')) as t:
        t.extractall(s.at('way3x'))
    done = archive('add', 'archive', 'way3x')
    s.fact('countersigned, it is no other drill', done.code == USAGE, done)
    s.write('old.head', s.load_bytes('archive/checkpoint'))
    archive('publish', 'archive', s.plan)
    for old in 'old.head', 'way3f.tar', 'way3x/evidence.tlog-proof':
        done = s.run('archive', 'audit', 'archive', '--key',
                     'archive.key.pub', '--json', '--since', old)
        s.fact(f'an audit goes on from {old}', done.code == YES and
               not done.json()['fault'], done)
    for none in 'way2/plan.json', 'ours.tar':
        done = s.run('archive', 'audit', 'archive', '--since', none)
        s.fact(f'not from {none}', done.code == USAGE and
               'head' in done.err, done)


def policies(s):
    """filed.tar by policies: each is the exit code, the level, and what the
    archive and the witnesses come to; both programs say the same."""
    keys = {n: s.load_bytes(f'{n}.key.pub').decode().strip()
            for n in ('ours', 'theirs', 'archive')}
    s.run('key', 'new', '--role', 'witness', '--name', 'assessor.example/w1',
          '--out', 'w1.key')
    keys['w1'] = s.load_bytes('w1.key.pub').decode().strip()
    log, ours = f'log {keys["archive"]}\n', f'key facilitator {keys["ours"]}\n'
    theirs = f'key facilitator {keys["theirs"]}\n'
    w1 = f'witness w1 {keys["w1"]}\n'
    none = 'quorum none\n'
    for what, text, path, code, level, found in (
            ('archive and key', log + ours + none, 'filed.tar', YES, 1,
             {'archive': 'pass'}),
            ('another key', log + theirs + none, 'filed.tar', UNTRUSTED, 0,
             {'trust': 'fail', 'archive': 'pass'}),
            ('another archive', f'log {keys["theirs"]}\n' + ours + none,
             'filed.tar', UNTRUSTED, 0, {'archive': 'absent'}),
            ('a bundle without proofs', log + ours + none, 'ours.tar',
             UNTRUSTED, 0, {'archive': 'absent'}),
            ('the same, a seal asked for', ours + none + 'require seal\n',
             'ours.tar', YES, 0, {'trust': 'pass'}),
            ('a quorum there is not', log + ours + w1 + 'quorum w1\n',
             'filed.tar', UNTRUSTED, 1, {'witness': 'absent'}),
            ('participants', log + ours + none + 'require acks 80%\n',
             'filed.tar', UNTRUSTED, 1, {'acks': 'absent'}),
            ('a time stamp', log + ours + none + 'require tsa\n',
             'filed.tar', UNTRUSTED, 1, {'tsa': 'absent'})):
        s.write('mine.policy', text)
        args = path, '--policy', 'mine.policy'
        done = s.run('verify', *args, '--json')
        alone = subprocess.run([s.verifier, *args, '--json'],
                               cwd=s.folder.name, capture_output=True,
                               env={'LC_ALL': 'C.UTF-8'}, check=False)
        said = {c['check']: c['state'] for c in done.json()['checks']}
        s.fact(f'by a policy of {what}: exit {code}, L{level}',
               done.code == code == alone.returncode and
               done.json()['level'] == level and
               found.items() <= said.items() and
               done.out == alone.stdout.decode(), done, alone)
    s.run('archive', 'add-key', 'archive', 'w1.key.pub', '--key',
          'archive.key', '--state', 'state')
    s.run('archive', 'request', 'archive', '--out', 'req')
    size = int(s.load_bytes('archive/checkpoint').split(b'\n')[1])
    done = s.run('archive', 'request', 'archive', '--json').json()
    s.fact('a request in JSON has the request', done['old'] == 0 and
           done['size'] == size and done['request'].encode() ==
           s.load_bytes('req'), done)
    done = s.run('witness', 'req', 'archive.key.pub', '--key', 'w1.key',
                 '--state', 'w1', '--at', '2026-03-01T10:00:00Z', '--out',
                 'seen', '--json').json()
    s.fact('and an answer the answer', done['checkpoint'].encode() ==
           s.load_bytes('seen') and done['size'] == size and done['witnessed'] ==
           '2026-03-01T10:00:00Z' and done['witness'] ==
           'assessor.example/w1', done)
    s.run('archive', 'add-witness', 'archive', 'seen', '--key', 'archive.key',
          '--state', 'state')
    s.run('bundle', 'drill', '--archive', 'archive', '--key', 'ours.key',
          '--out', 'seen.tar')
    import oracle_bundle
    for what, text, code, level in (
            ('the archive alone', log + none, YES, 1),
            ('a witness', log + w1 + 'quorum w1\n', YES, 3),
            ('a key it does not know', log + theirs + none, UNTRUSTED, 0)):
        s.write('mine.policy', text)
        done = s.run('verify', 'seen.tar', '--policy', 'mine.policy', '--json')
        s.fact(f'a witnessed bundle by a policy of {what}: L{level}, and the '
               'oracle agrees', done.code == code and
               done.json()['level'] == level and
               (done.json().get('witnessed') == '2026-03-01T10:00:00Z') ==
               (level == 3) and code == oracle_bundle.judge(
                   s.load_bytes('seen.tar'), text), done)
    s.write('mine.policy', 'log x\n\nquorum y\n')
    for language, cause in ('en', 'is no public key'), ('zh', '不是公钥'):
        done = s.run('verify', 'filed.tar', '--policy', 'mine.policy',
                     '--lang', language)
        alone = subprocess.run(
            [s.verifier, 'filed.tar', '--policy', 'mine.policy', '--lang',
             language], cwd=s.folder.name, capture_output=True, check=False)
        s.fact(f'a policy that is wrong says all that is ({language})',
               done.code == USAGE == alone.returncode and done.out == '' and
               done.err == alone.stderr.decode() and
               re.search(r'mine\.policy:1:5: .*' + cause, done.err) and
               'mine.policy:3:8: ' in done.err, done, alone)
    done = s.run('verify', 'filed.tar', '--policy', 'mine.policy', '--key',
                 s.vkey)
    s.fact('a policy and a key do not go together', done.code == USAGE, done)


def raises(call):
    try:
        call()
        return False
    except Exception:  # pylint: disable=broad-except
        return True


def programs(s):
    """Ours, by the names they are installed under."""
    return ('yanlian-verify() { "%s" "$@"; }\nyanlian() { "%s" "$@"; }\n' %
            (s.verifier, s.path))


def page(s):
    """The commands of the report's page, as they stand, its folder named."""
    text = s.load_bytes('drill/report.html').decode()
    shown = html.unescape(re.search('<pre>(yanlian verify .*?)</pre>', text,
                                    re.S)[1]).split('\n')
    done = obey(s, '.', [c.replace('DIRECTORY', 'drill') for c in shown])
    s.fact('the commands of the report succeed', done.returncode == 0 and
           len(shown) == 2, shown, done.stdout.decode())


def office(s, name, bundle):
    """A folder with the bundle, and what an assessor has of his own."""
    os.mkdir(s.at(name))
    shutil.copy(s.at(bundle), s.at(name))
    shutil.copytree(s.at('archive'), s.at(name, 'archive'))
    shutil.copy(s.at('seen'), s.at(name, 'last-year.checkpoint'))
    shutil.copy(s.at('w1.key'), s.at(name, 'witness.key'))
    shutil.copytree(s.at('w1'), s.at(name, 'state', 'yanlian', 'witness'))


def obey(s, name, commands):
    """Run these as they stand; each must succeed."""
    functions = 'yanlian-verify() { "%s" "$@"; }\nyanlian() { "%s" "$@"; }\n' \
        % (s.verifier, s.path)
    return subprocess.run(
        ['bash', '-c', functions + ''.join(
            f'{c} || exit 1\n' for c in commands)],
        cwd=s.at(name), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, check=False, env={
            'LC_ALL': 'C.UTF-8', 'PATH': os.environ['PATH'],
            'XDG_STATE_HOME': s.at(name, 'state')})


def sheet(s):
    """The commands of both sheets, as they stand, in an empty folder; of a
    bundle alone, and of one that stands in an archive."""
    missing = [t for t in TOOLS if not shutil.which(t)]
    for bundle, count in (('ours.tar', 13), ('seen.tar', 43),
                          ('way3f.tar', 37)):
        for language in 'zh', 'en':
            name = f'the commands of README.{language}.txt in {bundle} succeed'
            if missing:
                s.skip(name, f'no {", ".join(missing)}')
                continue
            where = f'{bundle}.{language}'
            office(s, where, bundle)
            with tarfile.open(s.at(bundle)) as t:
                text = t.extractfile(f'README.{language}.txt').read().decode()
            commands = re.findall('^    (.*)$', text, re.M)
            done = obey(s, where, commands)
            s.fact(name, done.returncode == 0 and len(commands) == count,
                   done.stdout.decode(), len(commands), commands)
            if bundle != 'seen.tar':
                continue
            s.fact(f'and see another head, entry, word and proof ({language})',
                   all(altered(s, where, commands)),
                   altered(s, where, commands))
    if not missing:
        s.write('ours.tar.zh/report.html', 'other')
        done = subprocess.run(['sha256sum', '-c', 'SHA256SUMS'],
                              cwd=s.at('ours.tar.zh'), capture_output=True,
                              check=False)
        s.fact('sha256sum sees another report', done.returncode != 0)


def altered(s, where, commands):
    """The archive's part of the sheet over files one character of which was
    changed: each must fail."""
    first = next(i for i, c in enumerate(commands) if 'head.note' in c)
    last = next(i for i, c in enumerate(commands) if 'policy.example' in c)
    for name, old, new in (
            ('evidence.tlog-proof', b'\n\nops.', b'\n\nopt.'),
            ('evidence.tlog-proof', b'index ', b'index 1'),
            ('seal.leaf', b'complete', b'Complete'),
            ('open.leaf', b'simulated', b'Simulated'),
            ('evidence.tlog-proof', b'assessor.example/w1 ',
             b'assessor.example/w1 A')):
        kept = s.load_bytes(os.path.join(where, name))
        s.write(os.path.join(where, name), kept.replace(old, new, 1))
        yield obey(s, where, commands[first:last]).returncode != 0
        s.write(os.path.join(where, name), kept)


def outside(s):
    """Rows 1, 4 and 17 as others see them: each tool takes what is signed
    and refuses it changed."""
    name, _, rest = s.vkey.partition('+')
    point = base64.b64decode(rest.partition('+')[2])[1:]
    kind = b'\0\0\0\x0bssh-ed25519\0\0\0 '
    s.write('allowed', f'{name} ssh-ed25519 '
            f'{base64.b64encode(kind + point).decode()}\n')
    s.write('pub.pem', '-----BEGIN PUBLIC KEY-----\n' + base64.b64encode(
        bytes.fromhex('302a300506032b6570032100') + point).decode() +
        '\n-----END PUBLIC KEY-----\n')
    files = {}
    with tarfile.open(s.at('ours.tar')) as t:
        for m in t.getmembers():
            files[m.name] = t.extractfile(m).read()
    text, _, last = files['seal.note'].partition(b'\n\n')
    s.write('seal.sig', base64.b64decode(last.split()[2])[4:])
    s.write('e.minisig', files['evidence.json.minisig'])
    s.write('e.sshsig', files['evidence.json.sshsig'])
    minisign = base64.b64encode(b'Ed' + point[:8] + point).decode()
    for tool, content, command in (
            ('minisign', files['evidence.json'],
             ['minisign', '-V', '-P', minisign, '-m', 'told', '-x',
              'e.minisig']),
            ('ssh-keygen', files['evidence.json'],
             ['ssh-keygen', '-Y', 'verify', '-f', 'allowed', '-I', name, '-n',
              'yanlian-evidence', '-s', 'e.sshsig']),
            ('openssl', text + b'\n',
             ['openssl', 'pkeyutl', '-verify', '-pubin', '-inkey', 'pub.pem',
              '-rawin', '-in', 'told', '-sigfile', 'seal.sig'])):
        fact = f'{tool} takes what we signed, and nothing else'
        if not shutil.which(tool):
            s.skip(fact, f'no {tool}')
            continue
        codes = []
        for told in (content, content[:-1], content + b'\n',
                     content.replace(b'\n', b'\r\n'),
                     bytes([content[0] ^ 1]) + content[1:]):
            s.write('told', told)
            codes.append(subprocess.run(
                command, cwd=s.folder.name, input=told, capture_output=True,
                check=False).returncode == 0)
        s.fact(fact, codes == [True] + [False] * 4, codes)


def assessor(s):
    """docs/assessor.zh.md, each command as it is written."""
    fact = 'the commands of docs/assessor.zh.md all succeed'
    missing = [t for t in TOOLS if not shutil.which(t)]
    if missing:
        s.skip(fact, f'no {", ".join(missing)}')
        return
    office(s, 'assessor', 'seen.tar')
    os.rename(s.at('assessor', 'seen.tar'), s.at('assessor', 'drill.tar'))
    s.write('assessor/ops.pub', s.vkey + '\n')
    for name, pub in ('archive.pub', 'archive.key.pub'), (
            'witness.pub', 'w1.key.pub'):
        shutil.copy(s.at(pub), s.at('assessor', name))
    with open(os.path.join(s.root, 'docs', 'assessor.zh.md'),
              encoding='utf-8') as f:
        commands = re.findall('^    (.*)$', f.read(), re.M)
    done = obey(s, 'assessor', commands)
    s.fact(fact, done.returncode == 0 and len(commands) > 20,
           done.stdout.decode(), len(commands))


def hostile(s):
    """Row 25: whatever a tar says, nothing is created."""
    def tar(name, edit):
        info = tarfile.TarInfo('plan.json')
        edit(info)
        out = io.BytesIO()
        with tarfile.open(fileobj=out, mode='w',
                          format=tarfile.PAX_FORMAT) as t:
            t.addfile(info, io.BytesIO(b'x' * info.size))
        return s.write(name, out.getvalue())

    os.mkdir(s.at('empty'))
    kinds = {'up': {'name': '../up'}, 'root': {'name': '/tmp/yanlian-root'},
             'link': {'type': tarfile.SYMTYPE, 'linkname': '/etc/passwd'},
             'hard': {'type': tarfile.LNKTYPE, 'linkname': '/etc/passwd'},
             'device': {'type': tarfile.CHRTYPE},
             'folder': {'type': tarfile.DIRTYPE},
             'long': {'name': 'x' * 300}}
    for kind, values in kinds.items():
        path = tar(f'{kind}.tar', lambda i, v=values: [
            setattr(i, k, x) for k, x in v.items()])
        before = sorted(os.listdir(s.folder.name))
        done = s.run('verify', path)
        s.fact(f'a tar with a {kind} is invalid, and leaves nothing',
               done.code == NO and not os.path.exists('/tmp/yanlian-root') and
               sorted(os.listdir(s.folder.name)) == before, done)
    s.write_times('many.tar', 20000, b'\0' * 1024)
    done = s.run('verify', 'many.tar')
    s.fact('so is one of zeros alone', done.code == NO, done)
    s.write_times('huge.tar', 65537, b'\0' * 1024)
    done = s.run('verify', 'huge.tar')
    s.fact('one beyond the bound is not read', done.code == USAGE, done)


def main(program, root, verifier):
    s = Suite(program, root)
    s.verifier = os.path.abspath(verifier)
    make(s)
    verdicts(s)
    packing(s)
    filed(s)
    unpacked(s)
    entered(s)
    policies(s)
    page(s)
    sheet(s)
    outside(s)
    assessor(s)
    hostile(s)
    return s.end()


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
