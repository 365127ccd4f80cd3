#include "voicebuild/files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/str.h"

enum { COPY_BYTES = 64 * 1024, RENAME_EXCHANGE_FLAG = 2 };

static bool failed(const char *path) {
    diag_log("%s: %s; kiểm tra ổ đĩa và quyền ghi", "%s: %s; check the disk and its permissions",
             path, strerror(errno));
    return false;
}

bool files_join(const char *a, const char *b, char path_out[PATH_BYTES]) {
    struct str path;
    str_init(&path, path_out, PATH_BYTES);
    str_put(&path, a);
    str_put(&path, "/");
    str_put(&path, b);
    if (path.cut) {
        errno = ENAMETOOLONG;
        return failed(a);
    }
    return true;
}

bool files_parents(const char *path) {
    char part[PATH_BYTES];
    for (const char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        size_t bytes = (size_t)(slash - path);
        if (bytes >= sizeof part) {
            errno = ENAMETOOLONG;
            return failed(path);
        }
        memcpy(part, path, bytes);
        part[bytes] = '\0';
        if (mkdir(part, 0777) && errno != EEXIST) {
            return failed(part);
        }
    }
    return true;
}

static bool pump(int in, int out) {
    char block[COPY_BYTES];
    for (;;) {
        ssize_t count = read(in, block, sizeof block);
        if (count <= 0) {
            return count == 0;
        }
        if (write(out, block, (size_t)count) != count) {
            return false;
        }
    }
}

bool files_copy(const char *from, const char *to) {
    bool copied = false;
    int out = -1;
    int in = open(from, O_RDONLY | O_CLOEXEC);
    if (in < 0) {
        return failed(from);
    }
    if (files_parents(to)) {
        out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        copied = (out >= 0 && pump(in, out) && fsync(out) == 0) || failed(to);
    }
    if (out >= 0) {
        close(out);
    }
    close(in);
    return copied;
}

static void remove_entry(int dir, const char *name);

static void remove_entries(int dir) {
    DIR *entries = fdopendir(dir);
    for (struct dirent *entry; entries && (entry = readdir(entries));) {
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) {
            remove_entry(dirfd(entries), entry->d_name);
        }
    }
    if (entries) {
        closedir(entries);
    }
}

static void remove_entry(int dir, const char *name) {
    int inner = openat(dir, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (inner >= 0) {
        remove_entries(inner);
    }
    unlinkat(dir, name, inner >= 0 ? AT_REMOVEDIR : 0);
}

void files_remove(const char *dir) { remove_entry(AT_FDCWD, dir); }

bool files_swap(const char *fresh, const char *dir) {
    if (rename(fresh, dir) == 0) {
        return true; /* there was none, or an empty one */
    }
    if (syscall(SYS_renameat2, AT_FDCWD, fresh, AT_FDCWD, dir, RENAME_EXCHANGE_FLAG) == 0) {
        files_remove(fresh); /* now the old one */
        return true;
    }
    return failed(dir);
}
