#!/usr/bin/env bash
# A hook that changes a file, and one that finds something; and lefthook's.
source "$(dirname "$0")/common.sh"
pip_tools pre-commit==4.4.0 ruff==0.14.6
git init -q .
cat > .pre-commit-config.yaml <<'YAML'
repos:
  - repo: local
    hooks:
      - { id: newline, name: fix end of files, language: system, entry: "sh -c 'for f; do grep -q fixed $f || { echo Fixing $f; echo fixed >> $f; }; done' --", files: txt$ }
      - { id: prices, name: check prices, language: system, entry: "sh -c 'echo no price for tea in prices.txt; exit 1'", pass_filenames: false }
YAML
echo prices > prices.txt
git add . && git -c user.name=a -c user.email=a@example.com commit -qm x
record 4.4-changed "SKIP=prices pre-commit run --all-files"
git checkout -q .
record 4.4-failed "SKIP=newline pre-commit run --all-files --show-diff-on-failure"
rm -rf .git .pre-commit-config.yaml
git init -q .
npm_tools lefthook@2
printf 'pre-commit:\n  commands:\n    prices:\n      run: echo "no price for tea"; exit 1\n    names:\n      run: echo ok\n' > lefthook.yml
record lefthook-2 "lefthook run pre-commit --force"
