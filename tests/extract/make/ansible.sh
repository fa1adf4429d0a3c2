#!/usr/bin/env bash
# Prints ansible/<case>-<version>.log with ansible-core, which it installs: a task that fails, a module that does not exist.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$here/../ansible"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/tool"
mkdir "$work/app"
cd "$work/app"
for version in 2.15 2.19; do
    "$work/tool/bin/pip" install --quiet "ansible-core~=$version.0" || continue
    printf -- '- hosts: localhost\n  connection: local\n  gather_facts: false\n  tasks:\n    - name: Look for the shop\n      command: cat /no/such/shop\n' > site.yml
    PATH="$work/tool/bin:$PATH" ANSIBLE_LOCALHOST_WARNING=0 ANSIBLE_INVENTORY_UNPARSED_WARNING=0 python3 "$here/runner.py" --path "$work=/tmp" 'ansible-playbook site.yml' > "$here/../ansible/task-$version.log"
    printf -- '- hosts: localhost\n  tasks:\n    - shop_install: {}\n' > site.yml
    PATH="$work/tool/bin:$PATH" ANSIBLE_LOCALHOST_WARNING=0 ANSIBLE_INVENTORY_UNPARSED_WARNING=0 python3 "$here/runner.py" --path "$work=/tmp" 'ansible-playbook site.yml' > "$here/../ansible/module-$version.log"
done
