/* Group set-up and tear-down of the tests that speak: the voices of voices/, built
 * into a directory of the test's own, whose name is the state. */
#ifndef TESTS_UNIT_VOICES_DIR_H
#define TESTS_UNIT_VOICES_DIR_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/test.h"
#include "voicebuild/voicebuild.h"

/* The voices, built once for all tests. */
static inline int build_voices(void **state) {
    char *dir = strdup("/tmp/voices-test-XXXXXX");
    char out[64];
    struct diag diag = {0};
    assert_non_null(mkdtemp(dir));
    snprintf(out, sizeof out, "%s/voices", dir);
    assert_int_equal(voicebuild_run("voices", out, &diag), ERR_OK);
    *state = dir;
    return 0;
}

static inline int remove_voices(void **state) {
    char command[64];
    snprintf(command, sizeof command, "rm -r %s", (const char *)*state);
    free(*state);
    return system(command);
}

#endif
