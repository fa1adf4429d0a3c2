#!/usr/bin/env python3
"""Write the sample runs from the lists under make/: see README.md.

    python3 samples/generate.py            write samples/seed-run and the others
    python3 samples/generate.py --out DIR  write them, whole, below DIR
    python3 samples/generate.py --check    generate afresh and compare with what is here; exit 1 on a difference
"""

import argparse
import json
import shutil
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
sys.dont_write_bytecode = True

from make import api, archive, commits, jobs, listed  # noqa: E402

RUNS = {"seed-run": "seed.toml", "next-run": "next.toml", "green-run": "green.toml"}
WRITTEN_BY_HAND = ("source", "config")


def generate(out: Path):
    for directory, name in RUNS.items():
        spec = listed.load(name)
        built = jobs.build(spec)
        put(out / directory / "run.json", api.run_json(spec, built))
        put(out / directory / "jobs.json", api.jobs_json(spec, built))
        (out / directory / "logs.zip").write_bytes(archive.write(archive.entries(built, spec)))
        if "history" in spec["run"]:
            put(out / directory / "history.json", commits.history(spec))
        if "commits" in spec["run"]:
            answers, compare = commits.commits_and_compare(spec, HERE / directory / "source")
            put(out / directory / "compare.json", compare)
            for sha, answer in answers.items():
                put(out / directory / "commits" / f"{sha}.json", answer)
        for name in WRITTEN_BY_HAND:
            here, there = HERE / directory / name, out / directory / name
            if here.is_dir() and here != there:
                shutil.copytree(here, there, dirs_exist_ok=True)


def put(path: Path, value):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def contents(root: Path) -> dict[str, bytes]:
    """Every file below a run, and for a zip every entry unpacked: how hard it was packed does not matter."""
    found = {}
    for directory in RUNS:
        for path in sorted((root / directory).rglob("*")):
            name = path.relative_to(root).as_posix()
            if path.suffix == ".zip":
                found |= {f"{name}:{entry}": data for entry, data in archive.read(path.read_bytes()).items()}
            elif path.is_file():
                found[name] = path.read_bytes()
    return found


def check() -> int:
    with tempfile.TemporaryDirectory() as scratch:
        generate(Path(scratch))
        here, fresh = contents(HERE), contents(Path(scratch))
    differing = sorted(name for name in here.keys() | fresh.keys() if here.get(name) != fresh.get(name))
    for name in differing:
        print(f"differs: {name}", file=sys.stderr)
    return 1 if differing else 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=HERE)
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    if arguments.check:
        return check()
    generate(arguments.out.resolve())
    return 0


if __name__ == "__main__":
    sys.exit(main())
