/*
 * Any text as a case of `eval`: decided, with what was ignored named, or refused
 * with its place.
 */
#include "base/text.h"
#include "tools/case_json.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define PACK SOURCE_DIR "/kiosk-config/packs/nb-2019-78"

enum { LINE_BYTES_MAX = 8192 };

static const struct pack *shipped(void)
{
	static struct pack *pack;
	struct diag diag;

	if (!pack && pack_load(PACK, &pack, &diag))
		abort();
	return pack;
}

static enum err read_case(const char *line, struct diag *diag)
{
	static struct policy_case c;
	static struct case_source source;
	static struct json_document document;
	const struct json *object = NULL;
	enum err err;

	memset(&c, 0, sizeof(c));
	memset(&source, 0, sizeof(source));
	source = (struct case_source){
		.name = "stdin", .line = 1, .text = line, .document = &document, .diag = diag,
	};
	err = case_json_parse(&source, strlen(line), &object);
	if (!err)
		err = case_json_read(shipped(), &source, object, NULL, &c);
	for (int i = 0; !err && i < pack_benefit_count(shipped()); i++) {
		struct decision decision;

		policy_decide(shipped(), &c, i, &decision);
	}
	return err;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static char line[LINE_BYTES_MAX + 1];
	struct diag diag = { 0 };
	enum err err;

	if (size > LINE_BYTES_MAX || memchr(data, 0, size))
		return 0;
	memcpy(line, data, size);
	line[size] = 0;
	err = read_case(line, &diag);
	assert(err == ERR_OK ||
	       (err == ERR_INPUT && diag.what[0] && diag.line > 0 && diag.column > 0));
	return 0;
}
