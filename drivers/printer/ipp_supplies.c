#include "drivers/printer/ipp_supplies.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>

/* Where a printer does not say what is low. */
#define LOW_PERCENT 10

/* A name that is no text, or too long, is cut off by nobody: the supply has a number then. */
static void put_name(struct printer_supplies *s, const char *name, size_t len)
{
	char *out = s->at[s->count].name;
	struct text text = text_in(out, sizeof(s->at[0].name));

	text_add_n(&text, name, len);
	if (len == 0 || text.full || !utf8_valid(out, text.len)) {
		text = text_in(out, sizeof(s->at[0].name));
		text_addf(&text, "%d", s->count + 1);
	}
}

static void add(struct printer_supplies *s, const char *name, size_t len, int level, int low)
{
	if (s->count == PRINTER_SUPPLIES_MAX)
		return;
	put_name(s, name, len);
	s->at[s->count].percent = level < 0 || level > 100 ? -1 : level;
	s->at[s->count].low = level >= 0 && level <= low;
	s->count++;
}

static int level_of(ipp_attribute_t *levels, int i, int otherwise)
{
	return levels && i < ippGetCount(levels) ? ippGetInteger(levels, i) : otherwise;
}

static void of_markers(ipp_t *answer, struct printer_supplies *s)
{
	ipp_attribute_t *names = ippFindAttribute(answer, "marker-names", IPP_TAG_NAME);
	ipp_attribute_t *levels = ippFindAttribute(answer, "marker-levels", IPP_TAG_INTEGER);
	ipp_attribute_t *lows = ippFindAttribute(answer, "marker-low-levels", IPP_TAG_INTEGER);

	for (int i = 0; names && i < ippGetCount(names); i++) {
		const char *name = ippGetString(names, i, NULL);

		add(s, name ? name : "", name ? strlen(name) : 0, level_of(levels, i, -1),
		    level_of(lows, i, LOW_PERCENT));
	}
}

/* "…;type=toner;maxcapacity=100;level=75;colorantname=black;": where a word's value stands. */
static const char *value_of(const char *words, const char *word, size_t *ret_len)
{
	size_t len = strlen(word);

	for (const char *at = words; at; at = strchr(at, ';')) {
		at += *at == ';';
		if (strncmp(at, word, len) == 0 && at[len] == '=') {
			*ret_len = strcspn(at + len + 1, ";");
			return at + len + 1;
		}
	}
	*ret_len = 0;
	return NULL;
}

static int number_of(const char *words, const char *word)
{
	size_t len;
	const char *value = value_of(words, word, &len);

	return value ? (int)strtol(value, NULL, 10) : -1;
}

/* What is filled up, such as a box for waste, is no supply. */
static void of_supply(const char *words, struct printer_supplies *s)
{
	int most = number_of(words, "maxcapacity"), level = number_of(words, "level");
	size_t len, name_len;
	const char *class = value_of(words, "class", &len);
	const char *name = value_of(words, "colorantname", &name_len);

	if (class && strncmp(class, "supplyThatIsConsumed", len) != 0)
		return;
	if (!name || strncmp(name, "unknown", name_len) == 0)
		name = value_of(words, "type", &name_len);
	add(s, name ? name : "", name_len, level < 0 || most <= 0 || level > most ? -1 :
	    (int)(100LL * level / most), LOW_PERCENT);
}

static void of_supply_octets(ipp_t *answer, struct printer_supplies *s)
{
	ipp_attribute_t *all = ippFindAttribute(answer, "printer-supply", IPP_TAG_STRING);

	for (int i = 0; all && i < ippGetCount(all); i++) {
		char words[512];
		int size = 0;
		const void *octets = ippGetOctetString(all, i, &size);

		if (!octets || size <= 0 || (size_t)size >= sizeof(words))
			continue;
		memcpy(words, octets, (size_t)size);
		words[size] = 0;
		of_supply(words, s);
	}
}

void ipp_supplies(ipp_t *answer, struct printer_supplies *ret_supplies)
{
	struct printer_supplies s = { 0 };

	of_markers(answer, &s);
	if (s.count == 0)
		of_supply_octets(answer, &s);
	*ret_supplies = s;
}
