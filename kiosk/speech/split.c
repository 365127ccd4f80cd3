/* Words of one language → syllables.
 *
 * A word is split from the left, the longest onset and then the longest rime
 * first, and the first way that reaches its end is taken. Between two syllables a
 * letter that may be a tone or an onset is an onset if the rest can be read so, but for
 * onsets that are tried last. */
#include <string.h>

#include "speech/syllabary_parts.h"

/* What a syllable may begin with, a bit each. */
enum {
    BEGINS_LATE = 1,        /* with a vowel, or an onset that is tried last */
    BEGINS_BEHIND_TONE = 2, /* a letter of tone stands before it */
    BEGINNINGS = 4
};

struct split {
    const struct syllabary *tables;
    char word[SYLLABARY_WORD_BYTES];
    uint8_t marks[SYLLABARY_WORD_BYTES];
    size_t bytes;
    struct syllable *list;
    size_t count, max;
    bool failed[BEGINNINGS][SYLLABARY_WORD_BYTES]; /* [how it may begin][where] */
};

/* A syllable that is being tried. */
struct trial {
    struct syllable syllable;
    size_t begin, rime_end;
};

/* What may follow a syllable, in the order in which it is tried. */
static const struct junction {
    bool ends;     /* the word, or its part before a hyphen, is at its end */
    bool lettered; /* the tone has a letter */
    bool late;     /* the next syllable may begin with a vowel or another onset tried last */
} junctions[] = {
    {true, true, true},   {true, false, true}, {false, false, false},
    {false, true, false}, {false, true, true}, {false, false, true},
};

static bool split_from(struct split *s, size_t at, unsigned beginning);

static bool stands_at(const struct split *s, size_t at, const char *letters, size_t bytes) {
    return strncmp(s->word + at, letters, bytes) == 0;
}

/* True if the list of words has this one; an empty list has all. */
static bool listed(const char *list, const char *word) {
    size_t bytes = strlen(word);
    bool all = *list == '\0';
    while (*list) {
        size_t length = strcspn(list, " ");
        if (length == bytes && memcmp(list, word, bytes) == 0) {
            return true;
        }
        list += length;
        list += strspn(list, " ");
    }
    return all;
}

/* The mark that stands somewhere on the syllable; MARKS_CLASH if there are two. A line
 * below may run on under all letters of the vowel: that is one. */
enum { MARKS_CLASH = UINT8_MAX };

static uint8_t mark_between(const struct split *s, size_t begin, size_t end) {
    uint8_t mark = MARK_NONE;
    for (size_t i = begin; i < end; i++) {
        bool line = mark == MARK_MACRON_BELOW && s->marks[i] == mark;
        if (s->marks[i] && !line) {
            mark = mark ? MARKS_CLASH : s->marks[i];
        }
    }
    return mark;
}

static bool has_tone(const struct split *s, const struct trial *trial, const struct tone *tone) {
    return (tone->kinds >> trial->syllable.rime->kind & 1) &&
           tone->mark == mark_between(s, trial->begin, trial->rime_end) &&
           stands_at(s, trial->rime_end, tone->letters, tone->bytes) &&
           listed(trial->syllable.rime->tones, tone->letters);
}

/* The separator at `at`, or one that the rime has taken with it (Dao a'). */
static char separator(const struct split *s, size_t at, size_t *bytes_out) {
    *bytes_out = at < s->bytes && strchr("-'.", s->word[at]) != NULL;
    if (*bytes_out) {
        return s->word[at];
    }
    return s->word[at - 1] == '\'' ? '\'' : '\0';
}

static bool goes_on(struct split *s, const struct trial *trial, const struct junction *junction) {
    size_t at = trial->rime_end + trial->syllable.tone->bytes;
    size_t skipped = 0;
    char joint = separator(s, at, &skipped);
    bool ends = at == s->bytes || joint;
    if (ends != junction->ends || s->count == s->max) {
        return false;
    }
    s->list[s->count] = trial->syllable;
    s->list[s->count++].joint = joint;
    at += skipped;
    unsigned beginning =
        (junction->late ? BEGINS_LATE : 0u) | (junction->lettered ? BEGINS_BEHIND_TONE : 0u);
    if (at == s->bytes || split_from(s, at, beginning)) {
        return true;
    }
    s->count--;
    return false;
}

static bool same_writing(const struct tone *a, const struct tone *b) {
    return a && a->mark == b->mark && strcmp(a->letters, b->letters) == 0;
}

/* Of rows that are written alike the first is the one for this kind of rime. */
static bool try_tones(struct split *s, struct trial *trial, const struct junction *junction) {
    const struct tone *last = NULL;
    for (size_t i = 0; i < s->tables->tone_count; i++) {
        const struct tone *tone = &s->tables->tones[i];
        bool fits = (tone->bytes > 0) == junction->lettered && !same_writing(last, tone) &&
                    has_tone(s, trial, tone);
        if (!fits) {
            continue;
        }
        trial->syllable.tone = last = tone;
        if (goes_on(s, trial, junction)) {
            return true;
        }
    }
    return false;
}

static bool try_junctions(struct split *s, struct trial *trial) {
    for (size_t i = 0; i < sizeof junctions / sizeof *junctions; i++) {
        if (try_tones(s, trial, &junctions[i])) {
            return true;
        }
    }
    return false;
}

static bool has_onset(const struct rime *rime, const struct onset *onset) {
    return listed(onset->rimes, rime->letters) &&
           (rime->alone ? onset->bytes == 0 : listed(rime->onsets, onset->letters));
}

static bool try_rimes(struct split *s, struct trial *trial) {
    size_t at = trial->begin + trial->syllable.onset->bytes;
    for (size_t i = 0; i < s->tables->rime_count; i++) {
        const struct rime *rime = &s->tables->rimes[i];
        if (!stands_at(s, at, rime->letters, rime->bytes) ||
            !has_onset(rime, trial->syllable.onset)) {
            continue;
        }
        trial->syllable.rime = rime;
        trial->rime_end = at + rime->bytes;
        if (try_junctions(s, trial)) {
            return true;
        }
    }
    return false;
}

static bool has_place(const struct split *s, size_t at, const struct onset *onset,
                      unsigned beginning) {
    bool first = at == 0 || strchr("-'.", s->word[at - 1]);
    bool toned =
        onset->place == ONSET_FIRST_OR_BEHIND_TONE_LETTER && beginning & BEGINS_BEHIND_TONE;
    return first || toned || onset->place == ONSET_ANYWHERE || onset->place == ONSET_LAST;
}

static bool may_stand(const struct split *s, size_t at, const struct onset *onset,
                      unsigned beginning) {
    bool late = onset->bytes == 0 || onset->place == ONSET_LAST;
    return has_place(s, at, onset, beginning) && (!late || beginning & BEGINS_LATE) &&
           stands_at(s, at, onset->letters, onset->bytes);
}

static bool split_from(struct split *s, size_t at, unsigned beginning) {
    if (s->failed[beginning][at]) {
        return false;
    }
    for (size_t i = 0; i < s->tables->onset_count; i++) {
        const struct onset *onset = &s->tables->onsets[i];
        struct trial trial = {.syllable.onset = onset, .begin = at};
        if (may_stand(s, at, onset, beginning) && try_rimes(s, &trial)) {
            return true;
        }
    }
    s->failed[beginning][at] = true;
    return false;
}

/* ---- tones of mark scripts that are not written with marks --------------------------------- */

/* Takes out the byte at `at`; the tone is then on what stands before it. */
static void take_out(struct split *s, size_t at, uint8_t notation) {
    memmove(s->word + at, s->word + at + 1, s->bytes - at);
    memmove(s->marks + at, s->marks + at + 1, s->bytes - at);
    s->marks[at - 1] = notation;
    s->bytes--;
}

static bool vowel_before(const struct split *s, size_t at) {
    return (s->word[at - 1] & 0x80) || strchr("aeiouy", s->word[at - 1]);
}

/* "lej", "lujc": behind a vowel, before nothing but a final. */
static bool is_tone_j(const struct split *s, size_t at) {
    static const char *const finals[] = {"", "c", "p", "t", "m", "n", "ng", "ch", "nh"};
    if (s->word[at] != 'j' || !vowel_before(s, at)) {
        return false;
    }
    for (size_t i = 0; i < sizeof finals / sizeof *finals; i++) {
        if (strcmp(s->word + at + 1, finals[i]) == 0) {
            return true;
        }
    }
    return false;
}

static uint8_t notation_at(const struct split *s, size_t at) {
    uint8_t notation = MARK_NONE;
    if (s->word[at] == '\'' && s->word[at + 1]) {
        notation = NOTATION_APOSTROPHE;
    } else if (s->word[at] == '_' && !s->word[at + 1]) {
        notation = NOTATION_UNDERSCORE;
    } else if (is_tone_j(s, at)) {
        notation = NOTATION_J;
    }
    return s->tables->notations[notation] ? notation : MARK_NONE;
}

static void take_notations(struct split *s) {
    for (size_t at = 1; at < s->bytes; at++) {
        uint8_t notation = notation_at(s, at);
        if (notation) {
            take_out(s, at, notation);
        }
    }
}

/* ---- a word ------------------------------------------------------------------------------------
 */

static const struct sandhi *sandhi_for(const struct syllabary *tables,
                                       const struct syllable *syllable) {
    const struct sandhi *any = NULL;
    for (size_t i = 0; i < tables->sandhi_count; i++) {
        const struct sandhi *sandhi = &tables->sandhi[i];
        if (sandhi->joint != syllable->joint) {
            continue;
        }
        if (strcmp(sandhi->from, syllable->tone->name) == 0) {
            return sandhi;
        }
        any = strcmp(sandhi->from, "*") == 0 ? sandhi : any;
    }
    return any;
}

/* Before a hyphen or an apostrophe a syllable may have another tone. */
static void change_tone(const struct syllabary *tables, struct syllable *syllable) {
    const struct sandhi *sandhi = syllable->joint ? sandhi_for(tables, syllable) : NULL;
    const struct tone *tone =
        sandhi ? syllabary_tone(tables, sandhi->to, syllable->rime->kind) : NULL;
    syllable->tone = tone ? tone : syllable->tone;
}

static bool prepare(struct split *s, const char *word) {
    if (s->tables->marked) {
        if (!letters_bare(word, s->word, s->marks, sizeof s->word)) {
            return false;
        }
    } else if (!str_copy(s->word, sizeof s->word, word)) {
        return false;
    }
    s->bytes = strlen(s->word);
    if (s->tables->marked) {
        take_notations(s);
    }
    return s->bytes > 0;
}

size_t syllabary_read(const struct syllabary *syllabary, const char *word,
                      struct syllable *list_out, size_t max) {
    struct split s = {.tables = syllabary, .list = list_out, .max = max};
    if (!prepare(&s, word) || !split_from(&s, 0, BEGINS_LATE)) {
        return 0;
    }
    for (size_t i = 0; i < s.count; i++) {
        change_tone(syllabary, &list_out[i]);
    }
    return s.count;
}

bool syllabary_says(const struct syllabary *syllabary, const struct onset *onset,
                    const struct rime *rime, const struct tone *tone) {
    struct syllable list[2] = {{0}};
    struct split s = {.tables = syllabary, .list = list, .max = 2};
    struct str word;
    str_init(&word, s.word, sizeof s.word);
    str_put(&word, onset->letters);
    str_put(&word, rime->letters);
    size_t vowel = rime->bytes > 0 ? onset->bytes : word.used - 1;
    str_put(&word, tone->letters);
    s.bytes = word.used;
    if (word.cut || s.bytes == 0 || vowel >= s.bytes) {
        return false;
    }
    s.marks[vowel] = tone->mark;
    return split_from(&s, 0, BEGINS_LATE) && s.count == 1 && list[0].onset == onset &&
           list[0].rime == rime && list[0].tone == tone;
}
