/* The sound device of pcm_fakesnd.c as a test sees it: a directory with the
 * timeline, the switch that breaks it, and ALSA_CONFIG_PATH pointing there. */
#ifndef TESTS_FAKES_FAKESND_H
#define TESTS_FAKES_FAKESND_H

#include <assert.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct fakesnd_bench {
    char dir[64];
};

static inline FILE *fakesnd_file(const struct fakesnd_bench *bench, const char *name,
                                 const char *mode) {
    char path[128];
    snprintf(path, sizeof path, "%s/%s", bench->dir, name);
    return fopen(path, mode);
}

/* What the microphone hears from the next start on. */
static inline void fakesnd_speak(const struct fakesnd_bench *bench, const int16_t *samples,
                                 size_t count) {
    char path[128];
    snprintf(path, sizeof path, "%s/in.raw", bench->dir);
    unlink(path); /* who still listens hears the old one */
    FILE *file = fopen(path, "w");
    assert(file);
    size_t put = fwrite(samples, sizeof *samples, count, file);
    assert(put == count);
    fclose(file);
}

/* How many lines of the log have this word: "open", "start", "heard", "close". */
static inline int fakesnd_noted(const struct fakesnd_bench *bench, const char *what) {
    char line[128], word[32];
    int count = 0;
    FILE *file = fakesnd_file(bench, "log", "r");
    while (file && fgets(line, sizeof line, file)) {
        count += sscanf(line, "%*s %31s", word) == 1 && strcmp(word, what) == 0;
    }
    if (file) {
        fclose(file);
    }
    return count;
}

/* state: '0' works, '1' unplugged, '2' the clock stands still, '3' unplugged within
 * a write or a read. */
static inline void fakesnd_switch(const struct fakesnd_bench *bench, char state) {
    FILE *file = fakesnd_file(bench, "ctl", "w");
    assert(file);
    fputc(state, file);
    fclose(file);
}

/* The built plug-in: $FAKESND_LIB, else below build/. */
static inline void fakesnd_library(char path[PATH_MAX]) {
    const char *given = getenv("FAKESND_LIB");
    const char *name = given ? given : "build/fakes/libasound_module_pcm_fakesnd.so";
    if (!realpath(name, path)) {
        fprintf(stderr, "%s: build the fake sound device first (make build/fakes)\n", name);
        abort();
    }
}

/* rate_hz 0: the device knows every rate. */
static inline void fakesnd_open(struct fakesnd_bench *bench, int rate_hz) {
    char library[PATH_MAX], conf[128];
    fakesnd_library(library);
    snprintf(bench->dir, sizeof bench->dir, "/tmp/fakesnd-XXXXXX");
    if (!mkdtemp(bench->dir)) {
        abort();
    }
    FILE *file = fakesnd_file(bench, "alsa.conf", "w");
    assert(file);
    fprintf(file, "pcm_type.fakesnd { lib \"%s\" }\n", library);
    fprintf(file, "pcm.!default { type fakesnd out \"%s/out.raw\" in \"%s/in.raw\"", bench->dir,
            bench->dir);
    fprintf(file, " ctl \"%s/ctl\" log \"%s/log\"", bench->dir, bench->dir);
    if (rate_hz) {
        fprintf(file, " rate %d", rate_hz);
    }
    fprintf(file, " }\n");
    fclose(file);
    snprintf(conf, sizeof conf, "%s/alsa.conf", bench->dir);
    setenv("ALSA_CONFIG_PATH", conf, 1);
    fakesnd_switch(bench, '0');
}

static inline void fakesnd_close(const struct fakesnd_bench *bench) {
    static const char *const names[] = {"out.raw", "out.raw.t0", "in.raw",
                                        "ctl",     "log",        "alsa.conf"};
    char path[128];
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        snprintf(path, sizeof path, "%s/%s", bench->dir, names[i]);
        unlink(path);
    }
    rmdir(bench->dir);
}

/* What has been heard so far; *count_out samples, to be freed. */
static inline int16_t *fakesnd_heard(const struct fakesnd_bench *bench, size_t *count_out) {
    FILE *file = fakesnd_file(bench, "out.raw", "r");
    *count_out = 0;
    if (!file) {
        return NULL;
    }
    fseek(file, 0, SEEK_END);
    size_t count = (size_t)ftell(file) / sizeof(int16_t);
    rewind(file);
    int16_t *samples = calloc(count + 1, sizeof *samples);
    *count_out = fread(samples, sizeof *samples, count, file);
    fclose(file);
    return samples;
}

/* Monotonic time of the timeline's first frame. */
static inline int64_t fakesnd_start_ms(const struct fakesnd_bench *bench) {
    long long ns = 0;
    FILE *file = fakesnd_file(bench, "out.raw.t0", "r");
    assert(file);
    if (fscanf(file, "%lld", &ns) != 1) {
        ns = 0;
    }
    fclose(file);
    return ns / 1000000;
}

#endif
