/* The sounds of a library's recordings, one at a time, from the packs they lie in. */
#ifndef CONTENT_RECORDING_READ_H
#define CONTENT_RECORDING_READ_H

#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "content/library.h"

struct recording_reader;

/* Reads for `library`, which outlives it; opens no file yet. Packs are opened when they are
 * first needed, read-only, by a connection of its own: one thread at a time, any thread.
 * Ended by recording_reader_close. */
struct recording_reader *recording_reader_open(const struct library *library);

/* NULL is fine. */
void recording_reader_close(struct recording_reader *reader);

/* The Ogg Opus file of library.spoken[spoken_ix], in `arena`. ERR_DEGRADE if it is not
 * there, or not the sound it was when the pack was read: logged the first time, and it
 * counts as missing from then on. */
enum err recording_read(struct recording_reader *reader, int32_t spoken_ix, struct arena *arena,
                        const void **opus_out, size_t *bytes_out) MUST_CHECK;

/* Somebody found that it cannot be played: as if it were damaged. */
void recording_spoilt(struct recording_reader *reader, int32_t spoken_ix);

#endif
