#include "speech/normalise_parts.h"

enum { ISSUERS_MAX = 4 };

/* NĐ-CP: what it is, and who issued it. */
struct citation {
    const struct lexeme *document; /* or NULL */
    const struct lexeme *issuers[ISSUERS_MAX];
    size_t issuer_count, end;
    size_t session_at; /* of QH15: the figures, 0 = none */
};

static bool is_document(const struct lexeme *entry) {
    return str_same(entry->fields[PART], "document");
}

/* One part of a code: its letters in the table, figures may follow. */
static const struct lexeme *part_at(const struct job *job, size_t at, size_t *end_out,
                                    size_t *figures_out) {
    const struct glyph *list = job->glyphs->list;
    const struct glossary *parts = vietnamese_table(job, CITATIONS);
    size_t end = at;
    while (glyph_is_letter(list[end].code)) {
        end++;
    }
    for (size_t i = 0; i < parts->count; i++) {
        const struct lexeme *entry = &parts->entries[i];
        bool same = entry->key.count == end - at;
        for (size_t k = 0; same && k < entry->key.count; k++) {
            same = entry->key.list[k].code == list[at + k].code;
        }
        if (same) {
            size_t digits = digits_at(&list[end]);
            *figures_out = digits ? end : 0;
            *end_out = end + digits;
            return entry;
        }
    }
    return NULL;
}

/* False if a part of the code [at, end) is not in the table. */
static bool parse(const struct job *job, size_t at, size_t end, struct citation *citation) {
    while (at < end) {
        size_t figures;
        const struct lexeme *entry = part_at(job, at, &at, &figures);
        if (!entry) {
            return false;
        }
        if (is_document(entry)) {
            citation->document = entry;
        } else if (citation->issuer_count < ISSUERS_MAX) {
            citation->issuers[citation->issuer_count++] = entry;
            citation->session_at = figures;
        }
        at += at < end;
    }
    citation->end = end;
    return citation->document || citation->issuer_count;
}

static void say_issuers(struct job *job, const struct citation *citation) {
    for (size_t i = 0; i < citation->issuer_count; i++) {
        if (i) {
            say_stop(job, ',');
        } else {
            say(job, "của");
        }
        say(job, citation->issuers[i]->fields[READING]);
    }
}

static void say_plain(struct job *job, size_t from, size_t end) {
    const struct glyph *at = &job->glyphs->list[from];
    if (at->code == '0' || end - from > 6) {
        say_digits(job, at, end - from);
    } else {
        say_number(job, "%cardinal", value_of(at, end - from));
    }
}

/* 118/2026/TT-BCA, 2124/QĐ-UBND, 12-NQ/TW. What was said before is not said again;
 * a pause before "năm", or it would be heard as a figure. */
size_t read_citation(struct job *job, const struct match *m) {
    struct citation citation = {0};
    size_t code = m->count - 1;
    if (!parse(job, m->spans[code].from, m->spans[code].end, &citation)) {
        return 0;
    }
    bool numbered = just_said(job, "số");
    const char *document = citation.document ? citation.document->fields[READING] : "";
    if (!numbered && *document && !just_said(job, document)) {
        say(job, document);
    }
    if (!numbered) {
        say(job, "số");
    }
    say_plain(job, m->spans[0].from, m->spans[0].end);
    if (code == 2) {
        say_stop(job, ',');
        say_number(job, "%year", value_of(&job->glyphs->list[m->spans[1].from], 4));
    }
    if (citation.issuer_count) {
        say_stop(job, ',');
        say_issuers(job, &citation);
    }
    return m->end;
}

/* NĐ-CP and QH15 without a number. */
size_t read_bare_citation(struct job *job, const struct match *m) {
    struct citation citation = {0};
    const struct lexeme *whole =
        glossary_find(vietnamese_table(job, ABBREVIATIONS), &job->glyphs->list[m->from], false);
    bool named = whole && whole->key.count == m->end - m->from;
    if (named || !parse(job, m->from, m->end, &citation)) {
        return 0;
    }
    if (citation.document && citation.issuer_count) {
        if (!just_said(job, citation.document->fields[READING])) {
            say(job, citation.document->fields[READING]);
        }
        say_issuers(job, &citation);
        return m->end;
    }
    if (citation.issuer_count == 1 && citation.session_at) {
        say(job, citation.issuers[0]->fields[READING]);
        say(job, "khóa");
        say_plain(job, citation.session_at, m->end);
        return m->end;
    }
    return 0;
}
