#!/usr/bin/env bash
# Two problems in one file, by Stylelint 16 and 14.
source "$(dirname "$0")/common.sh"
mkdir src
printf 'a {\n  color: #ggg;\n  colr: red;\n}\n' > src/basket.css
echo '{"rules": {"color-no-invalid-hex": true, "property-no-unknown": true}}' > .stylelintrc.json
for version in 16 14; do
    npm_tools "stylelint@$version"
    record "$version" "stylelint 'src/**/*.css'"
done
