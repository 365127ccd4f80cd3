/* A booth at work: the conversation, the work list, the recordings on the disk and the
 * studio. Whoever shows it (run.h: a terminal, serve.h: the staff's desk) gives it events
 * and is called back when there is something else to show. One thread calls everything. */
#ifndef BOOTH_SESSION_H
#define BOOTH_SESSION_H

#include <stdio.h>

#include "base/diag.h"
#include "base/err.h"
#include "booth/booth.h"
#include "booth/studio.h"
#include "booth/view.h"

enum { SESSION_LINE_BYTES = 512 };

struct booth_config {
    const char *lang;              /* "hmn": the language to be spoken */
    const struct library *library; /* what is to be recorded */
    const char *recordings_dir;    /* holds a folder a language; made if it is not there */
    const char *voices_dir;        /* says the Vietnamese; else it is only shown */
    int in;                        /* what she answers, by line */
    FILE *out;                     /* pages */
};

struct session {
    const struct booth_config *config;
    bool touch; /* see booth_plan */
    struct worklist worklist;
    struct recordings recordings; /* for the speakers */
    struct studio *studio;
    struct booth booth;
    char speaker[RECORDINGS_NAME_BYTES];
    /* Whoever shows it. */
    void (*show)(void *context); /* the booth has changed; before its effects are performed */
    void (*line)(void *context, char *line); /* she answered */
    void (*level)(void *context);            /* every level_ms of a take; 0 = never */
    int level_ms;
    void *context;

    char text[SESSION_LINE_BYTES]; /* of the line that is being read */
    size_t text_used;
};

/* What is there and what there is to do in a language. ERR_REJECT (logged, or in `diag`):
 * no such language, tables that are wrong. Both are ended by worklist_fini and
 * recordings_fini. */
enum err session_work(const struct booth_config *config, struct diag *diag,
                      struct worklist *worklist_out, struct recordings *recordings_out) MUST_CHECK;

/* `config` outlives the session. Errors as session_work, and as studio_open. The caller
 * then says how it is shown. Ended by session_close, also after an error. */
enum err session_open(const struct booth_config *config, struct diag *diag,
                      struct session *session_out) MUST_CHECK;

/* Zeroed is fine. */
void session_close(struct session *session);

struct booth_plan session_plan(const struct session *session);

/* The event happened: shows the booth, then does what is to be done. */
void session_happen(struct session *session, const struct booth_event *event);
void session_press(struct session *session, enum booth_key key);

/* From the beginning until she leaves or the input ends. Lines that are too long lose
 * their end. */
void session_converse(struct session *session);

/* How loud the microphone hears, from -60 dB (0) to full scale (100). */
int session_percent(const struct session *session);

#endif
