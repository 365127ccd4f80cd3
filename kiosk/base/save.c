#include "base/save.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/paths.h"
#include "base/str.h"

static enum err failed(const char *name) {
    diag_log("%s: không ghi được: %s; hãy xem đĩa còn chỗ và quyền ghi",
             "%s: cannot be written: %s; see whether the disk has room and may be written", name,
             strerror(errno));
    return ERR_STOP;
}

static bool put(int fd, const char *data, size_t bytes) {
    while (bytes > 0) {
        ssize_t count = write(fd, data, bytes);
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count < 0) {
            return false;
        }
        data += count;
        bytes -= (size_t)count;
    }
    return true;
}

/* A new file with this content, on the disk; nothing is left of it if that fails. */
static bool create(int dir_fd, const char *name, mode_t mode, const void *data, size_t bytes) {
    int fd = openat(dir_fd, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
    if (fd < 0) {
        return false;
    }
    /* The umask only took away; what FAT does not know, it refuses, and that is fine. */
    (void)!fchmod(fd, mode);
    bool written = put(fd, data, bytes) && fsync(fd) == 0;
    int why = errno;
    if (close(fd) != 0 && written) {
        written = false;
        why = errno;
    }
    if (!written) {
        unlinkat(dir_fd, name, 0);
        errno = why;
    }
    return written;
}

/* What the folder lists is on the disk; there are file systems without the notion. */
static bool sync_folder(int dir_fd) { return fsync(dir_fd) == 0 || errno == EINVAL; }

enum err save_at(int dir_fd, const char *name, mode_t mode, const void *data, size_t bytes) {
    char half[NAME_MAX + 1];
    struct str s;
    str_init(&s, half, sizeof half);
    str_printf(&s, ".%s.new", name);
    if (s.cut) {
        errno = ENAMETOOLONG;
        return failed(name);
    }
    unlinkat(dir_fd, half, 0); /* of whoever lost its power here */
    if (!create(dir_fd, half, mode, data, bytes)) {
        return failed(name);
    }
    if (renameat(dir_fd, half, dir_fd, name) != 0) {
        enum err err = failed(name);
        unlinkat(dir_fd, half, 0);
        return err;
    }
    return sync_folder(dir_fd) ? ERR_OK : failed(name);
}

static enum err create_at(int dir_fd, const char *name, mode_t mode, const void *data,
                          size_t bytes) {
    if (create(dir_fd, name, mode, data, bytes)) {
        return sync_folder(dir_fd) ? ERR_OK : failed(name);
    }
    if (errno != EEXIST) {
        return failed(name);
    }
    diag_log("%s: đã có tệp này và nó được giữ nguyên; hãy chọn tên khác",
             "%s: there is such a file already and it is kept; choose another name", name);
    return ERR_REJECT;
}

/* Both of the above, in the folder of a path. */
static enum err in_folder_of(const char *path, mode_t mode, const void *data, size_t bytes,
                             enum err (*write)(int dir_fd, const char *name, mode_t mode,
                                               const void *data, size_t bytes)) {
    char dir[PATH_BYTES] = ".";
    const char *slash = strrchr(path, '/');
    struct str s;
    if (slash) {
        str_init(&s, dir, sizeof dir);
        str_put_n(&s, path, slash == path ? 1 : (size_t)(slash - path)); /* keep "/" itself */
    }
    int dir_fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (dir_fd < 0) {
        return failed(path);
    }
    enum err err = write(dir_fd, slash ? slash + 1 : path, mode, data, bytes);
    close(dir_fd);
    return err;
}

enum err save_file(const char *path, mode_t mode, const void *data, size_t bytes) {
    return in_folder_of(path, mode, data, bytes, save_at);
}

enum err save_new(const char *path, mode_t mode, const void *data, size_t bytes) {
    return in_folder_of(path, mode, data, bytes, create_at);
}
