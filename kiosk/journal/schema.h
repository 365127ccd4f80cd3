/* The journal's tables. */
#ifndef JOURNAL_SCHEMA_H
#define JOURNAL_SCHEMA_H

#include "store/store.h"

/* Of the file that journal_open opens. */
extern const struct store_schema journal_schema;

#endif
