# SPDX-License-Identifier: Apache-2.0
"""standard.py ROOT -- does docs/standard.md tell the truth about the tree?

Every file and test it names exists, every fact is one, every member stands in
docs/formats.md, and every clause of a row is of its item's chapter and stands
once. Speaks TAP.
"""
import os
import re
import sys

from record import Tap

ROWS = re.compile(r'^\| ((?:\d+\.)+\d.*?) \| (.*?) \| (.*?) \| (.*?) \| (.*?) \|$',
                  re.M)
# The last figure of a clause's number, by item: 8.8.3 is of the plans.
ITEM = {'42': '1', '43': '2', '44': '3', '45': '4', '46': '5', '47': '6',
        '48': '7'}
ELSEWHERE = {'6.8.2 a': '47', '6.8.2 b': '47', '7.8.2 a': '44',
             '7.8.2 b': '44', '7.8.3 a': '47', '7.8.3 b': '47',
             '7.8.3 c': '47'}


def read(root, path):
    with open(os.path.join(root, path), encoding='utf-8') as f:
        return f.read()


def clauses(cell):
    """The clauses a row is about: "8.8.1 e, 9.8.1 d"."""
    return cell.split(', ')


def files(page):
    return sorted(set(re.findall(r'`([a-z]+/[\w/.]+)`', page)))


def chapters(page):
    """(item, text) of each part of the page that is of one item."""
    return [(x[:2], x) for x in page.split('\n## ') if x[:2] in ITEM]


def misplaced(page):
    for item, text in chapters(page):
        for row in ROWS.findall(text):
            for clause in clauses(row[0]):
                at = ELSEWHERE.get(clause) or next(
                    k for k, v in ITEM.items()
                    if v == clause.split()[0].split('.')[2])
                if at != item:
                    yield f'{clause} under {item}'


def main(root):
    tap, page = Tap(), read(root, 'docs/standard.md')
    rows = ROWS.findall(page)
    tap.check('there are rows', '' if len(rows) > 40 else len(rows))
    tap.check('every file it names exists', '\n'.join(
        x for x in files(page) if not os.path.isfile(os.path.join(root, x))))
    tap.check('every row names a source and its test', '\n'.join(
        row[0] for row in rows
        if not re.fullmatch(r'`[\w/.]+`', row[3])
        or not re.fullmatch(r'`tests/[\w/.]+`', row[4])))
    acts = set(re.findall(r'\[FACT_\w+\] = "(\w+)"',
                          read(root, 'replay/drill/fact.c')))
    tap.check('every fact is one', '\n'.join(
        name for row in rows for part in re.findall(r'facts? ((?:[`\w, ]|and)*)',
                                                    row[2])
        for name in re.findall(r'`(\w+)`', part) if name not in acts))
    formats = read(root, 'docs/formats.md')
    tap.check('every member stands in docs/formats.md', '\n'.join(
        name for row in rows
        for name in re.findall(r'`([\w.]+)`',
                               re.split(r'facts? |inject |stage ', row[2])[0])
        if name not in ('check', 'run')
        and f'`{name.split(".")[-1]}`' not in formats))
    said = [c for row in rows for c in clauses(row[0])]
    tap.check('every clause has one row', '\n'.join(
        sorted({c for c in said if said.count(c) > 1})))
    tap.check('and stands with its item', '\n'.join(misplaced(page)))
    return tap.end()


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
