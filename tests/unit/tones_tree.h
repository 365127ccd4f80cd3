/* Recordings for the tests: tones, kept in the tree of content_tree.h as the booth keeps
 * what somebody said. */
#ifndef TESTS_UNIT_TONES_TREE_H
#define TESTS_UNIT_TONES_TREE_H

#include "content/recordings.h"
#include "sound/files.h"
#include "sound/loudness.h"
#include "tests/unit/content_tree.h"
#include "tests/unit/signals.h"

struct tone_recording {
    const char *lang, *unit;
    enum recording_wording wording;
    const char *vietnamese; /* what the speaker was shown; of a number the word */
    double hz;
    unsigned ms;
};

/* A tone as loud as the kiosk speaks, with the booth's silence around it. */
static inline size_t tone_samples(double hz, unsigned ms, int16_t **samples_out) {
    size_t before = signals_frames(60), count = signals_frames(ms), behind = signals_frames(120);
    int16_t *samples = calloc(before + count + behind, sizeof *samples);
    assert_non_null(samples);
    signals_tone(samples + before, count, SIGNALS_HZ, hz, -20);
    loudness_level(samples, before + count + behind, SIGNALS_HZ, &loudness_kiosk);
    *samples_out = samples;
    return before + count + behind;
}

/* Keeps it below DIR of the tree ("content"). */
static inline void tone_keep(struct tree *tree, const char *dir,
                             const struct tone_recording *tone) {
    char path[TREE_PATH_BYTES];
    int16_t *samples;
    struct files_bytes opus;
    struct recordings_speaker speaker = {"s1", "Ví dụ", "Mông Lềnh", "CC-BY-SA-4.0", 20261124};
    size_t count = tone_samples(tone->hz, tone->ms, &samples);
    snprintf(path, sizeof path, "%s/%s/recordings", tree->dir, dir);
    assert_int_equal(files_opus(samples, count, &opus), ERR_OK);
    struct recording recording = {.unit = tone->unit,
                                  .wording = tone->wording,
                                  .source = recordings_source(tone->vietnamese),
                                  .speaker = "s1",
                                  .ms = tone->ms,
                                  .lufs_tenths = -160,
                                  .recorded = 20261124};
    assert_int_equal(recordings_keep_speaker(path, tone->lang, &speaker, &tree->diag), ERR_OK);
    assert_int_equal(
        recordings_keep(path, tone->lang, &recording, opus.data, opus.size, &tree->diag), ERR_OK);
    files_bytes_fini(&opus);
    free(samples);
}

#endif
