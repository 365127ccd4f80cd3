#include "base/paths.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/str.h"

bool paths_join(const char *folder, const char *name, char *path_out, size_t size) {
    struct str path;
    str_init(&path, path_out, size);
    str_put(&path, folder);
    if (*name) {
        str_put(&path, "/");
        str_put(&path, name);
    }
    return !path.cut;
}

static bool program_folder(char *folder, size_t size) {
    ssize_t bytes = readlink("/proc/self/exe", folder, size - 1);
    if (bytes <= 0) {
        return false;
    }
    folder[bytes] = '\0';
    char *slash = strrchr(folder, '/');
    if (!slash) {
        return false;
    }
    *slash = '\0';
    return true;
}

bool paths_share(const char *name, char *path_out, size_t size) {
    static const char *const beside[] = {"share", "../share"};
    char program[PATH_BYTES];
    char share[PATH_BYTES];
    const char *told = getenv("TIENGBAN_SHARE");
    if (told && *told) {
        return paths_join(told, name, path_out, size);
    }
    for (size_t i = 0; i < sizeof beside / sizeof *beside; i++) {
        if (program_folder(program, sizeof program) &&
            paths_join(program, beside[i], share, sizeof share) && access(share, R_OK) == 0) {
            return paths_join(share, name, path_out, size);
        }
    }
    return paths_join("/usr/share/tiengban", name, path_out, size);
}

static bool state_folder(char *folder, size_t size) {
    const char *told = getenv("TIENGBAN_STATE");
    const char *xdg = getenv("XDG_STATE_HOME");
    const char *home = getenv("HOME");
    if (told && *told) {
        return paths_join(told, "", folder, size);
    }
    if (access("/var/lib/tiengban", W_OK) == 0) {
        return paths_join("/var/lib/tiengban", "", folder, size);
    }
    if (xdg && *xdg) {
        return paths_join(xdg, "tiengban", folder, size);
    }
    return home && paths_join(home, ".local/state/tiengban", folder, size);
}

/* Like mkdir -p. */
static bool make_folders(char *path) {
    for (char *at = strchr(path + 1, '/'); at; at = strchr(at + 1, '/')) {
        *at = '\0';
        int failed = mkdir(path, 0755);
        *at = '/';
        if (failed && errno != EEXIST) {
            return false;
        }
    }
    return mkdir(path, 0700) == 0 || errno == EEXIST;
}

enum err paths_state(const char *name, char *path_out, size_t size) {
    char folder[PATH_BYTES];
    if (!state_folder(folder, sizeof folder) || !make_folders(folder)) {
        diag_log(
            "Không tạo được thư mục lưu trạng thái; đặt TIENGBAN_STATE vào một thư mục ghi được.",
            "The state folder cannot be made; set TIENGBAN_STATE to a folder that can be written.");
        return ERR_DEGRADE;
    }
    return paths_join(folder, name, path_out, size) ? ERR_OK : ERR_DEGRADE;
}
