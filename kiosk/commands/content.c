/* content: from the files people write to what the kiosk shows. */
#include "content/content.h"
#include <stdio.h>
#include <unistd.h>

#include "base/clock.h"
#include "commands/commands.h"
#include "content/import.h"
#include "content/po_update.h"
#include "content/preview.h"
#include "content/template.h"
#include "review/review.h"
#include "shell.h"

enum { PREVIEW_WIDTH_PX = 1280, PREVIEW_HEIGHT_PX = 800 };

static int content_check_command(const struct options *options) {
    char built[PATH_BYTES], fonts[PATH_BYTES];
    struct review_config config = {.voices_dir = options->value[OPTION_VOICES],
                                   .today = clock_day(),
                                   .strict = options->value[OPTION_STRICT] != NULL,
                                   .all = options->value[OPTION_ALL] != NULL,
                                   .out = stdout};
    if (options->rest_count != 1 || !config.voices_dir) {
        return STATUS_USAGE;
    }
    config.content_dir = options->rest[0];
    if (paths_share("voices", built, sizeof built) && access(built, R_OK) == 0) {
        config.built_dir = built;
    }
    if (paths_share("fonts", fonts, sizeof fonts) && access(fonts, R_OK) == 0) {
        config.fonts_dir = fonts;
    }
    return review_run(&config);
}

static int content_build_command(const struct options *options) {
    struct diag diag = {0};
    const char *voices = options->value[OPTION_VOICES];
    const char *out = options->value[OPTION_OUT];
    if (options->rest_count != 1 || !voices || !out) {
        return STATUS_USAGE;
    }
    return content_build(options->rest[0], voices, out, &diag) == ERR_OK ? 0 : 1;
}

static int template_command(const struct options *options) {
    struct diag diag = {0};
    struct template_config config = {.file = options->value[OPTION_OUT],
                                     .voices_dir = options->value[OPTION_VOICES],
                                     .item = options->value[OPTION_ITEM],
                                     .all = options->value[OPTION_ALL] != NULL};
    if (options->rest_count != 1 || !config.voices_dir || !config.file) {
        return STATUS_USAGE;
    }
    config.content_dir = options->rest[0];
    return content_template(&config, &diag) ? 1 : 0;
}

static int import_command(const struct options *options) {
    struct diag diag = {0};
    struct import_config config = {.content_dir = options->value[OPTION_INTO],
                                   .voices_dir = options->value[OPTION_VOICES],
                                   .replace = options->value[OPTION_REPLACE] != NULL,
                                   .out = stdout};
    if (options->rest_count != 1 || !config.voices_dir || !config.content_dir) {
        return STATUS_USAGE;
    }
    config.file = options->rest[0];
    return content_import(&config, &diag) ? 1 : 0;
}

static int po_command(const struct options *options) {
    struct diag diag = {0};
    const char *voices = options->value[OPTION_VOICES];
    if (options->rest_count != 1 || !voices) {
        return STATUS_USAGE;
    }
    return content_po(options->rest[0], voices, stdout, &diag) ? 1 : 0;
}

/* The kiosk, opened on one item as it is in the files now. */
static int preview_command(const struct options *options) {
    struct diag diag = {0};
    struct preview preview = {0};
    char voices[PATH_BYTES], fonts[PATH_BYTES];
    const char *from = options->value[OPTION_FROM];
    const char *source_voices = options->value[OPTION_VOICES];
    if (options->rest_count != 1 || !from || !source_voices) {
        return STATUS_USAGE;
    }
    if (content_preview_pack(from, source_voices, &diag, &preview)) {
        return 1;
    }
    struct shell_config config = {
        .pack_path = preview.pack,
        .item = options->rest[0],
        .lang = options->value[OPTION_LANG],
        .voices_dir = paths_share("voices", voices, sizeof voices) ? voices : "",
        .fonts_dir = paths_share("fonts", fonts, sizeof fonts) ? fonts : "",
        .width_px = PREVIEW_WIDTH_PX,
        .height_px = PREVIEW_HEIGHT_PX};
    int status = shell_run(&config);
    preview_remove(&preview);
    return status;
}

static const struct command rows[] = {
    {"content", "check", content_check_command,
     OPTION_BIT(OPTION_VOICES) | OPTION_BIT(OPTION_STRICT) | OPTION_BIT(OPTION_ALL), 1,
     "DIR --voices DIR [--strict] [--all]",
     "kiểm tra nội dung: lỗi nào cũng nêu tệp, dòng và cách sửa",
     "check the content: every problem with file, line and what to do"},
    {"content", "po", po_command, OPTION_BIT(OPTION_VOICES), 1, "DIR --voices DIR",
     "cập nhật các tệp dịch PO theo tiếng Việt hiện nay",
     "bring the PO files up to date with the Vietnamese"},
    {"content", "preview", preview_command,
     OPTION_BIT(OPTION_FROM) | OPTION_BIT(OPTION_VOICES) | OPTION_BIT(OPTION_LANG), 1,
     "ID --from DIR --voices DIR [--lang CODE]", "xem và nghe thử một mục trước khi đóng gói",
     "see and hear an item before it is packed"},
    {"content", "build", content_build_command, OPTION_BIT(OPTION_VOICES) | OPTION_BIT(OPTION_OUT),
     1, "DIR --voices DIR --out PACK", "kiểm tra nội dung rồi đóng thành một gói",
     "check the content and build a pack of it"},
    {"content", "template", template_command,
     OPTION_BIT(OPTION_VOICES) | OPTION_BIT(OPTION_OUT) | OPTION_BIT(OPTION_ITEM) |
         OPTION_BIT(OPTION_ALL),
     1, "DIR --voices DIR --out FILE.xlsx|.csv [--item ID | --all]",
     "ghi biểu mẫu bảng tính để cán bộ điền", "write a spreadsheet form for staff to fill in"},
    {"content", "import", import_command,
     OPTION_BIT(OPTION_INTO) | OPTION_BIT(OPTION_VOICES) | OPTION_BIT(OPTION_REPLACE), 1,
     "FILE.xlsx|.csv --into DIR --voices DIR [--replace]",
     "nhập biểu mẫu đã điền; sai ô nào nói ô ấy",
     "import a filled-in form; every mistake by sheet and cell"},
};

const struct command_group command_content = {rows, sizeof rows / sizeof *rows};
