#include "base/replace.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/str.h"

enum { NAME_BYTES = 256 };

static bool write_all(int fd, const char *data, size_t size) {
    while (size > 0) {
        ssize_t put = write(fd, data, size);
        if (put < 0 && errno != EINTR) {
            return false;
        }
        data += put > 0 ? put : 0;
        size -= put > 0 ? (size_t)put : 0;
    }
    return true;
}

/* The name of a file that is being written: nobody takes it for a finished one. What a
 * power cut left under it is removed. */
static int open_new(int dir_fd, const char *name) {
    unlinkat(dir_fd, name, 0);
    return openat(dir_fd, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
}

enum err replace_file(int dir_fd, const char *name, const void *data, size_t size) {
    char new[NAME_BYTES];
    struct str s;
    str_init(&s, new, sizeof new);
    str_printf(&s, ".%s.new", name);
    int fd = s.cut ? -1 : open_new(dir_fd, new);
    bool good = fd >= 0 && write_all(fd, data, size) && fsync(fd) == 0;
    good = fd >= 0 && close(fd) == 0 && good;
    if (!good || renameat(dir_fd, new, dir_fd, name) != 0 || fsync(dir_fd) != 0) {
        diag_log("%s: không ghi được (%s); hãy xem đĩa còn chỗ và có ghi được không",
                 "%s: cannot be written (%s); see whether the disk is full or read-only", name,
                 strerror(errno));
        unlinkat(dir_fd, new, 0);
        return ERR_RETRY;
    }
    return ERR_OK;
}
