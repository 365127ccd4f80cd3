/* A library of three languages, one notice and one branching procedure, small
 * enough to be read at a glance. */
#ifndef TESTS_UNIT_TINY_H
#define TESTS_UNIT_TINY_H

#include "content/library.h"

/* Fills `library`; it owns no memory. */
void tiny_library(struct library *library);

/* Gives it what somebody has said in Hmong: two titles, a choice, a sentence, a key of the
 * bar. The library owns their memory. */
void tiny_recordings(struct library *library);

enum { TINY_VI, TINY_HMN, TINY_IUM };
enum { TINY_NOTICE, TINY_BIRTH, TINY_OLD, TINY_ITEMS };

#endif
