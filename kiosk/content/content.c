#include "content/content.h"

#include "content/check.h"
#include "content/pack_write.h"
#include "content/source.h"

enum err content_build(const char *content_dir, const char *voices_dir, const char *pack_path,
                       struct diag *diag) {
    struct source source = {0};
    unsigned before = diag->errors;
    if (source_read(content_dir, voices_dir, diag, &source)) {
        check_source(&source, false, diag);
    }
    enum err err = diag->errors > before ? ERR_REJECT : pack_write(&source, pack_path);
    source_fini(&source);
    return err;
}
