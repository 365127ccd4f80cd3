#include "review/plain.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/paths.h"
#include "base/table.h"
#include "unicode/letters.h"

enum { FOR_SYLLABLE = 4, FOR_FORMAL = 15, FOR_IDEA = 8, FOR_PARENTHESES = 10, FOR_SHORT = 20 };
enum { FOR_MEAN_SYLLABLE = 5, TOKEN_BYTES = 128, FORMAL_BYTES = 256 };

/* ---- officialese ---------------------------------------------------------------------- */

static const char *const columns[] = {"formal", "plain", "note", NULL};

static int longest_first(const void *a, const void *b) {
    const struct plain_word *x = a, *y = b;
    int order = (x->bytes < y->bytes) - (x->bytes > y->bytes);
    return order ? order : strcmp(x->formal, y->formal);
}

static bool add_row(const struct table_row *row, struct plain_words *words) {
    char folded[FORMAL_BYTES], spaced[FORMAL_BYTES + 2];
    if (!letters_fold(row->fields[0], folded, sizeof folded)) {
        return false;
    }
    snprintf(spaced, sizeof spaced, " %s ", folded);
    words->list[words->count++] = (struct plain_word){
        .formal = arena_strdup(&words->memory, spaced),
        .written = arena_strdup(&words->memory, row->fields[0]),
        .plain = arena_strdup(&words->memory, row->fields[1]),
        .bytes = strlen(spaced),
    };
    return true;
}

void plain_words_read(const char *content_dir, struct diag *diag, struct plain_words *words_out) {
    char path[PATH_BYTES];
    struct table table;
    struct str s;
    *words_out = (struct plain_words){0};
    str_init(&s, path, sizeof path);
    str_printf(&s, "%s/plain-words.tsv", content_dir);
    if (access(path, F_OK) != 0 || !table_read(path, columns, diag, &table)) {
        return;
    }
    words_out->list = arena_array(&words_out->memory, table.count + 1, sizeof *words_out->list);
    for (size_t i = 0; i < table.count; i++) {
        if (!add_row(&table.rows[i], words_out)) {
            diag_error(diag, path, table.rows[i].line, "mục này quá dài; hãy rút ngắn",
                       "this entry is too long; shorten it");
        }
    }
    table_fini(&table);
    if (words_out->count) {
        qsort(words_out->list, words_out->count, sizeof *words_out->list, longest_first);
    }
}

void plain_words_fini(struct plain_words *words) {
    arena_fini(&words->memory);
    *words = (struct plain_words){0};
}

/* ---- a sentence ------------------------------------------------------------------------ */

/* A sentence being judged: its words, folded, a space on either side of each; what cuts
 * a sentence stands between them as ",". */
struct judging {
    const struct lexicon *lexicon;
    struct plain_verdict verdict;
    struct str words;
};

static bool is_said(const char *word) {
    for (const char *c = word; *c; c++) {
        if (isalnum((unsigned char)*c) || (unsigned char)*c >= 0x80) {
            return true;
        }
    }
    return false;
}

static bool is_joint(const char *folded) {
    return strcmp(folded, "và") == 0 || strcmp(folded, "hoặc") == 0;
}

static bool ends_in_cut(const struct str *words) {
    return words->used > 1 && words->data[words->used - 2] == ',';
}

static void judge_word(struct judging *j, const char *word) {
    struct plain_verdict *v = &j->verdict;
    char folded[TOKEN_BYTES];
    if (!is_said(word) || !letters_fold(word, folded, sizeof folded)) {
        return;
    }
    v->syllables++;
    v->ideas += is_joint(folded) && !ends_in_cut(&j->words);
    if (lexicon_is_short_form(word) && !lexicon_has(j->lexicon, word)) {
        if (v->abbreviations++ == 0) {
            str_copy(v->abbreviation, sizeof v->abbreviation, word);
        }
    }
    str_put(&j->words, folded);
    str_put(&j->words, " ");
}

/* What stands around a word and is not of it. */
static size_t opening(const char *token) { return strspn(token, "([\"'"); }

static size_t closing(const char *token, size_t bytes) {
    size_t end = bytes;
    while (end > 0 && strchr(".,;:!?)]\"'", token[end - 1])) {
        end--;
    }
    return bytes - end;
}

static void judge_token(struct judging *j, const char *token, size_t bytes) {
    char word[TOKEN_BYTES];
    struct str s;
    size_t first = opening(token) < bytes ? opening(token) : bytes;
    size_t last = closing(token + first, bytes - first);
    bool dash = (bytes == 1 && *token == '-') || (bytes == 3 && strncmp(token, "–", 3) == 0);
    str_init(&s, word, sizeof word);
    str_put_n(&s, token + first, dash ? 0 : bytes - first - last);
    judge_word(j, word);
    if (dash || strcspn(token + bytes - last, ",;:") < last) {
        j->verdict.ideas++;
        str_put(&j->words, ", ");
    }
    j->verdict.parentheses += memchr(token, '(', bytes) != NULL;
}

static void count_officialese(struct plain_verdict *verdict, const struct plain_word *word) {
    if (*word->plain) {
        verdict->officialese++;
        verdict->formal = verdict->formal ? verdict->formal : word;
    }
}

/* What is found is struck out, so that a piece of it is not found again. */
static void find_officialese(struct judging *j, const struct plain_words *words) {
    for (size_t i = 0; i < words->count; i++) {
        const struct plain_word *word = &words->list[i];
        for (char *at; (at = strstr(j->words.data, word->formal));) {
            memset(at + 1, '_', word->bytes - 2);
            count_officialese(&j->verdict, word);
        }
    }
}

static unsigned above(unsigned count, unsigned most) { return count > most ? count - most : 0; }

static int score_of(const struct plain_verdict *v) {
    unsigned lost = FOR_SYLLABLE * above(v->syllables, PLAIN_SYLLABLES) +
                    FOR_FORMAL * v->officialese + FOR_IDEA * above(v->ideas, PLAIN_IDEAS) +
                    FOR_PARENTHESES * v->parentheses + FOR_SHORT * v->abbreviations;
    return lost < 100 ? 100 - (int)lost : 0;
}

struct plain_verdict plain_judge(const struct plain_words *words, const struct lexicon *lexicon,
                                 const char *sentence) {
    size_t size = 3 * strlen(sentence) + 4; /* a mark more and a space for each sign */
    struct judging j = {.lexicon = lexicon};
    char *memory = malloc(size);
    if (!memory) {
        abort();
    }
    str_init(&j.words, memory, size);
    str_put(&j.words, " ");
    j.verdict.ideas = 1;
    for (const char *at = sentence; *at;) {
        at += strspn(at, " ");
        size_t bytes = strcspn(at, " ");
        judge_token(&j, at, bytes);
        at += bytes;
    }
    find_officialese(&j, words);
    free(memory);
    j.verdict.score = score_of(&j.verdict);
    return j.verdict;
}

/* ---- words for it ---------------------------------------------------------------------- */

static void put_reason(struct str *out, size_t before, const char *name, unsigned count) {
    str_printf(out, "%s%s: %u", out->used > before ? ", " : "", name, count);
}

void plain_put_reasons(const struct plain_verdict *v, struct str *out) {
    size_t before = out->used;
    if (v->syllables > PLAIN_SYLLABLES) {
        put_reason(out, before, diag_text("tiếng", "syllables"), v->syllables);
    }
    if (v->ideas > PLAIN_IDEAS) {
        put_reason(out, before, diag_text("ý", "ideas"), v->ideas);
    }
    if (v->parentheses) {
        put_reason(out, before, diag_text("ngoặc đơn", "parentheses"), v->parentheses);
    }
    if (v->abbreviations) {
        put_reason(out, before, diag_text("chữ tắt không có cách đọc", "short forms nobody reads"),
                   v->abbreviations);
        str_printf(out, " (%s)", v->abbreviation);
    }
    if (v->formal) {
        put_reason(out, before, diag_text("từ công văn", "officialese"), v->officialese);
        str_printf(out, diag_in_vietnamese() ? " (“%s”, nên nói “%s”)" : " (\"%s\", better \"%s\")",
                   v->formal->written, v->formal->plain);
    }
}

/* ---- several sentences ------------------------------------------------------------------ */

void plain_add(struct plain_sum *sum, const struct plain_verdict *verdict) {
    sum->sentences++;
    sum->syllables += verdict->syllables;
    sum->weighted += verdict->syllables * (unsigned)verdict->score;
}

int plain_score(const struct plain_sum *sum) {
    if (sum->syllables == 0) {
        return 100;
    }
    unsigned most = PLAIN_SYLLABLES * sum->sentences;
    unsigned mean = (sum->weighted + sum->syllables / 2) / sum->syllables;
    unsigned lost = FOR_MEAN_SYLLABLE * above(sum->syllables, most) / sum->sentences;
    return mean > lost ? (int)(mean - lost) : 0;
}
