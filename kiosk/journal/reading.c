#include "journal/reading.h"

#include <unistd.h>

#include "base/diag.h"
#include "journal/schema.h"

enum err reading_open(const char *path, const char *sql, struct store **store_out,
                      struct store_row **row_out) {
    *store_out = NULL;
    if (access(path, F_OK) != 0) {
        diag_log("Chưa có nhật ký %s. Nhật ký bắt đầu khi có người dùng máy.",
                 "There is no journal %s yet. It begins when somebody uses the kiosk.", path);
        return ERR_REJECT;
    }
    /* STORE_READ would not see what the kiosk wrote since its last checkpoint. */
    enum err err = store_open(path, STORE_WRITE, &journal_schema, store_out);
    *row_out = err ? NULL : store_prepare(*store_out, sql);
    if (!err && !*row_out) {
        store_close(*store_out);
        err = ERR_STOP;
    }
    return err;
}

enum err reading_result(const struct store_row *row, FILE *out) {
    if (fflush(out) == 0 && !ferror(out) && !store_failed(row)) {
        return ERR_OK;
    }
    diag_log("Không đọc hoặc in được hết nhật ký. Hãy kiểm tra ổ đĩa rồi thử lại.",
             "The journal could not be read or printed to its end. Check the disk and try again.");
    return ERR_STOP;
}
