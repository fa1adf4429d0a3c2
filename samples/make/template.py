"""Log bodies: plain text with a few directives, expanded into lines.

A line that starts with `%` is a directive, every other line is one log line. `␛` stands for the escape character.

    %uses ACTION@REF      the group that a `uses:` step opens with; following lines up to %out are `with:` inputs
    %script               the group that a `run:` step opens with; following lines up to %out are the echoed script
    %out                  closes that group: env block, then the step's own output
    %include NAME         another body
    %all LIST             every line of lists/LIST.txt
    %pick N LIST          N of its lines, in the list's order
    %for LIST … %done     once for each line; its ` | ` separated fields are <<1>>, <<2>>, …
    %if NAME VALUE… %fi   when the variable has one of the values
    %heading TEXT         pytest's: centred between underscores
    %set NAME SPEC        a value drawn once, e.g. `%set node hex:12`
    %wait SECONDS         the tool was silent that long (scaled so that the step lasts what the run's list says)

    <<name>>              a variable; <<hex:12>>, <<int:3:90>>, <<secs:0.4:6>> are drawn afresh
    <<iso>> <<unix>> <<ginkgo>> <<klog>> <<hms>>    the line's own time, as tools print it
"""

import random
import re
from pathlib import Path

HERE = Path(__file__).parent
PLACEHOLDER = re.compile(r"<<([^<>]+)>>")


class Line:
    """One log line and the silence before it; its time is filled in by `clock`."""

    def __init__(self, text: str, wait: float, jitter: float):
        self.text, self.wait, self.jitter, self.at = text, wait, jitter, None


def read_list(name: str) -> list[str]:
    text = (HERE / "lists" / f"{name}.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("# ")]


class Expander:
    def __init__(self, variables: dict, env: list[str], rng: random.Random):
        self.vars, self.env, self.rng = dict(variables), env, rng
        self.lines: list[Line] = []
        self.pending_wait = 0.0

    def body(self, name: str) -> list[Line]:
        path = HERE / "bodies" / f"{self.fill(name)}.txt"
        self.expand(path.read_text(encoding="utf-8").splitlines())
        return self.lines

    def emit(self, text: str, fields: list[str] = ()):
        text = self.fill(text, fields).replace("␛", "\x1b")
        self.lines.append(Line(text, self.pending_wait, self.rng.expovariate(1 / 0.00004) + 0.0000043))
        self.pending_wait = 0.0

    def fill(self, text: str, fields: list[str] = ()) -> str:
        def value(m: re.Match) -> str:
            name, *args = m.group(1).split(":")
            if name.isdigit():
                return fields[int(name) - 1]
            if name == "hex":
                return "".join(self.rng.choices("0123456789abcdef", k=int(args[0])))
            if name == "int":
                return str(self.rng.randint(int(args[0]), int(args[1])))
            if name == "secs":
                return f"{self.rng.uniform(float(args[0]), float(args[1])):.3f}"
            return str(self.vars[name]) if name in self.vars else m.group(0)  # times are filled in later

        # Twice: a variable or a list's field may itself hold a placeholder.
        return PLACEHOLDER.sub(value, PLACEHOLDER.sub(value, text))

    def expand(self, source: list[str], fields: list[str] = ()):
        at = 0
        while at < len(source):
            line = source[at]
            at += 1
            if not line.startswith("%"):
                self.emit(line, fields)
                continue
            word, _, rest = line[1:].partition(" ")
            rest = self.fill(rest, fields)
            if word in ("uses", "script"):
                end = source.index("%out", at)
                self.header(word, rest, [self.fill(part, fields) for part in source[at:end]])
                at = end + 1
            elif word == "include":
                self.body(rest)
            elif word == "all":
                for text in read_list(rest):
                    self.emit(text, fields)
            elif word == "pick":
                count, name = rest.split()
                pool = read_list(name)
                for index in sorted(self.rng.sample(range(len(pool)), min(int(count), len(pool)))):
                    self.emit(pool[index], fields)
            elif word == "for":
                end = source.index("%done", at)
                for row in read_list(rest):
                    self.expand(source[at:end], row.split(" | "))
                at = end + 1
            elif word == "if":
                end = source.index("%fi", at)
                name, *values = rest.split()
                if str(self.vars.get(name)) in values:
                    self.expand(source[at:end], fields)
                at = end + 1
            elif word == "heading":
                self.emit(f" {rest} ".center(80, "_"))
            elif word == "set":
                name, spec = rest.split()
                self.vars[name] = self.fill(f"<<{spec}>>")
            elif word == "wait":
                self.pending_wait += float(rest)
            else:
                raise ValueError(f"unknown directive: {line}")

    def header(self, kind: str, action: str, inner: list[str]):
        """What the runner prints before a step's own output."""
        env = list(self.env)
        if "%env" in inner:
            cut = inner.index("%env")
            inner, env = inner[:cut], env + inner[cut + 1 :]
        if kind == "uses":
            self.emit(f"##[group]Run {action}")
            if inner:
                self.emit("with:")
            for pair in inner:
                self.emit(f"  {pair}")
        else:
            first = next(line for line in inner if line.strip())
            self.emit(f"##[group]Run {first}")
            for line in inner:
                self.emit(f"␛[36;1m{line}␛[0m")
            self.emit("shell: /usr/bin/bash -e {0}")
        if env:
            self.emit("env:")
        for pair in env:
            self.emit(f"  {pair}")
        self.emit("##[endgroup]")
