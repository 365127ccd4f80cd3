/* End to end, from outside: fingers press (xdotool), eyes see pixels change, ears
 * hear the loudspeaker, and the journal has the rows. Runs on tests/e2e/stage.sh;
 * the tests go through one visit in their order.
 *
 * Times are counted in samples of the loudspeaker, so a busy machine makes them
 * neither better nor worse. The recorder is a block behind the loudspeaker: a
 * time is never measured too short, and up to BLOCK_MS too long. */
#include "tests/test.h"

#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/str.h"

enum {
    RATE_HZ = 22050,
    LOUD = 500, /* of 32767 */
    ONSET_MS = 300,
    HUSH_MS = 100,
    BLOCK_MS = 50,
    GATE_MS = 20000,
    POLL_MS = 2,
    ROUNDS = 5,
    PATH_BYTES = 512,
    CSV_BYTES = 256 * 1024,
    GONE = -1 /* a process that died */
};

static const char program[] = "build/tiengban";
static const char window_size[] = "1280x800";

struct scene {
    Display *eyes;
    FILE *hands; /* commands of xdotool */
    pid_t hands_pid;
    int ears; /* what came out of the loudspeaker, growing */
    pid_t kiosk;
    char state_dir[PATH_BYTES];
};

static void pause_ms(int ms) {
    nanosleep(&(struct timespec){.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000L}, NULL);
}

/* Called while waiting: fails once it is in vain. */
static void keep_waiting(struct scene *scene, int64_t gate_ms) {
    if (scene->kiosk > 0 && waitpid(scene->kiosk, NULL, WNOHANG) != 0) {
        scene->kiosk = GONE;
    }
    if (scene->kiosk == GONE) {
        fail_msg("the kiosk is gone");
    }
    assert_true(clock_mono_ms() < gate_ms);
}

/* ---- hands -------------------------------------------------------------------- */

static void hands_do(struct scene *scene, const char *command) {
    assert_true(fputs(command, scene->hands) >= 0);
    assert_int_equal(fflush(scene->hands), 0);
}

/* The first card of any grid of choices; and a place where there is none. */
static const char to_first_choice[] = "mousemove 215 290\n";
static const char to_nothing[] = "mousemove 640 8\n";
static const char touch[] = "click 1\n";

/* Presses beside everything: silence, and nothing else. */
static void hush(struct scene *scene) {
    hands_do(scene, to_nothing);
    hands_do(scene, touch);
}

/* ---- eyes --------------------------------------------------------------------- */

/* A number for everything on the screen (FNV-1a, a word at a time). */
static uint64_t screen_hash(struct scene *scene) {
    Display *eyes = scene->eyes;
    int number = DefaultScreen(eyes);
    XImage *image =
        XGetImage(eyes, RootWindow(eyes, number), 0, 0, (unsigned)DisplayWidth(eyes, number),
                  (unsigned)DisplayHeight(eyes, number), AllPlanes, ZPixmap);
    assert_non_null(image);
    uint64_t hash = 0xcbf29ce484222325u;
    size_t bytes = (size_t)image->bytes_per_line * (size_t)image->height;
    for (size_t i = 0; i + sizeof hash <= bytes; i += sizeof hash) {
        uint64_t word;
        memcpy(&word, image->data + i, sizeof word);
        hash = (hash ^ word) * 0x100000001b3u;
    }
    XDestroyImage(image);
    return hash;
}

static uint64_t wait_for_change(struct scene *scene, uint64_t before) {
    int64_t gate_ms = clock_mono_ms() + GATE_MS;
    uint64_t now = before;
    while (now == before) {
        keep_waiting(scene, gate_ms);
        now = screen_hash(scene);
    }
    return now;
}

/* The screen once it has been the same for a third of a second. */
static uint64_t wait_for_still(struct scene *scene) {
    int64_t gate_ms = clock_mono_ms() + GATE_MS;
    uint64_t last = screen_hash(scene);
    for (int same = 0; same < 10;) {
        pause_ms(33);
        uint64_t now = screen_hash(scene);
        same = now == last ? same + 1 : 0;
        last = now;
        keep_waiting(scene, gate_ms);
    }
    return last;
}

/* ---- ears --------------------------------------------------------------------- */

static int64_t frames_of_ms(int64_t ms) { return ms * RATE_HZ / 1000; }
static int64_t ms_of_frames(int64_t frames) { return frames * 1000 / RATE_HZ; }

static int64_t heard_frames(const struct scene *scene) {
    struct stat about;
    assert_int_equal(fstat(scene->ears, &about), 0);
    return about.st_size / (int64_t)sizeof(int16_t);
}

/* Position of the first loud frame in [first, end), or `end`. */
static int64_t first_loud(const struct scene *scene, int64_t first, int64_t end) {
    int16_t frames[1024];
    while (first < end) {
        size_t want = end - first < 1024 ? (size_t)(end - first) : 1024;
        ssize_t got =
            pread(scene->ears, frames, want * sizeof *frames, (off_t)first * (off_t)sizeof *frames);
        assert_true(got > 0);
        for (ssize_t i = 0; i < got / (ssize_t)sizeof *frames; i++) {
            if (abs(frames[i]) > LOUD) {
                return first + i;
            }
        }
        first += got / (ssize_t)sizeof *frames;
    }
    return end;
}

/* Position of the first loud frame from `first` on, waiting for it. */
static int64_t wait_for_sound(struct scene *scene, int64_t first) {
    int64_t gate_ms = clock_mono_ms() + GATE_MS;
    for (;;) {
        int64_t end = heard_frames(scene);
        int64_t loud = first_loud(scene, first, end);
        if (loud < end) {
            return loud;
        }
        first = end;
        keep_waiting(scene, gate_ms);
        pause_ms(POLL_MS);
    }
}

/* Position of the last loud frame from `first` on that `quiet_ms` of silence
 * follow; `first` if there was no sound. Waits for them. */
static int64_t wait_for_silence(struct scene *scene, int64_t first, int64_t quiet_ms) {
    int64_t gate_ms = clock_mono_ms() + GATE_MS;
    int64_t last = first;
    for (int64_t at = first; at < last + frames_of_ms(quiet_ms);) {
        int64_t end = heard_frames(scene);
        for (int64_t loud = first_loud(scene, at, end); loud < end;
             loud = first_loud(scene, loud + 1, end)) {
            last = loud;
        }
        at = end;
        keep_waiting(scene, gate_ms);
        pause_ms(POLL_MS);
    }
    return last;
}

/* As long as a person takes, and long enough for a burst of the journal. */
static void let_pass(struct scene *scene, int64_t ms) {
    int64_t gate_ms = clock_mono_ms() + GATE_MS;
    int64_t end = heard_frames(scene) + frames_of_ms(ms);
    while (heard_frames(scene) < end) {
        keep_waiting(scene, gate_ms);
        pause_ms(POLL_MS);
    }
}

/* Hushes whatever is said and waits until it is gone. */
static void make_quiet(struct scene *scene) {
    hush(scene);
    wait_for_silence(scene, heard_frames(scene), 400);
}

/* ---- the journal ------------------------------------------------------------------ */

static void journal_read(const char *command, char *text, size_t size) {
    struct str s;
    char piece[1024], line[PATH_BYTES];
    size_t got;
    str_init(&s, text, size);
    snprintf(line, sizeof line, "%s journal %s 2>/dev/null", program, command);
    FILE *pipe = popen(line, "r");
    assert_non_null(pipe);
    while ((got = fread(piece, 1, sizeof piece, pipe)) > 0) {
        str_put_n(&s, piece, got);
    }
    pclose(pipe); /* there is no journal before the first row */
    assert_false(s.cut);
}

/* Rows of the journal with `piece` in them: ",language," or ",item,two-levels,". */
static int row_count(const char *piece) {
    int count = 0;
    char *csv = calloc(CSV_BYTES, 1);
    assert_non_null(csv);
    journal_read("export --csv", csv, CSV_BYTES);
    for (const char *at = csv; (at = strstr(at, piece)); at += strlen(piece)) {
        count++;
    }
    free(csv);
    return count;
}

static void wait_for_rows(struct scene *scene, const char *piece, int count) {
    int64_t gate_ms = clock_mono_ms() + GATE_MS;
    while (row_count(piece) < count) {
        keep_waiting(scene, gate_ms);
        pause_ms(50);
    }
    assert_int_equal(row_count(piece), count);
}

/* ---- setting the scene ---------------------------------------------------------------- */

static FILE *hands_open(pid_t *pid_out) {
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(fcntl(ends[1], F_SETFD, FD_CLOEXEC), 0);
    *pid_out = fork();
    if (*pid_out == 0) {
        dup2(ends[0], STDIN_FILENO);
        close(ends[0]);
        execlp("xdotool", "xdotool", "-", (char *)NULL);
        _exit(127);
    }
    close(ends[0]);
    return fdopen(ends[1], "w");
}

static pid_t kiosk_start(void) {
    pid_t pid = fork();
    if (pid == 0) {
        execl(program, program, "kiosk", "--window", window_size, (char *)NULL);
        _exit(127);
    }
    return pid;
}

static int scene_open(void **state) {
    struct scene *scene = calloc(1, sizeof *scene);
    const char *sound = getenv("STAGE_SOUND");
    *state = NULL;
    if (!scene || !sound) {
        fputs("e2e: run me on the stage: tests/e2e/stage.sh 1280x800 ...\n", stderr);
        free(scene);
        return -1;
    }
    *state = scene;
    str_copy(scene->state_dir, sizeof scene->state_dir, "/tmp/tiengban-e2e-XXXXXX");
    assert_non_null(mkdtemp(scene->state_dir));
    setenv("TIENGBAN_STATE", scene->state_dir, 1);
    setenv("LC_ALL", "C.UTF-8", 1);
    scene->eyes = XOpenDisplay(NULL);
    assert_non_null(scene->eyes);
    scene->ears = open(sound, O_RDONLY | O_CLOEXEC);
    assert_true(scene->ears >= 0);
    scene->hands = hands_open(&scene->hands_pid);
    assert_non_null(scene->hands);
    hands_do(scene, to_nothing);
    return 0;
}

static void remove_folder(const char *path) {
    DIR *dir = opendir(path);
    for (struct dirent *entry; dir && (entry = readdir(dir));) {
        char name[PATH_BYTES];
        if (snprintf(name, sizeof name, "%.200s/%.255s", path, entry->d_name) > 0) {
            remove(name); /* "." and ".." stay */
        }
    }
    if (dir) {
        closedir(dir);
    }
    rmdir(path);
}

static int scene_close(void **state) {
    struct scene *scene = *state;
    if (!scene) {
        return 0;
    }
    if (scene->kiosk > 0) {
        kill(scene->kiosk, SIGKILL);
        waitpid(scene->kiosk, NULL, 0);
    }
    fclose(scene->hands);
    waitpid(scene->hands_pid, NULL, 0);
    close(scene->ears);
    XCloseDisplay(scene->eyes);
    remove_folder(scene->state_dir);
    free(scene);
    return 0;
}

/* ---- one visit ---------------------------------------------------------------------------- */

static void kiosk_opens_and_speaks(void **state) {
    struct scene *scene = *state;
    uint64_t empty = screen_hash(scene);
    int64_t before = heard_frames(scene);
    scene->kiosk = kiosk_start();
    assert_true(scene->kiosk > 0);
    wait_for_change(scene, empty);
    wait_for_sound(scene, before);
}

/* Presses as soon as a word is heard: left alone, even the shortest name of a
 * language sounds much longer than what is allowed here. */
static void hush_is_silence(void **state) {
    struct scene *scene = *state;
    int64_t worst_ms = 0;
    for (int round = 0; round < ROUNDS; round++) {
        make_quiet(scene);
        int64_t asked = heard_frames(scene);
        hands_do(scene, "key r\n");
        wait_for_sound(scene, asked);
        int64_t pressed = heard_frames(scene);
        hush(scene);
        int64_t ms = ms_of_frames(wait_for_silence(scene, pressed, 1000) - pressed);
        worst_ms = ms > worst_ms ? ms : worst_ms;
    }
    print_message("press to silence: at most %lld ms\n", (long long)worst_ms);
    assert_true(worst_ms <= HUSH_MS + BLOCK_MS);
}

static void sound_follows_the_press(void **state) {
    struct scene *scene = *state;
    int64_t worst_ms = 0;
    for (int round = 0; round < ROUNDS; round++) {
        make_quiet(scene);
        int64_t pressed = heard_frames(scene);
        hands_do(scene, "key r\n");
        int64_t ms = ms_of_frames(wait_for_sound(scene, pressed) - pressed);
        worst_ms = ms > worst_ms ? ms : worst_ms;
    }
    print_message("press to sound: at most %lld ms\n", (long long)worst_ms);
    assert_true(worst_ms <= ONSET_MS);
}

/* The first touch of a choice speaks and marks it; the second chooses it, once:
 * if a touch were a click as well, the topics page would be left again. */
static void touch_acts_once(void **state) {
    struct scene *scene = *state;
    make_quiet(scene);
    uint64_t before = wait_for_still(scene);
    int64_t pressed = heard_frames(scene);
    hands_do(scene, to_first_choice);
    hands_do(scene, touch);
    wait_for_change(scene, before);
    wait_for_sound(scene, pressed);
    let_pass(scene, 800);
    assert_int_equal(row_count(",session-start,"), 0);
    hands_do(scene, touch);
    wait_for_rows(scene, ",page,", 1);
    let_pass(scene, 800);
    assert_int_equal(row_count(",session-start,"), 1);
    assert_int_equal(row_count(",language,"), 1);
    assert_int_equal(row_count(",page,"), 1);
}

static void pixels_change_only_by_a_press(void **state) {
    struct scene *scene = *state;
    make_quiet(scene);
    uint64_t before = wait_for_still(scene);
    let_pass(scene, 500);
    assert_true(screen_hash(scene) == before);
    int64_t pressed_ms = clock_mono_ms();
    hands_do(scene, "key 1\n");
    wait_for_change(scene, before);
    print_message("press to pixels: %lld ms, looking included\n",
                  (long long)(clock_mono_ms() - pressed_ms));
    wait_for_rows(scene, ",page,", 2);
}

/* Over the opening words to the first question: where there is no choice a
 * number does nothing, and where there is one Next does nothing. */
static void answer_a_question(struct scene *scene) {
    int64_t gate_ms = clock_mono_ms() + GATE_MS;
    while (row_count(",answer,") == 0) {
        keep_waiting(scene, gate_ms);
        hands_do(scene, "key space\n");
        hands_do(scene, "key 1\n");
        let_pass(scene, 400);
    }
}

static void journal_has_the_rows(void **state) {
    struct scene *scene = *state;
    hands_do(scene, "key 1\n"); /* the first item of the first topic */
    wait_for_rows(scene, ",item,", 1);
    answer_a_question(scene);
    hands_do(scene, "key h\n"); /* a person, please */
    wait_for_rows(scene, ",help,", 1);
    hands_do(scene, "key Home\n");
    wait_for_rows(scene, ",abandoned,", 1);
    hands_do(scene, "key Escape\n"); /* out of the topics: the visit ends */
    wait_for_rows(scene, ",session-end,", 1);
    assert_int_equal(row_count(",session-start,"), 1);
    char text[8192];
    journal_read("show", text, sizeof text);
    assert_non_null(strstr(text, "ended by choice\n"));
    assert_non_null(strstr(text, "unfinished on page"));
}

static void kiosk_leaves_when_told(void **state) {
    struct scene *scene = *state;
    int status = -1;
    int64_t gate_ms = clock_mono_ms() + GATE_MS;
    assert_int_equal(kill(scene->kiosk, SIGTERM), 0);
    while (waitpid(scene->kiosk, &status, WNOHANG) == 0) {
        assert_true(clock_mono_ms() < gate_ms);
        pause_ms(POLL_MS);
    }
    scene->kiosk = 0;
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kiosk_opens_and_speaks),        cmocka_unit_test(hush_is_silence),
        cmocka_unit_test(sound_follows_the_press),       cmocka_unit_test(touch_acts_once),
        cmocka_unit_test(pixels_change_only_by_a_press), cmocka_unit_test(journal_has_the_rows),
        cmocka_unit_test(kiosk_leaves_when_told),
    };
    signal(SIGPIPE, SIG_IGN);
    return cmocka_run_group_tests(tests, scene_open, scene_close);
}
