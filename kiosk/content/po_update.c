#include "content/po_update.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/save.h"
#include "base/str.h"
#include "content/check.h"
#include "content/file.h"
#include "content/grow.h"
#include "content/po_parts.h"
#include "content/po_state.h"
#include "content/source.h"

enum { CONTEXT_BYTES = SOURCE_ID_BYTES + 8, FILE_MODE = 0644 };

/* A message of the file before. */
struct old {
    po_message_t message;
    const char *context; /* NULL of the header */
    bool taken;
};

/* One file that is written. */
struct update {
    const struct source *source;
    const char *code; /* of the language, "" = the template */
    struct arena *arena;
    struct old *olds;
    size_t old_count;
    po_message_iterator_t end; /* of the new file */
    unsigned kept, added, changed, removed;
};

/* ---- messages ---------------------------------------------------------------------------- */

static void list_olds(struct update *u, po_file_t before) {
    po_message_iterator_t all = po_message_iterator(before, NULL);
    for (po_message_t m = po_next_message(all); m; m = po_next_message(all)) {
        u->olds = grow(u->arena, u->olds, u->old_count, sizeof *u->olds);
        u->olds[u->old_count++] =
            (struct old){.message = m, .context = po_normal(u->arena, po_message_msgctxt(m))};
    }
    po_message_iterator_free(all);
}

/* The message of this context: one in use before an obsolete one. */
static struct old *find(struct update *u, const char *context) {
    struct old *found = NULL;
    bool used = false;
    for (size_t i = 0; i < u->old_count && !used; i++) {
        struct old *old = &u->olds[i];
        if (!old->taken && str_same(old->context, context)) {
            used = !po_message_is_obsolete(old->message);
            found = !found || used ? old : found;
        }
    }
    return found;
}

static po_message_t append(struct update *u, const char *context, const char *source) {
    po_message_t message = po_message_create();
    if (context) {
        po_message_set_msgctxt(message, context);
    }
    po_message_set_msgid(message, source);
    po_message_set_msgstr(message, "");
    po_message_insert(u->end, message);
    return message;
}

static struct po_entry entry_of(const struct update *u, po_message_t message) {
    const char *comments = po_message_comments(message);
    return (struct po_entry){
        .source = po_normal(u->arena, po_message_msgid(message)),
        .text = po_normal(u->arena, po_message_msgstr(message)),
        .previous = po_normal(u->arena, po_message_prev_msgid(message)),
        .comments = comments ? po_normal(u->arena, comments) : "",
        .fuzzy = po_message_is_fuzzy(message),
    };
}

/* What is known of a translation, taken over into a new message. */
static void take(const struct po_entry *entry, po_message_t message) {
    if (*entry->comments) {
        po_message_set_comments(message, entry->comments);
    }
    po_message_set_msgstr(message, entry->text);
    po_message_set_fuzzy(message, entry->fuzzy);
    if (entry->previous) {
        po_message_set_prev_msgid(message, entry->previous);
    }
}

/* The entry as a translation of `vietnamese`: true if that has changed. */
static bool bring_up_to_date(const struct update *u, const char *vietnamese,
                             struct po_entry *entry) {
    uint64_t hash, now = po_source_hash(vietnamese);
    bool changed = !str_same(entry->source, vietnamese);
    if (!*entry->text) {
        entry->fuzzy = false;
        entry->previous = NULL;
        return false;
    }
    if (changed && !entry->previous) {
        entry->previous = entry->source;
    }
    entry->fuzzy = entry->fuzzy || changed;
    entry->source = vietnamese;
    if (po_hash_of(entry->comments, &hash) && hash == now) {
        entry->previous = NULL; /* the sentence it was made of has come back */
    }
    if (po_state(entry, vietnamese) != TRANSLATION_STALE) {
        entry->comments = po_with_hash(entry->comments, now, u->arena);
    } else if (!po_hash_of(entry->comments, &hash) && entry->previous) {
        entry->comments = po_with_hash(entry->comments, po_source_hash(entry->previous), u->arena);
    }
    return changed;
}

/* "content/notices/news.yaml": without what is above the content's folder. */
static const char *short_path(const struct source *source, const char *file) {
    size_t dir = strlen(source->topics_file) - strlen("/topics.yaml");
    size_t above = dir;
    while (above > 0 && source->topics_file[above - 1] != '/') {
        above--;
    }
    return strlen(file) > above ? file + above : file;
}

static void put_wording(struct update *u, const char *context, const struct wording *vietnamese) {
    struct old *old = find(u, context);
    po_message_t message = append(u, context, vietnamese->text);
    if (old) {
        struct po_entry entry = entry_of(u, old->message);
        old->taken = true;
        bool changed = bring_up_to_date(u, vietnamese->text, &entry);
        take(&entry, message);
        u->changed += changed;
        u->kept += !changed;
    } else {
        u->added++;
    }
    po_message_add_filepos(message, short_path(u->source, vietnamese->file), (size_t)-1);
}

static void put_unit(struct update *u, const struct source_unit *unit) {
    static const char *const endings[VARIANT_COUNT] = {"", "|say", "|short"};
    for (int v = 0; v < VARIANT_COUNT; v++) {
        const struct wording *vietnamese = &unit->wordings[v][LIBRARY_VIETNAMESE];
        char context[CONTEXT_BYTES];
        struct str s;
        str_init(&s, context, sizeof context);
        str_printf(&s, "%s%s", unit->id, endings[v]);
        if (vietnamese->text) {
            put_wording(u, context, vietnamese);
        }
    }
}

/* The units of an item; LIBRARY_NONE: those of the kiosk. */
static void put_units(struct update *u, int32_t item_ix) {
    for (uint32_t i = 0; i < u->source->unit_count; i++) {
        if (u->source->units[i].item_ix == item_ix) {
            put_unit(u, &u->source->units[i]);
        }
    }
}

/* In the order of the topics, as people meet them. */
static void put_items(struct update *u) {
    for (int t = 0; t < u->source->topic_count; t++) {
        const struct source_topic *topic = &u->source->topics[t];
        for (int i = 0; i < topic->items.count; i++) {
            put_units(u, topic->item_ixs[i]);
        }
    }
}

/* What has no source any more, if somebody translated it. */
static void put_rest(struct update *u) {
    for (size_t i = 0; i < u->old_count; i++) {
        struct old *old = &u->olds[i];
        if (old->taken || !old->context || !*po_message_msgstr(old->message)) {
            continue;
        }
        struct po_entry entry = entry_of(u, old->message);
        po_message_t message = append(u, old->context, entry.source);
        take(&entry, message);
        po_message_set_obsolete(message, 1);
        u->removed += !po_message_is_obsolete(old->message);
    }
}

/* ---- the header ---------------------------------------------------------------------------- */

enum { FIELDS = 8 };

/* What Poedit, Weblate and msgmerge want to find. None of the languages of the highlands
 * changes a noun by number. When and by whom a file was changed is for them to fill in. */
struct header_field {
    const char *name, *value;
};

static void list_fields(const struct update *u, struct header_field fields_out[FIELDS]) {
    const char *of_template = *u->code ? u->code : "none";
    const struct header_field fields[FIELDS] = {
        {"Project-Id-Version", u->source->pack.id},
        {"Last-Translator", "none yet"},
        {"Language-Team", of_template},
        {"Language", u->code},
        {"MIME-Version", "1.0"},
        {"Content-Type", "text/plain; charset=UTF-8"},
        {"Content-Transfer-Encoding", "8bit"},
        {"Plural-Forms", "nplurals=1; plural=0;"},
    };
    memcpy(fields_out, fields, sizeof fields);
}

static char *copy_of(const char *text) {
    char *copy = strdup(text);
    if (!copy) {
        abort();
    }
    return copy;
}

static void put_header(struct update *u) {
    struct old *old = u->old_count && !u->olds[0].context ? &u->olds[0] : NULL;
    char *header = copy_of(old ? po_message_msgstr(old->message) : "");
    struct header_field fields[FIELDS];
    po_message_t message = append(u, NULL, "");
    list_fields(u, fields);
    for (size_t i = 0; i < FIELDS; i++) { /* what is there stays */
        char *there = po_header_field(header, fields[i].name);
        if (!there || !*there) {
            char *with = po_header_set_field(header, fields[i].name, fields[i].value);
            free(header);
            header = with;
        }
        free(there);
    }
    po_message_set_msgstr(message, header);
    if (old && *po_message_comments(old->message)) {
        po_message_set_comments(message, po_message_comments(old->message));
    }
    free(header);
}

static po_file_t make_anew(void *context, po_file_t before) {
    struct update *u = context;
    po_file_t after = po_file_create();
    list_olds(u, before);
    u->end = po_message_iterator(after, NULL);
    put_header(u);
    put_units(u, LIBRARY_NONE);
    put_items(u);
    put_rest(u);
    po_message_iterator_free(u->end);
    return after;
}

/* ---- files --------------------------------------------------------------------------------- */

/* A new text and where it goes. */
struct output {
    const char *path, *text;
    size_t bytes;
    bool changed;
};

static bool make_file(const struct source *source, const char *path, const char *code,
                      struct arena *arena, FILE *out, struct diag *diag, struct output *output) {
    bool there = access(path, F_OK) == 0;
    size_t bytes = 0;
    struct update u = {.source = source, .code = code, .arena = arena};
    const char *before = there ? file_read(path, arena, diag, &bytes) : "";
    if (!before) {
        return false;
    }
    /* The template has no translations to keep. */
    size_t kept = *code ? bytes : 0;
    *output = (struct output){.path = path};
    output->text = po_rewrite(path, before, kept, make_anew, &u, arena, diag, &output->bytes);
    if (!output->text) {
        return false;
    }
    output->changed = !there || output->bytes != bytes || memcmp(output->text, before, bytes) != 0;
    fprintf(out,
            diag_in_vietnamese() ? "%s: %u câu còn, %u mới, %u đổi, %u bỏ%s\n"
                                 : "%s: %u as they were, %u new, %u changed, %u gone%s\n",
            path, u.kept, u.added, u.changed, u.removed,
            output->changed ? "" : diag_text("; không phải ghi", "; not written"));
    return true;
}

static enum err write_all(const struct output *outputs, size_t count) {
    for (size_t i = 0; i < count; i++) {
        enum err err = outputs[i].changed ? save_file(outputs[i].path, FILE_MODE, outputs[i].text,
                                                      outputs[i].bytes)
                                          : ERR_OK;
        if (err) {
            return err;
        }
    }
    return ERR_OK;
}

static enum err make_folder(const char *dir) {
    if (mkdir(dir, 0755) == 0 || errno == EEXIST) {
        return ERR_OK;
    }
    diag_log("không tạo được thư mục %s: %s", "cannot make the folder %s: %s", dir,
             strerror(errno));
    return ERR_STOP;
}

static enum err update_all(struct source *source, const char *content_dir, FILE *out,
                           struct diag *diag) {
    struct output outputs[LIBRARY_LANGUAGES_MAX];
    struct arena *arena = &source->memory;
    const char *dir = file_path(arena, content_dir, "po");
    for (int i = 0; i < source->language_count; i++) {
        /* Vietnamese has the first place, and its texts make the template. */
        const char *code = i == LIBRARY_VIETNAMESE ? "" : source->languages[i].language.code;
        char name[CONTEXT_BYTES];
        struct str s;
        str_init(&s, name, sizeof name);
        str_printf(&s, *code ? "%s.po" : "content.pot%s", code);
        if (!make_file(source, file_path(arena, dir, name), code, arena, out, diag, &outputs[i])) {
            return ERR_REJECT;
        }
    }
    enum err err = make_folder(dir);
    return err ? err : write_all(outputs, source->language_count);
}

/* That an entry has no source any more is no news here. */
static void pass_on(void *context, bool error, const char *file, int line, const char *sentence) {
    if (error) {
        diag_error(context, file, line, "%s", "%s", sentence);
    }
}

enum err content_po(const char *content_dir, const char *voices_dir, FILE *out, struct diag *diag) {
    struct source source = {0};
    struct diag errors = {.each = pass_on, .context = diag};
    enum err err = ERR_REJECT;
    if (source_read(content_dir, voices_dir, &errors, &source)) {
        check_source(&source, false, &errors);
    }
    if (errors.errors == 0) {
        err = update_all(&source, content_dir, out, diag);
    }
    source_fini(&source);
    return err;
}
