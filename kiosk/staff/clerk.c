#include "staff/clerk.h"

#include <stdlib.h>
#include <string.h>

#include "base/process.h"
#include "base/str.h"
#include "staff/door.h"

enum { WORDS_MAX = 20, NEWS_MAX = 2 };

struct clerk {
    struct clerk_config config;
    struct process *process;
    struct door *door;
    const char *news[NEWS_MAX];
    unsigned news_count;
};

void clerk_open(const struct clerk_config *config, struct clerk **clerk_out) {
    struct clerk *clerk = calloc(1, sizeof *clerk);
    if (!clerk) {
        abort();
    }
    clerk->config = *config;
    door_open(&(struct door_config){.staff_dir = config->staff_dir,
                                    .post = config->post,
                                    .context = config->context},
              &clerk->door);
    *clerk_out = clerk;
}

void clerk_close(struct clerk *clerk) {
    if (clerk) {
        process_end(clerk->process);
        door_close(clerk->door);
        free(clerk);
    }
}

/* ---- the child's lines → events ------------------------------------------------------- */

static void post(const struct clerk *clerk, enum event_kind kind, int32_t value, const char *text) {
    struct event event = {.kind = kind, .value = value};
    str_copy(event.text, sizeof event.text, text);
    clerk->config.post(clerk->config.context, &event);
}

static void line(void *context, const char *text) {
    static const char step[] = "step\t";
    if (strncmp(text, step, sizeof step - 1) == 0) {
        post(context, EV_JOB_STEP, (int32_t)strtol(text + sizeof step - 1, NULL, 10), "");
    } else {
        post(context, EV_JOB_LINE, 0, text);
    }
}

static void ended(void *context, int status) { post(context, EV_JOB_DONE, status, ""); }

/* ---- the desk → the child's command line ------------------------------------------------- */

struct words {
    const char *list[WORDS_MAX + 1];
    unsigned count;
};

static void put(struct words *words, const char *word) {
    if (words->count < WORDS_MAX) {
        words->list[words->count++] = word;
    }
}

static void put_option(struct words *words, const char *option, const char *value) {
    if (value && *value) {
        put(words, option);
        put(words, value);
    }
}

static void put_job(struct words *words, enum job job, const struct desk *desk) {
    if (job == JOB_HISTORY) {
        put(words, desk->digits);
    } else if (job == JOB_INSPECT || job == JOB_LOAD || job == JOB_SHOW || job == JOB_TAKE_BACK ||
               job == JOB_COMPARE || job == JOB_ROLL_BACK || job == JOB_BOOTH || job == JOB_PAST) {
        put(words, desk->chosen);
    }
}

static void begin_child(struct clerk *clerk, enum job job, const struct desk *desk) {
    struct words words = {0};
    put(&words, clerk->config.program);
    put(&words, "desk");
    put(&words, job_name(job));
    put_option(&words, "--library", clerk->config.library_dir);
    put_option(&words, "--voices", clerk->config.voices_dir);
    put_option(&words, "--stick", clerk->config.stick_dir);
    put_option(&words, "--by", desk->who.name);
    put_option(&words, "--with", desk->proved.name);
    put(&words, "--");
    put_job(&words, job, desk);
    struct process_config config = {.argv = words.list,
                                    .talks = desk_talks(desk),
                                    .line = line,
                                    .ended = ended,
                                    .context = clerk};
    if (process_start(&config, &clerk->process)) {
        post(clerk, EV_JOB_LINE, 0, "line\tvi\tMáy không bắt đầu được việc này. Xin thử lại.");
        post(clerk, EV_JOB_DONE, 1, "");
    }
}

void clerk_know(struct clerk *clerk, const char *sentence) {
    if (!sentence) {
        clerk->news_count = 0;
    } else if (clerk->news_count < NEWS_MAX) {
        clerk->news[clerk->news_count++] = sentence;
    }
}

/* Told once, to whoever comes first to the desk; a second person is asked later. */
static void tell_news(struct clerk *clerk, const struct desk *desk) {
    char line[EVENT_TEXT_BYTES];
    for (unsigned i = 0; desk->who.name[0] == '\0' && i < clerk->news_count; i++) {
        struct str s;
        str_init(&s, line, sizeof line);
        str_printf(&s, "news\t%s", clerk->news[i]);
        post(clerk, EV_JOB_LINE, 0, line);
    }
}

void clerk_begin(struct clerk *clerk, enum job job, const struct desk *desk) {
    clerk_stop(clerk);
    if (job == JOB_PEOPLE) {
        tell_news(clerk, desk);
        door_people(clerk->door);
    } else if (job == JOB_PIN) {
        door_pin(clerk->door, desk->asked, desk->digits);
    } else {
        begin_child(clerk, job, desk);
    }
}

void clerk_tell(struct clerk *clerk, const char *line) {
    if (clerk->process) {
        process_tell(clerk->process, line);
    }
}

void clerk_stop(struct clerk *clerk) {
    process_end(clerk->process);
    clerk->process = NULL;
    door_forget(clerk->door);
}
