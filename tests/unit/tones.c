/* Every tone is measured in the sound: its contour on stop-onset syllables, alone and in
 * a carrier sentence, in the male and the female voice; and whether each is nearer to
 * itself than to the language's other tones. TIENGBAN_LONG=1 takes more syllables,
 * TIENGBAN_REPORT=FILE writes charts. */
#include "tests/unit/acoustics.h"
#include "tests/unit/built.h"
#include "voicebuild/blob.h"
#include "voicebuild/pitch.h"

enum { CONTOUR_POINTS = 5, FRAMES_MIN = 4, FRAMES_MAX = 256 };

static const double alone_st = 0.3, carried_st = 0.5; /* root mean square, at most */
static const double quiet = 0.04;                     /* of the rime's loudest */
static const double clear = 0.7;                      /* strength of a frame that is believed */
static const double window_periods = 1.6;

static const char *const onsets[] = {"p", "t[", "k"};
static const char *const vowels[] = {"O", "a:", "i", "u"};

enum { ONSETS = sizeof onsets / sizeof *onsets, VOWELS = sizeof vowels / sizeof *vowels };

struct suite {
    struct built built;
    struct heard heard;
    bool all;
};

struct speaker {
    char voice[40];
    double lowest_hz;
};

static struct speaker speaker_of(const char *code, bool female) {
    struct speaker speaker = {.lowest_hz = PITCH_LOWEST_HZ * (female ? 1.8 : 1)};
    snprintf(speaker.voice, sizeof speaker.voice, "%s%s", code, female ? "-f" : "");
    return speaker;
}

/* ---- one syllable ---------------------------------------------------------------------- */

struct measured {
    double rms_st, farthest_st;    /* from the contour */
    double levels[CONTOUR_POINTS]; /* at 10, 30, ... 90 percent; NAN if not heard */
    double seconds;
    double harmonicity_db; /* of the last 60 percent */
    int frames, slips;
};

static struct pitch_range range_of(const struct speaker *speaker) {
    return (struct pitch_range){0.8 * speaker->lowest_hz, 1.95 * speaker->lowest_hz};
}

static double level_of(double hz, const struct speaker *speaker) {
    return 1 + semitones(hz, speaker->lowest_hz) / PITCH_STEP_ST;
}

struct frame {
    double percent, hz;
};

/* The frames of a rime that are clear and loud enough to be believed. */
static size_t track(const struct heard *heard, struct stretch rime, const struct speaker *speaker,
                    struct frame list_out[FRAMES_MAX]) {
    size_t count = 0;
    for (size_t at = rime.start; at < rime.end && count < FRAMES_MAX; at += HEARD_HZ / 200) {
        double percent = 100. * (double)(at - rime.start) / (double)(rime.end - rime.start);
        struct periodicity p = periodicity_at(heard, at, range_of(speaker), window_periods);
        if (p.strength >= clear && percent > 4 && percent < 96 &&
            loudness(heard, at - LOUDNESS_WINDOW / 2) >= quiet * rime.loudest) {
            list_out[count++] = (struct frame){percent, p.hz};
        }
    }
    return count;
}

static int by_value(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* True if a frame is far from the median of its neighbours: no voice leaps
 * so in 5 ms, the tracker took a multiple of the period. */
static bool slipped(const struct frame *frames, size_t count, size_t ix) {
    static const double leap_st = 2.5;
    double near[5];
    size_t first = ix < 2 ? 0 : ix - 2, end = ix + 3 < count ? ix + 3 : count;
    for (size_t i = first; i < end; i++) {
        near[i - first] = frames[i].hz;
    }
    qsort(near, end - first, sizeof *near, by_value);
    return fabs(semitones(frames[ix].hz, near[(end - first) / 2])) > leap_st;
}

static struct measured measure(const struct heard *heard, struct stretch rime,
                               const struct tone_shape *tone, const struct speaker *speaker) {
    struct frame frames[FRAMES_MAX];
    struct measured m = {.seconds = (double)(rime.end - rime.start) / HEARD_HZ,
                         .harmonicity_db = harmonicity_db(heard, rime, range_of(speaker)),
                         .levels = {NAN, NAN, NAN, NAN, NAN}};
    double squares = 0;
    size_t count = track(heard, rime, speaker, frames);
    for (size_t i = 0; i < count; i++) {
        if (slipped(frames, count, i)) {
            m.slips++;
            continue;
        }
        double target_hz = pitch_hz(tone_level(tone, frames[i].percent), speaker->lowest_hz);
        double off = semitones(frames[i].hz, target_hz);
        squares += off * off;
        m.farthest_st = fmax(m.farthest_st, fabs(off));
        m.frames++;
        m.levels[(int)(frames[i].percent / 100 * CONTOUR_POINTS)] = level_of(frames[i].hz, speaker);
    }
    m.rms_st = m.frames ? sqrt(squares / m.frames) : 0;
    return m;
}

/* A checked tone stands before a stop. */
static void spell(const struct built_tone *tone, const char *onset, const char *vowel,
                  char out[64]) {
    const char *end = tone->shape.checked ? "k" : built_end(tone, "");
    snprintf(out, 64, "[[%s|%s|%s%s%s]]", onset, vowel, tone->mnemonic, *end ? "|" : "", end);
}

static struct measured say_alone(struct suite *suite, const struct built_tone *tone,
                                 const struct speaker *speaker, const char *onset,
                                 const char *vowel) {
    char text[64];
    spell(tone, onset, vowel, text);
    heard_speak(&suite->heard, speaker->voice, text);
    size_t ix = phoneme_named(&suite->heard, vowel, 0);
    return measure(&suite->heard, rime_of(&suite->heard, ix), &tone->shape, speaker);
}

/* ---- contours ---------------------------------------------------------------------------- */

struct score {
    int count, deaf, wrong;
    double sum_st, worst_st;
};

/* A creaky or closing voice can hide its period from a tracker: such a syllable says nothing, and
 * is reported. */
static void judge(struct score *score, const struct built_tone *tone, const struct speaker *speaker,
                  const struct measured *m) {
    bool lost = tone->shape.phonation != TONE_MODAL && m->farthest_st > 2;
    score->count++;
    if (m->frames < FRAMES_MIN || lost) {
        score->deaf++;
        print_message("%s %s (%s): not tracked\n", speaker->voice, tone->name, tone->phonation);
        return;
    }
    score->sum_st += m->rms_st;
    score->worst_st = fmax(score->worst_st, m->rms_st);
    if (m->rms_st > alone_st) {
        score->wrong++;
        print_message("%s %s (%s %s): %.2f st off\n", speaker->voice, tone->name, tone->contour,
                      tone->phonation, m->rms_st);
    }
}

static void test_alone(void **state) {
    struct suite *suite = *state;
    struct score score = {0};
    int turns = suite->all ? 2 * ONSETS * VOWELS : 2;
    for (size_t i = 0; i < suite->built.tone_count; i++) {
        const struct built_tone *tone = &suite->built.tones[i];
        for (int k = 0; k < turns && built_is_first(&suite->built, i); k++) {
            struct speaker speaker = speaker_of(tone->code, k % 2);
            struct measured m =
                say_alone(suite, tone, &speaker, onsets[k / 2 % ONSETS], vowels[k / 2 / ONSETS]);
            judge(&score, tone, &speaker, &m);
        }
    }
    print_message("tones alone: %d, mean %.3f st, worst %.3f st, not tracked %d\n", score.count,
                  score.sum_st / (score.count - score.deaf), score.worst_st, score.deaf);
    assert_int_equal(score.wrong, 0);
    assert_true(score.deaf <= 0.02 * score.count);
}

/* ---- in a sentence -------------------------------------------------------------------------- */

static const char *carrier_of(const struct built *built, const char *code) {
    for (size_t i = 0; i < built->tone_count; i++) {
        const struct built_tone *tone = &built->tones[i];
        if (strcmp(tone->code, code) == 0 && tone->shape.phonation == TONE_MODAL &&
            !tone->shape.checked) {
            return tone->mnemonic;
        }
    }
    return NULL;
}

static struct measured say_carried(struct suite *suite, const struct built_tone *tone,
                                   const struct speaker *speaker, const char *onset) {
    static const char vowel[] = "O"; /* the carrier's is another */
    char word[64], text[256];
    const char *level = carrier_of(&suite->built, tone->code);
    spell(tone, onset, vowel, word);
    snprintf(text, sizeof text, "[[t[|i|%s]] [[k|a:|%s]] %s [[p|i|%s]] [[t[|a:|%s]]", level, level,
             word, level, level);
    heard_speak(&suite->heard, speaker->voice, text);
    size_t ix = phoneme_named(&suite->heard, vowel, 0);
    return measure(&suite->heard, rime_of(&suite->heard, ix), &tone->shape, speaker);
}

static void test_carried(void **state) {
    struct suite *suite = *state;
    int wrong = 0, count = 0;
    double worst = 0;
    for (size_t i = 0; i < suite->built.tone_count; i++) {
        const struct built_tone *tone = &suite->built.tones[i];
        for (int female = 0; female < 2 && built_is_first(&suite->built, i); female++) {
            struct speaker speaker = speaker_of(tone->code, female);
            double off[ONSETS];
            int tracked = 0;
            for (size_t onset = 0; onset < ONSETS; onset++) {
                struct measured m = say_carried(suite, tone, &speaker, onsets[onset]);
                off[onset] = m.rms_st;
                tracked += m.frames >= FRAMES_MIN;
            }
            qsort(off, ONSETS, sizeof *off, by_value);
            worst = fmax(worst, off[ONSETS / 2]);
            count++;
            wrong += tracked == ONSETS && off[ONSETS / 2] > carried_st;
            if (tracked < (int)ONSETS || off[ONSETS / 2] > carried_st) {
                print_message("%s %s (%s %s): %.2f st off, %d of %d tracked\n", speaker.voice,
                              tone->name, tone->contour, tone->phonation, off[ONSETS / 2], tracked,
                              ONSETS);
            }
        }
    }
    print_message("tones in a sentence: %d, worst median %.3f st\n", count, worst);
    assert_int_equal(wrong, 0);
}

/* ---- apart ------------------------------------------------------------------------------------
 */

static const double lasting_s[2] = {0.16, 0.09}; /* of a tone of length 1: open, checked */

/* How breathy or creaky it is heard, 0 to 1. */
static double noisiness(double harmonicity_db) {
    static const double clean_db = 20, noisy_db = 10;
    return fmin(fmax((clean_db - harmonicity_db) / (clean_db - noisy_db), 0), 1);
}

/* A level that is not heard or is an octave off says nothing more than "far". */
static double contour_distance(const struct measured *m, const struct tone_shape *shape) {
    double sum = 0;
    for (int i = 0; i < CONTOUR_POINTS; i++) {
        double level = tone_level(shape, 100. * (i + 0.5) / CONTOUR_POINTS);
        double off = m->levels[i] - level;
        sum += isnan(off) ? 1 : fmin(off * off, 1);
    }
    return sum / CONTOUR_POINTS;
}

/* How far a measured syllable is from what a tone asks for: contour in Chao levels,
 * phonation and length. */
static double distance(const struct measured *m, const struct built_tone *tone) {
    static const double phonation_weight = 0.1, length_weight = 0.05;
    bool modal = tone->shape.phonation == TONE_MODAL || tone->shape.phonation == TONE_GLOTTAL;
    double noise = noisiness(m->harmonicity_db) - (modal ? 0 : 1);
    double longer = log2(m->seconds / (lasting_s[tone->shape.checked] * tone->shape.length));
    return contour_distance(m, &tone->shape) + phonation_weight * noise * noise +
           length_weight * longer * longer;
}

static const struct built_tone *nearest(const struct built *built, const struct measured *m,
                                        const struct built_tone *said) {
    const struct built_tone *best = NULL;
    for (size_t i = 0; i < built->tone_count; i++) {
        const struct built_tone *tone = &built->tones[i];
        if (strcmp(tone->code, said->code) == 0 && tone->shape.checked == said->shape.checked &&
            (!best || distance(m, tone) < distance(m, best))) {
            best = tone;
        }
    }
    return best;
}

static void test_apart(void **state) {
    struct suite *suite = *state;
    int right = 0, count = 0;
    for (size_t i = 0; i < suite->built.tone_count; i++) {
        const struct built_tone *tone = &suite->built.tones[i];
        for (int k = 0; k < (suite->all ? 2 * ONSETS * VOWELS : 4); k++) {
            struct speaker speaker = speaker_of(tone->code, k % 2);
            struct measured m =
                say_alone(suite, tone, &speaker, onsets[k / 2 % ONSETS], vowels[k / 2 % VOWELS]);
            const struct built_tone *taken = nearest(&suite->built, &m, tone);
            bool same =
                strcmp(taken->name, tone->name) == 0 || tone_same(&taken->shape, &tone->shape);
            right += same;
            count++;
            if (!same) {
                print_message("%s %s (%s) is taken for %s (%s): %.1f %.1f %.1f %.1f %.1f, %.0f ms, "
                              "%.0f dB\n",
                              speaker.voice, tone->name, tone->contour, taken->name, taken->contour,
                              m.levels[0], m.levels[1], m.levels[2], m.levels[3], m.levels[4],
                              1000 * m.seconds, m.harmonicity_db);
            }
        }
    }
    print_message("tones told apart: %d of %d\n", right, count);
    assert_true(right >= 0.99 * count);
}

/* ---- the women of the stock voices ------------------------------------------------------------
 */

/* The pitch in the middle of the n-th "a" that was said. */
static double middle_hz(const struct heard *heard, size_t n, double scale) {
    size_t ix = 0;
    for (size_t seen = 0; ix < heard->phoneme_count; ix++) {
        seen += heard->phonemes[ix].name[0] == 'a';
        if (seen > n) {
            break;
        }
    }
    assert_true(ix < heard->phoneme_count);
    struct pitch_range range = {60 * scale, 180 * scale};
    size_t at = (heard->phonemes[ix].at + heard_end(heard, ix)) / 2;
    return periodicity_at(heard, at, range, window_periods).hz;
}

/* Level and falling syllables: each 1.8 times as high as the man's, so with equal intervals. */
static void test_women(void **state) {
    static const char *const voices[] = {"vi", "vi-VN-x-central", "vi-VN-x-south"};
    struct suite *suite = *state;
    for (size_t i = 0; i < sizeof voices / sizeof *voices; i++) {
        double hz[2][2];
        for (int female = 0; female < 2; female++) {
            char name[40];
            snprintf(name, sizeof name, "%s%s", voices[i], female ? "-f" : "");
            heard_speak(&suite->heard, name, "ba, bà");
            for (size_t n = 0; n < 2; n++) {
                hz[female][n] = middle_hz(&suite->heard, n, female ? 1.8 : 1);
            }
        }
        for (size_t n = 0; n < 2; n++) {
            double off = semitones(hz[1][n], 1.8 * hz[0][n]);
            print_message("%s: %.0f and %.0f Hz, %.2f st off\n", voices[i], hz[0][n], hz[1][n],
                          off);
            assert_true(fabs(off) < 0.5);
        }
    }
}

/* ---- the tracker
 * --------------------------------------------------------------------------------- */

/* On a voice whose pitch is known: pulses at exact times. */
static void test_tracker(void **state) {
    (void)state;
    struct heard heard = {.count = HEARD_HZ};
    heard.samples = calloc(heard.count, sizeof *heard.samples);
    assert_non_null(heard.samples);
    double phase = 0;
    for (size_t i = 0; i < heard.count; i++) {
        double hz = 90 + 80. * (double)i / (double)heard.count, sum = 0;
        phase += hz / HEARD_HZ;
        for (int harmonic = 1; harmonic < 12; harmonic++) {
            sum += cos(2 * 3.14159265358979 * harmonic * phase) / harmonic;
        }
        heard.samples[i] = (int16_t)(4000 * sum);
    }
    for (size_t at = HEARD_HZ / 10; at < heard.count * 9 / 10; at += 500) {
        double hz = 90 + 80. * (double)at / (double)heard.count;
        struct periodicity p =
            periodicity_at(&heard, at, (struct pitch_range){75, 230}, window_periods);
        assert_true(fabs(semitones(p.hz, hz)) < 0.05);
        assert_true(p.strength > 0.95);
    }
    heard_fini(&heard);
}

/* A WAV file of what was heard. */
static void write_wav(const struct heard *heard, const char *path) {
    struct blob file = {0};
    uint32_t bytes = (uint32_t)(heard->count * sizeof *heard->samples);
    blob_put(&file, "RIFF", 4);
    blob_put32(&file, 36 + bytes);
    blob_put(&file, "WAVEfmt ", 8);
    blob_put32(&file, 16);
    blob_put16(&file, 1); /* whole numbers */
    blob_put16(&file, 1); /* channel */
    blob_put32(&file, HEARD_HZ);
    blob_put32(&file, HEARD_HZ * 2);
    blob_put16(&file, 2);
    blob_put16(&file, 16);
    blob_put(&file, "data", 4);
    blob_put32(&file, bytes);
    blob_put(&file, heard->samples, bytes);
    assert_true(blob_write(&file, path));
    blob_fini(&file);
}

/* The median difference of our tracker from aubio's on one recording, in semitones. */
static double differs_from_aubio(const struct heard *heard, const char *wav,
                                 const struct speaker *speaker) {
    enum { WINDOW = 1024, HOP = 110, LIST_MAX = 256 };
    char command[256], line[128];
    double list[LIST_MAX];
    size_t count = 0;
    struct stretch rime = rime_of(heard, phoneme_named(heard, "a:", 0));
    snprintf(command, sizeof command, "aubiopitch -i %s -p yinfft -B %d -H %d 2>/dev/null", wav,
             WINDOW, HOP);
    FILE *pipe = popen(command, "r");
    assert_non_null(pipe);
    while (fgets(line, sizeof line, pipe) && count < LIST_MAX) {
        char *end = NULL;
        double seconds = strtod(line, &end), hz = strtod(end, NULL);
        size_t end_at = (size_t)(seconds * HEARD_HZ) + HOP; /* of its window */
        if (hz <= 0 || end_at < rime.start + WINDOW || end_at > rime.end) {
            continue;
        }
        struct periodicity ours =
            periodicity_at(heard, end_at - WINDOW / 2, range_of(speaker), window_periods);
        list[count++] = fabs(semitones(ours.hz, hz));
    }
    assert_int_equal(pclose(pipe), 0);
    assert_true(count > FRAMES_MIN);
    qsort(list, count, sizeof *list, by_value);
    return list[count / 2];
}

/* Another tracker, by another method, hears the same (Debian's aubio-tools). */
static void test_second_tracker(void **state) {
    struct suite *suite = *state;
    char wav[128];
    double worst = 0;
    if (system("command -v aubiopitch > /dev/null") != 0) {
        print_message("aubio-tools is not installed: not compared\n");
        skip();
    }
    snprintf(wav, sizeof wav, "%s/heard.wav", suite->built.dir);
    for (size_t i = 0; i < suite->built.tone_count; i++) {
        const struct built_tone *tone = &suite->built.tones[i];
        if (tone->shape.phonation != TONE_MODAL || tone->shape.checked ||
            strcmp(tone->code, "mww") != 0) {
            continue;
        }
        struct speaker speaker = speaker_of(tone->code, true);
        say_alone(suite, tone, &speaker, "p", "a:");
        write_wav(&suite->heard, wav);
        worst = fmax(worst, differs_from_aubio(&suite->heard, wav, &speaker));
    }
    unlink(wav);
    print_message("another tracker differs by %.3f st at most\n", worst);
    assert_true(worst > 0 && worst < 0.3);
}

/* ---- the report -------------------------------------------------------------------------- */

enum { CHART_WIDTH = 200, CHART_HEIGHT = 120, CHART_LEVELS = 6 };

static double chart_y(double level) { return CHART_HEIGHT - level * CHART_HEIGHT / CHART_LEVELS; }

/* The target as a line, what was measured as dots. */
static void put_chart(FILE *out, struct suite *suite, const struct built_tone *tone, bool female) {
    struct speaker speaker = speaker_of(tone->code, female);
    struct frame frames[FRAMES_MAX];
    struct measured m = say_alone(suite, tone, &speaker, "p", "a:");
    struct stretch rime = rime_of(&suite->heard, phoneme_named(&suite->heard, "a:", 0));
    size_t count = track(&suite->heard, rime, &speaker, frames);
    fprintf(out,
            "<td><svg width=\"%d\" height=\"%d\"><polyline fill=\"none\" stroke=\"#bbb\" "
            "stroke-width=\"3\" points=\"",
            CHART_WIDTH, CHART_HEIGHT);
    for (int percent = 0; percent <= 100; percent += 5) {
        fprintf(out, "%d,%.1f ", percent * CHART_WIDTH / 100,
                chart_y(tone_level(&tone->shape, percent)));
    }
    fputs("\"/>", out);
    for (size_t i = 0; i < count; i++) {
        fprintf(out, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"2\" fill=\"%s\"/>",
                frames[i].percent * CHART_WIDTH / 100, chart_y(level_of(frames[i].hz, &speaker)),
                slipped(frames, count, i) ? "#c00" : "#06c");
    }
    fprintf(out, "</svg><br>%s: %.2f st, %.0f ms, HNR %.0f dB</td>\n", female ? "female" : "male",
            m.rms_st, 1000 * m.seconds, m.harmonicity_db);
}

/* Where the page of charts is wanted; NULL if it is not. */
static const char *report_path(void) {
    const char *path = getenv("TIENGBAN_REPORT");
    return path && *path ? path : NULL;
}

/* A page with every tone's target and measured contour. */
static void test_report(void **state) {
    struct suite *suite = *state;
    FILE *out = fopen(report_path(), "w");
    assert_non_null(out);
    fputs("<!DOCTYPE html><meta charset=\"utf-8\"><title>Tones</title><h1>Tones: target (grey) and "
          "measured (blue; red: octave slips of the tracker, not counted)</h1><p>Chao levels 0 to "
          "6 upwards, the rime from left to right. Measured from the samples of pa. No speaker of "
          "any of these languages has listened.</p><table>\n",
          out);
    for (size_t i = 0; i < suite->built.tone_count; i++) {
        const struct built_tone *tone = &suite->built.tones[i];
        fprintf(out, "<tr><td>%s %s<br>%s<br>%s %s<br>%s</td>", tone->code, tone->name,
                tone->contour, tone->phonation, tone->length, tone->syllable);
        put_chart(out, suite, tone, false);
        put_chart(out, suite, tone, true);
        fputs("</tr>\n", out);
    }
    fputs("</table>\n", out);
    assert_int_equal(fclose(out), 0);
}

static int set_up(void **state) {
    struct suite *suite = calloc(1, sizeof *suite);
    assert_non_null(suite);
    const char *set = getenv("TIENGBAN_LONG");
    suite->all = set && *set;
    built_open("voices", &suite->built);
    heard_open(suite->built.dir);
    *state = suite;
    return 0;
}

static int tear_down(void **state) {
    struct suite *suite = *state;
    built_close(&suite->built);
    heard_fini(&suite->heard);
    free(suite);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tracker), cmocka_unit_test(test_second_tracker),
        cmocka_unit_test(test_alone),   cmocka_unit_test(test_carried),
        cmocka_unit_test(test_apart),   cmocka_unit_test(test_women),
    };
    const struct CMUnitTest report[] = {cmocka_unit_test(test_report)};
    return report_path() ? cmocka_run_group_tests(report, set_up, tear_down)
                         : cmocka_run_group_tests(tests, set_up, tear_down);
}
