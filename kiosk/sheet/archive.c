#include "sheet/archive.h"

#include <stdlib.h>
#include <zip.h>

static void report_damage(const struct archive *archive, const char *part) {
    diag_error(archive->diag, archive->file, 0,
               "tệp bảng tính bị hỏng (%s); hãy mở bằng Excel hoặc LibreOffice rồi lưu lại",
               "the spreadsheet is damaged (%s); open it in Excel or LibreOffice and save it again",
               part);
}

static void report_size(const struct archive *archive, const char *part) {
    diag_error(archive->diag, archive->file, 0,
               "phần “%s” của tệp lớn quá mức; hãy chép những ô cần nhập sang một tệp mới",
               "the part \"%s\" is too large; copy the cells you need into a new file", part);
}

bool archive_open(struct archive *archive, const char *file, const void *data, size_t bytes,
                  struct diag *diag) {
    zip_error_t error;
    *archive = (struct archive){.file = file, .diag = diag};
    zip_error_init(&error);
    zip_source_t *source = zip_source_buffer_create(data, bytes, 0, &error);
    if (source) {
        archive->zip = zip_open_from_source(source, ZIP_RDONLY, &error);
    }
    if (source && !archive->zip) {
        zip_source_free(source);
    }
    zip_error_fini(&error);
    if (!archive->zip) {
        report_damage(archive, "zip");
        return false;
    }
    if (zip_get_num_entries(archive->zip, 0) > ARCHIVE_PARTS_MAX) {
        report_size(archive, "zip");
        archive_close(archive);
        return false;
    }
    return true;
}

void archive_close(struct archive *archive) {
    if (archive->zip) {
        zip_discard(archive->zip);
    }
    *archive = (struct archive){.zip = NULL};
}

static zip_int64_t place(const struct archive *archive, const char *name) {
    return zip_name_locate(archive->zip, name, ZIP_FL_NOCASE);
}

bool archive_has(const struct archive *archive, const char *name) {
    return place(archive, name) >= 0;
}

/* What the archive says of a part, judged before anything is unpacked. */
static bool is_fit(const struct archive *archive, const char *name, zip_uint64_t ix,
                   zip_uint64_t *bytes_out) {
    static const zip_uint64_t needed =
        ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_ENCRYPTION_METHOD;
    zip_stat_t stat;
    if (zip_stat_index(archive->zip, ix, 0, &stat) < 0 || (stat.valid & needed) != needed) {
        report_damage(archive, name);
        return false;
    }
    if (stat.encryption_method != ZIP_EM_NONE) {
        diag_error(archive->diag, archive->file, 0, "tệp có mật khẩu; hãy lưu lại không mật khẩu",
                   "the file has a password; save it without one");
        return false;
    }
    bool swollen =
        stat.size > ARCHIVE_RATIO_BYTES && stat.size / ARCHIVE_RATIO_MAX > stat.comp_size;
    if (stat.size > ARCHIVE_PART_BYTES_MAX || swollen ||
        stat.size > ARCHIVE_BYTES_MAX - archive->read_bytes) {
        report_size(archive, name);
        return false;
    }
    *bytes_out = stat.size;
    return true;
}

/* Never unpacks more than was announced: one byte more, or fewer, is damage. Asking
 * for that byte also lets libzip compare the checksum. */
static bool unpack(struct archive *archive, zip_uint64_t ix, char *data, zip_uint64_t bytes) {
    zip_file_t *part = zip_fopen_index(archive->zip, ix, 0);
    zip_uint64_t used = 0;
    zip_int64_t got = part ? 1 : -1;
    char more;
    while (got > 0 && used < bytes) {
        got = zip_fread(part, data + used, bytes - used);
        used += got > 0 ? (zip_uint64_t)got : 0;
    }
    bool whole = part && got >= 0 && used == bytes && zip_fread(part, &more, 1) == 0;
    if (part) {
        zip_fclose(part);
    }
    return whole;
}

char *archive_part(struct archive *archive, const char *name, size_t *bytes_out) {
    zip_uint64_t bytes = 0;
    zip_int64_t ix = place(archive, name);
    if (ix < 0) {
        report_damage(archive, name);
        return NULL;
    }
    if (!is_fit(archive, name, (zip_uint64_t)ix, &bytes)) {
        return NULL;
    }
    char *data = calloc(bytes + 1, 1);
    if (!data) {
        abort();
    }
    archive->read_bytes += bytes;
    if (!unpack(archive, (zip_uint64_t)ix, data, bytes)) {
        report_damage(archive, name);
        free(data);
        return NULL;
    }
    *bytes_out = bytes;
    return data;
}
