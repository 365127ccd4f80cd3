/* content: from the files people write to what the kiosk shows. */
#include "content/content.h"
#include "commands/commands.h"
#include "content/import.h"
#include "content/template.h"

static int content_check_command(const struct options *options) {
    struct diag diag = {0};
    const char *voices = options->value[OPTION_VOICES];
    if (options->rest_count != 1 || !voices) {
        return STATUS_USAGE;
    }
    return content_check(options->rest[0], voices, options->value[OPTION_STRICT] != NULL, &diag)
               ? 1
               : 0;
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

static const struct command rows[] = {
    {"content", "check", content_check_command,
     OPTION_BIT(OPTION_VOICES) | OPTION_BIT(OPTION_STRICT), 1, "DIR --voices DIR [--strict]",
     "kiểm tra nội dung: lỗi nào cũng nêu tệp, dòng và cách sửa",
     "check the content: every problem with file, line and what to do"},
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
