/* Inflates the entries of a log archive that hold whole jobs (no `/` in their names), two at a time, with libdeflate. Reads the central directory only as far
 * as GitHub and Python write it: no zip64. */
#include <libdeflate.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static unsigned char *zip;
static size_t size, next;
static struct { size_t local, packed, plain; } entries[4096];
static size_t count;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static uint32_t u32(size_t at) { return zip[at] | zip[at + 1] << 8 | zip[at + 2] << 16 | (uint32_t)zip[at + 3] << 24; }
static uint32_t u16(size_t at) { return zip[at] | zip[at + 1] << 8; }

static void *work(void *unused) {
    struct libdeflate_decompressor *inflate = libdeflate_alloc_decompressor();
    unsigned char *out = NULL;
    size_t room = 0;
    for (;;) {
        pthread_mutex_lock(&lock);
        size_t at = next++;
        pthread_mutex_unlock(&lock);
        if (at >= count) return unused;
        if (entries[at].plain > room) out = realloc(out, room = entries[at].plain);
        size_t data = entries[at].local + 30 + u16(entries[at].local + 26) + u16(entries[at].local + 28);
        if (libdeflate_deflate_decompress(inflate, zip + data, entries[at].packed, out, entries[at].plain, NULL)) exit(2);
    }
}

int main(int argc, char **argv) {
    FILE *file = argc > 1 ? fopen(argv[1], "rb") : NULL;
    if (!file) return 2;
    fseek(file, 0, SEEK_END);
    size = ftell(file);
    rewind(file);
    zip = malloc(size);
    if (fread(zip, 1, size, file) != size) return 2;
    size_t end = size - 22;
    while (u32(end) != 0x06054b50) end--;
    size_t at = u32(end + 16);
    for (unsigned left = u16(end + 10); left > 0; left--) {
        if (!memchr(zip + at + 46, '/', u16(at + 28)) && count < 4096) {
            entries[count].packed = u32(at + 20);
            entries[count].plain = u32(at + 24);
            entries[count++].local = u32(at + 42);
        }
        at += 46 + u16(at + 28) + u16(at + 30) + u16(at + 32);
    }
    pthread_t threads[2];
    for (int i = 0; i < 2; i++) pthread_create(&threads[i], NULL, work, NULL);
    for (int i = 0; i < 2; i++) pthread_join(threads[i], NULL);
    return 0;
}
