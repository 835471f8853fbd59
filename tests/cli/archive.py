# SPDX-License-Identifier: Apache-2.0
"""archive.py YANLIAN ROOT -- the archive of drills as its keeper, a witness
and an auditor meet it; another program, by docs/evidence.md alone, judges
every archive with us."""
import base64
import fcntl
import os
import random
import shutil
import signal
import subprocess
import sys
import time

from program import INCOMPLETE, NO, UNTRUSTED, USAGE, YES, Suite

VKEYS = {}


def judged(s, folder='a', vkey=None):
    """Does the other program find the archive sound? Its entries, or None."""
    try:
        return s.oracle.read(s.at(folder), vkey or VKEYS['arch'])
    except Exception:
        return None


def build_go(s, root):
    """Go's transparency log code, where Go is: Debian's packages golang-go
    and golang-golang-x-mod-dev."""
    path = '/usr/share/gocode'
    s.go = shutil.which('go') and os.path.isdir(
        f'{path}/src/golang.org/x/mod/sumdb/tlog')
    if not s.go:
        s.skip('Go judges too', 'golang-go, golang-golang-x-mod-dev')
        return
    done = subprocess.run(
        ['go', 'build', '-o', s.at('judge'),
         os.path.join(root, 'tests', 'proof', 'judge.go')],
        env={**os.environ, 'GO111MODULE': 'off', 'GOPATH': path,
             'GOCACHE': s.at('go-cache'), 'GOFLAGS': ''},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    s.fact('Go judges too', done.returncode == 0, done.stdout.decode())


def go_finds_sound(s, folder, vkey, *old):
    """Does Go; None where there is no Go."""
    if not s.go:
        return None
    return subprocess.run(
        ['./judge', folder, vkey, *old], cwd=s.folder.name,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0


def archive(s, *args, **more):
    return s.run('archive', *args, '--key', 'arch', '--at',
                 '2026-11-22T06:25:49Z', '--state', 'marks', **more)


def audit(s, *args):
    return s.run('archive', 'audit', 'a', '--key', VKEYS['arch'], '--json',
                 *args)


def keys(s):
    for name, role in (('arch', 'archive'), ('fac', 'facilitator'),
                       ('wit', 'witness'), ('lost', 'facilitator')):
        done = s.run('key', 'new', '--role', role, '--name',
                     f'ops.example/{name}', '--out', name, '--json')
        VKEYS[name] = done.json()['vkey']
    for n in range(1, 6):
        s.run('run', s.plan, s.scenario, '--seed', str(n), '--key', 'fac',
              '--out', f'run{n}')


def begun(s):
    done = archive(s, 'init', 'a')
    s.fact('an archive is begun', done.code == YES, done)
    s.fact('and not twice', archive(s, 'init', 'a').code == USAGE)
    s.fact('nor elsewhere with the same key',
           archive(s, 'init', 'b').code == USAGE)
    done = archive(s, 'add', 'a', 'run1')
    s.fact('a drill by a key not on the roll does not enter',
           done.code == UNTRUSTED and 'add-key' in done.err, done)
    done = archive(s, 'add-key', 'a', 'fac.pub', '--name', '张三')
    s.fact('a key is added', done.code == YES, done)
    done = archive(s, 'add-key', 'a', VKEYS['fac'])
    s.fact('and not twice', done.code == USAGE, done)
    s.fact('a witness is added',
           archive(s, 'add-key', 'a', 'wit.pub').code == YES)
    done = s.run('archive', 'add-key', 'a', 'lost.pub', '--key', 'fac',
                 '--state', 'marks')
    s.fact('only with the archive\'s own key', done.code == USAGE, done)
    s.fact('another program finds it sound', judged(s) and
           len(judged(s)) == 3)


def sealed(s):
    """Row 32 of the attack table: five drills opened, three sealed."""
    for n in (4, 5):
        s.fact(f'drill {n} is opened',
               archive(s, 'open', 'a', f'run{n}').code == YES)
    for n in (1, 2, 4):
        done = archive(s, 'add', 'a', f'run{n}', '--title', '演练')
        s.fact(f'drill {n} is sealed', done.code == YES, done)
    s.fact('not twice', archive(s, 'add', 'a', 'run1').code == USAGE)
    s.fact('drill 3 is opened',
           archive(s, 'open', 'a', 'run3').code == YES)
    done = audit(s)
    found = done.json()
    s.fact('an audit counts what was opened and never sealed',
           done.code == INCOMPLETE and found['sealed'] == 3
           and found['open'] == 2 and len(found['drills']) == 5, done)
    entries = judged(s)
    s.fact('another program counts the same', entries and
           sum(b'"k":"drill.open"' in e for e in entries) == 5 and
           sum(b'"k":"drill.seal"' in e for e in entries) == 3)
    seal = next(e for e in entries if b'"k":"drill.seal"' in e).decode()
    s.fact('a seal lists every file with its digest', all(
        f'"{name}":"{s.oracle.sha256(s.load_bytes("run1/" + name)).hex()}"'
        in seal for name in os.listdir(s.at('run1'))), seal)
    opened = [d['open'] for d in found['drills'] if d['state'] == 'open']
    for n in opened:
        done = archive(s, 'abandon', 'a', str(n), '--why', '下雨')
        s.fact(f'drill {n} is abandoned', done.code == YES, done)
    done = audit(s)
    s.fact('then every drill is accounted for', done.code == YES
           and done.json()['abandoned'] == 2, done)
    done = s.run('archive', 'audit', 'a')
    s.fact('without the archive\'s key nothing is trusted',
           done.code == UNTRUSTED, done)
    done = s.run('archive', 'audit', 'a', '--key', VKEYS['fac'])
    s.fact('nor with another', done.code == UNTRUSTED, done)


def broken_run(s):
    shutil.copytree(s.at('run1'), s.at('bad'))
    with open(s.at('bad', 'plan.json'), 'ab') as f:
        f.write(b' ')
    done = archive(s, 'add', 'a', 'bad')
    s.fact('an altered record does not enter', done.code == NO, done)
    before = s.load_bytes('a/checkpoint')
    os.remove(s.at('bad', 'seal.note'))
    shutil.copy(s.at('run1', 'plan.json'), s.at('bad', 'plan.json'))
    done = archive(s, 'add', 'a', 'bad')
    s.fact('nor one without its seal', done.code == INCOMPLETE, done)
    s.fact('and the head is as it was', s.load_bytes('a/checkpoint') == before)


def proven(s):
    entries = judged(s)
    head = s.load_bytes('a/checkpoint')
    for i in range(len(entries)):
        done = s.run('archive', 'show', 'a', str(i), '--out', f'{i}.proof')
        if done.out.encode() != entries[i] + b'\n' or \
                s.load_bytes(f'{i}.proof') != s.oracle.proof(entries, i, head):
            s.fact(f'entry {i} and its proof', False, done)
            return
    s.fact('every entry is shown with the proof another program makes', True)
    s.fact('Go proves every entry too',
           go_finds_sound(s, 'a', VKEYS['arch']) in (None, True))
    s.fact('but not under another key',
           go_finds_sound(s, 'a', VKEYS['fac']) in (None, False))


def witnessed(s):
    s.write('arch.vkey', VKEYS['arch'] + '\n')
    s.write('request', s.run('archive', 'request', 'a').out)
    done = s.run('witness', 'request', 'arch.vkey', '--key', 'wit', '--state',
                 'w', '--out', 'seen', '--at', '2026-11-23T00:00:00Z')
    s.fact('a witness vouches for the first head it sees', done.code == YES,
           done)
    s.fact('another program reads its note', s.oracle.read_checkpoint(
        s.load_bytes('seen'), VKEYS['arch'])[0] == len(judged(s)))
    done = archive(s, 'add-witness', 'a', 'seen')
    s.fact('its word is entered', done.code == YES, done)
    done = audit(s, '--since', 'seen', '--key', 'wit.pub')
    s.fact('an audit since then finds all unchanged', done.code == YES
           and done.json()['witnessed'] == len(judged(s)) - 1, done)
    done = audit(s)
    s.fact('a witness whom the auditor does not vouch for counts nothing',
           done.json()['witnessed'] == 0 and
           [w['counts'] for w in done.json()['witnesses']] == [False], done)
    done = s.run('archive', 'audit', 'a', '--key', VKEYS['arch'])
    s.fact('and is told as such, all keys in full', done.code == YES and
           'does not count' in done.out and all(
               VKEYS[k] in done.out for k in ('fac', 'wit')), done)
    raw = b'\x04' + base64.b64decode(VKEYS['arch'].split('+', 2)[2])[1:]
    id_ = s.oracle.sha256(b'x/w\n', raw)[:4].hex()
    done = archive(s, 'add-key', 'a',
                   f'x/w+{id_}+{base64.b64encode(raw).decode()}')
    s.fact('the archive\'s own key is no witness', done.code == USAGE and
           'another name' in done.err, done)
    s.write('request', s.run('archive', 'request', 'a').out)
    done = s.run('witness', 'request', 'arch.vkey', '--key', 'wit', '--state',
                 'w')
    s.fact('it wants to be asked from where it was', done.code == USAGE
           and '--since' in done.err, done)
    s.write('request', s.run('archive', 'request', 'a', '--since',
                             'seen').out)
    done = s.run('witness', 'request', 'arch.vkey', '--key', 'wit', '--state',
                 'w')
    s.fact('and then vouches for what continues it', done.code == YES, done)
    done = s.run('witness', 'request', VKEYS['fac'], '--key', 'wit',
                 '--state', 'w')
    s.fact('not for another\'s', done.code == UNTRUSTED, done)
    done = s.run('witness', 'request', 'arch.vkey', '--key', 'fac', '--state',
                 'w')
    s.fact('nor with a key that is no witness\'s', done.code == USAGE, done)


def rolled_back(s):
    """Rows 29 to 31: put back from an old copy; two archives of one key."""
    shutil.copytree(s.at('a'), s.at('old'))
    old = s.load_bytes('a/checkpoint')
    s.fact('the archive grows',
           archive(s, 'publish', 'a', s.plan).code == YES)
    shutil.move(s.at('a'), s.at('kept'))
    shutil.move(s.at('old'), s.at('a'))
    done = archive(s, 'publish', 'a', s.plan)
    s.fact('an old copy is not grown again', done.code == NO, done)
    s.write('head', s.load_bytes('kept/checkpoint'))
    done = audit(s, '--since', 'head')
    s.fact('and an auditor who saw more says so', done.code == NO
           and done.json()['fault'] == 'error.archive-rollback', done)
    other = ('archive', 'publish', 'a', s.shipped(
        'plans', 'key-person-missing'), '--key', 'arch', '--state', 'else')
    done = s.run(*other)
    s.fact('where nobody remembers, it is not grown unasked',
           done.code == USAGE and '--first' in done.err, done)
    done = s.run(*other, '--first')
    s.fact('and if asked to be, says that it cannot know',
           done.code == YES and 'else' in done.err, done)
    done = audit(s, '--since', 'head')
    s.fact('but two heads of one size contradict each other',
           done.code == NO and done.json()['fault'] == 'error.archive-split',
           done)
    s.fact('as another program finds', not s.oracle.follows(
        judged(s), s.load_bytes('head'), VKEYS['arch']) and s.oracle.follows(
        judged(s), old, VKEYS['arch']))
    s.write('older', old)
    s.fact('and Go', go_finds_sound(s, 'a', VKEYS['arch'], 'head')
           in (None, False) and go_finds_sound(
               s, 'a', VKEYS['arch'], 'older') in (None, True))
    s.write('one', s.run('archive', 'request', 'kept').out)
    s.write('two', s.run('archive', 'request', 'a').out)
    first, second = (s.run('witness', name, 'arch.vkey', '--key', 'wit',
                           '--state', 'w2') for name in ('one', 'two'))
    s.fact('a witness refuses the second and keeps both',
           first.code == YES and second.code == NO and not second.out and
           sum(n.endswith('.split') for n in os.listdir(s.at('w2'))) == 2,
           first, second)
    shutil.rmtree(s.at('a'))
    shutil.move(s.at('kept'), s.at('a'))


def retired(s):
    """Row 35, as a user meets it; all cases are in tests/proof/roll.c."""
    archive(s, 'add-key', 'a', 'lost.pub')
    s.run('run', s.plan, s.scenario, '--seed', '9', '--key', 'lost', '--out',
          'run9')
    s.fact('a second facilitator seals',
           archive(s, 'add', 'a', 'run9').code == YES)
    s.fact('and is retired',
           archive(s, 'retire-key', 'a', 'lost.pub').code == YES)
    s.fact('what was sealed before still counts', audit(s).code == YES)
    done = archive(s, 'revoke-key', 'a', 'lost.pub', '--since', '0',
                   '--why', '私钥外泄')
    s.fact('then revoked', done.code == YES, done)
    done = audit(s)
    s.fact('and nothing of it counts', done.code == UNTRUSTED
           and done.json()['discounted'] == 1 and
           done.json()['drills'][-1]['state'] == 'revoked', done)


def theirs(s):
    """Another program's archive, past the width of a tile."""
    seed = bytes(range(32))
    entries = s.oracle.write(s.at('theirs'), 'other.example/archive', seed,
                             300)
    vkey = s.oracle.vkey_of('other.example/archive', seed)
    done = s.run('archive', 'audit', 'theirs', '--key', vkey, '--json')
    s.fact('an archive written by another program is sound here',
           done.code == YES and done.json()['size'] == 300
           and done.json()['plans'] == 299, done)
    s.fact('and to Go', go_finds_sound(s, 'theirs', vkey) in (None, True))
    done = s.run('archive', 'show', 'theirs', '255', '--out', 'theirs.proof')
    s.fact('and so are our proofs of it there', s.load_bytes('theirs.proof')
           == s.oracle.proof(entries, 255,
                             s.load_bytes('theirs/checkpoint')), done)
    done = s.run('archive', 'list', 'theirs', '--json')
    s.fact('all its entries are listed',
           len(done.json()['entries']) == 300, done)


def go_misled(s, path, vkey):
    """Does Go take it? It reads no more of a tile than a proof needs, and the
    last character of a signature has bits it does not look at."""
    return 'entries' in path and go_finds_sound(s, 'theirs', vkey)


def mutants(s, n=40):
    """Both programs agree on an archive with a bit flipped."""
    luck = random.Random(7)
    files = [os.path.join(folder, f) for folder, _, names in
             os.walk(s.at('theirs')) for f in names]
    vkey = s.oracle.vkey_of('other.example/archive', bytes(range(32)))
    passed = []
    for _ in range(n):
        path = luck.choice(files)
        with open(path, 'rb') as f:
            good = f.read()
        bad = bytearray(good)
        bit = luck.randrange(8 * len(bad))
        bad[bit // 8] ^= 1 << bit % 8
        with open(path, 'wb') as f:
            f.write(bad)
        done = s.run('archive', 'audit', 'theirs', '--key', vkey)
        if done.code == YES or judged(s, 'theirs', vkey) is not None or \
                go_misled(s, path, vkey):
            passed.append((path, bit))
        with open(path, 'wb') as f:
            f.write(good)
    s.fact(f'no one of {n} flipped bits passes either', not passed, passed)


def killed(s, n=20):
    """Killed at any moment: what was acknowledged is there, once."""
    luck = random.Random(11)
    took, heads, acknowledged, kills, tried = 1.0, [], [], 0, 0
    while kills < n and tried < 10 * n:
        tried += 1
        name = f'ops.example/k{tried}'
        vkey = s.oracle.vkey_of(name, bytes([tried]) * 32)
        began = time.monotonic()
        process = s.start('archive', 'add-key', 'a', vkey, '--key', 'arch',
                          '--state', 'marks')
        if tried > 2:
            time.sleep(luck.uniform(0.2, 1.1) * took)
            process.send_signal(signal.SIGKILL)
        process.communicate(timeout=60)
        kills += process.returncode == -signal.SIGKILL
        if process.returncode == YES:
            took = time.monotonic() - began
            acknowledged.append(vkey)
        heads.append(s.load_bytes('a/checkpoint'))
    entries = judged(s)
    s.fact(f'{kills} of {tried} appends were killed', kills == n, tried)
    s.fact('another program finds the archive sound', entries)
    text = b'\n'.join(entries or []).decode()
    s.fact('what was acknowledged is there, once',
           all(text.count(v) == 1 for v in acknowledged), acknowledged)
    s.fact('every head ever seen begins it', entries and all(
        s.oracle.follows(entries, h, VKEYS['arch']) for h in heads))
    done = archive(s, 'publish', 'a', s.plan)
    s.fact('and it grows on', done.code == YES, done)


def damaged(s):
    """What is gone or changed is INVALID, in words and in JSON."""
    for name, id_ in (('checkpoint', 'error.archive-headless'),
                      ('tile/entries', 'error.archive-tile'),
                      ('tile/0', 'error.archive-tile')):
        for link in (False, True):
            shutil.copytree(s.at('a'), s.at('hurt'))
            shutil.move(s.at('hurt', name), s.at('taken'))
            if link:
                os.symlink(s.at('taken'), s.at('hurt', name))
                id_ = id_.replace('headless', 'checkpoint')
            how = 'a link for ' if link else 'without '
            done = s.run('archive', 'audit', 'hurt', '--key', VKEYS['arch'],
                         '--json')
            s.fact(f'an archive {how}{name} is invalid', done.code == NO and
                   done.json()['verdict'] == 'invalid' and
                   done.json()['fault'] == id_ and done.json()['why'], done)
            done = s.run('archive', 'audit', 'hurt', '--key', VKEYS['arch'])
            s.fact('and said to be', done.code == NO and
                   done.out.startswith('INVALID'), done)
            shutil.rmtree(s.at('hurt'))
            (shutil.rmtree if os.path.isdir(s.at('taken'))
             else os.remove)(s.at('taken'))
    os.symlink('a', s.at('link'))
    for path in 'link', 'link/':
        for args in ('audit', path), ('publish', path, s.plan):
            done = archive(s, *args)
            s.fact(f'{args[0]} {path} follows no link', done.code == USAGE,
                   done)


def worded(s):
    """No text of an entry can pass for a line of what is printed."""
    before = len(judged(s))
    new = s.oracle.vkey_of('ops.example/w', b'w' * 32)
    for option, args in (('--name', ('add-key', 'a', new)),
                         ('--why', ('revoke-key', 'a', 'wit.pub'))):
        for text in 'a\nVALID: x', 'a\rb', 'a\tb', '\x1b[2J', '', 'x' * 513:
            done = archive(s, *args, option, text)
            s.fact(f'{option} {text[:9]!r} is refused, and says which',
                   done.code == USAGE and option in done.err, done)
    done = archive(s, 'abandon', 'a', '3')
    s.fact('what an entry lacks is told', done.code == USAGE and
           'why' in done.err, done)
    s.fact('nothing of it was entered', len(judged(s)) == before)


def homeless(s):
    clean = {k: v for k, v in os.environ.items()
             if k not in ('HOME', 'XDG_STATE_HOME')}
    done = subprocess.run(
        [s.path, 'archive', 'publish', 'a', s.plan, '--key', 'arch'],
        cwd=s.folder.name, env={**clean, 'LC_ALL': 'C.UTF-8'},
        capture_output=True)
    s.fact('where there is no home, nothing is remembered at the root',
           done.returncode == USAGE and b'--state' in done.stderr,
           done.stderr)


def waited(s):
    """Who else writes is waited for, a while."""
    fd = os.open(s.at('a', 'lock'), os.O_RDWR)
    fcntl.lockf(fd, fcntl.LOCK_EX)
    process = s.start('archive', 'publish', 'a', s.plan, '--key', 'arch',
                      '--state', 'marks')
    time.sleep(0.3)
    os.close(fd)
    process.communicate(timeout=60)
    s.fact('two who write at once take turns', process.returncode == YES)


def misused(s):
    for args in ((), ('init',), ('audit',), ('add', 'a'), ('list', 'a', 'b'),
                 ('grow', 'a')):
        done = s.run('archive', *args)
        s.fact(f'archive {" ".join(args)} is refused', done.code == USAGE
               and not done.out and done.err, done)
    done = s.run('archive', 'add-key', 'a', 'fac.pub', '--state', 'marks')
    s.fact('writing wants a key', done.code == USAGE, done)
    done = s.run('archive', 'list', 'run1')
    s.fact('what is no archive is said to be none', done.code == USAGE, done)
    for number in ('99999', '-1', 'x'):
        done = s.run('archive', 'show', 'a', number)
        s.fact(f'there is no entry {number}', done.code == USAGE, done)
    done = s.run('archive', 'abandon', 'a', '0', '--why', 'x', '--key',
                 'arch', '--state', 'marks')
    s.fact('what is no drill is not abandoned', done.code == USAGE, done)


def main(program, root):
    s = Suite(program, root)
    sys.path.insert(0, os.path.join(root, 'tests', 'proof'))
    import oracle_archive
    s.oracle = oracle_archive
    build_go(s, root)
    for test in (keys, begun, sealed, broken_run, proven, witnessed,
                 rolled_back, retired, theirs, mutants, killed,
                 damaged, worded, homeless, waited, misused):
        test(s)
    return s.end()


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
