#include "tools/application_paper.h"

#include "core/application_json.h"
#include "core/idno.h"
#include "tools/letter_print.h"

#include <stdio.h>

#define PAPER_LINE_MAX 512

static void put_amount(struct text *out, const struct amount *amount)
{
	char sum[MONEY_TEXT_MAX];

	if (!amount->known) {
		text_add(out, "按规定");
		return;
	}
	money_format(amount->value, sum);
	text_addf(out, "%s%s 元%s%s", amount->is_fee ? "学费 " : "", sum,
		  amount->per_day ? "一天" : "",
		  amount->label == AMOUNT_SAMPLE ? "（示例数据）" : "");
}

static void put_items(const struct application *a, struct text *letter)
{
	letter_put(letter, "heading", "申请的项目", NULL);
	for (int i = 0; i < a->item_count; i++) {
		char line[PAPER_LINE_MAX];
		struct text text = text_in(line, sizeof(line));

		put_amount(&text, &a->items[i].amount);
		for (int k = 0; k < a->items[i].rule_count; k++)
			text_addf(&text, " %s", a->items[i].rules[k]);
		letter_put(letter, "field", line, a->items[i].title_zh);
	}
}

static void put_promises(const struct application *a, struct text *letter)
{
	if (a->promise_count > 0)
		letter_put(letter, "heading", "本人承诺", NULL);
	for (int i = 0; i < a->promise_count; i++)
		letter_put(letter, "point", a->promises[i].text_zh, NULL);
}

static void put_copy(int copy, struct text *letter)
{
	char words[32];

	snprintf(words, sizeof(words), "副本 %d", copy);
	letter_put(letter, "field", copy ? words : "副本（回执还没打出来）", "这一张");
}

static void put_head(const struct application *a, const char *withdrawn_by, struct text *letter)
{
	char at[APPLICATION_TIME_MAX], masked[IDNO_TEXT_MAX];

	application_time(a->signed_at, at);
	letter_put(letter, "hall", a->hall, NULL);
	letter_put(letter, "title", a->withdraws[0] ? "撤回申请（存档）" : "申请（存档）", NULL);
	letter_put(letter, "to", "存档", NULL);
	letter_put(letter, "lead", withdrawn_by[0] ? "这份申请已经撤回。" :
		   "初步符合不是批准，以审核为准。", NULL);
	letter_put(letter, "number", a->receipt_no, NULL);
	letter_put(letter, "foot", at, NULL);
	idno_mask(a->holder.id_no, masked);
	letter_put(letter, "field", a->holder.name, "姓名");
	letter_put(letter, "field", masked, "证件号码");
	letter_put(letter, "field", at, "签名时间");
	letter_put(letter, "field", a->terminal, "终端");
	if (a->withdraws[0])
		letter_put(letter, "field", a->withdraws, "撤回的是");
	if (withdrawn_by[0])
		letter_put(letter, "field", withdrawn_by, "撤回单号");
	if (a->course.id[0]) {
		letter_put(letter, "field", a->course.title_zh, "课程");
		letter_put(letter, "field", a->course.institution_zh, "培训机构");
	}
}

void application_paper(const struct application *application, const char *withdrawn_by,
		       int copy, struct text *letter)
{
	text_add(letter, "kind\tplain\nlang\tzh_CN\n");
	put_head(application, withdrawn_by, letter);
	put_copy(copy, letter);
	put_items(application, letter);
	put_promises(application, letter);
	letter_put(letter, "field", application->pack_id, "规则包");
	letter_put(letter, "lines", "经办人", "日期");
}
