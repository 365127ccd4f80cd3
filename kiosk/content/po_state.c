#include "content/po_state.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/str.h"

static const char SOURCE_HASH[] = "source-hash:";
static const char REVIEWED_BY[] = "reviewed-by:";

enum { HASH_DIGITS = 16, HASH_LINE_BYTES = 48 };

/* The first line that begins with `word`; NULL if there is none. */
static const char *find_line(const char *comments, const char *word) {
    for (const char *line = comments; *line;) {
        size_t bytes = strcspn(line, "\n");
        if (strncmp(line + strspn(line, " \t"), word, strlen(word)) == 0) {
            return line;
        }
        line += bytes + (line[bytes] == '\n');
    }
    return NULL;
}

bool po_names_reviewer(const char *comments) { return find_line(comments, REVIEWED_BY); }

uint64_t po_source_hash(const char *source) { return hash64_text(HASH64_EMPTY, source); }

bool po_hash_of(const char *comments, uint64_t *hash_out) {
    const char *line = find_line(comments, SOURCE_HASH);
    if (!line) {
        return false;
    }
    const char *digits = line + strspn(line, " \t") + strlen(SOURCE_HASH);
    char *end;
    *hash_out = strtoull(digits, &end, HASH_DIGITS);
    return end != digits;
}

const char *po_with_hash(const char *comments, uint64_t hash, struct arena *arena) {
    size_t size = strlen(comments) + HASH_LINE_BYTES;
    char *text = arena_array(arena, size, 1);
    const char *old = find_line(comments, SOURCE_HASH);
    const char *rest = old ? old + strcspn(old, "\n") : "";
    struct str s;
    str_init(&s, text, size);
    str_put_n(&s, comments, old ? (size_t)(old - comments) : strlen(comments));
    str_put(&s, s.used && text[s.used - 1] != '\n' ? "\n" : "");
    str_printf(&s, "%s %016" PRIx64 "\n", SOURCE_HASH, hash);
    str_put(&s, *rest ? rest + 1 : "");
    return text;
}

/* Fuzzy, and not because it is our draft. */
static bool was_moved(const struct po_entry *entry) {
    uint64_t hash;
    if (!entry->fuzzy) {
        return false;
    }
    if (po_hash_of(entry->comments, &hash)) {
        return hash != po_source_hash(entry->source);
    }
    return po_names_reviewer(entry->comments);
}

enum translation_state po_state(const struct po_entry *entry, const char *vietnamese) {
    if (*entry->text == '\0') {
        return TRANSLATION_MISSING;
    }
    if (entry->previous || !str_same(entry->source, vietnamese) || was_moved(entry)) {
        return TRANSLATION_STALE;
    }
    bool draft = entry->fuzzy || !po_names_reviewer(entry->comments);
    return draft ? TRANSLATION_DRAFT : TRANSLATION_REVIEWED;
}
