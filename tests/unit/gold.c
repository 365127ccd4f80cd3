/* Words of every language must sound as its gold.tsv says, and soon. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/table.h"
#include "speech/reader.h"
#include "speech/say.h"
#include "tests/test.h"

enum { FOLDERS_MAX = 64, WORDS = 10000, WORDS_MS = 2000 };

static const char *const columns[] = {"word", "ipa", "source", NULL};
static const struct table_format format = {"gold.tsv", columns, 0, 0};

struct folder_list {
    char *codes[FOLDERS_MAX];
    size_t count;
};

static void path_of(const char *code, char path_out[512]) {
    snprintf(path_out, 512, "voices/%s/%s", code, format.file);
}

static int list_folders(void **state) {
    struct folder_list *list = calloc(1, sizeof *list);
    DIR *dir = opendir("voices");
    assert_non_null(dir);
    for (struct dirent *entry; (entry = readdir(dir));) {
        char path[512];
        path_of(entry->d_name, path);
        if (access(path, R_OK) == 0) {
            assert_true(list->count < FOLDERS_MAX);
            list->codes[list->count++] = strdup(entry->d_name);
        }
    }
    closedir(dir);
    *state = list;
    return 0;
}

static int free_folders(void **state) {
    struct folder_list *list = *state;
    for (size_t i = 0; i < list->count; i++) {
        free(list->codes[i]);
    }
    free(list);
    return 0;
}

static void ipa_of(const struct reader *reader, const char *word, char *ipa_out, size_t size) {
    struct reading reading;
    struct str out;
    str_init(&out, ipa_out, size);
    reader_read(reader, word, &reading);
    reading_put_ipa(&reading, &out);
}

static size_t count_misses(const struct reader *reader, const char *code,
                           const struct table *gold) {
    size_t misses = 0;
    for (size_t i = 0; i < gold->count; i++) {
        const struct table_row *row = &gold->rows[i];
        char ipa[512];
        ipa_of(reader, row->fields[0], ipa, sizeof ipa);
        if (strcmp(ipa, row->fields[1]) != 0) {
            misses++;
            print_error("voices/%s/gold.tsv:%d: %s: %s, not %s\n", code, row->line, row->fields[0],
                        row->fields[1], ipa);
        }
    }
    return misses;
}

static void open_gold(const char *code, struct reader **reader, struct table *gold) {
    char path[512];
    struct diag diag = {0};
    path_of(code, path);
    assert_true(table_read_format(path, &format, &diag, gold));
    assert_int_equal(reader_open("voices", code, &diag, reader), ERR_OK);
}

static void test_every_word(void **state) {
    const struct folder_list *list = *state;
    size_t misses = 0;
    assert_true(list->count > 0);
    for (size_t i = 0; i < list->count; i++) {
        struct reader *reader = NULL;
        struct table gold;
        open_gold(list->codes[i], &reader, &gold);
        misses += count_misses(reader, list->codes[i], &gold);
        print_message("%s: %zu words\n", list->codes[i], gold.count);
        table_fini(&gold);
        reader_close(reader);
    }
    assert_int_equal(misses, 0);
}

/* What is said of a word does not depend on its standing in a text. */
static size_t count_changed(const char *code, const struct table *gold) {
    char line[512];
    size_t changed = 0;
    FILE *words = tmpfile(), *said = tmpfile();
    for (size_t i = 0; i < gold->count; i++) {
        fprintf(words, "%s\n", gold->rows[i].fields[0]);
    }
    rewind(words);
    struct say_config config = {.lang = code, .voices_dir = "voices", .in = words, .out = said};
    assert_int_equal(say_run(&config), 0);
    rewind(said);
    for (size_t i = 0; i < gold->count; i++) {
        const struct table_row *row = &gold->rows[i];
        assert_non_null(fgets(line, sizeof line, said));
        line[strcspn(line, "\n")] = '\0';
        if (strcmp(line, row->fields[1]) != 0) {
            changed++;
            print_error("%s: %s: %s, not %s\n", code, row->fields[0], row->fields[1], line);
        }
    }
    fclose(words);
    fclose(said);
    return changed;
}

static void test_every_word_as_a_text(void **state) {
    const struct folder_list *list = *state;
    size_t changed = 0;
    for (size_t i = 0; i < list->count; i++) {
        struct reader *reader = NULL;
        struct table gold;
        open_gold(list->codes[i], &reader, &gold);
        changed += count_changed(list->codes[i], &gold);
        table_fini(&gold);
        reader_close(reader);
    }
    assert_int_equal(changed, 0);
}

static void test_soon(void **state) {
    const struct folder_list *list = *state;
    for (size_t i = 0; i < list->count; i++) {
        struct reader *reader = NULL;
        struct table gold;
        char ipa[512];
        open_gold(list->codes[i], &reader, &gold);
        int64_t before_ms = clock_mono_ms();
        for (size_t k = 0; k < WORDS; k++) {
            ipa_of(reader, gold.rows[k % gold.count].fields[0], ipa, sizeof ipa);
        }
        int64_t took_ms = clock_mono_ms() - before_ms;
        print_message("%s: %d words in %d ms\n", list->codes[i], WORDS, (int)took_ms);
        assert_in_range(took_ms, 0, 10 * WORDS_MS); /* sanitizers and other work slow it */
        table_fini(&gold);
        reader_close(reader);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_word),
        cmocka_unit_test(test_every_word_as_a_text),
        cmocka_unit_test(test_soon),
    };
    return cmocka_run_group_tests(tests, list_folders, free_folders);
}
