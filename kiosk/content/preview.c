#include "content/preview.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/str.h"
#include "content/check.h"
#include "content/pack_write.h"

static enum err make_folder(struct preview *preview) {
    const char *below = getenv("TMPDIR");
    struct str s;
    str_init(&s, preview->dir, sizeof preview->dir);
    str_printf(&s, "%s/tiengban-XXXXXX", below && *below ? below : "/tmp");
    if (s.cut || !mkdtemp(preview->dir)) {
        diag_log("không tạo được thư mục tạm %s: %s; hãy xem đĩa còn chỗ không",
                 "cannot make the folder %s: %s; see whether the disk has room", preview->dir,
                 s.cut ? strerror(ENAMETOOLONG) : strerror(errno));
        *preview = (struct preview){0};
        return ERR_RETRY;
    }
    str_init(&s, preview->pack, sizeof preview->pack);
    str_printf(&s, "%s/pack", preview->dir);
    return s.cut ? ERR_RETRY : ERR_OK;
}

enum err preview_write(const struct source *source, struct preview *preview_out) {
    *preview_out = (struct preview){0};
    enum err err = make_folder(preview_out);
    if (!err) {
        err = pack_write(source, preview_out->pack);
    }
    if (err) {
        preview_remove(preview_out);
    }
    return err;
}

enum err content_preview_pack(const char *content_dir, const char *voices_dir, struct diag *diag,
                              struct preview *preview_out) {
    struct source source = {0};
    unsigned before = diag->errors;
    enum err err = ERR_REJECT;
    *preview_out = (struct preview){0};
    if (source_read(content_dir, voices_dir, diag, &source)) {
        check_source(&source, false, diag);
    }
    if (diag->errors == before) {
        err = preview_write(&source, preview_out);
    }
    source_fini(&source);
    return err;
}

int32_t preview_item(const struct library *library, const char *id) {
    for (int32_t i = 0; i < library->item_count; i++) {
        if (str_same(library->items[i].id, id)) {
            return i;
        }
    }
    return LIBRARY_NONE;
}

void preview_remove(struct preview *preview) {
    if (preview->pack[0]) {
        unlink(preview->pack);
    }
    if (preview->dir[0]) {
        rmdir(preview->dir);
    }
    *preview = (struct preview){0};
}
