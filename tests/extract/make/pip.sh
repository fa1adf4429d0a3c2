#!/usr/bin/env bash
# Prints pip/<case>.log with the pip that a new virtual environment brings: requirements that conflict, a version that does not exist, a hash that
# differs, a requirement that cannot be read, a package whose build raises.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
out=$here/../pip
mkdir -p "$out"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/app"
cd "$work/app"
run() { # CASE SCRIPT
    PATH="$work/tool/bin:$PATH" PIP_CONFIG_FILE=/dev/null PIP_FIND_LINKS= python3 "$here/runner.py" "$2" \
        | sed -e "s|$work/tool|/opt/hostedtoolcache/Python/3.11.9/x64|g" -e "s|$work|/tmp|g" -e '/new release of pip/d' -e '/^.\{29\}Looking in /d' > "$out/$1.log"
}
python3 -m venv "$work/tool"
"$work/tool/bin/python" -m pip install --quiet --upgrade 'pip==24.0'
run version-24 'pip install "six==99.0"'
run conflict-24 'pip install "requests==2.31.0" "urllib3==1.20"'
printf 'six==1.16.0 --hash=sha256:%064d\n' 1 > requirements.txt
run hash-24 'pip install --no-cache-dir -r requirements.txt'
printf 'six\n"""\n' > requirements.txt
run requirement-24 'pip install -r requirements.txt'
mkdir pkg
printf 'import numpy_that_is_not_there\nfrom setuptools import setup\nsetup(name="shop", version="1.0")\n' > pkg/setup.py
run build-24 'pip install ./pkg'
"$work/tool/bin/python" -m pip install --quiet --upgrade 'pip==25.3'
run build-25 'pip install ./pkg'
"$work/tool/bin/python" -m pip install --quiet --upgrade 'pip==20.2.4' 'setuptools<60' wheel
run build-20 'pip install --no-build-isolation ./pkg'
