/* What a caller decides when something outside the program goes wrong.
 *
 * Bugs are asserted, bad data is refused at the door with file and line; this
 * is for the rest: devices, disks, files. The place that knows the detail logs
 * it once (see diag.h) and returns the decision.
 */
#ifndef BASE_ERR_H
#define BASE_ERR_H

enum err {
    ERR_OK = 0,
    ERR_RETRY,   /* not now: try again later */
    ERR_REJECT,  /* this input is refused, everything else goes on */
    ERR_DEGRADE, /* go on without this part */
    ERR_STOP     /* cannot go on */
};

#define MUST_CHECK __attribute__((warn_unused_result))

#endif
