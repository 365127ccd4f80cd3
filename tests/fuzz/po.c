/* Any bytes as a PO file: through the UTF-8 check, into entries; never an exit. */
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "content/file.h"
#include "content/po.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t bytes);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t bytes) {
    struct arena arena = {0};
    struct diag diag = {.out = fopen("/dev/null", "w")};
    struct po po = {0};
    const char *text = arena_strndup(&arena, (const char *)data, bytes);
    if (file_bad_line(text, bytes) == 0) {
        bool good = po_read("x.po", text, bytes, &arena, &diag, &po);
        if (good != (diag.errors == 0) || (!good && po.count > 0)) {
            abort();
        }
        for (size_t i = 0; i < po.count; i++) {
            if (!po.entries[i].source || !po.entries[i].text || !po.entries[i].comments) {
                abort();
            }
        }
    }
    fclose(diag.out);
    arena_fini(&arena);
    return 0;
}
