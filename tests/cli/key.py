# SPDX-License-Identifier: Apache-2.0
"""key.py YANLIAN ROOT -- signing keys: made once, kept to oneself, never
overwritten."""
import base64
import fcntl
import hashlib
import os
import pty
import re
import resource
import select
import shutil
import signal
import stat
import subprocess
import sys
import termios

from program import NO, SYSTEM, USAGE, YES, Suite


def made(s):
    done = s.run('key', 'new')
    s.fact('a key is made, with names to find it by', done.code == YES
           and s.exists('yanlian.key') and s.exists('yanlian.key.pub'), done)
    s.fact('the secret is its owner\'s alone', stat.S_IMODE(
        os.stat(s.at('yanlian.key')).st_mode) == 0o600)
    vkey = s.load_bytes('yanlian.key.pub').decode()
    s.fact('the public key is told, and kept as one line',
           vkey.startswith('facilitator+') and vkey.count('\n') == 1
           and vkey.strip() in done.out, vkey, done)
    done = s.run('key', 'new', '--name', 'ops.example/drills', '--out', 'k',
                 '--json')
    s.fact('--json tells both', done.json() == {
        'secret': 'k', 'vkey': s.load_bytes('k.pub').decode().strip(),
        'locked': False}
        and done.json()['vkey'].startswith('ops.example/drills+'), done)
    s.fact('no two keys are alike', s.load_bytes('k') != s.load_bytes(
        'yanlian.key'))


def kept(s):
    """Both files or neither; nothing is overwritten."""
    before = s.load_bytes('k')
    done = s.run('key', 'new', '--out', 'k')
    s.fact('a key is not overwritten', done.code == USAGE
           and s.load_bytes('k') == before, done)
    s.write('half.pub', 'mine')
    done = s.run('key', 'new', '--out', 'half')
    s.fact('nor a public key', done.code == USAGE
           and s.load_bytes('half.pub') == b'mine', done)
    s.fact('and no secret is left beside it', not s.exists('half'))
    done = s.run('key', 'new', '--out', 'nowhere/k')
    s.fact('a folder that is not there is no place for it',
           done.code == SYSTEM, done)


def guarded(s):
    os.symlink('k', s.at('link'))
    os.chmod(s.at('yanlian.key'), 0o640)
    for name in 'yanlian.key', 'link', 'k.pub', '.':
        done = s.run('run', s.plan, s.scenario, '--json', '--key', name)
        s.fact(f'{name} seals nothing', done.code in (USAGE, SYSTEM)
               and not done.out and name in done.err, done)
    done = s.run('run', s.plan, s.scenario, '--json', '--key', 'k')
    s.fact('k does', done.code == NO, done)


def with_passphrase(s, words, *args):
    """Run it with this passphrase on descriptor 3 or so."""
    out, in_ = os.pipe()
    os.write(in_, words)
    os.close(in_)
    done = s.run(*args, '--passphrase-fd', str(out), pass_fds=(out,))
    os.close(out)
    return done


def locked(s):
    done = with_passphrase(s, '口令 1\n'.encode(), 'key', 'new', '--out',
                           'locked', '--json')
    s.fact('a passphrase locks a key', done.code == YES and
           done.json()['locked'] and b'kdf argon2id13 ops=3 mem=268435456'
           in s.load_bytes('locked'), done)
    run = ('run', s.plan, s.scenario, '--json', '--key', 'locked')
    s.fact('it seals with its passphrase',
           with_passphrase(s, '口令 1\n'.encode(), *run).code == NO)
    for words in b'no\n', b'', '口令 1 \n'.encode(), b'x' * 2000:
        done = with_passphrase(s, words, *run)
        s.fact(f'not with {words[:8]!r}', done.code == USAGE
               and not done.out, done)
    done = s.run(*run)
    s.fact('nor with none', done.code == USAGE and not done.out, done)
    done = s.run(*run, '--passphrase-fd', '77')
    s.fact('nor from nowhere', done.code != NO and not done.out, done)
    done = s.run('key', 'show', 'locked', '--json')
    s.fact('its public part needs none', done.code == YES and
           done.json()['vkey'] == s.load_bytes('locked.pub').decode().strip(),
           done)


def at_terminal(s, *args, typed=(), sent=()):
    """Run it at a terminal of its own; when it asks, type this or send it
    these signals. Return: how it ended, what was shown, whether the terminal
    shows what is typed again, and what the system said of it as it asked."""
    ours, theirs = pty.openpty()
    def begin():
        os.setsid()
        fcntl.ioctl(theirs, termios.TIOCSCTTY, 0)
        hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
        resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))
    process = subprocess.Popen(
        [s.path, *args], cwd=s.folder.name, stdin=theirs, stdout=theirs,
        stderr=theirs, preexec_fn=begin, env={'LC_ALL': 'C.UTF-8'})
    shown = b''
    for n, act in enumerate((*typed, *sent)):
        while len(re.findall(rb'(?:none\)|more|of typed): ', shown)) <= n and \
                select.select([ours], [], [], 30)[0]:
            shown += os.read(ours, 4096)
        if n == 0:
            with open(f'/proc/{process.pid}/limits', encoding='ascii') as f:
                said = re.search(r'core file size +(\d+) +(\d+)', f.read())
        if isinstance(act, bytes):
            os.write(ours, act)
        else:
            process.send_signal(act)
    for _ in range(600):
        while select.select([ours], [], [], 0.05)[0]:
            shown += os.read(ours, 4096)
        if process.poll() is not None:
            break
    process.kill()
    shows = bool(termios.tcgetattr(theirs)[3] & termios.ECHO)
    os.close(theirs)
    os.close(ours)
    return process.wait(), shown.decode(), shows, said and said.groups()


def asked(s):
    """A terminal is as it was, whatever ends the asking; and what is typed is
    nobody else's while it lasts."""
    try:
        for end in pty.openpty():
            os.close(end)
    except OSError:
        s.skip('what a terminal is after asking', 'none can be had here')
        return
    new = 'key', 'new', '--out', 'typed'
    code, shown, shows, limits = at_terminal(
        s, *new, typed=(b'first\n', b'other\n'))
    s.fact('two passphrases that differ lock nothing', code == USAGE and
           shows and not s.exists('typed') and 'first' not in shown, shown)
    s.fact('no core file would hold what is typed', limits == ('0', '0'),
           limits)
    for name, typed, sent in (
            ('Ctrl-C', (b'\x03',), ()), ('Ctrl-\\', (b'\x1c',), ()),
            ('kill', (), (signal.SIGTERM,)), ('hang-up', (), (signal.SIGHUP,)),
            ('half of it and Ctrl-C', (b'half\x03',), ())):
        code, shown, shows, _ = at_terminal(s, *new, typed=typed, sent=sent)
        s.fact(f'{name} ends it, and the terminal shows again what is typed',
               code < 0 and shows and not s.exists('typed'), code, shown)
    code, shown, shows, limits = at_terminal(
        s, *new, typed=(b'same\n', b'same\n'))
    s.fact('typed twice alike it locks', code == YES and shows and
           'same' not in shown and
           b'kdf argon2id13' in s.load_bytes('typed'), shown)
    code, shown, shows, limits = at_terminal(
        s, 'run', s.plan, s.scenario, '--json', '--key', 'typed',
        typed=(b'same\n',))
    s.fact('and unlocks', code == NO and shows and limits == ('0', '0') and
           'same' not in shown, code, shown)


def roles(s):
    done = s.run('key', 'new', '--role', 'witness', '--out', 'w', '--json')
    s.fact('a witness has a key of its own type', done.code == YES and
           base64.b64decode(done.json()['vkey'].split('+', 2)[2])[0] == 4,
           done)
    done = s.run('run', s.plan, s.scenario, '--json', '--key', 'w')
    s.fact('which seals no drill', done.code == USAGE and not done.out, done)
    done = s.run('key', 'new', '--role', 'king', '--out', 'never')
    s.fact('there are no other roles', done.code == USAGE, done)


def by_tool(s, name, command, *, fits):
    """A fact that another tool reads what we export."""
    if shutil.which(command[0]) is None:
        s.skip(name, f'{command[0]} is not here')
        return
    done = subprocess.run(command, cwd=s.folder.name, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT)
    s.fact(name, done.returncode == 0 and fits(done.stdout), done.stdout)


def exported(s):
    vkey = s.load_bytes('k.pub').decode().strip()
    name, _, typed = vkey.split('+', 2)
    point = base64.b64decode(typed)[1:]
    done = s.run('key', 'export', 'k', '--vkey')
    s.fact('the key line is exported', done.out == vkey + '\n', done)
    for form in 'pem', 'ssh', 'minisign':
        done = s.run('key', 'export', 'k.pub', f'--{form}')
        s.fact(f'as {form} too', done.code == YES and
               done.out == s.run('key', 'export', vkey, f'--{form}').out,
               done)
        s.write(f'k.{form}', done.out)
    by_tool(s, 'openssl reads it', ['openssl', 'pkey', '-pubin', '-in',
            'k.pem', '-outform', 'DER'], fits=lambda out: out[-32:] == point)
    by_tool(s, 'ssh-keygen reads it', ['ssh-keygen', '-l', '-f', 'k.ssh'],
            fits=lambda out: name.encode() in out and b'ED25519' in out)
    s.write('signed', 'x')
    s.write('signed.minisig', 'untrusted comment: x\n' + base64.b64encode(
        b'Ed' + point[:8] + bytes(64)).decode() + '\ntrusted comment: x\n'
        + base64.b64encode(bytes(64)).decode() + '\n')
    if shutil.which('minisign'):
        done = subprocess.run(
            ['minisign', '-V', '-p', 'k.minisign', '-m', 'signed'],
            cwd=s.folder.name, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT)
        s.fact('minisign reads it, and refuses a made-up signature',
               done.returncode == 1 and b'erification failed' in done.stdout,
               done.stdout)
    else:
        s.skip('minisign reads it', 'minisign is not here')
    done = s.run('key', 'export', 'k', '--pem', '--ssh')
    s.fact('one form at a time', done.code == USAGE and not done.out, done)
    done = s.run('key', 'show', 'k.pub')
    digest = hashlib.sha256(vkey.encode()).hexdigest()
    s.fact('a key is shown with a fingerprint to read out', ' '.join(
        digest[i:i + 4] for i in range(0, 64, 4)) in done.out, done)


def misused(s):
    for args in ((), ('old',), ('new', 'new'), ('new', '--name', ''),
                 ('new', '--name', 'A B'), ('new', '--name', 'x' * 129),
                 ('new', '--name', '名'), ('new', '--seed', '1')):
        done = s.run('key', *args, '--out', 'never')
        s.fact(f'key {" ".join(args)[:30]} is refused', done.code == USAGE
               and not done.out and done.err, done)
    s.fact('and makes nothing', not s.exists('never'))


def main(program, root):
    s = Suite(program, root)
    for test in made, kept, guarded, locked, asked, roles, exported, misused:
        test(s)
    return s.end()


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
