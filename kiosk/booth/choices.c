#include "booth/choices.h"

#include "base/str.h"

enum { SPEAKERS_MAX = 4, DIALECTS_MAX = 4 };

struct writer {
    const struct booth_plan *plan;
    struct booth_choice *list;
    unsigned count;
};

static struct booth_choice *add(struct writer *w, const char *ref, const char *label,
                                const char *pictogram) {
    struct booth_choice *choice = &w->list[w->count++];
    *choice = (struct booth_choice){.pictogram = pictogram};
    str_copy(choice->ref, sizeof choice->ref, ref);
    str_copy(choice->label, sizeof choice->label, label);
    return choice;
}

/* What would be typed where there is a keyboard. */
static void add_text(struct writer *w, const char *label, const char *pictogram, const char *text) {
    char ref[BOOTH_REF_BYTES];
    struct str s;
    str_init(&s, ref, sizeof ref);
    str_printf(&s, "text-%u", w->count);
    struct booth_choice *choice = add(w, ref, label, pictogram);
    choice->event.kind = BOOTH_EV_TEXT;
    str_copy(choice->event.text, sizeof choice->event.text, text);
}

/* ---- keys ----------------------------------------------------------------------------- */

static const struct key_row {
    enum booth_page page;
    enum booth_key key;
    const char *ref, *label, *pictogram;
    bool kept; /* only of a take that may be kept ... */
    bool lost; /* ... or may not */
} rows[] = {
    {BOOTH_CONSENT, BOOTH_KEY_YES, "yes", "Đồng ý", "✅", false, false},
    {BOOTH_CONSENT, BOOTH_KEY_NO, "no", "Không đồng ý", "✖️", false, false},
    {BOOTH_CONSENT, BOOTH_KEY_PLAY, "play", "Nghe lại", "🔁", false, false},
    {BOOTH_UNIT, BOOTH_KEY_RECORD, "record", "Bắt đầu nói", "🎙️", false, false},
    {BOOTH_UNIT, BOOTH_KEY_PLAY, "play", "Nghe câu", "🔊", false, false},
    {BOOTH_UNIT, BOOTH_KEY_SKIP, "skip", "Bỏ qua", "➡️", false, false},
    {BOOTH_UNIT, BOOTH_KEY_BACK, "back", "Câu trước", "⬅️", false, false},
    {BOOTH_UNIT, BOOTH_KEY_QUIT, "quit", "Nghỉ", "🏠", false, false},
    {BOOTH_RECORDING, BOOTH_KEY_RECORD, "stop", "Nói xong", "⏹️", false, false},
    {BOOTH_JUDGED, BOOTH_KEY_KEEP, "keep", "Giữ", "✅", true, false},
    {BOOTH_JUDGED, BOOTH_KEY_AGAIN, "again", "Nói lại", "🎙️", false, false},
    {BOOTH_JUDGED, BOOTH_KEY_PLAY, "play", "Nghe lại", "👂", false, false},
    {BOOTH_JUDGED, BOOTH_KEY_SKIP, "skip", "Bỏ qua", "➡️", false, false},
    {BOOTH_JUDGED, BOOTH_KEY_BACK, "back", "Câu trước", "⬅️", false, true},
    {BOOTH_JUDGED, BOOTH_KEY_QUIT, "quit", "Nghỉ", "🏠", false, false},
    {BOOTH_DONE, BOOTH_KEY_BACK, "back", "Câu trước", "⬅️", false, false},
    {BOOTH_DONE, BOOTH_KEY_QUIT, "quit", "Nghỉ", "🏠", false, false},
};

static void add_keys(struct writer *w, const struct booth *booth) {
    bool keep = booth_can_keep(booth);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct key_row *row = &rows[i];
        if (row->page == booth->page && !(row->kept && !keep) && !(row->lost && keep)) {
            struct booth_choice *choice = add(w, row->ref, row->label, row->pictogram);
            choice->event.kind = BOOTH_EV_KEY;
            choice->event.key = row->key;
        }
    }
}

/* ---- who she is ------------------------------------------------------------------------- */

static bool is_called(const struct booth_plan *plan, const char *name) {
    for (size_t i = 0; i < plan->speaker_count; i++) {
        if (str_same(plan->speakers[i].name, name)) {
            return true;
        }
    }
    return false;
}

void booth_new_name(const struct booth_plan *plan, char name_out[BOOTH_TEXT_BYTES]) {
    struct str s;
    size_t number = 0;
    do {
        str_init(&s, name_out, BOOTH_TEXT_BYTES);
        str_printf(&s, "Giọng %zu", ++number);
    } while (is_called(plan, name_out));
}

static void add_speakers(struct writer *w, unsigned part) {
    size_t count = w->plan->speaker_count;
    size_t parts = (count + SPEAKERS_MAX - 1) / SPEAKERS_MAX;
    size_t first = parts > 0 ? part % parts * SPEAKERS_MAX : 0;
    char name[BOOTH_TEXT_BYTES], number[BOOTH_REF_BYTES];
    for (size_t i = first; i < count && i < first + SPEAKERS_MAX; i++) {
        struct str s;
        str_init(&s, number, sizeof number);
        str_printf(&s, "%zu", i + 1);
        add_text(w, w->plan->speakers[i].name, "👤", number);
    }
    booth_new_name(w->plan, name);
    add_text(w, "Người nói mới", "➕", name);
    if (parts > 1) {
        add(w, "more", "Người khác", "👥")->more = true;
    }
}

/* Names that people use for themselves in Lào Cai and around; others are written in
 * a terminal once and then offered here, too. */
static const struct {
    const char *lang, *name;
} dialects[] = {
    {"hmn", "Mông Lềnh"},
    {"hmn", "Mông Đơ"},
    {"hmn", "Mông Sua"},
    {"ium", "Dao Đỏ"},
};

static bool is_offered(const struct writer *w, const char *label) {
    for (unsigned i = 0; i < w->count; i++) {
        if (str_same(w->list[i].label, label)) {
            return true;
        }
    }
    return false;
}

static void add_dialect(struct writer *w, const char *name) {
    if (*name && w->count < DIALECTS_MAX && !is_offered(w, name)) {
        add_text(w, name, NULL, name);
    }
}

static void add_dialects(struct writer *w) {
    for (size_t i = 0; i < sizeof dialects / sizeof *dialects; i++) {
        if (str_same(dialects[i].lang, w->plan->lang)) {
            add_dialect(w, dialects[i].name);
        }
    }
    for (size_t i = w->plan->speaker_count; i > 0; i--) {
        add_dialect(w, w->plan->speakers[i - 1].dialect);
    }
    add_text(w, "Không nói", "🤐", "");
}

static void add_licences(struct writer *w) {
    static const char *const labels[] = {"Chỉ máy và loa Tiếng Bản", "Ai cũng được dùng"};
    static const char *const pictograms[] = {"📢", "🌍"};
    static const char *const numbers[] = {"1", "2"};
    for (int i = 0; i < (int)(sizeof labels / sizeof *labels) && booth_licence(i); i++) {
        add_text(w, labels[i], pictograms[i], numbers[i]);
    }
}

unsigned booth_choices(const struct booth *booth, const struct booth_plan *plan, unsigned part,
                       struct booth_choice choices_out[BOOTH_CHOICES_MAX]) {
    struct writer w = {.plan = plan, .list = choices_out};
    if (booth->page == BOOTH_NAME) {
        add_speakers(&w, part);
    } else if (booth->page == BOOTH_DIALECT) {
        add_dialects(&w);
    } else if (booth->page == BOOTH_LICENCE) {
        add_licences(&w);
    } else {
        add_keys(&w, booth);
    }
    return w.count;
}
