#include "staff/stick.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/str.h"
#include "content/disk.h"

enum { BLOCK_BYTES = 64 * 1024, MOUNT_LINE_BYTES = 4096 };

/* ---- where ---------------------------------------------------------------------------- */

/* A path of /proc/self/mounts with its \040 and the like as the characters they are. */
static void unescape(char *path) {
    char *to = path;
    for (const char *from = path; *from; from++) {
        bool octal = from[0] == '\\' && from[1] && from[2] && from[3];
        *to++ =
            octal ? (char)((from[1] - '0') * 64 + (from[2] - '0') * 8 + (from[3] - '0')) : *from;
        from += octal ? 3 : 0;
    }
    *to = '\0';
}

static bool is_stick(const char *path) {
    static const char *const places[] = {"/media/", "/run/media/"};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        if (strncmp(path, places[i], strlen(places[i])) == 0) {
            return true;
        }
    }
    return false;
}

int stick_dirs(const char *told, char dirs_out[STICK_DIRS_MAX][PATH_BYTES]) {
    char line[MOUNT_LINE_BYTES];
    int count = 0;
    if (told) {
        return str_copy(dirs_out[0], PATH_BYTES, told);
    }
    FILE *mounts = fopen("/proc/self/mounts", "r");
    while (mounts && count < STICK_DIRS_MAX && fgets(line, sizeof line, mounts)) {
        char *path = strchr(line, ' ');
        char *end = path ? strchr(path + 1, ' ') : NULL;
        if (end) {
            *end = '\0';
            unescape(path + 1);
            count += is_stick(path + 1) && str_copy(dirs_out[count], PATH_BYTES, path + 1);
        }
    }
    if (mounts) {
        fclose(mounts);
    }
    return count;
}

/* ---- what ------------------------------------------------------------------------------ */

static bool is_sheet(const char *name) {
    const char *dot = strrchr(name, '.');
    return name[0] != '.' && name[0] != '~' && dot &&
           (strcasecmp(dot, ".xlsx") == 0 || strcasecmp(dot, ".csv") == 0) &&
           strlen(name) < SHELF_NAME_BYTES;
}

static int by_name(const void *a, const void *b) { return strcmp(a, b); }

int stick_sheets(const char *dir, char names_out[STICK_SHEETS_MAX][SHELF_NAME_BYTES]) {
    DIR *folder = opendir(dir);
    int count = 0;
    for (struct dirent *entry; folder && count < STICK_SHEETS_MAX && (entry = readdir(folder));) {
        int64_t bytes;
        bool there;
        int fd = is_sheet(entry->d_name)
                     ? disk_open_plain(dirfd(folder), entry->d_name, &bytes, &there)
                     : -1;
        if (fd >= 0) {
            close(fd);
            str_copy(names_out[count++], SHELF_NAME_BYTES, entry->d_name);
        }
    }
    if (folder) {
        closedir(folder);
    }
    qsort(names_out, (size_t)count, sizeof *names_out, by_name);
    return count;
}

static bool copy_all(int from, int to, const char **why_out) {
    char block[BLOCK_BYTES];
    ssize_t bytes;
    while ((bytes = disk_fill(&DISK, from, block, sizeof block)) > 0) {
        if (!disk_put(&DISK, to, block, (size_t)bytes)) {
            *why_out = "Máy không ghi được: đĩa đầy hoặc hỏng. Xin gọi kỹ thuật viên.";
            return false;
        }
    }
    if (bytes < 0) {
        *why_out = "USB không đọc được nữa. Xin cắm lại rồi làm lại từ đầu.";
    }
    return bytes == 0;
}

bool stick_copy(const char *dir, const char *name, const char *path, const char **why_out) {
    int64_t size = 0;
    bool there = false, whole = false;
    int folder = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int from = folder >= 0 ? disk_open_plain(folder, name, &size, &there) : -1;
    int to = -1;
    if (from < 0) {
        *why_out = there ? "Đây không phải là một tệp thường; xin chép lại tệp lên USB."
                         : "Không thấy tệp này trên USB nữa. Xin cắm lại USB.";
    } else if (size > STICK_SHEET_BYTES_MAX) {
        *why_out = "Bảng tính lớn quá 16 MB. Xin bỏ bớt ảnh và trang tính thừa.";
    } else {
        to = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
        *why_out = "Máy không ghi được: đĩa đầy hoặc hỏng. Xin gọi kỹ thuật viên.";
        whole = to >= 0 && copy_all(from, to, why_out);
    }
    if (to >= 0 && close(to)) {
        whole = false;
    }
    if (from >= 0) {
        close(from);
    }
    if (folder >= 0) {
        close(folder);
    }
    return whole;
}
