/* Times Hyperscan on one thread: `hyperscan LOG PATTERNS`, one regex a line. Patterns that it does not take are left out and counted. Prints seconds to
 * compile, seconds to scan, matches, patterns left out. */
#include <hs/hs.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec / 1e9;
}

static int match(unsigned id, unsigned long long from, unsigned long long to, unsigned flags, void *count) {
    (void)id, (void)from, (void)to, (void)flags;
    ++*(size_t *)count;
    return 0;
}

static char *slurp(const char *path, size_t *size) {
    FILE *file = fopen(path, "rb");
    if (!file) exit(2);
    fseek(file, 0, SEEK_END);
    *size = ftell(file);
    rewind(file);
    char *bytes = malloc(*size + 1);
    if (fread(bytes, 1, *size, file) != *size) exit(2);
    bytes[*size] = 0;
    fclose(file);
    return bytes;
}

int main(int argc, char **argv) {
    if (argc < 3) return 2;
    size_t size, length;
    char *log = slurp(argv[1], &size), *patterns = slurp(argv[2], &length);
    const char **all = malloc(sizeof *all * (length + 1));
    unsigned *flags = malloc(sizeof *flags * (length + 1)), *ids = malloc(sizeof *ids * (length + 1)), count = 0, out = 0;
    for (char *line = strtok(patterns, "\n"); line; line = strtok(NULL, "\n")) {
        hs_expr_info_t *info = NULL;
        hs_compile_error_t *error = NULL;
        if (hs_expression_info(line, HS_FLAG_MULTILINE, &info, &error)) {
            out++;
            hs_free_compile_error(error);
            continue;
        }
        free(info);
        all[count] = line;
        ids[count] = count;
        flags[count++] = HS_FLAG_MULTILINE | HS_FLAG_ALLOWEMPTY;
    }
    hs_database_t *database;
    hs_compile_error_t *error;
    hs_scratch_t *scratch = NULL;
    double start = now();
    while (hs_compile_multi(all, flags, ids, count, HS_MODE_BLOCK, NULL, &database, &error)) {
        if (error->expression < 0) return fprintf(stderr, "%s\n", error->message), 1;
        unsigned at = error->expression;
        memmove(all + at, all + at + 1, sizeof *all * (--count - at));
        out++;
        hs_free_compile_error(error);
        start = now();
    }
    if (hs_alloc_scratch(database, &scratch)) return 1;
    double compiled = now(), least = 1e9;
    size_t matches = 0;
    for (int round = 0; round < 3; round++) {
        double begin = now();
        matches = 0;
        if (hs_scan(database, log, size, 0, scratch, match, &matches)) return 1;
        double took = now() - begin;
        if (took < least) least = took;
    }
    printf("%.4f %.4f %zu %u\n", compiled - start, least, matches, out);
    return 0;
}
