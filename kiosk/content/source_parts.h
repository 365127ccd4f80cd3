/* The parts of source_read, a file of code for each kind of file. */
#ifndef CONTENT_SOURCE_PARTS_H
#define CONTENT_SOURCE_PARTS_H

#include <stddef.h>

#include "content/fields.h"
#include "content/source.h"

/* "a.b.c.d" of as many parts as are not NULL, in the source's memory. */
const char *source_id(struct source *source, const char *a, const char *b, const char *c,
                      const char *d);

/* Adds a unit with its Vietnamese wordings. Returns its index. */
int32_t source_add_unit(const struct reading *in, const char *id, enum unit_room room,
                        int32_t item_ix, const struct source_text *text);

/* The rows of what stands on a button: its text, other wordings of it, its pictogram, in
 * the struct source_text `member` of `record`. */
#define BUTTON_FIELDS(record, member)                                                              \
    {"text", FIELD_TEXT, true, offsetof(record, member), NULL, 0, 0},                              \
        {"say", FIELD_WORDING, false, offsetof(record, member.wordings[VARIANT_SAY]), NULL, 0, 0}, \
        {"short", FIELD_WORDING, false, offsetof(record, member.wordings[VARIANT_SHORT]), NULL, 0, \
         0},                                                                                       \
    {                                                                                              \
        "pictogram", FIELD_STRING, false, offsetof(record, member.pictogram), NULL, 0, 0           \
    }

/* Each voices/<code>/language.yaml; [0] is Vietnamese if there is one. */
void source_read_languages(struct source *source, const char *voices_dir, struct diag *diag);

/* notices/ and procedures/. */
void source_read_items(struct source *source, const char *content_dir, struct diag *diag);

/* po/: needs languages, units and their order. */
void source_read_translations(struct source *source, const char *content_dir, struct diag *diag);

/* recordings/ in content_dir, whose words of numbers are those of voices_dir: needs all
 * of the above. What is stale is left out with a warning. */
void source_read_recordings(struct source *source, const char *content_dir, const char *voices_dir,
                            struct diag *diag);

#endif
