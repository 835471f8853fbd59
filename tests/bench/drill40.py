# SPDX-License-Identifier: Apache-2.0
"""DRILL-40, the reference drill: 40 steps in 8 layers of 5, each after 2 or 3
of the layer before; 6 roles of a primary and a deputy, the deputy away for the
first 30 minutes, one primary from the 90th on; 5 monitors that poll each minute
and notice with odds of 0.35. One description, told twice:

    drill40.py --write FOLDER       as plan.json and scenario.json
    drill40.py --simulate N SEED    as a SimPy model of the same rules

The model prints a JSON line: trials, events, seconds, recovery times in ms.
"""
import json
import random
import sys
import time

LAYERS, WIDE, ROLES, MONITORS = 8, 5, 6, 5
DEPUTY_AWAY, PRIMARY_OFF = 30, 90  # minutes
ANSWER_WITHIN, ORDER_DELAY = 180, 30  # seconds
DETECTS = 0.35
HORIZON = 24 * 60
KINDS = [
    ({'median': '5m', 'sigma': 0.5}, 'lognormal'),
    ({'low': '2m', 'mode': '5m', 'high': '12m'}, 'triangular'),
    ({'low': '2m', 'mode': '5m', 'high': '14m'}, 'pert'),
]


def steps():
    """(number, role, kind, numbers of those it follows)"""
    for n in range(LAYERS * WIDE):
        layer, i = divmod(n, WIDE)
        before = [] if layer == 0 else [
            (layer - 1) * WIDE + (i + k) % WIDE for k in range(2 + n % 2)]
        yield n, n % ROLES, KINDS[n % 3][1], before


# ---- as documents ----

def duration(kind):
    members = next(m for m, k in KINDS if k == kind)
    return {kind: members}


def organisation(deputy_away):
    people, roles = [], []
    for r in range(ROLES):
        for seat in 'ab':
            people.append({'id': f'r{r}-{seat}', 'acknowledges':
                           {'lognormal': {'median': '60s', 'sigma': 0.8}}})
        roles.append({'id': f'r{r}', 'primary': [f'r{r}-a'],
                      'deputies': [f'r{r}-b'],
                      'answer_within': f'{ANSWER_WITHIN}s'})
    return {
        'format': 'yanlian-organisation/1', 'id': 'drill-40',
        'order_delay': f'{ORDER_DELAY}s', 'people': people, 'roles': roles,
        'services': [{'id': f's{i}'} for i in range(WIDE)],
        'monitors': [{'id': f'm{i}', 'watches': f's{i}', 'interval': '60s',
                      'misses': round(1 - DETECTS, 6)}
                     for i in range(MONITORS)],
    }


def plan():
    last = (LAYERS - 1) * WIDE
    return {
        'format': 'yanlian-plan/1', 'id': 'drill-40',
        'name': {'zh': '四十步基准演练', 'en': 'The drill of forty steps'},
        'organisation': organisation(DEPUTY_AWAY),
        'scenes': [{
            'id': 'down',
            'trigger': ' or '.join(f'alarm:m{i}' for i in range(MONITORS)),
            'scope': [f's{i}' for i in range(WIDE)],
            'objectives': {'rto': '3h', 'mtpd': '1d'},
            'procedure': 'p', 'ladder': 'l'}],
        'response': {
            'authorise': {'role': 'r0', 'duration': '2m'},
            'confirm': {'role': 'r1', 'duration': '1m'}},
        'ladders': [{'id': 'l', 'steps': [
            {'roles': ['r0']},
            {'after': '180s', 'roles': ['r1']},
            {'after': '300s', 'roles': ['r2', 'r3']}],
            'repeats': 2, 'repeat_every': '10m'}],
        'procedures': [{'id': 'p', 'steps': [
            dict({'id': f't{n}', 'stage': 'recover' if n >= last
                  else 'contain', 'roles': [f'r{role}'],
                  'after': [f't{b}' for b in before],
                  'duration': duration(kind)},
                 **({'fails': 0, 'effects': [{'service': f's{n - last}'}]}
                    if n >= last else {}))
            for n, role, kind, before in steps()]}],
    }


def scenario(deputy_away=DEPUTY_AWAY):
    injects = [{'id': f'f{i}', 'at': '0s', 'act': 'fault',
                'service': f's{i}', 'level': 0} for i in range(WIDE)]
    injects += [{'id': f'away{r}', 'at': '0s', 'act': 'absent',
                 'who': f'r{r}-b', 'for': f'{deputy_away}m'}
                for r in range(ROLES)]
    injects.append({'id': 'off', 'at': f'{PRIMARY_OFF}m', 'act': 'absent',
                    'who': 'r5-a', 'for': '1d'})
    return {'format': 'yanlian-scenario/1', 'id': 'drill-40',
            'name': {'zh': '四十步基准演练', 'en': 'The drill of forty steps'},
            'start': '2026-01-05T09:00+08:00', 'horizon': '1d', 'seed': 1,
            'injects': injects}


def write(folder):
    for name, document in (('plan', plan()), ('scenario', scenario()),
                           ('sooner', scenario(15))):
        with open(f'{folder}/{name}.json', 'w', encoding='utf-8') as f:
            json.dump(document, f, ensure_ascii=False, indent=1)
            f.write('\n')


# ---- as a SimPy model of the same rules (docs/semantics.md, 3 to 5) ----

def draw(luck, kind):
    members = next(m for m, k in KINDS if k == kind)
    if kind == 'lognormal':
        return 300 * luck.lognormvariate(0, members['sigma'])
    low, mode, high = 120, 300, 720 if kind == 'triangular' else 840
    if kind == 'triangular':
        return luck.triangular(low, high, mode)
    a = 1 + 4 * (mode - low) / (high - low)
    return low + (high - low) * luck.betavariate(a, 6 - a)


class Person:
    def __init__(self, name):
        self.name = name
        self.state = 'off'  # paged, free, busy
        self.answering = False  # an acknowledgement is on its way
        self.pages = 0
        self.given_up = False
        self.fresh = False
        self.absent = False
        self.leaves = False


class Drill:
    def __init__(self, simpy, luck):
        self.luck = luck
        self.env = env = simpy.Environment()
        self.simpy = simpy
        self.steps = list(steps())
        self.people = [[Person(f'r{r}-a'), Person(f'r{r}-b')]
                       for r in range(ROLES)]
        self.waiting = []  # (role, event that grants a person)
        self.done = [env.event() for _ in self.steps]
        self.acked = env.event()
        self.warned = env.event()
        self.over = env.event()
        self.broken = set(range(WIDE))
        self.restored = None
        for i in range(MONITORS):
            env.process(self.monitor(i))
        for role in self.people:
            env.process(self.away(role[1], 0, DEPUTY_AWAY * 60))
        env.process(self.away(self.people[5][0], PRIMARY_OFF * 60, 86400))
        env.process(self.ladder())
        env.process(self.response())

    def monitor(self, i):
        while not self.over.triggered:
            if i in self.broken and self.luck.random() < DETECTS \
                    and not self.warned.triggered:
                self.warned.succeed()
            yield self.env.timeout(60)

    def away(self, person, at, length):
        yield self.env.timeout(at)
        if person.state == 'busy':
            person.leaves = True
        else:
            self.go(person)
        yield self.env.timeout(length)
        person.absent = person.leaves = False
        if person.state == 'paged':
            self.env.process(self.answer(person))

    def go(self, person):
        person.absent, person.leaves = True, False
        if person.state != 'paged':
            person.state = 'off'

    # -- paging --

    def page(self, person, role):
        if person.pages == 3 or not (person.state == 'off' or (
                person.state == 'paged' and not person.answering)):
            return False
        person.state, person.given_up = 'paged', False
        person.pages += 1
        if not person.absent:
            self.env.process(self.answer(person))
        self.env.process(self.give_up(person, role))
        return True

    def answer(self, person):
        person.answering = True
        yield self.env.timeout(60 * self.luck.lognormvariate(0, 0.8))
        person.answering = False
        if person.absent or person.state != 'paged':
            return
        person.state, person.fresh = 'free', True
        if not self.acked.triggered:
            self.acked.succeed()
        self.serve()

    def give_up(self, person, role):
        page = person.pages
        yield self.env.timeout(ANSWER_WITHIN)
        if person.state == 'paged' and person.pages == page:
            person.given_up = True
            self.serve()

    def call(self, role, missing):
        people = self.people[role]
        coming = sum(p.state == 'paged' and not p.given_up for p in people)
        for pages in range(3):
            for p in people:
                if coming < missing and p.pages == pages and not (
                        p.state == 'paged' and not p.given_up):
                    coming += self.page(p, role)

    def ladder(self):
        yield self.warned
        start = self.env.now
        for again in range(3):
            for after, roles in ((0, [0]), (180, [1]), (300, [2, 3])):
                at = start + again * 600 + after
                if at > self.env.now:
                    yield self.env.timeout(at - self.env.now) | self.acked
                if self.acked.triggered:
                    return
                for role in roles:
                    self.page(self.people[role][0], role)

    # -- work --

    def serve(self):
        wanted = [0] * ROLES
        for entry in list(self.waiting):
            role, granted = entry
            person = next((p for p in self.people[role]
                           if p.state == 'free'), None)
            if person is None:
                wanted[role] += 1
                self.call(role, wanted[role])
                continue
            self.waiting.remove(entry)
            person.state = 'busy'
            granted.succeed(person)

    def work(self, role, seconds):
        granted = self.env.event()
        self.waiting.append((role, granted))
        self.serve()
        person = yield granted
        if not person.fresh:
            yield self.env.timeout(ORDER_DELAY)
        person.fresh = False
        yield self.env.timeout(seconds)
        person.state = 'free'
        if person.leaves:
            self.go(person)
        self.serve()

    def step(self, number, role, kind, before):
        if before:
            yield self.simpy.AllOf(self.env, [self.done[b] for b in before])
        yield self.env.process(self.work(role, draw(self.luck, kind)))
        service = number - (LAYERS - 1) * WIDE
        if service >= 0:
            self.broken.discard(service)
            self.restored = self.env.now
        self.done[number].succeed()

    def response(self):
        yield self.acked
        yield self.env.process(self.work(0, 120))
        yield self.simpy.AllOf(
            self.env, [self.env.process(self.step(*s)) for s in self.steps])
        yield self.env.process(self.work(1, 60))
        self.over.succeed()

    def run(self):
        """Return: how many events it took until the close."""
        n = 0
        while not self.over.processed and self.env.peek() < HORIZON * 60:
            self.env.step()
            n += 1
        return n


def simulate(trials, seed):
    import simpy
    luck = random.Random(seed)
    recovery, events = [], 0
    began = time.perf_counter()
    for _ in range(trials):
        drill = Drill(simpy, luck)
        events += drill.run()
        recovery.append(round(drill.restored * 1000))
    seconds = time.perf_counter() - began
    recovery.sort()
    print(json.dumps({
        'trials': trials, 'events': events, 'seconds': round(seconds, 6),
        'restored': trials, 'mean': sum(recovery) / trials,
        **{f'p{p:02}': recovery[trials * p // 100] for p in (5, 50, 95)}}))


if __name__ == '__main__':
    if sys.argv[1] == '--write':
        write(sys.argv[2])
    else:
        simulate(int(sys.argv[2]), int(sys.argv[3]))
