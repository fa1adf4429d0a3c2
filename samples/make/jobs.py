"""A run's list of jobs (TOML) → jobs with numbered, timed steps and their lines."""

import random
import zlib
from datetime import datetime, timedelta

from . import clock
from .template import Expander


class Step:
    def __init__(self, name: str, number: int, conclusion: str, start: datetime, end: datetime, lines: list):
        self.name, self.number, self.conclusion = name, number, conclusion
        self.start, self.end, self.lines = start, end, lines


class Job:
    def __init__(self, spec: dict, kind: dict, run: dict):
        self.name, self.id, self.kind = spec["name"], spec["id"], kind
        self.rng = random.Random(zlib.crc32(spec["name"].encode()) ^ run["id"])
        self.start = at_time_of(run, spec["start"])
        self.fails = spec.get("fails", False)
        self.vars = {**run["vars"], **kind.get("vars", {}), **spec, "job": spec["name"]}
        self.runner = self.rng.randint(1000031000, 1000031999)
        self.steps: list[Step] = []
        self.build_steps()
        self.conclusion = "failure" if self.fails else "success"
        self.end = self.steps[-1].end

    def build_steps(self):
        at, failed, posts = self.start, False, []
        listed = self.kind["steps"]
        env = list(self.kind.get("env", []))
        for number, step in enumerate(listed, start=1):
            name = self.fill(step["name"])
            if not self.runs(step, failed):
                self.steps.append(Step(name, number, "skipped", at, at, []))
                continue
            at = self.run_step(step, name, number, at, env, step.get("main") and self.fails)
            failed = failed or bool(step.get("main") and self.fails)
            env += [self.fill(pair) for pair in step.get("env_after", [])]
            if "post" in step:
                posts.append((name, step))
        # The runner doubles its counter when the first post step registers, and places post steps downward from there.
        last = len(listed) * 2 if posts else len(listed)
        for index, (name, step) in reversed(list(enumerate(posts))):
            post = {"body": step["post"], "seconds": step.get("post_seconds", 0.6)}
            at = self.run_step(post, f"Post {name}", last - index, at, env, False)
        self.run_step({"body": "complete-job", "seconds": 0.4}, "Complete job", last + 1, at, [], False)

    def run_step(self, step: dict, name: str, number: int, at: datetime, env: list, fails: bool) -> datetime:
        seconds = self.vars["main_seconds"] if step.get("main") else step["seconds"]
        seconds *= self.rng.uniform(0.93, 1.09)
        expander = Expander(self.vars, [self.fill(pair) for pair in env], self.rng)
        lines = expander.body(step["body"])
        self.vars = expander.vars
        clock.lay_out(lines, at, seconds)
        end = at + timedelta(seconds=seconds)
        self.steps.append(Step(name, number, "failure" if fails else "success", at, end, lines))
        return end

    def runs(self, step: dict, failed: bool) -> bool:
        if "only" in step and self.vars.get("service") != step["only"]:
            return False
        return {"success": not failed, "failure": failed, "always": True}[step.get("when", "success")]

    def fill(self, text: str) -> str:
        return Expander(self.vars, [], self.rng).fill(text)


def at_time_of(run: dict, time: str) -> datetime:
    return datetime.strptime(f"{run['date']}T{time}", "%Y-%m-%dT%H:%M:%S")


def build(spec: dict) -> list[Job]:
    run = {**spec["run"], "vars": {**spec["run"], **spec["vars"]}}
    return [Job(job, spec["kinds"][job["kind"]], run) for job in spec["jobs"]]
