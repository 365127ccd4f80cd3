#include "console/replay.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "model/page.h"

enum { WORDS_MAX = 4 };

void replay_begin(FILE *file, enum layout_kind layout) {
    fprintf(file, "# tiengban replay 1\nlayout %s\n", paging_of(layout)->name);
}

void replay_write(FILE *file, const struct event *event, int64_t began_ms) {
    fprintf(file, "%" PRId64 " %s", event->at_ms - began_ms, event_kind_name(event->kind));
    switch (event->kind) {
    case EV_KEY:
        fprintf(file, " %s", key_name((enum key)event->value));
        break;
    case EV_TOUCH:
        fprintf(file, " %s", control_name((enum control)event->value));
        break;
    case EV_SPEAKING:
        fprintf(file, " %" PRIu32 " %" PRId32, event->utterance, event->value);
        break;
    case EV_SPOKEN:
        fprintf(file, " %" PRIu32, event->utterance);
        break;
    case EV_START:
    case EV_SOUND:
    case EV_DAY:
    case EV_OPEN:
    case EV_JOB_STEP:
    case EV_JOB_DONE:
        fprintf(file, " %" PRId32, event->value);
        break;
    case EV_JOB_LINE:
        fprintf(file, " %s", event->text);
        break;
    case EV_PRESS:
    case EV_TIME:
    case EV_KIND_COUNT:
        break;
    }
    fputc('\n', file);
}

static bool number(const char *word, int64_t low, int64_t high, int64_t *out) {
    char *end;
    if (!word) {
        return false;
    }
    errno = 0;
    long long value = strtoll(word, &end, 10);
    *out = value;
    return errno == 0 && end != word && *end == '\0' && value >= low && value <= high;
}

static unsigned split(char *line, char *words[WORDS_MAX]) {
    unsigned count = 0;
    char *rest = NULL;
    for (char *word = strtok_r(line, " \t\r\n", &rest); word && count < WORDS_MAX;
         word = strtok_r(NULL, " \t\r\n", &rest)) {
        words[count++] = word;
    }
    return count;
}

static bool parse_name(int32_t value, int32_t missing, const char *word, struct event *event) {
    event->value = value;
    return value != missing || str_same(word, "none");
}

static bool parse_speaking(char *const words[], struct event *event) {
    int64_t utterance, prompt;
    if (!number(words[2], 0, UINT32_MAX, &utterance) ||
        !number(words[3], 0, PAGE_PROMPTS_MAX - 1, &prompt)) {
        return false;
    }
    event->utterance = (uint32_t)utterance;
    event->value = (int32_t)prompt;
    return true;
}

static bool parse_value(char *const words[], struct event *event) {
    int64_t value;
    switch (event->kind) {
    case EV_KEY:
        return words[2] && parse_name((int32_t)key_by_name(words[2]), KEY_NONE, words[2], event);
    case EV_TOUCH:
        return words[2] &&
               parse_name((int32_t)control_by_name(words[2]), CONTROL_NONE, words[2], event);
    case EV_SPEAKING:
        return parse_speaking(words, event);
    case EV_SPOKEN:
        if (!number(words[2], 0, UINT32_MAX, &value)) {
            return false;
        }
        event->utterance = (uint32_t)value;
        return true;
    case EV_START:
    case EV_SOUND:
    case EV_DAY:
    case EV_OPEN:
    case EV_JOB_STEP:
    case EV_JOB_DONE:
        if (!number(words[2], 0, INT32_MAX, &value)) {
            return false;
        }
        event->value = (int32_t)value;
        return true;
    case EV_PRESS:
    case EV_TIME:
    case EV_JOB_LINE:
        return true;
    case EV_KIND_COUNT:
        break;
    }
    return false;
}

/* What a job said: the rest of the line after the second word, tabs and all. */
static void keep_text(const char *line, struct event *event) {
    const char *name = event_kind_name(EV_JOB_LINE);
    const char *at = strstr(line, name);
    at = at ? at + strlen(name) : "";
    str_copy(event->text, sizeof event->text, *at == ' ' ? at + 1 : at);
    event->text[strcspn(event->text, "\r\n")] = '\0';
}

enum replay_line replay_parse(char *line, const char *file, int line_number, struct diag *diag,
                              struct event *event_out, enum layout_kind *layout_out) {
    char *words[WORDS_MAX] = {0};
    *event_out = (struct event){0};
    keep_text(line, event_out);
    if (*line == '#' || split(line, words) == 0) {
        return REPLAY_NOTHING;
    }
    if (str_same(words[0], "layout") && paging_by_name(words[1], layout_out)) {
        return REPLAY_LAYOUT;
    }
    event_out->kind = words[1] ? event_kind_by_name(words[1]) : EV_KIND_COUNT;
    if (event_out->kind != EV_JOB_LINE) {
        event_out->text[0] = '\0';
    }
    if (number(words[0], 0, INT64_MAX / 2, &event_out->at_ms) && parse_value(words, event_out)) {
        return REPLAY_EVENT;
    }
    diag_error(
        diag, file, line_number,
        "không hiểu dòng này; một dòng là: thời gian, tên sự kiện, giá trị, ví dụ “1200 key ok”.",
        "this line is not understood; a line is: time, event, value, as in “1200 key ok”.");
    return REPLAY_BAD;
}
