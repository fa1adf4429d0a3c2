#!/usr/bin/env bash
# Prints git/<case>.log: a rebase that conflicts, a push that is rejected, a commit without identity, and what does not exist.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$here/../git"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null GIT_AUTHOR_DATE=2026-02-03T10:00:00Z GIT_COMMITTER_DATE=2026-02-03T10:00:00Z
run() { # CASE SCRIPT
    (cd "$work/app" && python3 "$here/runner.py" --path "$work/shop.git=https://github.com/acme/shop" --path "$work/shop=https://github.com/acme/shop" --path "$work=/tmp" "$2" > "$here/../git/$1.log")
}
git init -q --bare -b main "$work/shop.git"
git clone -q "$work/shop.git" "$work/other" 2> /dev/null
git clone -q "$work/shop.git" "$work/app" 2> /dev/null
for clone in other app; do git -C "$work/$clone" config user.name shop; git -C "$work/$clone" config user.email shop@example.com; git -C "$work/$clone" checkout -q -B main; done
commit() { echo "$2" > "$work/$1/prices.json"; git -C "$work/$1" add .; git -C "$work/$1" commit -qm "$3"; }
commit other '{"cart": 1}' 'Price the cart'; git -C "$work/other" push -q origin main
git -C "$work/app" pull -q origin main
commit other '{"cart": 2}' 'Raise the price'; git -C "$work/other" push -q origin main
commit app '{"cart": 3}' 'Raise it more'
run rejected 'git push origin main'
run conflict 'git pull --rebase origin main'
git -C "$work/app" rebase --abort
run fetch 'git fetch origin refs/tags/v9'
run pathspec 'git checkout release-9'
git -C "$work/app" config --unset user.name; git -C "$work/app" config --unset user.email; git -C "$work/app" config user.useConfigOnly true
run identity 'git commit --allow-empty -m x'
