# SPDX-License-Identifier: Apache-2.0
"""house.py SOURCE BUILD | --self-test -- is the house in order?

Reads the include graph, the headers and the object files of a plain build,
and speaks TAP: one test a law below; the faults go to stderr. It keeps
to structure; what is beautiful stays a matter of taste. The self test plants
each fault in a small model house and expects the law that forbids it, and no
other, to speak.
"""
import json
import os
import re
import subprocess
import sys
import tempfile

# Who may include whom; what is below the rooms named is allowed with them.
STAIRS = {
    'base': [],
    'sim': ['base'],
    'plans': ['base'],
    'scenarios': ['base'],
    'replay/proof': ['base'],
    'replay/drill': ['plans', 'scenarios', 'sim'],
    'replay/judge': ['replay/drill'],
    'replay/score': ['replay/judge'],
    'replay/advise': ['replay/judge'],
    'replay/learn': ['replay/judge'],
    'replay/report': ['replay/score', 'replay/advise', 'replay/learn'],
    'replay/live': ['replay/report', 'replay/proof'],
    'replay/cli': ['replay/live'],
}

# Foreign headers with a door of their own: a module, or a whole room.
DOORS = {
    'jansson.h': ['base/document'],
    'libical/ical.h': ['replay/cli/icalendar'],
    'sodium.h': ['base/digest', 'replay/proof'],
    'uv.h': ['sim/loop', 'sim/trials', 'replay/live'],
}

# Foreign headers anyone may include: C17 and POSIX.
OPEN = set('''
    assert.h ctype.h errno.h float.h inttypes.h limits.h math.h signal.h
    stdalign.h stdarg.h stdatomic.h stdbool.h stddef.h stdint.h stdio.h
    stdlib.h stdnoreturn.h string.h strings.h time.h dirent.h fcntl.h
    getopt.h langinfo.h locale.h poll.h sys/mman.h sys/stat.h sys/types.h
    sys/file.h sys/prctl.h sys/resource.h sys/ioctl.h sys/wait.h
    sys/signalfd.h termios.h unistd.h
'''.split())

# Sources without a test of the same name, and why.
NO_TWIN = {
    'replay/cli': 'tests/cli runs the program itself',
}

# Names a module exports beside its own, and why.
ALSO = {
    'base/document': ['value'],  # what a document is made of
    'base/fields': ['reading'],  # what fields are for
    'base/span': ['instant'],  # two sides of one notion of time
    'replay/cli/main': ['main'],
    'replay/cli/verifier': ['main'],
}

CLOCK = '''time clock clock_gettime gettimeofday timespec_get localtime
    localtime_r gmtime gmtime_r mktime ftime'''.split()
WORLD = '''getenv secure_getenv setlocale rand rand_r srand random srandom
    drand48 lrand48 getrandom getentropy'''.split()
VOICE = '''printf vprintf puts putchar perror __printf_chk __vprintf_chk
    stdout stderr exit _exit _Exit quick_exit err errx warn warnx'''.split()
LIBM = '''exp exp2 expm1 log log2 log10 log1p pow sin cos tan asin acos
    atan atan2 sinh cosh tanh erf erfc lgamma tgamma cbrt hypot
    fma'''.split()
SYNC = '''fsync fdatasync sync syncfs sync_file_range posix_fallocate
    fallocate'''.split()

# Calls that tie an answer to the machine, and the modules that may make them.
BANNED = [
    (CLOCK, 'looks at the wall clock',
     ['sim/loop', 'replay/live', 'replay/cli']),
    (WORLD, 'asks the environment, the locale or foreign luck',
     ['replay/cli']),
    (VOICE, 'prints or exits', ['replay/cli']),
    (LIBM, 'is not the same on every machine', []),
    (SYNC, 'makes bytes durable behind their door\'s back',
     ['base/file', 'replay/proof']),
]

# Where arithmetic is of integers alone.
INTEGERS = ['replay/drill', 'sim/queue', 'sim/engine', 'sim/random']
FLOATING = re.compile(  # x86 SSE, AVX and x87; then AArch64
    r'v?(add|sub|mul|div|sqrt|min|max|round|cmp\w*)[sp][sd]$'
    r'|v?cvt|v?u?comis[sd]$|vfn?m(add|sub)|[su]cvtf$'
    r'|f(?!mov|xsave|xrstor)\w')


def within(module, places):
    return any(module == p or module.startswith(p + '/') for p in places)


def below(room):
    """The rooms `room` may include, its own among them."""
    rooms = {room}
    for lower in STAIRS[room]:
        rooms |= below(lower)
    return rooms


def room_of(path):
    return next((r for r in STAIRS if path.startswith(r + '/')), None)


def stem(path):
    return os.path.splitext(path)[0]


class House:
    """The sources of the rooms, and what a plain build made of them."""

    def __init__(self, root, build):
        self.root, self.build = root, build
        self.text = {}
        for room in STAIRS:
            folder = os.path.join(root, room)
            if not os.path.isdir(folder):
                continue
            for name in sorted(os.listdir(folder)):
                if name.endswith(('.c', '.h')):
                    path = f'{room}/{name}'
                    with open(os.path.join(root, path)) as f:
                        self.text[path] = f.read()
        self.headers = [p for p in self.text if p.endswith('.h')]
        self.sources = [p for p in self.text if p.endswith('.c')]
        self.objects, self.compiled = {}, set()
        with open(os.path.join(build, 'compile_commands.json')) as f:
            for entry in json.load(f):
                source = os.path.relpath(
                    os.path.join(entry['directory'], entry['file']), root)
                self.compiled.add(source)
                if source in self.text:
                    self.objects[source] = os.path.join(
                        entry['directory'], entry['output'])
        self.symbols = {s: symbols(o) for s, o in self.objects.items()}

    def exists(self, path):
        return (os.path.isfile(os.path.join(self.root, path))
                or os.path.isfile(os.path.join(self.build, path)))


def objdump(flag, obj):
    return subprocess.run(
        ['objdump', flag, '--no-show-raw-insn', obj], check=True,
        stdout=subprocess.PIPE, text=True, env={**os.environ, 'LC_ALL': 'C'}
    ).stdout.splitlines()


def symbols(obj):
    """(is global, section, size, name) of each symbol of an object file."""
    found = []
    for line in objdump('-t', obj):
        m = re.match(r'[0-9a-f]{8,16} (.{7}) (\S+)\t([0-9a-f]+) +(.*)', line)
        if m and not re.search('[df]', m[1]):  # of a section, of a file
            found.append((m[1][0] != 'l', m[2], int(m[3], 16),
                          m[4].split()[-1]))
    return found


def includes(text):
    return re.findall(r'^#include ([<"])([^>"]+)[>"]', text, re.M)


# The laws: each yields its faults as "path: what".

def stairs(house):
    """a room includes only rooms below it"""
    for path, text in house.text.items():
        for kind, name in includes(text):
            room = room_of(name)
            if kind == '"' and room and room not in below(room_of(path)):
                yield f'{path}: includes "{name}", which is not below it'


def spelling(house):
    """an include is spelled from the root and exists"""
    for path, text in house.text.items():
        for kind, name in includes(text):
            if kind == '"' and ('..' in name or '/' not in name
                                or not house.exists(name)):
                yield f'{path}: "{name}" is not spelled from the root'


def doors(house):
    """a foreign library is entered by its door"""
    for path, text in house.text.items():
        for kind, name in includes(text):
            if kind == '"' or name in OPEN:
                continue
            if not within(stem(path), DOORS.get(name, [])):
                yield f'{path}: <{name}> has no door here'


def homonyms(house):
    """no header is named like a foreign one in use"""
    foreign = {name for text in house.text.values()
               for kind, name in includes(text) if kind == '<'}
    for path in house.headers:
        if os.path.basename(path) in foreign | set(DOORS):
            yield f'{path}: is named like a foreign header'


def heads(house):
    """a file opens with its licence; a header says what it is for"""
    for path, text in house.text.items():
        lines = text.split('\n', 2)
        if lines[0] != '/* SPDX-License-Identifier: Apache-2.0 */':
            yield f'{path}: the first line is not the licence'
        elif path.endswith('.h') and not re.match(
                rf'/\* {re.escape(path)} -- \w', lines[1]):
            yield f'{path}: does not say what it is for on line 2'


def guards(house):
    """a header is guarded by its path, from its first code to its last"""
    for path in house.headers:
        guard = re.sub(r'\W', '_', path).upper()
        code = re.sub(r'/\*.*?\*/', '', house.text[path], flags=re.S).strip()
        if not (code.startswith(f'#ifndef {guard}\n#define {guard}\n')
                and code.endswith('#endif')):
            yield f'{path}: is not guarded by {guard}'


def own_header(house):
    """a source includes its own header first"""
    for path in house.sources:
        own = stem(path) + '.h'
        names = [name for _, name in includes(house.text[path])]
        if own in house.text and names[:1] != [own]:
            yield f'{path}: does not include "{own}" first'


def contracts(house):
    """every function of a header has its contract there"""
    for path in house.headers:
        text = house.text[path]
        promised = set()
        for comment in re.findall(r'/\*(.*?)\*/', text, re.S):
            flat = re.sub(r'\s*\n \*\s*', ' ', comment).strip()
            m = re.match(r'(\w+(?:(?:,| and|,? or) \w+)*): \S', flat)
            if m:
                promised |= set(re.findall(r'\w+', m[1]))
        for name in prototypes(text):
            if name not in promised:
                yield f'{path}: {name} has no contract'


def prototypes(text):
    """The functions a header declares."""
    code = re.sub(r'/\*.*?\*/', ' ', text, flags=re.S)
    code = re.sub(r'^#(.*\\\n)*.*', ' ', code, flags=re.M)
    code = re.sub(r'__attribute__\s*\(\(.*?\)\)', ' ', code, flags=re.S)
    before = None
    while before != code:  # bodies, innermost first
        before, code = code, re.sub(r'\{[^{}]*\}', ';', code)
    for statement in code.split(';'):
        m = re.match(r'(?!\s*typedef\b)[^(=]*?\b(\w+)\s*\(', statement)
        if m:
            yield m[1]


def twins(house):
    """every source has a test of the same name, and it is built"""
    for path in house.sources:
        room, name = path.rsplit('/', 1)
        tests = f'tests/{os.path.basename(room)}'
        if room in NO_TWIN:
            folder = os.path.join(house.root, tests)
            if not os.path.isdir(folder) or not os.listdir(folder):
                yield f'{path}: {tests} is empty, though {NO_TWIN[room]}'
        elif f'{tests}/{name}' not in house.compiled:
            yield f'{path}: no test {tests}/{name} is built'


def built(house):
    """every source is part of the program or of its tests"""
    for path in house.sources:
        if path not in house.objects:
            yield f'{path}: is not built'


def state(house):
    """no mutable variable outside a struct"""
    for path, table in house.symbols.items():
        for _, section, size, name in table:
            if size and re.match(r'\.t?(data|bss)(?!\.rel\.ro)|\*COM\*',
                                 section):
                yield f'{path}: {name} is mutable state outside any struct'


def prefixes(house):
    """a module exports only names that begin with its own"""
    for path, table in house.symbols.items():
        own = os.path.basename(stem(path)).replace('-', '_')
        allowed = [own] + ALSO.get(stem(path), [])
        for is_global, section, _, name in table:
            if is_global and section != '*UND*' and not any(
                    name == a or name.startswith(a + '_') for a in allowed):
                yield f'{path}: exports {name}, not {own}_…'


def calls(house):
    """nothing asks the machine, prints or exits but where it may"""
    for path, table in house.symbols.items():
        wanted = {name for _, section, _, name in table if section == '*UND*'}
        for names, why, places in BANNED:
            if not within(stem(path), places):
                for name in sorted(wanted & set(names)):
                    yield f'{path}: {name} {why}'


def integers(house):
    """the engine and the drill reckon in integers"""
    for path, obj in house.objects.items():
        if not within(stem(path), INTEGERS):
            continue
        function = '?'
        for line in objdump('-d', obj):
            label = re.match(r'[0-9a-f]+ <(.+)>:', line)
            function = label[1] if label else function
            code = re.match(r'\s+[0-9a-f]+:\s+(\w+)', line)
            if code and FLOATING.match(code[1]):
                yield f'{path}: {function} uses {code[1]}, floating point'
                break


LAWS = [stairs, spelling, doors, homonyms, heads, guards, own_header,
        contracts, twins, built, state, prefixes, calls, integers]


def tap(results):
    """Print (name, faults) pairs as TAP, the faults to stderr, which meson
    shows. Return: main's exit status."""
    broken = 0
    print(f'1..{len(results)}')
    for number, (name, faults) in enumerate(results, 1):
        broken += bool(faults)
        print(f'{"not " if faults else ""}ok {number} - {name}')
        for fault in faults:
            print(f'# {fault}', file=sys.stderr)
    return 1 if broken else 0


# The self test.

SPDX = '/* SPDX-License-Identifier: Apache-2.0 */\n'
MODEL = {
    'base/span.h': SPDX + '/* base/span.h -- lengths. */\n'
        '#ifndef BASE_SPAN_H\n#define BASE_SPAN_H\n\n#include <stdint.h>\n\n'
        'struct span {\n\tint (*fn)(int);\n};\n\n'
        '/* span_add, span_two: sums. */\nint64_t span_add(int64_t a);\n'
        'int span_two(void) __attribute__((const));\n\n'
        '/* instant_one: an exemption. */\nint instant_one(void);\n\n#endif\n',
    'base/span.c': SPDX + '#include "base/span.h"\n\n'
        'static const char *const words[] = {"a", "b"};\n'
        'int64_t span_add(int64_t a) { return a + words[a & 1][0]; }\n'
        'int span_two(void) { return 2; }\n'
        'int instant_one(void) { return 1; }\n',
    'sim/queue.h': SPDX + '/* sim/queue.h -- waiting. */\n'
        '#ifndef SIM_QUEUE_H\n#define SIM_QUEUE_H\n\n'
        '/* queue_pop: the next. */\nint queue_pop(int n);\n\n#endif\n',
    'sim/queue.c': SPDX + '#include "sim/queue.h"\n\n#include <string.h>\n\n'
        '#include "base/span.h"\n\n'
        'struct pair { long a[8]; };\n'
        'int queue_pop(int n)\n{\n\tstruct pair p, q;\n'
        '\tmemset(&p, n, sizeof(p));\n\tq = p;\n'
        '\treturn (int)(q.a[n & 7] / 3) + (int)span_add(n);\n}\n',
    'plans/plan.c': SPDX + 'int plan_zero(void);\n'
        'int plan_zero(void) { return 0; }\n',
    'replay/cli/main.c': SPDX + '#include <stdio.h>\n#include <stdlib.h>\n'
        'int main(void)\n{\n\tputs(getenv("LANG"));\n\treturn 0;\n}\n',
    'tests/base/span.c': 'int main(void) { return 0; }\n',
    'tests/sim/queue.c': 'int main(void) { return 0; }\n',
    'tests/plans/plan.c': 'int main(void) { return 0; }\n',
    'tests/cli/run.py': '',
}


def planted(path, old, new):
    """The model house with `old` become `new` in one of its files."""
    assert old in MODEL[path], (path, old)
    return {**MODEL, path: MODEL[path].replace(old, new, 1)}


def code(body, path='sim/queue.c'):
    return planted(path, '\n\n', f'\n\n#include <stdlib.h>\n{body}\n')


def without(path):
    return {p: text for p, text in MODEL.items() if p != path}


SPAN_H = ('base/span.h', '#include <stdint.h>\n')
FAULTS = [
    ('an upward include', stairs,
     planted(*SPAN_H, '#include <stdint.h>\n#include "sim/queue.h"\n')),
    ('a sideward include', stairs,
     planted('sim/queue.c', '#include "base/span.h"\n',
             '#include "base/span.h"\n#include "plans/plan.h"\n') | {
         'plans/plan.h': SPDX + '/* plans/plan.h -- a plan. */\n'
         '#ifndef PLANS_PLAN_H\n#define PLANS_PLAN_H\n#endif\n',
         'plans/plan.c': MODEL['plans/plan.c'].replace(
             SPDX, SPDX + '#include "plans/plan.h"\n')}),
    ('an include spelled from its own folder', spelling,
     planted('sim/queue.c', '#include "base/span.h"',
             '#include "../base/span.h"')),
    ('a library through the wrong door', doors,
     planted(*SPAN_H, '#include <stdint.h>\n#ifdef NEVER\n'
             '#include <uv.h>\n#endif\n')),
    ('a library without a door', doors,
     planted(*SPAN_H, '#include <stdint.h>\n#ifdef NEVER\n'
             '#include <curl/curl.h>\n#endif\n')),
    ('a header named like a foreign one', homonyms,
     MODEL | {'sim/uv.h': SPDX + '/* sim/uv.h -- a homonym. */\n'
              '#ifndef SIM_UV_H\n#define SIM_UV_H\n#endif\n'}),
    ('a source without its licence', heads,
     planted('plans/plan.c', SPDX, '')),
    ('a header that does not say what it is for', heads,
     planted('sim/queue.h', 'sim/queue.h -- ', 'queue.h: ')),
    ('a guard of another path', guards,
     planted('sim/queue.h', 'SIM_QUEUE_H\n#define SIM_QUEUE_H',
             'BASE_SPAN_H\n#define BASE_SPAN_H')),
    ('a guard closed before its content', guards,
     planted('sim/queue.h', '\n\n#endif\n', '\n#endif\nstruct late;\n')),
    ('a source whose own header comes second', own_header,
     planted('sim/queue.c', '#include "sim/queue.h"\n\n#include <string.h>',
             '#include <string.h>\n\n#include "sim/queue.h"')),
    ('a function without a contract', contracts,
     planted('sim/queue.h', '/* queue_pop: the next. */\n', '')),
    ('a contract without a word', contracts,
     planted('sim/queue.h', 'queue_pop: the next.', 'queue_pop:')),
    ('a source without a test', twins, without('tests/plans/plan.c')),
    ('a cli without a test', twins, without('tests/cli/run.py')),
    ('a source left out of the build', built,
     MODEL | {'plans/idle.c': SPDX, 'tests/plans/idle.c': ''}),
    ('a counter at file scope', state,
     code('static int n;\nint queue_n(void);\n'
          'int queue_n(void) { return ++n; }')),
    ('a counter inside a function', state,
     code('int queue_n(void);\n'
          'int queue_n(void) { static int n = 7; return ++n; }')),
    ('a public variable', state, code('long queue_length;')),
    ('a variable of each thread', state,
     code('extern _Thread_local int queue_t; _Thread_local int queue_t = 1;')),
    ('a table of pointers that is not const', state,
     code('extern const char *queue_w[]; const char *queue_w[] = {"a"};')),
    ('an exported name without its prefix', prefixes,
     code('int helper(void);\nint helper(void) { return 1; }')),
    ('a look at the clock', calls,
     code('#include <time.h>\nlong queue_t(void);\n'
          'long queue_t(void) { return (long)time(NULL); }')),
    ('a look at the environment', calls,
     code('char *queue_e(void);\nchar *queue_e(void) { return getenv("A"); }')),
    ('foreign luck', calls,
     code('int queue_r(void);\nint queue_r(void) { return rand(); }')),
    ('a word printed below the cli', calls,
     code('#include <stdio.h>\nvoid queue_p(int n);\n'
          'void queue_p(int n) { fprintf(stderr, "%d", n); }')),
    ('an exit below the cli', calls,
     code('void queue_x(void);\nvoid queue_x(void) { exit(1); }')),
    ('a sync beside its door', calls,
     code('#include <unistd.h>\nint queue_s(int fd);\n'
          'int queue_s(int fd) { return fsync(fd); }')),
    ('a function of libm', calls,
     code('#include <math.h>\ndouble span_l(double x);\n'
          'double span_l(double x) { return log(x); }', 'base/span.c')),
    ('a double in the engine', integers,
     code('int queue_d(int n);\n'
          'int queue_d(int n) { return (int)(n * 0.3); }')),
    ('a long double in the engine', integers,
     code('long double queue_d(long double x);\n'
          'long double queue_d(long double x) { return x + x; }')),
]


def erect(files, root):
    """Write a house and compile its sources, a file named idle.c apart."""
    commands = []
    for path, text in files.items():
        full = os.path.join(root, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, 'w') as f:
            f.write(text)
    for path in files:
        if path.endswith('.c') and path != 'plans/idle.c':
            output = path.replace('/', '_') + '.o'
            commands.append(
                {'directory': root, 'file': path, 'output': output})
            if not path.startswith('tests/'):
                subprocess.run(['cc', '-std=c17', '-O2', '-w', '-I.', '-c',
                                path, '-o', output], cwd=root, check=True)
    with open(os.path.join(root, 'compile_commands.json'), 'w') as f:
        json.dump(commands, f)


def inspect(files):
    """The laws that a house breaks, with their faults."""
    with tempfile.TemporaryDirectory() as root:
        erect(files, root)
        house = House(root, root)
        found = {law: list(law(house)) for law in LAWS}
    return {law: faults for law, faults in found.items() if faults}


def self_test():
    results = [('the model house is in order',
                sum(inspect(MODEL).values(), []))]
    for name, law, files in FAULTS:
        broken = inspect(files)
        wrong = [] if list(broken) == [law] else [
            f'expected {law.__name__} alone, found '
            + str({b.__name__: f for b, f in broken.items()})]
        results.append((f'{name} is caught', wrong))
    return results


def main(args):
    if args == ['--self-test']:
        return tap(self_test())
    root, build = (os.path.realpath(a) for a in args)
    house = House(root, build)
    return tap([(law.__doc__, list(law(house))) for law in LAWS])


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
