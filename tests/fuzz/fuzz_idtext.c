/* The text of identity documents: a holder is whole or there is none. */
#include "base/text.h"
#include "card/gb.h"
#include "card/idtext.h"

#include <assert.h>
#include <string.h>

static void check_text(const uint8_t text[IDTEXT_SIZE])
{
	struct holder h;

	if (idtext_to_holder(text, &h))
		return;
	assert(h.name[0] && utf8_valid(h.name, strlen(h.name)));
	assert(utf8_valid(h.address, strlen(h.address)));
	assert(h.id_no[0] ? idno_check(h.id_no) == IDNO_OK : h.permit_no[0]);
	assert(date_is_set(h.birth));
}

static void check_name(const uint8_t *data, size_t size)
{
	char name[HOLDER_NAME_MAX];

	if (gb_to_utf8(data, size < 50 ? size : 50, name, sizeof(name)) == ERR_OK)
		assert(utf8_valid(name, strlen(name)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	uint8_t text[IDTEXT_SIZE];

	check_name(data, size);
	memset(text, 0, sizeof(text));
	memcpy(text, data, size < sizeof(text) ? size : sizeof(text));
	check_text(text);
	return 0;
}
