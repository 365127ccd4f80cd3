#include "speech/tongue.h"

#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "speech/folder.h"

static const char stock_code[] = "vi";
static const char female[] = "-f";

static bool is_female(const char *voice) {
    size_t bytes = strlen(voice), end = strlen(female);
    return bytes > end && strcmp(voice + bytes - end, female) == 0;
}

void tongue_voice(const char *name, bool wants_female, char voice_out[TONGUE_NAME_BYTES]) {
    struct str voice;
    str_init(&voice, voice_out, TONGUE_NAME_BYTES);
    str_put(&voice, name);
    str_put(&voice, wants_female && !is_female(name) ? female : "");
}

void tongue_language(const char *voice, char code_out[TONGUE_NAME_BYTES]) {
    struct str code;
    str_init(&code, code_out, TONGUE_NAME_BYTES);
    str_put_n(&code, voice, strlen(voice) - (is_female(voice) ? strlen(female) : 0));
}

/* The man's or the woman's, of a language that has a voice of its own. */
static const char *own_voice(const char *code, const char *language, const char *named,
                             struct voice *voice) {
    char named_language[TONGUE_NAME_BYTES];
    if (!named) {
        return code;
    }
    tongue_language(named, named_language);
    return strcmp(named_language, language) == 0 && voice_known(voice, named) ? named : code;
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
    tongue_language(code, language);
    bool own = !is_stock(voices_dir, language) && voice_known(voice, code) &&
               reader_open(voices_dir, language, &diag, &tongue.reader) == ERR_OK;
    const char *name = own ? own_voice(code, language, stock, voice)
                       : stock && voice_known(voice, stock) ? stock
                                                            : stock_code;
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
