#!/usr/bin/env bash
# Prints logs of uv, poetry, pipenv, tox and nox, which it installs: requirements that cannot be met, lockfiles out of date, interpreters that are missing.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$here"/../{uv,poetry,pipenv,tox,nox}
python3 -m venv "$work/tool"
"$work/tool/bin/pip" install --quiet uv poetry pipenv tox nox
app() { rm -rf "$work/app"; mkdir "$work/app"; cd "$work/app"; }
run() { # LOG SCRIPT
    PATH="$work/tool/bin:$PATH" POETRY_VIRTUALENVS_PATH="$work/venvs" UV_PYTHON_DOWNLOADS=never UV_NO_PROGRESS=1 PIPENV_NOSPIN=1 WORKON_HOME="$work/venvs" python3 "$here/runner.py" "$2" \
        | sed -e "s|$HOME/.pyenv/versions/[0-9.]*|/usr|g" -e "s|/home/runner/.pyenv/versions/[0-9.]*|/usr|g" -e "s|$work/tool|/opt/hostedtoolcache/Python/3.11.9/x64|g" -e "s|$work|/tmp|g" > "$here/../$1.log"
}
project() { printf '[project]\nname = "shop"\nversion = "1.0"\nrequires-python = ">=3.9"\ndependencies = [%s]\n' "$1" > pyproject.toml; }
app; project '"six==99.0"'
run uv/resolution 'uv lock'
project '"six==1.16.0"'; "$work/tool/bin/uv" lock --quiet; project '"six==1.15.0"'
run uv/lockfile 'uv sync --locked'
project ''; mkdir pkg; printf 'import numpy_that_is_not_there\nfrom setuptools import setup\nsetup(name="shop", version="1.0")\n' > pkg/setup.py
run uv/build 'uv pip install --system ./pkg'
run uv/spawn 'uv run --no-project shop-command'
app; project '"six (==99.0)"'
run poetry/resolution 'poetry lock --no-interaction'
project ''; (PATH="$work/tool/bin:$PATH" POETRY_VIRTUALENVS_PATH="$work/venvs" poetry lock --quiet); project '"six (==1.15.0)"'
run poetry/lockfile 'poetry install --no-interaction --no-root'
app; printf '[packages]\nsix = "==1.16.0"\n' > Pipfile
(WORKON_HOME="$work/venvs" "$work/tool/bin/pipenv" lock > "$work/pipenv.txt" 2>&1)
printf '[packages]\nsix = "==1.15.0"\n' > Pipfile
run pipenv/lockfile 'pipenv install --deploy'
app; printf '[tox]\nskipsdist = true\n[testenv]\ncommands = python -c "import sys; sys.exit(3)"\n' > tox.ini
run tox/environment 'tox -e nosuch'
app; printf 'import nox\n@nox.session(python="2.6")\ndef old(session):\n    session.run("python", "-V")\n' > noxfile.py
run nox/interpreter 'nox -s old --error-on-missing-interpreters'
# Earlier versions, which say it otherwise.
rm -rf "$work/tool"
python3 -m venv "$work/tool"
"$work/tool/bin/pip" install --quiet 'setuptools<70' 'tox<4' 'pipenv==2022.1.8'
app; printf '[tox]\nskipsdist = true\nenvlist = old\n[testenv:old]\nbasepython = python2.6\ncommands = python -V\n' > tox.ini
run tox/interpreter-3 'tox'
run tox/environment-3 'tox -e nosuch'
app; printf '[packages]\nsix = "==1.15.0"\n' > Pipfile
printf '{"_meta": {"hash": {"sha256": "f162d2e398108da068327e701ee9472102db75565b86c0415420968db20ef679"}, "pipfile-spec": 6, "requires": {}, "sources": []}, "default": {}, "develop": {}}' > Pipfile.lock
(WORKON_HOME="$work/venvs" "$work/tool/bin/pipenv" --python 3.11 > /dev/null 2>&1) || true
run pipenv/lockfile-2022 'PYTHONWARNINGS=ignore pipenv install --deploy'
