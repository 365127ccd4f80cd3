#include "speech/tongue.h"

#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "speech/folder.h"

static const char stock_code[] = "vi";
static const char female[] = "-f";

/* The language that a voice speaks: "hmn" for "hmn-f". */
static void language_of(const char *voice, char code_out[TONGUE_NAME_BYTES]) {
    size_t bytes = strlen(voice), end = strlen(female);
    bool ends = bytes > end && strcmp(voice + bytes - end, female) == 0;
    struct str code;
    str_init(&code, code_out, TONGUE_NAME_BYTES);
    str_put_n(&code, voice, ends ? bytes - end : bytes);
}

/* Vietnamese and its accents: the voice reads letters, their tables are for the eye. */
static bool is_stock(const char *voices_dir, const char *language) {
    struct arena memory = {0};
    struct folder folder = folder_read(voices_dir, language, &memory);
    bool stock = strcmp(language, stock_code) == 0 || str_same(folder.status, "stock");
    arena_fini(&memory);
    return stock;
}

struct tongue tongue_open(struct voice *voice, const char *voices_dir, const char *code,
                          const char *stock, struct normaliser *vietnamese) {
    struct tongue tongue = {.reader = NULL};
    struct diag diag = {0};
    char language[TONGUE_NAME_BYTES];
    language_of(code, language);
    bool own = !is_stock(voices_dir, language) && voice_known(voice, code) &&
               reader_open(voices_dir, language, &diag, &tongue.reader) == ERR_OK;
    const char *name = own ? code : stock && voice_known(voice, stock) ? stock : stock_code;
    tongue.engine = engine_open(voices_dir, language);
    if ((own || tongue.engine) && vietnamese && strcmp(language, stock_code) != 0) {
        tongue.normaliser = normaliser_open(voices_dir, language, vietnamese, &diag);
    }
    str_copy(tongue.voice, sizeof tongue.voice, name);
    return tongue;
}

void tongue_close(struct tongue *tongue) {
    normaliser_close(tongue->normaliser);
    engine_close(tongue->engine);
    reader_close(tongue->reader);
    *tongue = (struct tongue){.reader = NULL};
}
