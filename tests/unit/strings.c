/* Every text of the starter pack, in every language that has tables, is read by
 * rules or by a list of words: nothing is spelled out letter by letter. */
#include "tests/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "content/pack_read.h"
#include "speech/say.h"
#include "tests/unit/texts.inc"

#define PACK "build/share/library/starter.pack"
#define VOICES "build/share/voices"

enum { LINE_BYTES = 4096 };

static unsigned count_spelled(FILE *trace, const char *code) {
    char line[LINE_BYTES];
    unsigned words = 0, spelled = 0;
    rewind(trace);
    while (fgets(line, sizeof line, trace)) {
        words++;
        if (strstr(line, "\tspelled\t")) {
            print_message("%s spelled out: %s", code, line);
            spelled++;
        }
    }
    print_message("%s: %u words\n", code, words);
    return spelled;
}

static void no_word_is_spelled_out(void **state) {
    (void)state;
    struct library library = {0};
    unsigned spelled = 0;
    assert_int_equal(pack_read(PACK, &library), ERR_OK);
    for (int lang_ix = 0; lang_ix < library.language_count; lang_ix++) {
        FILE *in = tmpfile(), *out = tmpfile();
        assert_true(in && out);
        write_language(&library, lang_ix, in);
        rewind(in);
        const char *code = library.languages[lang_ix].code;
        struct say_config config = {
            .lang = code, .voices_dir = VOICES, .what = SAY_TRACE, .in = in, .out = out};
        assert_int_equal(say_run(&config), 0);
        spelled += count_spelled(out, code);
        fclose(in);
        fclose(out);
    }
    library_fini(&library);
    assert_int_equal(spelled, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(no_word_is_spelled_out)};
    return cmocka_run_group_tests_name("strings", tests, NULL, NULL);
}
