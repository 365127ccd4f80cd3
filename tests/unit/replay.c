/* Recorded events in, pages, speech and effects out, compared as text with
 * tests/replay/NAME.txt. TIENGBAN_GOLDEN=write writes those texts anew. */
#include "tests/test.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "console/console.h"
#include "console/replay.h"
#include "model/state.h"
#include "tests/unit/tiny.inc"

enum { TEXT_MAX = 256 * 1024 };

static char *read_all(FILE *file) {
    char *text = calloc(TEXT_MAX, 1);
    assert_non_null(text);
    rewind(file);
    size_t bytes = fread(text, 1, TEXT_MAX - 1, file);
    assert_true(bytes < TEXT_MAX - 1);
    return text;
}

/* What the console prints for a file of events. */
static char *printed(const char *replay) {
    struct library library;
    FILE *out = tmpfile();
    struct console_config config = {.effects = true, .replay = replay, .out = out};
    assert_non_null(out);
    tiny_library(&library);
    if (strstr(replay, "/staff.")) { /* a kiosk without content */
        library = (struct library){0};
    } else if (strstr(replay, "/recorded.")) {
        tiny_recordings(&library);
    }
    assert_int_equal(console_run(&config, &library), 0);
    char *text = read_all(out);
    fclose(out);
    library_fini(&library);
    return text;
}

static bool writes_anew(void) {
    const char *golden = getenv("TIENGBAN_GOLDEN");
    return golden && strcmp(golden, "write") == 0;
}

static void expect(const char *path, const char *text) {
    FILE *file = fopen(path, writes_anew() ? "w+" : "r");
    assert_non_null(file);
    if (writes_anew()) {
        fputs(text, file);
    }
    char *expected = read_all(file);
    if (strcmp(expected, text) != 0) {
        print_message("%s differs; if that is right, run: make golden\n", path);
        assert_string_equal(text, expected);
    }
    free(expected);
    fclose(file);
}

static void every_replay_gives_its_text(void **state) {
    (void)state;
    glob_t files;
    char path[512];
    assert_int_equal(glob("tests/replay/*.replay", 0, NULL, &files), 0);
    for (size_t i = 0; i < files.gl_pathc; i++) {
        char *text = printed(files.gl_pathv[i]);
        snprintf(path, sizeof path, "%.*s.txt",
                 (int)(strlen(files.gl_pathv[i]) - strlen(".replay")), files.gl_pathv[i]);
        expect(path, text);
        free(text);
    }
    globfree(&files);
}

/* Which page types the replays reach: all of them. */
static void every_page_type_is_replayed(void **state) {
    (void)state;
    glob_t files;
    bool seen[PAGE_KIND_COUNT] = {false};
    assert_int_equal(glob("tests/replay/*.replay", 0, NULL, &files), 0);
    for (size_t i = 0; i < files.gl_pathc; i++) {
        char *text = printed(files.gl_pathv[i]);
        for (int kind = 0; kind < PAGE_KIND_COUNT; kind++) {
            char heading[64];
            snprintf(heading, sizeof heading, "== %s ", page_kind_name((enum page_kind)kind));
            seen[kind] = seen[kind] || strstr(text, heading) != NULL;
        }
        free(text);
    }
    globfree(&files);
    for (int kind = 0; kind < PAGE_KIND_COUNT; kind++) {
        assert_true(seen[kind] || kind == PAGE_STAFF); /* that one needs an empty library */
    }
}

static void an_event_is_read_as_it_was_written(void **state) {
    (void)state;
    static const struct event events[] = {
        {.kind = EV_START, .value = 20261123, .at_ms = 1000},
        {.kind = EV_KEY, .value = KEY_LOUDER, .at_ms = 1001},
        {.kind = EV_TOUCH, .value = CONTROL_CHOICE_6, .at_ms = 1002},
        {.kind = EV_TOUCH, .value = CONTROL_NONE, .at_ms = 1003},
        {.kind = EV_PRESS, .at_ms = 2000},
        {.kind = EV_SPEAKING, .value = 47, .utterance = UINT32_MAX, .at_ms = 3000},
        {.kind = EV_SPOKEN, .utterance = 7, .at_ms = 3001},
        {.kind = EV_SOUND, .value = 1, .at_ms = 3002},
        {.kind = EV_TIME, .at_ms = 900000},
        {.kind = EV_DAY, .value = 20270101, .at_ms = 900001},
        {.kind = EV_OPEN, .value = 3, .at_ms = 900001},
        {.kind = EV_JOB_LINE, .at_ms = 900002, .text = "entry\ta b.xlsx\tMột tin\t"},
        {.kind = EV_JOB_STEP, .value = 42, .at_ms = 900003},
        {.kind = EV_JOB_DONE, .value = 1, .at_ms = 900004},
    };
    for (size_t i = 0; i < sizeof events / sizeof *events; i++) {
        char line[256] = {0};
        struct event read;
        struct diag diag = {0};
        enum layout_kind layout;
        FILE *file = tmpfile();
        replay_write(file, &events[i], 0);
        rewind(file);
        assert_non_null(fgets(line, sizeof line, file));
        fclose(file);
        assert_int_equal(replay_parse(line, "-", 1, &diag, &read, &layout), REPLAY_EVENT);
        assert_memory_equal(&read, &events[i], sizeof read);
    }
}

static void a_bad_line_is_named(void **state) {
    (void)state;
    static const char *const lines[] = {
        "1200 key nowhere",     "x key ok",    "-5 press", "10 speaking 1",    "10 speaking 1 48",
        "10 spoken 4294967296", "layout huge", "5",        "5 day 99999999999"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        char line[64];
        struct event event;
        enum layout_kind layout;
        FILE *out = tmpfile();
        struct diag diag = {.out = out};
        str_copy(line, sizeof line, lines[i]);
        assert_int_equal(replay_parse(line, "x.replay", 12, &diag, &event, &layout), REPLAY_BAD);
        assert_int_equal(diag.errors, 1);
        char *said = read_all(out);
        assert_non_null(strstr(said, "x.replay:12: "));
        free(said);
        fclose(out);
    }
}

/* What a person at the console types, and what she hears. */
static char *typed(const char *keys, bool ear) {
    struct library library;
    FILE *in = tmpfile();
    FILE *out = tmpfile();
    struct console_config config = {.today = 20261123, .ear = ear, .in = in, .out = out};
    assert_true(in && out);
    fputs(keys, in);
    rewind(in);
    tiny_library(&library);
    assert_int_equal(console_run(&config, &library), 0);
    char *text = read_all(out);
    fclose(in);
    fclose(out);
    return text;
}

static void the_ear_hears_speech_only(void **state) {
    (void)state;
    char *heard = typed("3\n1\n1\n", true);
    assert_non_null(strstr(heard, "vi: Mời chọn tiếng của mình.\nhmn: Hmôngz\n"));
    assert_non_null(strstr(heard, "vi: Xã làm việc của huyện.\n"));
    assert_null(strstr(heard, "=="));
    free(heard);
}

static void a_guide_is_walked_with_twelve_keys(void **state) {
    (void)state;
    char *heard = typed("312#1####3", true);
    assert_non_null(strstr(heard, "vi: Bệnh viện đã đưa giấy này.\n"));
    assert_non_null(strstr(heard, "vi: Mỗi bản sao 8.000 đồng.\n"));
    assert_non_null(strstr(heard, "vi: Xong rồi\n"));
    free(heard);
}

static void waiting_asks_and_then_forgets(void **state) {
    (void)state;
    char *text = typed("1\nwait 46\nwait 30\n", false);
    assert_non_null(strstr(text, "== ask [hmn]"));
    const char *last = strstr(strstr(text, "== ask [hmn]"), "== languages [-]");
    assert_non_null(last);
    free(text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_replay_gives_its_text),
        cmocka_unit_test(every_page_type_is_replayed),
        cmocka_unit_test(an_event_is_read_as_it_was_written),
        cmocka_unit_test(a_bad_line_is_named),
        cmocka_unit_test(the_ear_hears_speech_only),
        cmocka_unit_test(a_guide_is_walked_with_twelve_keys),
        cmocka_unit_test(waiting_asks_and_then_forgets),
    };
    return cmocka_run_group_tests_name("replay", tests, NULL, NULL);
}
