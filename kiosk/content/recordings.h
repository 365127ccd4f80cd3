/* Recorded sentences as they lie on the disk, one folder a language:
 *
 *   recordings/<lang>/index.tsv     unit wording source file speaker ms lufs recorded
 *   recordings/<lang>/speakers.tsv  speaker name dialect licence consent date
 *   recordings/<lang>/<file>.opus   Ogg Opus, 48 kHz, mono
 *
 * unit      id of the unit ("ui.back", "birth.papers.slip#1"), or "number:<word>"
 * wording   text, say or short
 * source    hash of the Vietnamese wording as it was shown, values filled in: 32
 *           hexadecimal digits. If the present one differs the recording is stale
 * file      letters, digits, - _ . and ".opus"; never a link or another folder
 * ms lufs   of the file; lufs with one decimal
 * recorded, date   yyyy-mm-dd
 * consent   "yes", given on `date` to the text that the booth reads out. Nothing else
 *           is accepted: who withdraws is removed, with what she spoke
 *
 * Tables are as in base/table.h. A folder or table that is not there is empty; a table
 * without rows is to be deleted. */
#ifndef CONTENT_RECORDINGS_H
#define CONTENT_RECORDINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/err.h"
#include "base/hash.h"

enum {
    RECORDINGS_BYTES_MAX = 1024 * 1024,    /* of a table */
    RECORDINGS_OPUS_MAX = 4 * 1024 * 1024, /* of a recording */
    RECORDINGS_NAME_BYTES = 128,           /* of a file name or a speaker's key */
    RECORDINGS_MS_MAX = 10 * 60 * 1000,
    RECORDINGS_HASH_BYTES = 33
};

enum recording_wording { RECORDING_TEXT, RECORDING_SAY, RECORDING_SHORT, RECORDING_WORDINGS };

struct recording {
    const char *unit;
    enum recording_wording wording;
    struct hash128 source;
    const char *file;
    const char *speaker; /* key of a speaker of the same folder */
    uint32_t ms;
    int32_t lufs_tenths; /* -160 is -16.0 LUFS */
    int32_t recorded;    /* yyyymmdd */
    int line;            /* of the table; not written */
};

struct recordings_speaker {
    const char *key;     /* "s1" */
    const char *name;    /* or what she wants to be called */
    const char *dialect; /* "" if not known */
    const char *licence; /* "CC-BY-SA-4.0" */
    int32_t date;        /* of the consent, yyyymmdd */
};

struct recordings {
    const struct recording *list; /* in the order of the file */
    size_t count;
    const struct recordings_speaker *speakers;
    size_t speaker_count;
    struct arena memory; /* owns all of the above */
};

/* A table in memory; bytes NULL: it is not there. */
struct recordings_text {
    const char *file; /* its name in messages */
    const char *bytes;
    size_t size;
};

/* Both tables of one language. False after a sentence in `diag` for each thing wrong;
 * recordings_out is zeroed then. Any bytes are fine. Ended by recordings_fini. */
bool recordings_parse(const struct recordings_text *index, const struct recordings_text *speakers,
                      struct diag *diag, struct recordings *recordings_out);

/* The same from the folder `lang` in `dir`. ERR_REJECT: something is wrong (in
 * `diag`), recordings_out is zeroed. */
enum err recordings_read(const char *dir, const char *lang, struct diag *diag,
                         struct recordings *recordings_out) MUST_CHECK;

/* Zeroed is fine. */
void recordings_fini(struct recordings *recordings);

/* The recording of a unit's wording, stale or not; NULL if there is none. */
const struct recording *recordings_find(const struct recordings *recordings, const char *unit,
                                        enum recording_wording wording);

/* The bytes of a recording, in `arena`; NULL (in `diag`) if the file is not there, is a
 * link, no plain file, empty or longer than RECORDINGS_OPUS_MAX. */
const void *recordings_load(const char *dir, const char *lang, const char *file,
                            struct arena *arena, struct diag *diag, size_t *bytes_out);

/* Keeps a recording: the file first, under a name of its own, then its row instead of
 * the one of the same unit and wording, else behind the last. All other lines stay as
 * they are. A power cut loses at most this recording. recording->file is not read; the
 * folders are made if needed. ERR_REJECT (in `diag`): the tables there are wrong, or the
 * speaker is not in them; ERR_RETRY (logged): the disk. One writer at a time, by a lock
 * on the folder. */
enum err recordings_keep(const char *dir, const char *lang, const struct recording *recording,
                         const void *opus, size_t bytes, struct diag *diag) MUST_CHECK;

/* Adds a speaker, or replaces the one with the same key. Errors as above; ERR_REJECT
 * also if a text has control characters or is empty where it must not be. */
enum err recordings_keep_speaker(const char *dir, const char *lang,
                                 const struct recordings_speaker *speaker,
                                 struct diag *diag) MUST_CHECK;

/* The first key "s1", "s2" ... that no speaker has. */
void recordings_new_key(const struct recordings *recordings, char key_out[RECORDINGS_NAME_BYTES]);

/* "text", "say", "short". */
const char *recording_wording_name(enum recording_wording wording);

/* The hash of a wording as it was shown, and as it is written. */
struct hash128 recordings_source(const char *shown);
void recordings_write_hash(const struct hash128 *hash, char hex_out[RECORDINGS_HASH_BYTES]);

/* False if it is no such hash. */
bool recordings_read_hash(const char *hex, struct hash128 *hash_out);

#endif
