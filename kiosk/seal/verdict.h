/* What is known about a sealed file, and the sentence that tells people. */
#ifndef SEAL_VERDICT_H
#define SEAL_VERDICT_H

#include <stdbool.h>

#include "base/err.h"

enum seal_verdict {
    SEAL_GENUINE = 0,
    SEAL_UNREADABLE,  /* the file or its signature cannot be read (any more) */
    SEAL_UNSIGNED,    /* no signature lies beside it */
    SEAL_MALFORMED,   /* the signature file is no whole signature */
    SEAL_UNKNOWN_KEY, /* by a key that is not trusted here */
    SEAL_REVOKED_KEY, /* by a key that is trusted no more */
    SEAL_WRONG_ROLE,  /* by a trusted key, but not one for this */
    SEAL_CUT,         /* the file is shorter than what was signed: half a copy */
    SEAL_ALTERED,     /* the file, or what its signer wrote about it, is another */
    SEAL_TOO_LARGE,   /* signed in minisign's old way, which needs all of it in memory */
    SEAL_VERDICTS
};

/* The decision: ERR_OK for what is genuine, ERR_RETRY for what could not be read,
 * ERR_REJECT for everything else. */
enum err seal_decision(enum seal_verdict verdict);

/* One sentence: what is wrong and what to do. Constant. */
const char *seal_sentence(enum seal_verdict verdict, bool vietnamese);

#endif
