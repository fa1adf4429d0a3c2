"""run.json and jobs.json, in the shape of GitHub's REST API."""

from datetime import timedelta

from .clock import api_time
from .jobs import Job, at_time_of

API, WEB = "https://api.github.com", "https://github.com"
REPO_LINKS = """archive_url=/{archive_format}{/ref} assignees_url=/assignees{/user} blobs_url=/git/blobs{/sha} branches_url=/branches{/branch}
collaborators_url=/collaborators{/collaborator} comments_url=/comments{/number} commits_url=/commits{/sha}
compare_url=/compare/{base}...{head} contents_url=/contents/{+path} contributors_url=/contributors deployments_url=/deployments
downloads_url=/downloads events_url=/events forks_url=/forks git_commits_url=/git/commits{/sha} git_refs_url=/git/refs{/sha}
git_tags_url=/git/tags{/sha} hooks_url=/hooks issue_comment_url=/issues/comments{/number} issue_events_url=/issues/events{/number}
issues_url=/issues{/number} keys_url=/keys{/key_id} labels_url=/labels{/name} languages_url=/languages merges_url=/merges
milestones_url=/milestones{/number} notifications_url=/notifications{?since,all,participating} pulls_url=/pulls{/number}
releases_url=/releases{/id} stargazers_url=/stargazers statuses_url=/statuses/{sha} subscribers_url=/subscribers
subscription_url=/subscription tags_url=/tags teams_url=/teams trees_url=/git/trees{/sha}"""


def node(kind: str, number: int) -> str:
    """An opaque id; invented, as every id here that the README does not name."""
    return f"{kind}_kwDO{number * 2654435761 % 10**16:016x}"


def user(login: str, number: int) -> dict:
    base = f"{API}/users/{login}"
    return {
        "login": login, "id": number, "node_id": node("U", number), "avatar_url": f"https://avatars.githubusercontent.com/u/{number}?v=4",
        "gravatar_id": "", "url": base, "html_url": f"{WEB}/{login}", "followers_url": f"{base}/followers",
        "following_url": f"{base}/following{{/other_user}}", "gists_url": f"{base}/gists{{/gist_id}}",
        "starred_url": f"{base}/starred{{/owner}}{{/repo}}", "subscriptions_url": f"{base}/subscriptions",
        "organizations_url": f"{base}/orgs", "repos_url": f"{base}/repos", "events_url": f"{base}/events{{/privacy}}",
        "received_events_url": f"{base}/received_events", "type": "User", "user_view_type": "public", "site_admin": False,
    }  # fmt: skip


def repository(run: dict) -> dict:
    owner, name = run["repo"].split("/")
    base = f"{API}/repos/{run['repo']}"
    return {
        "id": run["repo_id"], "node_id": node("R", run["repo_id"]), "name": name, "full_name": run["repo"], "private": False,
        "owner": user(owner, run["owner_id"]), "html_url": f"{WEB}/{run['repo']}", "description": run["repo_description"],
        "fork": False, "url": base, **{key: base + rest for key, rest in (link.split("=", 1) for link in REPO_LINKS.split())},
    }  # fmt: skip


def run_json(spec: dict, jobs: list[Job]) -> dict:
    run = spec["run"]
    base = f"{API}/repos/{run['repo']}"
    url, number = f"{base}/actions/runs/{run['id']}", run["id"]
    actor = user(run["actor"], run["owner_id"])
    small = {"id": run["repo_id"], "url": base, "name": run["repo"].split("/")[1]}
    pulls = []
    if "pull_request" in run:
        pull = run["pull_request"]
        head, into = {"ref": run["branch"], "sha": run["head_sha"]}, {"ref": pull["base"], "sha": pull["base_sha"]}
        pulls = [{"url": f"{base}/pulls/{pull['number']}", "id": pull["id"], "number": pull["number"],
                  "head": {**head, "repo": small}, "base": {**into, "repo": small}}]  # fmt: skip
    created = api_time(at_time_of(run, run["created"]))
    person = {"name": run["author"], "email": run["email"]}
    return {
        "id": number, "name": run["workflow"], "node_id": node("WFR", number), "head_branch": run["branch"],
        "head_sha": run["head_sha"], "path": run["path"], "display_title": run["title"], "run_number": run["number"],
        "event": run["event"], "status": "completed", "conclusion": "failure" if any(job.fails for job in jobs) else "success",
        "workflow_id": run["workflow_id"], "check_suite_id": run["check_suite_id"], "check_suite_node_id": node("CS", run["check_suite_id"]),
        "url": url, "html_url": f"{WEB}/{run['repo']}/actions/runs/{number}", "pull_requests": pulls, "created_at": created,
        "updated_at": api_time(max(job.end for job in jobs)), "actor": actor, "run_attempt": 1, "referenced_workflows": [],
        "run_started_at": created, "triggering_actor": actor, "jobs_url": f"{url}/jobs", "logs_url": f"{url}/logs",
        "check_suite_url": f"{base}/check-suites/{run['check_suite_id']}", "artifacts_url": f"{url}/artifacts",
        "cancel_url": f"{url}/cancel", "rerun_url": f"{url}/rerun", "previous_attempt_url": None,
        "workflow_url": f"{base}/actions/workflows/{run['workflow_id']}",
        "head_commit": {"id": run["head_sha"], "tree_id": run["tree_sha"], "message": run["head_message"],
                        "timestamp": run["head_time"], "author": person, "committer": person},
        "repository": repository(run), "head_repository": repository(run),
    }  # fmt: skip


def jobs_json(spec: dict, jobs: list[Job]) -> dict:
    return {"total_count": len(jobs), "jobs": [job_json(spec["run"], job) for job in jobs]}


def job_json(run: dict, job: Job) -> dict:
    base = f"{API}/repos/{run['repo']}"
    return {
        "id": job.id, "run_id": run["id"], "workflow_name": run["workflow"], "head_branch": run["branch"],
        "run_url": f"{base}/actions/runs/{run['id']}", "run_attempt": 1, "node_id": node("CR", job.id), "head_sha": run["head_sha"],
        "url": f"{base}/actions/jobs/{job.id}", "html_url": f"{WEB}/{run['repo']}/actions/runs/{run['id']}/job/{job.id}",
        "status": "completed", "conclusion": job.conclusion, "created_at": api_time(job.start - timedelta(seconds=3)),
        "started_at": api_time(job.start), "completed_at": api_time(job.end), "name": job.name,
        "steps": [
            {"name": step.name, "status": "completed", "conclusion": step.conclusion, "number": step.number,
             "started_at": api_time(step.start), "completed_at": api_time(step.end)}
            for step in job.steps
        ],
        "check_run_url": f"{base}/check-runs/{job.id}", "labels": ["ubuntu-latest"], "runner_id": job.runner,
        "runner_name": f"GitHub Actions {job.runner}", "runner_group_id": 0, "runner_group_name": "GitHub Actions",
    }  # fmt: skip
