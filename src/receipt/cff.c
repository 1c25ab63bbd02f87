#include "receipt/cff.h"

#include <stdbool.h>
#include <string.h>

/* Operators of the top dictionary (table 9); two bytes begin with 12. */
#define OP_CHARSET 15
#define OP_CHARSTRINGS 17
#define OP_ESCAPE 12
#define OP_ROS 30
#define CHARSET_PREDEFINED 2	/* below and with it an offset is a name */

/* What is read; bad once it would be read past its end. */
struct cff {
	const uint8_t *bytes;
	size_t size, at;
	bool bad;
};

static unsigned take(struct cff *c, size_t bytes)
{
	unsigned value = 0;

	if (c->bad || bytes > c->size - c->at) {
		c->bad = true;
		return 0;
	}
	for (size_t i = 0; i < bytes; i++)
		value = value << 8 | c->bytes[c->at++];
	return value;
}

static void pass(struct cff *c, size_t bytes)
{
	if (c->bad || bytes > c->size - c->at)
		c->bad = true;
	else
		c->at += bytes;
}

/* An INDEX (5) of count elements: their offsets, and where those count from. */
struct index {
	unsigned count, width;
	size_t offsets, base;
};

static struct index enter_index(struct cff *c)
{
	struct index index = { take(c, 2), 0, 0, c->at };

	if (index.count == 0)
		return index;
	index.width = take(c, 1);
	index.offsets = c->at;
	c->bad = c->bad || index.width < 1 || index.width > 4;
	pass(c, ((size_t)index.count + 1) * index.width);
	index.base = c->at - 1;
	return index;
}

/* Where an element begins; that behind the last is where all of them end. */
static size_t element(const struct cff *whole, const struct index *index, unsigned number)
{
	struct cff c = { whole->bytes, whole->size,
			 index->offsets + (size_t)number * index->width, whole->bad };
	size_t at = index->count ? index->base + take(&c, index->width) : index->base;

	return c.bad || at > c.size ? 0 : at;
}

/* Past an INDEX. */
static void pass_index(struct cff *c)
{
	struct index index = enter_index(c);
	size_t end = c->bad ? 0 : element(c, &index, index.count);

	c->bad = c->bad || end < c->at;
	c->at = c->bad ? c->at : end;
}

/* Of an operand of a dictionary (4), whose first byte was read; a real number's is nothing. */
static unsigned take_operand(struct cff *c, unsigned first)
{
	if (first == 28)
		return take(c, 2);
	if (first == 29)
		return take(c, 4);
	if (first == 30) {
		while (!c->bad && (take(c, 1) & 15) != 15)
			;
		return 0;
	}
	return first >= 247 ? (first - 247) * 256 + take(c, 1) + 108 : first - 139;
}

/* Of the top dictionary; 0: it has none. */
struct top {
	size_t charset, charstrings;
	bool keyed;		/* by CID */
};

static void take_entry(struct cff *c, unsigned operator, size_t operand, struct top *top)
{
	if (operator == OP_ESCAPE && take(c, 1) == OP_ROS)
		top->keyed = true;
	if (operator == OP_CHARSET)
		top->charset = operand;
	if (operator == OP_CHARSTRINGS)
		top->charstrings = operand;
}

/* Of the first face, and a receipt's file has no other. */
static struct top read_top(struct cff *c)
{
	struct top top = { 0 };
	size_t end, operand = 0;

	c->bad = c->size < 4;
	pass(c, c->bad ? 0 : c->bytes[2]);
	pass_index(c);			/* names */
	end = c->at;
	pass_index(c);
	c->size = c->bad ? c->size : c->at;
	c->at = end;
	enter_index(c);
	while (!c->bad && c->at < c->size) {
		unsigned b = take(c, 1);

		if (b > 21)
			operand = take_operand(c, b);
		else
			take_entry(c, b, operand, &top);
	}
	return top;
}

/* Formats 0, 1 and 2 (13): each number, or ranges with what follows each in one byte or two. */
static size_t charset_size(const uint8_t *bytes, size_t size, size_t at, int count)
{
	struct cff c = { bytes, size, at, at > size };
	unsigned format = take(&c, 1);

	c.bad = c.bad || format > 2;
	for (int told = 1; told < count && !c.bad; told++) {
		take(&c, 2);
		told += (int)take(&c, format);
	}
	return c.bad ? 0 : c.at - at;
}

/* One range from 1 on; the rest is nothing, and packs to nothing. */
static void number(uint8_t *charset, size_t size, int count)
{
	unsigned more = (unsigned)count - 2;
	uint8_t range[5] = { more > 255 ? 2 : 1, 0, 1 };
	size_t needs = more > 255 ? 5 : 4;

	range[3] = (uint8_t)(more > 255 ? more >> 8 : more);
	range[4] = (uint8_t)(more & 255);
	memset(charset, 0, size);
	if (size < needs)
		charset[2] = 1;		/* one glyph, told by itself */
	else
		memcpy(charset, range, needs);
}

enum err cff_number(uint8_t *bytes, size_t size, int count)
{
	struct cff c = { bytes, size, 0, false };
	struct top top = read_top(&c);

	if (c.bad)
		return ERR_INPUT;
	if (!top.keyed || count < 2)
		return ERR_OK;
	size = top.charset > CHARSET_PREDEFINED ?
	       charset_size(bytes, size, top.charset, count) : 0;
	if (size == 0)
		return ERR_INPUT;
	number(bytes + top.charset, size, count);
	return ERR_OK;
}

/* --- outlines ---------------------------------------------------------------- */

/* Operators of a charstring (5177, 4.1). */
enum {
	CS_VMOVETO = 4, CS_RLINETO, CS_HLINETO, CS_VLINETO, CS_RRCURVETO, CS_ENDCHAR = 14,
	CS_RMOVETO = 21, CS_HMOVETO, CS_RCURVELINE = 24, CS_RLINECURVE, CS_VVCURVETO,
	CS_HHCURVETO, CS_NUMBER, CS_VHCURVETO = 30, CS_HVCURVETO,
};

#define CS_STACK 48
#define CS_WIDTH (-1)
#define CS_UNKNOWN (-2)

enum { ALONG_X, ALONG_Y };

/* Curves from level to upright and back; one operand more lets the last end askew. */
static int axis_of_turn(bool level, int i, int count)
{
	int curve = i / 4, k = i % 4;

	if (count % 4 == 1 && i == count - 1)
		return ((curve - 1) % 2 == 0) == level ? ALONG_X : ALONG_Y;
	if ((curve % 2 == 0) == level)
		return k < 2 ? ALONG_X : ALONG_Y;
	return k % 2 == 0 ? ALONG_Y : ALONG_X;
}

/* Curves that begin and end along one axis; one operand more lets the first begin askew. */
static int axis_of_bow(int along, int i, int count)
{
	int across = along == ALONG_X ? ALONG_Y : ALONG_X;

	if (count % 4 == 1 && i-- == 0)
		return across;
	return i % 4 == (along == ALONG_X ? 2 : 1) ? across : along;
}

/* Along which axis an operand moves. */
static int axis_of(unsigned operator, int i, int count)
{
	switch (operator) {
	case CS_RMOVETO:
	case CS_RLINETO:
	case CS_RRCURVETO:
	case CS_RCURVELINE:
	case CS_RLINECURVE:
	case CS_HLINETO:
		return i % 2 ? ALONG_Y : ALONG_X;
	case CS_VLINETO:
		return i % 2 ? ALONG_X : ALONG_Y;
	case CS_HMOVETO:
		return ALONG_X;
	case CS_VMOVETO:
		return ALONG_Y;
	case CS_HHCURVETO:
	case CS_VVCURVETO:
		return axis_of_bow(operator == CS_HHCURVETO ? ALONG_X : ALONG_Y, i, count);
	case CS_HVCURVETO:
	case CS_VHCURVETO:
		return axis_of_turn(operator == CS_HVCURVETO, i, count);
	default:
		return operator == CS_ENDCHAR ? CS_WIDTH : CS_UNKNOWN;
	}
}

/* The width stands before the first operator, where one operand is too many. */
static bool begins_with_width(unsigned operator, int count)
{
	return (operator == CS_RMOVETO && count == 3) || (operator == CS_ENDCHAR && count == 1) ||
	       ((operator == CS_HMOVETO || operator == CS_VMOVETO) && count == 2);
}

/* An operand, and how many bytes it takes: 1, 2, 3. */
struct operand {
	uint8_t *at;
	int value, bytes;
};

/* An outline while its points are moved: where it was, and where it is now. */
struct rounding {
	uint8_t *at, *end;
	struct operand operands[CS_STACK];
	int count, step;
	int was[2], is[2];
};

static bool take_number(struct rounding *r)
{
	struct operand *o = &r->operands[r->count];
	uint8_t b = *r->at;

	*o = (struct operand){ r->at, b - 139, b == CS_NUMBER ? 3 : b < 247 ? 1 : 2 };
	if (b == 255 || r->count == CS_STACK - 1 || r->end - r->at < o->bytes)
		return false;
	if (b == CS_NUMBER)
		o->value = (int16_t)(r->at[1] << 8 | r->at[2]);
	else if (b > 250)
		o->value = -(b - 251) * 256 - r->at[1] - 108;
	else if (b > 246)
		o->value = (b - 247) * 256 + r->at[1] + 108;
	r->at += o->bytes;
	r->count++;
	return true;
}

/* The nearest to value that takes as many bytes, with its sign where it has two. */
static int fitting(const struct operand *o, int value)
{
	int low = o->bytes == 1 ? -107 : 108, high = o->bytes == 1 ? 107 : 1131;

	if (o->bytes == 3)
		return value;
	if (o->bytes == 2 && o->value < 0) {
		low = -1131;
		high = -108;
	}
	return value < low ? low : value > high ? high : value;
}

static void put_number(const struct operand *o, int value)
{
	int beyond = (value < 0 ? -value : value) - 108;

	if (o->bytes == 1) {
		o->at[0] = (uint8_t)(value + 139);
	} else if (o->bytes == 2) {
		o->at[0] = (uint8_t)((value < 0 ? 251 : 247) + (beyond >> 8));
		o->at[1] = (uint8_t)(beyond & 255);
	} else {
		o->at[1] = (uint8_t)(value >> 8 & 255);
		o->at[2] = (uint8_t)(value & 255);
	}
}

static int nearest(int value, int step)
{
	int up = value + step / 2, rest = up % step;

	return up - (rest < 0 ? rest + step : rest);
}

static void move(struct rounding *r, const struct operand *o, int axis)
{
	int by;

	r->was[axis] += o->value;
	by = fitting(o, nearest(r->was[axis], r->step) - r->is[axis]);
	r->is[axis] += by;
	put_number(o, by);
}

static bool do_operator(struct rounding *r, unsigned operator)
{
	int first = begins_with_width(operator, r->count);

	for (int i = first; i < r->count; i++) {
		int axis = axis_of(operator, i - first, r->count - first);

		if (axis < 0)
			return false;
		move(r, &r->operands[i], axis);
	}
	r->count = 0;
	return axis_of(operator, 0, 0) != CS_UNKNOWN;
}

static bool round_outline(uint8_t *bytes, size_t size, int step)
{
	struct rounding r = { .at = bytes, .end = bytes + size, .step = step };
	bool well = true;

	while (well && r.at < r.end) {
		if (*r.at >= 32 || *r.at == CS_NUMBER)
			well = take_number(&r);
		else
			well = do_operator(&r, *r.at++);
	}
	return well;
}

/* On a copy, which is taken where all of it could be read. */
static void round_charstring(uint8_t *bytes, size_t size, int step)
{
	uint8_t copy[4096];

	if (size > sizeof(copy))
		return;
	memcpy(copy, bytes, size);
	if (round_outline(copy, size, step))
		memcpy(bytes, copy, size);
}

enum err cff_round(uint8_t *bytes, size_t size, int step)
{
	struct cff c = { bytes, size, 0, false };
	struct top top = read_top(&c);
	struct index all;

	c = (struct cff){ bytes, size, top.charstrings, c.bad || top.charstrings >= size };
	all = enter_index(&c);
	for (unsigned i = 0; i <= all.count && !c.bad; i++)
		c.bad = element(&c, &all, i) < (i ? element(&c, &all, i - 1) : c.at);
	if (c.bad)
		return ERR_INPUT;
	for (unsigned i = 0; i < all.count; i++) {
		size_t at = element(&c, &all, i);

		round_charstring(bytes + at, element(&c, &all, i + 1) - at, step);
	}
	return ERR_OK;
}
