#include "review/findings.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/diag.h"
#include "content/grow.h"

enum { SENTENCE_BYTES = 1024 };

void findings_add(struct findings *findings, const struct finding *about, const char *vi,
                  const char *en, ...) {
    char sentence[SENTENCE_BYTES];
    struct arena *memory = &findings->memory;
    va_list args;
    va_start(args, en);
    vsnprintf(sentence, sizeof sentence, diag_in_vietnamese() ? vi : en, args);
    va_end(args);
    findings->list = grow(memory, findings->list, findings->count, sizeof *findings->list);
    struct finding *finding = &findings->list[findings->count++];
    *finding = *about;
    finding->item = arena_strdup(memory, about->item);
    finding->unit = arena_strdup(memory, about->unit);
    finding->file = arena_strdup(memory, about->file);
    finding->sentence = arena_strdup(memory, sentence);
    finding->count = about->count ? about->count : 1;
}

void findings_fini(struct findings *findings) {
    arena_fini(&findings->memory);
    *findings = (struct findings){0};
}
