/* Every text of the starter pack, in every language that has tables, is read by
 * rules or by a list of words: nothing is spelled out letter by letter or silent. */
#include "tests/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "content/pack_read.h"
#include "review/sayable.h"
#include "tests/unit/texts.inc"

#define PACK "build/share/library/starter.pack"
#define VOICES "build/share/voices"

enum { LINE_BYTES = 4096 };

static void count_fault(void *context, const char *word, enum sayable_fault fault) {
    unsigned *faults = context;
    print_message("%s: %s\n", fault == SAYABLE_SPELLED ? "spelled out" : "silent", word);
    (*faults)++;
}

static unsigned read_language(const struct library *library, int lang_ix,
                              const struct lexicon *lexicon) {
    const char *code = library->languages[lang_ix].code;
    struct diag diag = {0};
    struct sayable *spoken;
    char line[LINE_BYTES];
    unsigned faults = 0;
    size_t words = 0;
    FILE *texts = tmpfile();
    assert_non_null(texts);
    assert_int_equal(sayable_open(VOICES, code, true, lexicon, &diag, &spoken), ERR_OK);
    write_language(library, lang_ix, texts);
    rewind(texts);
    while (fgets(line, sizeof line, texts)) {
        line[strcspn(line, "\n")] = '\0';
        words += sayable_read(spoken, line, count_fault, &faults);
    }
    print_message("%s: %zu words\n", code, words);
    sayable_close(spoken);
    fclose(texts);
    return faults;
}

static void every_word_can_be_said(void **state) {
    (void)state;
    struct library library = {0};
    struct lexicon lexicon;
    struct diag diag = {0};
    unsigned faults = 0;
    lexicon_read(VOICES, &diag, &lexicon);
    assert_int_equal(pack_read(PACK, &library), ERR_OK);
    for (int lang_ix = 0; lang_ix < library.language_count; lang_ix++) {
        faults += read_language(&library, lang_ix, &lexicon);
    }
    library_fini(&library);
    lexicon_fini(&lexicon);
    assert_int_equal(faults, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_word_can_be_said)};
    return cmocka_run_group_tests_name("strings", tests, NULL, NULL);
}
