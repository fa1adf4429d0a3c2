# Sourced by the scripts here: an empty directory to work in, tools by their registries, and `record`.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
extractor=$(basename "$0" .sh)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir -p "$here/../$extractor"

# npm_tools PACKAGE…: on the path, in the work directory.
npm_tools() {
    [ -f package.json ] || echo '{"name": "app", "private": true}' > package.json
    npm install --silent --no-audit --no-fund --no-save "$@" > /dev/null
    PATH="$work/node_modules/.bin:$PATH"
}

# pip_tools PACKAGE…: on the path, outside of the work directory's sight.
pip_tools() {
    [ -d "$work.venv" ] || python3 -m venv "$work.venv"
    trap 'rm -rf "$work" "$work.venv"' EXIT
    "$work.venv/bin/pip" install --quiet --upgrade "$@"
    PATH="$work.venv/bin:$PATH"
}

# record NAME [runner's arguments] SCRIPT: what the script prints, as a job's log.
record() {
    local name=$1
    shift
    python3 "$here/runner.py" "$@" > "$here/../$extractor/$name.log" || true
}
