#!/usr/bin/env bash
# A use after free, a data race and an overflow, as Clang's sanitizers report them.
source "$(dirname "$0")/common.sh"
printf '#include <stdlib.h>\nint main(void) {\n  int *price = malloc(4);\n  free(price);\n  return *price;\n}\n' > address.c
printf '#include <limits.h>\nint main(int count, char **names) {\n  return INT_MAX + count;\n}\n' > undefined.c
clang -g -fsanitize=address address.c -o address
clang -g -fsanitize=undefined -fno-sanitize-recover=all undefined.c -o undefined
record address "./address"
record undefined "./undefined"
