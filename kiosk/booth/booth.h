/* The recording booth: somebody who speaks a language goes through what it lacks,
 * sentence by sentence, hears the Vietnamese, speaks, hears herself and keeps what is
 * good. The whole conversation as a value: events in, state and effects out, no I/O, no
 * clock, no pointers in the state. booth_update is to the booth what model_update is to
 * the kiosk; view.h says what is shown, session.h performs it, run.h shows it in a
 * terminal and serve.h on the staff's desk.
 *
 *   consent ─ yes ─► name ─► dialect ─► licence ─► unit ─ record ─► starting ─► recording
 *                      └─ somebody known ────────►  ▲ ▲                            │ stop
 *                                                   │ └── again ── judged ◄─ judging
 *                                                   └── next unit ── saving ◄─ keep
 *
 * Nothing is recorded before a yes. Where it goes on tomorrow is not remembered here:
 * the work list knows what is on the disk. */
#ifndef BOOTH_BOOTH_H
#define BOOTH_BOOTH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "content/recordings.h"
#include "content/worklist.h"
#include "sound/clip.h"
#include "sound/microphone.h"

enum { BOOTH_TEXT_BYTES = 96, BOOTH_EFFECTS_MAX = 4 };

enum booth_page {
    BOOTH_CONSENT,
    BOOTH_NAME, /* these three take a text ... */
    BOOTH_DIALECT,
    BOOTH_LICENCE, /* ... this one the number of a licence */
    BOOTH_MEETING, /* who she is is being kept */
    BOOTH_UNIT,
    BOOTH_STARTING, /* the microphone does not listen yet */
    BOOTH_RECORDING,
    BOOTH_JUDGING,
    BOOTH_JUDGED,
    BOOTH_SAVING,
    BOOTH_DONE, /* nothing is left to be recorded */
    BOOTH_END,
    BOOTH_PAGES
};

enum booth_key {
    BOOTH_KEY_NONE,
    BOOTH_KEY_YES,
    BOOTH_KEY_NO,
    BOOTH_KEY_RECORD, /* begins, ends: one key for both */
    BOOTH_KEY_PLAY,   /* the Vietnamese; behind a take, that */
    BOOTH_KEY_KEEP,
    BOOTH_KEY_AGAIN,
    BOOTH_KEY_SKIP,
    BOOTH_KEY_BACK,
    BOOTH_KEY_QUIT,
    BOOTH_KEYS
};

/* A sentence about what just happened. */
enum booth_note {
    BOOTH_NOTE_NONE,
    BOOTH_NOTE_VERDICT,       /* see `verdict` */
    BOOTH_NOTE_NO_MICROPHONE, /* none is there */
    BOOTH_NOTE_LOST,          /* it disappeared during the take */
    BOOTH_NOTE_GAP,           /* the machine was too busy */
    BOOTH_NOTE_FULL,          /* the take was too long for any sentence */
    BOOTH_NOTE_NOT_SAVED,     /* the disk refused */
    BOOTH_NOTE_SAVED,         /* the sentence before this one is kept */
    BOOTH_NOTE_WHAT,          /* the answer was not understood */
    BOOTH_NOTES
};

enum booth_event_kind {
    BOOTH_EV_START,
    BOOTH_EV_KEY,       /* key */
    BOOTH_EV_TEXT,      /* text: an answer to name, dialect or licence */
    BOOTH_EV_LISTENING, /* one may speak now */
    BOOTH_EV_LEVEL,     /* level */
    BOOTH_EV_TAKE,      /* end, verdict: the take is over and judged */
    BOOTH_EV_SAVED      /* good: what FX_SPEAKER or FX_SAVE asked for is on the disk */
};

struct booth_event {
    enum booth_event_kind kind;
    enum booth_key key;
    struct microphone_level level;
    enum microphone_end end;
    enum clip_verdict verdict;
    bool good;
    char text[BOOTH_TEXT_BYTES];
};

enum booth_effect {
    BOOTH_FX_SAY,     /* aloud: what the page asks, in Vietnamese; see view.h */
    BOOTH_FX_ADVISE,  /* aloud: the note */
    BOOTH_FX_HUSH,    /* silence, at once; before anything is recorded */
    BOOTH_FX_RECORD,  /* begin a take: answered by LISTENING and TAKE, or TAKE alone */
    BOOTH_FX_STOP,    /* end it */
    BOOTH_FX_PLAY,    /* the take */
    BOOTH_FX_SPEAKER, /* keep who she is and that she agreed: answered by SAVED */
    BOOTH_FX_SAVE     /* keep the take as that of the work at work_ix: answered by SAVED */
};

struct booth_effects {
    enum booth_effect list[BOOTH_EFFECTS_MAX];
    uint8_t count;
};

struct booth {
    enum booth_page page;
    enum booth_note note;
    size_t work_ix; /* of the work list */
    size_t kept;    /* in this session */
    struct {
        int32_t known; /* index of a known speaker, LIBRARY_NONE = somebody new */
        char name[BOOTH_TEXT_BYTES], dialect[BOOTH_TEXT_BYTES];
        int licence; /* see booth_licence */
    } speaker;
    enum clip_verdict verdict; /* of the take in hand */
    bool doubted;              /* the take before had the same doubtful verdict */
    struct microphone_level level;
};

/* What the booth knows from outside; it changes between events only. */
struct booth_plan {
    const struct worklist *worklist;
    const struct recordings_speaker *speakers;
    size_t speaker_count;
    bool touch;       /* there is no keyboard: she chooses, see choices.h */
    const char *lang; /* that is spoken */
};

/* A booth that nobody has entered. */
void booth_init(struct booth *booth);

/* The event happened: changes the state and lists what is to be done, in order. Before
 * BOOTH_EV_SAVED is given for a take, its work is marked as done in the plan. Pure. */
void booth_update(struct booth *booth, const struct booth_plan *plan,
                  const struct booth_event *event, struct booth_effects *effects_out);

/* True if the page waits for a text, not for keys. */
bool booth_wants_text(const struct booth *booth);

/* True if the take in hand may be kept: a good one, or one whose length was doubted
 * twice the same way. */
bool booth_can_keep(const struct booth *booth);

/* Licence number `ix` from 0, as it is written in speakers.tsv, and what it means in
 * Vietnamese; NULL behind the last. */
struct booth_licence {
    const char *name, *vi;
};
const struct booth_licence *booth_licence(int ix);

/* How long a text should take to say: see clip_expected_ms; each figure counts. */
uint32_t booth_expected_ms(const struct work *work);

#endif
