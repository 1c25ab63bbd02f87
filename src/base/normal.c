#include "base/normal.h"

#include "base/text.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>

#define IDEOGRAPHIC_SPACE 0x3000
#define REPLACEMENT 0xfffd
/* UTF-16 units; texts of tables are shorter. */
#define UNITS_MAX 2048

static bool is_blank(uint32_t c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0xa0 ||
	       c == IDEOGRAPHIC_SPACE;
}

const char *text_trim(const char *text, size_t *ret_len)
{
	const char *start = text, *end;

	for (const char *at = text; is_blank(utf8_next(&at)); )
		start = at;
	end = start;
	for (const char *at = start; *at; ) {
		if (!is_blank(utf8_next(&at)))
			end = at;
	}
	*ret_len = (size_t)(end - start);
	return start;
}

bool text_is_blank(const char *text)
{
	size_t len;

	if (*text > ' ')
		return false;
	text_trim(text, &len);
	return len == 0;
}

/*
 * Characters that NFC and narrowing leave alone, whatever stands beside them:
 * below the first combining mark, and the ideographs.
 */
static bool is_inert(uint32_t c)
{
	return c < 0x300 || (c >= 0x3001 && c <= 0x3029) || (c >= 0x3400 && c <= 0x4dbf) ||
	       (c >= 0x4e00 && c <= 0x9fff);
}

/* The same by bytes, for ideographs and ASCII alone: what most texts are. */
static bool is_plain(const char *text)
{
	const unsigned char *at = (const unsigned char *)text;

	if (*at <= ' ')
		return *at == 0;
	while (*at) {
		if (*at < 0x80)
			at++;
		else if (*at >= 0xe5 && *at <= 0xe9)
			at += 3;
		else
			return false;
	}
	return at[-1] > ' ';
}

bool text_is_key(const char *text)
{
	uint32_t last = 0;

	if (is_plain(text))
		return true;
	for (const char *at = text; *at; ) {
		uint32_t c = utf8_next(&at);

		if (!is_inert(c) || (last == 0 && is_blank(c)))
			return false;
		last = c;
	}
	return !is_blank(last);
}

static uint32_t narrow(uint32_t c)
{
	return c >= 0xff01 && c <= 0xff5e ? c - 0xff01 + '!' : c;
}

static enum err compose(const char *text, size_t len, char *out, size_t cap)
{
	UChar units[UNITS_MAX], composed[UNITS_MAX];
	UErrorCode failed = U_ZERO_ERROR;
	int32_t count = 0, bytes = 0;

	u_strFromUTF8(units, UNITS_MAX, &count, text, (int32_t)len, &failed);
	count = unorm2_normalize(unorm2_getNFCInstance(&failed), units, count, composed,
				 UNITS_MAX, &failed);
	u_strToUTF8(out, (int32_t)cap, &bytes, composed, count, &failed);
	if (U_SUCCESS(failed) && (size_t)bytes < cap)
		return ERR_OK;
	out[0] = 0;
	return ERR_FULL;
}

enum err text_normal(const char *text, char *out, size_t cap)
{
	size_t len;
	const char *start = text_trim(text, &len);

	out[0] = 0;
	if (len > INT32_MAX)
		return ERR_FULL;
	if (!text_is_key(text))
		return compose(start, len, out, cap);
	return text_copy(out, cap, text);
}

enum err text_key(const char *text, char *out, size_t cap)
{
	enum err err = text_normal(text, out, cap);
	char *to = out;

	if (err || text_is_key(out))
		return err;
	for (const char *at = out; *at; )
		to += utf8_put(narrow(utf8_next(&at)), to);
	*to = 0;
	return ERR_OK;
}

static bool is_unfit(uint32_t c)
{
	switch (u_charType((UChar32)c)) {
	case U_CONTROL_CHAR:
	case U_FORMAT_CHAR:
	case U_LINE_SEPARATOR:
	case U_PARAGRAPH_SEPARATOR:
	case U_PRIVATE_USE_CHAR:
	case U_UNASSIGNED:
		return true;
	default:
		return c == REPLACEMENT;
	}
}

uint32_t text_unfit(const char *text, int *ret_at)
{
	int at = 0;

	while (*text) {
		uint32_t c = utf8_next(&text);

		at++;
		if ((c < 0x20 || c >= 0x7f) && is_unfit(c)) {
			*ret_at = at;
			return c;
		}
	}
	return 0;
}

bool text_has_han(const char *text)
{
	UErrorCode failed = U_ZERO_ERROR;

	while (*text) {
		if (uscript_getScript((UChar32)utf8_next(&text), &failed) == USCRIPT_HAN)
			return true;
	}
	return false;
}

const char *text_unfit_name(uint32_t c)
{
	if (c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029)
		return "a line break";
	if (c == '\t')
		return "a tab";
	switch (u_charType((UChar32)c)) {
	case U_CONTROL_CHAR:
		return "a control character";
	case U_FORMAT_CHAR:
		return "an invisible character that changes how others are shown";
	case U_PRIVATE_USE_CHAR:
		return "a character of a private area, which no font shows";
	case U_UNASSIGNED:
		return "no character";
	default:
		return "the sign for a character that was lost";
	}
}
