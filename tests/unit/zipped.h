/* Hand-made .xlsx files: parts by name, zipped in memory. */
#ifndef TESTS_UNIT_ZIPPED_H
#define TESTS_UNIT_ZIPPED_H

#include "tests/test.h"

#include <stdlib.h>
#include <string.h>
#include <zip.h>

struct zipped_part {
    const char *name;
    const char *text;
    size_t bytes; /* 0 = up to the terminator */
};

#define XML_HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define MAIN_SPACE "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
#define RELATION_SPACE                                                                             \
    "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""
#define RELATION_KIND "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

/* Zips `parts` up to one without a name; *bytes_out bytes to be freed. */
static inline void *zipped(const struct zipped_part *parts, size_t *bytes_out) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, &error);
    assert_non_null(source);
    zip_t *zip = zip_open_from_source(source, ZIP_TRUNCATE, &error);
    assert_non_null(zip);
    zip_source_keep(source);
    for (; parts->name; parts++) {
        size_t bytes = parts->bytes ? parts->bytes : strlen(parts->text);
        zip_source_t *part = zip_source_buffer(zip, parts->text, bytes, 0);
        zip_int64_t ix = zip_file_add(zip, parts->name, part, ZIP_FL_ENC_UTF_8);
        assert_true(ix >= 0);
    }
    assert_int_equal(zip_close(zip), 0);
    zip_stat_t stat;
    assert_int_equal(zip_source_stat(source, &stat), 0);
    char *data = malloc(stat.size);
    assert_non_null(data);
    assert_int_equal(zip_source_open(source), 0);
    assert_int_equal(zip_source_read(source, data, stat.size), (zip_int64_t)stat.size);
    zip_source_close(source);
    zip_source_free(source);
    zip_error_fini(&error);
    *bytes_out = stat.size;
    return data;
}

#endif
