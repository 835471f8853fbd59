# SPDX-License-Identifier: Apache-2.0
"""import.py YANLIAN ROOT -- rotas and escalation policies of others, taken
over whole: what PagerDuty says of its own schedules must hold of ours, and
events of a calendar must come when python-dateutil says."""
import copy
import datetime
import json
import os
import random
import stat
import sys
import zoneinfo

import dateutil.rrule
import dateutil.tz

from program import NO, USAGE, YES, Suite

CASES = os.path.join('tests', 'cases', 'import')
UTC = datetime.timezone.utc
HOUR = datetime.timedelta(hours=1)


def documented(s, name):
    """An example of PagerDuty's own documentation."""
    return s.load(os.path.join(os.path.abspath(s.root), CASES, 'documented', name))


def taken(s, *documents, options=()):
    """Documents imported: how it went, the plan, and the notes."""
    files = [s.write(f'from-{i}.json', d) for i, d in enumerate(documents)]
    for name in 'plan.json', 'roster.json':
        if os.path.exists(s.at(name)):
            os.remove(s.at(name))
    done = s.run('import', 'pagerduty', *files, '--out', s.at('plan.json'),
                 '--roster', s.at('roster.json'), '--json', *options)
    plan = s.load(s.at('plan.json')) if os.path.exists(s.at('plan.json')) \
        else None
    faults = done.json()['faults'] if plan else []
    return done, plan, faults


def ids(faults):
    return sorted(f['id'] for f in faults)


def uncovered(s, at):
    """The share that `check` finds covered in the week from `at`, by
    calendar; 1 for one that it does not speak of."""
    done = s.run('check', '--json', s.at('plan.json'), '--at', at, '--weeks',
                 '1', '--lang', 'en')
    shares = {}
    for f in done.json()['faults']:
        if f['id'] == 'uncovered':
            shares[f['path']] = float(
                f['cause'].split('share covered ')[1].split(';')[0])
    return done, shares.get('/organisation/calendars/0', 1)


def example(s):
    """PagerDuty's own schedule and policy, its notes, its coverage."""
    schedule, policy = (documented(s, n) for n in
                        ('schedule.json', 'policy.json'))
    done, plan, faults = taken(s, schedule, policy)
    org = plan['organisation']
    s.fact('the documented schedule becomes a calendar', done.code == YES
           and org['calendars'] == [{
               'id': 'pi7dh85', 'name': 'Daily Engineering Rotation',
               'zone': 'America/New_York', 'layers': [{
                   'from': '2015-11-06T20:00:00-05:00', 'turn': '1d',
                   'people': ['pxpgf42'],
                   'restrictions': [{'from': '08:00', 'to': '17:00'}]}]}],
           done)
    s.fact('the documented policy becomes a ladder', plan['ladders'] == [{
        'id': 'panzzeq', 'name': 'Engineering Escalation Policy',
        'steps': [{'after': '0s', 'roles': ['pi7dh85'],
                   'people': ['peysgvf']}],
        'repeats': 0, 'repeat_every': '30m'}], plan['ladders'])
    s.fact('what has no place is noted, and nothing else is',
           [(f['id'], f['path']) for f in faults] == [
               ('import-left-out', '/schedule/description'),
               ('import-left-out', '/schedule/schedule_layers/0/name'),
               ('import-left-out',
                '/escalation_policy/on_call_handoff_notifications'),
               ('import-left-out', '/escalation_policy/teams')], faults)
    final = schedule['schedule']['final_schedule']
    done, share = uncovered(s, '2015-11-09')
    s.fact('its coverage is what PagerDuty says: 37.5 %', done.code == YES
           and share == final['rendered_coverage_percentage'] / 100, done)
    done = s.run('ladder', s.at('plan.json'), '--at',
                 '2015-11-10T12:00-05:00', '--json')
    people = [p['id'] for p in
              done.json()['ladders'][0]['rungs'][0]['people']]
    s.fact('and it plays', people == ['pxpgf42', 'peysgvf'], done)


def people(s):
    """Names and addresses go to the roster alone."""
    schedule = documented(s, 'schedule.json')
    schedule['schedule']['name'] = 'regina phalange and friends'
    users = {'users': [{'id': 'PXPGF42', 'type': 'user',
                        'name': 'Regina Phalange',
                        'email': 'regina@example.org',
                        'contact_methods': [{'id': 'P1'}]}]}
    done, plan, faults = taken(s, schedule, users)
    text = json.dumps(plan)
    s.fact('no name and no address stands in the plan', done.code == YES
           and 'egina' not in text and '@' not in text, text)
    s.fact('a schedule named after somebody is called by its id',
           'import-personal' in ids(faults)
           and plan['organisation']['calendars'][0]['name'] == 'pi7dh85',
           faults)
    s.fact('contact methods are noted', any(
        f['path'] == '/users/0/contact_methods' for f in faults), faults)
    s.fact('the roster has them', s.load(s.at('roster.json'))['people'] == [
        {'person': 'pxpgf42', 'name': 'Regina Phalange',
         'mail': 'regina@example.org'}], done)
    s.fact('and is nobody else\'s to read', stat.S_IMODE(
        os.stat(s.at('roster.json')).st_mode) == 0o600, done)


def layer(user, start, turn=86400, restrictions=(), **more):
    users = user if isinstance(user, list) else [user]
    return {'start': start, 'end': None, 'rotation_virtual_start': start,
            'rotation_turn_length_seconds': turn,
            'users': [{'user': {'id': u, 'type': 'user_reference'}}
                      for u in users],
            'restrictions': list(restrictions), **more}


def entry(user, start, end):
    return {'start': start, 'end': end,
            'user': {'id': user, 'type': 'user_reference'}}


def schedule(layers, zone='Asia/Shanghai', final=(), overrides=()):
    return {'schedule': {
        'id': 'S1', 'type': 'schedule', 'name': 'Rota', 'time_zone': zone,
        'schedule_layers': list(layers),
        'overrides_subschedule': {
            'rendered_schedule_entries': list(overrides)},
        'final_schedule': {'rendered_schedule_entries': list(final)}}}


MONDAY = '2026-05-04T00:00:00+08:00'
TUESDAY = '2026-05-05T00:00:00+08:00'


def order(s):
    """Of two layers the first listed wins, unless PagerDuty says otherwise."""
    layers = [layer('A', MONDAY), layer('B', MONDAY)]
    for who, wanted, note in ('A', ['b', 'a'], False), ('B', ['a', 'b'], True):
        done, plan, faults = taken(
            s, schedule(layers, final=[entry(who, MONDAY, TUESDAY)]))
        got = [l['people'][0] for l in
               plan['organisation']['calendars'][0]['layers']]
        s.fact(f'layers come in the order in which {who} wins',
               got == wanted and ('import-turned' in ids(faults)) == note
               and 'import-differs' not in ids(faults), done)
    done, plan, faults = taken(s, schedule(
        layers, final=[entry('C', MONDAY, TUESDAY)]))
    differs = [f for f in faults if f['id'] == 'import-differs']
    s.fact('a final schedule that neither order gives is a finding',
           len(differs) == 1 and differs[0]['grade'] == 'finding'
           and done.code == YES, done)
    done, _, _ = taken(s, schedule(
        layers, final=[entry('C', MONDAY, TUESDAY)]), options=['--strict'])
    s.fact('--strict makes it a failure', done.code == NO, done)


def bounds(s):
    """Layers that join and end, weekends, overrides, and the past."""
    weekend = {'type': 'weekly_restriction', 'start_day_of_week': 5,
               'start_time_of_day': '17:00:00',
               'duration_seconds': 64 * 3600}
    done, plan, faults = taken(s, schedule(
        [layer(['A', 'B'], '2026-05-06T00:00:00+08:00', 7 * 86400, [weekend],
               end='2026-06-01T00:00:00+08:00') | {
                   'rotation_virtual_start': '2026-04-27T00:00:00+08:00'}],
        overrides=[entry('C', MONDAY, TUESDAY)]))
    calendar = plan['organisation']['calendars'][0]
    s.fact('a weekend from Friday 17:00 to Monday 09:00, in turns under way',
           calendar['layers'] == [{
               'from': '2026-05-06T00:00:00+08:00',
               'until': '2026-06-01T00:00:00+08:00',
               'turns_from': '2026-04-27T00:00:00+08:00', 'turn': '7d',
               'people': ['a', 'b'], 'restrictions': [
                   {'days': 'fri,sat', 'from': '17:00', 'to': '17:00'},
                   {'days': 'sun', 'from': '17:00', 'to': '09:00'}]}],
           calendar)
    s.fact('an override', calendar['overrides'] == [
        {'from': MONDAY, 'until': TUESDAY, 'person': 'c'}], calendar)
    done, share = uncovered(s, '2026-05-11')
    s.fact('64 of 168 hours are covered', share == round(64 / 168, 6), done)
    done, plan, faults = taken(s, schedule(
        [layer('A', MONDAY, end=TUESDAY), layer('B', MONDAY)],
        overrides=[entry('C', MONDAY, TUESDAY)]),
        options=['--from', '2026-05-04T15:59Z'])
    calendar = plan['organisation']['calendars'][0]
    s.fact('what ends after --from is carried over',
           len(calendar['layers']) == 2, calendar)
    done, plan, faults = taken(s, schedule(
        [layer('A', MONDAY, end=TUESDAY), layer('B', MONDAY)],
        overrides=[entry('C', MONDAY, TUESDAY)]),
        options=['--from', '2026-05-04T16:00Z'])
    calendar = plan['organisation']['calendars'][0]
    s.fact('what ends at --from is left out, and noted', [l['people'] for l in calendar['layers']]
           == [['b']] and calendar['overrides'] == []
           and ids(faults).count('import-past') == 2, done)


def rule(minutes, *targets, **more):
    return {'escalation_delay_in_minutes': minutes, 'targets': [
        {'id': t, 'type': 'schedule_reference' if t[0] == 'S'
         else 'user_reference'} for t in targets], **more}


def policy(*rules, loops=0):
    return {'escalation_policy': {
        'id': 'EP', 'type': 'escalation_policy', 'name': 'Policy',
        'num_loops': loops, 'escalation_rules': list(rules)}}


def climbing(s):
    """Delays add up; loops repeat; all rungs play."""
    done, plan, faults = taken(s, schedule([layer('A', MONDAY)]), policy(
        rule(5, 'S1'), rule(10, 'B', 'C'), rule(15, 'S1', 'D'), loops=2))
    done = s.run('ladder', s.at('plan.json'), '--at', TUESDAY, '--json')
    got = [(r['at_ms'] // 60000, [p['id'] for p in r['people']])
           for r in done.json()['ladders'][0]['rungs']]
    once = [(0, ['a']), (5, ['b', 'c']), (15, ['a', 'd'])]
    s.fact('a policy of 5, 10 and 15 minutes, climbed three times',
           got == [(at + 30 * loop, who) for loop in range(3)
                   for at, who in once], got)
    done, plan, faults = taken(
        s, schedule([layer('A', MONDAY)]),
        policy(rule(5, 'S1', escalation_rule_assignment_strategy={
            'type': 'round_robin'}), rule(5, 'S2'), rule(5, 'B'),
            rule(5, 'S1')))
    s.fact('taking turns and a schedule that is not there are findings',
           ids(faults) == ['import-no-overrides', 'import-no-schedule',
                           'import-strategy'], faults)
    gone = policy(rule(5, 'B'))
    target = gone['escalation_policy']['escalation_rules'][0]['targets'][0]
    target['deleted_at'] = '2022-03-22T13:00:15-04:00'
    done, plan, faults = taken(s, schedule([layer('A', MONDAY)]), gone)
    s.fact('whoever was deleted is left out, and the rung is empty',
           'import-deleted' in ids(faults)
           and plan['ladders'][0]['steps'] == [
               {'after': '0s', 'roles': [], 'people': []}]
           and 'rung-empty' in ids(s.run(
               'check', '--json', s.at('plan.json')).json()['faults']), done)


def refused(s):
    """What cannot be understood is refused with its place."""
    good = schedule([layer('A', MONDAY)])
    cases = {'missing': lambda x: x.pop('time_zone'),
             'range': lambda x: x['schedule_layers'][0].update(
                 rotation_turn_length_seconds=60),
             'instant': lambda x: x['schedule_layers'][0].update(
                 start='yesterday'),
             'end': lambda x: x['schedule_layers'][0].update(end='never'),
             'type': lambda x: x.update(schedule_layers='none'),
             'clock': lambda x: x['schedule_layers'][0].update(
                 restrictions=[{'type': 'daily_restriction',
                                'start_time_of_day': '8 am',
                                'duration_seconds': 3600}])}
    for id, change in cases.items():
        bad = copy.deepcopy(good)
        change(bad['schedule'])
        path = s.write('bad.json', bad)
        done = s.run('import', 'pagerduty', path, '--lang', 'en')
        s.fact(f'refused: {id}', done.code == USAGE and not done.out
               and 'bad.json:1:' in done.err and 'error: ' in done.err, done)
    for name, text in ('empty', '{}'), ('list', '[]'), ('torn', '{"a":'), \
            ('number', '7'):
        done = s.run('import', 'pagerduty', s.write('bad.json', text))
        s.fact(f'refused: {name}', done.code == USAGE and not done.out, done)
    for arguments in ([], ['pagerduty'], ['opsgenie', s.at('bad.json')]):
        s.fact('usage is told', s.run('import', *arguments).code == USAGE)
    path = s.write('good.json', good)
    done = s.run('import', 'pagerduty', path)
    s.fact('without --out the plan comes on stdout',
           done.code == YES and done.json()['format'] == 'yanlian-plan/1',
           done)
    s.write('there.json', '')
    done = s.run('import', 'pagerduty', path, '--out', s.at('there.json'))
    s.fact('nothing is overwritten', done.code == USAGE, done)
    done, plan, faults = taken(s, good | {'more': True})
    s.fact('a page that is not the last is a finding',
           'import-more' in ids(faults), faults)
    for language in 'zh', 'en':
        done = s.run('import', 'pagerduty', path, '--lang', language)
        s.fact(f'it is told in {language}', '{' not in done.err
               and done.err.count('\n') >= 3, done)


def render(layers, overrides, zone, since, until):
    """Who is on call, half hour by half hour, by PagerDuty's rules and
    Python's clocks: the independent oracle. All that happens happens on the
    half hour, by the clock of the zone."""
    def wall(at):
        return at.astimezone(zone).replace(tzinfo=None)

    def on(l, at):
        start, end = l['start'], l['end']
        if at < start or (end and at >= end):
            return None
        now = wall(at)
        for r in l['restrictions']:
            day = now.replace(hour=0, minute=0)
            if r['type'] == 'weekly_restriction':
                day -= datetime.timedelta(
                    days=(now.isoweekday() - r['start_day_of_week']) % 7)
            begin = day + datetime.timedelta(
                seconds=r['start_time_of_day'] * 3600)
            length = datetime.timedelta(seconds=r['duration_seconds'])
            period = datetime.timedelta(
                days=7 if r['type'] == 'weekly_restriction' else 1)
            if any(b <= now < b + length
                   for b in (begin, begin - period)):
                break
        else:
            if l['restrictions']:
                return None
        turn = (now - wall(l['virtual'])) // datetime.timedelta(
            seconds=l['turn'])
        return l['users'][turn % len(l['users'])]

    entries = []
    at = since
    while at < until:
        who = next((o[2] for o in overrides if o[0] <= at < o[1]), None)
        for l in layers:
            who = who or on(l, at)
        if entries and entries[-1][0] == who and entries[-1][2] == at:
            entries[-1][2] = at + HOUR / 2
        elif who:
            entries.append([who, at, at + HOUR / 2])
        at += HOUR / 2
    return entries


def invented(luck, zone):
    """A rota of up to three layers, all in full hours."""
    base = datetime.datetime(2026, 1, 1, tzinfo=zone)
    layers = []
    for _ in range(luck.randint(1, 3)):
        start = base + datetime.timedelta(days=luck.randint(0, 90),
                                          hours=luck.randint(6, 20))
        restrictions = []
        for _ in range(luck.randint(0, 2)):
            weekly = luck.random() < .5
            restrictions.append({
                'type': 'weekly_restriction' if weekly
                else 'daily_restriction',
                'start_day_of_week': luck.randint(1, 7) if weekly else None,
                'start_time_of_day': luck.randint(4, 22),
                'duration_seconds': 3600 * luck.randint(
                    1, 160 if weekly else 24)})
        layers.append({
            'start': start, 'virtual': start - datetime.timedelta(
                days=luck.randint(0, 20)),
            'end': luck.choice([None, start + datetime.timedelta(
                days=luck.randint(10, 100))]),
            'turn': luck.choice([1, 2, 7]) * 86400,
            'users': luck.sample('ABCDEF', luck.randint(1, 4)),
            'restrictions': restrictions})
    start = base + datetime.timedelta(days=luck.randint(60, 100))
    overrides = [(start, start + 5 * HOUR, 'Z')]
    return layers, overrides


def invented_rotas(s):
    """The import of an invented rota is what another expansion gives, through
    spring and the change of the clocks."""
    luck = random.Random(20260329)
    for number in range(12):
        name = luck.choice(['Europe/London', 'America/New_York',
                            'Asia/Shanghai'])
        zone = zoneinfo.ZoneInfo(name)
        layers, overrides = invented(luck, zone)
        since = datetime.datetime(2026, 3, 1, tzinfo=UTC)
        until = since + datetime.timedelta(days=42)
        final = [entry(w, a.isoformat(), b.isoformat()) for w, a, b in
                 render(layers, overrides, zone, since, until)]
        done, plan, faults = taken(s, schedule(
            [layer(l['users'], l['start'].isoformat(), l['turn'],
                   [r | {'start_time_of_day':
                         f"{r['start_time_of_day']:02d}:00:00"}
                    for r in l['restrictions']],
                   end=l['end'] and l['end'].isoformat())
             | {'rotation_virtual_start': l['virtual'].isoformat()}
             for l in layers], name, final,
            [entry(w, a.isoformat(), b.isoformat())
             for a, b, w in overrides]))
        s.fact(f'invented rota {number} in {name} is rendered alike',
               plan is not None and final and not
               {'import-differs', 'import-turned'} & set(ids(faults)), done)


# ---- iCalendar: what python-dateutil makes of the same events ----

def stamp(at, zone=None):
    """A DTSTART or the like."""
    text = at.strftime('%Y%m%dT%H%M%S')
    return f';TZID={zone}:{text}' if zone else f':{text}Z'


def ics(events, **extensions):
    lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//test//EN']
    lines += [f'{k.replace("_", "-")}:{v}' for k, v in extensions.items()]
    for number, event in enumerate(events):
        lines += ['BEGIN:VEVENT', 'DTSTAMP:20260101T000000Z']
        if not any(x.startswith('UID') for x in event):
            lines.append(f'UID:{number}')
        lines += event + ['END:VEVENT']
    return '\r\n'.join(lines + ['END:VCALENDAR', ''])


def ical(s, text, since, weeks, *options):
    """A calendar imported: how it went, its duties, the plan, the notes."""
    path = s.write('rota.ics', text)
    for name in 'plan.json', 'roster.json':
        if os.path.exists(s.at(name)):
            os.remove(s.at(name))
    done = s.run('import', 'ical', path, '--from', since, '--weeks',
                 str(weeks), '--out', s.at('plan.json'), '--roster',
                 s.at('roster.json'), '--json', *options)
    if not os.path.exists(s.at('plan.json')):
        return done, None, None, []
    plan = s.load(s.at('plan.json'))
    roster = {p['person']: p.get('name') for p in
              s.load(s.at('roster.json'))['people']}
    duties = [(o['from'], o['until'], roster[o['person']]) for o in
              plan['organisation']['calendars'][0]['overrides']]
    return done, duties, plan, done.json()['faults']


def utc(at):
    return at.astimezone(UTC).strftime('%Y-%m-%dT%H:%M:%SZ')


def rotas_of_events(s):
    """Two take turns in London through spring; one day is excepted, one
    occurrence is somebody else's. By hand: the clocks go forward on 29 March,
    so a week from 09:00 to 09:00 begins an hour earlier in UTC after it; a
    recurrence lasts exactly as long as the first, 168 hours."""
    who = 'ATTENDEE;CN={}:mailto:{}@example.org'.format
    zone = 'Europe/London'

    def at(name, day):
        return f'{name};TZID={zone}:202603{day:02d}T090000'

    text = ics([
        [at('DTSTART', 2), at('DTEND', 9), 'RRULE:FREQ=WEEKLY;INTERVAL=2',
         at('EXDATE', 16), 'UID:ann', who('Ann', 'ann')],
        [at('DTSTART', 9), at('DTEND', 16), 'RRULE:FREQ=WEEKLY;INTERVAL=2',
         'UID:bob', who('Bob', 'bob')],
        [at('RECURRENCE-ID', 23), at('DTSTART', 23), at('DTEND', 30),
         'UID:bob', who('Cy', 'cy')]], X_WR_CALNAME='Ops duty')
    done, duties, plan, faults = ical(s, text, '2026-03-04T00:00Z', 6)
    s.fact('occurrences, an exception and one moved to somebody else',
           duties == [
               ('2026-03-04T00:00:00Z', '2026-03-09T09:00:00Z', 'Ann'),
               ('2026-03-09T09:00:00Z', '2026-03-16T09:00:00Z', 'Bob'),
               ('2026-03-23T09:00:00Z', '2026-03-30T08:00:00Z', 'Cy'),
               ('2026-03-30T08:00:00Z', '2026-04-06T08:00:00Z', 'Ann'),
               ('2026-04-06T08:00:00Z', '2026-04-13T08:00:00Z', 'Bob'),
               ('2026-04-13T08:00:00Z', '2026-04-15T00:00:00Z', 'Ann')],
           done, duties)
    text = json.dumps(plan)
    s.fact('no name and no address stands in the plan', not any(
        x in text for x in ('Ann', 'Bob', 'Cy', '@')), text)
    s.fact('the calendar keeps its name and zone', [
        (c['name'], c['zone']) for c in plan['organisation']['calendars']
    ] == [('Ops duty', zone)], text)
    done, share = uncovered(s, '2026-03-16T09:00Z')
    s.fact('the week that was excepted is covered by nobody',
           done.code == YES and share == 0, done)
    done = s.run('ladder', s.at('plan.json'), '--at', '2026-03-12', '--json')
    s.fact('and it plays', len(
        done.json()['ladders'][0]['rungs'][0]['people']) == 1, done)
    done, again, plan, _ = ical(s, ics(
        [[at('DTSTART', 9), at('DTEND', 16), who('Bob', 'BOB')]]),
        '2026-03-09T00:00Z', 1)
    s.fact('a seat has the same id in every import', plan['organisation'][
        'people'][0]['id'] in text and again[0][2] == 'Bob', plan)


def rotas_of_days(s):
    """Whole days, by the calendar's clock; a summary is a name too."""
    text = ics([['DTSTART;VALUE=DATE:20260504', 'SUMMARY:张三',
                 'DTEND;VALUE=DATE:20260505', 'RRULE:FREQ=DAILY;COUNT=2'],
                ['DTSTART:20260504T120000Z', 'DTEND:20260504T130000Z',
                 'SUMMARY:李四', 'STATUS:CANCELLED'],
                ['DTSTART:20260505T120000Z', 'DTEND:20260505T130000Z',
                 'SUMMARY:李四']],
               X_WR_TIMEZONE='Asia/Shanghai', X_WR_CALNAME='张三的值班')
    done, duties, plan, faults = ical(s, text, '2026-05-01T00:00Z', 2)
    s.fact('days begin at midnight in the calendar\'s zone', duties == [
        ('2026-05-03T16:00:00Z', '2026-05-04T16:00:00Z', '张三'),
        ('2026-05-04T16:00:00Z', '2026-05-05T16:00:00Z', '张三'),
        ('2026-05-05T12:00:00Z', '2026-05-05T13:00:00Z', '李四')], duties)
    s.fact('two at once are a finding, a calendar named after somebody is '
           'called by its number', ids(faults) == [
               'import-overlap', 'import-personal']
           and '张三' not in json.dumps(plan, ensure_ascii=False), faults)


def rotas_of_dates(s):
    """What is listed comes, what a second rule excludes does not. By hand: of
    the Mondays and Tuesdays of May 2026 every second Monday is excluded, and
    one Tuesday; three more are listed, one for as long as it says, one that
    the rule has already, one by the clock of New York (12:00 there is 16:00 in
    UTC)."""
    base = ['DTSTART:20260504T090000Z', 'DTEND:20260504T170000Z', 'SUMMARY:X',
            'UID:x']
    text = ics([base + [
        'RRULE:FREQ=WEEKLY;BYDAY=MO', 'RRULE:FREQ=WEEKLY;BYDAY=TU',
        'EXRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO', 'EXDATE:20260512T090000Z',
        'RDATE;VALUE=PERIOD:20260506T090000Z/20260506T100000Z,'
        '20260507T090000Z/PT2H',
        'RDATE:20260519T090000Z',
        'RDATE;TZID=America/New_York:20260508T120000']])
    done, duties, _, faults = ical(s, text, '2026-05-04', 2)
    s.fact('dates listed come, those of a second rule do not', duties == [
        (f'2026-05-{a}:00:00Z', f'2026-05-{b}:00:00Z', 'X') for a, b in (
            ('05T09', '05T17'), ('06T09', '06T10'), ('07T09', '07T11'),
            ('08T16', '09T00'), ('11T09', '11T17'))]
        and not faults, done, duties, faults)
    done, duties, _, faults = ical(s, ics([base + [
        'RDATE:20260505T090000Z', 'RDATE:20260504T090000Z']]), '2026-05-04', 1)
    s.fact('without a rule the start comes too, and once',
           [d[0][8:10] for d in duties] == ['04', '05'], duties, faults)


def rotas_refused(s):
    for name, text in ('nothing', ''), ('prose', 'hello'), \
            ('json', '{"schedule": {}}'):
        done, duties, _, _ = ical(s, text, '2026-05-01', 1)
        s.fact(f'no calendar: {name}', done.code == USAGE and duties is None,
               done)
    done, duties, plan, faults = ical(s, ics([
        ['DTSTART:20260504T120000Z', 'DTEND:20260504T130000Z'],
        ['SUMMARY:x'],
        ['DTSTART:20200504T120000Z', 'DTEND:20200504T130000Z', 'SUMMARY:x',
         'RRULE:FREQ=SECONDLY', 'DESCRIPTION:call 555', 'LOCATION:here',
         'ATTENDEE:mailto:a@example.org', 'ATTENDEE:mailto:b@example.org'],
        ['DTSTART:20260504T130000Z', 'DTEND:20260504T140000Z', 'SUMMARY:y',
         'DESCRIPTION:again']]), '2026-05-01', 1)
    s.fact('what an event lacks, and what is not carried over, is told',
           ids(faults) == ['import-attendees', 'import-left-out',
                           'import-left-out', 'import-no-person',
                           'import-no-start', 'import-rule']
           and '555' not in json.dumps(plan), faults)
    s.fact('a window in which nobody is on duty is a finding',
           'import-no-events' in ids(ical(s, ics([
               ['DTSTART:20260504T120000Z', 'DTEND:20260504T130000Z',
                'SUMMARY:x']]), '2027-05-01', 1)[3]))
    for option, value in ('--weeks', '0'), ('--weeks', '105'), \
            ('--from', 'soon'):
        s.fact(f'refused: {option} {value}', s.run(
            'import', 'ical', s.at('rota.ics'), option, value).code == USAGE)
    s.fact('a file that is not there', s.run(
        'import', 'ical', s.at('none.ics')).code == USAGE)


def invented_events(s):
    """Invented recurrences are what python-dateutil makes of them."""
    luck = random.Random(5545)
    since = datetime.datetime(2026, 3, 1, tzinfo=UTC)
    until = since + datetime.timedelta(weeks=10)
    for number in range(12):
        name = luck.choice(['Europe/London', 'America/New_York',
                            'Asia/Shanghai'])
        zone = dateutil.tz.gettz(name)
        start = datetime.datetime(2026, luck.randint(1, 3),
                                  luck.randint(1, 28), luck.randint(4, 22))
        length = datetime.timedelta(hours=luck.randint(1, 12))
        rule = luck.choice([
            'FREQ=DAILY', 'FREQ=DAILY;INTERVAL=3;COUNT=12',
            'FREQ=WEEKLY;BYDAY=MO,WE,FR', 'FREQ=WEEKLY;INTERVAL=2;WKST=SU',
            'FREQ=MONTHLY;BYMONTHDAY=15', 'FREQ=MONTHLY;BYDAY=1MO',
            'FREQ=WEEKLY;BYDAY=SA,SU;COUNT=9', 'FREQ=MONTHLY;BYDAY=-1FR'])
        days = list(dateutil.rrule.rrulestr(rule, dtstart=start).between(
            start, until.replace(tzinfo=None) + 24 * HOUR, inc=True))
        more = [start + luck.randint(1, 60) * 24 * HOUR for _ in range(2)]
        less = luck.choice(['FREQ=WEEKLY;BYDAY=WE', 'FREQ=DAILY;INTERVAL=5'])
        never = set(dateutil.rrule.rrulestr(less, dtstart=start).between(
            start, until.replace(tzinfo=None) + 24 * HOUR, inc=True))
        days = sorted((set(days) | set(more)) - never)
        out = set(luck.sample(days, min(2, max(len(days) - 1, 0))))
        wanted = []
        for day in days:
            a = day.replace(tzinfo=zone).astimezone(UTC)
            if day not in out and a < until and a + length > since:
                wanted.append((utc(max(a, since)),
                               utc(min(a + length, until)), 'X'))
        done, duties, _, _ = ical(s, ics([[
            f'DTSTART{stamp(start, name)}',
            f'DTEND{stamp(start + length, name)}', 'SUMMARY:X',
            f'RRULE:{rule}', f'EXRULE:{less}']
            + [f'RDATE{stamp(x, name)}' for x in more]
            + [f'EXDATE{stamp(x, name)}' for x in out]]),
            since.strftime('%Y-%m-%d'), 10)
        s.fact(f'{rule} in {name} comes when dateutil says', duties == wanted,
               start, sorted(out), done,
               *sorted(set(duties or []) ^ set(wanted)))


def main(yanlian, root):
    s = Suite(yanlian, root)
    for facts in (example, people, order, bounds, climbing, refused,
                  invented_rotas, rotas_of_events, rotas_of_days,
                  rotas_of_dates, rotas_refused, invented_events):
        facts(s)
    return s.end()


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
