# SPDX-License-Identifier: Apache-2.0
"""script.py YANLIAN ROOT -- the facilitator's script, as Python's own parsers
read it."""
import csv
import html.parser
import io
import os
import sys

from program import USAGE, YES, Suite

HEADS = {
    'en': ['Event number', 'Scenario time', 'Event type', 'Inject mode',
           'From', 'To', 'Message', 'Expected participant response',
           'Exercise objective', 'Notes'],
    'zh': ['序号', '情景时间', '类型', '方式', '发送方', '接收方', '内容',
           '预期行动', '对应目标', '备注']}


class Table(html.parser.HTMLParser):
    """The rows of a page's table, its heads first."""

    def __init__(self, page):
        super().__init__()
        self.rows, self.cell = [], None
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        if tag == 'tr':
            self.rows.append([])
        self.cell = '' if tag in ('td', 'th') else self.cell

    def handle_data(self, data):
        if self.cell is not None:
            self.cell += data

    def handle_endtag(self, tag):
        if tag in ('td', 'th'):
            self.rows[-1].append(self.cell)
            self.cell = None


def library(s):
    """The same rows in every form."""
    plan, scenario = (os.path.join(s.root, room, 'library', f'{name}.json')
                      for room, name in (('plans', 'database-primary-loss'),
                                         ('scenarios',
                                          'primary-lost-on-payday')))
    for language, heads in HEADS.items():
        args = 'script', plan, scenario, '--lang', language
        sheet = s.run(*args, '--csv')
        s.fact(f'a spreadsheet knows its letters, in {language}',
               sheet.code == YES and sheet.out.startswith('\ufeff'), sheet)
        rows = list(csv.reader(io.StringIO(sheet.out[1:], newline='')))
        s.fact(f'the columns stand in their order, in {language}',
               rows[0] == heads, rows[0])
        s.fact(f'the page to print has the same rows, in {language}',
               Table(s.run(*args, '--html').out).rows == rows)
        told = s.run(*args, '--json').json()['rows']
        keys = ['number', 'time', 'type', 'mode', 'from', 'to', 'message',
                'expected_response', 'objective', 'notes']
        s.fact(f'and so has --json, in {language}',
               [[r[k] for k in keys] for r in told] == rows[1:])
        plainly = s.run(*args).out
        s.fact(f'and every word of them is told plainly, in {language}',
               all(cell in plainly for row in rows[1:] for cell in row))
    s.fact('all injects and expected actions are there, once',
           sorted(r['kind'] for r in told) == ['contingent_inject']
           + 9 * ['expected_action'] + 8 * ['inject'], told)
    times = [r['at_ms'] for r in told if r['at_ms'] is not None]
    s.fact('by time; what has none comes last', times == sorted(times)
           and all(r['at_ms'] is None for r in told[len(times):]), told)


def hostile(s):
    """What a spreadsheet would compute, or a browser run, is text."""
    words = s.load(s.scenario)
    words['injects'][0].update({'name': '=1+1,"x"\n', 'from': '<b>me</b>'})
    s.write('hostile.json', words)
    sheet = s.run('script', s.plan, 'hostile.json', '--csv')
    rows = list(csv.reader(io.StringIO(sheet.out[1:], newline='')))
    cells = [cell for row in rows for cell in row]
    s.fact('no cell is a formula', '\'=1+1,"x"\n' in cells, sheet)
    page = s.run('script', s.plan, 'hostile.json', '--html').out
    s.fact('no word is markup', '<b>me' not in page
           and '&lt;b&gt;me&lt;/b&gt;' in page, page)


def misused(s):
    for args in [s.plan], [s.plan, s.scenario, '--csv', '--html'], [
            s.scenario, s.plan]:
        done = s.run('script', *args)
        s.fact(f'{len(args)} arguments in a wrong way are refused',
               done.code == USAGE and not done.out and done.err, done)


def main(program, root):
    s = Suite(program, root)
    for test in library, hostile, misused:
        test(s)
    return s.end()


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
