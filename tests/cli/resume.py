# SPDX-License-Identifier: Apache-2.0
"""resume.py YANLIAN ROOT [KILLS] -- a paced drill keeps its record as it goes:
whatever ends the program, what it has shown is in the log, and it goes on from
there. Who counts and who judges is outside: this file counts what it was shown,
and oracle_log.py, which shares no code with the program, judges the logs. With KILLS it does
nothing but kill, so often; SEED in the environment makes it other moments."""
import os
import random
import re
import resource
import signal
import subprocess
import sys
import time

from program import INCOMPLETE, NO, SYSTEM, USAGE, Suite

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), 'proof'))
import oracle_log as oracle  # noqa: E402

SEED = 20260101
FACT = re.compile(rb'^\{"i":\d+,"t":"[^"]*","m":\d+,"k":"fact",'
                  rb'"b":(\{"f":\d+,"at":(\d+),.*\}),"p":"[^"]*"\}$', re.M)
FLAT = re.compile(rb'"k":"fact","b":(\{.*\}),"p":"[^"]*"\}$', re.M)
TOLD = re.compile(r'^ \d\d:\d\d +\+(\d+):(\d\d) ', re.M)
VERDICT = '\nVerdict: '


class Record:
    """A record in the suite's folder, and what was shown of it."""

    def __init__(self, s, name):
        self.s, self.name = s, name

    def log(self):
        return self.s.load_bytes(f'{self.name}/drill.jsonl')

    def good(self):
        """The log up to its last whole line that an outsider finds good."""
        data = self.log()
        log = oracle.Log(data[:data.rfind(b'\n') + 1])
        return log, FACT.findall(data)

    def judge(self):
        files = {n: self.s.load_bytes(f'{self.name}/{n}')
                 for n in os.listdir(self.s.at(self.name))}
        log, seal = files.pop('drill.jsonl'), files.pop('seal.note', None)
        documents = {n: d for n, d in files.items() if n.endswith('.json')}
        return oracle.judge(log, seal, [self.s.vkey], documents)


def start(s, name, speed, **more):
    return s.start('run', s.plan, s.scenario, '--speed', str(speed), '--out',
                   name, '--key', s.key, bufsize=0, **more)


def resume(s, name, *args):
    return s.run('run', '--resume', name, '--key', s.key, *args)


def prepare(s):
    s.run('key', 'new', '--name', 'ops.example/f', '--out', 'f.key')
    s.key = s.at('f.key')
    s.vkey = s.load_bytes('f.key.pub').decode().split()[-1]
    flat = s.run('run', s.plan, s.scenario, '--out', 'flat')
    s.facts = FLAT.findall(s.load_bytes('flat/drill.jsonl'))
    s.told = TOLD.findall(flat.out.split(VERDICT)[0])


def is_whole(s, name):
    """Sealed, valid by another's judgement, and every fact there once."""
    record = Record(s, name)
    return record.judge() == oracle.VALID and \
        [body for body, _ in record.good()[1]] == s.facts


def goes(s):
    done = start(s, 'paced', 1_000_000)
    done.communicate(timeout=60)
    s.fact('a paced drill leaves a record that another finds valid',
           is_whole(s, 'paced'), Record(s, 'paced').judge())
    s.fact('it is its owner\'s alone while it grows',
           os.stat(s.at('paced')).st_mode & 0o777 == 0o700
           and os.stat(s.at('paced/drill.jsonl')).st_mode & 0o777 == 0o600)
    checkpoints = s.load_bytes('paced/drill.jsonl').count(b'"k":"cp"')
    s.fact('milestones are signed as they come', checkpoints >= 6, checkpoints)
    done = s.run('verify', 'paced', '--rescore', '--key', s.vkey)
    s.fact('played again it is the same', done.code == 0, done)
    done = resume(s, 'paced')
    s.fact('what is over cannot be resumed', done.code == USAGE
           and 'over and sealed' in done.err, done)


def nothing_begun(s):
    """A disk without room for the documents: nothing is left behind."""
    done = s.run('run', s.plan, s.scenario, '--speed', '1000000', '--out',
                 'torn', preexec_fn=lambda: resource.setrlimit(
                     resource.RLIMIT_FSIZE, (10_000, 10_000)))
    s.fact('a record that cannot begin is not begun', done.code == SYSTEM
           and not s.exists('torn') and not done.out, done)


def told_until(process, line):
    """Read what is shown up to a line that holds this. Return: all of it."""
    out = ''
    while line not in out:
        got = process.stdout.readline().decode()
        assert got, out
        out += got
    return out


def interrupted(s):
    process = start(s, 'halt', 2000)
    out = told_until(process, 'plan activated')
    process.send_signal(signal.SIGINT)
    rest, err = process.communicate(timeout=60)
    s.fact('interrupted it says how to go on', process.returncode == INCOMPLETE
           and b'run --resume halt' in err, err)
    record = Record(s, 'halt')
    log, facts = record.good()
    s.fact('all of it is signed', log.covered == len(log.leaves) - 1)
    s.fact('another finds it incomplete', record.judge() == oracle.INCOMPLETE)
    done = s.run('verify', 'halt', '--key', s.vkey)
    s.fact('and so do we, naming the line', done.code == INCOMPLETE
           and f'before line {len(log.leaves) + 1} ' in done.out, done)
    done = resume(s, 'halt', '--speed', '1000000')
    s.fact('it goes on to its end', done.code == NO
           and is_whole(s, 'halt'), done)
    before = TOLD.findall(out + rest.decode())
    s.fact('and shows what came after, once',
           before + TOLD.findall(done.out.split(VERDICT)[0]) == s.told, out, rest.decode(), done)
    done = s.run('verify', 'halt', '--rescore', '--key', s.vkey)
    s.fact('it is valid, and says that it was resumed', done.code == 0
           and 'Times resumed after breaking off: 1' in done.out, done)
    done = s.run('verify', 'halt', '--json', '--key', s.vkey)
    s.fact('for the machine too', done.json()['resumed'] == 1
           and done.json()['gap_ms'] >= 0, done)


def bundled(s):
    """A record that was resumed is evidence like any other: in one file, and
    by an assessor's own tools."""
    done = s.run('bundle', 'halt', '--key', s.key, '--out', 'halt.tar')
    verified = s.run('verify', 'halt.tar', '--rescore', '--key', s.vkey)
    s.fact('it goes into a bundle that is valid', done.code == 0
           and verified.code == 0 and 'resumed' in verified.out, done, verified)
    with open(os.path.join(s.root, 'docs/assessor.zh.md'),
              encoding='utf-8') as f:
        script = re.search(r'^    (sed .* > bodies)$', f.read(), re.M)[1]
    subprocess.run(['sh', '-c', script], cwd=s.at('halt'), check=True)
    s.fact('and an assessor takes out its facts with sed',
           s.load_bytes('halt/bodies').splitlines() == s.facts)
    os.unlink(s.at('halt/bodies'))


def acknowledged(out, facts):
    """Of these facts, how many must be on disk: those of a minute before the
    last that was shown. A line that was cut off was not shown."""
    times = [int(h) * 60 + int(m)
             for h, m in TOLD.findall(out[:out.rfind('\n') + 1])]
    return sum(int(at) // 60000 < times[-1] for _, at in facts) if times else 0


def killed(s, kills):
    """A drill of some 0.1 s, killed and resumed again and again; every death
    at another moment, each life under another key but the last."""
    rng = random.Random(int(os.environ.get('SEED', SEED)))
    whole = FACT.findall(s.load_bytes('paced/drill.jsonl'))
    bad, dead, records = [], 0, 0
    while dead < kills:
        name, shown, args = f'kill-{records}', 0, []
        records += 1
        while True:
            args = args or ['run', s.plan, s.scenario, '--out', name]
            process = s.start(*args, '--speed', '300000')
            time.sleep(rng.random() * 0.15)
            process.kill()
            out = process.communicate(timeout=60)[0].decode()
            if process.returncode != -signal.SIGKILL:
                break
            dead += 1
            if not s.exists(name, 'drill.jsonl') or not Record(
                    s, name).log().count(b'\n'):
                break  # nothing had begun
            shown += len(TOLD.findall(out[:out.rfind('\n') + 1]))
            kept = len(Record(s, name).good()[1])
            if kept < acknowledged(out, whole):
                bad.append((name, 'shown and lost', out))
            args = ['run', '--resume', name]
        done = resume(s, name)
        if s.exists(name, 'drill.jsonl') and 'nothing to resume' not in \
                done.err and not (is_whole(s, name) if done.code == NO
                                  else 'is over' in done.err):
            bad.append((name, done))
        if shown > len(s.told):
            bad.append((name, 'shown twice'))
    s.fact(f'{dead} times killed: nothing shown was lost, every record whole',
           not bad, bad[:3])
    torn = [f for n in range(records) if s.exists(f'kill-{n}')
            for f in os.listdir(s.at(f'kill-{n}')) if 'torn' in f]
    print(f'# {records} records, {len(torn)} torn tails')


def one_writer(s):
    process = start(s, 'busy', 2000)
    told_until(process, 'paged')
    done = resume(s, 'busy')
    s.fact('a record that is being written is not resumed',
           done.code == SYSTEM and 'being written' in done.err, done)
    with open(s.at('busy/drill.jsonl'), 'ab') as f:
        f.write(b'a copy job was here\n')
    out, err = process.communicate(timeout=60)
    s.fact('a drill stops where a stranger writes into its log',
           process.returncode == SYSTEM and b'Another program' in err, err)
    done = resume(s, 'busy')
    s.fact('what he wrote is put aside, and the drill goes on',
           done.code == NO and is_whole(s, 'busy') and s.load_bytes(
               'busy/drill.torn-1.bin') == b'a copy job was here\n', done)


def full(s):
    """The disk full for a while: a limit on the size of files stands for it,
    for that can be lifted from outside."""
    process = start(s, 'full', 8_000)
    told_until(process, 'paged')
    size = os.stat(s.at('full/drill.jsonl')).st_size
    resource.prlimit(process.pid, resource.RLIMIT_FSIZE,
                     (size + 300, resource.RLIM_INFINITY))
    line = process.stderr.readline() + process.stderr.readline()
    s.fact('a full disk stops the drill', b'disk is full' in line
           and b'the drill waits' in line, line)
    kept = Record(s, 'full').good()[0]
    s.fact('and leaves whole lines', not kept.torn)
    resource.prlimit(process.pid, resource.RLIMIT_FSIZE,
                     (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    out, err = process.communicate(timeout=60)
    s.fact('it goes on when there is room', b'room again' in err
           and process.returncode == NO and is_whole(s, 'full'), err)


def growing(s):
    """Row 38: a log that is verified while it grows is never called bad."""
    process = start(s, 'grows', 8_000)
    told_until(process, 'paged')
    codes = set()
    for _ in range(25):
        codes.add(s.run('verify', 'grows', '--key', s.vkey).code)
    process.communicate(timeout=60)
    s.fact('a log is incomplete while it grows, never wrong',
           codes <= {0, INCOMPLETE} and INCOMPLETE in codes, codes)


def refused(s):
    process = start(s, 'cut', 2000)
    told_until(process, 'plan activated')
    process.kill()
    process.communicate(timeout=60)
    for args, why in ((('--seed', '1'), '--seed'), (('--out', 'x'), '--out'),
                      (('--trial', '1'), '--trial')):
        done = s.run('run', '--resume', 'cut', *args)
        s.fact(f'{why} is the record\'s own', done.code == USAGE
               and f'{why} cannot be' in done.err, done)
    done = resume(s, 'flat')
    s.fact('a drill that ran flat out has nothing to resume',
           done.code == USAGE and 'not of a drill that was paced' in done.err,
           done)
    done = resume(s, 'nowhere')
    s.fact('nor has a place without a record', done.code == USAGE, done)
    before = s.load_bytes('cut/drill.jsonl')
    plan = s.load_bytes('cut/plan.json')
    s.write('cut/plan.json', plan.replace(b'"rto": "4h"', b'"rto": "5h"'))
    assert s.load_bytes('cut/plan.json') != plan
    done = resume(s, 'cut')
    s.fact('an edited plan is not gone on with', done.code == NO
           and 'put the originals back' in done.err
           and s.load_bytes('cut/drill.jsonl') == before, done)
    s.write('cut/plan.json', plan)
    s.write('cut/drill.jsonl', before.replace(b'"f":9,', b'"f":8,', 1))
    done = resume(s, 'cut')
    s.fact('nor a log whose middle was changed', done.code == NO
           and 'this was no crash' in done.err, done)
    s.write('cut/drill.jsonl', before[:40])
    done = resume(s, 'cut')
    s.fact('nor one that had not begun', done.code == USAGE
           and 'nothing to resume' in done.err, done)


def main(program, root, kills=None):
    s = Suite(program, root)
    prepare(s)
    for test in (goes,) if kills else (goes, nothing_begun, interrupted,
                                       bundled, one_writer, full, growing,
                                       refused):
        test(s)
    killed(s, int(kills or 5))
    return s.end()


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
