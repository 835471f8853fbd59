# SPDX-License-Identifier: Apache-2.0
"""key.py YANLIAN ROOT -- signing keys: made once, kept to oneself, never
overwritten."""
import os
import stat
import sys

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
        'secret': 'k', 'vkey': s.load_bytes('k.pub').decode().strip()}
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
    for test in made, kept, guarded, misused:
        test(s)
    return s.end()


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
