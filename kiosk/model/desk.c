#include "model/desk.h"

#include <stddef.h>
#include <string.h>

#include "base/str.h"
#include "model/desk_tasks.h"
#include "model/turn.h"

enum { PERCENT = 100, PIN_DIGITS_MIN = 6, DATE_DIGITS = 8, FIELDS_MAX = 5 };

const struct desk_task desk_tasks[DESK_TASKS] = {
    {"Nạp nội dung từ USB", "💾", false, JOB_LOOK, "Chọn tệp trên USB",
     "Không thấy USB, hoặc trên USB không có gói nội dung hay bảng tính nào.", JOB_INSPECT,
     "Nếu nạp, máy sẽ nói thế này", JOB_LOAD, "Nạp vào máy", "✅"},
    {"Tin của xã đang phát", "📢", false, JOB_NOTICES, "Chọn tin",
     "Xã chưa có tin nào của riêng mình.", JOB_SHOW, "Tin này đang nói", JOB_TAKE_BACK,
     "Gỡ tin này xuống", "🗑️"},
    {"Dùng lại bản trước", "⏪", false, JOB_RELEASES, "Chọn bản trước",
     "Máy không còn giữ bản nào trước đó.", JOB_COMPARE, "Nếu dùng lại, máy sẽ nói thế này",
     JOB_ROLL_BACK, "Dùng lại bản này", "✅"},
    {"Hôm ấy đã nói gì?", "📅", true, JOB_HISTORY, "Hôm ấy máy có những tin này",
     "Hôm ấy máy không nói gì, hoặc lúc ấy chưa ghi sổ.", JOB_PAST, "Hôm ấy máy đã nói", JOB_NONE,
     NULL, NULL},
    {"Thu giọng nói", "🎙️", false, JOB_LANGUAGES, "Thu tiếng nào?",
     "Nội dung trên máy chưa có tiếng nào để thu.", JOB_BOOTH, "Giọng đã thu", JOB_AIR,
     "Phát giọng đã thu", "📡"},
};

static const char *const job_names[JOB_COUNT] = {
    [JOB_PEOPLE] = "people",     [JOB_NONE] = "none",           [JOB_PIN] = "pin",
    [JOB_LOOK] = "look",         [JOB_INSPECT] = "inspect",     [JOB_LOAD] = "load",
    [JOB_NOTICES] = "notices",   [JOB_SHOW] = "show",           [JOB_TAKE_BACK] = "take-back",
    [JOB_RELEASES] = "releases", [JOB_COMPARE] = "compare",     [JOB_ROLL_BACK] = "roll-back",
    [JOB_HISTORY] = "history",   [JOB_LANGUAGES] = "languages", [JOB_BOOTH] = "booth",
    [JOB_AIR] = "air",           [JOB_PAST] = "past",
};

const char *job_name(enum job job) { return job_names[job]; }

bool desk_talks(const struct desk *desk) { return desk->job == JOB_BOOTH; }

/* ---- choices ------------------------------------------------------------------------ */

static const struct desk_choice leave = {"Rời bàn cán bộ", NULL, "🚪"};
static const struct desk_choice to_menu = {"Việc khác", NULL, "🏠"};
static const struct desk_choice no_more = {"Thôi, không làm", NULL, "✖️"};

static unsigned menu_choices(struct desk_choice choices_out[PAGE_CHOICES_MAX]) {
    for (unsigned i = 0; i < DESK_TASKS; i++) {
        choices_out[i] = (struct desk_choice){desk_tasks[i].label, NULL, desk_tasks[i].pictogram};
    }
    choices_out[DESK_TASKS] = leave;
    return DESK_TASKS + 1;
}

static bool is_known(const struct desk *desk) { return desk->who.name[0] != '\0'; }

static bool is_list(const struct desk *desk) {
    return desk->stage == DESK_LIST || desk->stage == DESK_PEOPLE;
}

static unsigned list_choices(const struct desk *desk, unsigned room,
                             struct desk_choice choices_out[PAGE_CHOICES_MAX]) {
    unsigned first = is_list(desk) ? desk->part * room : 0, count = 0;
    for (unsigned i = first; i < desk->entry_count && count < room; i++) {
        const struct desk_entry *entry = &desk->entries[i];
        choices_out[count++] = (struct desk_choice){entry->label, entry->note, entry->pictogram};
    }
    return count;
}

static bool may_act(const struct desk *desk) {
    return desk_tasks[desk->task].act != JOB_NONE && (desk->who.releases || desk->who.four_eyes);
}

static unsigned read_choices(const struct desk *desk,
                             struct desk_choice choices_out[PAGE_CHOICES_MAX]) {
    const struct desk_task *task = &desk_tasks[desk->task];
    if (!may_act(desk)) {
        choices_out[0] = to_menu;
        return 1;
    }
    choices_out[0] = (struct desk_choice){task->act_label, NULL, task->act_pictogram};
    choices_out[1] = no_more;
    return 2;
}

unsigned desk_choices(const struct desk *desk, unsigned room,
                      struct desk_choice choices_out[PAGE_CHOICES_MAX]) {
    switch (desk->stage) {
    case DESK_MENU:
        return menu_choices(choices_out);
    case DESK_PEOPLE:
    case DESK_LIST:
    case DESK_TALK:
        return list_choices(desk, room, choices_out);
    case DESK_READ:
        return read_choices(desk, choices_out);
    case DESK_NOTHING:
    case DESK_OUTCOME:
        choices_out[0] = is_known(desk) ? to_menu : leave;
        choices_out[1] = leave;
        return is_known(desk) ? 2 : 1;
    case DESK_SHUT:
    case DESK_PIN:
    case DESK_DATE:
    case DESK_WORK:
        break;
    }
    return 0;
}

/* The lines of such a page go on where there is no room; its choices come at the end. */
static bool has_parts(const struct desk *desk) {
    return desk->stage == DESK_READ || desk->stage == DESK_OUTCOME || desk->stage == DESK_TALK;
}

bool desk_more(const struct desk *desk, unsigned lines, unsigned room) {
    unsigned next = desk->part + 1u;
    return (is_list(desk) && next * room < desk->entry_count) ||
           (has_parts(desk) && next * lines < desk->line_count);
}

static uint32_t bits(enum control first, unsigned count) {
    return ((1u << count) - 1) << (unsigned)first;
}

/* Whoever is asked to agree has come to the end first. */
uint32_t desk_controls(const struct desk *desk, unsigned lines, unsigned room) {
    struct desk_choice choices[PAGE_CHOICES_MAX];
    uint32_t settings = bits(CONTROL_LOUDER, 1) | bits(CONTROL_REPEAT, 1) | bits(CONTROL_SLOWER, 1);
    uint32_t controls = bits(CONTROL_BACK, 1) | (desk_talks(desk) ? 0 : settings);
    bool more = desk_more(desk, lines, room);
    bool open = desk->stage != DESK_TALK || desk->waiting;
    if (open && (!more || is_list(desk))) {
        controls |= bits(CONTROL_CHOICE_1, desk_choices(desk, room, choices));
    }
    if (more) {
        controls |= bits(CONTROL_NEXT, 1);
    }
    if (desk->stage == DESK_PIN || desk->stage == DESK_DATE) {
        controls |= bits(CONTROL_DIGIT_1, CONTROL_ENTER - CONTROL_DIGIT_1 + 1u);
    }
    return controls;
}

/* ---- moving ---------------------------------------------------------------------------- */

/* A job may take long; Back ends it. */
void desk_idle(struct turn *turn) {
    if (turn->state->desk.stage == DESK_WORK) {
        turn->visit->deadline_ms = -1;
    } else {
        turn_wait_for(turn,
                      turn->state->desk.stage == DESK_TALK ? DESK_TALK_IDLE_MS : DESK_IDLE_MS);
    }
}

static void clear_lines(struct desk *desk) { desk->line_count = 0; }

static void arrive(struct turn *turn, enum desk_stage stage) {
    struct desk *desk = &turn->state->desk;
    desk->stage = stage;
    desk->part = 0;
    if (stage == DESK_MENU) { /* the next task begins with nothing */
        clear_lines(desk);
        desk->entry_count = 0;
    }
    memset(desk->digits, 0, sizeof desk->digits);
    turn->visit->focus = turn->visit->armed = CONTROL_NONE;
    turn->visit->heard = turn->visit->lit = LIBRARY_NONE;
    desk_idle(turn);
    turn_say_page(turn);
}

/* Begins a job; the digits it needs are still there when it is performed, and gone
 * with the next page. */
static void begin(struct turn *turn, enum job job) {
    struct desk *desk = &turn->state->desk;
    char digits[sizeof desk->digits];
    bool list = job == desk_tasks[desk->task].list || job == JOB_PEOPLE;
    memcpy(digits, desk->digits, sizeof digits);
    desk->job = job;
    desk->percent = 0;
    if (job != desk_tasks[desk->task].act) {
        desk->proved = (struct desk_person){0}; /* who agreed is told with the act */
    }
    clear_lines(desk);
    desk->entry_count = list ? 0 : desk->entry_count;
    if (desk_talks(desk)) {
        desk->title[0] = '\0';
        turn_effect(turn, (struct effect){.kind = FX_REST, .value = 1});
    }
    turn_effect(turn, (struct effect){.kind = FX_JOB, .value = (int32_t)job});
    arrive(turn, DESK_WORK);
    memcpy(desk->digits, digits, sizeof digits);
}

/* No job runs any more: speech may be heard again. */
static void job_over(struct turn *turn) {
    struct desk *desk = &turn->state->desk;
    if (desk_talks(desk)) {
        turn_effect(turn, (struct effect){.kind = FX_REST, .value = 0});
    }
    desk->job = JOB_NONE;
    desk->writing = desk->waiting = desk->metered = false;
}

static void stop_job(struct turn *turn) {
    if (turn->state->desk.job != JOB_NONE) {
        turn_effect(turn, (struct effect){.kind = FX_STOP});
        job_over(turn);
    }
}

static void shut(struct turn *turn) {
    stop_job(turn);
    turn->state->desk = (struct desk){0};
}

void desk_open(struct turn *turn) {
    shut(turn);
    begin(turn, JOB_PEOPLE);
}

/* ---- actions ------------------------------------------------------------------------------ */

static void choose_task(struct turn *turn, unsigned ix) {
    struct desk *desk = &turn->state->desk;
    if (ix == DESK_TASKS) {
        shut(turn);
        return;
    }
    desk->task = (uint8_t)ix;
    if (desk_tasks[ix].by_day) {
        arrive(turn, DESK_DATE);
    } else {
        begin(turn, desk_tasks[ix].list);
    }
}

/* Four eyes: a second person says yes, too. */
static void agree(struct turn *turn) {
    struct desk *desk = &turn->state->desk;
    if (desk->who.four_eyes) {
        begin(turn, JOB_PEOPLE);
    } else {
        begin(turn, desk_tasks[desk->task].act);
    }
}

static void ask_pin(struct turn *turn, unsigned ix) {
    struct desk *desk = &turn->state->desk;
    str_copy(desk->asked, sizeof desk->asked, desk->entries[ix].ref);
    clear_lines(desk);
    arrive(turn, DESK_PIN);
}

/* The answer goes to the job, which writes its next page. */
static void tell(struct turn *turn, unsigned ix) {
    turn->state->desk.waiting = false;
    turn->visit->focus = turn->visit->armed = CONTROL_NONE;
    turn_effect(turn, (struct effect){.kind = FX_TELL, .value = (int32_t)ix});
}

static void choose(struct turn *turn, unsigned ix) {
    struct desk *desk = &turn->state->desk;
    unsigned entry_ix = desk->part * paging_of(turn->state->world.layout)->choices + ix;
    switch (desk->stage) {
    case DESK_PEOPLE:
        ask_pin(turn, entry_ix);
        break;
    case DESK_MENU:
        choose_task(turn, ix);
        break;
    case DESK_LIST:
        str_copy(desk->chosen, sizeof desk->chosen, desk->entries[entry_ix].ref);
        begin(turn, desk_tasks[desk->task].read);
        break;
    case DESK_TALK:
        tell(turn, ix);
        break;
    case DESK_READ:
        if (ix == 0 && may_act(desk)) {
            agree(turn);
        } else {
            arrive(turn, DESK_MENU);
        }
        break;
    case DESK_NOTHING:
    case DESK_OUTCOME:
        if (ix == 0 && is_known(desk)) {
            arrive(turn, DESK_MENU);
        } else {
            shut(turn);
        }
        break;
    case DESK_SHUT:
    case DESK_PIN:
    case DESK_DATE:
    case DESK_WORK:
        break;
    }
}

static void back(struct turn *turn) {
    struct desk *desk = &turn->state->desk;
    const struct desk_task *task = &desk_tasks[desk->task];
    stop_job(turn);
    if (!is_known(desk) || desk->stage == DESK_MENU) {
        shut(turn);
    } else if (desk->stage == DESK_READ && task->by_day) {
        arrive(turn, DESK_LIST); /* which day it was is not known any more */
    } else if (desk->stage == DESK_READ || desk->stage == DESK_TALK) {
        begin(turn, task->list);
    } else {
        arrive(turn, DESK_MENU);
    }
}

static void next(struct turn *turn) {
    struct desk *desk = &turn->state->desk;
    uint8_t part = (uint8_t)(desk->part + 1);
    arrive(turn, desk->stage);
    desk->part = part;
}

static bool asks_day(const struct desk *desk) { return desk->stage == DESK_DATE; }

static void enter(struct turn *turn) {
    struct desk *desk = &turn->state->desk;
    size_t count = strlen(desk->digits);
    if (asks_day(desk) && count == DATE_DIGITS) {
        begin(turn, desk_tasks[desk->task].list);
    } else if (!asks_day(desk) && count >= PIN_DIGITS_MIN) {
        begin(turn, JOB_PIN);
    } else {
        turn_say_page(turn); /* says how many digits are wanted */
    }
}

static void erase(struct turn *turn) {
    struct desk *desk = &turn->state->desk;
    size_t count = strlen(desk->digits);
    if (count > 0) {
        desk->digits[count - 1] = '\0';
    }
    turn_effect(turn, (struct effect){.kind = FX_TONE});
}

static void digit(struct turn *turn, enum control control) {
    struct desk *desk = &turn->state->desk;
    size_t count = strlen(desk->digits);
    size_t room = asks_day(desk) ? DATE_DIGITS : DESK_DIGITS_MAX;
    bool zero = control == CONTROL_DIGIT_0;
    if (count < room) {
        desk->digits[count] = zero ? '0' : (char)('1' + (control - CONTROL_DIGIT_1));
    }
    turn_effect(turn, (struct effect){.kind = FX_TONE});
}

void desk_act(struct turn *turn, enum control control) {
    if (control >= CONTROL_CHOICE_1 && control <= CONTROL_CHOICE_6) {
        choose(turn, (unsigned)(control - CONTROL_CHOICE_1));
    } else if (control == CONTROL_BACK) {
        back(turn);
    } else if (control == CONTROL_NEXT) {
        next(turn);
    } else if (control == CONTROL_ERASE) {
        erase(turn);
    } else if (control == CONTROL_ENTER) {
        enter(turn);
    } else if (control >= CONTROL_DIGIT_1 && control <= CONTROL_DIGIT_0) {
        digit(turn, control);
    }
}

void desk_time_out(struct turn *turn) { shut(turn); }

/* ---- news of the job ----------------------------------------------------------------------- */

/* Cuts `text` at its tabs; the last field takes what is left. Returns how many. */
static unsigned split(char *text, const char *fields[FIELDS_MAX]) {
    unsigned count = 0;
    char *at = text;
    while (at && count < FIELDS_MAX) {
        char *tab = count + 1 < FIELDS_MAX ? strchr(at, '\t') : NULL;
        fields[count++] = at;
        if (tab) {
            *tab = '\0';
        }
        at = tab ? tab + 1 : NULL;
    }
    return count;
}

static void take_entry(struct desk *desk, const char *const fields[FIELDS_MAX]) {
    if (desk->entry_count < DESK_ENTRIES_MAX) {
        struct desk_entry *entry = &desk->entries[desk->entry_count++];
        str_copy(entry->ref, sizeof entry->ref, fields[1]);
        str_copy(entry->label, sizeof entry->label, fields[2]);
        str_copy(entry->note, sizeof entry->note, fields[3]);
        str_copy(entry->pictogram, sizeof entry->pictogram, fields[4]);
    }
}

/* The last line there is room for says that there was more. */
static void take_line(struct turn *turn, const char *const fields[FIELDS_MAX]) {
    static const char more[] = "Còn nữa, ở đây không hiện hết.";
    struct desk *desk = &turn->state->desk;
    bool full = desk->line_count == DESK_LINES_MAX;
    struct desk_line *line = &desk->lines[full ? DESK_LINES_MAX - 1 : desk->line_count++];
    int lang_ix = full ? LIBRARY_NONE : library_language(turn->library, fields[1]);
    line->lang_ix = (int8_t)(lang_ix == LIBRARY_NONE ? LIBRARY_VIETNAMESE : lang_ix);
    str_copy(line->text, sizeof line->text, full ? more : fields[2]);
}

static void take_who(struct desk *desk, const char *const fields[FIELDS_MAX]) {
    str_copy(desk->proved.name, sizeof desk->proved.name, fields[1]);
    desk->proved.releases = str_same(fields[2], "releaser");
    desk->proved.four_eyes = str_same(fields[3], "four-eyes");
}

static void take_news(struct desk *desk, const char *text) {
    if (desk->news_count < DESK_NEWS_MAX) {
        str_copy(desk->news[desk->news_count++], DESK_LINE_BYTES, text);
    }
}

/* ---- a job that asks: it writes a page, line by line, and then waits ---- */

static void begin_page(struct desk *desk) {
    clear_lines(desk);
    desk->entry_count = 0;
    desk->percent = 0;
    desk->writing = true;
    desk->waiting = desk->metered = false;
}

/* Under the same title one stays where one was. */
static void take_title(struct desk *desk, const char *title) {
    if (!str_same(desk->title, title)) {
        desk->part = 0;
    }
    str_copy(desk->title, sizeof desk->title, title);
}

static void take_level(struct desk *desk, const char *text) {
    unsigned percent = 0;
    for (; *text >= '0' && *text <= '9' && percent <= PERCENT; text++) {
        percent = 10 * percent + (unsigned)(*text - '0');
    }
    desk->metered = true;
    desk->percent = (uint8_t)(percent > PERCENT ? PERCENT : percent);
}

static void ask(struct turn *turn) {
    struct desk *desk = &turn->state->desk;
    unsigned room = paging_of(turn->state->world.layout)->lines;
    uint8_t part = desk->line_count > desk->part * room ? desk->part : 0;
    desk->writing = false;
    desk->waiting = true;
    arrive(turn, DESK_TALK);
    desk->part = part;
}

static void talk(struct turn *turn, const char *const fields[FIELDS_MAX]) {
    struct desk *desk = &turn->state->desk;
    if (str_same(fields[0], "clear")) {
        begin_page(desk);
    } else if (str_same(fields[0], "title")) {
        take_title(desk, fields[1]);
    } else if (str_same(fields[0], "level")) {
        take_level(desk, fields[1]);
    } else if (str_same(fields[0], "ask")) {
        ask(turn);
    }
}

static void job_line(struct turn *turn, const char *text) {
    char space[EVENT_TEXT_BYTES];
    const char *fields[FIELDS_MAX] = {"", "", "", "", ""};
    str_copy(space, sizeof space, text);
    split(space, fields);
    if (str_same(fields[0], "entry")) {
        take_entry(&turn->state->desk, fields);
    } else if (str_same(fields[0], "line")) {
        take_line(turn, fields);
    } else if (str_same(fields[0], "news")) {
        take_news(&turn->state->desk, fields[1]);
    } else if (str_same(fields[0], "who")) {
        take_who(&turn->state->desk, fields);
    } else if (desk_talks(&turn->state->desk)) {
        talk(turn, fields);
    }
}

static void refuse(struct turn *turn, const char *why) {
    struct desk *desk = &turn->state->desk;
    clear_lines(desk);
    take_line(turn, (const char *const[FIELDS_MAX]){"line", "vi", why, "", ""});
    arrive(turn, DESK_PIN);
}

/* Somebody proved who they are, or did not: then the lines say why and when to
 * try again. Who is already there has asked a second person. */
static void pin_done(struct turn *turn) {
    struct desk *desk = &turn->state->desk;
    if (!desk->well) {
        arrive(turn, DESK_PIN);
    } else if (!is_known(desk)) {
        desk->who = desk->proved;
        arrive(turn, DESK_MENU);
    } else if (str_same(desk->who.name, desk->proved.name)) {
        refuse(turn, "Cần mã của một người khác.");
    } else if (!desk->proved.releases) {
        refuse(turn, "Người này chưa được giao quyền phát nội dung.");
    } else {
        begin(turn, desk_tasks[desk->task].act);
    }
}

/* Who is alone need not choose. */
static void people_done(struct turn *turn) {
    struct desk *desk = &turn->state->desk;
    if (!desk->well || desk->entry_count == 0) {
        desk->well = false;
        arrive(turn, DESK_OUTCOME);
    } else if (desk->entry_count == 1) {
        ask_pin(turn, 0);
    } else {
        arrive(turn, DESK_PEOPLE);
    }
}

static void job_done(struct turn *turn) {
    struct desk *desk = &turn->state->desk;
    enum job job = desk->job;
    const struct desk_task *task = &desk_tasks[desk->task];
    job_over(turn);
    if (job == JOB_PIN) {
        pin_done(turn);
    } else if (job == JOB_PEOPLE) {
        people_done(turn);
    } else if (!desk->well || job == task->act) {
        arrive(turn, DESK_OUTCOME);
    } else if (job == task->read) {
        arrive(turn, DESK_READ);
    } else if (desk->entry_count > 0) {
        arrive(turn, DESK_LIST);
    } else {
        arrive(turn, DESK_NOTHING);
    }
}

void desk_news(struct turn *turn, const struct event *event) {
    struct desk *desk = &turn->state->desk;
    if (desk->job == JOB_NONE) {
        return; /* it was ended: nobody waits for what it still says */
    }
    if (event->kind == EV_JOB_LINE) {
        job_line(turn, event->text);
    } else if (event->kind == EV_JOB_STEP) {
        int32_t most = event->value > PERCENT ? PERCENT : event->value;
        desk->percent = (uint8_t)(most < 0 ? 0 : most);
    } else if (event->kind == EV_JOB_DONE) {
        desk->well = event->value == 0;
        turn_hush(turn);
        job_done(turn);
    }
}
