#include <string.h>

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
    size_t letters = letters_at(&list[at]), digits = digits_at(&list[at + letters]);
    *figures_out = digits ? at + letters : 0;
    *end_out = at + letters + digits;
    return glossary_whole(vietnamese_table(job, CITATIONS), &list[at], letters);
}

/* False if the code [at, end) begins with nothing that is in the table; from a later
 * part that is not there on, it is no longer the citation's. */
static bool parse(const struct job *job, size_t at, size_t end, struct citation *citation) {
    while (at < end) {
        size_t figures, next;
        const struct lexeme *entry = part_at(job, at, &next, &figures);
        if (!entry) {
            break;
        }
        if (is_document(entry)) {
            citation->document = entry;
        } else if (citation->issuer_count < ISSUERS_MAX) {
            citation->issuers[citation->issuer_count++] = entry;
            citation->session_at = figures;
        }
        citation->end = next;
        at = next + (next < end);
    }
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

/* "Số:" at the begin of a clause: what is numbered was not said. */
static bool only_number_said(const struct job *job) {
    static const char *const words[] = {"số", "số,"};
    const struct str *out = job->out;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t before = just_said(job, words[i]) ? out->used - strlen(words[i]) : SIZE_MAX;
        if (before != SIZE_MAX && (before < 2 || strchr(",.?!", out->data[before - 2]))) {
            return true;
        }
    }
    return false;
}

/* 118/2026/TT-BCA, 2124/QĐ-UBND, 12-NQ/TW. What was said before is not said again;
 * a pause before "năm", or it would be heard as a figure. */
size_t read_citation(struct job *job, const struct match *m) {
    struct citation citation = {0};
    size_t code = m->count - 1;
    bool inside =
        m->from > 0 && glyph_is_letter(job->glyphs->list[m->from - 1].code); /* G09-BHXH */
    if (inside || !parse(job, m->spans[code].from, m->spans[code].end, &citation)) {
        return 0;
    }
    bool numbered = just_said(job, "số") || only_number_said(job);
    bool unnamed = only_number_said(job) && citation.document;
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
    if (citation.issuer_count || unnamed) {
        say_stop(job, ',');
    }
    if (unnamed) {
        say(job, document);
    }
    say_issuers(job, &citation);
    if (citation.end < m->end) {
        say_stop(job, ','); /* UBND-NC: whose desk it is */
    }
    return citation.end;
}

/* NĐ-CP and QH15 without a number. */
size_t read_bare_citation(struct job *job, const struct match *m) {
    struct citation citation = {0};
    const struct lexeme *whole =
        glossary_find(vietnamese_table(job, ABBREVIATIONS), &job->glyphs->list[m->from], false);
    bool named = whole && whole->key.count == m->end - m->from;
    if (named || !parse(job, m->from, m->end, &citation) || citation.end < m->end) {
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
