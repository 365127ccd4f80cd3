/* What recordings.c (the tables) and recordings_disk.c (the folder) share. Only they
 * use this. */
#ifndef CONTENT_RECORDINGS_PARTS_H
#define CONTENT_RECORDINGS_PARTS_H

#include "base/table.h"
#include "content/recordings.h"

#define RECORDINGS_INDEX "index.tsv"
#define RECORDINGS_SPEAKERS "speakers.tsv"
#define RECORDINGS_ENDING ".opus"

extern const struct table_format recordings_index_format, recordings_speaker_format;

/* A table's text as rows, none if it is not there. False after sentences in `diag`. */
bool recordings_read_table(const struct recordings_text *text, const struct table_format *format,
                           struct diag *diag, struct table *table);

/* True for the name of a recording: no folders, no hidden files. */
bool recordings_is_file(const char *text);

/* True if there are only small letters, digits and letters of `extra`. */
bool recordings_only(const char *text, const char *extra);

/* True if there is a tab, a line break or another control character. */
bool recordings_has_control(const char *text);

/* True if a speaker has this key. */
bool recordings_known_speaker(const struct recordings *recordings, const char *key);

#endif
