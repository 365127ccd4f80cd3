#include <string.h>

#include "speech/normalise_parts.h"

enum { TONES = 6, RISING = 4, LOW_CHECKED = 5, SYLLABLE_BYTES = 4 * SYLLABLE_LETTERS_MAX + 1 };

/* Each vowel letter with the six tones: ngang huyền hỏi ngã sắc nặng. */
static const uint32_t vowels[] = U"aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụ"
                                 U"ưừửữứựyỳỷỹýỵ";

static const char *const onsets[] = {
    "",  "b",  "c",   "ch", "d", "đ",  "g",  "gh", "gi", "h", "k",  "kh", "l", "m",
    "n", "ng", "ngh", "nh", "p", "ph", "qu", "r",  "s",  "t", "th", "tr", "v", "x",
};

/* Without tone mark; those of "qu" are in it too: qu-yên, qu-ynh. */
static const char rimes[] =
    " a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây"
    " e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu i ia ich im in inh ip it iu iêc iêm"
    " iên iêng iêp iêt iêu o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng"
    " oăt oc oe oen oeo oep oet oi om on ong ooc oong op ot ô ôc ôi ôm ôn ông ôôc ôông ôp ôt ơ ơi "
    "ơm ơn"
    " ơp ơt u ua uân uâng uât uây uc uê uêch uênh uêu ui um un ung uơ uôc uôi uôm uôn uông uôp uôt "
    "up "
    "ut"
    " uy uya uych uyên uyêt uyn uynh uyp uyt uyu ư ưa ưc ưi ưm ưn ưng ưp ươ ươc ươi ươm ươn ương "
    "ươp"
    " ươt ươu ưt ưu y ych yêm yên yêng yêt yêu yn ynh yp yt ";

/* A word's letters in lower case, tone marks taken off. */
struct spelling {
    uint32_t letters[SYLLABLE_LETTERS_MAX];
    size_t count;
    int tone;
};

static size_t vowel_ix(uint32_t code) {
    size_t count = sizeof vowels / sizeof *vowels - 1;
    for (size_t i = 0; i < count; i++) {
        if (vowels[i] == code) {
            return i;
        }
    }
    return count;
}

static bool is_vowel(uint32_t code) { return vowel_ix(code) < sizeof vowels / sizeof *vowels - 1; }

static bool take_apart(const struct glyph *at, size_t count, struct spelling *spelling) {
    *spelling = (struct spelling){.count = count};
    if (count == 0 || count > SYLLABLE_LETTERS_MAX) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        uint32_t code = glyph_lower(at[i].code);
        size_t ix = vowel_ix(code);
        int tone = is_vowel(code) ? (int)(ix % TONES) : 0;
        if (tone && spelling->tone) {
            return false;
        }
        spelling->tone += tone;
        spelling->letters[i] = is_vowel(code) ? vowels[ix - (size_t)tone] : code;
    }
    return true;
}

static void write_letters(const uint32_t *letters, size_t count, struct str *text) {
    char letter[5];
    for (size_t i = 0; i < count; i++) {
        glyph_write(letters[i], letter);
        str_put(text, letter);
    }
}

static bool is_rime(const char *rime) {
    char bytes[SYLLABLE_BYTES + 2];
    struct str spaced;
    str_init(&spaced, bytes, sizeof bytes);
    str_printf(&spaced, " %s ", rime);
    return rime[0] && strstr(rimes, bytes);
}

static bool is_stop(uint32_t last, uint32_t before) {
    return last == 'c' || last == 'p' || last == 't' || (last == 'h' && before == 'c');
}

static bool ends_in_stop(const struct spelling *s) {
    return s->count > 1 && is_stop(s->letters[s->count - 1], s->letters[s->count - 2]);
}

/* Letters that are an onset and a rime; of any tone if `loose`, else a syllable that
 * ends in a stop has one of two. */
static bool is_spelling(const struct spelling *s, bool loose) {
    char bytes[SYLLABLE_BYTES];
    struct str plain;
    str_init(&plain, bytes, sizeof bytes);
    write_letters(s->letters, s->count, &plain);
    if (ends_in_stop(s) && s->tone != RISING && s->tone != LOW_CHECKED && !(loose && !s->tone)) {
        return false;
    }
    for (size_t i = 0; i < sizeof onsets / sizeof *onsets; i++) {
        size_t length = strlen(onsets[i]);
        if (strncmp(bytes, onsets[i], length) == 0 && is_rime(bytes + length)) {
            return true;
        }
    }
    return false;
}

bool is_syllable(const struct glyph *at, size_t count) {
    struct spelling spelling;
    return take_apart(at, count, &spelling) && is_spelling(&spelling, false);
}

bool is_consonants(const struct glyph *at, size_t count) {
    bool consonants = true;
    for (size_t i = 0; i < count; i++) {
        uint32_t code = glyph_lower(at[i].code);
        consonants = consonants && code >= 'a' && code <= 'z' && !is_vowel(code);
    }
    return consonants;
}

/* ---- letter by letter ---------------------------------------------------------------------- */

static void spell_letter(struct job *job, uint32_t code) {
    const struct glossary *letters = vietnamese_table(job, LETTERS);
    uint32_t lower = glyph_lower(code);
    const struct lexeme *entry = glossary_letter(letters, lower);
    if (!entry && is_vowel(lower)) {
        entry = glossary_letter(letters, vowels[vowel_ix(lower) / TONES * TONES]);
    }
    if (!entry) {
        entry = glossary_letter(letters, glyph_bare(lower));
    }
    if (!entry) {
        entry = glossary_letter(letters, '*'); /* whatever has no name */
    }
    if (entry) {
        say(job, entry->fields[READING]);
    }
}

void spell_letters(struct job *job, const struct glyph *at, size_t count) {
    for (size_t i = 0; i < count; i++) {
        spell_letter(job, at[i].code);
    }
}

/* ---- foreign words --------------------------------------------------------------------------- */

enum { FOREIGN_LETTERS_MAX = 256 };

/* Letters that Vietnamese has not, and what is written for them. */
static const struct {
    uint32_t letter;
    const char *instead;
} foreign[] = {{'f', "ph"}, {'j', "gi"}, {'w', "v"}, {'z', "d"}};

struct word {
    struct glyph letters[FOREIGN_LETTERS_MAX + 1];
    size_t count;
};

static void add_letter(struct word *word, uint32_t code) {
    if (word->count < FOREIGN_LETTERS_MAX) {
        word->letters[word->count++].code = code;
    }
}

static void take_letter(struct word *word, uint32_t code) {
    uint32_t lower = glyph_lower(code);
    uint32_t letter = is_vowel(lower) || lower == 0x111 ? lower : glyph_bare(lower);
    for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++) {
        for (const char *c = foreign[i].instead; foreign[i].letter == letter && *c; c++) {
            add_letter(word, (unsigned char)*c);
        }
        if (foreign[i].letter == letter) {
            return;
        }
    }
    if (is_vowel(letter) || letter == 0x111 || (letter >= 'a' && letter <= 'z')) {
        add_letter(word, letter);
    }
}

/* Letters from `at` on that make a syllable: the most, but a consonant before a vowel
 * begins the next one. */
static size_t syllable_length(const struct word *word, size_t at) {
    size_t best = 0, any = 0;
    for (size_t count = 1; count <= SYLLABLE_LETTERS_MAX && at + count <= word->count; count++) {
        struct spelling s;
        if (!take_apart(&word->letters[at], count, &s) || !is_spelling(&s, true)) {
            continue;
        }
        bool torn = !is_vowel(s.letters[count - 1]) && at + count < word->count &&
                    is_vowel(glyph_lower(word->letters[at + count].code));
        any = count;
        best = torn ? best : count;
    }
    return best ? best : any;
}

/* A syllable that ends in a stop gets the rising tone if it has none. */
static void say_syllable(struct job *job, const struct glyph *at, size_t count) {
    struct spelling s;
    uint32_t letters[SYLLABLE_LETTERS_MAX];
    char bytes[SYLLABLE_BYTES];
    struct str syllable;
    take_apart(at, count, &s);
    for (size_t i = 0; i < count; i++) {
        letters[i] = at[i].code;
    }
    for (size_t i = count; i > 0 && ends_in_stop(&s) && s.tone == 0; i--) {
        if (is_vowel(letters[i - 1])) {
            letters[i - 1] = vowels[vowel_ix(letters[i - 1]) + RISING];
            break;
        }
    }
    str_init(&syllable, bytes, sizeof bytes);
    write_letters(letters, count, &syllable);
    say(job, bytes);
}

static void say_consonant(struct job *job, uint32_t code) {
    const struct lexeme *entry = glossary_letter(vietnamese_table(job, LETTERS), code);
    if (entry) {
        say(job, entry->fields[SOUND][0] ? entry->fields[SOUND] : entry->fields[READING]);
    }
}

void respell(struct job *job, const struct glyph *at, size_t count) {
    struct word word = {0};
    const size_t most = FOREIGN_LETTERS_MAX / 2; /* a letter may become two */
    for (; count > most; count -= most, at += most) {
        respell(job, at, most);
    }
    for (size_t i = 0; i < count; i++) {
        take_letter(&word, at[i].code);
    }
    if (word.count == 0) {
        spell_letter(job, at[0].code); /* another script: named once, not dropped */
    }
    for (size_t i = 0; i < word.count;) {
        size_t length = syllable_length(&word, i);
        if (length) {
            say_syllable(job, &word.letters[i], length);
        } else {
            say_consonant(job, word.letters[i].code);
        }
        i += length ? length : 1;
    }
}
