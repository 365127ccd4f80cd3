#include "shell.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/diag.h"
#include "base/paths.h"
#include "base/process.h"
#include "console/print.h"
#include "console/replay.h"
#include "content/pack_read.h"
#include "journal/journal.h"
#include "model/state.h"
#include "screen/window.h"
#include "speech/speech.h"
#include "staff/clerk.h"
#include "staff/station.h"

enum { INBOX_MAX = 256, LOOK_MS = 2000 };

/* Events from other threads, in order. What only lights a sentence gets half of
 * it, so that there is room for what must not be lost: the end of an utterance,
 * a device that comes or goes. */
struct inbox {
    pthread_mutex_t lock;
    struct event events[INBOX_MAX];
    unsigned first, count;
};

struct shell {
    const struct shell_config *config;
    struct station station; /* this machine's shelf; not used with one pack alone */
    struct library library;
    struct window *window;
    struct speech *speech;   /* NULL: silent */
    struct journal *journal; /* NULL: forgetful */
    struct clerk *clerk;
    struct process *night; /* reads all packs through; NULL: not yet */
    FILE *record;          /* NULL: none */
    FILE *pages;           /* NULL: none */
    uint64_t printed;      /* hash of the page that was printed last */
    int64_t began_ms;
    int32_t today;
    int64_t look_ms; /* when the shelf is looked at again */
    struct inbox inbox;
    struct state state;
    struct page page;
};

/* ---- news from other threads --------------------------------------------------- */

static void post(void *context, const struct event *event) {
    struct shell *shell = context;
    struct inbox *inbox = &shell->inbox;
    pthread_mutex_lock(&inbox->lock);
    unsigned room = event->kind == EV_SPEAKING ? INBOX_MAX / 2 : INBOX_MAX;
    if (inbox->count < room) {
        inbox->events[(inbox->first + inbox->count++) % INBOX_MAX] = *event;
    }
    pthread_mutex_unlock(&inbox->lock);
    window_wake(shell->window);
}

static bool take(struct inbox *inbox, struct event *event_out) {
    pthread_mutex_lock(&inbox->lock);
    bool some = inbox->count > 0;
    if (some) {
        *event_out = inbox->events[inbox->first];
        inbox->first = (inbox->first + 1) % INBOX_MAX;
        inbox->count--;
    }
    pthread_mutex_unlock(&inbox->lock);
    return some;
}

/* ---- effects ------------------------------------------------------------------------ */

static void perform_say(struct shell *shell, const struct effect *effect) {
    uint8_t first, end;
    page_prompts(&shell->page, effect, &first, &end);
    if (shell->speech) {
        speech_say(shell->speech, effect->utterance, &shell->page, first, end);
    }
}

static void perform_journal(struct shell *shell, const struct effect *effect) {
    const struct library *library = &shell->library;
    bool item = effect->item_ix != LIBRARY_NONE;
    bool unit = effect->unit_ix != LIBRARY_NONE;
    bool lang = effect->lang_ix != LIBRARY_NONE;
    journal_add(shell->journal,
                &(struct journal_row){
                    .deed = deed_name(effect->deed),
                    .item = item ? library->items[effect->item_ix].id : NULL,
                    .pack_hash = item ? library->packs[library->items[effect->item_ix].pack_ix].hash
                                      : library->pack_hash,
                    .lang = lang ? library->languages[effect->lang_ix].code : NULL,
                    .unit = unit ? library->units[effect->unit_ix].id : NULL,
                    .value = effect->value});
}

static void perform_speech(struct shell *shell, const struct effect *effect) {
    switch (effect->kind) {
    case FX_SAY:
        perform_say(shell, effect);
        break;
    case FX_HUSH:
        speech_hush(shell->speech);
        break;
    case FX_VOLUME:
        speech_volume(shell->speech, effect->value);
        break;
    case FX_SLOWER:
        speech_slower(shell->speech, effect->value != 0);
        break;
    case FX_RING:
        speech_chime(shell->speech, CHIME_CALL);
        break;
    case FX_TONE:
        speech_chime(shell->speech, CHIME_KEY);
        break;
    case FX_JOURNAL:
    case FX_JOB:
    case FX_STOP:
    case FX_TELL:
        break;
    case FX_REST:
        speech_rest(shell->speech, effect->value != 0);
        break;
    }
}

static void perform(struct shell *shell, const struct effect *effect) {
    if (effect->kind == FX_JOURNAL) {
        perform_journal(shell, effect);
    } else if (effect->kind == FX_JOB) {
        clerk_begin(shell->clerk, (enum job)effect->value, &shell->state.desk);
    } else if (effect->kind == FX_STOP) {
        clerk_stop(shell->clerk);
    } else if (effect->kind == FX_TELL) {
        clerk_tell(shell->clerk, shell->state.desk.entries[effect->value].ref);
    } else if (shell->speech) {
        perform_speech(shell, effect);
    }
}

/* Which digits somebody typed is nobody's business but the desk's. */
static struct event without_digits(const struct event *event) {
    struct event plain = *event;
    if (event->kind == EV_TOUCH && plain.value >= CONTROL_DIGIT_1 &&
        plain.value <= CONTROL_DIGIT_0 && plain.value != CONTROL_ERASE) {
        plain.value = CONTROL_DIGIT_0;
    } else if (event->kind == EV_KEY && ((plain.value >= KEY_1 && plain.value <= KEY_6) ||
                                         (plain.value >= KEY_7 && plain.value <= KEY_0))) {
        plain.value = KEY_0;
    }
    return plain;
}

/* The page, if it is another one, and what is said. Which sentence is lit makes it no
 * other page. */
static void print_news(struct shell *shell, const struct effects *effects) {
    struct page page = shell->page;
    page.lit = LIBRARY_NONE;
    uint64_t hash = page_hash(&page);
    if (hash != shell->printed) {
        print_page(&page, &shell->library, shell->pages);
        shell->printed = hash;
    }
    for (unsigned i = 0; i < effects->count; i++) {
        uint8_t first, end;
        if (effects->list[i].kind == FX_SAY) {
            page_prompts(&shell->page, &effects->list[i], &first, &end);
            print_heard(&shell->page, &shell->library, first, end, shell->pages);
        }
    }
}

static void handle(struct shell *shell, const struct event *event) {
    struct effects effects;
    if (shell->record) {
        bool typing = shell->page.kind == PAGE_DESK_DIGITS;
        struct event plain = typing ? without_digits(event) : *event;
        replay_write(shell->record, &plain, shell->began_ms);
    }
    model_update(&shell->state, &shell->library, event, &effects);
    page_build(&shell->state, &shell->library, &shell->page);
    if (shell->pages) {
        print_news(shell, &effects);
    }
    for (unsigned i = 0; i < effects.count; i++) {
        perform(shell, &effects.list[i]);
    }
}

static void handle_now(struct shell *shell, enum event_kind kind, int32_t value) {
    handle(shell, &(struct event){.kind = kind, .value = value, .at_ms = clock_mono_ms()});
}

/* ---- content --------------------------------------------------------------------------- */

static struct speech *speech_start(struct shell *shell) {
    struct speech *speech = NULL;
    struct speech_config config = {.voices_dir = shell->config->voices_dir,
                                   .female = shell->config->female,
                                   .library = &shell->library,
                                   .post = post,
                                   .context = shell};
    if (speech_open(&config, &speech)) {
        diag_log("Máy vẫn chạy nhưng không nói.", "The kiosk runs without speech.");
    }
    return speech;
}

/* Without content the page asks to call the staff. */
static void read_library(struct shell *shell) {
    const char *pack = shell->config->pack_path;
    unsigned news = 0;
    enum err err = pack ? pack_read(pack, &shell->library)
                        : shelf_read(shell->station.shelf, &shell->library, &news);
    if (err) {
        diag_log("Không có nội dung dùng được: màn hình mời gọi cán bộ.",
                 "There is no usable content: the screen asks to call the staff.");
    }
    clerk_know(shell->clerk, NULL);
    for (int i = 0; i < SHELF_NEWS_COUNT; i++) {
        if (news & SHELF_NEWS_BIT(i)) {
            clerk_know(shell->clerk, shelf_news_sentence((enum shelf_news)i, true));
        }
    }
}

static void drop_line(void *context, const char *line) {
    (void)context;
    (void)line; /* the next reading of the shelf says it */
}

static void drop_end(void *context, int status) {
    (void)context;
    (void)status;
}

/* Every night all packs are read to their last byte, in a process of its own. */
static void begin_night(struct shell *shell) {
    const char *argv[] = {"/proc/self/exe",
                          "content",
                          "scrub",
                          shell->config->library_dir ? "--library" : NULL,
                          shell->config->library_dir,
                          NULL};
    struct process_config config = {.argv = argv, .line = drop_line, .ended = drop_end};
    process_end(shell->night);
    shell->night = NULL;
    if (!shell->config->pack_path && process_start(&config, &shell->night)) {
        diag_log("Đêm nay máy không đọc soát được các gói nội dung.",
                 "The packs are not read through tonight.");
    }
}

/* Others change what lies on the shelf: the staff's jobs, the night. The new content is
 * taken when nobody is in the middle of the old one. */
static void follow_shelf(struct shell *shell) {
    int64_t now_ms = clock_mono_ms();
    bool busy = shell->state.visit.touched || shell->state.desk.stage != DESK_SHUT;
    if (shell->config->pack_path || busy || now_ms < shell->look_ms) {
        return;
    }
    shell->look_ms = now_ms + LOOK_MS;
    if (!shelf_changed(shell->station.shelf)) {
        return;
    }
    speech_close(shell->speech);
    library_fini(&shell->library);
    read_library(shell);
    shell->speech = speech_start(shell);
    uint32_t utterance = shell->state.utterance; /* numbers never return */
    state_init(&shell->state, shell->state.world.layout);
    shell->state.utterance = utterance;
    handle_now(shell, EV_START, shell->today);
}

/* ---- the loop ------------------------------------------------------------------------- */

static void handle_news(struct shell *shell) {
    struct event event;
    while (take(&shell->inbox, &event)) {
        event.at_ms = clock_mono_ms();
        handle(shell, &event);
    }
}

static void handle_clock(struct shell *shell) {
    int64_t deadline_ms = model_deadline(&shell->state);
    int32_t today = clock_day();
    if (today != shell->today) {
        shell->today = today;
        handle_now(shell, EV_DAY, today);
        begin_night(shell);
    }
    if (deadline_ms >= 0 && clock_mono_ms() >= deadline_ms) {
        handle_now(shell, EV_TIME, 0);
    }
}

/* When there is something to do even if nobody does anything. */
static int64_t next_ms(const struct shell *shell) {
    int64_t deadline_ms = model_deadline(&shell->state);
    return deadline_ms < 0 || shell->look_ms < deadline_ms ? shell->look_ms : deadline_ms;
}

static void loop(struct shell *shell) {
    struct event event;
    enum window_result result = WINDOW_NOTHING;
    while (result != WINDOW_QUIT) {
        if (!shell->state.desk.writing) {
            window_show(shell->window, &shell->page);
        }
        result = window_wait(shell->window, next_ms(shell), &event);
        handle_clock(shell);
        follow_shelf(shell);
        if (result == WINDOW_EVENT) {
            event.at_ms = clock_mono_ms();
            handle(shell, &event);
        }
        handle_news(shell);
    }
}

/* ---- lifetimes --------------------------------------------------------------------------- */

/* What is written down for others to look at: events, pages. */
static FILE *notes_open(const char *path) {
    FILE *file = path ? fopen(path, "w") : NULL;
    if (path && !file) {
        diag_log("Không ghi được vào %s: %s.", "%s cannot be written: %s.", path, strerror(errno));
    }
    if (file) {
        setvbuf(file, NULL, _IOLBF, 0); /* what led to a crash is the most wanted */
    }
    return file;
}

static void notes_close(FILE *file) {
    if (file) {
        bool whole = !ferror(file);
        if (fclose(file) != 0 || !whole) {
            diag_log("Bản ghi sự kiện hay trang không đủ: đĩa đầy hoặc không ghi được.",
                     "The recorded events or pages are not complete: the disk is full or failed.");
        }
    }
}

static struct journal *journal_start(void) {
    char path[PATH_BYTES];
    struct journal *journal = NULL;
    if (paths_state("journal.db", path, sizeof path) || journal_open(path, &journal)) {
        diag_log("Máy vẫn chạy nhưng không ghi nhật ký.", "The kiosk runs without a journal.");
    }
    return journal;
}

/* The number key of a language, to begin in it. */
static enum key language_key(const struct library *library, const char *code) {
    int lang_ix = library_language(library, code);
    for (int i = 0; i < library->language_count && i < PAGE_CHOICES_MAX; i++) {
        if (library->language_order[i] == lang_ix) {
            return (enum key)(KEY_1 + i);
        }
    }
    diag_log("Không có ngôn ngữ “%s” trong gói nội dung.", "The pack has no language “%s”.", code);
    return KEY_NONE;
}

static void begin(struct shell *shell) {
    const struct shell_config *config = shell->config;
    shell->began_ms = clock_mono_ms();
    shell->today = clock_day();
    state_init(&shell->state, (enum layout_kind)window_layout(shell->window));
    shell->record = notes_open(config->record);
    shell->pages = notes_open(config->pages);
    if (shell->record) {
        replay_begin(shell->record, shell->state.world.layout);
    }
    handle_now(shell, EV_START, shell->today);
    if (config->lang) {
        handle_now(shell, EV_KEY, (int32_t)language_key(&shell->library, config->lang));
    }
    if (config->item) {
        handle_now(shell, EV_OPEN, library_item(&shell->library, config->item));
    }
}

static void end(struct shell *shell) {
    process_end(shell->night);
    clerk_close(shell->clerk);
    notes_close(shell->record);
    notes_close(shell->pages);
    journal_close(shell->journal);
    speech_close(shell->speech);
    window_close(shell->window);
    pthread_mutex_destroy(&shell->inbox.lock);
    library_fini(&shell->library);
    station_close(&shell->station);
}

static void open_clerk(struct shell *shell) {
    clerk_open(&(struct clerk_config){.program = "/proc/self/exe",
                                      .staff_dir = shell->station.staff,
                                      .library_dir = shell->config->library_dir,
                                      .voices_dir = shell->config->voices_dir,
                                      .stick_dir = shell->config->stick_dir,
                                      .post = post,
                                      .context = shell},
               &shell->clerk);
}

static enum err open_shelf(struct shell *shell) {
    return shell->config->pack_path ? ERR_OK
                                    : station_open(shell->config->library_dir, &shell->station);
}

static void *read_library_thread(void *context) {
    read_library(context);
    return NULL;
}

/* Reads the content while the window opens: each takes a good part of the start. Until both
 * are there nobody else uses the library or the shelf. */
static enum err open_content_and_window(struct shell *shell, const struct window_config *window) {
    pthread_t reader;
    enum err err = open_shelf(shell);
    if (err) {
        return err;
    }
    open_clerk(shell); /* the content has news for it */
    bool apart = pthread_create(&reader, NULL, read_library_thread, shell) == 0;
    err = window_open(window, &shell->window);
    if (apart) {
        pthread_join(reader, NULL);
    } else {
        read_library(shell);
    }
    return err;
}

int shell_run(const struct shell_config *config) {
    struct shell shell = {.inbox.lock = PTHREAD_MUTEX_INITIALIZER, .config = config};
    int status = 1;
    struct window_config window = {.width_px = config->width_px,
                                   .height_px = config->height_px,
                                   .diagonal_mm = config->diagonal_mm,
                                   .fonts_dir = config->fonts_dir};
    if (open_content_and_window(&shell, &window) == ERR_OK) {
        shell.journal = journal_start();
        shell.speech = speech_start(&shell);
        begin(&shell);
        loop(&shell);
        status = 0;
    }
    end(&shell);
    return status;
}
