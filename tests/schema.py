# SPDX-License-Identifier: Apache-2.0
"""schema.py ROOT -- are the published schemas true?

A document the readers take passes its schema; one they refuse for its shape
fails it; one they refuse for its meaning passes, for a schema cannot know.
Speaks TAP, one test a law below; what breaks it goes to stderr.
"""
import json
import re
import sys
from pathlib import Path

from jsonschema import Draft202012Validator

KINDS = {
    'plan': 'plans/plan.schema.json',
    'organisation': 'plans/organisation.schema.json',
    'scenario': 'scenarios/scenario.schema.json',
    'pack': 'plans/pack.schema.json',
}
READERS = ['base/condition.c', 'base/document.c', 'base/duration.c',
           'base/fields.c', 'plans/plan.c', 'scenarios/aims.c',
           'scenarios/scenario.c']
FAULT = re.compile(r'(?:error\(\s*r, |GRADE_\w+, |refuse\(t, |fail\(p, |'
                   r'fail\(&p, |id = |return |\? )"([a-z][a-z0-9-]+)"')


class Tree:
    def __init__(self, root):
        self.root = root
        self.schemas = {k: self.load(p) for k, p in KINDS.items()}

    def load(self, path):
        return json.loads((self.root / path).read_text(encoding='utf-8'))

    def passes(self, kind, document):
        return Draft202012Validator(self.schemas[kind]).is_valid(document)

    def valid(self):
        """(path, document) of every document that must be good."""
        for pattern in ('*/library/*.json', 'packs/*.json',
                        'tests/cases/*/valid/**/*.json'):
            for path in sorted(self.root.glob(pattern)):
                yield path, self.load(path)
        page = (self.root / 'docs/formats.md').read_text(encoding='utf-8')
        for block in re.findall(r'^```json\n(.*?)^```', page, re.M | re.S):
            yield 'docs/formats.md', json.loads(block)

    def invalid(self, label):
        """(kind, path) of every bad document that is labelled so."""
        for kind in 'plan', 'scenario':
            cases = self.root / 'tests/cases' / kind / 'invalid'
            for path in sorted(cases.glob('*/expected.txt')):
                if path.read_text(encoding='utf-8').startswith(label + '\n'):
                    yield kind, path.parent / 'input.json'


def wellformed(tree):
    """the schemas are schemas of draft 2020-12"""
    for schema in tree.schemas.values():
        Draft202012Validator.check_schema(schema)
    return []


def good(tree):
    """a good document passes its schema"""
    for path, document in tree.valid():
        kind = document.get('format', '').split('/')[0]
        if kind.removeprefix('yanlian-') not in KINDS:
            continue
        schema = tree.schemas[kind.removeprefix('yanlian-')]
        for error in Draft202012Validator(schema).iter_errors(document):
            yield f'{path}: /{"/".join(map(str, error.path))}'


def shape(tree):
    """a document of wrong shape fails its schema"""
    for kind, path in tree.invalid('shape'):
        if tree.passes(kind, tree.load(path)):
            yield f'{path}: passes'


def meaning(tree):
    """a document that is wrong in meaning alone passes its schema"""
    for kind, path in tree.invalid('meaning'):
        if not tree.passes(kind, tree.load(path)):
            yield f'{path}: fails'


def faults(tree):
    """every fault a reader knows is seen in a case or a test"""
    tests = [*tree.root.glob('tests/cases/*/invalid/*/expected.txt'),
             *tree.root.glob('tests/base/*.c')]
    seen = '\n'.join(p.read_text(encoding='utf-8') for p in tests)
    for reader in READERS:
        for fault in set(FAULT.findall((tree.root / reader).read_text())):
            if not re.search(rf'\b{fault}\b(?!-)', seen):
                yield f'{reader}: no test meets "{fault}"'


def told(tree):
    """docs/formats.md has a row for every record's every member"""
    text = (tree.root / 'docs/formats.md').read_text(encoding='utf-8')
    parts = re.split(r'^##+ (.+)\n', text, flags=re.M)
    sections = dict(zip(map(str.lower, parts[1::2]), parts[2::2]))
    for kind, schema in tree.schemas.items():
        for name, record in {kind: schema, **schema['$defs']}.items():
            if 'patternProperties' not in record:
                continue  # no record
            for member, form in record['properties'].items():
                row = re.search(rf'^\| `{member}` \|.*', sections[name], re.M)
                if not row:
                    yield f'docs/formats.md: {name}: no row for {member}'
                elif 'default' in form and f'`{bare(form)}`' not in row[0]:
                    yield f'docs/formats.md: {name}: default of {member}'


def bare(form):
    """A default as the page writes it."""
    default = form['default']
    return default if isinstance(default, str) else json.dumps(default)


LAWS = [wellformed, good, shape, meaning, faults, told]


def main(args):
    tree, broken = Tree(Path(args[0])), 0
    print(f'1..{len(LAWS)}')
    for number, law in enumerate(LAWS, 1):
        found = list(law(tree))
        broken += bool(found)
        print(f'{"not " if found else ""}ok {number} - {law.__doc__}')
        for line in found:
            print(f'# {line}', file=sys.stderr)
    return 1 if broken else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
