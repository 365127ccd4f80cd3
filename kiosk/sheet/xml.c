#include "sheet/xml.h"

#include <expat.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum { PIECE_BYTES = 1024 * 1024 };

struct xml {
    XML_Parser parser;
    const struct xml_handler *handler;
    void *context;
    int depth;
    bool refused, stopped;
};

static const char *local(const char *name) {
    const char *colon = strchr(name, ':');
    return colon ? colon + 1 : name;
}

const char *xml_attribute(const char *const *attributes, const char *name) {
    for (size_t i = 0; attributes[i]; i += 2) {
        if (strcmp(local(attributes[i]), name) == 0) {
            return attributes[i + 1];
        }
    }
    return NULL;
}

static void stop(struct xml *xml, bool *why) {
    *why = true;
    XML_StopParser(xml->parser, XML_FALSE);
}

/* After a stop expat may still make a call or two. */
static bool is_over(const struct xml *xml) { return xml->refused || xml->stopped; }

static void XMLCALL on_start(void *user, const XML_Char *name, const XML_Char **attributes) {
    struct xml *xml = user;
    if (is_over(xml)) {
        return;
    }
    if (++xml->depth > XML_DEPTH_MAX) {
        stop(xml, &xml->refused);
    } else if (!xml->handler->start(xml->context, local(name), (const char *const *)attributes)) {
        stop(xml, &xml->stopped);
    }
}

static void XMLCALL on_end(void *user, const XML_Char *name) {
    struct xml *xml = user;
    xml->depth--;
    if (!is_over(xml) && !xml->handler->end(xml->context, local(name))) {
        stop(xml, &xml->stopped);
    }
}

static void XMLCALL on_text(void *user, const XML_Char *text, int bytes) {
    struct xml *xml = user;
    if (!is_over(xml) && !xml->handler->text(xml->context, text, (size_t)bytes)) {
        stop(xml, &xml->stopped);
    }
}

/* Without a document type there is nothing to expand. */
static void XMLCALL on_doctype(void *user, const XML_Char *name, const XML_Char *system_id,
                               const XML_Char *public_id, int has_internal_subset) {
    struct xml *xml = user;
    (void)name;
    (void)system_id;
    (void)public_id;
    (void)has_internal_subset;
    stop(xml, &xml->refused);
}

enum xml_result xml_read(const char *data, size_t bytes, const struct xml_handler *handler,
                         void *context, int *line_out) {
    struct xml xml = {.handler = handler, .context = context};
    enum XML_Status status = XML_STATUS_OK;
    xml.parser = XML_ParserCreate(NULL);
    if (!xml.parser) {
        abort();
    }
    XML_SetUserData(xml.parser, &xml);
    XML_SetElementHandler(xml.parser, on_start, on_end);
    XML_SetCharacterDataHandler(xml.parser, on_text);
    XML_SetStartDoctypeDeclHandler(xml.parser, on_doctype);
    bool last = false;
    while (status == XML_STATUS_OK && !last) {
        size_t piece = bytes < PIECE_BYTES ? bytes : PIECE_BYTES;
        last = piece == bytes;
        status = XML_Parse(xml.parser, data, (int)piece, last);
        data += piece;
        bytes -= piece;
    }
    XML_Size line = XML_GetCurrentLineNumber(xml.parser);
    *line_out = line < INT_MAX ? (int)line : INT_MAX;
    XML_ParserFree(xml.parser);
    if (xml.refused) {
        return XML_RESULT_REFUSED;
    }
    if (xml.stopped) {
        return XML_RESULT_STOPPED;
    }
    return status == XML_STATUS_OK ? XML_RESULT_GOOD : XML_RESULT_WRONG;
}
