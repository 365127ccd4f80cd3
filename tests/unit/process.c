/* Child processes and the clerk who turns what they say into events. */
#include "tests/test.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/process.h"
#include "staff/clerk.h"

enum { HEARD_MAX = 16 };

/* What was heard, and that it is over. */
struct ear {
    pthread_mutex_t lock;
    pthread_cond_t over;
    char lines[HEARD_MAX][PROCESS_LINE_BYTES];
    unsigned count;
    bool ended;
    int status;
    enum event_kind kinds[HEARD_MAX];
};

static void hear(void *context, const char *line) {
    struct ear *ear = context;
    pthread_mutex_lock(&ear->lock);
    if (ear->count < HEARD_MAX) {
        snprintf(ear->lines[ear->count++], PROCESS_LINE_BYTES, "%s", line);
    }
    pthread_mutex_unlock(&ear->lock);
}

static void hear_end(void *context, int status) {
    struct ear *ear = context;
    pthread_mutex_lock(&ear->lock);
    ear->ended = true;
    ear->status = status;
    pthread_cond_signal(&ear->over);
    pthread_mutex_unlock(&ear->lock);
}

static void await_end(struct ear *ear) {
    pthread_mutex_lock(&ear->lock);
    while (!ear->ended) {
        pthread_cond_wait(&ear->over, &ear->lock);
    }
    pthread_mutex_unlock(&ear->lock);
}

static int setup(void **state) {
    struct ear *ear = calloc(1, sizeof *ear);
    pthread_mutex_init(&ear->lock, NULL);
    pthread_cond_init(&ear->over, NULL);
    *state = ear;
    return 0;
}

static int teardown(void **state) {
    free(*state);
    return 0;
}

static struct process *start_with(struct ear *ear, const char *script, const char *input,
                                  bool talks) {
    struct process *process = NULL;
    const char *argv[] = {"/bin/sh", "-c", script, NULL};
    struct process_config config = {.argv = argv,
                                    .input = input,
                                    .talks = talks,
                                    .line = hear,
                                    .ended = hear_end,
                                    .context = ear};
    assert_int_equal(process_start(&config, &process), ERR_OK);
    return process;
}

static struct process *start(struct ear *ear, const char *script, const char *input) {
    return start_with(ear, script, input, false);
}

static void await_line(struct ear *ear, unsigned count) {
    while (true) {
        pthread_mutex_lock(&ear->lock);
        bool told = ear->count >= count;
        pthread_mutex_unlock(&ear->lock);
        if (told) {
            return;
        }
        nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
    }
}

static void its_lines_and_its_end_are_heard(void **state) {
    struct ear *ear = *state;
    struct process *process =
        start(ear, "read pin; echo \"got $pin\"; printf 'no end'; exit 7", "4321");
    await_end(ear);
    assert_int_equal(ear->count, 2);
    assert_string_equal(ear->lines[0], "got 4321");
    assert_string_equal(ear->lines[1], "no end");
    assert_int_equal(ear->status, 7);
    process_end(process);
}

static void a_line_too_long_is_cut_and_the_next_is_whole(void **state) {
    struct ear *ear = *state;
    struct process *process =
        start(ear, "head -c 5000 /dev/zero | tr '\\0' x; echo; echo next", NULL);
    await_end(ear);
    assert_int_equal(ear->count, 2);
    assert_int_equal(strlen(ear->lines[0]), PROCESS_LINE_BYTES - 1);
    assert_string_equal(ear->lines[1], "next");
    process_end(process);
}

/* It is neither gone nor dead and waiting to be buried. */
static bool runs(const char *pid) {
    char path[64], line[256] = ") Z";
    snprintf(path, sizeof path, "/proc/%.20s/stat", pid);
    FILE *file = fopen(path, "r");
    if (!file) {
        return false;
    }
    bool dead = !fgets(line, sizeof line, file) || strstr(line, ") Z");
    fclose(file);
    return !dead;
}

static void who_is_ended_takes_its_children_along(void **state) {
    struct ear *ear = *state;
    struct process *process = start(ear, "sleep 1000 & echo $!; wait", NULL);
    await_line(ear, 1);
    process_end(process);
    assert_true(ear->ended);
    assert_int_equal(ear->status, 128 + 9);
    while (runs(ear->lines[0])) { /* a signal takes a moment */
        nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
    }
}

static void who_talks_is_told_line_by_line(void **state) {
    struct ear *ear = *state;
    struct process *process = start_with(
        ear, "read a; echo \"1 $a\"; read b; echo \"2 $b\"; read c || echo over", "first\n", true);
    await_line(ear, 1);
    assert_string_equal(ear->lines[0], "1 first");
    process_tell(process, "xin chào");
    await_line(ear, 2);
    assert_string_equal(ear->lines[1], "2 xin chào");
    process_end(process);
    assert_int_equal(ear->count, 2); /* its input was open to the end */
    assert_int_equal(ear->status, 128 + 9);
}

/* Neither one that is gone nor one that never reads may end us or hold us up. */
static void who_does_not_listen_does_no_harm(void **state) {
    struct ear *ear = *state;
    int kept = dup(STDERR_FILENO), nowhere = open("/dev/null", O_WRONLY);
    dup2(nowhere, STDERR_FILENO); /* every line that is lost is logged */
    struct process *process = start_with(ear, "exit 3", NULL, true);
    await_end(ear);
    process_tell(process, "anybody?");
    process_end(process);
    assert_int_equal(ear->status, 3);
    process = start_with(ear, "exec sleep 1000", NULL, true);
    for (int i = 0; i < 20000; i++) {
        process_tell(process, "more than a pipe holds");
    }
    process_end(process);
    process = start(ear, "exec sleep 1000", NULL);
    process_tell(process, "who does not talk is told nothing");
    process_end(process);
    dup2(kept, STDERR_FILENO);
    close(kept);
    close(nowhere);
}

static void what_is_not_there_cannot_start(void **state) {
    struct process *process = NULL;
    const char *argv[] = {"/nowhere/at/all", NULL};
    struct process_config config = {
        .argv = argv, .line = hear, .ended = hear_end, .context = *state};
    assert_int_equal(process_start(&config, &process), ERR_DEGRADE);
    assert_null(process);
    process_end(process);
}

/* ---- the clerk ---------------------------------------------------------------------- */

static void note(void *context, const struct event *event) {
    struct ear *ear = context;
    char text[PROCESS_LINE_BYTES];
    snprintf(text, sizeof text, "%d %s", (int)event->value, event->text);
    ear->kinds[ear->count % HEARD_MAX] = event->kind;
    hear(context, text);
    if (event->kind == EV_JOB_DONE) {
        hear_end(context, event->value);
    }
}

static void write_script(const char *path, const char *text) {
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
    assert_int_equal(chmod(path, 0700), 0);
}

static void a_job_is_told_what_it_needs_and_answers_by_events(void **state) {
    struct ear *ear = *state;
    char path[] = "/tmp/tiengban-clerk-XXXXXX";
    struct desk desk = {.asked = "Ví dụ 1", .who.name = "Ví dụ 1"};
    struct clerk *clerk;
    close(mkstemp(path));
    write_script(path, "#!/bin/sh\nIFS=+; echo \"line\tvi\t$*\"\nprintf 'step\\t40\\n'\nread pin\n"
                       "echo \"pin $pin\"\n");
    snprintf(desk.chosen, sizeof desk.chosen, "-a b.xlsx");
    snprintf(desk.digits, sizeof desk.digits, "135790");
    clerk_open(
        &(struct clerk_config){.program = path, .stick_dir = "/s", .post = note, .context = ear},
        &clerk);
    clerk_begin(clerk, JOB_INSPECT, &desk);
    await_end(ear);
    assert_int_equal(ear->count, 4);
    assert_string_equal(ear->lines[0],
                        "0 line\tvi\tdesk+inspect+--stick+/s+--by+Ví dụ 1+--+-a b.xlsx");
    assert_int_equal(ear->kinds[1], EV_JOB_STEP);
    assert_string_equal(ear->lines[1], "40 ");
    assert_string_equal(ear->lines[2], "0 pin "); /* a PIN goes to nobody who need not know */
    assert_int_equal(ear->kinds[3], EV_JOB_DONE);
    clerk_close(clerk);
    unlink(path);
}

static void a_job_that_asks_hears_what_was_chosen(void **state) {
    struct ear *ear = *state;
    char path[] = "/tmp/tiengban-clerk-XXXXXX";
    struct desk desk = {.job = JOB_BOOTH, .who.name = "Ví dụ 1"};
    struct clerk *clerk;
    close(mkstemp(path));
    write_script(path, "#!/bin/sh\necho \"$*\"; read ref; echo \"chose $ref\"\n");
    snprintf(desk.chosen, sizeof desk.chosen, "hmn");
    clerk_open(&(struct clerk_config){.program = path, .post = note, .context = ear}, &clerk);
    clerk_tell(clerk, "nobody is there yet");
    clerk_begin(clerk, JOB_BOOTH, &desk);
    await_line(ear, 1);
    assert_string_equal(ear->lines[0], "0 desk booth --by Ví dụ 1 -- hmn");
    clerk_tell(clerk, "yes");
    await_end(ear);
    assert_string_equal(ear->lines[1], "0 chose yes");
    clerk_stop(clerk);
    clerk_tell(clerk, "nobody is there any more");
    clerk_close(clerk);
    unlink(path);
}

static void a_job_that_cannot_begin_is_done(void **state) {
    struct ear *ear = *state;
    struct clerk *clerk;
    clerk_open(&(struct clerk_config){.program = "/nowhere", .post = note, .context = ear}, &clerk);
    clerk_begin(clerk, JOB_LOOK, &(struct desk){0});
    assert_int_equal(ear->kinds[1], EV_JOB_DONE);
    assert_int_equal(ear->status, 1);
    clerk_stop(clerk);
    clerk_close(clerk);
}

#define EAR_TEST(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        EAR_TEST(its_lines_and_its_end_are_heard),
        EAR_TEST(a_line_too_long_is_cut_and_the_next_is_whole),
        EAR_TEST(who_is_ended_takes_its_children_along),
        EAR_TEST(who_talks_is_told_line_by_line),
        EAR_TEST(who_does_not_listen_does_no_harm),
        EAR_TEST(what_is_not_there_cannot_start),
        EAR_TEST(a_job_is_told_what_it_needs_and_answers_by_events),
        EAR_TEST(a_job_that_asks_hears_what_was_chosen),
        EAR_TEST(a_job_that_cannot_begin_is_done),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
