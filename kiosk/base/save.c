#include "base/save.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/paths.h"
#include "base/str.h"

static enum err failed(const char *path) {
    diag_log("%s: không ghi được: %s; hãy xem đĩa còn chỗ và quyền ghi",
             "%s: cannot be written: %s; see whether the disk has room and may be written", path,
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
static bool create(const char *path, mode_t mode, const void *data, size_t bytes) {
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
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
        unlink(path);
        errno = why;
    }
    return written;
}

/* The name itself is on the disk. */
static bool sync_folder_of(const char *path) {
    char dir[PATH_BYTES];
    str_copy(dir, sizeof dir, path);
    char *slash = strrchr(dir, '/');
    if (slash) {
        slash[slash == dir] = '\0'; /* keep "/" itself */
    }
    int fd = open(slash ? dir : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) {
        return false;
    }
    bool synced = fsync(fd) == 0 || errno == EINVAL; /* a file system without the notion */
    close(fd);
    return synced;
}

enum err save_file(const char *path, mode_t mode, const void *data, size_t bytes) {
    char half[PATH_BYTES];
    struct str s;
    str_init(&s, half, sizeof half);
    str_printf(&s, "%s.%ld.new", path, (long)getpid());
    if (s.cut) {
        errno = ENAMETOOLONG;
        return failed(path);
    }
    unlink(half); /* of a process that had our number and died */
    if (!create(half, mode, data, bytes)) {
        return failed(path);
    }
    if (rename(half, path) != 0) {
        enum err err = failed(path);
        unlink(half);
        return err;
    }
    return sync_folder_of(path) ? ERR_OK : failed(path);
}

enum err save_new(const char *path, mode_t mode, const void *data, size_t bytes) {
    if (strlen(path) >= PATH_BYTES) {
        errno = ENAMETOOLONG;
        return failed(path);
    }
    if (create(path, mode, data, bytes)) {
        return sync_folder_of(path) ? ERR_OK : failed(path);
    }
    if (errno != EEXIST) {
        return failed(path);
    }
    diag_log("%s: đã có tệp này và nó được giữ nguyên; hãy chọn tên khác",
             "%s: there is such a file already and it is kept; choose another name", path);
    return ERR_REJECT;
}
