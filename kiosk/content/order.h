/* Things that are looked up by id without being sorted themselves. */
#ifndef CONTENT_ORDER_H
#define CONTENT_ORDER_H

#include <stddef.h>
#include <stdint.h>

/* Index of the thing with this id among `count` things of `size` bytes, whose first
 * member is the id; `order` lists their indices by id. LIBRARY_NONE if there is none. */
int32_t order_find(const void *things, size_t size, const uint32_t *order, uint32_t count,
                   const char *id);

#endif
