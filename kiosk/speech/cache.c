#include "speech/cache.h"

#include <dirent.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/paths.h"
#include "base/save.h"
#include "base/str.h"

enum { BYTES_MAX = 64 * 1024 * 1024, PATH_ROOM = CACHE_DIR_BYTES + NAME_MAX + 2 };

static const char ENDING[] = ".wav";

void cache_init(struct cache *cache) {
    char above[CACHE_DIR_BYTES];
    *cache = (struct cache){.bytes_max = BYTES_MAX};
    if (!paths_state("cache", above, sizeof above) &&
        !paths_state("cache/voices", cache->dir, sizeof cache->dir)) {
        (void)mkdir(above, 0755);
        (void)mkdir(cache->dir, 0755);
    } else {
        cache->dir[0] = '\0';
    }
}

static void path_of(const struct cache *cache, const char *name, char path_out[PATH_ROOM]) {
    struct str s;
    str_init(&s, path_out, PATH_ROOM);
    str_printf(&s, "%s/%s", cache->dir, name);
}

static void key_path(const struct cache *cache, const struct hash128 *key,
                     char path_out[PATH_ROOM]) {
    char name[64];
    struct str s;
    str_init(&s, name, sizeof name);
    str_printf(&s, "%016" PRIx64 "%016" PRIx64 "%s", key->high, key->low, ENDING);
    path_of(cache, name, path_out);
}

bool cache_take(const struct cache *cache, const struct hash128 *key,
                struct files_bytes *bytes_out) {
    char path[PATH_ROOM];
    struct stat about;
    *bytes_out = (struct files_bytes){0};
    key_path(cache, key, path);
    FILE *file = *cache->dir ? fopen(path, "re") : NULL;
    bool good = file && fstat(fileno(file), &about) == 0 && S_ISREG(about.st_mode) &&
                about.st_size > 0 && about.st_size <= cache->bytes_max;
    if (good) {
        bytes_out->size = (size_t)about.st_size;
        bytes_out->data = malloc(bytes_out->size);
        if (!bytes_out->data) {
            abort();
        }
        good = fread(bytes_out->data, 1, bytes_out->size, file) == bytes_out->size;
    }
    if (file) {
        fclose(file);
    }
    if (!good) {
        files_bytes_fini(bytes_out);
    }
    return good;
}

/* ---- room -------------------------------------------------------------------------------- */

struct kept {
    int64_t bytes;         /* of all files */
    struct timespec since; /* when the oldest was made */
    char oldest[NAME_MAX + 1];
};

static bool is_older(const struct timespec *a, const struct timespec *b) {
    return a->tv_sec != b->tv_sec ? a->tv_sec < b->tv_sec : a->tv_nsec < b->tv_nsec;
}

static bool is_ours(const char *name) {
    size_t bytes = strlen(name), ending = sizeof ENDING - 1;
    return bytes > ending && strcmp(name + bytes - ending, ENDING) == 0;
}

static struct kept look(const struct cache *cache) {
    struct kept kept = {.bytes = 0};
    DIR *stream = opendir(cache->dir);
    for (struct dirent *row; stream && (row = readdir(stream));) {
        struct stat about;
        if (!is_ours(row->d_name) ||
            fstatat(dirfd(stream), row->d_name, &about, AT_SYMLINK_NOFOLLOW) != 0) {
            continue;
        }
        kept.bytes += about.st_size;
        if (!kept.oldest[0] || is_older(&about.st_mtim, &kept.since)) {
            kept.since = about.st_mtim;
            str_copy(kept.oldest, sizeof kept.oldest, row->d_name);
        }
    }
    if (stream) {
        closedir(stream);
    }
    return kept;
}

static bool remove_oldest(const struct cache *cache, const struct kept *kept) {
    char path[PATH_ROOM];
    path_of(cache, kept->oldest, path);
    return kept->oldest[0] && unlink(path) == 0;
}

void cache_keep(struct cache *cache, const struct hash128 *key, const void *data, size_t size) {
    char path[PATH_ROOM];
    if (!*cache->dir || (int64_t)size > cache->bytes_max) {
        return;
    }
    struct kept kept = look(cache);
    while (kept.bytes + (int64_t)size > cache->bytes_max && remove_oldest(cache, &kept)) {
        kept = look(cache);
    }
    key_path(cache, key, path);
    if (kept.bytes + (int64_t)size > cache->bytes_max || save_file(path, 0644, data, size)) {
        cache->dir[0] = '\0';
    }
}
