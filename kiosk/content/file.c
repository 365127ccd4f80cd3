#include "content/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "content/grow.h"
#include "unicode/nfc.h"

size_t file_fill(int fd, char *data, size_t bytes) {
    size_t used = 0;
    while (used < bytes) {
        ssize_t got = read(fd, data + used, bytes - used);
        if (got == 0 || (got < 0 && errno != EINTR)) {
            break;
        }
        used += got > 0 ? (size_t)got : 0;
    }
    return used;
}

int file_bad_line(const char *text, size_t bytes) {
    int line = 1;
    while (bytes > 0) {
        const char *end = memchr(text, '\n', bytes);
        size_t length = end ? (size_t)(end - text) + 1 : bytes;
        if (!nfc_is_utf8(text, length)) {
            return line;
        }
        line++;
        text += length;
        bytes -= length;
    }
    return 0;
}

static const char *checked(const char *path, char *data, size_t *bytes, struct diag *diag) {
    int line = file_bad_line(data, *bytes);
    if (line) {
        diag_error(diag, path, line, "chữ không phải UTF-8; hãy lưu lại tệp với mã UTF-8",
                   "not UTF-8; save the file again as UTF-8");
        return NULL;
    }
    if (*bytes >= 3 && memcmp(data, "\xEF\xBB\xBF", 3) == 0) {
        data += 3;
        *bytes -= 3;
    }
    return data;
}

const char *file_read(const char *path, struct arena *arena, struct diag *diag, size_t *bytes_out) {
    struct stat info;
    const char *text = NULL;
    char *data = NULL;
    *bytes_out = 0;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0 || fstat(fd, &info) < 0) {
        diag_error(diag, path, 0, "không đọc được: %s; hãy tạo tệp này",
                   "cannot be read: %s; create it", strerror(errno));
        goto end;
    }
    if (!S_ISREG(info.st_mode) || info.st_size > FILE_BYTES_MAX) {
        diag_error(diag, path, 0, "không phải tệp thường, hoặc dài quá %d byte; hãy chia nhỏ",
                   "not a plain file, or longer than %d bytes; split it", FILE_BYTES_MAX);
        goto end;
    }
    data = arena_array(arena, (size_t)info.st_size + 1, 1);
    *bytes_out = file_fill(fd, data, (size_t)info.st_size);
    text = checked(path, data, bytes_out, diag);
end:
    if (fd >= 0) {
        close(fd);
    }
    return text;
}

static bool ends_in(const char *name, const char *ending) {
    size_t length = strlen(name), tail = strlen(ending);
    return length > tail && strcmp(name + length - tail, ending) == 0;
}

static bool is_folder(int dir_fd, const char *name) {
    struct stat info;
    return fstatat(dir_fd, name, &info, 0) == 0 && S_ISDIR(info.st_mode);
}

static int by_bytes(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

size_t file_names(const char *dir, const char *ending, struct arena *arena,
                  const char *const **names_out) {
    const char **names = NULL;
    size_t count = 0;
    DIR *stream = opendir(dir);
    *names_out = NULL;
    if (!stream) {
        return 0;
    }
    for (struct dirent *row = readdir(stream); row && count < FILE_NAMES_MAX;
         row = readdir(stream)) {
        bool fits = *ending ? ends_in(row->d_name, ending) : is_folder(dirfd(stream), row->d_name);
        if (row->d_name[0] == '.' || !fits) {
            continue;
        }
        names = grow(arena, names, count, sizeof *names);
        names[count++] = arena_strdup(arena, row->d_name);
    }
    closedir(stream);
    if (count) {
        qsort(names, count, sizeof *names, by_bytes);
    }
    *names_out = names;
    return count;
}

const char *file_path(struct arena *arena, const char *dir, const char *name) {
    size_t size = strlen(dir) + strlen(name) + 2;
    char *path = arena_array(arena, size, 1);
    snprintf(path, size, "%s/%s", dir, name);
    return path;
}
