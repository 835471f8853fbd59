# SPDX-License-Identifier: Apache-2.0
"""run.py BUILD [--once] [--rounds N] -- the tables of docs/performance.md.

Ratios: every round runs each program once, in turn, pinned to one core, so that
whatever else the machine does meets all of them; told are the medians, and in
brackets the best of all rounds. Instructions are callgrind's, which repeat to
the last digit. A reference that is not installed is told as absent.

--once runs everything with next to nothing to do, as a test: the product, the
hand-written limit and the SimPy model must tell the same of DRILL-40."""
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
HOLD = (2, 16, 64, 256, 4096, 65536)
LIBRARY = ('database-primary-loss primary-lost-on-payday',
           'yuque-2023-10-23 yuque-2023-10-23',
           'ransomware ransomware-friday-night')


def python_with_simpy():
    for python in (sys.executable, '/usr/bin/python3'):
        if os.path.exists(python) and subprocess.run(
                [python, '-c', 'import simpy'],
                capture_output=True).returncode == 0:
            return python
    return None


class Bench:
    def __init__(self, build, once, rounds):
        self.build, self.once = build, once
        self.rounds = 1 if once else rounds
        self.simpy = python_with_simpy()
        self.pin = ['taskset', '-c', str(max(os.sched_getaffinity(0)))] \
            if shutil.which('taskset') else []
        self.folder = tempfile.mkdtemp(prefix='yanlian-bench-')
        subprocess.run([sys.executable, f'{HERE}/drill40.py', '--write',
                        self.folder], check=True)
        self.drill40 = [f'{self.folder}/plan.json',
                        f'{self.folder}/scenario.json']

    def program(self, name):
        return f'{self.build}/tests/bench/bench-{name}'

    def out(self, *args):
        return subprocess.run([*self.pin, *args], check=True, text=True,
                              stdout=subprocess.PIPE).stdout

    def kernel(self, who, what, pending, events):
        return float(self.out(self.program('kernel'), who, what, str(pending),
                              str(events)).split()[0])

    def simpy_kernel(self, what, pending, events):
        return float(self.out(self.simpy, f'{HERE}/simpy_kernel.py', what,
                              str(pending), str(events)))

    def drill(self, documents, trials, *literally):
        return json.loads(self.out(self.program('drill'), *documents,
                                   str(trials), *literally))

    def interleaved(self, runs):
        """{name: function} -> {name: [result of each round]}"""
        got = {name: [] for name in runs}
        for _ in range(self.rounds):
            for name, run in runs.items():
                got[name].append(run())
        return got

    def instructions(self, program, *args):
        """What callgrind counts; None without it."""
        if shutil.which('valgrind') is None:
            return None
        path = f'{self.folder}/callgrind'
        subprocess.run(
            ['valgrind', '--tool=callgrind', f'--callgrind-out-file={path}',
             program, *args], check=True, capture_output=True)
        with open(path, encoding='utf-8') as f:
            return int(next(line for line in f if line.startswith(
                ('summary:', 'totals:'))).split()[1])


MARGIN = '# ' if '--once' in sys.argv else ''  # TAP's comments


def row(*cells):
    print(f'{MARGIN}| ' + ' | '.join(map(str, cells)) + ' |', flush=True)


def table(*heads):
    print(MARGIN)
    row(*heads)
    row(*['---'] * len(heads))


def ratio(a, b):
    """How many times b is a: of the medians, and of the best."""
    if not a or not b:
        return 'absent'
    return (f'{statistics.median(a) / statistics.median(b):.2f} '
            f'({min(a) / min(b):.2f})')


def per_event(line):
    return line['seconds'] * 1e9 / line['events']


def per_trial(line):
    return line['seconds'] * 1e6 / line['trials']


def kernels(b):
    n = 1000 if b.once else 4_000_000
    few = 100 if b.once else 60_000
    table('P1 kernel', 'pending', 'engine, ns an event', 'engine / limit',
          'SimPy / engine')
    for what, pendings in (('mm1', (2,)), ('hold', HOLD)):
        for pending in pendings:
            runs = {'engine': lambda: b.kernel('engine', what, pending, n)}
            if pending <= 64:
                runs['limit'] = lambda: b.kernel('limit', what, pending, n)
            if b.simpy:
                runs['SimPy'] = lambda: b.simpy_kernel(what, pending, few)
            got = b.interleaved(runs)
            row(what, pending, f'{statistics.median(got["engine"]):.0f}',
                ratio(got['engine'], got.get('limit')),
                ratio(got.get('SimPy'), got['engine']))


def reference_drill(b):
    trials = 500 if b.once else 20_000
    runs = {
        'product, every sample': lambda: b.drill(b.drill40, trials, 'literally'),
        'limit': lambda: json.loads(b.out(b.program('limit'), str(trials)))}
    if b.simpy:
        runs['SimPy'] = lambda: json.loads(b.out(
            b.simpy, f'{HERE}/drill40.py', '--simulate', '200', '1'))
    got = b.interleaved(runs)
    base = [per_trial(line) for line in got['product, every sample']]
    table('P2 DRILL-40', 'trials/s', 'events a trial', 'ns an event',
          'time of a trial / product', 'mean recovery, s')
    for name, lines in got.items():
        row(name, f'{1e6 / statistics.median(map(per_trial, lines)):.0f}',
            f'{lines[0]["events"] / lines[0]["trials"]:.0f}',
            f'{statistics.median(map(per_event, lines)):.0f}',
            ratio([per_trial(line) for line in lines], base),
            f'{lines[0]["mean"] / 1000:.0f}')
    return {name: lines[0] for name, lines in got.items()}


def counted(b):
    table('P2 callgrind', 'instructions an event', 'a trial')
    cases = {'product, every sample': (b.program('drill'), b.drill40,
                                       ['literally']),
             'limit': (b.program('limit'), [], [])}
    for name, (program, before, behind) in cases.items():
        lines = [json.loads(b.out(program, *before, n, *behind))
                 for n in ('1', '301')]
        counts = [b.instructions(program, *before, n, *behind)
                  for n in ('1', '301')]
        if None in counts:
            row(name, 'absent', 'absent')
            continue
        spent = counts[1] - counts[0]
        row(name, round(spent / (lines[1]['events'] - lines[0]['events'])),
            round(spent / 300))


def documents(pair):
    plan, scenario = pair.split()
    return [f'{ROOT}/plans/library/{plan}.json',
            f'{ROOT}/scenarios/library/{scenario}.json']


def library(b):
    trials = 10 if b.once else 20_000
    table('P3 library plan', 'trials/s', 'ns an event',
          'every sample / samples that may matter')
    for pair in LIBRARY:
        if not all(map(os.path.exists, documents(pair))):
            continue
        got = b.interleaved({
            'all': lambda: b.drill(documents(pair), trials, 'literally'),
            'few': lambda: b.drill(documents(pair), trials)})
        few = [per_trial(line) for line in got['few']]
        row(pair.split()[1], f'{1e6 / statistics.median(few):.0f}',
            f'{statistics.median(map(per_event, got["all"])):.0f}',
            ratio([per_trial(line) for line in got['all']], few))


def threads(b):
    if (os.cpu_count() or 1) < 2:
        return
    n = '2048' if b.once else '200000'

    def run(count):
        began = time.perf_counter()
        subprocess.run(
            [f'{b.build}/yanlian', 'campaign', *documents(LIBRARY[0]), '-n', n,
             '--absent', '0', '--threads', str(count), '--json'],
            capture_output=True, check=False)  # its status is an answer
        return time.perf_counter() - began
    got = b.interleaved({1: lambda: run(1), 2: lambda: run(2)})
    table('P4 threads', 'one / two')
    row('campaign', ratio(got[1], got[2]))


def recovery(b, scenario, trial):
    done = subprocess.run(
        [f'{b.build}/yanlian', 'run', b.drill40[0], f'{b.folder}/{scenario}',
         '--trial', str(trial), '--json'], capture_output=True, check=False)
    return json.loads(done.stdout)['actual']['recovery_ms']


def verifying(b):
    """A log's verification beside a loop that hashes its lines and the tree
    over them, in one process; and the instructions of each."""
    got = json.loads(b.out(b.program('verify'), '200' if b.once else '50000',
                           str(b.rounds)))
    table('P8 verify', 'lines', 'ns a line', 'verify / hash alone',
          'instructions a line', 'verify / hash alone')
    few, many = 4000, 24000
    counts = [] if b.once else [
        [b.instructions(b.program('verify'), str(n), '1', what)
         for what in ('neither', 'hash', 'verify')] for n in (few, many)]
    spent, least = 'absent', 'absent'
    if counts and None not in counts[0]:
        none, hashed, verified = ((y - x) / (many - few)
                                  for x, y in zip(*counts))
        spent = f'{verified - none:.0f}'
        least = f'{(verified - none) / (hashed - none):.2f}'
    row(got['lines'], f'{got["verify"]:.0f}',
        f'{got["verify"] / got["hash"]:.2f} '
        f'({got["verify_best"] / got["hash_best"]:.2f})', spent, least)


def paired(b):
    """What luck keyed by entity is worth where two plans are compared: the
    variance of the difference of trials drawn apart, over that of the same
    trials. The deputies are there after 15 minutes instead of 30."""
    late, soon = ([recovery(b, name, trial) for trial in range(600)]
                  for name in ('scenario.json', 'sooner.json'))
    apart = statistics.variance(late) + statistics.variance(soon)
    together = statistics.variance(a - b for a, b in zip(late, soon))
    table('P5 two plans compared', 'variance apart / with the same luck')
    row('DRILL-40, deputies sooner', f'{apart / together:.1f}')


def first_minute(b):
    def wall(*args):
        began = time.perf_counter()
        subprocess.run([f'{b.build}/yanlian', *args], check=False,
                       capture_output=True)
        return (time.perf_counter() - began) * 1000
    got = b.interleaved({
        'check': lambda: wall('check', *b.drill40),
        'run': lambda: wall('run', *documents(LIBRARY[1]), '--out',
                            tempfile.mkdtemp(dir=b.folder) + '/r')})
    table('P10', 'ms, median (best)')
    for name, took in got.items():
        row({'check': 'check a plan of 40 steps',
             'run': 'run a library plan, report and record'}[name],
            f'{statistics.median(took):.0f} ({min(took):.0f})')


def durable(b):
    """Facts made durable: the reference writes the facts' text and no more."""
    def took(who, batch, facts):
        with tempfile.TemporaryDirectory(dir=b.build) as where:
            out = b.out(b.program('store'), who, str(batch),
                        str(2 * batch if b.once else facts), where)
        return None if out == 'absent\n' else float(out)

    table('P7 durable facts', 'batch', 'facts/s', 'reference / ours')
    for name, ours, theirs, batch, facts in (
            ('bare write and fdatasync', 'lines', 'bare', 1, 2000),
            ('SQLite, WAL, FULL', 'lines', 'sqlite', 1, 2000),
            ('SQLite, WAL, FULL', 'lines', 'sqlite', 1000, 100_000),
            ('SQLite, WAL, FULL; ours signed', 'journal', 'sqlite', 1000,
             100_000)):
        got = b.interleaved({who: lambda who=who: took(who, batch, facts)
                             for who in (ours, theirs)})
        facts = 2 * batch if b.once else facts
        row(name, batch, f'{facts / statistics.median(got[ours]):.0f}',
            ratio([t for t in got[theirs] if t], got[ours]))


def agree(told):
    """As a test: three programs, one drill. The standard deviation of a
    recovery is some 400 s, so 3 deviations of the mean of 200 are 85 s."""
    print(f'1..{len(told) - 1}')
    base = told.pop('product, every sample')
    broken = 0
    for n, (name, line) in enumerate(told.items(), 1):
        near = abs(line['mean'] - base['mean']) < 120_000
        broken += not near
        print(f'{"" if near else "not "}ok {n} - DRILL-40 by {name} recovers '
              'in the same time')
    return 1 if broken else 0


def main():
    once = '--once' in sys.argv
    rounds = int(sys.argv[sys.argv.index('--rounds') + 1]) \
        if '--rounds' in sys.argv else 9
    b = Bench(sys.argv[1], once, rounds)
    try:
        kernels(b)
        told = reference_drill(b)
        if not once:
            counted(b)
        library(b)
        durable(b)
        verifying(b)
        if not once:
            threads(b)
            paired(b)
            first_minute(b)
    finally:
        shutil.rmtree(b.folder)
    return agree(told) if once else 0


if __name__ == '__main__':
    sys.exit(main())
