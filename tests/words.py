# SPDX-License-Identifier: Apache-2.0
"""words.py ROOT -- is every word the program says there, said in both
languages, and needed?

A word's id stands in the sources as it is, or is put together of a family
and a name: "fault." and "dangling". For each family below it is said where
its names come from. Reads sources and words, and speaks TAP.
"""
import json
import os
import re
import string
import sys

ROOMS = ['base', 'sim', 'plans', 'scenarios', 'replay']

TELL = 'replay/report/tell.c'
LITERAL = r'"(?:[^"\\]|\\.)*"'

# Families whose ids are put together: where the names stand, one a match.
FAMILIES = {
    'tell': [('replay/drill/fact.c', r'\[FACT_\w+\] = "(\w+)"')],
    'cause': [('replay/judge/path.c', r'\[CAUSE_\w+\] = "(\w+)"')],
    'ledger': [('replay/judge/ledger.c', r'\[LEDGER_(?!NONE|MEASURED|DECLARED|'
                r'DEFAULT|FOLLOWS)\w+\] = "(\w+)"')],
    'certain': [('replay/judge/certain.c', r'\[CERTAIN_\w+\] = "(\w+)"')],
    'never': [('replay/judge/certain.c', r'\[CERTAIN_\w+\] = "(\w+)"')],
    'rests': [('replay/judge/ledger.c', r'\[LEDGER_(?:MEASURED|DECLARED|'
               r'DEFAULT|FOLLOWS)\] = "(\w+)"')],
    'contents': [('plans/check_contents.c', r'\{"(\w+)", p->')],
    'expect': [('replay/judge/expect.c', r'\[EXPECT_\w+\] = "(\w+)"')],
    'luck': [('replay/judge/driver.c', r'\[LUCK_\w+\] = "(\w+)"')],
    'mark': [('replay/judge/timing.c', r'\[MARK_\w+\] = "(\w+)"')],
    'clock': [('replay/report/table.c', r'\[CLOCK_\w+\] = "(\w+)"')],
    'origin': [('replay/report/table.c', r'\[ORIGIN_\w+\] = "(\w+)"')],
    'report.lane': [('replay/report/chart.c', r'\[LANE_\w+\] = "(\w+)"')],
    'confidence': [('plans/pack.c', r'pack_confidences\[\] = \{([^}]*)')],
    'channel': [('plans/organisation.c',
                 r'organisation_channels\[\] = \{([^}]*)')],
    'class': [('plans/scene.c',
               r'scene_event_classes\[[^]]*\] = \{([^}]*)')],
    'help': [('replay/cli/cli.c', r'\{"(\w+)", verb_\w+,\s')],
    # What a reference may lead to, and what a value may have to be.
    'kind': [('plans', r'\.of = "(\w+)"'), ('scenarios', r'\.of = "(\w+)"'),
             ('plans/organisation.c', r'\{"\w+", "(\w+)", UNIT_'),
             ('plans/pack.c', r'"kind",\s*"(\w+)"'),
             ('base', r'is_kind\([^;]*?"(\w+)"\)'),
             ('base', r'"wanted", "(\w+)"')],
}

# The rest of what is put together, name by name.
COMPOSED = {
    'help.yanlian',
    'severity.1', 'severity.2', 'severity.3', 'severity.4',  # I to IV
    *(f'weekday.{day}' for day in range(1, 8)),
    'level.1', 'level.2', 'level.3', 'level.4',
    *(f'odds.example-{of}' for of in ('best', 'p50', 'p90', 'p95', 'worst')),
    *(f'say.rto-{end}' for end in ('met', 'missed', 'never')),
    *(f'say.rpo-{end}' for end in ('met', 'missed', 'never', 'only', 'lost')),
    *(f'say.{what}-{verdict}' for what in ('called', 'verdict')
      for verdict in ('met', 'not_met', 'not_tested')),
}


def read(path):
    with open(path, encoding='utf-8') as f:
        return f.read()


class Words:
    def __init__(self, root):
        self.zh, self.en = (json.loads(read(f'{root}/words/{x}.json'))
                            for x in ('zh', 'en'))
        self.text = {}
        for room in ROOMS:
            for folder, _, names in os.walk(os.path.join(root, room)):
                for name in names:
                    if name.endswith('.c'):
                        path = os.path.join(folder, name)
                        self.text[os.path.relpath(path, root)] = plain(
                            read(path))
        self.literals = {s for text in self.text.values()
                         for s in strings(text)}
        self.faults = {id for text in self.text.values()
                       for id, _ in faults(text)}

    def under(self, place):
        return (text for path, text in self.text.items()
                if path == place or path.startswith(place + '/'))


def plain(text):
    """Source without comments, literals side by side made one."""
    text = re.sub(rf"""({LITERAL})|'(?:[^'\\]|\\.)+'|/\*.*?\*/""",
                  lambda m: m[1] or ' ', text, flags=re.S)
    return re.sub(rf'"\s+"', '', re.sub(r'\n\s*#\s*include.*', '', text))


def strings(text):
    return {s[1:-1] for s in re.findall(LITERAL, text)}


def calls(text, *names):
    """The text of every call of these functions, to its closing bracket."""
    for m in re.finditer(rf'\b(?:{"|".join(names)})\(', text):
        depth, end = 1, m.end()
        while depth > 0:
            end += re.compile(rf'{LITERAL}|.', re.S).match(text, end).end() \
                - end
            depth += {'(': 1, ')': -1}.get(text[end - 1], 0)
        yield text[m.end():end - 1]


def faults(text):
    """(id, call) of every fault that is added under a literal id; of one that
    is named here and added elsewhere, no call."""
    for call in calls(text, 'faults_add', 'faults_add_at', 'checking_add', 'add',
                      'error'):
        m = re.match(r'(?:[^",]*,){1,2}\s*"([a-z-]+)"', call)
        if m:
            yield m[1], call
    for m in re.finditer(r'\bid = "([a-z-]+)"|\bfail\(\w+, "([a-z-]+)"', text):
        yield m[1] or m[2], None


def arguments(template):
    return {name for _, name, _, _ in string.Formatter().parse(
        re.sub(r'\{(?!\w+\})|(?<!\w)\}', '', template)) if name}


# The laws: each yields what breaks it.

def pairs(w):
    """both languages have the same words with the same arguments"""
    for id in sorted(set(w.zh) ^ set(w.en)):
        yield f'{id} is said in one language only'
    for id in sorted(set(w.zh) & set(w.en)):
        if arguments(w.zh[id]) != arguments(w.en[id]):
            yield f'{id}: {arguments(w.zh[id]) ^ arguments(w.en[id])}'


def needed(w):
    """every id the sources name is a word"""
    families = {id.split('.')[0] for id in w.en}
    for id in sorted(w.literals):
        family = re.match(r'([a-z]+)\.[a-z.-]+$', id)  # no format, no file
        if family and family[1] in families and id[-1] != '.' \
                and id not in {*w.en, 'report.html'}:
            yield id
    for id in sorted(w.faults):
        for which in 'fault', 'remedy':
            if f'{which}.{id}' not in w.en:
                yield f'{which}.{id}'
    for id in sorted(composed(w)):
        if id not in w.en:
            yield id


def composed(w):
    """Every id that is put together."""
    found = set(COMPOSED)
    for family, places in FAMILIES.items():
        for place, pattern in places:
            for text in w.under(place):
                found |= {f'{family}.{name}'
                          for match in re.findall(pattern, text)
                          for name in re.findall(r'\w+', match)
                          if name != 'NULL'}
    return found


def variants(w):
    """The ids an act may have beside its own: "tell.start-again"."""
    found = re.findall(r'"(-[a-z-]+)"', w.text[TELL])
    return {id + variant for id in composed(w) if id.startswith('tell.')
            for variant in found}


def used(w):
    """every word is said somewhere"""
    said = w.literals | composed(w) | variants(w)
    for id in sorted(w.en):
        family, name = id.split('.', 1)
        if family in ('fault', 'remedy'):
            if name not in w.literals:
                yield id
        elif id not in said:
            yield id


def given(w):
    """no word has an argument that its callers do not pass"""
    for path, text in w.text.items():
        for id, call in faults(text):
            if call is None:
                continue
            wanted = set().union(*(
                arguments(words.get(f'{which}.{id}', ''))
                for words in (w.zh, w.en) for which in ('fault', 'remedy')))
            if wanted - strings(call):
                yield f'{path}: {id}: {wanted - strings(call)}'
        for call in calls(text, 'words_say', 'words_fill', 'say'):
            for id in strings(call) & set(w.en):
                wanted = arguments(w.en[id]) - strings(call)
                if wanted - {'a', 'b'} and 'args' not in call:
                    yield f'{path}: {id}: {wanted}'
    told = set().union(*map(strings, calls(w.text[TELL], 'words_say')))
    most = {'error': {'where', 'detail'}, 'tell': told,
            'verify': {'file', 'line', 'byte', 'detail'}}
    for id in sorted(w.en):
        family = id.split('.')[0]
        if family in most and arguments(w.en[id]) - most[family]:
            yield f'{id}: {arguments(w.en[id]) - most[family]}'


CHINESE = '[\u4e00-\u9fff]'


def set_in_chinese(w):
    """Chinese has Chinese marks"""
    for id, text in sorted(w.zh.items()):
        text = text.replace('时:分:秒', '')
        for m in re.finditer(rf'{CHINESE}[,;:!?()]|[,;!?()]{CHINESE}'
                             rf'|{CHINESE}\.(?!\w)|\.\.\.', text):
            yield f'{id}: {m[0]}'
        for left, right in '（）', '“”', '《》':
            if text.count(left) != text.count(right):
                yield f'{id}: {left} without {right}'


def set_in_english(w):
    """English has no letters and marks but its own"""
    for id, text in sorted(w.en.items()):
        strange = set(re.sub(r'[\n -~…“”–→·≤]', '', text))
        if strange:
            yield f'{id}: {strange}'


def sorted_(w):
    """the words are in order, and none is empty"""
    for words in w.zh, w.en:
        if list(words) != sorted(words):
            yield next(a for a, b in zip(words, sorted(words)) if a != b)
        yield from (id for id, text in words.items() if not text.strip())


LAWS = [pairs, needed, used, given, set_in_chinese, set_in_english, sorted_]


def main(root):
    w = Words(root)
    broken = 0
    print(f'1..{len(LAWS)}')
    for number, law in enumerate(LAWS, 1):
        wrong = list(law(w))
        broken += bool(wrong)
        print(f'{"not " if wrong else ""}ok {number} - {law.__doc__}')
        for what in wrong:
            print(f'# {what}', file=sys.stderr)
    return 1 if broken else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1]))
