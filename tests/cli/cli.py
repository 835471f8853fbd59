# SPDX-License-Identifier: Apache-2.0
"""cli.py YANLIAN ROOT -- what all verbs have in common: help, options,
language, colours."""
import os
import pty
import sys

from program import USAGE, YES, Suite

VERBS = 'check', 'run', 'verify', 'key'


def chinese(text):
    return any('\u4e00' <= c <= '\u9fff' for c in text)


def helped(s):
    for args in ('--help',), ('-h',), ('help',):
        done = s.run(*args)
        s.fact(f'{args[0]} names every verb', done.code == YES
               and all(f'\n  {verb} ' in done.out for verb in VERBS)
               and not done.err, done)
    for verb in VERBS:
        for flag in '--help', '-h':
            done = s.run(verb, flag)
            s.fact(f'{verb} {flag} tells how it is used', done.code == YES
                   and f'yanlian {verb}' in done.out and '--lang' in done.out
                   and not done.err, done)
    for flag in '--version', '-V':
        done = s.run(flag)
        s.fact(f'{flag} tells the version', done.code == YES
               and done.out.startswith('yanlian ') and done.out.count('\n')
               == 1, done)


def misused(s):
    done = s.run()
    s.fact('no verb: the verbs are named, on stderr', done.code == USAGE
           and not done.out and 'check' in done.err, done)
    done = s.run('song')
    s.fact('an unknown verb is told, last', done.code == USAGE
           and not done.out and '"song"' in done.err.splitlines()[-1], done)
    for args in ('song', '--lang', 'zh'), ('song', '--lang=zh'):
        done = s.run(*args)
        s.fact(f'in the language asked for: {args[1]}', done.code == USAGE
               and chinese(done.err.splitlines()[-1]), done)
    done = s.run('--lang', 'fr', 'check')
    s.fact('an unknown language is told', done.code == USAGE
           and done.err.endswith('--lang cannot be "fr".\n'), done)
    for verb in VERBS:
        for wrong, *more in (('--song',), ('--song=1',), ('-s',), ('--lang',),
                             ('--json=1',)):
            done = s.run(verb, wrong, *more)
            s.fact(f'{verb} {wrong} is refused, and named',
                   done.code == USAGE and not done.out
                   and f': {wrong}\n' in done.err
                   and f'yanlian {verb}' in done.err, done)
    done = s.run('run', '--song', '--lang', 'zh')
    s.fact('in the language asked for after it', chinese(
        done.err.splitlines()[0]), done)
    done = s.run('check', '--', '--song')
    s.fact('behind -- there are files', done.code == USAGE
           and '"--song" does not exist' in done.err, done)


def languages(s):
    for zh, env in (
            (True, {'LC_ALL': 'zh_CN.UTF-8'}), (True, {'LANG': 'zh_TW'}),
            (True, {'LC_MESSAGES': 'zh_CN.UTF-8', 'LANG': 'en_GB.UTF-8'}),
            (True, {'LC_ALL': '', 'LANG': 'zh_CN.UTF-8'}),
            (False, {'LC_ALL': 'C', 'LANG': 'zh_CN.UTF-8'}),
            (False, {'LC_ALL': 'en_GB.UTF-8', 'LC_MESSAGES': 'zh_CN'}),
            (False, {'LANG': 'de_DE.UTF-8'}), (False, {})):
        done = s.run('check', s.plan, env=env)
        s.fact(f'{env or "no locale"}: {"Chinese" if zh else "English"}',
               done.code == YES and chinese(done.out) == zh, done)
    for args in ('--lang', 'zh', 'check', s.plan), \
            ('check', '--lang=zh', s.plan), ('check', s.plan, '--lang', 'zh'):
        done = s.run(*args)
        s.fact('--lang zh beats the locale, wherever it stands',
               done.code == YES and chinese(done.out), done)
    done = s.run('run', s.plan, s.scenario, '--json', '--lang', 'zh')
    plain = s.run('run', s.plan, s.scenario, '--json')
    s.fact('the machine\'s view has no language', done.out == plain.out)


def on_terminal(s, **env):
    """What `check` prints on a terminal."""
    ours, theirs = pty.openpty()
    process = s.start('check', s.at('finding.json'), stdout=theirs,
                      env={'LC_ALL': 'C.UTF-8', **env})
    os.close(theirs)
    out = b''
    while True:
        try:
            some = os.read(ours, 4096)
        except OSError:  # the other end is gone
            break
        if not some:
            break
        out += some
    os.close(ours)
    process.communicate()
    return out


def colours(s):
    plan = s.load(s.plan)
    del plan['response']['verify']
    s.write('finding.json', plan)
    try:
        s.fact('a terminal gets colours', b'\033[' in on_terminal(s))
        s.fact('not with NO_COLOR',
               b'\033[' not in on_terminal(s, NO_COLOR='1'))
        s.fact('an empty NO_COLOR asks for nothing',
               b'\033[' in on_terminal(s, NO_COLOR=''))
    except OSError as e:  # a chroot without /dev/pts
        s.skip('a terminal gets colours', e)
    done = s.run('check', 'finding.json')
    s.fact('a file gets none', done.code == YES and '\033' not in done.out)


def main(program, root):
    s = Suite(program, root)
    for test in helped, misused, languages, colours:
        test(s)
    return s.end()


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
