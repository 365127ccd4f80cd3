#include "sound/ring.h"

#include <pthread.h>

#include "tests/test.h"

enum { SAMPLES = 4, SLOTS = 2 };

struct small {
    int16_t samples[SAMPLES];
    struct ring_slot slots[SLOTS];
    struct ring ring;
};

static void small_init(struct small *s) {
    ring_init(&s->ring, s->samples, SAMPLES, s->slots, SLOTS);
}

static struct ring_mark prompt(int32_t value) {
    return (struct ring_mark){RING_PROMPT, 1, 1, value};
}

static void test_empty(void **state) {
    (void)state;
    struct small s;
    struct ring_mark mark;
    int16_t sample;
    small_init(&s);
    assert_true(ring_empty(&s.ring));
    assert_int_equal(ring_read(&s.ring, 1, &sample), 0);
    assert_false(ring_take_mark(&s.ring, &mark));
    assert_int_equal(ring_room(&s.ring), SAMPLES);
}

static void test_refuses_what_does_not_fit(void **state) {
    (void)state;
    struct small s;
    const int16_t in[] = {1, 2, 3, 4, 5, 6};
    int16_t out[6] = {0};
    small_init(&s);
    assert_int_equal(ring_write(&s.ring, in, 6), SAMPLES);
    assert_int_equal(ring_write(&s.ring, in, 1), 0);
    assert_int_equal(ring_read(&s.ring, 6, out), SAMPLES);
    assert_memory_equal(out, in, SAMPLES * sizeof *in);
    assert_true(ring_empty(&s.ring));
}

static void test_wraps(void **state) {
    (void)state;
    struct small s;
    int16_t next = 0, expected = 0;
    small_init(&s);
    for (size_t round = 0; round < 50; round++) {
        int16_t in[3] = {next, (int16_t)(next + 1), (int16_t)(next + 2)};
        int16_t out[3];
        next = (int16_t)(next + (int16_t)ring_write(&s.ring, in, 3));
        size_t got = ring_read(&s.ring, round % 3 + 1, out);
        for (size_t i = 0; i < got; i++) {
            assert_int_equal(out[i], expected++);
        }
    }
    assert_true(expected > 90);
}

static void test_mark_lies_at_its_sample(void **state) {
    (void)state;
    struct small s;
    const int16_t in[] = {1, 2, 3};
    int16_t out[3];
    struct ring_mark mark = prompt(7);
    small_init(&s);
    ring_write(&s.ring, in, 2);
    assert_true(ring_put_mark(&s.ring, &mark));
    ring_write(&s.ring, in + 2, 1);
    assert_false(ring_take_mark(&s.ring, &mark));
    assert_int_equal(ring_read(&s.ring, 3, out), 2);
    assert_int_equal(ring_read(&s.ring, 3, out), 0);
    assert_true(ring_take_mark(&s.ring, &mark));
    assert_int_equal(mark.value, 7);
    assert_int_equal(ring_read(&s.ring, 3, out), 1);
    assert_int_equal(out[0], 3);
}

static void test_marks_without_samples(void **state) {
    (void)state;
    struct small s;
    struct ring_mark mark = prompt(1);
    small_init(&s);
    assert_true(ring_put_mark(&s.ring, &mark));
    mark.value = 2;
    assert_true(ring_put_mark(&s.ring, &mark));
    assert_false(ring_has_slot(&s.ring));
    assert_false(ring_put_mark(&s.ring, &mark));
    assert_true(ring_take_mark(&s.ring, &mark));
    assert_int_equal(mark.value, 1);
    assert_false(ring_empty(&s.ring));
    assert_true(ring_take_mark(&s.ring, &mark));
    assert_int_equal(mark.value, 2);
    assert_true(ring_empty(&s.ring));
}

static void test_drops_up_to_the_mark(void **state) {
    (void)state;
    struct small s;
    const int16_t in[] = {1, 2, 3, 4};
    int16_t out[4];
    struct ring_mark mark = prompt(0);
    small_init(&s);
    ring_write(&s.ring, in, 3);
    ring_put_mark(&s.ring, &mark);
    ring_write(&s.ring, in + 3, 1);
    assert_int_equal(ring_read(&s.ring, 100, NULL), 3);
    assert_int_equal(ring_read(&s.ring, 100, NULL), 0);
    assert_true(ring_take_mark(&s.ring, &mark));
    assert_int_equal(ring_read(&s.ring, 100, out), 1);
    assert_int_equal(out[0], 4);
}

/* Two threads: every sample arrives in order, each mark at its sample. */
enum { MARKS = 2000, BETWEEN = 7 };

static void *produce(void *context) {
    struct ring *ring = context;
    int16_t next = 0;
    for (int m = 0; m < MARKS; m++) {
        struct ring_mark mark = prompt(m);
        while (!ring_put_mark(ring, &mark)) {
            sched_yield();
        }
        for (int i = 0; i < BETWEEN;) {
            size_t taken = ring_write(ring, &next, 1);
            next = (int16_t)(next + (int16_t)taken);
            i += (int)taken;
        }
    }
    return NULL;
}

static void test_two_threads(void **state) {
    (void)state;
    struct small s;
    pthread_t producer;
    int marks = 0;
    int64_t samples = 0;
    small_init(&s);
    assert_int_equal(pthread_create(&producer, NULL, produce, &s.ring), 0);
    while (samples < (int64_t)MARKS * BETWEEN) {
        struct ring_mark mark;
        int16_t out[3];
        if (ring_take_mark(&s.ring, &mark)) {
            assert_int_equal(mark.value, marks);
            assert_int_equal(samples, (int64_t)marks * BETWEEN);
            marks++;
        }
        size_t got = ring_read(&s.ring, 3, out);
        for (size_t i = 0; i < got; i++) {
            assert_int_equal(out[i], (int16_t)samples);
            samples++;
        }
        if (got == 0) {
            sched_yield();
        }
    }
    pthread_join(producer, NULL);
    assert_int_equal(marks, MARKS);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_empty),
        cmocka_unit_test(test_refuses_what_does_not_fit),
        cmocka_unit_test(test_wraps),
        cmocka_unit_test(test_mark_lies_at_its_sample),
        cmocka_unit_test(test_marks_without_samples),
        cmocka_unit_test(test_drops_up_to_the_mark),
        cmocka_unit_test(test_two_threads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
