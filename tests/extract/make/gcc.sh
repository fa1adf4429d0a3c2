#!/usr/bin/env bash
# A warning, two errors and a missing header, by GCC and by Clang.
source "$(dirname "$0")/common.sh"
mkdir src
cat > src/total.c <<'C'
#include <stdio.h>

int total(const int *prices, int count) {
    int unused = 0;
    for (int i = 0; i < count; i++) {
        sum += prices[i];
    }
    return sum
}
C
cat > src/main.cpp <<'CPP'
#include "shop/basket.hpp"

int main() { return 0; }
CPP
record "gcc-$(gcc -dumpfullversion)" "gcc -Wall -c src/total.c -o total.o"
record "gcc-$(gcc -dumpfullversion)-header" "g++ -c src/main.cpp -o main.o"
record "clang-$(clang -dumpversion)" "clang -Wall -c src/total.c -o total.o"
cat > src/unused.c <<'C'
static int helper(void) { return 1; }
C
record "gcc-$(gcc -dumpfullversion)-werror" "gcc -Wall -Werror -c src/unused.c -o unused.o"
