#include "booth/serve.h"

#include <string.h>

#include "base/str.h"
#include "booth/choices.h"
#include "staff/lines.h"

enum { LEVEL_MS = 200 };

struct desk_booth {
    struct session session;
    struct booth_view view; /* as it was written last ... */
    enum booth_page page;   /* ... of this page ... */
    unsigned part;          /* ... with this part of its choices */
    bool begun;
    struct booth_choice choices[BOOTH_CHOICES_MAX];
    unsigned choice_count;
};

/* ---- showing -------------------------------------------------------------------------- */

static void write_choices(struct desk_booth *desk, FILE *out) {
    for (unsigned i = 0; i < desk->choice_count; i++) {
        const struct booth_choice *choice = &desk->choices[i];
        lines_choice(out, choice->ref, choice->label, choice->pictogram);
    }
}

static void write_page(struct desk_booth *desk, const struct booth_view *view) {
    const struct booth_config *config = desk->session.config;
    fputs("clear\n", config->out);
    lines_title(config->out, view->title);
    lines_text(config->out, "vi", view->body);
    lines_text(config->out, config->lang, view->translation);
    lines_text(config->out, "vi", view->note);
    write_choices(desk, config->out);
    if (desk->session.booth.page == BOOTH_RECORDING) {
        lines_level(config->out, 0);
    }
    if (desk->session.booth.page != BOOTH_END) {
        fputs("ask\n", config->out);
    }
    fflush(config->out);
}

/* What stands there already is not written again: a level is no new page. */
static void show(void *context) {
    struct desk_booth *desk = context;
    struct session *session = &desk->session;
    struct booth_plan plan = session_plan(session);
    struct booth_view view;
    booth_view(&session->booth, &plan, &view);
    bool same = desk->begun && desk->page == session->booth.page &&
                memcmp(&view, &desk->view, sizeof view) == 0;
    if (same) {
        return;
    }
    desk->part = desk->page == session->booth.page ? desk->part : 0;
    desk->choice_count = booth_choices(&session->booth, &plan, desk->part, desk->choices);
    desk->begun = true;
    desk->page = session->booth.page;
    desk->view = view;
    write_page(desk, &view);
}

static void show_level(void *context) {
    const struct desk_booth *desk = context;
    lines_level(desk->session.config->out, session_percent(&desk->session));
}

static void show_more(struct desk_booth *desk) {
    struct booth_plan plan = session_plan(&desk->session);
    desk->part++;
    desk->choice_count = booth_choices(&desk->session.booth, &plan, desk->part, desk->choices);
    write_page(desk, &desk->view);
}

/* ---- answers ---------------------------------------------------------------------------- */

/* Only what is offered now can be chosen. The page is written again even if nothing has
 * changed: whoever chose waits for it. */
static void choose(void *context, char *ref) {
    struct desk_booth *desk = context;
    for (unsigned i = 0; i < desk->choice_count; i++) {
        if (str_same(desk->choices[i].ref, ref)) {
            struct booth_event event = desk->choices[i].event;
            desk->begun = false;
            desk->choices[i].more ? show_more(desk) : session_happen(&desk->session, &event);
            return;
        }
    }
}

int booth_serve(const struct booth_config *config) {
    struct desk_booth desk = {0};
    struct diag diag = {0};
    enum err err = session_open(config, &diag, &desk.session);
    if (!err) {
        desk.session.touch = true;
        desk.session.show = show;
        desk.session.line = choose;
        desk.session.level = show_level;
        desk.session.level_ms = LEVEL_MS;
        desk.session.context = &desk;
        session_converse(&desk.session);
    } else {
        lines_text(config->out, "vi", "Không mở được phòng thu. Xin gọi kỹ thuật viên.");
    }
    session_close(&desk.session);
    return err ? 1 : 0;
}
