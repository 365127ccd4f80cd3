/* XML → calls of a handler, with everything off that a spreadsheet does not need:
 * no document type, hence no entities, and a bounded depth. The only home of expat. */
#ifndef SHEET_XML_H
#define SHEET_XML_H

#include <stdbool.h>
#include <stddef.h>

enum { XML_DEPTH_MAX = 64 };

/* Names come without their prefix ("x:c" is "c"). Every function is given. A
 * handler that returns false has reported a problem, and reading stops. */
struct xml_handler {
    bool (*start)(void *context, const char *name, const char *const *attributes);
    bool (*text)(void *context, const char *text, size_t bytes); /* UTF-8, in pieces */
    bool (*end)(void *context, const char *name);
};

/* The value of an attribute by its name without prefix; NULL if there is none. */
const char *xml_attribute(const char *const *attributes, const char *name);

/* Why a text was not taken. */
enum xml_result {
    XML_RESULT_GOOD,
    XML_RESULT_STOPPED, /* by the handler */
    XML_RESULT_WRONG,   /* it is no XML */
    XML_RESULT_REFUSED  /* a document type, or too deep */
};

/* Reads `bytes` bytes; *line_out is where it ended. */
enum xml_result xml_read(const char *data, size_t bytes, const struct xml_handler *handler,
                         void *context, int *line_out);

#endif
