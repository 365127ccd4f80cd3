/* po/<code>.po: what each entry translates and how far it is. */
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "content/file.h"
#include "content/po.h"
#include "content/po_state.h"
#include "content/source_parts.h"

/* A PO file of one language. */
struct po_reading {
    const struct reading *in;
    int lang_ix;
};

/* A context "birth.title|say" is a unit and which of its wordings. */
struct target {
    int32_t unit_ix;
    enum variant variant;
};

static struct target target_of(const struct source *source, const char *context) {
    static const char *const endings[] = {
        [VARIANT_TEXT] = "", [VARIANT_SAY] = "say", [VARIANT_SHORT] = "short"};
    struct target none = {LIBRARY_NONE, VARIANT_TEXT};
    char id[SOURCE_ID_BYTES];
    size_t bytes = strcspn(context, "|");
    const char *ending = context[bytes] ? context + bytes + 1 : context + bytes;
    if (bytes >= sizeof id) {
        return none;
    }
    memcpy(id, context, bytes);
    id[bytes] = '\0';
    for (int v = 0; v < VARIANT_COUNT; v++) {
        if (str_same(ending, endings[v])) {
            return (struct target){source_unit_ix(source, id), (enum variant)v};
        }
    }
    return none;
}

/* ---- who reviewed it ------------------------------------------------------------ */

static const char REVIEWED_BY[] = "reviewed-by:";

/* "WHO, YYYY-MM-DD" after the word: who is not empty, the day exists. */
static bool is_review(const char *line, size_t bytes) {
    const char *comma = NULL;
    char day[11] = "";
    for (size_t i = 0; i < bytes; i++) {
        comma = line[i] == ',' ? line + i : comma;
    }
    if (!comma || strspn(line, " \t") >= (size_t)(comma - line)) {
        return false;
    }
    size_t rest = bytes - (size_t)(comma + 1 - line);
    size_t spaces = strspn(comma + 1, " \t");
    if (rest < spaces + 10 || strspn(comma + 1 + spaces + 10, " \t\r") < rest - spaces - 10) {
        return false;
    }
    memcpy(day, comma + 1 + spaces, 10);
    return fields_date(day) != 0;
}

static bool is_reviewed(const char *comments) {
    for (const char *line = comments; *line;) {
        size_t bytes = strcspn(line, "\n");
        size_t spaces = strspn(line, " \t");
        size_t word = strlen(REVIEWED_BY);
        if (spaces + word < bytes && strncmp(line + spaces, REVIEWED_BY, word) == 0 &&
            is_review(line + spaces + word, bytes - spaces - word)) {
            return true;
        }
        line += bytes + (line[bytes] == '\n');
    }
    return false;
}

/* ---- entries --------------------------------------------------------------------- */

static void report_review(const struct po_reading *r, const struct po_entry *entry) {
    diag_error(r->in->diag, r->in->file, entry->line,
               "“%s” không ghi rõ ai đã duyệt; hãy viết “# reviewed-by: AI, NĂM-THÁNG-NGÀY” hoặc "
               "bỏ dòng ấy: chưa duyệt là bản nháp",
               "\"%s\" does not say who reviewed it; write \"# reviewed-by: WHO, YYYY-MM-DD\", or "
               "take the line out: what is not reviewed is a draft",
               entry->context);
}

static void set_wording(const struct po_reading *r, const struct po_entry *entry,
                        struct wording *place, const char *vietnamese) {
    if (place->line || place->file) {
        diag_error(
            r->in->diag, r->in->file, entry->line, "“%s” đã được dịch ở dòng %d; hãy bỏ một bản",
            "\"%s\" is already translated in line %d; remove one", entry->context, place->line);
        return;
    }
    *place = (struct wording){NULL, po_state(entry, vietnamese), r->in->file, entry->line};
    if (place->state == TRANSLATION_REVIEWED && !is_reviewed(entry->comments)) {
        report_review(r, entry);
    }
    if (place->state == TRANSLATION_DRAFT || place->state == TRANSLATION_REVIEWED) {
        place->text = entry->text;
    }
}

static void read_entry(const struct po_reading *r, const struct po_entry *entry) {
    struct source *source = r->in->source;
    if (!entry->context || entry->plural) {
        diag_error(
            r->in->diag, r->in->file, entry->line,
            "mục này thiếu msgctxt hoặc có msgid_plural; hãy lấy lại từ tệp mẫu",
            "this entry has no msgctxt or has msgid_plural; take it from the template again");
        return;
    }
    struct target target = target_of(source, entry->context);
    struct source_unit *unit = target.unit_ix < 0 ? NULL : &source->units[target.unit_ix];
    const char *vietnamese = unit ? unit->wordings[target.variant][LIBRARY_VIETNAMESE].text : NULL;
    if (!vietnamese) {
        diag_warning(r->in->diag, r->in->file, entry->line,
                     "không có câu nào mang mã “%s”; hãy bỏ mục này hoặc sửa msgctxt",
                     "nothing has the id \"%s\"; remove the entry or correct its msgctxt",
                     entry->context);
        return;
    }
    set_wording(r, entry, &unit->wordings[target.variant][r->lang_ix], vietnamese);
}

static void read_file(const struct po_reading *r, const char *code) {
    struct source *source = r->in->source;
    size_t bytes;
    struct po po;
    const char *text = file_read(r->in->file, &source->memory, r->in->diag, &bytes);
    if (!text || !po_read(r->in->file, text, bytes, &source->memory, r->in->diag, &po)) {
        return;
    }
    if (*po.language && !str_same(po.language, code)) {
        diag_error(r->in->diag, r->in->file, 0,
                   "đầu tệp ghi tiếng “%s”, tên tệp là “%s”; hãy sửa cho giống nhau",
                   "the header says \"%s\", the file's name says \"%s\"; make them equal",
                   po.language, code);
    }
    for (size_t i = 0; i < po.count; i++) {
        read_entry(r, &po.entries[i]);
    }
}

void source_read_translations(struct source *source, const char *content_dir, struct diag *diag) {
    const char *dir = file_path(&source->memory, content_dir, "po");
    const char *const *names;
    size_t count = file_names(dir, ".po", &source->memory, &names);
    for (size_t i = 0; i < count; i++) {
        const char *code =
            arena_strndup(&source->memory, names[i], strlen(names[i]) - strlen(".po"));
        struct reading in = {source, diag, file_path(&source->memory, dir, names[i])};
        struct po_reading r = {&in, source_language_ix(source, code, strlen(code))};
        if (r.lang_ix <= LIBRARY_VIETNAMESE) {
            diag_error(diag, in.file, 0,
                       "không có tiếng “%s” để dịch ra; hãy thêm voices/%s/language.yaml hoặc bỏ "
                       "tệp",
                       "there is no language \"%s\" to translate into; add "
                       "voices/%s/language.yaml or remove the file",
                       code, code);
            continue;
        }
        read_file(&r, code);
    }
}
