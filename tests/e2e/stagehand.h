/* What the tests on the stage (tests/e2e/stage.sh) share: hands, eyes, ears, the journal
 * and a kiosk of their own, with a state folder that goes away.
 *
 * Times are counted in samples of the loudspeaker, so a busy machine makes them
 * neither better nor worse. The recorder is a block behind the loudspeaker: a
 * time is never measured too short, and up to a block too long. Whatever waits fails
 * after GATE_MS or when the kiosk is gone. */
#ifndef TESTS_E2E_STAGEHAND_H
#define TESTS_E2E_STAGEHAND_H

#include "tests/test.h"

#include <X11/Xlib.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/types.h>

enum { RATE_HZ = 22050, GATE_MS = 20000, PATH_BYTES = 512 };

extern const char program[];

struct scene {
    Display *eyes;
    FILE *hands; /* commands of xdotool */
    pid_t hands_pid;
    int ears; /* what came out of the loudspeaker, growing */
    pid_t kiosk;
    char state_dir[PATH_BYTES];
};

/* cmocka's setup and teardown of a group: *state is a struct scene. */
int scene_open(void **state);
int scene_close(void **state);

/* `options`: what else the kiosk is told, up to NULL. */
pid_t kiosk_start(const char *const *options);

/* Asks it to leave; it has to, with status 0. */
void kiosk_stop(struct scene *scene);

void pause_ms(int ms);

/* Called while waiting: fails once it is in vain. */
void keep_waiting(struct scene *scene, int64_t gate_ms);

/* ---- hands -------------------------------------------------------------------- */

/* The first card of any grid of choices; and a place where there is none. */
extern const char to_first_choice[], to_nothing[], touch[];

void hands_do(struct scene *scene, const char *command);

/* Presses beside everything: silence, and nothing else. */
void hush(struct scene *scene);

/* ---- eyes --------------------------------------------------------------------- */

/* A number for everything on the screen. */
uint64_t screen_hash(struct scene *scene);
uint64_t wait_for_change(struct scene *scene, uint64_t before);

/* The screen once it has been the same for a third of a second. */
uint64_t wait_for_still(struct scene *scene);

/* ---- ears --------------------------------------------------------------------- */

int64_t frames_of_ms(int64_t ms);
int64_t ms_of_frames(int64_t frames);
int64_t heard_frames(const struct scene *scene);

/* Position of the first loud frame from `first` on, waiting for it. */
int64_t wait_for_sound(struct scene *scene, int64_t first);

/* Position of the last loud frame from `first` on that `quiet_ms` of silence
 * follow; `first` if there was no sound. Waits for them. */
int64_t wait_for_silence(struct scene *scene, int64_t first, int64_t quiet_ms);

/* As long as a person takes, and long enough for a burst of the journal. */
void let_pass(struct scene *scene, int64_t ms);

/* Hushes whatever is said and waits until it is gone. */
void make_quiet(struct scene *scene);

/* ---- the journal ---------------------------------------------------------------- */

void journal_read(const char *command, char *text, size_t size);

/* Rows of the journal with `piece` in them: ",language," or ",item,two-levels,". */
int row_count(const char *piece);
void wait_for_rows(struct scene *scene, const char *piece, int count);

#endif
