# SPDX-License-Identifier: Apache-2.0
"""attacks.py ROOT -- does docs/evidence.md say of every attack where it is
tried, or why not? Rows 1 to 42 in their order; the files they name are there.
Speaks TAP."""
import os
import re
import sys

ROWS = 42


def main(root):
    with open(os.path.join(root, 'docs', 'evidence.md'),
              encoding='utf-8') as f:
        table = f.read().partition('## Attacks, and')[2].partition('\n## ')[0]
    rows = re.findall(r'^\| (\d+) \|(.*)\|$', table, re.M)
    facts = [('every row is there, in order',
              [int(n) for n, _ in rows] == [*range(1, ROWS + 1)])]
    for n, row in rows:
        folder, files = '', re.findall(r'`([a-z_/]+\.(?:c|py|sh))`', row)
        facts.append((f'row {n} is tried, or it says why not',
                      bool(files) or 'not b' in row))
        for name in files:
            folder = os.path.dirname(name) or folder
            path = os.path.join(root, folder, os.path.basename(name))
            facts.append((f'row {n}: {os.path.relpath(path, root)} is there',
                          os.path.isfile(path)))
    for i, (name, true) in enumerate(facts, 1):
        print(f'{"ok" if true else "not ok"} {i} - {name}')
    print(f'1..{len(facts)}')
    return 0 if all(true for _, true in facts) else 1


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
