/* Who may open which staff pages: DIR/people.tsv (role, name, hash of the PIN), and
 * how often each was tried wrongly in a row: DIR/tries.tsv.
 *
 * Only the number of wrong tries is kept, never a time: the wait that belongs to it
 * is counted by the clock that never goes backwards, and begins anew when the program
 * starts. So pulling the plug shortens nothing, and a wrong date neither opens nor
 * locks for ever. A try is written down before the PIN is looked at. */
#ifndef SEAL_PEOPLE_H
#define SEAL_PEOPLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"
#include "base/err.h"
#include "seal/pin.h"

enum { PEOPLE_MAX = 64, PEOPLE_NAME_BYTES = 49, PEOPLE_DIR_BYTES = 1024 };

enum people_role {
    PEOPLE_EDITOR,     /* writes notices */
    PEOPLE_RELEASER,   /* publishes them */
    PEOPLE_VOLUNTEER,  /* helps at the kiosk, records */
    PEOPLE_TECHNICIAN, /* keys, sticks, settings */
    PEOPLE_ROLES
};

/* "editor" ...: how it is written in the file. */
const char *people_role_name(enum people_role role);
bool people_role_by_name(const char *name, enum people_role *role_out);

struct person {
    enum people_role role;
    char name[PEOPLE_NAME_BYTES]; /* a pseudonym: 1 to 48 bytes, no control characters */
    char hash[PIN_HASH_BYTES];
    unsigned wrong;     /* tries in a row */
    int64_t free_at_ms; /* not before, by clock_mono_ms */
};

struct people {
    char dir[PEOPLE_DIR_BYTES];
    struct person list[PEOPLE_MAX]; /* in the order of the file */
    size_t count;
};

/* Reads DIR; a missing people.tsv is nobody. What is wrong in it is reported with its
 * line and nobody is let in: ERR_REJECT. If tries.tsv cannot be understood, everybody
 * waits the longest (logged). ERR_STOP (logged) if a file cannot be read.
 * `now_ms`: clock_mono_ms. */
enum err people_load(const char *dir, int64_t now_ms, struct people *people_out,
                     struct diag *diag) MUST_CHECK;

/* The content of people.tsv and of tries.tsv, read into `people`. False if something
 * is wrong: reported to `diag` with `name` and line. */
bool people_parse(const char *text, size_t bytes, const char *name, struct people *people_out,
                  struct diag *diag);
bool people_parse_tries(const char *text, size_t bytes, struct people *people);

/* The index of a name, -1 if there is none. */
int people_find(const struct people *people, const char *name);

/* Adds somebody, or gives who is there another role and PIN and forgets the wrong
 * tries; writes both files (0600), whole or not at all, and makes DIR if needed. A name is
 * shown to people: whether it is UTF-8 is the caller's to check. ERR_REJECT (logged) for a
 * name or PIN that is not taken or one too many, ERR_STOP (logged) if it cannot be
 * written. Takes up to a second. */
enum err people_put(struct people *people, enum people_role role, const char *name, const char *pin,
                    const struct pin_limits *limits) MUST_CHECK;

/* Removes somebody. ERR_REJECT (logged) if there is none, ERR_STOP as above. */
enum err people_remove(struct people *people, const char *name) MUST_CHECK;

enum people_answer {
    PEOPLE_WELCOME,
    PEOPLE_WRONG, /* and the next try waits people_wait_ms */
    PEOPLE_WAIT   /* not looked at: too early */
};

/* How long this person has to wait, 0 if a try is free. Never longer than the wait that
 * belongs to the wrong tries, even if `now_ms` went backwards. */
int64_t people_wait_ms(struct people *people, size_t person_ix, int64_t now_ms);

/* One try. If tries.tsv cannot be written (logged), the waits are kept in memory only.
 * Takes up to a second; one thread at a time. */
enum people_answer people_try(struct people *people, size_t person_ix, const char *pin,
                              int64_t now_ms);

#endif
