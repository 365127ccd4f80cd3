/* Takes of one sentence: judged, cut and made as loud as the kiosk. */
#include "sound/clip.h"

#include <stdlib.h>
#include <string.h>

#include "sound/loudness.h"
#include "tests/test.h"
#include "tests/unit/signals.h"

enum { TAKE_MS = 4000, VOICE_AT_MS = 700, VOICE_MS = 2000, EXPECTED_MS = 1800 };

/* A take: noise from end to end, a voice in the middle. Freed by the caller. */
static int16_t *take_of(double voice_db, unsigned voice_ms, double noise_db) {
    int16_t *samples = calloc(signals_frames(TAKE_MS), sizeof *samples);
    assert_non_null(samples);
    signals_noise(samples, signals_frames(TAKE_MS), noise_db);
    signals_voice(samples + signals_frames(VOICE_AT_MS), signals_frames(voice_ms), voice_db);
    return samples;
}

static struct clip judge(int16_t *samples) {
    return clip_judge(samples, signals_frames(TAKE_MS), EXPECTED_MS);
}

static void expect(double voice_db, unsigned voice_ms, double noise_db, enum clip_verdict verdict) {
    int16_t *samples = take_of(voice_db, voice_ms, noise_db);
    struct clip clip = judge(samples);
    if (clip.verdict != verdict) {
        fail_msg("voice %.0f noise %.0f: verdict %d, not %d (%.1f, %.1f, %u ms, %u tops)", voice_db,
                 noise_db, (int)clip.verdict, (int)verdict, clip.speech_db, clip.noise_db,
                 clip.speech_ms, clip.cut_tops);
    }
    free(samples);
}

static void test_verdicts(void **state) {
    (void)state;
    expect(-22, VOICE_MS, -70, CLIP_GOOD);
    expect(-22, VOICE_MS, -52, CLIP_GOOD);
    expect(-34, VOICE_MS, -75, CLIP_GOOD);
    expect(-46, VOICE_MS, -80, CLIP_QUIET);
    expect(-46, VOICE_MS, -65, CLIP_QUIET);
    expect(-22, VOICE_MS, -38, CLIP_NOISY);
    expect(0, VOICE_MS, -60, CLIP_CLIPPED);
    expect(-22, 400, -70, CLIP_TOO_SHORT);
    expect(-22, 0, -70, CLIP_EMPTY);
    expect(-22, 0, -96, CLIP_EMPTY);
    expect(-22, 0, -30, CLIP_NOISY);
}

static void test_nothing_at_all(void **state) {
    (void)state;
    int16_t samples[100] = {0};
    assert_int_equal(clip_judge(samples, 0, 0).verdict, CLIP_EMPTY);
    assert_int_equal(clip_judge(samples, 100, 500).verdict, CLIP_EMPTY);
}

static void test_length_is_only_judged_if_known(void **state) {
    (void)state;
    int16_t *samples = take_of(-22, VOICE_MS, -70);
    size_t count = signals_frames(TAKE_MS);
    assert_int_equal(clip_judge(samples, count, 0).verdict, CLIP_GOOD);
    assert_int_equal(clip_judge(samples, count, 20000).verdict, CLIP_TOO_SHORT);
    free(samples);
    size_t longer = signals_frames(9000);
    samples = calloc(longer, sizeof *samples);
    signals_noise(samples, longer, -70);
    signals_voice(samples + signals_frames(500), signals_frames(8000), -22);
    assert_int_equal(clip_judge(samples, longer, 1500).verdict, CLIP_TOO_LONG);
    assert_int_equal(clip_judge(samples, longer, 2500).verdict, CLIP_GOOD);
    free(samples);
    assert_true(clip_doubtful(CLIP_TOO_SHORT) && clip_doubtful(CLIP_TOO_LONG));
    assert_false(clip_doubtful(CLIP_CLIPPED) || clip_doubtful(CLIP_NOISY));
    assert_int_equal(clip_expected_ms(10), 2300);
}

/* One tone that never pauses has no quiet part: noise, not speech. */
static void test_tone_is_noise(void **state) {
    (void)state;
    int16_t *samples = calloc(signals_frames(TAKE_MS), sizeof *samples);
    signals_tone(samples, signals_frames(TAKE_MS), SIGNALS_HZ, 300, -20);
    assert_int_equal(judge(samples).verdict, CLIP_NOISY);
    free(samples);
}

/* An amplifier before the converter clips below full scale. */
static void test_tops_below_full_scale(void **state) {
    (void)state;
    int16_t *samples = take_of(-10, VOICE_MS, -70);
    for (size_t i = 0; i < signals_frames(TAKE_MS); i++) {
        samples[i] = samples[i] > 12000 ? 12000 : samples[i];
    }
    struct clip clip = judge(samples);
    assert_int_equal(clip.verdict, CLIP_CLIPPED);
    assert_true(clip.cut_tops > 20);
    free(samples);
}

static void test_mains_and_wind_are_no_speech(void **state) {
    (void)state;
    int16_t *samples = take_of(-22, VOICE_MS, -75);
    signals_tone(samples, signals_frames(TAKE_MS), SIGNALS_HZ, 20, -25);
    struct clip clip = judge(samples);
    assert_int_equal(clip.verdict, CLIP_GOOD);
    free(samples);
}

static void assert_at_ms(size_t frame, unsigned ms, unsigned within_ms) {
    size_t wanted = signals_frames(ms), within = signals_frames(within_ms);
    assert_in_range(frame, wanted > within ? wanted - within : 0, wanted + within);
}

static void test_trimming(void **state) {
    (void)state;
    int16_t *samples = take_of(-22, VOICE_MS, -70);
    /* the key that was pressed at both ends */
    signals_noise(samples + signals_frames(20), signals_frames(30), -15);
    signals_noise(samples + signals_frames(TAKE_MS - 60), signals_frames(30), -15);
    struct clip clip = judge(samples);
    assert_int_equal(clip.verdict, CLIP_GOOD);
    assert_at_ms(clip.first, VOICE_AT_MS - CLIP_BEFORE_MS, 40);
    /* the last syllable is cut off in its middle: see signals_voice */
    assert_at_ms(clip.end, VOICE_AT_MS + VOICE_MS + CLIP_BEHIND_MS, 40);
    assert_in_range(clip.speech_ms, VOICE_MS - 60, VOICE_MS + 20);
    free(samples);
}

/* Words as short as a click are speech if others follow soon; one alone is a click. */
static void test_short_words_belong_together(void **state) {
    (void)state;
    int16_t *samples = take_of(-22, 0, -70);
    signals_voice(samples + signals_frames(1000), signals_frames(100), -15);
    memset(samples + signals_frames(1050), 0, signals_frames(50) * sizeof *samples);
    assert_int_equal(judge(samples).verdict, CLIP_EMPTY);
    for (unsigned at_ms = 1200; at_ms < 1800; at_ms += 200) {
        memcpy(samples + signals_frames(at_ms), samples + signals_frames(1000),
               signals_frames(50) * sizeof *samples);
    }
    struct clip clip = clip_judge(samples, signals_frames(TAKE_MS), 700);
    assert_int_equal(clip.verdict, CLIP_GOOD);
    assert_in_range(clip.speech_ms, 600, 670);
    free(samples);
}

static void test_trimming_at_the_ends(void **state) {
    (void)state;
    size_t count = signals_frames(1500);
    int16_t *samples = calloc(count, sizeof *samples);
    signals_noise(samples, count, -75);
    signals_voice(samples, signals_frames(1160), -20);
    struct clip clip = clip_judge(samples, count, 1200);
    assert_int_equal(clip.first, 0);
    assert_true(clip.end <= count);
    free(samples);
}

static void finish(double voice_db) {
    int16_t *samples = take_of(voice_db, VOICE_MS, -80);
    struct clip clip = judge(samples);
    assert_int_equal(clip.verdict, CLIP_GOOD);
    size_t count = clip_finish(&clip, samples);
    struct loudness is = loudness_measure(samples, count, CLIP_RATE_HZ);
    assert_int_equal(count, clip.end - clip.first);
    assert_true(fabs(is.lufs + 16) < 0.6);
    assert_true(is.true_peak_dbtp <= -0.95);
    assert_int_equal(samples[0], 0);
    assert_int_equal(samples[count - 1], 0);
    free(samples);
}

static void test_finished_takes_are_alike(void **state) {
    (void)state;
    finish(-36);
    finish(-24);
    finish(-15);
}

static void test_every_verdict_says_what_to_do(void **state) {
    (void)state;
    for (int v = 0; v < CLIP_VERDICTS; v++) {
        struct clip_advice advice = clip_advice((enum clip_verdict)v);
        assert_true(strlen(advice.vi) > 10 && strlen(advice.en) > 10);
    }
    assert_string_equal(clip_advice(CLIP_QUIET).vi,
                        "Nói hơi nhỏ: hãy ngồi gần micrô hơn một chút.");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_verdicts),
        cmocka_unit_test(test_nothing_at_all),
        cmocka_unit_test(test_length_is_only_judged_if_known),
        cmocka_unit_test(test_tone_is_noise),
        cmocka_unit_test(test_tops_below_full_scale),
        cmocka_unit_test(test_mains_and_wind_are_no_speech),
        cmocka_unit_test(test_trimming),
        cmocka_unit_test(test_short_words_belong_together),
        cmocka_unit_test(test_trimming_at_the_ends),
        cmocka_unit_test(test_finished_takes_are_alike),
        cmocka_unit_test(test_every_verdict_says_what_to_do),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
