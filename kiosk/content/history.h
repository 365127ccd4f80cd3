/* What the kiosk said and when, after the packs are long gone: “what did we say on
 * 3 May?” A span is one text of one item, from the day it was published to the day it
 * was replaced or taken back; a release is one switch of the shelf. */
#ifndef CONTENT_HISTORY_H
#define CONTENT_HISTORY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "content/library.h"

struct history;

/* ERR_RETRY, ERR_REJECT (logged): as store_open; the kiosk goes on without.
 * *history_out is ended by history_close. One thread. */
enum err history_open(const char *path, struct history **history_out) MUST_CHECK;

/* NULL is fine. */
void history_close(struct history *history);

/* A switch of the shelf, and the packs that were in use after it. */
struct history_release {
    int64_t number; /* of the manifest; 0: the starter pack alone, nothing was released */
    int64_t at_s;
    const char *by; /* "": the kiosk itself, when a pack was damaged */
    struct history_layer {
        const char *role;        /* "starter", "province", "commune" */
        const char *hash;        /* of the file; of the content of the starter */
        const char *key;         /* id of the key it was signed with, "" for the starter */
    } layers[LIBRARY_PACKS_MAX]; /* as library.packs */
};

/* Makes the history agree with what is shown from `today` on: texts that are new begin,
 * texts that are gone end, the release is written down if it is not yet. The same call
 * again changes nothing, so that it mends what a power cut left out. A release older
 * than the last one written down changes nothing either: somebody was slow.
 * ERR_RETRY, ERR_REJECT (logged): nothing was changed. */
enum err history_follow(struct history *history, const struct library *library,
                        const struct history_release *release, int32_t today) MUST_CHECK;

/* The number of the last release that is written down, 0 if none is. */
int64_t history_last(struct history *history);

/* One text that was shown. Strings are valid during the call. */
struct history_row {
    const char *item, *title, *text;
    const char *role, *hash; /* the pack it came with first */
    int32_t from_day;        /* yyyymmdd: published on, ... */
    int32_t to_day;          /* ... and until, that day included; 0: still is */
};

/* Every text that was offered on `day`: published, and within its own dates. In the
 * order of ids; two rows if it was replaced on that day. ERR_RETRY, ERR_REJECT
 * (logged). */
enum err history_day(struct history *history, int32_t day,
                     void (*visit)(void *context, const struct history_row *row),
                     void *context) MUST_CHECK;

/* A switch of the shelf, a row for each pack in use. */
struct history_event {
    int64_t number;
    int64_t at_s;
    const char *by, *role, *pack_id, *version, *hash, *key;
};

/* Every release, oldest first. Errors as history_day. */
enum err history_releases(struct history *history,
                          void (*visit)(void *context, const struct history_event *event),
                          void *context) MUST_CHECK;

#endif
