/* One hour of speech: every text of the starter pack in every language, over and
 * over, each language by its own voice. Run under the address sanitizer, so that
 * what leaks or runs over is seen. */
#include "tests/test.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "content/pack_read.h"
#include "speech/say.h"
#include "speech/voice.h"
#include "tests/unit/texts.inc"

#define PACK "build/share/library/starter.pack"
#define VOICES "build/share/voices"

enum { HOUR_S = 3600, WAV_HEADER_BYTES = 44 };

/* Seconds of a mono file of 16 bits. */
static double seconds_of(const char *path) {
    struct stat info;
    assert_int_equal(stat(path, &info), 0);
    return (double)(info.st_size - WAV_HEADER_BYTES) / 2 / VOICE_RATE_HZ;
}

static double speak_language(const struct library *library, int lang_ix, const char *path) {
    FILE *in = tmpfile();
    assert_non_null(in);
    write_language(library, lang_ix, in);
    bool some = ftell(in) > 0;
    rewind(in);
    struct say_config config = {.lang = library->languages[lang_ix].code,
                                .voices_dir = VOICES,
                                .what = SAY_SOUND,
                                .wav_path = path,
                                .in = in,
                                .out = stdout};
    int status = some ? say_run(&config) : 0;
    fclose(in);
    assert_int_equal(status, 0);
    return some ? seconds_of(path) : 0;
}

static void an_hour_without_a_leak(void **state) {
    (void)state;
    char path[] = "/tmp/tiengban-soak-XXXXXX";
    struct library library = {0};
    double total_s = 0;
    int file = mkstemp(path);
    assert_true(file >= 0);
    close(file);
    assert_int_equal(pack_read(PACK, &library), ERR_OK);
    while (total_s < HOUR_S) {
        for (int lang_ix = 0; lang_ix < library.language_count; lang_ix++) {
            double spoken_s = speak_language(&library, lang_ix, path);
            print_message("%s: %.0f s\n", library.languages[lang_ix].code, spoken_s);
            total_s += spoken_s;
        }
    }
    library_fini(&library);
    unlink(path);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(an_hour_without_a_leak)};
    return cmocka_run_group_tests_name("soak", tests, NULL, NULL);
}
