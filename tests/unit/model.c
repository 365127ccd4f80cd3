/* The model: where keys lead, what is said, what the journal hears, and that no
 * list of events breaks it. */
#include "tests/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/guide.h"
#include "model/state.h"
#include "tests/unit/tiny.inc"

enum { TODAY = 20261123 };

struct kiosk {
    struct library library;
    struct state state;
    struct effects effects;
    struct page page;
    int64_t now_ms;
};

static void happens(struct kiosk *kiosk, const struct event *event) {
    model_update(&kiosk->state, &kiosk->library, event, &kiosk->effects);
    page_build(&kiosk->state, &kiosk->library, &kiosk->page);
}

static void happen(struct kiosk *kiosk, enum event_kind kind, int32_t value) {
    kiosk->now_ms += 1000;
    happens(kiosk, &(struct event){.kind = kind,
                                   .value = value,
                                   .utterance = kiosk->state.utterance,
                                   .at_ms = kiosk->now_ms});
}

static void key(struct kiosk *kiosk, enum key key) { happen(kiosk, EV_KEY, (int32_t)key); }

static void touch(struct kiosk *kiosk, enum control control) {
    happen(kiosk, EV_PRESS, 0);
    happen(kiosk, EV_TOUCH, (int32_t)control);
}

static struct kiosk *kiosk_new(enum layout_kind layout) {
    struct kiosk *kiosk = calloc(1, sizeof *kiosk);
    assert_non_null(kiosk);
    tiny_library(&kiosk->library);
    state_init(&kiosk->state, layout);
    happen(kiosk, EV_START, TODAY);
    happen(kiosk, EV_SOUND, 1);
    return kiosk;
}

static int setup(void **state) {
    *state = kiosk_new(LAYOUT_WIDE);
    return 0;
}

static int teardown(void **state) {
    free(*state);
    return 0;
}

static const struct effect *effect_of(const struct kiosk *kiosk, enum effect_kind kind) {
    for (unsigned i = 0; i < kiosk->effects.count; i++) {
        if (kiosk->effects.list[i].kind == kind) {
            return &kiosk->effects.list[i];
        }
    }
    return NULL;
}

static const struct effect *deed_of(const struct kiosk *kiosk, enum deed deed) {
    for (unsigned i = 0; i < kiosk->effects.count; i++) {
        const struct effect *effect = &kiosk->effects.list[i];
        if (effect->kind == FX_JOURNAL && effect->deed == deed) {
            return effect;
        }
    }
    return NULL;
}

static const char *title(const struct kiosk *kiosk) {
    return page_text(&kiosk->page, kiosk->page.title_at);
}

static const char *line(const struct kiosk *kiosk, unsigned ix) {
    return page_text(&kiosk->page, kiosk->page.lines[ix].text_at);
}

static void to_birth(struct kiosk *kiosk) {
    key(kiosk, KEY_3); /* Vietnamese is third */
    key(kiosk, KEY_1); /* the topic */
    key(kiosk, KEY_2); /* the notice has priority and is first */
}

/* ---- pages ------------------------------------------------------------------------ */

static void languages_greet_in_their_own_language(void **state) {
    struct kiosk *kiosk = *state;
    assert_int_equal(kiosk->page.kind, PAGE_LANGUAGES);
    assert_int_equal(kiosk->page.choice_count, 3);
    assert_string_equal(page_text(&kiosk->page, kiosk->page.choices[0].label_at), "Hmôngz");
    const struct page_prompt *prompt = &kiosk->page.prompts[1];
    assert_int_equal(prompt->control, CONTROL_CHOICE_1);
    assert_int_equal(kiosk->page.segments[prompt->first_segment].lang_ix, TINY_HMN);
    assert_non_null(effect_of(kiosk, FX_SAY));
}

static void choosing_a_language_begins_a_session(void **state) {
    struct kiosk *kiosk = *state;
    key(kiosk, KEY_1);
    assert_int_equal(kiosk->page.kind, PAGE_TOPICS);
    assert_int_equal(kiosk->page.lang_ix, TINY_HMN);
    assert_non_null(deed_of(kiosk, DEED_SESSION_START));
    assert_int_equal(deed_of(kiosk, DEED_LANGUAGE)->lang_ix, TINY_HMN);
}

static void expired_items_are_not_offered_and_priority_comes_first(void **state) {
    struct kiosk *kiosk = *state;
    key(kiosk, KEY_3);
    key(kiosk, KEY_1);
    assert_int_equal(kiosk->page.kind, PAGE_LIST);
    assert_int_equal(kiosk->page.choice_count, 2);
    assert_string_equal(page_text(&kiosk->page, kiosk->page.choices[0].label_at), "Hai cấp");
}

static void papers_follow_from_the_answers(void **state) {
    struct kiosk *kiosk = *state;
    to_birth(kiosk);
    assert_int_equal(kiosk->page.kind, PAGE_NOTICE);
    key(kiosk, KEY_NEXT);
    assert_int_equal(kiosk->page.kind, PAGE_QUESTION);
    key(kiosk, KEY_1); /* in hospital: slip */
    assert_int_equal(deed_of(kiosk, DEED_ANSWER)->value, 1);
    assert_int_equal(kiosk->page.kind, PAGE_PAPERS);
    assert_int_equal(kiosk->page.block_count, 2);
    key(kiosk, KEY_BACK);
    key(kiosk, KEY_2); /* at home: another question */
    assert_int_equal(kiosk->page.kind, PAGE_QUESTION);
    key(kiosk, KEY_1);
    assert_int_equal(kiosk->page.kind, PAGE_PAPERS);
    assert_int_equal(kiosk->page.block_count, 1);
    assert_string_equal(line(kiosk, 0), "Thẻ căn cước");
}

static void an_answer_can_lead_to_another_item(void **state) {
    struct kiosk *kiosk = *state;
    to_birth(kiosk);
    key(kiosk, KEY_NEXT);
    key(kiosk, KEY_2);
    key(kiosk, KEY_2);
    assert_string_equal(title(kiosk), "Hai cấp");
    assert_null(deed_of(kiosk, DEED_ABANDONED)); /* it was handed over */
    key(kiosk, KEY_BACK);
    assert_string_equal(title(kiosk), "Có ai thấy không?");
}

static void a_long_step_is_cut_into_pages_and_the_end_is_a_summary(void **state) {
    struct kiosk *kiosk = *state;
    to_birth(kiosk);
    key(kiosk, KEY_NEXT);
    key(kiosk, KEY_1);
    assert_int_equal(kiosk->page.steps, 5); /* papers, steps, steps, details, summary */
    key(kiosk, KEY_NEXT);
    assert_int_equal(kiosk->page.kind, PAGE_STEPS);
    assert_int_equal(kiosk->page.line_count, 6);
    key(kiosk, KEY_NEXT);
    assert_int_equal(kiosk->page.line_count, 2);
    assert_string_equal(line(kiosk, 1), "Bảy.");
    key(kiosk, KEY_NEXT);
    assert_string_equal(line(kiosk, 1), "Mỗi bản sao 8.000 đồng.");
    key(kiosk, KEY_NEXT);
    assert_int_equal(kiosk->page.kind, PAGE_SUMMARY);
    assert_int_equal(kiosk->page.step, 5);
    assert_int_equal(kiosk->page.choice_count, 3);
    assert_non_null(deed_of(kiosk, DEED_FINISHED));
    assert_false(kiosk->page.enabled[CONTROL_NEXT]);
    key(kiosk, KEY_3);
    assert_int_equal(kiosk->page.kind, PAGE_LANGUAGES);
    assert_int_equal(deed_of(kiosk, DEED_SESSION_END)->value, 0);
    assert_null(deed_of(kiosk, DEED_ABANDONED));
}

static void typed_values_are_said_as_values(void **state) {
    struct kiosk *kiosk = *state;
    to_birth(kiosk);
    key(kiosk, KEY_NEXT);
    key(kiosk, KEY_1);
    for (int i = 0; i < 3; i++) {
        key(kiosk, KEY_NEXT);
    }
    unsigned money = 0;
    for (unsigned i = 0; i < kiosk->page.segment_count; i++) {
        money +=
            kiosk->page.segments[i].kind == SEGMENT_MONEY && kiosk->page.segments[i].value == 8000;
    }
    assert_int_equal(money, 1);
}

/* The kiosk's own phrases bring their pictures with them, or have one all the same. */
static void pictures_of_phrases_come_from_the_content(void **state) {
    struct kiosk *kiosk = *state;
    struct unit units[sizeof tiny_units / sizeof *tiny_units];
    memcpy(units, tiny_units, sizeof units);
    kiosk->library.units = units;
    units[library_unit(&kiosk->library, "ui.choose_topic")].pictogram = "🧭";
    units[library_unit(&kiosk->library, "ui.back")].pictogram = "👈";
    key(kiosk, KEY_3);
    assert_string_equal(page_text(&kiosk->page, kiosk->page.pictogram_at), "🧭");
    assert_string_equal(page_text(&kiosk->page, kiosk->page.bar_pictogram_at[CONTROL_BACK]), "👈");
    assert_string_equal(page_text(&kiosk->page, kiosk->page.bar_pictogram_at[CONTROL_CALL]), "🙋");
}

/* ---- languages ---------------------------------------------------------------------- */

static void a_draft_is_marked_and_a_missing_text_is_vietnamese(void **state) {
    struct kiosk *kiosk = *state;
    key(kiosk, KEY_1);
    assert_int_equal(kiosk->page.choices[0].marks, MARK_DRAFT);
    assert_int_equal(kiosk->page.marks & MARK_SOURCE, MARK_SOURCE); /* the title */
    key(kiosk, KEY_1);
    assert_int_equal(kiosk->page.choices[1].lang_ix, TINY_VI);
    assert_int_equal(kiosk->page.choices[1].marks, MARK_SOURCE);
}

static void a_page_all_in_vietnamese_is_marked_once(void **state) {
    struct kiosk *kiosk = *state;
    key(kiosk, KEY_2);
    key(kiosk, KEY_1);
    assert_int_equal(kiosk->page.marks, MARK_SOURCE);
    assert_int_equal(kiosk->page.choices[0].marks, 0);
    assert_int_equal(kiosk->page.choices[1].marks, 0);
}

static bool says(const struct kiosk *kiosk, const char *id) {
    for (unsigned i = 0; i < kiosk->page.arrival_end; i++) {
        int32_t unit_ix = kiosk->page.prompts[i].unit_ix;
        if (unit_ix != LIBRARY_NONE && strcmp(kiosk->library.units[unit_ix].id, id) == 0) {
            return true;
        }
    }
    return false;
}

static void what_a_language_lacks_is_said_once(void **state) {
    struct kiosk *kiosk = *state;
    key(kiosk, KEY_1);
    assert_true(says(kiosk, "ui.trial_notice"));
    assert_true(says(kiosk, "ui.source_notice"));
    key(kiosk, KEY_1);
    assert_false(says(kiosk, "ui.trial_notice"));
}

/* ---- recordings ---------------------------------------------------------------------- */

static const struct page_prompt *prompt_of(const struct kiosk *kiosk, const char *id) {
    for (unsigned i = 0; i < kiosk->page.prompt_count; i++) {
        int32_t unit_ix = kiosk->page.prompts[i].unit_ix;
        if (unit_ix != LIBRARY_NONE && strcmp(kiosk->library.units[unit_ix].id, id) == 0) {
            return &kiosk->page.prompts[i];
        }
    }
    fail_msg("%s is not said", id);
    return NULL;
}

static bool recorded(const struct kiosk *kiosk, const char *id) {
    const struct page_prompt *prompt = prompt_of(kiosk, id);
    int32_t ix = prompt->spoken_ix;
    assert_true(ix == LIBRARY_NONE || kiosk->library.spoken[ix].unit_ix == prompt->unit_ix);
    return ix != LIBRARY_NONE;
}

static void what_somebody_recorded_is_heard(void **state) {
    struct kiosk *kiosk = *state;
    tiny_recordings(&kiosk->library);
    key(kiosk, KEY_1);
    assert_true(recorded(kiosk, "ui.choose_topic"));
    assert_true(recorded(kiosk, "topic.family"));
    assert_true(recorded(kiosk, "ui.back"));
    assert_false(recorded(kiosk, "ui.call"));
    key(kiosk, KEY_LANGUAGE); /* the same in Vietnamese: nobody recorded that */
    key(kiosk, KEY_3);
    assert_int_equal(kiosk->page.lang_ix, TINY_VI);
    assert_false(recorded(kiosk, "ui.choose_topic"));
    library_fini(&kiosk->library);
}

/* Written in Vietnamese, translated aloud: nobody is told that the machine speaks
 * Vietnamese, and no voice on trial is heard here. */
static void a_page_that_people_say_is_not_on_trial(void **state) {
    struct kiosk *kiosk = *state;
    tiny_recordings(&kiosk->library);
    key(kiosk, KEY_1);
    assert_int_equal(kiosk->page.marks, MARK_ALOUD); /* the title is Vietnamese */
    assert_int_equal(kiosk->page.choices[0].marks, MARK_DRAFT);
    assert_int_equal(kiosk->page.choices[0].lang_ix, TINY_HMN);
    assert_false(says(kiosk, "ui.trial_notice"));
    assert_false(says(kiosk, "ui.source_notice"));
    assert_string_equal(page_text(&kiosk->page, kiosk->page.notice_at), "Bản dịch nháp.");
    library_fini(&kiosk->library);
}

/* What the machine says between people's sentences bears the mark by itself. */
static void one_sentence_on_trial_is_marked(void **state) {
    struct kiosk *kiosk = *state;
    tiny_recordings(&kiosk->library);
    key(kiosk, KEY_1);
    key(kiosk, KEY_1);
    key(kiosk, KEY_2);
    key(kiosk, KEY_NEXT);
    assert_false(says(kiosk, "ui.trial_notice"));
    key(kiosk, KEY_1);
    assert_int_equal(kiosk->page.kind, PAGE_PAPERS);
    assert_true(says(kiosk, "ui.trial_notice")); /* where it is first heard, and once */
    assert_false(says(kiosk, "ui.source_notice"));
    assert_int_equal(kiosk->page.marks & MARK_TRIAL, 0);
    assert_int_equal(kiosk->page.line_count, 4);
    assert_int_equal(kiosk->page.lines[0].marks, MARK_SOURCE);
    assert_int_equal(kiosk->page.lines[2].marks, MARK_DRAFT | MARK_TRIAL);
    assert_int_equal(kiosk->page.lines[3].marks, MARK_ALOUD);
    key(kiosk, KEY_BACK);
    key(kiosk, KEY_1);
    assert_false(says(kiosk, "ui.trial_notice"));
    library_fini(&kiosk->library);
}

/* ---- languages once more ----------------------------------------------------------------- */

static void a_language_without_a_voice_is_read_in_vietnamese(void **state) {
    struct kiosk *kiosk = *state;
    key(kiosk, KEY_2);
    for (unsigned i = 0; i < kiosk->page.segment_count; i++) {
        assert_int_equal(kiosk->page.segments[i].lang_ix, TINY_VI);
    }
}

static void the_language_can_change_midway(void **state) {
    struct kiosk *kiosk = *state;
    to_birth(kiosk);
    key(kiosk, KEY_NEXT);
    key(kiosk, KEY_1);
    key(kiosk, KEY_LANGUAGE);
    assert_int_equal(kiosk->page.kind, PAGE_LANGUAGES);
    key(kiosk, KEY_1);
    assert_int_equal(kiosk->page.kind, PAGE_PAPERS);
    assert_int_equal(kiosk->page.lang_ix, TINY_HMN);
    assert_string_equal(line(kiosk, 2), "Ntơưr");
    assert_null(deed_of(kiosk, DEED_ABANDONED));
    assert_null(deed_of(kiosk, DEED_SESSION_START));
}

/* More languages than a page holds: the second page of them is not where one was. */
static void a_language_of_the_second_page_opens_the_topics(void **state) {
    struct kiosk *kiosk = *state;
    static const uint8_t order[] = {1, 2, 0, 1, 2, 0, 1, 2};
    kiosk->library.language_order = order;
    kiosk->library.language_count = sizeof order;
    key(kiosk, KEY_NEXT);
    assert_int_equal(kiosk->page.choice_count, 2);
    key(kiosk, KEY_1);
    assert_int_equal(kiosk->page.kind, PAGE_TOPICS);
    assert_int_equal(kiosk->state.visit.trail_count, 0);
}

static void an_expired_fact_is_marked(void **state) {
    struct kiosk *kiosk = *state;
    to_birth(kiosk);
    key(kiosk, KEY_NEXT);
    key(kiosk, KEY_1);
    for (int i = 0; i < 3; i++) {
        key(kiosk, KEY_NEXT);
    }
    assert_int_equal(kiosk->page.lines[1].marks, 0);
    happen(kiosk, EV_DAY, 20270101);
    assert_int_equal(kiosk->page.lines[1].marks, MARK_CHECKING);
    assert_string_equal(page_text(&kiosk->page, kiosk->page.notice_at), "Đang kiểm tra.");
}

/* ---- touch, keys, speech --------------------------------------------------------------- */

static void the_first_touch_speaks_the_second_chooses(void **state) {
    struct kiosk *kiosk = *state;
    touch(kiosk, CONTROL_CHOICE_3);
    assert_int_equal(kiosk->page.kind, PAGE_LANGUAGES);
    assert_int_equal(kiosk->page.focus, CONTROL_CHOICE_3);
    uint8_t first, end;
    page_prompts(&kiosk->page, effect_of(kiosk, FX_SAY), &first, &end);
    assert_int_equal(kiosk->page.prompts[first].control, CONTROL_CHOICE_3);
    assert_int_equal(end, first + 1);
    touch(kiosk, CONTROL_CHOICE_3);
    assert_int_equal(kiosk->page.kind, PAGE_TOPICS);
}

static void sliding_off_only_hushes(void **state) {
    struct kiosk *kiosk = *state;
    happen(kiosk, EV_PRESS, 0);
    assert_non_null(effect_of(kiosk, FX_HUSH));
    happen(kiosk, EV_TOUCH, CONTROL_NONE);
    assert_int_equal(kiosk->page.kind, PAGE_LANGUAGES);
    assert_int_equal(kiosk->effects.count, 0);
}

static void arrows_walk_round_and_ok_takes(void **state) {
    struct kiosk *kiosk = *state;
    key(kiosk, KEY_DOWN);
    assert_int_equal(kiosk->page.focus, CONTROL_CHOICE_1);
    key(kiosk, KEY_UP);
    assert_int_equal(kiosk->page.focus, CONTROL_CALL);
    key(kiosk, KEY_DOWN);
    key(kiosk, KEY_OK);
    assert_int_equal(kiosk->page.lang_ix, TINY_HMN);
}

static void repeat_says_the_sentence_then_the_page(void **state) {
    struct kiosk *kiosk = *state;
    happen(kiosk, EV_SPEAKING, 2);
    assert_int_equal(kiosk->page.lit, 2);
    key(kiosk, KEY_REPEAT);
    const struct effect *say = effect_of(kiosk, FX_SAY);
    assert_int_equal(say->first, 2);
    assert_int_equal(say->end, 3);
    key(kiosk, KEY_REPEAT);
    assert_int_equal(effect_of(kiosk, FX_SAY)->end, SAY_ARRIVAL);
}

/* The prompt that names a control. */
static int name_of(const struct kiosk *kiosk, enum control control) {
    for (int i = kiosk->page.arrival_end; i < kiosk->page.prompt_count; i++) {
        if (kiosk->page.prompts[i].control == control) {
            return i;
        }
    }
    return LIBRARY_NONE;
}

static void repeat_does_not_say_the_name_of_a_key(void **state) {
    struct kiosk *kiosk = *state;
    to_birth(kiosk);
    happen(kiosk, EV_SPEAKING, 1);
    key(kiosk, KEY_SLOWER);
    happen(kiosk, EV_SPEAKING, name_of(kiosk, CONTROL_SLOWER));
    key(kiosk, KEY_REPEAT);
    assert_int_equal(effect_of(kiosk, FX_SAY)->first, 1);
    assert_int_equal(effect_of(kiosk, FX_SAY)->end, 2);
}

static void marks_of_an_older_utterance_are_ignored(void **state) {
    struct kiosk *kiosk = *state;
    struct event event = {.kind = EV_SPEAKING, .value = 1, .utterance = kiosk->state.utterance - 1};
    model_update(&kiosk->state, &kiosk->library, &event, &kiosk->effects);
    assert_int_equal(kiosk->state.visit.lit, LIBRARY_NONE);
}

static void volume_and_pace_return_after_the_visit(void **state) {
    struct kiosk *kiosk = *state;
    key(kiosk, KEY_3);
    key(kiosk, KEY_SLOWER);
    key(kiosk, KEY_LOUDER);
    assert_int_equal(kiosk->page.volume, VOLUME_DEFAULT + 1);
    assert_true(kiosk->page.on[CONTROL_SLOWER]);
    key(kiosk, KEY_BACK);
    assert_int_equal(kiosk->page.kind, PAGE_LANGUAGES);
    assert_int_equal(effect_of(kiosk, FX_VOLUME)->value, VOLUME_DEFAULT);
    assert_false(kiosk->page.on[CONTROL_SLOWER]);
}

static void a_page_goes_on_after_louder(void **state) {
    struct kiosk *kiosk = *state;
    to_birth(kiosk);
    happen(kiosk, EV_SPEAKING, 1);
    key(kiosk, KEY_LOUDER);
    assert_int_equal(effect_of(kiosk, FX_SAY)->value, CONTROL_LOUDER);
    key(kiosk, KEY_SLOWER);
    happen(kiosk, EV_SPOKEN, 0);
    assert_int_equal(effect_of(kiosk, FX_SAY)->first, 1);
    assert_int_equal(effect_of(kiosk, FX_SAY)->end, SAY_ARRIVAL);
    happen(kiosk, EV_SPOKEN, 0);
    assert_null(effect_of(kiosk, FX_SAY));
    key(kiosk, KEY_LOUDER); /* the page was over: nothing to go on with */
    happen(kiosk, EV_SPOKEN, 0);
    assert_null(effect_of(kiosk, FX_SAY));
}

static void help_rings_and_comes_back(void **state) {
    struct kiosk *kiosk = *state;
    to_birth(kiosk);
    key(kiosk, KEY_HELP);
    assert_int_equal(kiosk->page.kind, PAGE_CALL);
    assert_non_null(effect_of(kiosk, FX_RING));
    assert_int_equal(deed_of(kiosk, DEED_HELP)->item_ix, TINY_BIRTH);
    key(kiosk, KEY_OK);
    assert_int_equal(kiosk->page.kind, PAGE_NOTICE);
}

static void abandoning_names_the_item_not_what_covered_it(void **state) {
    struct kiosk *kiosk = *state;
    to_birth(kiosk);
    happen(kiosk, EV_SPEAKING, 1);
    key(kiosk, KEY_HELP);
    happen(kiosk, EV_SPEAKING, 0);
    key(kiosk, KEY_HOME);
    const struct effect *row = deed_of(kiosk, DEED_ABANDONED);
    assert_int_equal(row->value, PAGE_NOTICE);
    assert_string_equal(kiosk->library.units[row->unit_ix].id, "birth.body#1");
}

/* "Something here is in doubt" is said last and is not where anyone stopped. */
static void abandoning_names_a_sentence_not_a_remark(void **state) {
    struct kiosk *kiosk = *state;
    to_birth(kiosk);
    key(kiosk, KEY_NEXT);
    key(kiosk, KEY_1);
    for (int i = 0; i < 3; i++) {
        key(kiosk, KEY_NEXT);
    }
    happen(kiosk, EV_DAY, 20270101); /* the fee is no longer sure */
    assert_true(says(kiosk, "ui.checking_notice"));
    happen(kiosk, EV_SPEAKING, kiosk->page.arrival_end - 1);
    key(kiosk, KEY_HOME);
    const struct effect *row = deed_of(kiosk, DEED_ABANDONED);
    assert_string_equal(kiosk->library.units[row->unit_ix].id, "birth.fee.copy#1");
}

static void a_call_before_any_language_is_a_session(void **state) {
    struct kiosk *kiosk = *state;
    key(kiosk, KEY_HELP);
    assert_non_null(deed_of(kiosk, DEED_SESSION_START));
    assert_int_equal(deed_of(kiosk, DEED_HELP)->lang_ix, LIBRARY_NONE);
    key(kiosk, KEY_OK);
    assert_int_equal(kiosk->page.kind, PAGE_LANGUAGES);
    key(kiosk, KEY_1);
    assert_null(deed_of(kiosk, DEED_SESSION_START));
    assert_int_equal(kiosk->page.kind, PAGE_TOPICS);
}

/* ---- time -------------------------------------------------------------------------------- */

static void pass_deadline(struct kiosk *kiosk) {
    kiosk->now_ms = model_deadline(&kiosk->state) - 1000;
    happen(kiosk, EV_TIME, 0);
}

static void idling_asks_then_forgets(void **state) {
    struct kiosk *kiosk = *state;
    to_birth(kiosk);
    happen(kiosk, EV_SPOKEN, 0);
    assert_int_equal(model_deadline(&kiosk->state), kiosk->now_ms + IDLE_MS);
    pass_deadline(kiosk);
    assert_int_equal(kiosk->page.kind, PAGE_ASK);
    happen(kiosk, EV_SPOKEN, 0);
    assert_int_equal(model_deadline(&kiosk->state), kiosk->now_ms + ASK_MS);
    key(kiosk, KEY_3); /* any key answers and does nothing else */
    assert_int_equal(kiosk->page.kind, PAGE_NOTICE);
    assert_null(deed_of(kiosk, DEED_BACK)); /* who answers does not go back */
    happen(kiosk, EV_SPEAKING, 1);
    happen(kiosk, EV_SPOKEN, 0);
    pass_deadline(kiosk);
    happen(kiosk, EV_SPEAKING, 0);
    happen(kiosk, EV_SPOKEN, 0);
    pass_deadline(kiosk);
    assert_int_equal(kiosk->page.kind, PAGE_LANGUAGES);
    const struct effect *row = deed_of(kiosk, DEED_ABANDONED);
    assert_int_equal(row->item_ix, TINY_BIRTH);
    assert_string_equal(kiosk->library.units[row->unit_ix].id, "birth.body#1");
    assert_int_equal(deed_of(kiosk, DEED_SESSION_END)->value, 1);
    assert_int_equal(model_deadline(&kiosk->state), -1);
    struct state fresh;
    state_init(&fresh, LAYOUT_WIDE);
    assert_memory_equal(&kiosk->state.visit, &fresh.visit, sizeof fresh.visit);
}

static void nothing_times_out_while_speech_runs(void **state) {
    struct kiosk *kiosk = *state;
    to_birth(kiosk);
    assert_true(kiosk->state.speaking);
    assert_true(model_deadline(&kiosk->state) >= kiosk->now_ms + SPEECH_MAX_MS);
}

static void without_sound_the_kiosk_goes_on(void **state) {
    struct kiosk *kiosk = *state;
    to_birth(kiosk);
    happen(kiosk, EV_SOUND, 0);
    assert_true(kiosk->page.mute);
    assert_false(kiosk->state.speaking);
    pass_deadline(kiosk);
    assert_int_equal(kiosk->page.kind, PAGE_ASK);
    happen(kiosk, EV_SOUND, 1);
    assert_non_null(effect_of(kiosk, FX_SAY));
}

static void an_item_can_be_opened_by_itself(void **state) {
    struct kiosk *kiosk = *state;
    happen(kiosk, EV_OPEN, TINY_BIRTH);
    assert_int_equal(kiosk->page.kind, PAGE_NOTICE);
    assert_int_equal(kiosk->state.visit.item_ix, TINY_BIRTH);
    assert_int_equal(kiosk->page.lang_ix, LIBRARY_VIETNAMESE);
    key(kiosk, KEY_BACK);
    assert_int_equal(kiosk->page.kind, PAGE_TOPICS);
    happen(kiosk, EV_OPEN, 1000);
    assert_int_equal(kiosk->page.kind, PAGE_TOPICS);
}

static void an_empty_library_calls_the_staff(void **state) {
    (void)state;
    struct kiosk kiosk = {0};
    state_init(&kiosk.state, LAYOUT_TABLET);
    happen(&kiosk, EV_START, TODAY);
    assert_int_equal(kiosk.page.kind, PAGE_STAFF);
    assert_string_equal(page_text(&kiosk.page, kiosk.page.bar_at[CONTROL_CALL]), "Gọi người");
    for (int k = KEY_NONE; k < KEY_STAFF; k++) {
        key(&kiosk, (enum key)k);
        assert_int_equal(kiosk.page.kind, PAGE_STAFF);
    }
    key(&kiosk, KEY_STAFF); /* who can bring content, can come in */
    assert_int_equal(kiosk.page.kind, PAGE_DESK_WORK);
}

static void without_topics_the_staff_page_comes_back(void **state) {
    struct kiosk *kiosk = *state;
    kiosk->library.topic_count = 0;
    happen(kiosk, EV_START, TODAY);
    key(kiosk, KEY_HELP);
    for (int i = 0; i < 8 && model_deadline(&kiosk->state) >= 0; i++) {
        pass_deadline(kiosk);
    }
    assert_int_equal(model_deadline(&kiosk->state), -1);
    assert_int_equal(kiosk->page.kind, PAGE_STAFF);
}

/* ---- any events at all ---------------------------------------------------------------------- */

static uint32_t random_next(uint32_t *seed) {
    *seed = *seed * 1664525u + 1013904223u; /* Knuth's and Lewis's generator */
    return *seed >> 8;
}

static void job_says(struct kiosk *kiosk, const char *line) {
    struct event event = {.kind = EV_JOB_LINE, .at_ms = kiosk->now_ms};
    snprintf(event.text, sizeof event.text, "%s", line);
    happens(kiosk, &event);
}

static void to_booth(struct kiosk *kiosk) {
    key(kiosk, KEY_STAFF);
    job_says(kiosk, "entry\tVí dụ 1\tVí dụ 1");
    happen(kiosk, EV_JOB_DONE, 0);
    for (int i = 0; i < 6; i++) {
        key(kiosk, KEY_0);
    }
    key(kiosk, KEY_OK);
    job_says(kiosk, "who\tVí dụ 1\treleaser");
    happen(kiosk, EV_JOB_DONE, 0);
    key(kiosk, KEY_5);
    job_says(kiosk, "entry\thmn\tTiếng Mông");
    happen(kiosk, EV_JOB_DONE, 0);
    key(kiosk, KEY_1);
}

static void random_event(struct kiosk *kiosk, uint32_t *seed) {
    static const char *const lines[] = {"who\tVí dụ 1\treleaser\tfour-eyes",
                                        "who\tVí dụ 2\treleaser",
                                        "entry\ta.pack\tMột gói\tcủa tỉnh",
                                        "line\tvi\tMột câu.",
                                        "line\txx",
                                        "clear",
                                        "title\tMột trang",
                                        "level\t70",
                                        "level\t-",
                                        "ask",
                                        "",
                                        "\t\t\t\t\t"};
    enum event_kind kind = (enum event_kind)(EV_KEY + random_next(seed) % (EV_KIND_COUNT - EV_KEY));
    int32_t value = (int32_t)(random_next(seed) % 32);
    switch (kind) {
    case EV_KEY:
        value %= KEY_COUNT;
        break;
    case EV_TOUCH:
        value %= CONTROL_COUNT;
        break;
    case EV_SOUND:
        value %= 2;
        break;
    case EV_DAY:
        value = TODAY + value;
        break;
    case EV_TIME:
        kiosk->now_ms += random_next(seed) % 2 ? IDLE_MS : 0;
        break;
    case EV_JOB_LINE:
        job_says(kiosk, lines[random_next(seed) % (sizeof lines / sizeof *lines)]);
        return;
    case EV_JOB_STEP:
    case EV_JOB_DONE:
        value = value % 2 ? 0 : value * 8;
        break;
    case EV_START:
    case EV_PRESS:
    case EV_SPEAKING:
    case EV_SPOKEN:
    case EV_OPEN:
    case EV_KIND_COUNT:
        break;
    }
    happen(kiosk, kind, value);
}

/* Speech relies on it. */
static void check_said(const struct kiosk *kiosk) {
    for (unsigned i = 0; i < kiosk->effects.count; i++) {
        uint8_t first, end;
        page_prompts(&kiosk->page, &kiosk->effects.list[i], &first, &end);
        assert_true(first <= end && end <= kiosk->page.prompt_count);
    }
}

static bool is_at_desk(const struct kiosk *kiosk) { return kiosk->state.desk.stage != DESK_SHUT; }

static void check_page(const struct page *page) {
    assert_true(page->choice_count <= PAGE_CHOICES_MAX);
    assert_true(page->arrival_end <= page->prompt_count);
    assert_true(page->prompt_count < PAGE_PROMPTS_MAX);
    assert_true(page->segment_count < PAGE_SEGMENTS_MAX);
    assert_true(page->line_count <= PAGE_LINES_MAX);
    assert_true(page->text_used < PAGE_TEXT_BYTES);
    assert_true(page->title_at != 0);
    assert_true(page->step <= page->steps);
    assert_true(page->focus == CONTROL_NONE || page->enabled[page->focus]);
    assert_true(page->enabled[page->kind < PAGE_DESK ? CONTROL_CALL : CONTROL_BACK]);
    assert_true(page->arrival_end > 0);
    assert_true(page->percent <= 100);
}

/* Who asks is alone with the loudspeaker; what is chosen is there to be told. */
static void check_talk(const struct kiosk *kiosk, bool *rests) {
    const struct desk *desk = &kiosk->state.desk;
    for (unsigned i = 0; i < kiosk->effects.count; i++) {
        const struct effect *effect = &kiosk->effects.list[i];
        *rests = effect->kind == FX_REST ? effect->value : *rests;
        assert_false(*rests && effect->kind == FX_SAY);
        assert_true(effect->kind != FX_TELL || effect->value < desk->entry_count);
    }
    assert_int_equal(*rests, desk_talks(desk));
    assert_true(desk->stage != DESK_TALK || desk_talks(desk));
    assert_true(desk_talks(desk) || !(desk->writing || desk->waiting || desk->metered));
}

static void check_home(const struct kiosk *kiosk) {
    struct kiosk copy = *kiosk;
    if (copy.page.kind == PAGE_ASK) {
        key(&copy, KEY_HOME); /* only answers */
    }
    for (int i = 0; i < 3 && is_at_desk(&copy); i++) {
        key(&copy, KEY_BACK);
    }
    key(&copy, KEY_HOME);
    bool chosen = copy.state.visit.lang_ix != LIBRARY_NONE;
    assert_int_equal(copy.page.kind, chosen ? PAGE_TOPICS : PAGE_LANGUAGES);
}

/* However things stand, time alone brings back the kiosk nobody has touched. */
static void check_forgetting(const struct kiosk *kiosk) {
    struct kiosk copy = *kiosk;
    struct state fresh;
    if (copy.state.desk.stage == DESK_WORK) {
        happen(&copy, EV_JOB_DONE, 1); /* nothing cuts a job short */
    }
    for (int i = 0; i < 8 && model_deadline(&copy.state) >= 0; i++) {
        pass_deadline(&copy);
    }
    state_init(&fresh, copy.state.world.layout);
    if (!kiosk->state.visit.touched) {
        fresh.visit.heard = copy.state.visit.heard; /* it greeted nobody: nothing to forget */
        fresh.visit.reading = copy.state.visit.reading;
        fresh.visit.broken = copy.state.visit.broken;
    }
    assert_memory_equal(&copy.state.visit, &fresh.visit, sizeof fresh.visit);
}

static void no_events_break_the_invariants(void **state) {
    (void)state;
    for (uint32_t seed = 1; seed <= 60; seed++) {
        struct kiosk *kiosk = kiosk_new(seed % 2 ? LAYOUT_WIDE : LAYOUT_TABLET);
        uint32_t at = seed;
        bool rests = false;
        for (int i = 0; i < 300; i++) {
            uint32_t before = kiosk->state.utterance;
            random_event(kiosk, &at);
            check_page(&kiosk->page);
            check_said(kiosk);
            check_talk(kiosk, &rests);
            assert_true(kiosk->state.utterance >= before);
            check_home(kiosk);
            check_forgetting(kiosk);
        }
        free(kiosk);
    }
}

/* Random events hardly ever find the way to the booth: here they begin in it. */
static void no_events_break_the_invariants_of_a_talk(void **state) {
    (void)state;
    for (uint32_t seed = 1; seed <= 60; seed++) {
        struct kiosk *kiosk = kiosk_new(seed % 2 ? LAYOUT_WIDE : LAYOUT_TABLET);
        uint32_t at = seed;
        bool rests = true;
        to_booth(kiosk);
        assert_true(desk_talks(&kiosk->state.desk));
        for (int i = 0; i < 100; i++) {
            random_event(kiosk, &at);
            check_page(&kiosk->page);
            check_said(kiosk);
            check_talk(kiosk, &rests);
            check_home(kiosk);
            check_forgetting(kiosk);
        }
        free(kiosk);
    }
}

static void the_trail_forgets_its_oldest_end_only(void **state) {
    struct kiosk *kiosk = *state;
    to_birth(kiosk);
    for (int i = 0; i < 3 * TRAIL_MAX; i++) {
        key(kiosk, KEY_HELP);
        key(kiosk, KEY_LANGUAGE);
    }
    assert_int_equal(kiosk->state.visit.trail_count, TRAIL_MAX);
    key(kiosk, KEY_HOME);
    assert_int_equal(kiosk->page.kind, PAGE_TOPICS);
    assert_int_equal(kiosk->state.visit.trail_count, 0);
}

static void equal_pages_hash_equal(void **state) {
    struct kiosk *kiosk = *state;
    struct kiosk *other = kiosk_new(LAYOUT_WIDE);
    to_birth(kiosk);
    to_birth(other);
    assert_true(page_hash(&kiosk->page) == page_hash(&other->page));
    happen(other, EV_SPEAKING, 0);
    assert_true(page_hash(&kiosk->page) != page_hash(&other->page));
    free(other);
}

#define KIOSK_TEST(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        KIOSK_TEST(languages_greet_in_their_own_language),
        KIOSK_TEST(choosing_a_language_begins_a_session),
        KIOSK_TEST(expired_items_are_not_offered_and_priority_comes_first),
        KIOSK_TEST(papers_follow_from_the_answers),
        KIOSK_TEST(an_answer_can_lead_to_another_item),
        KIOSK_TEST(a_long_step_is_cut_into_pages_and_the_end_is_a_summary),
        KIOSK_TEST(typed_values_are_said_as_values),
        KIOSK_TEST(pictures_of_phrases_come_from_the_content),
        KIOSK_TEST(a_draft_is_marked_and_a_missing_text_is_vietnamese),
        KIOSK_TEST(a_page_all_in_vietnamese_is_marked_once),
        KIOSK_TEST(what_a_language_lacks_is_said_once),
        KIOSK_TEST(what_somebody_recorded_is_heard),
        KIOSK_TEST(a_page_that_people_say_is_not_on_trial),
        KIOSK_TEST(one_sentence_on_trial_is_marked),
        KIOSK_TEST(a_language_without_a_voice_is_read_in_vietnamese),
        KIOSK_TEST(the_language_can_change_midway),
        KIOSK_TEST(a_language_of_the_second_page_opens_the_topics),
        KIOSK_TEST(an_expired_fact_is_marked),
        KIOSK_TEST(the_first_touch_speaks_the_second_chooses),
        KIOSK_TEST(sliding_off_only_hushes),
        KIOSK_TEST(arrows_walk_round_and_ok_takes),
        KIOSK_TEST(repeat_says_the_sentence_then_the_page),
        KIOSK_TEST(repeat_does_not_say_the_name_of_a_key),
        KIOSK_TEST(marks_of_an_older_utterance_are_ignored),
        KIOSK_TEST(volume_and_pace_return_after_the_visit),
        KIOSK_TEST(a_page_goes_on_after_louder),
        KIOSK_TEST(help_rings_and_comes_back),
        KIOSK_TEST(abandoning_names_the_item_not_what_covered_it),
        KIOSK_TEST(abandoning_names_a_sentence_not_a_remark),
        KIOSK_TEST(a_call_before_any_language_is_a_session),
        KIOSK_TEST(idling_asks_then_forgets),
        KIOSK_TEST(nothing_times_out_while_speech_runs),
        KIOSK_TEST(without_sound_the_kiosk_goes_on),
        KIOSK_TEST(an_item_can_be_opened_by_itself),
        cmocka_unit_test(an_empty_library_calls_the_staff),
        KIOSK_TEST(without_topics_the_staff_page_comes_back),
        cmocka_unit_test(no_events_break_the_invariants),
        cmocka_unit_test(no_events_break_the_invariants_of_a_talk),
        KIOSK_TEST(the_trail_forgets_its_oldest_end_only),
        KIOSK_TEST(equal_pages_hash_equal),
    };
    return cmocka_run_group_tests_name("model", tests, NULL, NULL);
}
