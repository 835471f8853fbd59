# SPDX-License-Identifier: Apache-2.0
"""verify.py YANLIAN ROOT -- what a stranger can tell of a record: whose it
is, that it is whole, and where somebody touched it."""
import os
import shutil
import sys

from program import INCOMPLETE, NO, UNTRUSTED, USAGE, YES, Suite


def make(s):
    """A record sealed by a key of ours, and a key that has nothing to do
    with it."""
    for name in 'ours', 'theirs':
        s.run('key', 'new', '--out', f'{name}.key', '--name', name)
    s.run('run', s.plan, s.scenario, '--key', 'ours.key', '--out', 'drill')
    s.vkey = s.load_bytes('ours.key.pub').decode().strip()
    s.lines = s.load_bytes('drill/drill.jsonl').splitlines(keepends=True)
    n = len(s.lines)  # the first and last lines, and some between
    s.some = sorted({*range(3), *range(3, n, 9), *range(n - 4, n)})


def trust(s):
    for args, code, what in (
            ((), UNTRUSTED, 'without a key'),
            (('--key', 'theirs.key.pub'), UNTRUSTED, 'with a foreign key'),
            (('--key', 'ours.key.pub'), YES, 'with a file of its key'),
            (('--key', s.vkey), YES, 'with its key itself'),
            (('--key', 'theirs.key.pub', '--key', s.vkey), YES, 'with both')):
        for path in 'drill', 'drill/', 'drill/drill.jsonl':
            done = s.run('verify', path, *args)
            s.fact(f'{path} verified {what}: exit {code}', done.code == code,
                   done)
    theirs = s.load_bytes('theirs.key.pub')
    s.run('key', 'new', '--role', 'witness', '--out', 'w.key')
    for what, text, code, said in (
            ('saved by an editor', b'\xef\xbb\xbf# ours\r\n' +
             s.vkey.encode() + b'\r\n', YES, ''),
            ('that holds two keys', s.vkey.encode() + b'\n' + theirs, USAGE,
             'several'),
            ('of a witness', s.load_bytes('w.key.pub'), USAGE, 'witness'),
            ('that is secret', s.load_bytes('ours.key'), USAGE, 'secret')):
        s.write('some.pub', text)
        done = s.run('verify', 'drill', '--key', 'some.pub')
        s.fact(f'a file of a key {what}: exit {code}', done.code == code and
               said in done.err, done)
    done = s.run('verify', '\x1b[2J\x1b[1;32mVALID.tar')
    s.fact('what a file is called drives no terminal', done.code == USAGE and
           '\x1b' not in done.err + done.out, done)
    s.run('run', s.plan, s.scenario, '--out', 'throw-away')
    done = s.run('verify', 'throw-away', '--key', s.vkey)
    s.fact('a throw-away key is nobody\'s', done.code == UNTRUSTED, done)


def judged(s, log=None, drill='drill', **documents):
    """What is said of a copy of the drill with other contents; a document of
    None is missing."""
    shutil.rmtree(s.at('copy'), ignore_errors=True)
    shutil.copytree(s.at(drill), s.at('copy'))
    for name, content in {'drill.jsonl': log, **documents}.items():
        if content is not None:
            s.write(f'copy/{name}', content)
        elif name != 'drill.jsonl':
            os.unlink(s.at('copy', name))
    done = s.run('verify', 'copy', '--json', '--key', s.vkey)
    return done, [c for c in done.json()['checks']
                  if c['state'] not in ('pass', 'not-checked') and
                  c['required']]


def log_is(s, name, lines, code, line):
    """A log of these lines is judged so, and the line is named."""
    done, wrong = judged(s, b''.join(lines))
    if done.code != code or not wrong or line not in (
            c.get('line') for c in wrong):
        return [f'{name}: exit {done.code}, not {code} at line {line}', wrong]
    return []


def tampered(s):
    n = len(s.lines)
    wrong = []
    for i in s.some:
        line = s.lines[i]
        for at in 0, len(line) // 2, len(line) - 1:
            flipped = bytearray(line)
            flipped[at] ^= 1
            wrong += log_is(s, f'line {i + 1} flipped at {at}', [
                *s.lines[:i], bytes(flipped), *s.lines[i + 1:]],
                            NO, i + 1)
    s.fact('a flipped byte is found, and its line named',
           not wrong, *wrong)
    wrong = []
    for i in s.some[:-1]:
        wrong += log_is(s, f'line {i + 1} dropped',
                        s.lines[:i] + s.lines[i + 1:], NO, i + 1)
    s.fact('so is a dropped line', not wrong, *wrong)
    wrong = []
    for i in s.some[:-1]:
        wrong += log_is(s, f'lines {i + 1} and {i + 2} swapped', [
            *s.lines[:i], s.lines[i + 1], s.lines[i], *s.lines[i + 2:]],
                        NO, i + 1)
    s.fact('so are swapped lines', not wrong, *wrong)
    wrong = []
    for i in s.some:
        wrong += log_is(s, f'line {i + 1} doubled', [
            *s.lines[:i + 1], *s.lines[i:]], NO, i + 2)
    s.fact('so is a line that stands twice', not wrong, *wrong)


def ends_too_soon(s):
    wrong = []
    for i in s.some:
        wrong += log_is(s, f'cut before line {i + 1}', s.lines[:i],
                        INCOMPLETE, i + 1)
        wrong += log_is(s, f'torn in line {i + 1}', [
            *s.lines[:i], s.lines[i][:-1]], INCOMPLETE, i + 1)
    s.fact('a log that ends too soon is incomplete, wherever it ends',
           not wrong, *wrong)


def documents(s):
    for name in 'plan.json', 'scenario.json':
        content = s.load_bytes(f'drill/{name}')
        done, wrong = judged(s, **{name: content + b' '})
        s.fact(f'a changed {name} is named', done.code == NO
               and name in wrong[0]['why'], done)
        done, wrong = judged(s, **{name: None})
        s.fact(f'a missing {name} is named', done.code in (NO, INCOMPLETE)
               and name in wrong[0]['why'], done)
    done, wrong = judged(s, **{'organisation.json': b'{}'})
    s.fact('a document too many is named', done.code == NO
           and 'organisation.json' in wrong[0]['why'], done)
    done, wrong = judged(s, **{'seal.note': None})
    s.fact('a missing seal is named', done.code == INCOMPLETE
           and wrong[0]['check'] == 'seal', done)
    seal = bytearray(s.load_bytes('drill/seal.note'))
    seal[-5] ^= 1
    done, wrong = judged(s, **{'seal.note': bytes(seal)})
    s.fact('a forged seal is named', done.code == NO
           and wrong[0]['check'] == 'seal', done)


def packs(s):
    """What regulation demands is a document of the record like any other."""
    case = os.path.join(s.root, 'tests', 'cases', 'drill', 'report-due')
    s.run('run', os.path.join(case, 'plan.json'),
          os.path.join(case, 'scenario.json'), '--key', 'ours.key', '--out',
          'packed')
    for n, name in (1, 'cn-incident-2025'), (2, 'pboc-incident-2025'):
        with open(os.path.join(s.root, 'packs', f'{name}.json'), 'rb') as f:
            s.fact(f'the pack {name} is kept as it is',
                   s.load_bytes(f'packed/pack-{n}.json') == f.read())
    done, wrong = judged(s, drill='packed')
    s.fact('a record with packs verifies', done.code == YES and not wrong,
           done)
    done, wrong = judged(s, drill='packed', **{'pack-2.json': b'{}'})
    s.fact('a changed pack is named', done.code == NO
           and 'pack-2.json' in wrong[0]['why'], done)
    done, wrong = judged(s, drill='packed', **{'pack-1.json': None})
    s.fact('a missing pack is named', done.code in (NO, INCOMPLETE)
           and 'pack-1.json' in wrong[0]['why'], done)


def said(s):
    for language, valid, untrusted in (('zh', '有效', '不可信'),
                                       ('en', 'VALID', 'UNTRUSTED')):
        done = s.run('verify', 'drill', '--key', s.vkey, '--lang', language)
        s.fact(f'the verdict is said in {language}',
               done.out.startswith(valid), done)
        done = s.run('verify', 'drill', '--lang', language)
        s.fact(f'so is that it is untrusted, in {language}',
               done.out.startswith(untrusted), done)
    done = s.run('verify', 'drill', '--key', s.vkey, '--json')
    again = s.run('verify', 'drill', '--key', s.vkey, '--json')
    told = done.json()
    s.fact('--json says whose it is and that all is well',
           told['verdict'] == 'valid' and told['signer'] == 'ours'
           and told['lines'] == len(s.lines) and done.out == again.out
           and all(c['state'] == 'pass' for c in told['checks']
                   if c['required']), done)
    s.fact('and what was drilled, and how it ended', told['status'] ==
           'complete' and told['kind'] == 'simulated' and
           told['drill'] in s.run('verify', 'drill').out, done)


def misused(s):
    os.mkdir(s.at('empty'))
    os.mkfifo(s.at('pipe'))
    for args in ((), ('drill', 'drill'), ('nowhere',), ('empty',), ('pipe',),
                 ('drill', '--key', 'nowhere.pub'), ('drill', '--key', ''),
                 ('drill', '--key', 'ours.key'), ('drill', '--key', 'drill'),
                 ('drill', *['--key', s.vkey] * 17)):
        done = s.run('verify', *args)
        s.fact(f'verify {" ".join(args)[:40]} is refused',
               done.code == USAGE and not done.out and done.err, done)
    done = s.run('verify', 'drill', *['--key', s.vkey] * 16)
    s.fact('sixteen keys are not too many', done.code == YES, done)


def main(program, root):
    s = Suite(program, root)
    for test in (make, trust, tampered, ends_too_soon, documents, packs,
                 said, misused):
        test(s)
    return s.end()


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
