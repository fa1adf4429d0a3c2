#!/usr/bin/env bash
# A segmentation fault, an assertion, an exception nobody caught, and a kill.
source "$(dirname "$0")/common.sh"
printf 'int main(void) { int *price = 0; return *price; }\n' > segv.c
printf '#include <assert.h>\nint total(int count) { assert(count > 0); return count; }\nint main(void) { return total(0); }\n' > assert.c
printf '#include <stdexcept>\nint main() { throw std::runtime_error("no prices"); }\n' > throw.cpp
gcc segv.c -o segv; gcc -g assert.c -o prices; g++ throw.cpp -o throw
record segfault "./segv
echo done"
record assertion "./prices
echo done"
record terminate "./throw
echo done"
record killed "bash -c 'kill -9 \$\$'
echo done"
