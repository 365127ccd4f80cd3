#include "content/order.h"

#include <string.h>

#include "content/library.h"

int32_t order_find(const void *things, size_t size, const uint32_t *order, uint32_t count,
                   const char *id) {
    uint32_t low = 0, high = count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        const char *const *first = (const void *)((const char *)things + order[middle] * size);
        int difference = strcmp(*first, id);
        if (difference == 0) {
            return (int32_t)order[middle];
        }
        low = difference < 0 ? middle + 1 : low;
        high = difference < 0 ? high : middle;
    }
    return LIBRARY_NONE;
}
