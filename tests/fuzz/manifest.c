/* The list of the shelf, `current`: any bytes. What is read must be orderly, must be
 * written as it was read, and every change of it must be read again. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/str.h"
#include "content/manifest.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t bytes);

static void require(bool true_always) {
    if (!true_always) {
        abort();
    }
}

static struct manifest rewritten(const struct manifest *manifest) {
    char text[MANIFEST_BYTES];
    struct manifest again;
    size_t bytes = manifest_write(manifest, text);
    require(manifest_parse(text, bytes, &again) && again.count == manifest->count);
    return again;
}

static void change(const struct manifest *read) {
    static const char new[] = "00000000000000000000000000000000"
                              "00000000000000000000000000000000";
    for (int r = 0; r < TRUST_ROLES; r++) {
        enum trust_role role = (enum trust_role)r;
        struct manifest m = *read;
        manifest_push(&m, role, new, 1);
        m = rewritten(&m);
        require(str_same(manifest_used(&m, role)->hash, new));
        for (int i = 0; i < read->count; i++) {
            manifest_push(&m, read->packs[i].role, read->packs[i].hash, 1);
            m = rewritten(&m);
            require(manifest_used(&m, read->packs[i].role)->bytes == 1);
        }
        manifest_use(&m, role, NULL);
        require(!manifest_used(&m, role));
        m = *read;
        for (int i = 0; i < read->count; i++) {
            manifest_forget(&m, read->packs[i].hash);
            m = rewritten(&m);
        }
        require(m.count == 0);
    }
}

/* The check at the end is made right, or little more than that would be tried. */
static size_t with_check(const uint8_t *data, size_t bytes, char *text, size_t size) {
    struct str s;
    str_init(&s, text, size);
    str_put_n(&s, (const char *)data, bytes);
    str_printf(&s, "check %016llx\n", (unsigned long long)hash64_bytes(HASH64_EMPTY, text, s.used));
    return s.used;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t bytes) {
    struct manifest manifest;
    char text[MANIFEST_BYTES];
    if (manifest_parse((const char *)data, bytes, &manifest)) {
        change(&manifest);
    }
    size_t used = with_check(data, bytes, text, sizeof text);
    if (manifest_parse(text, used, &manifest)) {
        change(&manifest);
    } else {
        require(manifest.count == 0 && manifest.release == 0);
    }
    return 0;
}
