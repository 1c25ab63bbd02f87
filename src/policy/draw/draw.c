#include "policy/draw/draw.h"

#include "base/text.h"
#include "policy/pack.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* Pixels of the picture. */
enum { ROW = 34, INDENT = 30, LEFT = 32, TOP = 112, PAGE_WIDTH = 1120, NOTES_AT = 152 };

#define ROWS_MAX 256

struct drawn_row {
	const char *heading;	/* NULL: a step */
	int16_t step;
	int16_t depth;
	int16_t parent;		/* row, -1 */
};

struct drawing {
	const struct pack *pack;
	struct text *out;
	int rules_at;		/* px: right of every label */
	int count;
	struct drawn_row rows[ROWS_MAX];
	bool cited[RULES_MAX];
	bool read[READINGS_MAX];
};

static void escaped(struct text *out, const char *text)
{
	for (; *text; text++) {
		if (*text == '<')
			text_add(out, "&lt;");
		else if (*text == '>')
			text_add(out, "&gt;");
		else if (*text == '&')
			text_add(out, "&amp;");
		else
			text_add_n(out, text, 1);
	}
}

/* A node that only hands on its one child is drawn as that child, with its marks. */
static bool hands_on(const struct step *step)
{
	return step->kid_count == 1 && (step->op == OP_ALL || step->op == OP_MAX);
}

static const struct step *inner(const struct drawing *d, const struct step *step)
{
	while (hands_on(step))
		step = &d->pack->steps[d->pack->kids[step->kid_first]];
	return step;
}

static const struct step *kid_of(const struct drawing *d, const struct step *step, int kid)
{
	return inner(d, &d->pack->steps[d->pack->kids[step->kid_first + kid]]);
}

/* A value that can be said within a line: no more than a few words. */
static bool is_short(const struct drawing *d, const struct step *step)
{
	switch ((enum op)step->op) {
	case OP_KNOWN_AS:
	case OP_NUMBER:
	case OP_TODAY:
	case OP_ISSUED:
	case OP_PARAM:
		return true;
	case OP_BY_STAGE:
	case OP_FIRST_KNOWN:
	case OP_YEARS_AFTER:
		break;
	default:
		return false;
	}
	for (int i = 0; i < step->kid_count; i++) {
		if (!is_short(d, kid_of(d, step, i)))
			return false;
	}
	return step->kid_count == 2;
}

/* Drawn on one line, its kids within. */
static bool is_line(const struct drawing *d, const struct step *step)
{
	if (step->op == OP_COMPARE || step->op == OP_COUNT || step->op == OP_TIMES ||
	    step->op == OP_MINUS)
		return step->kid_count == 2 && is_short(d, kid_of(d, step, 0)) &&
		       is_short(d, kid_of(d, step, 1));
	return is_short(d, step);
}

/* With an empty row before it, but for the first. */
static bool add_heading(struct drawing *d, const char *heading)
{
	if (d->count + 2 > ROWS_MAX)
		return false;
	if (d->count > 0)
		d->rows[d->count++] = (struct drawn_row){ "", -1, 0, -1 };
	d->rows[d->count++] = (struct drawn_row){ heading, -1, 0, -1 };
	return true;
}

/* The rows in reading order, by an explicit stack. */
static bool lay_out(struct drawing *d, const char *heading, int root)
{
	struct drawn_row stack[ROWS_MAX];
	int top = 0;

	if (root < 0)
		return true;
	if (!add_heading(d, heading))
		return false;
	stack[top++] = (struct drawn_row){ NULL, (int16_t)root, 0, -1 };
	while (top > 0) {
		struct drawn_row row = stack[--top];
		const struct step *step = inner(d, &d->pack->steps[row.step]);
		int kids = is_line(d, step) ? 0 : step->kid_count;

		if (d->count == ROWS_MAX || top + kids > ROWS_MAX)
			return false;
		d->rows[d->count] = row;
		for (int i = kids - 1; i >= 0; i--)
			stack[top++] = (struct drawn_row){ NULL, d->pack->kids[step->kid_first + i],
				(int16_t)(row.depth + 1), (int16_t)d->count };
		d->count++;
	}
	return true;
}

static const char *op_words(int op)
{
	static const char *const words[] = {
		[OP_ALL] = "全部符合", [OP_ANY] = "符合任意一项", [OP_NOT] = "不是",
		[OP_WHEN] = "在前一项成立时，要后一项", [OP_CLAIM] = "申领时",
		[OP_STAFF_IF] = "如果这样，由工作人员认定", [OP_STAFF_UNLESS] = "不这样的，由工作人员认定",
		[OP_COMPARE] = "比较", [OP_UNREPEATED] = "同一工种同一等级没有领过",
		[OP_TODAY] = "今天", [OP_ISSUED] = "发布日期", [OP_BY_STAGE] = "培训前用前者，申领用后者",
		[OP_FIRST_KNOWN] = "第一个知道的", [OP_MIN] = "取最小", [OP_MAX] = "取最大",
		[OP_ADD] = "相加", [OP_MINUS] = "相减", [OP_TIMES] = "相乘",
		[OP_PERCENT] = "前者，再加上后者的百分比", [OP_YEARS_AFTER] = "若干年之后", [OP_IF] = "如果 / 则 / 否则",
		[OP_CHOOSE] = "按类别取", [OP_UP_TO] = "最多",
	};
	return words[op] ? words[op] : "";
}

static void choices(const struct drawing *d, const struct step *step)
{
	const struct pack_fact *fact = &d->pack->facts[step->index];
	const char *between = "：";

	escaped(d->out, fact->label.in[LANG_ZH_HANS]);
	for (int i = 0; i < fact->choice_count; i++) {
		if (!(step->yes >> i & 1))
			continue;
		text_addf(d->out, "%s%s", between, fact->choices[i]);
		between = "、";
	}
}

static void number(const struct drawing *d, const struct step *step, int64_t value)
{
	char text[DATE_TEXT_MAX];

	if (step->measure == MEASURE_DATE) {
		date_format(date_from_days((int32_t)value), text);
		text_add(d->out, text);
	} else if (step->measure == MEASURE_FEN) {
		text_addf(d->out, "%" PRId64 ".%02d 元", value / 100, (int)(value % 100));
	} else {
		text_addf(d->out, "%" PRId64 "%s", value,
			  step->measure == MEASURE_PERCENT ? "%" : "");
	}
}

static void own_label(const struct drawing *d, const struct step *step);

static void between(const struct drawing *d, const struct step *step, const char *before,
		    const char *middle, const char *after)
{
	text_add(d->out, before);
	own_label(d, kid_of(d, step, 0));
	text_add(d->out, middle);
	own_label(d, kid_of(d, step, 1));
	text_add(d->out, after);
}

static void compared(const struct drawing *d, const struct step *step)
{
	static const char *const relations[] = { " &lt; ", " ≤ ", " ＝ ", " ≥ ", " &gt; " };

	if (is_line(d, step))
		between(d, step, "", relations[step->index], "");
	else
		text_addf(d->out, "比较：前者%s后者", relations[step->index]);
}

/* The day that the count is of is today's but where a claim sets it. */
static void counted(const struct drawing *d, const struct step *step)
{
	text_add(d->out, d->pack->counts[step->index].rolling ? "此前十二个月领过的次数" :
								"这一年领过的次数");
	if (is_line(d, step))
		between(d, step, "（按", "）少于 ", "");
	else
		text_add(d->out, "：按前者的日子，少于后者");
}

static void joined(const struct drawing *d, const struct step *step)
{
	switch ((enum op)step->op) {
	case OP_BY_STAGE:
		between(d, step, "（培训前：", "；申领：", "）");
		return;
	case OP_FIRST_KNOWN:
		between(d, step, "", "，没有的：", "");
		return;
	case OP_YEARS_AFTER:
		between(d, step, "", "之后 ", " 年");
		return;
	case OP_MINUS:
		between(d, step, "", " − ", "");
		return;
	default:
		between(d, step, "", " × ", "");
	}
}

/* Recursion ends with the value: nothing short holds more than a few. */
static void own_label(const struct drawing *d, const struct step *step)
{
	switch ((enum op)step->op) {
	case OP_FACT:
	case OP_KNOWN_AS:
		escaped(d->out, d->pack->facts[step->index].label.in[LANG_ZH_HANS]);
		return;
	case OP_IS:
		choices(d, step);
		return;
	case OP_NUMBER:
		number(d, step, step->number);
		return;
	case OP_PARAM:
		number(d, step, d->pack->params[step->index].versions[0].value);
		text_addf(d->out, "［%s］", d->pack->params[step->index].id);
		return;
	case OP_COMPARE:
		compared(d, step);
		return;
	case OP_COUNT:
		counted(d, step);
		return;
	case OP_BY_STAGE:
	case OP_FIRST_KNOWN:
	case OP_YEARS_AFTER:
	case OP_TIMES:
	case OP_MINUS:
		if (is_line(d, step)) {
			joined(d, step);
			return;
		}
		break;
	default:
		break;
	}
	text_add(d->out, op_words(step->op));
}

static void label(const struct drawing *d, const struct step *step)
{
	const struct step *last = inner(d, step);

	for (;; step = &d->pack->steps[d->pack->kids[step->kid_first]]) {
		if (step->reading >= 0)
			text_addf(d->out, "［%s］", d->pack->readings[step->reading].id);
		if (step->name >= 0)
			text_addf(d->out, "（%s）", d->pack->uplifts[step->name]);
		if (step == last)
			break;
	}
	own_label(d, last);
}

/* ---- the rules that a row cites, with those of the values within it ---- */

static void cite(const struct drawing *d, const struct step *step, bool *cited)
{
	for (int i = 0; i < step->rule_count; i++)
		cited[d->pack->rule_refs[step->rule_first + i]] = true;
	if (hands_on(step) || is_line(d, step)) {
		for (int i = 0; i < step->kid_count; i++)
			cite(d, &d->pack->steps[d->pack->kids[step->kid_first + i]], cited);
	}
}

static void note_reading(struct drawing *d, const struct step *step)
{
	for (;; step = &d->pack->steps[d->pack->kids[step->kid_first]]) {
		if (step->reading >= 0)
			d->read[step->reading] = true;
		if (!hands_on(step))
			return;
	}
}

static void rules(struct drawing *d, const struct step *step, int y)
{
	bool cited[RULES_MAX] = { false };
	const char *space = "";

	cite(d, step, cited);
	text_addf(d->out, "<text x=\"%d\" y=\"%d\" class=\"rule\">", d->rules_at, y + 16);
	for (int i = 0; i < d->pack->rule_count; i++) {
		if (!cited[i])
			continue;
		text_addf(d->out, "%s%s", space, d->pack->rules[i].id);
		space = " ";
		d->cited[i] = true;
	}
	text_add(d->out, "</text>\n");
}

/* ---- the picture ---- */

static int row_x(const struct drawn_row *r)
{
	return LEFT + r->depth * INDENT;
}

/* Half a square for a letter, a square for a character: near enough for a column. */
static int width_of(const char *words)
{
	int width = 0;

	for (uint32_t c; (c = utf8_next(&words)) != 0;)
		width += c < 0x80 ? 9 : 16;
	return width;
}

static void find_column(struct drawing *d)
{
	char buffer[2048];
	struct text words, *out = d->out;

	d->rules_at = PAGE_WIDTH / 2;
	for (int i = 0; i < d->count; i++) {
		int right;

		if (d->rows[i].heading)
			continue;
		words = text_in(buffer, sizeof(buffer));
		d->out = &words;
		label(d, &d->pack->steps[d->rows[i].step]);
		right = row_x(&d->rows[i]) + width_of(buffer) + INDENT;
		d->rules_at = right > d->rules_at ? right : d->rules_at;
	}
	d->out = out;
}

static void words_at(const struct drawing *d, int x, int y, const char *style, const char *words)
{
	text_addf(d->out, "<text x=\"%d\" y=\"%d\" class=\"%s\">", x, y + 16, style);
	escaped(d->out, words);
	text_add(d->out, "</text>\n");
}

static void row(struct drawing *d, int at)
{
	const struct drawn_row *r = &d->rows[at];
	const struct step *step;
	int x = row_x(r), y = TOP + at * ROW;

	if (r->heading) {
		words_at(d, LEFT, y, "head", r->heading);
		return;
	}
	step = &d->pack->steps[r->step];
	if (r->parent >= 0)
		text_addf(d->out, "<path class=\"line\" d=\"M%d %dV%dH%d\"/>\n", x - INDENT + 10,
			  TOP + r->parent * ROW + 24, y + 12, x - 4);
	text_addf(d->out, "<text x=\"%d\" y=\"%d\" class=\"%s\">", x, y + 16,
		  op_is_condition(inner(d, step)->op) ? "condition" : "value");
	label(d, step);
	text_add(d->out, "</text>\n");
	rules(d, step, y);
	note_reading(d, step);
}

/* What stands behind the ids at the right, and behind those in brackets. */
static void notes(const struct drawing *d)
{
	const struct pack *pack = d->pack;
	char buffer[512];
	int y = TOP + (d->count + 1) * ROW;

	words_at(d, LEFT, y, "head", "依据");
	for (int i = 0; i < pack->rule_count; i++) {
		struct text text = text_in(buffer, sizeof(buffer));

		if (!d->cited[i])
			continue;
		text_addf(&text, "%s　%s", pack->rules[i].section,
			  pack->rules[i].words.in[LANG_ZH_HANS]);
		words_at(d, LEFT, y += ROW, "rule", pack->rules[i].id);
		words_at(d, NOTES_AT, y, "condition", buffer);
	}
	y += ROW;
	for (int i = 0; i < pack->reading_count; i++) {
		if (!d->read[i])
			continue;
		words_at(d, LEFT, y += ROW, "rule", pack->readings[i].id);
		words_at(d, NOTES_AT, y, "condition", pack->readings[i].used);
	}
}

static int count_notes(const struct drawing *d)
{
	int count = 3;

	for (int i = 0; i < d->pack->rule_count; i++)
		count += d->cited[i];
	for (int i = 0; i < d->pack->reading_count; i++)
		count += d->read[i];
	return count;
}

static void head(const struct drawing *d, const struct benefit *b, int height)
{
	int width = d->rules_at + 220 > PAGE_WIDTH ? d->rules_at + 220 : PAGE_WIDTH;

	text_addf(d->out, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" "
		  "viewBox=\"0 0 %d %d\">\n", width, height, width, height);
	text_add(d->out, "<style>text{font-family:'Noto Sans CJK SC',sans-serif;font-size:16px;"
		 "fill:#10202E}.title{font-size:28px;font-weight:bold}.head{font-weight:bold}"
		 ".note,.rule{fill:#3A4A58}.value{fill:#0B3D6E}.line{stroke:#C7D0D9;fill:none}"
		 "</style>\n");
	text_add(d->out, "<rect width=\"100%\" height=\"100%\" fill=\"#FFFFFF\"/>\n");
	text_addf(d->out, "<text x=\"%d\" y=\"52\" class=\"title\">", LEFT);
	escaped(d->out, b->shown.title.in[LANG_ZH_HANS]);
	text_addf(d->out,
		  "</text>\n<text x=\"%d\" y=\"86\" class=\"note\">%s · %s %s · %s</text>\n",
		  LEFT, b->shown.code, d->pack->document, b->shown.section, d->pack->id);
}

/* How high the page is depends on what its rows cite: they are drawn aside first. */
enum err draw_benefit(const struct pack *pack, int benefit, struct text *out)
{
	const struct benefit *b = &pack->benefits[benefit];
	struct drawing d = { .pack = pack, .out = out };
	size_t empty = out->len;

	if (!lay_out(&d, "什么情况符合", b->root) || !lay_out(&d, "给多少", b->amount) ||
	    !lay_out(&d, "还能领几个月", b->months))
		return ERR_FULL;
	find_column(&d);
	for (int i = 0; i < d.count; i++)
		row(&d, i);
	out->len = empty;
	head(&d, b, TOP + (d.count + count_notes(&d)) * ROW + 40);
	for (int i = 0; i < d.count; i++)
		row(&d, i);
	notes(&d);
	text_add(out, "</svg>\n");
	return out->full ? ERR_FULL : ERR_OK;
}
