/* What no single table shows: rows that can never be read, or in two ways. For those who
 * build voices; what reads them does not need it. */
#ifndef SPEECH_CHECK_H
#define SPEECH_CHECK_H

#include "base/diag.h"

/* Checks the tables in voices_dir/code that language_check of voicebuild finds right one by
 * one: that every onset and rime is in small letters and can be read in some syllable, that no
 * syllable has two equal rows, that sandhi.tsv names tones, that words.tsv can be read. A
 * sentence in `diag` with file, line and column for each that is not so. Tables taken from
 * another folder are checked there. */
void check_tables(const char *voices_dir, const char *code, struct diag *diag);

#endif
