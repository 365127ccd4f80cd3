/* How far a PO entry is. Editors and msgmerge mark what they are not sure of as fuzzy,
 * and so are our drafts marked; a comment that all of them keep tells the two apart:
 *
 *     # source-hash: 0123456789abcdef
 *
 * is the hash of the Vietnamese that the translation was made of. `content po` writes it.
 * A fuzzy entry whose msgid has another hash was moved there by a tool: it is stale. */
#ifndef CONTENT_PO_STATE_H
#define CONTENT_PO_STATE_H

#include <stdint.h>

#include "content/library.h"
#include "content/po.h"

/* The state of an entry as a translation of `vietnamese`. */
enum translation_state po_state(const struct po_entry *entry, const char *vietnamese);

/* True if the comments have a line "reviewed-by:", right or wrong. */
bool po_names_reviewer(const char *comments);

/* The hash that is written down for a source text. */
uint64_t po_source_hash(const char *source);

/* The hash of the comments; false if there is none. */
bool po_hash_of(const char *comments, uint64_t *hash_out);

/* The comments with this hash in the place of an older one, in `arena`. */
const char *po_with_hash(const char *comments, uint64_t hash, struct arena *arena);

#endif
