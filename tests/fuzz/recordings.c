/* Any bytes as the two tables of recordings, a byte 1 between them: refused with a
 * sentence, or read into what the rest of the program may trust. */
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "content/recordings.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t bytes);

static void check(bool good) {
    if (!good) {
        abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t bytes) {
    struct diag diag = {.out = fopen("/dev/null", "w")};
    struct recordings r;
    const uint8_t *cut = memchr(data, 1, bytes);
    size_t first = cut ? (size_t)(cut - data) : bytes;
    struct recordings_text speakers = {"speakers.tsv", (const char *)data, first};
    struct recordings_text index = {"index.tsv", cut ? (const char *)cut + 1 : NULL,
                                    cut ? bytes - first - 1 : 0};
    bool good = recordings_parse(&index, &speakers, &diag, &r);
    check(good == (diag.errors == 0) && (good || (r.count == 0 && r.speaker_count == 0)));
    for (size_t i = 0; i < r.count; i++) {
        const struct recording *recording = &r.list[i];
        check(!strchr(recording->file, '/') && recording->file[0] != '.');
        check(recording->wording < RECORDING_WORDINGS && recording->ms <= RECORDINGS_MS_MAX);
        check(recordings_find(&r, recording->unit, recording->wording) == recording);
        check(r.speaker_count > 0);
    }
    recordings_fini(&r);
    fclose(diag.out);
    return 0;
}
