#include "booth/view.h"

#include <string.h>

#include "base/str.h"

/* The view's texts while they are written. */
struct writer {
    const struct booth *booth;
    const struct booth_plan *plan;
    struct str title, body, translation, note, keys, spoken;
};

/* What is done with a voice, plainly, before anybody says yes. Whoever changes this
 * changes what people agreed to: their consent has a date, see recordings.h. */
static const char consent[] =
    "Máy này đọc thông báo cho bà con bằng tiếng của mình. Máy muốn ghi tiếng nói của cô bác để "
    "đọc cho người khác nghe.\n"
    "Tiếng nói được giữ trong máy, có thể được chép sang máy khác và phát trên loa của thôn.\n"
    "Không cần nói tên thật. Nhưng người quen nghe có thể nhận ra tiếng của cô bác.\n"
    "Không có tiền công. Muốn thôi lúc nào cũng được.\n"
    "Sau này không muốn nữa thì nói với cán bộ: tiếng đã ghi sẽ được xóa khỏi máy. Bản đã chép đi "
    "nơi khác có thể không xóa hết được.\n"
    "Cô bác có đồng ý không?";

const char *booth_consent(void) { return consent; }

static const struct work *work_of(const struct writer *w) {
    return &w->plan->worklist->list[w->booth->work_ix];
}

/* ---- pages ------------------------------------------------------------------------------ */

static const char leave[] = "q: nghỉ";

static void write_consent(struct writer *w) {
    str_put(&w->title, "Ghi tiếng nói");
    str_put(&w->body, consent);
    str_put(&w->spoken, consent);
    str_put(&w->keys, "Gõ “có” hoặc “không”, rồi Enter. p: nghe lại");
}

static void write_touched_name(struct writer *w) {
    str_put(&w->body, "Không cần tên thật: người mới được gọi là “Giọng 1”, “Giọng 2”…");
    str_put(&w->spoken, w->plan->speaker_count > 0
                            ? "Cô bác đã từng ghi ở đây thì chọn tên của mình. Chưa thì chọn "
                              "người nói mới. Không cần tên thật."
                            : "Hãy chọn người nói mới. Không cần tên thật.");
}

static void write_name(struct writer *w) {
    str_put(&w->title, "Cô bác là ai?");
    if (w->plan->touch) {
        write_touched_name(w);
        return;
    }
    str_put(&w->body, "Gõ tên, hoặc một tên gọi khác, rồi Enter.");
    str_put(&w->spoken, "Cô bác muốn được gọi là gì? Không cần tên thật.");
    if (w->plan->speaker_count > 0) {
        str_put(&w->body, " Đã từng ghi ở đây thì gõ số:");
    }
    for (size_t i = 0; i < w->plan->speaker_count; i++) {
        str_printf(&w->body, "\n%zu. %s", i + 1, w->plan->speakers[i].name);
    }
    str_put(&w->keys, leave);
}

static void write_dialect(struct writer *w) {
    str_put(&w->title, "Cô bác nói tiếng ở đâu?");
    str_put(&w->body, w->plan->touch
                          ? "Không biết, hoặc không thấy ngành của mình, thì chọn “Không nói”."
                          : "Gõ tên ngành hoặc tên xã, ví dụ “Mông Lềnh”, rồi Enter. Không biết "
                            "thì chỉ cần Enter.");
    str_put(&w->spoken, w->plan->touch
                            ? "Cô bác nói tiếng ngành nào? Không biết thì chọn không nói."
                            : "Cô bác nói tiếng ngành nào, ở xã nào?");
    str_put(&w->keys, leave);
}

static void write_licence(struct writer *w) {
    str_put(&w->title, "Ai được dùng tiếng nói này?");
    str_put(&w->body, w->plan->touch ? "Hãy chọn:" : "Gõ số rồi Enter:");
    for (int i = 0; booth_licence(i); i++) {
        str_printf(&w->body, "\n%d. %s", i + 1, booth_licence(i)->vi);
    }
    str_put(&w->spoken, w->body.data);
    str_put(&w->keys, leave);
}

static void write_meeting(struct writer *w) { str_put(&w->title, "Đang ghi tên…"); }

static bool is_word(const struct work *work) { return strncmp(work->unit, "number:", 7) == 0; }

static void write_word(struct writer *w, const struct work *work) {
    const char *word = work->unit + 7;
    str_printf(&w->body, "Chữ “%s”, như trong số %s. Chỉ nói một chữ này.", word, work->vietnamese);
    str_put(&w->translation, work->translation);
    str_printf(&w->spoken, "Chữ này có trong số %s.", work->vietnamese);
}

static void write_sentence(struct writer *w) {
    const struct worklist *list = w->plan->worklist;
    const struct work *work = work_of(w);
    str_printf(&w->title, "Câu %zu/%zu, đã xong %zu", w->booth->work_ix + 1, list->count,
               list->done);
    if (is_word(work)) {
        write_word(w, work);
        return;
    }
    str_put(&w->body, work->vietnamese);
    str_put(&w->spoken, work->vietnamese);
    if (work->translation) {
        str_printf(&w->translation, "%s%s", work->draft ? "(bản nháp) " : "", work->translation);
    } else {
        str_put(&w->translation, "(chưa có bản viết: nói theo ý, đủ các ý của câu)");
    }
}

static void write_unit(struct writer *w) {
    const struct work *work = work_of(w);
    write_sentence(w);
    if (w->booth->note == BOOTH_NOTE_NONE && (work->stale || work->done)) {
        str_put(&w->note, work->done ? "Câu này đã ghi rồi; ghi lại cũng được."
                                     : "Câu này đã đổi, bản ghi cũ không dùng được nữa.");
    }
    str_put(&w->keys, "Enter: bắt đầu nói · p: nghe câu · n: bỏ qua · b: câu trước · q: nghỉ");
}

static void write_starting(struct writer *w) {
    write_sentence(w);
    str_put(&w->keys, "Chờ một chút…");
}

static void write_recording(struct writer *w) {
    write_sentence(w);
    str_put(&w->keys, "ĐANG GHI. Chờ một nhịp, nói, chờ một nhịp, rồi Enter để dừng");
}

static void write_judging(struct writer *w) {
    write_sentence(w);
    str_put(&w->keys, "Đang nghe lại…");
}

static void write_judged(struct writer *w) {
    write_sentence(w);
    str_put(&w->keys, booth_can_keep(w->booth)
                          ? "g: giữ · p: nghe · l: nói lại · n: bỏ qua · b: câu trước · q: nghỉ"
                          : "Enter hoặc l: nói lại · p: nghe · n: bỏ qua · b: câu trước · q: nghỉ");
}

static void write_saving(struct writer *w) {
    write_sentence(w);
    str_put(&w->keys, "Đang lưu…");
}

static void write_done(struct writer *w) {
    str_put(&w->title, "Xong hết rồi");
    str_printf(&w->body, "Đã có đủ %zu câu. Cảm ơn cô bác.", w->plan->worklist->count);
    str_put(&w->spoken, "Đã đủ hết các câu. Cảm ơn cô bác.");
    str_put(&w->keys, "b: câu trước · q: nghỉ");
}

static void write_end(struct writer *w) {
    str_put(&w->title, "Nghỉ");
    str_printf(&w->body, "Hôm nay giữ được %zu câu. Lần sau máy hỏi tiếp những câu còn thiếu.",
               w->booth->kept);
}

static void (*const pages[BOOTH_PAGES])(struct writer *w) = {
    [BOOTH_CONSENT] = write_consent,   [BOOTH_NAME] = write_name,
    [BOOTH_DIALECT] = write_dialect,   [BOOTH_LICENCE] = write_licence,
    [BOOTH_MEETING] = write_meeting,   [BOOTH_UNIT] = write_unit,
    [BOOTH_STARTING] = write_starting, [BOOTH_RECORDING] = write_recording,
    [BOOTH_JUDGING] = write_judging,   [BOOTH_JUDGED] = write_judged,
    [BOOTH_SAVING] = write_saving,     [BOOTH_DONE] = write_done,
    [BOOTH_END] = write_end,
};

/* ---- notes --------------------------------------------------------------------------------- */

static const char *const notes[BOOTH_NOTES] = {
    [BOOTH_NOTE_NO_MICROPHONE] = "Không thấy micrô: hãy cắm micrô rồi thử lại.",
    [BOOTH_NOTE_LOST] = "Micrô vừa mất: hãy cắm lại rồi nói lại câu này. Các câu đã giữ vẫn còn.",
    [BOOTH_NOTE_GAP] = "Máy bận quá, mất một đoạn: hãy nói lại câu này.",
    [BOOTH_NOTE_FULL] = "Đã quá một phút: hãy chỉ nói một câu này.",
    [BOOTH_NOTE_NOT_SAVED] = "Chưa lưu được: hãy gọi cán bộ xem đĩa còn chỗ không, rồi thử lại.",
    [BOOTH_NOTE_SAVED] = "Đã giữ câu trước.",
    [BOOTH_NOTE_WHAT] = "Chưa hiểu: hãy trả lời như ở trên.",
};

static void write_note(struct writer *w) {
    const struct booth *booth = w->booth;
    if (booth->note == BOOTH_NOTE_VERDICT) {
        str_put(&w->note, clip_advice(booth->verdict).vi);
        if (clip_doubtful(booth->verdict) && booth_can_keep(booth)) {
            str_put(&w->note, " Nếu câu đã đủ ý thì vẫn giữ được.");
        }
    } else if (notes[booth->note]) {
        str_put(&w->note, notes[booth->note]);
    }
}

void booth_view(const struct booth *booth, const struct booth_plan *plan,
                struct booth_view *view_out) {
    struct writer w = {.booth = booth, .plan = plan};
    *view_out = (struct booth_view){0};
    str_init(&w.title, view_out->title, sizeof view_out->title);
    str_init(&w.body, view_out->body, sizeof view_out->body);
    str_init(&w.translation, view_out->translation, sizeof view_out->translation);
    str_init(&w.note, view_out->note, sizeof view_out->note);
    str_init(&w.keys, view_out->keys, sizeof view_out->keys);
    str_init(&w.spoken, view_out->spoken, sizeof view_out->spoken);
    pages[booth->page](&w);
    write_note(&w);
}
