#include "content/recording_read.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "content/pack_schema.h"
#include "content/recordings.h"

/* A pack that is open, or was tried. */
struct pack_file {
    bool tried;
    struct store *store;
    struct store_row *sounds; /* NULL: it cannot be read */
};

struct recording_reader {
    const struct library *library;
    struct pack_file packs[LIBRARY_PACKS_MAX];
    bool spoilt[]; /* by spoken_ix */
};

struct recording_reader *recording_reader_open(const struct library *library) {
    struct recording_reader *reader =
        calloc(1, sizeof *reader + library->spoken_count * sizeof reader->spoilt[0]);
    if (!reader) {
        abort();
    }
    reader->library = library;
    return reader;
}

void recording_reader_close(struct recording_reader *reader) {
    for (int i = 0; reader && i < LIBRARY_PACKS_MAX; i++) {
        store_done(reader->packs[i].sounds);
        store_close(reader->packs[i].store);
    }
    free(reader);
}

/* The file stays open: a pack that is put in its place meanwhile is not looked at. */
static struct store_row *sounds_of(struct recording_reader *reader, unsigned pack_ix) {
    struct pack_file *file = &reader->packs[pack_ix];
    const char *path = reader->library->packs[pack_ix].path;
    if (!file->tried && path &&
        store_open(path, STORE_READ, &PACK_SCHEMA, &file->store) == ERR_OK) {
        file->sounds = store_prepare(file->store, "SELECT opus FROM recording_sound WHERE ix = ?1");
    }
    file->tried = true;
    return file->sounds;
}

void recording_spoilt(struct recording_reader *reader, int32_t spoken_ix) {
    const struct spoken *spoken = &reader->library->spoken[spoken_ix];
    if (!reader->spoilt[spoken_ix]) {
        diag_log("bản ghi của “%s” (%s) bị hỏng, máy đọc thay; hãy chép lại gói nội dung",
                 "the recording of \"%s\" (%s) is damaged, a voice speaks instead; copy the pack "
                 "again",
                 spoken->unit, reader->library->languages[spoken->lang_ix].code);
    }
    reader->spoilt[spoken_ix] = true;
}

static bool is_whole(const struct spoken *spoken, const void *opus, size_t bytes) {
    struct hash128 digest = HASH128_EMPTY;
    if (!opus || bytes == 0 || bytes > RECORDINGS_OPUS_MAX) {
        return false;
    }
    hash128_bytes(&digest, opus, bytes);
    return digest.high == spoken->digest.high && digest.low == spoken->digest.low;
}

static const void *copy_of(struct arena *arena, const void *data, size_t bytes) {
    return memcpy(arena_array(arena, bytes, 1), data, bytes);
}

enum err recording_read(struct recording_reader *reader, int32_t spoken_ix, struct arena *arena,
                        const void **opus_out, size_t *bytes_out) {
    assert(spoken_ix >= 0 && (uint32_t)spoken_ix < reader->library->spoken_count);
    const struct spoken *spoken = &reader->library->spoken[spoken_ix];
    struct store_row *row = reader->spoilt[spoken_ix] ? NULL : sounds_of(reader, spoken->pack_ix);
    *opus_out = NULL;
    *bytes_out = 0;
    if (row) {
        store_bind_int(row, 1, spoken->row);
    }
    while (row && store_step(row)) { /* to the end: the key has one row */
        size_t bytes;
        const void *opus = store_blob(row, 0, &bytes);
        if (is_whole(spoken, opus, bytes)) {
            *opus_out = copy_of(arena, opus, bytes);
            *bytes_out = bytes;
        }
    }
    if (!*opus_out) {
        recording_spoilt(reader, spoken_ix);
        return ERR_DEGRADE;
    }
    return ERR_OK;
}
