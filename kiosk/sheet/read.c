#include "sheet/read.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sheet/csv.h"
#include "sheet/xlsx.h"

static bool begins(const void *data, size_t bytes, const char *sign, size_t sign_bytes) {
    return bytes >= sign_bytes && memcmp(data, sign, sign_bytes) == 0;
}

enum err sheet_read_bytes(const char *file, const void *data, size_t bytes, struct arena *arena,
                          struct diag *diag, struct book *book_out) {
    *book_out = (struct book){.sheet_count = 0};
    enum err err = ERR_REJECT;
    if (begins(data, bytes, "PK\x03\x04", 4)) {
        err = xlsx_read(file, data, bytes, arena, diag, book_out);
    } else if (begins(data, bytes, "\xD0\xCF\x11\xE0", 4)) {
        diag_error(diag, file, 0,
                   "đây là tệp Excel kiểu cũ (.xls) hoặc có đặt mật khẩu; hãy mở ra, bỏ mật "
                   "khẩu, rồi chọn Lưu thành, kiểu .xlsx",
                   "an old Excel file (.xls) or one with a password; open it, take the password "
                   "off and save it as .xlsx");
    } else {
        err = csv_read(file, data, bytes, arena, diag, book_out);
    }
    if (err) {
        *book_out = (struct book){.sheet_count = 0};
    }
    return err;
}

static bool read_all(int fd, char *data, size_t bytes) {
    size_t used = 0;
    while (used < bytes) {
        ssize_t got = read(fd, data + used, bytes - used);
        if (got == 0 || (got < 0 && errno != EINTR)) {
            return false;
        }
        used += got > 0 ? (size_t)got : 0;
    }
    return true;
}

/* The file's bytes, to be freed; NULL (reported) if they cannot be had. */
static char *load(const char *path, struct diag *diag, size_t *bytes_out) {
    struct stat info;
    char *data = NULL;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0 || fstat(fd, &info) < 0) {
        diag_error(diag, path, 0, "không mở được: %s; hãy xem lại tên tệp",
                   "cannot be opened: %s; look at the file's name", strerror(errno));
        goto end;
    }
    if (!S_ISREG(info.st_mode) || info.st_size > SHEET_FILE_BYTES_MAX) {
        diag_error(diag, path, 0, "không phải tệp thường, hoặc lớn quá %d MB; hãy chia nhỏ",
                   "not a plain file, or larger than %d MB; split it",
                   SHEET_FILE_BYTES_MAX / 1024 / 1024);
        goto end;
    }
    *bytes_out = (size_t)info.st_size;
    data = calloc(*bytes_out + 1, 1);
    if (!data) {
        abort();
    }
    if (!read_all(fd, data, *bytes_out)) {
        diag_error(diag, path, 0, "đọc dở thì lỗi; hãy chép tệp lại rồi thử lần nữa",
                   "reading broke off; copy the file again and try once more");
        free(data);
        data = NULL;
    }
end:
    if (fd >= 0) {
        close(fd);
    }
    return data;
}

enum err sheet_read(const char *path, struct arena *arena, struct diag *diag,
                    struct book *book_out) {
    size_t bytes = 0;
    *book_out = (struct book){.sheet_count = 0};
    char *data = load(path, diag, &bytes);
    enum err err = data ? sheet_read_bytes(path, data, bytes, arena, diag, book_out) : ERR_REJECT;
    free(data);
    return err;
}
