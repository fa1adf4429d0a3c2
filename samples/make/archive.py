"""The log archive as GitHub hands it out: a file a step, a file a job, and the service's own lines."""

import io
import random
import re
import zipfile
from datetime import timedelta

from . import clock
from .jobs import Job

BOM = "\ufeff"


def clean(name: str) -> str:
    """An entry's name: slash and colon deleted, cut at 90 UTF-16 units, trimmed."""
    units = re.sub("[/:]", "", name).encode("utf-16-le")[:180]
    return units.decode("utf-16-le", "replace").strip()


def entries(jobs: list[Job], spec: dict) -> dict[str, str]:
    rng = random.Random(spec["run"]["id"])
    ordinals = list(range(len(jobs)))
    rng.shuffle(ordinals)
    files = {}
    for ordinal, job in zip(ordinals, jobs):
        folder, whole = clean(job.name), []
        for step in sorted(job.steps, key=lambda s: s.start):
            if not step.lines:
                continue
            text = [stamp(line, rng.randint(0, 9), 0) for line in step.lines]
            # The runner writes each line twice, to the step's logger and to the job's: some microseconds apart.
            whole += [stamp(line, rng.randint(0, 9), rng.randint(2, 40)) for line in step.lines]
            files[f"{folder}/{step.number}_{clean(step.name)}.txt"] = BOM + "".join(text)
        files[f"{ordinal}_{folder}.txt"] = BOM + "".join(whole)
        files[f"{folder}/system.txt"] = BOM + system_lines(job, spec)
    return files


def stamp(line, ticks: int, later: int) -> str:
    return f"{clock.log_time(line.at + timedelta(microseconds=later), ticks)} {line.text}\n"


def system_lines(job: Job, spec: dict) -> str:
    run, kind = spec["run"], job.kind
    start, key = job.start, kind["key"]
    lines = [
        (-4.9, f"Evaluating {key}.if"),
        (-4.9, f"Evaluating: {kind.get('if', 'success()')}"),
        (-4.9, "Result: true"),
        (-2.6, "Requested labels: ubuntu-latest"),
        (-2.6, f"Job defined at: {run['repo']}/{run['path']}@{run['ref']}"),
        (-2.5, "Waiting for a runner to pick up this job..."),
        (-0.8, f"Job is about to start running on the hosted runner: GitHub Actions {job.runner} (hosted)"),
        (-1.9, "Job is waiting for a hosted runner to come online."),
    ]
    text = ""
    for seconds, message in lines:
        at = start + timedelta(seconds=seconds + job.rng.random() * 0.01)
        at = at.replace(microsecond=at.microsecond // 1000 * 1000)
        text += f"{clock.log_time(at, 0)} {message}\n"
    return text


def write(files: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(files):
            info = zipfile.ZipInfo(name, date_time=(2026, 2, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, files[name].encode("utf-8"))
    return buffer.getvalue()


def read(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
