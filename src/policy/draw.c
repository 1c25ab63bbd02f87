#include "policy/draw.h"

#include "policy/pack.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* Pixels of the picture. */
enum { ROW = 34, INDENT = 30, LEFT = 32, TOP = 120, PAGE_WIDTH = 1100, RULES_AT = 820 };

#define ROWS_MAX 256

struct row {
	int16_t step;
	int16_t depth;
	int16_t parent;		/* row, -1 */
};

struct drawing {
	const struct pack *pack;
	struct text *out;
	int count;
	struct row rows[ROWS_MAX];
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

/* The rows in reading order, by an explicit stack. */
static bool lay_out(struct drawing *d, int root, int depth)
{
	struct row stack[ROWS_MAX];
	int top = 0;

	stack[top++] = (struct row){ (int16_t)root, (int16_t)depth, -1 };
	while (top > 0) {
		struct row row = stack[--top];
		const struct step *step = inner(d, &d->pack->steps[row.step]);

		if (d->count == ROWS_MAX || top + step->kid_count > ROWS_MAX)
			return false;
		d->rows[d->count] = row;
		for (int i = step->kid_count - 1; i >= 0; i--) {
			if (step->op != OP_PARAM)
				stack[top++] = (struct row){ d->pack->kids[step->kid_first + i],
					(int16_t)(row.depth + 1), (int16_t)d->count };
		}
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
		[OP_COMPARE] = "比较", [OP_COUNT] = "次数少于", [OP_UNREPEATED] = "同一工种同一等级没有领过",
		[OP_TODAY] = "今天", [OP_ISSUED] = "发布日期", [OP_BY_STAGE] = "培训前用前者，申领用后者",
		[OP_FIRST_KNOWN] = "第一个知道的", [OP_MIN] = "取最小", [OP_MAX] = "取最大",
		[OP_ADD] = "相加", [OP_MINUS] = "相减", [OP_TIMES] = "相乘",
		[OP_PERCENT] = "前者再加后者的百分比", [OP_YEARS_AFTER] = "若干年之后", [OP_IF] = "如果 / 则 / 否则",
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

static void own_label(const struct drawing *d, const struct step *step)
{
	static const char *const relations[] = { "&lt;", "≤", "＝", "≥", "&gt;" };

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
		text_addf(d->out, "%s＝", d->pack->params[step->index].id);
		number(d, step, d->pack->params[step->index].versions[0].value);
		return;
	case OP_COMPARE:
		text_addf(d->out, "比较：前者 %s 后者", relations[step->index]);
		return;
	default:
		text_add(d->out, op_words(step->op));
	}
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

static void rules(const struct drawing *d, const struct step *step, int y)
{
	const struct step *last = inner(d, step);
	char between[] = "\0";

	text_addf(d->out, "<text x=\"%d\" y=\"%d\" class=\"rule\">", RULES_AT, y + 16);
	for (;; step = &d->pack->steps[d->pack->kids[step->kid_first]]) {
		for (int i = 0; i < step->rule_count; i++) {
			text_addf(d->out, "%s%s", between,
				  d->pack->rules[d->pack->rule_refs[step->rule_first + i]].id);
			between[0] = ' ';
		}
		if (step == last)
			break;
	}
	text_add(d->out, "</text>\n");
}

static void row(const struct drawing *d, int at)
{
	const struct row *r = &d->rows[at];
	const struct step *step = &d->pack->steps[r->step];
	int x = LEFT + r->depth * INDENT, y = TOP + at * ROW;
	const char *style = op_is_condition(inner(d, step)->op) ? "condition" : "value";

	if (r->parent >= 0)
		text_addf(d->out, "<path class=\"line\" d=\"M%d %dV%dH%d\"/>\n", x - INDENT + 10,
			  TOP + r->parent * ROW + 24, y + 12, x - 4);
	text_addf(d->out, "<text x=\"%d\" y=\"%d\" class=\"%s\">", x, y + 16, style);
	label(d, step);
	text_add(d->out, "</text>\n");
	rules(d, step, y);
}

static void head(const struct drawing *d, const struct benefit *b)
{
	text_addf(d->out, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" "
		  "viewBox=\"0 0 %d %d\">\n", PAGE_WIDTH, TOP + d->count * ROW + 40, PAGE_WIDTH,
		  TOP + d->count * ROW + 40);
	text_add(d->out, "<style>text{font-family:'Noto Sans CJK SC',sans-serif;font-size:16px;"
		 "fill:#10202E}.title{font-size:28px;font-weight:bold}.note,.rule{fill:#3A4A58}"
		 ".value{fill:#0B3D6E}.line{stroke:#C7D0D9;fill:none}</style>\n");
	text_add(d->out, "<rect width=\"100%\" height=\"100%\" fill=\"#FFFFFF\"/>\n");
	text_addf(d->out, "<text x=\"%d\" y=\"52\" class=\"title\">", LEFT);
	escaped(d->out, b->shown.title.in[LANG_ZH_HANS]);
	text_addf(d->out,
		  "</text>\n<text x=\"%d\" y=\"86\" class=\"note\">%s · %s %s · %s</text>\n",
		  LEFT, b->shown.code, d->pack->document, b->shown.section, d->pack->id);
}

enum err draw_benefit(const struct pack *pack, int benefit, struct text *out)
{
	const struct benefit *b = &pack->benefits[benefit];
	struct drawing d = { .pack = pack, .out = out };

	if (!lay_out(&d, b->root, 0) || (b->amount >= 0 && !lay_out(&d, b->amount, 0)))
		return ERR_FULL;
	head(&d, b);
	for (int i = 0; i < d.count; i++)
		row(&d, i);
	text_add(out, "</svg>\n");
	return out->full ? ERR_FULL : ERR_OK;
}
