#include "tests/e2e/stagehand.h"

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
    LOUD = 500, /* of 32767 */
    POLL_MS = 2,
    CSV_BYTES = 256 * 1024,
    WORDS_MAX = 16,
    GONE = -1 /* a process that died */
};

const char program[] = "build/tiengban";
static const char window_size[] = "1280x800";

void pause_ms(int ms) {
    nanosleep(&(struct timespec){.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000L}, NULL);
}

void keep_waiting(struct scene *scene, int64_t gate_ms) {
    if (scene->kiosk > 0 && waitpid(scene->kiosk, NULL, WNOHANG) != 0) {
        scene->kiosk = GONE;
    }
    if (scene->kiosk == GONE) {
        fail_msg("the kiosk is gone");
    }
    assert_true(clock_mono_ms() < gate_ms);
}

/* ---- hands -------------------------------------------------------------------- */

void hands_do(struct scene *scene, const char *command) {
    assert_true(fputs(command, scene->hands) >= 0);
    assert_int_equal(fflush(scene->hands), 0);
}

const char to_first_choice[] = "mousemove 215 290\n";
const char to_nothing[] = "mousemove 640 8\n";
const char touch[] = "click 1\n";

void hush(struct scene *scene) {
    hands_do(scene, to_nothing);
    hands_do(scene, touch);
}

/* ---- eyes --------------------------------------------------------------------- */

/* FNV-1a, a word at a time. */
uint64_t screen_hash(struct scene *scene) {
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

uint64_t wait_for_change(struct scene *scene, uint64_t before) {
    int64_t gate_ms = clock_mono_ms() + GATE_MS;
    uint64_t now = before;
    while (now == before) {
        keep_waiting(scene, gate_ms);
        now = screen_hash(scene);
    }
    return now;
}

uint64_t wait_for_still(struct scene *scene) {
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

int64_t frames_of_ms(int64_t ms) { return ms * RATE_HZ / 1000; }
int64_t ms_of_frames(int64_t frames) { return frames * 1000 / RATE_HZ; }

int64_t heard_frames(const struct scene *scene) {
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

int64_t wait_for_sound(struct scene *scene, int64_t first) {
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

int64_t wait_for_silence(struct scene *scene, int64_t first, int64_t quiet_ms) {
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

void let_pass(struct scene *scene, int64_t ms) {
    int64_t gate_ms = clock_mono_ms() + GATE_MS;
    int64_t end = heard_frames(scene) + frames_of_ms(ms);
    while (heard_frames(scene) < end) {
        keep_waiting(scene, gate_ms);
        pause_ms(POLL_MS);
    }
}

void make_quiet(struct scene *scene) {
    hush(scene);
    wait_for_silence(scene, heard_frames(scene), 400);
}

/* ---- the journal ------------------------------------------------------------------ */

void journal_read(const char *command, char *text, size_t size) {
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

int row_count(const char *piece) {
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

void wait_for_rows(struct scene *scene, const char *piece, int count) {
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

pid_t kiosk_start(const char *const *options) {
    const char *words[WORDS_MAX + 1] = {program, "kiosk", "--window", window_size};
    unsigned count = 4;
    for (; *options; options++) {
        assert_true(count < WORDS_MAX);
        words[count++] = *options;
    }
    pid_t pid = fork();
    if (pid == 0) {
        execv(program, (char *const *)(uintptr_t)words);
        _exit(127);
    }
    return pid;
}

void kiosk_stop(struct scene *scene) {
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

int scene_open(void **state) {
    struct scene *scene = calloc(1, sizeof *scene);
    const char *sound = getenv("STAGE_SOUND");
    *state = NULL;
    if (!scene || !sound) {
        fputs("Run me on the stage: tests/e2e/stage.sh 1280x800 ...\n", stderr);
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
    char command[PATH_BYTES + 16];
    assert_true(snprintf(command, sizeof command, "rm -rf %s", path) > 0);
    assert_int_equal(system(command), 0);
}

int scene_close(void **state) {
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
