#include "staff/folders.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/diag.h"
#include "content/disk.h"
#include "staff/station.h"

enum { BLOCK_BYTES = 64 * 1024, DEPTH_MAX = 6 };

static bool is_self(const char *name) { return strcmp(name, ".") == 0 || strcmp(name, "..") == 0; }

static bool copy_bytes(int from, int to) {
    char block[BLOCK_BYTES];
    ssize_t bytes;
    while ((bytes = disk_fill(&DISK, from, block, sizeof block)) > 0) {
        if (!disk_put(&DISK, to, block, (size_t)bytes)) {
            return false;
        }
    }
    return bytes == 0 && fsync(to) == 0;
}

static bool copy_file(const char *from, const char *to) {
    int in = open(from, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    int out = in >= 0 ? open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644) : -1;
    bool whole = out >= 0 && copy_bytes(in, out);
    if (out >= 0 && close(out)) {
        whole = false;
    }
    if (in >= 0) {
        close(in);
    }
    return whole;
}

static bool copy_folder(const char *from, const char *to, int depth);

static bool copy_entry(const char *from, const char *to, int depth) {
    struct stat about;
    if (lstat(from, &about)) {
        return false;
    }
    if (S_ISDIR(about.st_mode)) {
        return copy_folder(from, to, depth + 1);
    }
    return !S_ISREG(about.st_mode) || copy_file(from, to);
}

static bool copy_folder(const char *from, const char *to, int depth) {
    DIR *folder = depth < DEPTH_MAX ? opendir(from) : NULL;
    bool whole = folder && mkdir(to, 0755) == 0;
    for (struct dirent *entry; whole && (entry = readdir(folder));) {
        char a[PATH_BYTES], b[PATH_BYTES];
        whole = is_self(entry->d_name) ||
                (paths_join(from, entry->d_name, a, PATH_BYTES) &&
                 paths_join(to, entry->d_name, b, PATH_BYTES) && copy_entry(a, b, depth));
    }
    whole = whole && disk_sync_folder(&DISK, to) == ERR_OK;
    if (folder) {
        closedir(folder);
    }
    return whole;
}

enum err folders_copy(const char *from, const char *to) {
    if (!copy_folder(from, to, 0)) {
        diag_log("Không chép được %s: %s.", "%s cannot be copied: %s.", from, strerror(errno));
        return ERR_RETRY;
    }
    return ERR_OK;
}

void folders_remove(const char *path) {
    DIR *folder = opendir(path);
    for (struct dirent *entry; folder && (entry = readdir(folder));) {
        char inside[PATH_BYTES];
        if (!is_self(entry->d_name) && paths_join(path, entry->d_name, inside, PATH_BYTES) &&
            unlink(inside) && (errno == EISDIR || errno == EPERM)) {
            folders_remove(inside);
        }
    }
    if (folder) {
        closedir(folder);
    }
    rmdir(path);
}
