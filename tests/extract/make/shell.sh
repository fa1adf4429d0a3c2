#!/usr/bin/env bash
# What bash and dash say of a command, a variable, a file and a syntax that are not there.
source "$(dirname "$0")/common.sh"
version=$(bash --version | head -1 | grep -o '[0-9]\.[0-9.]*')
mkdir scripts
printf '#!/bin/bash\nset -euo pipefail\necho "publishing"\npublish-prices --all\n' > scripts/publish.sh
printf '#!/bin/bash\nset -u\necho "to $TARGET_HOST"\n' > scripts/target.sh
printf '#!/bin/bash\nif [ -f prices.csv ]; then\n  echo found\n' > scripts/syntax.sh
printf '#!/bin/sh\npublish-prices --all\n' > scripts/dash.sh
chmod +x scripts/*.sh
record "bash-$version-command" "./scripts/publish.sh"
record "bash-$version-variable" "./scripts/target.sh"
record "bash-$version-syntax" "bash scripts/syntax.sh"
record "bash-$version-file" "./scripts/release.sh"
record "dash" "sh scripts/dash.sh"
