/* content: from the files people write to what the kiosk shows. */
#include "content/content.h"
#include "commands/commands.h"

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

static const struct command rows[] = {
    {"content", "check", content_check_command,
     OPTION_BIT(OPTION_VOICES) | OPTION_BIT(OPTION_STRICT), 1, "DIR --voices DIR [--strict]",
     "kiểm tra nội dung: lỗi nào cũng nêu tệp, dòng và cách sửa",
     "check the content: every problem with file, line and what to do"},
    {"content", "build", content_build_command, OPTION_BIT(OPTION_VOICES) | OPTION_BIT(OPTION_OUT),
     1, "DIR --voices DIR --out PACK", "kiểm tra nội dung rồi đóng thành một gói",
     "check the content and build a pack of it"},
};

const struct command_group command_content = {rows, sizeof rows / sizeof *rows};
