#!/usr/bin/env bash
# An error that is not caught, and a file that does not parse.
source "$(dirname "$0")/common.sh"
mkdir bin
printf '<?php\nfunction total(array $prices) {\n    return summ($prices);\n}\necho total([1]);\n' > bin/total.php
printf '<?php\nfunction total(array $prices) {\n    return array_sum($prices\n}\n' > bin/broken.php
version=$(php -r 'echo PHP_VERSION;' | cut -d- -f1)
record "$version" "php bin/total.php"
record "$version-parse" "php -l bin/broken.php"
