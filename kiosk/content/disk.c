#include "content/disk.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/paths.h"
#include "base/str.h"

static int64_t room_bytes(const char *folder) {
    struct statvfs info;
    return statvfs(folder, &info) == 0 ? (int64_t)info.f_bavail * (int64_t)info.f_frsize : -1;
}

const struct disk DISK = {.read = read,
                          .write = write,
                          .sync = fsync,
                          .rename = rename,
                          .remove = unlink,
                          .room_bytes = room_bytes};

static enum err failed(const char *path) {
    diag_log("%s: không ghi được: %s; hãy xem đĩa còn chỗ và quyền ghi",
             "%s: cannot be written: %s; see whether the disk has room and may be written", path,
             strerror(errno));
    return ERR_RETRY;
}

ssize_t disk_fill(const struct disk *disk, int fd, void *data, size_t bytes) {
    size_t used = 0;
    while (used < bytes) {
        ssize_t got = disk->read(fd, (char *)data + used, bytes - used);
        if (got < 0 && errno != EINTR) {
            return -1;
        }
        if (got == 0) {
            break;
        }
        used += got > 0 ? (size_t)got : 0;
    }
    return (ssize_t)used;
}

bool disk_put(const struct disk *disk, int fd, const void *data, size_t bytes) {
    const char *at = data;
    while (bytes > 0) {
        ssize_t put = disk->write(fd, at, bytes);
        if (put < 0 && errno != EINTR) {
            return false;
        }
        at += put > 0 ? put : 0;
        bytes -= put > 0 ? (size_t)put : 0;
    }
    return true;
}

static bool sync_path(const struct disk *disk, const char *path) {
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool synced = fd >= 0 && disk->sync(fd) == 0;
    int error = errno;
    if (fd >= 0) {
        close(fd);
    }
    errno = error;
    return synced;
}

enum err disk_folder(const struct disk *disk, const char *path) {
    struct stat info;
    char parent[PATH_BYTES];
    if (stat(path, &info) == 0 && S_ISDIR(info.st_mode)) {
        return ERR_OK;
    }
    const char *slash = strrchr(path, '/');
    str_copy(parent, sizeof parent, path);
    parent[slash ? (size_t)(slash - path) + (slash == path) : 0] = '\0';
    if (mkdir(path, 0755) != 0 || !sync_path(disk, slash ? parent : ".")) {
        return failed(path);
    }
    return ERR_OK;
}

enum err disk_sync_folder(const struct disk *disk, const char *path) {
    return sync_path(disk, path) ? ERR_OK : failed(path);
}

static bool save(const struct disk *disk, const char *path, const void *data, size_t bytes) {
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0644);
    if (fd < 0) {
        return false;
    }
    bool saved = disk_put(disk, fd, data, bytes) && disk->sync(fd) == 0;
    int error = errno;
    bool closed = close(fd) == 0;
    errno = saved ? errno : error;
    return saved && closed;
}

enum err disk_replace(const struct disk *disk, const char *folder, const char *name,
                      const void *data, size_t bytes) {
    char path[PATH_BYTES], new[PATH_BYTES];
    struct str p, n;
    str_init(&p, path, sizeof path);
    str_printf(&p, "%s/%s", folder, name);
    str_init(&n, new, sizeof new);
    str_printf(&n, "%s.new", path);
    if (p.cut || n.cut) {
        errno = ENAMETOOLONG;
        return failed(path);
    }
    if (!save(disk, new, data, bytes) || disk->rename(new, path) != 0) {
        enum err err = failed(path);
        unlink(new);
        return err;
    }
    return disk_sync_folder(disk, folder);
}

int disk_open_plain(int folder_fd, const char *name, int64_t *bytes_out, bool *is_there_out) {
    struct stat info;
    *is_there_out = false;
    if (!*name || name[0] == '.' || strchr(name, '/') ||
        fstatat(folder_fd, name, &info, AT_SYMLINK_NOFOLLOW) != 0) {
        return -1;
    }
    *is_there_out = true;
    if (!S_ISREG(info.st_mode)) {
        return -1;
    }
    /* It may be another thing by now: a pipe must not make us wait. */
    int fd = openat(folder_fd, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (fd >= 0 && (fstat(fd, &info) != 0 || !S_ISREG(info.st_mode))) {
        close(fd);
        fd = -1;
    }
    *bytes_out = info.st_size;
    return fd;
}
