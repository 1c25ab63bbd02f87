#include "core/holder.h"

#include "base/text.h"

#include <string.h>

const char *card_type_name(enum card_type type)
{
	static const char *const names[] = {
		[CARD_NONE] = "none",
		[CARD_SOCIAL_SECURITY] = "social_security",
		[CARD_RESIDENT_ID] = "resident_id",
		[CARD_HMT_PERMIT] = "hmt_permit",
		[CARD_FOREIGN_PERMIT_2017] = "foreign_permit_2017",
		[CARD_FOREIGN_PERMIT_2023] = "foreign_permit_2023",
		[CARD_ZHEJIANG_PERMIT] = "zhejiang_permit",
		[CARD_STAFF] = "staff",
		[CARD_UNKNOWN] = "unknown",
		[CARD_NO_CARD] = "no_card",
	};
	return names[type];
}

static bool is_latin(uint32_t c)
{
	return c < 0x250;
}

void holder_tidy_name(char name[HOLDER_NAME_MAX])
{
	char whole[HOLDER_NAME_MAX];
	struct text text = text_in(whole, sizeof(whole));
	const char *at = name;
	uint32_t before = 0, c;
	bool parted = false;

	while ((c = utf8_next(&at))) {
		char bytes[4];

		if (utf8_is_unseen(c)) {
			parted = true;
			continue;
		}
		if (parted && before && is_latin(before) && is_latin(c))
			text_add(&text, " ");
		text_add_n(&text, bytes, utf8_put(c, bytes));
		before = c;
		parted = false;
	}
	memcpy(name, whole, text.len + 1);
	explicit_bzero(whole, sizeof(whole));
}

/*
 * A Latin word keeps its first letter; a Chinese name its first and, from three
 * characters on, its last.
 */
void holder_mask_name(const char *name, char out[HOLDER_NAME_MAX])
{
	struct text text = text_in(out, HOLDER_NAME_MAX);
	char tidy[HOLDER_NAME_MAX];
	size_t length, index = 0;
	const char *at = tidy;
	uint32_t before = ' ', c;

	memcpy(tidy, name, strnlen(name, HOLDER_NAME_MAX - 1) + 1);
	tidy[HOLDER_NAME_MAX - 1] = 0;
	holder_tidy_name(tidy);
	length = utf8_length(tidy);

	for (; (c = utf8_next(&at)); index++) {
		bool latin = is_latin(c);
		bool shown = latin ? before == ' ' || c == ' ' :
				     index == 0 || (index + 1 == length && length > 2);
		char bytes[4];

		if (shown)
			text_add_n(&text, bytes, utf8_put(c, bytes));
		else
			text_add(&text, "*");
		before = c;
	}
}

bool holder_same(const struct holder *a, const struct holder *b)
{
	return a->type == b->type && a->uid_size == b->uid_size &&
	       memcmp(a->uid, b->uid, a->uid_size) == 0 &&
	       strcmp(a->id_no, b->id_no) == 0 &&
	       strcmp(a->card_no, b->card_no) == 0;
}
