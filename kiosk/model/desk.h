/* The staff's desk: the pages behind the PIN, where content is loaded, published,
 * taken back and looked up. Pure like the rest of the model: everything that is
 * read or written is a *job* that runs outside (FX_JOB; a child process, so that a
 * bad stick can hold up nobody) and answers by events:
 *
 *   EV_JOB_LINE  fields between tabs: what the line is, then
 *                  who    NAME ROLE RULES    (JOB_PIN) releaser or another role;
 *                                            four-eyes, or nothing
 *                  entry  REF LABEL NOTE PICTOGRAM   one more thing to choose
 *                  news   TEXT               what the staff have to know first
 *                  line   LANGUAGE TEXT      one more sentence to read and hear
 *                and of a job that asks, while it runs (desk_talks):
 *                  clear                     what was written is forgotten
 *                  title  TEXT
 *                  level  PERCENT            how loud it is that the microphone hears
 *                  ask                       the page is written: shown from now on, until
 *                                            somebody chooses (FX_TELL)
 *   EV_JOB_STEP  percent
 *   EV_JOB_DONE  exit status; if it is not 0 the lines say why
 *
 * A job that asks speaks for itself and may listen: meanwhile the kiosk's own speech
 * rests (FX_REST) and the first touch takes a choice, since nothing would be heard.
 *
 * Staff pages are in Vietnamese. A PIN is never spoken, shown or recorded. */
#ifndef MODEL_DESK_H
#define MODEL_DESK_H

#include <stdbool.h>
#include <stdint.h>

#include "content/library.h"
#include "model/event.h"
#include "model/page.h"

enum {
    DESK_DIGITS_MAX = 12,
    DESK_ENTRIES_MAX = 60,
    DESK_LINES_MAX = 60,
    DESK_NEWS_MAX = 3,
    DESK_REF_BYTES = 160,
    DESK_LABEL_BYTES = 120,
    DESK_TITLE_BYTES = 120,
    DESK_PICTOGRAM_BYTES = 24,
    DESK_NOTE_BYTES = 120,
    DESK_LINE_BYTES = 300,
    DESK_NAME_BYTES = 49, /* as PEOPLE_NAME_BYTES: a name that is cut is nobody */
    DESK_IDLE_MS = 3 * 60 * 1000,
    DESK_TALK_IDLE_MS = 5 * 60 * 1000, /* who speaks for a language may think a while */
    CORNER_TOUCHES = 5,
    CORNER_MS = 4000 /* between the first and the last of them */
};

/* What is done outside. What it needs lies in the desk. */
enum job {
    JOB_NONE,
    JOB_PEOPLE,    /* who may come to the desk */
    JOB_PIN,       /* are `digits` the PIN of `asked`? */
    JOB_LOOK,      /* what lies on the stick */
    JOB_INSPECT,   /* what loading the chosen entry would change */
    JOB_LOAD,      /* load it: a pack, or a spreadsheet to publish */
    JOB_NOTICES,   /* this commune's own notices that are shown now */
    JOB_SHOW,      /* what the chosen one says */
    JOB_TAKE_BACK, /* show it no longer */
    JOB_RELEASES,  /* earlier content that is still here */
    JOB_COMPARE,   /* what going back to the chosen one would change */
    JOB_ROLL_BACK, /* go back to it */
    JOB_HISTORY,   /* what there was to hear on the day `digits` (ddmmyyyy) */
    JOB_PAST,      /* what the chosen one said then */
    JOB_LANGUAGES, /* in which languages one may record, and what is missing */
    JOB_BOOTH,     /* record the chosen one: asks, see desk_talks */
    JOB_AIR,       /* show what was recorded with the commune's layer */
    JOB_COUNT
};

enum desk_stage {
    DESK_SHUT,    /* nobody is at the desk */
    DESK_PEOPLE,  /* who is there? */
    DESK_PIN,     /* is it really? */
    DESK_MENU,    /* what to do */
    DESK_DATE,    /* on which day? */
    DESK_LIST,    /* one of the entries */
    DESK_NOTHING, /* there are none */
    DESK_READ,    /* the lines, then whether to go on */
    DESK_TALK,    /* a page of the job that asks */
    DESK_WORK,    /* a job runs */
    DESK_OUTCOME  /* what came of it */
};

struct desk_entry {
    char ref[DESK_REF_BYTES]; /* how the job calls it */
    char label[DESK_LABEL_BYTES];
    char note[DESK_NOTE_BYTES];
    char pictogram[DESK_PICTOGRAM_BYTES];
};

struct desk_person {
    char name[DESK_NAME_BYTES];
    bool releases;  /* may put things on the screen ... */
    bool four_eyes; /* ... or prepare them, for another person who may */
};

struct desk_line {
    int8_t lang_ix;
    char text[DESK_LINE_BYTES];
};

struct desk {
    enum desk_stage stage;
    uint8_t task; /* row of the menu */
    enum job job; /* that runs, JOB_NONE */
    bool well;    /* the last one ended well */
    bool writing; /* the job that asks is in the middle of a page: not to be shown yet */
    bool waiting; /* ... waits for a choice */
    bool metered; /* ... said how loud it is: percent */
    uint8_t percent;
    uint8_t part;                /* of the list or the lines, from 0 */
    uint8_t corner_touches;      /* in a row ... */
    int64_t corner_ms;           /* ... since */
    struct desk_person who;      /* is at the desk; no name: nobody yet */
    struct desk_person proved;   /* whose the last PIN was */
    char asked[DESK_REF_BYTES];  /* whose PIN is wanted */
    char chosen[DESK_REF_BYTES]; /* the entry that the task is about */
    char digits[DESK_DIGITS_MAX + 1];
    char title[DESK_TITLE_BYTES]; /* of the job that asks */
    char news[DESK_NEWS_MAX][DESK_LINE_BYTES];
    uint8_t entry_count, line_count, news_count;
    struct desk_entry entries[DESK_ENTRIES_MAX];
    struct desk_line lines[DESK_LINES_MAX];
};

/* One choice of a desk page. */
struct desk_choice {
    const char *label, *note, *pictogram; /* of the desk or constant */
};

/* True while the job that asks runs: it alone uses loudspeaker and microphone. */
bool desk_talks(const struct desk *desk);

/* The choices of the page the desk is on; returns how many. */
unsigned desk_choices(const struct desk *desk, unsigned room,
                      struct desk_choice choices_out[PAGE_CHOICES_MAX]);

/* True if the list or the lines go on after this part; `lines` of a page, `room`
 * for choices. */
bool desk_more(const struct desk *desk, unsigned lines, unsigned room);

/* Controls that do something here, as controls_of. */
uint32_t desk_controls(const struct desk *desk, unsigned lines, unsigned room);

struct turn;

/* The desk asks who is there. */
void desk_open(struct turn *turn);

/* A control was used, time has come, the job has news. */
void desk_act(struct turn *turn, enum control control);
void desk_time_out(struct turn *turn);
void desk_idle(struct turn *turn); /* speech is over: from now on it idles */
void desk_news(struct turn *turn, const struct event *event);

struct state;

/* The desk's page. */
void desk_page(const struct state *state, const struct library *library, struct page *page);

/* "pin", "look", ...: as the program's own commands are called. */
const char *job_name(enum job job);

#endif
