"""A run's list (TOML), which may build on another one's: `extends = "seed.toml"`."""

import tomllib
from datetime import datetime
from pathlib import Path

HERE = Path(__file__).parent


def load(name: str) -> dict:
    spec = tomllib.loads((HERE / name).read_text(encoding="utf-8"))
    return over(load(spec["extends"]), spec) if "extends" in spec else spec


def over(base: dict, own: dict) -> dict:
    """The other run's list with this one's words over it; its jobs start as long after the run as theirs did, with ids of their own."""
    later = clock(own["run"]["created"]) - clock(base["run"]["created"])
    changed = {job["name"]: job for job in own.get("jobs", [])}
    jobs = []
    for job in base["jobs"]:
        start = (clock(job["start"]) + later).strftime("%H:%M:%S")
        moved = {**job, "id": job["id"] + own["job_ids_later"], "start": start}
        jobs.append({**moved, **changed.pop(job["name"], {})})
    assert not changed, f"no such jobs: {', '.join(changed)}"
    kinds = {name: {**kind, **own.get("kinds", {}).get(name, {})} for name, kind in base["kinds"].items()}
    run = {**base["run"], **own["run"]}
    return {**base, **own, "run": run, "vars": {**base["vars"], **own.get("vars", {})}, "kinds": kinds, "jobs": jobs}


def clock(time: str) -> datetime:
    return datetime.strptime(time, "%H:%M:%S")
