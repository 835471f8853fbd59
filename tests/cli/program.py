# SPDX-License-Identifier: Apache-2.0
"""program.py -- the program as users meet it: started, given arguments, its
words and exit codes compared. What every test of this folder stands on."""
import json
import os
import re
import subprocess
import sys
import tempfile

YES, NO, USAGE, SYSTEM, INCOMPLETE, UNTRUSTED = range(6)
ENGLISH = {'LC_ALL': 'C.UTF-8'}


class Done:
    """How one run of the program ended."""

    def __init__(self, code, out, err):
        self.code = code
        self.out = out.decode(errors='replace')
        self.err = err.decode(errors='replace')

    def json(self):
        return json.loads(self.out)

    def __str__(self):
        return f'exit {self.code}\n{self.out}{self.err}'


class Suite:
    """Facts about the program at `path`, as TAP; `root` is the source."""

    def __init__(self, path, root):
        self.path, self.root = os.path.abspath(path), root
        self.folder = tempfile.TemporaryDirectory()
        self.n = self.bad = 0
        self.plan = self.shipped('plans', 'yuque-2023-10-23')
        self.scenario = self.shipped('scenarios', 'yuque-2023-10-23')

    def shipped(self, room, name):
        return os.path.join(self.root, room, 'library', f'{name}.json')

    def at(self, *names):
        """A path in the suite's own folder, gone when it ends."""
        return os.path.join(self.folder.name, *names)

    def write(self, name, content):
        """A file there, of bytes, text or JSON. Return: its path."""
        if not isinstance(content, (str, bytes)):
            content = json.dumps(content, ensure_ascii=False)
        if isinstance(content, str):
            content = content.encode()
        with open(self.at(name), 'wb') as f:
            f.write(content)
        return self.at(name)

    def write_times(self, name, times, unit, before=b'', after=b''):
        """A file of `unit` many times, written without holding it whole."""
        with open(self.at(name), 'wb') as f:
            f.write(before)
            for left in range(times, 0, -1000):
                f.write(unit * min(left, 1000))
            f.write(after)

    def exists(self, *names):
        return os.path.lexists(self.at(*names))

    def load_bytes(self, path):
        with open(os.path.join(self.folder.name, path), 'rb') as f:
            return f.read()

    def load(self, path):
        return json.loads(self.load_bytes(path))

    def start(self, *args, env=None, **more):
        """Start it in the suite's folder, in English unless `env` says else;
        nothing of the caller's locale and colours reaches it."""
        more = {'stdin': subprocess.DEVNULL, 'stdout': subprocess.PIPE,
                'stderr': subprocess.PIPE, **more}
        ours = {k: v for k, v in os.environ.items()
                if not re.match('LC_|LANG|NO_COLOR', k)}
        return subprocess.Popen(
            [self.path, *args], cwd=self.folder.name,
            env={**ours, **(ENGLISH if env is None else env)}, **more)

    def run(self, *args, **more):
        process = self.start(*args, **more)
        out, err = process.communicate(timeout=120)
        return Done(process.returncode, out or b'', err or b'')

    def fact(self, name, true, *why):
        """One test: `name` is a fact if `true`; else `why` is shown."""
        self.n += 1
        self.bad += not true
        print(f'{"ok" if true else "not ok"} {self.n} - {name}', flush=True)
        if not true:
            for line in '\n'.join(str(w) for w in why).splitlines():
                print(f'# {line}', file=sys.stderr)

    def skip(self, name, why):
        """A fact that cannot be tried on this machine, and why."""
        self.n += 1
        print(f'ok {self.n} - {name} # SKIP {why}', flush=True)

    def end(self):
        print(f'1..{self.n}')
        self.folder.cleanup()
        return 1 if self.bad else 0
