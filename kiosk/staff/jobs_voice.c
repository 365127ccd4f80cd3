/* People's voices: in which languages something is missing, the booth, and what was
 * recorded shown with the commune's layer. */
#include "base/str.h"
#include "booth/serve.h"
#include "staff/jobs_parts.h"
#include "staff/lines.h"

/* The entry that is no language: what has been recorded already. */
static const char ALL[] = ".";

static bool open_voices(const struct job_run *run, struct library *now, char dir_out[PATH_BYTES],
                        struct booth_config *config_out) {
    if (paths_state("recordings", dir_out, PATH_BYTES)) {
        return false;
    }
    *config_out = (struct booth_config){.library = now,
                                        .recordings_dir = dir_out,
                                        .voices_dir = run->config->voices_dir,
                                        .in = run->config->in,
                                        .out = run->out};
    return true;
}

/* What there is in a language; false (logged) if its tables are wrong. */
struct voices {
    size_t done, wanted, recorded;
};

static bool count_voices(struct booth_config config, const char *lang, struct voices *voices_out) {
    struct worklist worklist;
    struct recordings recordings;
    struct diag diag = {0};
    config.lang = lang;
    enum err err = session_work(&config, &diag, &worklist, &recordings);
    *voices_out = (struct voices){worklist.done, worklist.count, recordings.count};
    worklist_fini(&worklist);
    recordings_fini(&recordings);
    return err == ERR_OK;
}

/* Languages that nobody speaks like the Vietnamese around them: all but the first. */
int job_languages(struct job_run *run) {
    struct library now = {0};
    struct booth_config config;
    char dir[PATH_BYTES], note[DESK_NOTE_BYTES];
    size_t recorded = 0;
    job_read_now(run, &now);
    bool open = open_voices(run, &now, dir, &config);
    for (int i = 0; open && i < now.language_count; i++) {
        const struct language *language = &now.languages[now.language_order[i]];
        struct voices voices;
        struct str s;
        if (now.language_order[i] == LIBRARY_VIETNAMESE ||
            !count_voices(config, language->code, &voices)) {
            continue;
        }
        str_init(&s, note, sizeof note);
        str_printf(&s, "đã thu %zu câu, còn thiếu %zu", voices.done, voices.wanted - voices.done);
        lines_entry(run->out, language->code, language->name, note);
        recorded += voices.recorded;
    }
    if (recorded > 0 || now.spoken_count > 0) { /* or they are to fall silent */
        str_copy(note, sizeof note, "không thu thêm");
        lines_entry(run->out, ALL, "Phát giọng đã thu", note);
    }
    library_fini(&now);
    return 0;
}

static void tell_recorded(const struct job_run *run, const struct library *now,
                          const struct booth_config *config) {
    char text[DESK_LINE_BYTES];
    for (int i = 0; i < now->language_count; i++) {
        struct voices voices;
        struct str s;
        if (i == LIBRARY_VIETNAMESE || !count_voices(*config, now->languages[i].code, &voices) ||
            voices.recorded == 0) {
            continue;
        }
        str_init(&s, text, sizeof text);
        str_printf(&s, "%s: đã thu %zu câu trong %zu câu.", now->languages[i].name, voices.done,
                   voices.wanted);
        lines_text(run->out, "vi", text);
    }
}

int job_booth(struct job_run *run) {
    struct library now = {0};
    struct booth_config config;
    char dir[PATH_BYTES];
    int status = 0;
    job_read_now(run, &now);
    if (!open_voices(run, &now, dir, &config)) {
        status = job_fail(run, "Máy không mở được nơi giữ giọng nói. Xin gọi kỹ thuật viên.");
    } else if (str_same(run->config->ref, ALL)) {
        tell_recorded(run, &now, &config);
    } else {
        config.lang = run->config->ref;
        status = booth_serve(&config);
    }
    library_fini(&now);
    return status;
}

/* Without recordings, those that are shown are taken down: she withdrew. */
static int put_on_air(struct job_run *run, const struct layer *layer) {
    char hash[SEAL_HASH_BYTES];
    struct problems problems;
    bool voices = layer_has_voices(layer);
    int status = 1;
    if (!voices && !station_layer(&run->station, hash)) {
        return job_fail(run, "Chưa có câu nào được thu để phát.");
    }
    problems_init(&problems);
    if (!layer_is_empty(layer) && layer_build(layer, run->config->voices_dir, &problems.diag)) {
        problems_tell(&problems, run, layer);
    } else {
        lines_step(run->out, 3, 4);
        status = job_publish(run, layer,
                             voices ? "Đã phát: từ bây giờ máy nói bằng giọng đã thu."
                                    : "Không còn giọng nào được thu: máy nói bằng giọng máy.");
    }
    problems_fini(&problems);
    return status;
}

int job_air(struct job_run *run) {
    struct layer layer;
    struct library base = {0};
    enum err err = job_read_base(run, &base);
    err = err ? err : layer_begin(&run->station, &base, &layer);
    lines_step(run->out, 1, 4);
    int status = err ? job_fail(run, "Máy không chuẩn bị được chỗ làm. Xin gọi kỹ thuật viên.")
                     : put_on_air(run, &layer);
    if (!err) {
        layer_end(&run->station, &layer);
    }
    library_fini(&base);
    return status;
}
