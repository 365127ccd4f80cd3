/* The form that commune staff fill in with a spreadsheet: what its columns and its
 * rows are called. One table of each, from which template.h writes forms and
 * import.h reads them.
 *
 * A form is a sheet. Its first row has the columns' headings; in each row below,
 * the first column says what the row is ("Tiêu đề", "Câu", "Thành phần hồ sơ" …)
 * and the second has the text. The names of procedures' rows are those of the
 * national portal. Everything but title, topic and sentences may be left out. */
#ifndef CONTENT_FORM_H
#define CONTENT_FORM_H

#include <stdbool.h>
#include <stddef.h>

#include "content/library.h"

enum { FORM_KEY_BYTES = 128, FORM_NAMES_MAX = 6 };

enum form_column {
    FORM_FIELD,
    FORM_TEXT,
    FORM_SAY,
    FORM_SHORT,
    FORM_PICTOGRAM,
    FORM_ID, /* of a block, question, answer or fact; a sentence's number */
    FORM_WHEN,
    FORM_NEXT,
    FORM_PHOTO,
    FORM_TYPE, /* this one and those below are of facts */
    FORM_LEGAL,
    FORM_FROM,
    FORM_TO,
    FORM_CHECKED_ON,
    FORM_CHECKED_BY,
    FORM_EVIDENCE,
    FORM_COLUMN_COUNT
};

/* What a row is. */
enum form_role {
    ROLE_TITLE,
    ROLE_TOPIC,
    ROLE_OPENING,  /* a sentence of a procedure's body */
    ROLE_SENTENCE, /* of the block above, else of the body */
    ROLE_FROM,
    ROLE_TO,
    ROLE_VILLAGES,
    ROLE_LEGAL,
    ROLE_SOURCES,
    ROLE_PRIORITY,
    ROLE_EVIDENCE,
    ROLE_ID,
    ROLE_CODE,
    ROLE_FACT,
    ROLE_QUESTION,
    ROLE_ANSWER,
    ROLE_ENTRY,  /* a block of a section */
    ROLE_IGNORED /* the portal has it, the kiosk does not use it */
};

enum form_kinds { FORM_NOTICE = 1 << ITEM_NOTICE, FORM_PROCEDURE = 1 << ITEM_PROCEDURE };

struct form_column_name {
    const char *names[FORM_NAMES_MAX]; /* the first is written, all are understood */
    const char *note;
    double width; /* characters */
};

struct form_field {
    const char *names[FORM_NAMES_MAX];
    enum form_role role;
    unsigned kinds;       /* in whose forms it is written so */
    enum section section; /* ROLE_ENTRY */
    bool many;            /* may come again; an empty name below repeats it */
};

extern const struct form_column_name FORM_COLUMNS[FORM_COLUMN_COUNT];
extern const struct form_field FORM_FIELDS[];
extern const size_t FORM_FIELD_COUNT;

/* The names of an item's sections in the source ("papers"), by enum section. */
extern const char *const FORM_SECTIONS[SECTION_COUNT];

/* What is written for "normal", "high", "emergency", by enum priority; up to NULL. */
extern const char *const FORM_PRIORITIES[];

/* What is written for a fact's type, by enum fact_type; up to NULL. */
extern const char *const FORM_FACT_TYPES[];

/* The suffixes of a language's column for other wordings, by enum variant
 * ("Tiếng Mông, đọc là"). */
extern const char *const FORM_VARIANTS[];

/* A name as it is compared: small letters without marks, words with one space
 * between them ("Phí,  lệ phí*" → "phi le phi"). False if it does not fit. */
bool form_key(const char *name, char key_out[FORM_KEY_BYTES]);

/* True if both names have the same key. */
bool form_same(const char *a, const char *b);

/* An id made of a text: letters a-z, digits and -, beginning with a letter, at most
 * 48 bytes ("Lịch tiêm phòng 2026" → "lich-tiem-phong-2026"). False if nothing of it
 * can be used. */
bool form_id(const char *text, char id_out[FORM_KEY_BYTES]);

/* The column or field of this name; NULL or FORM_COLUMN_COUNT if there is none. */
const struct form_field *form_field_named(const char *name);
enum form_column form_column_named(const char *name);

/* How `role` is written in the form of an item of `kind`; NULL if such items have no
 * such thing. */
const struct form_field *form_field_of(enum form_role role, enum item_kind kind,
                                       enum section section);

/* The one of `names` (`count` of them) that is most like `name`, NULL if none is. */
const char *form_nearest(const char *name, const char *const *names, size_t count);

#endif
