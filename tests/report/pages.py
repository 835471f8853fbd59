# SPDX-License-Identifier: Apache-2.0
"""pages.py PRINTER ROOT -- can others read the reports?

Writes the report of every drill of the library in both languages and reads
it with Python's XML and HTML parsers: well-formed, nothing loaded from
elsewhere, no word missing, the stretches adding up to what the marks say.
Speaks TAP.
"""
import html.parser
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

X = '{http://www.w3.org/1999/xhtml}'
VOID = {'br', 'meta'}


class Balance(html.parser.HTMLParser):
    """Is every element closed in its order, for a parser of HTML too?"""

    def __init__(self):
        super().__init__()
        self.open, self.wrong = [], ''

    def handle_starttag(self, tag, attrs):
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        if tag not in VOID and 'svg' not in self.open:
            self.wrong = self.wrong or f'<{tag}/>'

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong = self.wrong or f'</{tag}> at {self.getpos()}'


def seconds(text):
    h, m, s = map(int, text.split(':'))
    return (h * 60 + m) * 60 + s


def outside(tree):
    """Attributes that would make a browser fetch something."""
    return [(e.tag, k) for e in tree.iter() for k, v in e.attrib.items()
            if k in ('src', 'style', 'srcset', 'data', 'action')
            or k.startswith('on')
            or (k == 'href' and not v.startswith(('https://', 'http://')))]


def cells(tree, table):
    found = tree.findall(f'.//{X}table[@class="{table}"]/{X}tbody/{X}tr')
    return [[''.join(td.itertext()) for td in tr] for tr in found]


def does_not_add_up(tree):
    rows = cells(tree, 'stretches')
    total = sum(seconds(row[4]) for row in rows[:-1])
    marks = {row[0]: row[2] for row in cells(tree, 'marks')}
    restored = [v for k, v in marks.items()
                if k.startswith(('restored', '恢复（'))]
    if not rows:  # nothing broke, or calls alone were drilled
        return '' if restored in (['—'], []) else f'restored at {restored}'
    said = [seconds(rows[-1][4]), seconds(restored[0])]
    return '' if said == [total, total] else f'{said}, not {total}'


def page(printer, plan, scenario, language):
    return subprocess.run([printer, plan, scenario, language], check=True,
                          stdout=subprocess.PIPE).stdout.decode()


def faults(text):
    """(what is asked, what is wrong) of one page."""
    tree = ElementTree.fromstring(text)
    balance = Balance()
    balance.feed(text)
    shown = ' '.join(tree.find(f'{X}body').itertext())
    yield 'is balanced HTML', balance.wrong or ' '.join(balance.open)
    yield 'loads nothing', outside(tree)
    yield 'misses no word', re.findall(
        r'\{\w+\}|\b(?:report|cause|mark|tell|origin)\.[a-z]\S*', shown)
    yield 'adds up', does_not_add_up(tree)


def main(printer, root):
    n = bad = 0
    with open(f'{root}/tests/library.txt', encoding='utf-8') as f:
        pairs = [line.split() for line in f]
    for plan, name in pairs:
        plan = f'{root}/plans/library/{plan}.json'
        scenario = f'{root}/scenarios/library/{name}.json'
        for language in ('zh', 'en'):
            for what, wrong in faults(page(printer, plan, scenario, language)):
                n += 1
                bad += bool(wrong)
                print(f'{"not ok" if wrong else "ok"} {n} - {name} '
                      f'{language}: {what}')
                if wrong:
                    print(f'# {wrong}')
    print(f'1..{n}')
    return bad > 0 or n == 0


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
