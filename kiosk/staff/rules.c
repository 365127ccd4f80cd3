#include "staff/rules.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/paths.h"
#include "base/str.h"
#include "seal/people.h"

bool rules_four_eyes(const char *staff_dir) {
    char path[PATH_BYTES];
    struct str s;
    str_init(&s, path, sizeof path);
    str_printf(&s, "%s/four-eyes", staff_dir);
    return s.cut || access(path, F_OK) == 0 || (errno != ENOENT && errno != ENOTDIR);
}

static bool releases(const struct people *people, int ix) {
    return people->list[ix].role == PEOPLE_RELEASER;
}

static const char *judge(const struct people *people, bool four_eyes, const char *by,
                         const char *with) {
    int by_ix = people_find(people, by), with_ix = people_find(people, with);
    if (by_ix < 0 || (*with && with_ix < 0)) {
        return "Không có người này trong danh sách cán bộ. Nội dung vẫn như cũ.";
    }
    if (!four_eyes) {
        return releases(people, by_ix) ? NULL : "Người này chưa được giao quyền phát nội dung.";
    }
    if (with_ix < 0 || with_ix == by_ix) {
        return "Cần mã của một người khác.";
    }
    return releases(people, with_ix) ? NULL : "Người này chưa được giao quyền phát nội dung.";
}

const char *rules_against(const char *staff_dir, const char *by, const char *with) {
    struct diag diag = {0};
    struct people *people = malloc(sizeof *people);
    if (!people) {
        abort();
    }
    const char *why = people_load(staff_dir, clock_mono_ms(), people, &diag)
                          ? "Danh sách cán bộ trên máy bị hỏng. Xin gọi kỹ thuật viên."
                          : judge(people, rules_four_eyes(staff_dir), by, with);
    free(people);
    return why;
}
