/* From the files people write to the pack the kiosk opens: the only place that
 * reads content/ and voices/. */
#ifndef CONTENT_CONTENT_H
#define CONTENT_CONTENT_H

#include <stdbool.h>

#include "base/diag.h"
#include "base/err.h"

/* Checks, then writes the pack at `pack_path`; what stood there stays as it is
 * unless everything went well. ERR_REJECT: errors in the files; ERR_RETRY: the
 * disk (logged). One thread at a time. */
enum err content_build(const char *content_dir, const char *voices_dir, const char *pack_path,
                       struct diag *diag) MUST_CHECK;

#endif
