#include "voicebuild/phontab.h"

#include <assert.h>
#include <string.h>

enum {
    FILE_HEAD_BYTES = 4,
    TABLE_HEAD_BYTES = 36,
    NAME_AT = 4,
    NAME_BYTES = 32,
    RECORD_BYTES = 16,
    INCLUDES_AT = 1
};

static size_t table_bytes(const struct blob *phontab, size_t at) {
    return TABLE_HEAD_BYTES + (size_t)phontab->bytes[at] * RECORD_BYTES;
}

/* Where table `number` (from 1) begins. */
static size_t table_at(const struct blob *phontab, unsigned number) {
    size_t at = FILE_HEAD_BYTES;
    for (unsigned i = 1; i < number; i++) {
        at += table_bytes(phontab, at);
    }
    return at;
}

bool phontab_sound(const struct blob *phontab) {
    size_t at = FILE_HEAD_BYTES;
    if (phontab->size < FILE_HEAD_BYTES) {
        return false;
    }
    for (unsigned i = 0; i < phontab->bytes[0]; i++) {
        if (phontab->size - at < TABLE_HEAD_BYTES ||
            phontab->size - at < table_bytes(phontab, at) || phontab->bytes[at + INCLUDES_AT] > i) {
            return false;
        }
        at += table_bytes(phontab, at);
    }
    return at == phontab->size;
}

unsigned phontab_count(const struct blob *phontab) { return phontab->bytes[0]; }

unsigned phontab_find(const struct blob *phontab, const char *name) {
    size_t at = FILE_HEAD_BYTES;
    for (unsigned i = 1; i <= phontab_count(phontab); i++) {
        if (strncmp((const char *)phontab->bytes + at + NAME_AT, name, NAME_BYTES) == 0) {
            return i;
        }
        at += table_bytes(phontab, at);
    }
    return 0;
}

static struct phoneme_record read_record(const struct blob *phontab, size_t at) {
    const unsigned char *b = phontab->bytes + at;
    struct phoneme_record phoneme = {.flags = blob_get32(phontab, at + 4),
                                     .program = blob_get16(phontab, at + 8),
                                     .code = b[10],
                                     .type = b[11],
                                     .start = b[12],
                                     .end = b[13],
                                     .length = b[14],
                                     .length_mod = b[15]};
    memcpy(phoneme.mnemonic, b, PHONTAB_MNEMONIC_BYTES);
    return phoneme;
}

static void write_record(struct blob *phontab, const struct phoneme_record *phoneme) {
    blob_put(phontab, phoneme->mnemonic, PHONTAB_MNEMONIC_BYTES);
    blob_put32(phontab, phoneme->flags);
    blob_put16(phontab, phoneme->program);
    blob_put8(phontab, phoneme->code);
    blob_put8(phontab, phoneme->type);
    blob_put8(phontab, phoneme->start);
    blob_put8(phontab, phoneme->end);
    blob_put8(phontab, phoneme->length);
    blob_put8(phontab, phoneme->length_mod);
}

/* What this table says itself; codes that are set already belong to a later one. */
static void add_table(const struct blob *phontab, size_t at, struct phoneme_set *set) {
    for (unsigned i = 0; i < phontab->bytes[at]; i++) {
        struct phoneme_record phoneme =
            read_record(phontab, at + TABLE_HEAD_BYTES + (size_t)i * RECORD_BYTES);
        struct phoneme_record *known = &set->by_code[phoneme.code];
        if (!known->mnemonic[0]) {
            *known = phoneme;
        }
    }
}

void phontab_set(const struct blob *phontab, unsigned table, struct phoneme_set *set_out) {
    *set_out = (struct phoneme_set){0};
    while (table > 0) {
        size_t at = table_at(phontab, table);
        add_table(phontab, at, set_out);
        table = phontab->bytes[at + INCLUDES_AT];
    }
}

const struct phoneme_record *phontab_named(const struct phoneme_set *set, const char *mnemonic,
                                           size_t length) {
    if (length == 0 || length > PHONTAB_MNEMONIC_BYTES) {
        return NULL;
    }
    for (size_t i = 0; i < PHONTAB_CODES; i++) {
        const char *own = set->by_code[i].mnemonic;
        if (strncmp(own, mnemonic, length) == 0 && own[length] == '\0') {
            return &set->by_code[i];
        }
    }
    return NULL;
}

void phontab_append(struct blob *phontab, const char *name, unsigned includes,
                    const struct phoneme_record *phonemes, size_t count) {
    char padded[NAME_BYTES] = {0};
    assert(strlen(name) < NAME_BYTES && phontab_count(phontab) < PHONTAB_TABLES_MAX);
    memcpy(padded, name, strlen(name));
    phontab->bytes[0]++;
    blob_put8(phontab, (unsigned)count);
    blob_put8(phontab, includes);
    blob_put16(phontab, 0);
    blob_put(phontab, padded, sizeof padded);
    for (size_t i = 0; i < count; i++) {
        write_record(phontab, &phonemes[i]);
    }
}
