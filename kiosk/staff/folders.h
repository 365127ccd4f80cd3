/* Small folders, whole: copied, removed. */
#ifndef STAFF_FOLDERS_H
#define STAFF_FOLDERS_H

#include "base/err.h"

/* Copies the plain files and folders of `from` to `to`, which must not be there; links
 * and devices are left out. When it returns, the copy is on the disk. ERR_RETRY (logged): the disk.
 */
enum err folders_copy(const char *from, const char *to) MUST_CHECK;

/* Removes a folder with all in it; one that is not there is fine. */
void folders_remove(const char *path);

#endif
