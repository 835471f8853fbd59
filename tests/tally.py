# SPDX-License-Identifier: Apache-2.0
"""tally.py LOG… -- sum up meson's testlog.json files in one closing line.

A TAP program counts by its subtests, any other as one; a program that failed
without saying which subtest (crash, leak, time-out) adds one failure. The
status is 0 if something passed and nothing failed.
"""
import json
import re
import sys

LINE = re.compile(r'^(not )?ok\b[^#\n]*(# *(?:skip|todo))?', re.I | re.M)


def count(test):
    """(passed, failed, skipped) of one program."""
    lines = LINE.findall(test.get('stdout', ''))
    failed = sum(1 for bad, mark in lines if bad and not mark)
    skipped = sum(1 for bad, mark in lines if mark)
    passed = len(lines) - failed - skipped
    good = test['result'] in ('OK', 'SKIP', 'EXPECTEDFAIL')
    if not lines and good:
        return (0, 0, 1) if test['result'] == 'SKIP' else (1, 0, 0)
    return passed, failed + (not good and not failed), skipped


def main(logs):
    total = [0, 0, 0]
    for log in logs:
        try:
            with open(log, encoding='utf-8') as f:
                counts = [count(json.loads(line)) for line in f]
        except FileNotFoundError:
            continue
        total = [sum(column) for column in zip(total, *counts)]
    passed, failed, skipped = total
    print(f'{passed} passed, {failed} failed'
          + (f', {skipped} skipped' if skipped else ''))
    return 0 if passed and not failed else 1


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
