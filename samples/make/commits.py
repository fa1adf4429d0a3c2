"""The commits after the head: edits and patches (TOML) → compare.json and commits/<sha>.json."""

import difflib
import hashlib
import re
import tomllib
from pathlib import Path

from .api import API, WEB, node, user
from .listed import load

HERE = Path(__file__).parent
HUNK = re.compile(r"^@@ -\d+(?:,\d+)? \+\d+(?:,\d+)? @@")


def commits_and_compare(spec: dict, source: Path) -> tuple[dict[str, dict], dict]:
    """By whole SHA, what GET commits/{sha} answers; and what GET compare/{head}...{branch} answers."""
    run = spec["run"]
    texts: dict[str, str] = {}  # path → text, as the commits so far leave it
    heads: dict[str, str] = {}  # path → text at the run's head
    patches: dict[str, str] = {}
    base = commit_json(run, {"sha": run["head_sha"], "message": run["head_message"], "time": run["head_time"]}, run["head_parent"])
    answers, parent = {}, run["head_sha"]
    for name in spec["run"]["commits"]:
        listed = read(name)
        files = []
        for edit in listed.get("edit", []):
            path = edit["path"]
            if path not in texts:
                heads[path] = texts[path] = (source / path).read_text(encoding="utf-8")
            before = texts[path]
            assert before.count(edit["find"]) == 1, f"{name}: {path}: the text to replace must stand there once"
            texts[path] = before.replace(edit["find"], edit["replace"])
            patches[path] = diff(before, texts[path])
            files.append(file_json(run, listed["sha"], path, patches[path], blob(texts[path])))
        for change in listed.get("file", []):
            patch = patches[change["path"]] = change["patch"].strip("\n")
            check_hunks(patch, change["path"])
            files.append(file_json(run, listed["sha"], change["path"], patch, blob(change["path"] + patch)))
        files.sort(key=lambda file: file["filename"])
        answers[listed["sha"]] = {**commit_json(run, listed, parent), "stats": stats(files), "files": files}
        parent = listed["sha"]
    for path, text in heads.items():
        patches[path] = diff(text, texts[path])
    files = [file_json(run, parent, path, patch, blob(texts.get(path, path + patch))) for path, patch in sorted(patches.items())]
    return answers, compare_json(run, base, answers, files)


def history(spec: dict) -> list[dict]:
    """What GET commits?sha={head} answers: newest first."""
    run, listed = spec["run"], [read(name) for name in spec["run"]["history"]]
    parents = [commit["sha"] for commit in listed[1:]] + [load("seed.toml")["run"]["head_sha"]]
    return [commit_json(run, commit, parent) for commit, parent in zip(listed, parents, strict=True)]


def read(name: str) -> dict:
    return tomllib.loads((HERE / "commits" / f"{name}.toml").read_text(encoding="utf-8"))


def diff(before: str, after: str) -> str:
    """As the API gives it: hunks only, no file header, no newline at the end."""
    lines = list(difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=3))[2:]
    return "\n".join(lines)


def check_hunks(patch: str, path: str):
    """A hand-written hunk's header must count its lines right."""
    hunks = re.split(r"(?m)^(?=@@ )", patch)[1:]
    assert hunks, path
    for hunk in hunks:
        head, *body = hunk.rstrip("\n").split("\n")
        old, new = (int(n) for n in re.match(r"@@ -\d+,(\d+) \+\d+,(\d+) @@", head).groups())
        counted = (sum(line[:1] in " -" for line in body), sum(line[:1] in " +" for line in body))
        assert (old, new) == counted, f"{path}: {head}: counted {counted}"


def blob(text: str) -> str:
    data = text.encode("utf-8")
    return hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest()


def file_json(run: dict, sha: str, path: str, patch: str, blob_sha: str) -> dict:
    lines = patch.split("\n")
    added, removed = sum(line.startswith("+") for line in lines), sum(line.startswith("-") for line in lines)
    web, quoted = f"{WEB}/{run['repo']}", path.replace("/", "%2F")
    return {
        "sha": blob_sha, "filename": path, "status": "modified", "additions": added, "deletions": removed, "changes": added + removed,
        "blob_url": f"{web}/blob/{sha}/{quoted}", "raw_url": f"{web}/raw/{sha}/{quoted}",
        "contents_url": f"{API}/repos/{run['repo']}/contents/{quoted}?ref={sha}", "patch": patch,
    }  # fmt: skip


def stats(files: list[dict]) -> dict:
    added, removed = sum(f["additions"] for f in files), sum(f["deletions"] for f in files)
    return {"total": added + removed, "additions": added, "deletions": removed}


def commit_json(run: dict, commit: dict, parent: str) -> dict:
    url, web, sha = f"{API}/repos/{run['repo']}", f"{WEB}/{run['repo']}", commit["sha"]
    person = {"name": run["author"], "email": run["email"], "date": commit["time"]}
    tree = hashlib.sha1(f"tree of {sha}".encode()).hexdigest()
    account = user(run["actor"], run["owner_id"])
    return {
        "sha": sha, "node_id": node("C", int(sha[:12], 16)),
        "commit": {
            "author": person, "committer": person, "message": commit["message"].rstrip("\n"),
            "tree": {"sha": tree, "url": f"{url}/git/trees/{tree}"}, "url": f"{url}/git/commits/{sha}", "comment_count": 0,
            "verification": {"verified": False, "reason": "unsigned", "signature": None, "payload": None, "verified_at": None},
        },
        "url": f"{url}/commits/{sha}", "html_url": f"{web}/commit/{sha}", "comments_url": f"{url}/commits/{sha}/comments",
        "author": account, "committer": account,
        "parents": [{"sha": parent, "url": f"{url}/commits/{parent}", "html_url": f"{web}/commit/{parent}"}],
    }  # fmt: skip


def compare_json(run: dict, base: dict, answers: dict[str, dict], files: list[dict]) -> dict:
    between = f"{run['head_sha']}...{run['branch']}"
    url, web = f"{API}/repos/{run['repo']}/compare/{between}", f"{WEB}/{run['repo']}/compare/{between}"
    commits = [{key: value for key, value in commit.items() if key not in ("stats", "files")} for commit in answers.values()]
    owner, newest = run["repo"].split("/")[0], commits[-1]["sha"] if commits else run["head_sha"]
    return {
        "url": url, "html_url": web, "permalink_url": f"{WEB}/{run['repo']}/compare/{owner}:{run['head_sha'][:7]}...{owner}:{newest[:7]}",
        "diff_url": f"{web}.diff", "patch_url": f"{web}.patch", "base_commit": base, "merge_base_commit": base,
        "status": "ahead" if commits else "identical", "ahead_by": len(commits), "behind_by": 0, "total_commits": len(commits), "commits": commits, "files": files,
    }  # fmt: skip
