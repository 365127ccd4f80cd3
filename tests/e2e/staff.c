/* A working day of the staff, from outside: a spreadsheet on a stick becomes a notice
 * that a citizen hears; it is taken back and still stands in the book; a province's pack
 * comes and goes; what is not genuine changes nothing. Runs on tests/e2e/stage.sh; what
 * is on the screen is read in the file of `kiosk --pages`. The tests go through one day
 * in their order. */
#include "tests/e2e/stagehand.h"

#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"

enum { PAGES_BYTES = 1024 * 1024, COMMAND_BYTES = 2048 };

/* The people, keys and sticks of the day. The commune writes its notice as a list, the
 * province changes the name of a topic. */
static const char morning[] =
    "set -e; exec 2>\"$TIENGBAN_STATE/log\"; cd \"$TIENGBAN_STATE\"; t=$OLDPWD/build/tiengban\n"
    "mkdir keys trust stick province\n"
    "echo 314159 | $t staff add-person --role releaser --name 'Chị Hoa'\n"
    "echo 271828 | $t staff add-person --role releaser --name 'Anh Pao'\n"
    "$t content keygen keys/commune --no-passphrase\n"
    "mv keys/commune.pub trust/commune-xa.pub\n"
    "$t content keygen province/tinh --no-passphrase\n"
    "cp province/tinh.pub trust/province-tinh.pub\n"
    "$t content keygen province/la --no-passphrase\n"
    "cp -r $OLDPWD/content province/content\n"
    "sed -i 's/Phòng lừa đảo/Đề phòng kẻ gian/' province/content/topics.yaml\n"
    "$t content build province/content --voices $OLDPWD/voices --out province/tinh.pack\n"
    "printf 'Tiêu đề,Chủ đề,Nội dung\\nCắt điện hôm nay,Việc ở xã,"
    "\"Hôm nay xã mình cắt điện.\\nBà con bơm nước từ sớm.\"\\n' > stick/cat-dien.csv\n";

static void do_in_state(const struct scene *scene, const char *commands) {
    char line[COMMAND_BYTES];
    int bytes = snprintf(line, sizeof line, "set -e; cd %s; t=$OLDPWD/%s; exec 2>>log; %s",
                         scene->state_dir, program, commands);
    assert_true(bytes > 0 && bytes < COMMAND_BYTES);
    assert_int_equal(system(line), 0);
}

/* ---- what is on the screen ---------------------------------------------------------- */

/* The last page and what was said with it; in the caller's memory. */
static const char *last_page(const struct scene *scene, char text[PAGES_BYTES]) {
    char path[PATH_BYTES + 8];
    snprintf(path, sizeof path, "%s/pages", scene->state_dir);
    FILE *file = fopen(path, "r");
    size_t bytes = file ? fread(text, 1, PAGES_BYTES - 1, file) : 0;
    if (file) {
        fclose(file);
    }
    assert_true(bytes < PAGES_BYTES - 1);
    text[bytes] = '\0';
    const char *page = text;
    for (const char *at = text; (at = strstr(at, "== ")); at++) {
        page = at == text || at[-1] == '\n' ? at : page;
    }
    return page;
}

/* Waits for a page with both pieces that is written to its end. */
static void see(struct scene *scene, const char *title, const char *piece) {
    char *text = malloc(PAGES_BYTES);
    int64_t gate_ms = clock_mono_ms() + GATE_MS;
    assert_non_null(text);
    for (;;) {
        const char *page = last_page(scene, text);
        if (strstr(page, title) && strstr(page, piece) && strstr(page, "  keys:")) {
            break;
        }
        if (clock_mono_ms() > gate_ms) {
            fail_msg("no page with “%s” and “%s”, but:\n%s", title, piece, page);
        }
        keep_waiting(scene, gate_ms + 1000);
        pause_ms(30);
    }
    free(text);
}

static bool sees_not(struct scene *scene, const char *piece) {
    char *text = malloc(PAGES_BYTES);
    assert_non_null(text);
    bool absent = !strstr(last_page(scene, text), piece);
    free(text);
    return absent;
}

/* ---- fingers -------------------------------------------------------------------------- */

static void key(struct scene *scene, const char *name) {
    char command[64];
    snprintf(command, sizeof command, "key %s\n", name);
    hands_do(scene, command);
}

/* The choice that says `label`, by the number that stands on it. */
static void choose(struct scene *scene, const char *label) {
    char *text = malloc(PAGES_BYTES);
    assert_non_null(text);
    const char *at = strstr(last_page(scene, text), "\n  (");
    const char *end = at ? at + 1 : NULL;
    while (at && at[3] == '(') {
        end = strchr(at + 1, '\n');
        const char *found = strstr(at, label);
        if (found && found < end) {
            break;
        }
        at = end;
    }
    if (!at || at[3] != '(') {
        fail_msg("no choice “%s” on:\n%s", label, last_page(scene, text));
    }
    char number[2] = {at[4], '\0'};
    free(text);
    key(scene, number);
}

/* Keys as on a telephone: where they are at 1280x800. */
static void touch_digit(struct scene *scene, char digit) {
    char command[64];
    int place = digit == '0' ? 10 : digit == '*' ? 11 : digit - '1';
    snprintf(command, sizeof command, "mousemove %d %d\nclick 1\n", 730 + place % 3 * 210,
             172 + place / 3 * 129);
    hands_do(scene, command);
}

/* The digits, then the tick. */
static void touch_pin(struct scene *scene, const char *pin) {
    for (; *pin; pin++) {
        touch_digit(scene, *pin);
        pause_ms(250);
    }
    touch_digit(scene, '*');
}

static void open_desk(struct scene *scene) {
    hands_do(scene, "mousemove 1270 8\n");
    for (int i = 0; i < 5; i++) {
        hands_do(scene, touch);
        pause_ms(200);
    }
    see(scene, "Ai đang ở đây?", "Chị Hoa");
}

static void come_in(struct scene *scene) {
    open_desk(scene);
    choose(scene, "Chị Hoa");
    see(scene, "Chị Hoa", "Gõ mã rồi chọn dấu");
    touch_pin(scene, "314159");
    see(scene, "Bàn cán bộ", "Nạp nội dung từ USB");
}

/* To what loading a file of the stick would change, or why it cannot be. */
static void look_into(struct scene *scene, const char *file) {
    choose(scene, "Nạp nội dung từ USB");
    see(scene, "Chọn tệp trên USB", file);
    choose(scene, file);
}

/* Over all that is to be read to the question at its end. */
static void agree(struct scene *scene, const char *label) {
    char *text = malloc(PAGES_BYTES);
    int64_t gate_ms = clock_mono_ms() + GATE_MS;
    assert_non_null(text);
    while (!strstr(last_page(scene, text), label)) {
        keep_waiting(scene, gate_ms);
        key(scene, "space");
        pause_ms(300);
    }
    free(text);
    choose(scene, label);
}

static void back_to_menu(struct scene *scene) {
    choose(scene, "Việc khác");
    see(scene, "Bàn cán bộ", "Rời bàn cán bộ");
}

static void leave(struct scene *scene) {
    choose(scene, "Rời bàn cán bộ");
    see(scene, "== languages", "Tiếng Việt");
}

/* A citizen looks for the notice where it belongs. */
static void go_to_topic(struct scene *scene, const char *topic) {
    choose(scene, "Tiếng Việt");
    see(scene, "== topics", topic);
    choose(scene, topic);
    see(scene, "== list", topic);
}

static void go_away(struct scene *scene) {
    key(scene, "Home");
    see(scene, "== topics", "Việc ở xã");
    key(scene, "Escape");
    see(scene, "== languages", "Tiếng Việt");
}

/* ---- the day ---------------------------------------------------------------------------- */

static int day_begins(void **state) {
    static char stick[PATH_BYTES + 8], pages[PATH_BYTES + 8];
    if (scene_open(state)) {
        return -1;
    }
    struct scene *scene = *state;
    snprintf(stick, sizeof stick, "%s/stick", scene->state_dir);
    snprintf(pages, sizeof pages, "%s/pages", scene->state_dir);
    assert_int_equal(system(morning), 0);
    scene->kiosk = kiosk_start((const char *const[]){"--stick", stick, "--pages", pages, NULL});
    assert_true(scene->kiosk > 0);
    see(scene, "== languages", "Tiếng Việt");
    wait_for_still(scene);
    return 0;
}

static void wrong_pin_opens_nothing(void **state) {
    struct scene *scene = *state;
    open_desk(scene);
    choose(scene, "Chị Hoa");
    see(scene, "Chị Hoa", "Gõ mã rồi chọn dấu");
    touch_pin(scene, "999999");
    see(scene, "Chị Hoa", "Mã không đúng.");
    key(scene, "Escape");
    see(scene, "== languages", "Tiếng Việt");
}

static void notice_from_a_sheet(void **state) {
    struct scene *scene = *state;
    come_in(scene);
    look_into(scene, "cat-dien.csv");
    int64_t asked = heard_frames(scene);
    see(scene, "Nếu nạp, máy sẽ nói thế này", "Thêm: Cắt điện hôm nay");
    wait_for_sound(scene, asked);
    agree(scene, "Nạp vào máy");
    see(scene, "Xong", "Đã đưa tin của xã lên máy.");
    leave(scene);
    wait_for_still(scene);
}

static void citizen_hears_it(void **state) {
    struct scene *scene = *state;
    let_pass(scene, 2500); /* the kiosk looks at the shelf */
    go_to_topic(scene, "Việc ở xã");
    see(scene, "== list", "Cắt điện hôm nay");
    make_quiet(scene);
    int64_t asked = heard_frames(scene);
    choose(scene, "Cắt điện hôm nay");
    see(scene, "Hôm nay xã mình cắt điện.", "Bà con bơm nước từ sớm.");
    wait_for_sound(scene, asked);
    go_away(scene);
}

static void it_is_taken_back(void **state) {
    struct scene *scene = *state;
    come_in(scene);
    choose(scene, "Tin của xã đang phát");
    see(scene, "Chọn tin", "Cắt điện hôm nay");
    choose(scene, "Cắt điện hôm nay");
    see(scene, "Tin này đang nói", "Hôm nay xã mình cắt điện.");
    agree(scene, "Gỡ tin này xuống");
    see(scene, "Xong", "Đã gỡ tin này xuống.");
    leave(scene);
    let_pass(scene, 2500);
    go_to_topic(scene, "Việc ở xã");
    assert_true(sees_not(scene, "Cắt điện hôm nay"));
    go_away(scene);
}

static void the_book_still_has_it(void **state) {
    struct scene *scene = *state;
    char digits[16];
    time_t now = time(NULL);
    struct tm day;
    assert_non_null(localtime_r(&now, &day));
    assert_true(strftime(digits, sizeof digits, "%d%m%Y", &day) == 8);
    come_in(scene);
    choose(scene, "Hôm ấy đã nói gì?");
    see(scene, "Ngày nào?", "Gõ tám số");
    touch_pin(scene, digits);
    see(scene, "Hôm ấy máy có những tin này", "Cắt điện hôm nay — của xã");
    choose(scene, "Cắt điện hôm nay");
    see(scene, "Hôm ấy máy đã nói", "Hôm nay xã mình cắt điện.");
    agree(scene, "Việc khác");
    see(scene, "Bàn cán bộ", "Rời bàn cán bộ");
}

/* At the desk, from here to the province's own pack. */
static void what_is_not_genuine_changes_nothing(void **state) {
    static const struct {
        const char *file, *made, *sentence;
    } bad[] = {
        {"a.pack", "cp province/tinh.pack stick/a.pack", "Tệp chưa được ký"},
        {"b.pack",
         "cp province/tinh.pack stick/b.pack; $t content sign stick/b.pack --key province/tinh.key;"
         "printf x | dd of=stick/b.pack bs=1 seek=9000 conv=notrunc",
         "không còn như lúc ký"},
        {"c.pack",
         "cp province/tinh.pack stick/c.pack; $t content sign stick/c.pack --key province/la.key",
         "khóa"},
    };
    struct scene *scene = *state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        do_in_state(scene, bad[i].made);
        do_in_state(scene, "$t content list >before; cp library/current before.current");
        look_into(scene, bad[i].file);
        see(scene, "Chưa được", bad[i].sentence);
        do_in_state(scene, "$t content list | cmp - before; cmp library/current before.current");
        back_to_menu(scene);
    }
    do_in_state(scene, "rm stick/?.pack*");
}

static void province_comes_and_goes(void **state) {
    struct scene *scene = *state;
    do_in_state(scene, "cp province/tinh.pack stick; "
                       "$t content sign stick/tinh.pack --key province/tinh.key");
    look_into(scene, "tinh.pack");
    see(scene, "Nếu nạp, máy sẽ nói thế này", "Gói này do tỉnh ký.");
    agree(scene, "Nạp vào máy");
    see(scene, "Xong", "Việc khác");
    leave(scene);
    let_pass(scene, 2500);
    choose(scene, "Tiếng Việt");
    see(scene, "== topics", "Đề phòng kẻ gian");
    key(scene, "Escape");
    come_in(scene);
    choose(scene, "Dùng lại bản trước");
    see(scene, "Chọn bản trước", "Nội dung có sẵn theo máy");
    choose(scene, "Nội dung có sẵn theo máy");
    agree(scene, "Dùng lại bản này");
    see(scene, "Xong", "Máy đang dùng lại bản này.");
    leave(scene);
    let_pass(scene, 2500);
    choose(scene, "Tiếng Việt");
    see(scene, "== topics", "Phòng lừa đảo");
    key(scene, "Escape");
    see(scene, "== languages", "Tiếng Việt");
}

static void four_eyes_ask_a_second_person(void **state) {
    struct scene *scene = *state;
    do_in_state(scene, "touch staff/four-eyes");
    come_in(scene);
    look_into(scene, "cat-dien.csv");
    see(scene, "Nếu nạp, máy sẽ nói thế này", "Cắt điện hôm nay");
    agree(scene, "Nạp vào máy");
    see(scene, "Ai là người thứ hai?", "Anh Pao");
    choose(scene, "Chị Hoa");
    see(scene, "Chị Hoa", "Gõ mã rồi chọn dấu");
    touch_pin(scene, "314159");
    see(scene, "Chị Hoa", "Cần mã của một người khác.");
    do_in_state(scene, "$t content list >list; ! grep '^commune *[*]' list");
    key(scene, "Escape");
    see(scene, "Bàn cán bộ", "Rời bàn cán bộ");
    look_into(scene, "cat-dien.csv");
    see(scene, "Nếu nạp, máy sẽ nói thế này", "Cắt điện hôm nay");
    agree(scene, "Nạp vào máy");
    see(scene, "Ai là người thứ hai?", "Anh Pao");
    choose(scene, "Anh Pao");
    see(scene, "Anh Pao", "Gõ mã rồi chọn dấu");
    touch_pin(scene, "271828");
    see(scene, "Xong", "Đã đưa tin của xã lên máy.");
    do_in_state(scene, "$t content history | grep -q 'Chị Hoa, Anh Pao'");
    leave(scene);
}

static void kiosk_leaves_when_told(void **state) { kiosk_stop(*state); }

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(wrong_pin_opens_nothing),
        cmocka_unit_test(notice_from_a_sheet),
        cmocka_unit_test(citizen_hears_it),
        cmocka_unit_test(it_is_taken_back),
        cmocka_unit_test(the_book_still_has_it),
        cmocka_unit_test(what_is_not_genuine_changes_nothing),
        cmocka_unit_test(province_comes_and_goes),
        cmocka_unit_test(four_eyes_ask_a_second_person),
        cmocka_unit_test(kiosk_leaves_when_told),
    };
    signal(SIGPIPE, SIG_IGN);
    return cmocka_run_group_tests(tests, day_begins, scene_close);
}
