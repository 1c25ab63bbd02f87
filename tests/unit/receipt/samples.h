/*
 * Invented applications for the tests of paper: one of each kind of visitor and
 * of each extreme that a page must stand.  Region code 330299 does not exist.
 */
#ifndef TESTS_RECEIPT_SAMPLES_H
#define TESTS_RECEIPT_SAMPLES_H

#include "receipt/receipt.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct sample {
	const char *name;
	const char *person;
	const char *id_no;
	enum lang lang;
	bool large;
	int items;
	int promises;
	enum sign_method method;
	int ink_points;		/* 0: a small signature of two strokes */
	enum assurance assurance;
};

static const struct sample samples[] = {
	{ "chen-li", "陈莉", "330299198604120245", LANG_ZH_HANS, false, 2, 3, SIGN_INK, 0,
		ASSURANCE_A2 },
	{ "wang-zhiqiang", "王志强", "330299197909030158", LANG_ZH_HANS, false, 1, 2,
		SIGN_KEYPAD, 0, ASSURANCE_A2 },
	{ "zhao-jun", "赵军", "330299199101200379", LANG_ZH_HANS, false, 3, 4, SIGN_INK,
		0, ASSURANCE_A2 },
	{ "liu-yang", "刘洋", "330299199407160197", LANG_ZH_HANS, false, 1, 1, SIGN_INK,
		0, ASSURANCE_A1 },
	{ "zhou-xiaoyu", "周小雨", "330299200305060289", LANG_ZH_HANS, false, 2, 2,
		SIGN_CARD_PIN, 0, ASSURANCE_A2 },
	{ "zheng-guodong", "郑国栋", "330299198308170133", LANG_ZH_HANS, false, 1, 3,
		SIGN_INK, 0, ASSURANCE_A2 },
	{ "feng-jianhua", "冯建华", "330299197803090179", LANG_ZH_HANS, false, 4, 5,
		SIGN_PAPER, 0, ASSURANCE_A2 },
	{ "qian-yan", "钱䶮㛃𬭚", "330299198706240221", LANG_ZH_HANS, false, 2, 3, SIGN_INK,
		0, ASSURANCE_A2 },
	{ "guli", "古丽巴哈尔·阿卜杜热合曼·买买提吐尔逊江", "330299199303210487", LANG_ZH_HANS, false, 2,
		3, SIGN_INK, 0, ASSURANCE_A2 },
	{ "xu-baozhen", "徐宝珍", "330299194007020424", LANG_ZH_HANS, true, 2, 3,
		SIGN_KEYPAD, 0, ASSURANCE_A2 },
	{ "huang-jiaxin", "黄嘉欣", "830000199704180210", LANG_ZH_HANT, false, 2, 3,
		SIGN_INK, 0, ASSURANCE_A2 },
	{ "smith", "JOHNSON MARK ALLEN", "330299198501010350", LANG_EN, false, 2, 3,
		SIGN_INK, 0, ASSURANCE_A2 },
	{ "english-large", "JOHNSON MARK ALLEN", "330299198501010350", LANG_EN, true, 8,
		24, SIGN_INK, 4096, ASSURANCE_A2 },
	{ "longest", "陈莉", "330299198604120245", LANG_ZH_HANS, false, 8, 24, SIGN_INK,
		4096, ASSURANCE_A2 },
	{ "empty-ink", "陈莉", "330299198604120245", LANG_ZH_HANS, false, 1, 0, SIGN_INK,
		-1, ASSURANCE_A0 },
	{ "to-sign", "罗伟", "330299198802250331", LANG_EN, false, 1, 2, SIGN_PAPER, 0,
		ASSURANCE_A2 },
	/* two characters of one glyph: U+5442 and U+F980 */
	{ "twins", "\u5442安\xef\xa6\x80", "330299198604120245", LANG_ZH_HANS, false, 1, 1,
		SIGN_KEYPAD, 0, ASSURANCE_A2 },
	{ "bare", "", "", LANG_ZH_HANS, false, 0, 0, SIGN_NONE, -1, ASSURANCE_NONE },
};

#define SAMPLE_COUNT ((int)(sizeof(samples) / sizeof(samples[0])))

struct sample_receipt {
	struct receipt receipt;
	struct application application;
	struct receipt_text texts[RECEIPT_SHEETS_MAX];
};

#define COPY(field, ...) snprintf(field, sizeof(field), __VA_ARGS__)

struct sample_item {
	const char *benefit, *zh, *en, *payee;
	struct amount amount;
	const char *rules[4];
};

static const struct sample_item sample_items[] = {
	{ "FREE", "免费培训", "Free training",
	  "payee.none", { AMOUNT_DOCUMENT, true, 0, false, false, 0, false, false }, { "R4-4a",
		"R4-4b" } },
	{ "TRAIN", "职业技能培训补贴", "Vocational training subsidy", "payee.open",
	  { AMOUNT_SAMPLE, true, 80000, false, false, 0, false, false }, { "R4-1a", "R4-5a",
		"R4-5b" } },
	{ "LIVING", "培训期间生活费补贴", "Living allowance during training", "payee.person",
	  { AMOUNT_DOCUMENT, true, 4000, false, false, 0, true, false }, { "R4-6a" } },
	{ "POST", "紧缺高技能人才岗位补贴",
		"Post allowance for skilled workers in shortage trades", "payee.open",
	  { AMOUNT_NONE, false, 0, false, false, 0, false, false }, { "R4-7a", "R4-7b" } },
	{ "SPECIALOP", "特种作业人员培训补贴", "Subsidy for special-operations training",
		"payee.open",
	  { AMOUNT_DOCUMENT, false, 0, false, true, 60000, false, false }, { "R4-3a" } },
	{ "TRAIN", "职业技能培训补贴", "Vocational training subsidy",
		"payee.open",
	  { AMOUNT_SAMPLE, true, 130050, true, true, 169065, false, false }, { "R4-1a",
		"R4-5a" } },
};

static const char *const sample_promises[][2] = {
	{ "我现在是登记失业人员，没有在单位参保。",
		"I am registered as unemployed and not insured through an employer." },
	{ "我今年享受职业培训补贴没有超过三次。",
		"I have not had more than three training subsidies this year." },
	{ "我没有以同一职业、同一等级领过补贴。",
		"I have not claimed for the same occupation and level before." },
	{ "我提供的情况都是真的；情况变了，我会在五天内到大厅说明。",
		"What I stated is true; should it change I will tell the hall within "
		"five days." },
	{ "我愿意接受核实。", "I agree to verification." },
};

struct sample_rule {
	const char *id, *section, *zh, *en;
};

static const struct sample_rule sample_rules[] = {
	{ "R4-1a", "四（一）", "取得证书的人可以申领培训补贴。",
		"Those who gain a certificate may claim the training subsidy." },
	{ "R4-4a", "四（四）", "登记失业人员等六类人参加培训不收费。",
		"Six groups, the registered unemployed among them, train free of "
		"charge." },
	{ "R4-5a", "四（五）", "同一人一年最多享受三次。",
		"One person may benefit three times a year at most." },
	{ "R4-5b", "四（五）", "同一职业同一等级只补一次。",
		"One occupation and level is subsidised once only." },
	{ "R4-6a", "四（四）", "培训期间每天补生活费，按实际培训天数算。",
		"A daily living allowance is paid for each day of training." },
};

static const char *const sample_notices[][4] = {
	{ "事项", "职业技能培训补贴申请。", "Matter", "Application for vocational training subsidies." },
	{ "要证明什么", "您属于文件列出的人员，并符合次数和等级的限制。", "What must be shown",
		"That you belong to a listed group and keep to the limits on number "
		"and level." },
	{ "怎样承诺", "您本人签名作出承诺，可以不交证明；也可以不承诺，改交证明。", "How to commit",
		"You sign the commitment yourself instead of bringing proof; you may "
		"bring proof instead." },
	{ "不实的后果", "承诺不实的，停止办理、追回已发的钱，并不再适用承诺制。", "If untrue",
		"The case is stopped, money paid is taken back, and commitments are no "
		"longer accepted." },
	{ "核实", "经办机构可以向有关部门核实您承诺的情况。", "Verification",
		"The office may check what you stated with other authorities." },
};

static const char *const sample_next[][2] = {
	{ "经办机构在 5 个工作日内核实您的承诺。",
		"The office verifies your commitments within 5 working days." },
	{ "结果发到您登记的手机号，也可以在大厅查。",
		"The result is sent to your registered telephone; you can also ask in "
		"the hall." },
	{ "开课那天带上身份证和这张回执。",
		"Bring your identity card and this receipt on the first day of the "
		"course." },
};

static inline void sample_ink(struct ink *ink, int points)
{
	static const uint16_t strokes[][3] = {
		{ 2200, 1800, 1 }, { 3000, 1750, 0 }, { 4100, 1500, 0 }, { 3200, 900, 1 },
		{ 3150, 2000, 0 }, { 2900, 3000, 0 }, { 2100, 4200, 0 }, { 3100, 2100, 1 },
		{ 3800, 2900, 0 }, { 4900, 4000, 0 }, { 6200, 1200, 1 }, { 6900, 1500, 0 },
		{ 7100, 2000, 0 }, { 6000, 2100, 1 }, { 7200, 1950, 0 }, { 8300, 1900, 0 },
		{ 8000, 2900, 0 }, { 7300, 3700, 0 }, { 6500, 4300, 0 },
	};

	ink->width = 24000;
	ink->height = 11600;
	for (size_t i = 0; points == 0 && i < sizeof(strokes) / sizeof(strokes[0]); i++)
		ink_add(ink, (struct ink_point){ strokes[i][0], strokes[i][1],
						 (uint16_t)(i * 40), strokes[i][2] == 1 });
	for (int i = 0; i < points; i++)
		ink_add(ink, (struct ink_point){ (uint16_t)(i * 5 + i * 37 % 41),
						 (uint16_t)(5800 + (i * i / 7) % 5000 - 2500),
						 (uint16_t)i, i % 64 == 0 });
}

static inline void sample_add_item(struct application *a, int n)
{
	const struct sample_item *from = &sample_items[n % 6];
	struct application_item *item = &a->items[a->item_count++];

	COPY(item->benefit, "%s", from->benefit);
	COPY(item->title_zh, "%s", from->zh);
	COPY(item->title_en, "%s", from->en);
	COPY(item->payee_key, "%s", from->payee);
	if (a->course.id[0] && strcmp(from->benefit, "TRAIN") == 0)
		COPY(item->course_id, "%s", a->course.id);
	item->amount = from->amount;
	item->amount.is_fee = strcmp(from->payee, "payee.none") == 0;
	for (int i = 0; i < 4 && from->rules[i]; i++)
		COPY(item->rules[item->rule_count++], "%s", from->rules[i]);
}

static inline void sample_add_promise(struct application *a, int n)
{
	struct promise *p = &a->promises[a->promise_count++];

	COPY(p->fact_id, "unemployment_registered");
	COPY(p->text_zh, "%s", sample_promises[n % 5][0]);
	COPY(p->text_en, "%s", sample_promises[n % 5][1]);
	COPY(p->rule, "%s", n % 5 < 3 ? sample_rules[(n + 1) % 5].id : "");
	p->to_verify = n % 5 == 0;
}

static inline void sample_add_staff_action(struct application *a, enum staff_action_kind kind,
					   const char *staff, int number)
{
	struct staff_action *staff_action = &a->staff_actions[a->staff_action_count++];

	staff_action->kind = kind;
	COPY(staff_action->staff, "%s", staff);
	staff_action->number = number;
}

static inline void sample_course(struct application_course *course)
{
	COPY(course->id, "C029");
	COPY(course->title_zh, "焊工（四级）");
	COPY(course->title_en, "Welder (level 4)");
	COPY(course->institution_zh, "海曙示例职业培训中心");
	COPY(course->institution_en, "Haishu Example Training Centre");
	course->starts = (struct date){ 2021, 4, 14 };
}

static inline void sample_application(const struct sample *s, struct application *a)
{
	COPY(a->key, "00112233445566778899AABBCCDDEEFF");
	COPY(a->receipt_no, "NB20210315-%03u", (unsigned)(s - samples) % 900 + 17);
	a->signed_at = 1615776120;	/* 2021-03-15 10:42 in Ningbo */
	if (s->method == SIGN_INK)
		a->clock_quality = (struct clock_quality){ true, true, 412, 2 };
	else
		a->clock_doubt = CLOCK_NOT_KEPT;
	a->decision_date = (struct date){ 2021, 3, 15 };
	a->demo_date = true;
	a->lang = s->lang;
	COPY(a->hall, "海曙区政务服务大厅");
	COPY(a->terminal, "3 号自助终端");
	COPY(a->pack_id, "nb-2019-78/1.0.0");
	COPY(a->pack_hash,
		"3F9A1C0E5B7D2284F00112233445566778899AABBCCDDEEFF001122334455667");
	a->holder.type = CARD_SOCIAL_SECURITY;
	a->holder.generation = 2;
	a->holder.assurance = s->assurance;
	COPY(a->holder.name, "%s", s->person);
	COPY(a->holder.id_no, "%s", s->id_no);
	if (s->items > 1)
		sample_course(&a->course);
	for (int i = 0; i < s->items; i++)
		sample_add_item(a, i);
	for (int i = 0; i < s->promises; i++)
		sample_add_promise(a, i);
	a->method = s->method;
	if (s->method == SIGN_INK && s->ink_points >= 0)
		sample_ink(&a->ink, s->ink_points);
	if (s->method == SIGN_PAPER && s->items > 1)
		sample_add_staff_action(a, STAFF_ACTION_WITNESSED, "330299-S017", 1);
	if (s->method == SIGN_KEYPAD) {
		sample_add_staff_action(a, STAFF_ACTION_GUIDED, "330299-S004", 1);
		sample_add_staff_action(a, STAFF_ACTION_ENTERED, "330299-S004", 3);
		sample_add_staff_action(a, STAFF_ACTION_SHOWN, "330299-S004", 2);
		sample_add_staff_action(a, STAFF_ACTION_VERIFIED_IN_PERSON, "330299-S004",
					VERIFY_IN_PERSON_HANDS);
	}
	a->large_print = s->large;
}

static inline void sample_facts(struct receipt_text *t)
{
	COPY(t->facts[0].source, "登记的");
	COPY(t->facts[0].words, "2021-03-01：户口在宁波 是；在宁波登记失业 是；在宁波上班 否；在宁波创业 否");
	COPY(t->facts[1].source, "本人说的");
	COPY(t->facts[1].words, "2021-03-15：没有工作或下岗 是；从农村出来做工或经商 否");
	t->fact_count = 2;
	t->times_known = true;
	t->times_asked = 1;
	t->times_left = 2;
	COPY(t->address, "海曙区示例路 101 号（示例数据）");
	COPY(t->telephone, "0574-0000 0101");
}

static inline void sample_text(struct receipt_text *t, enum lang lang)
{
	int en = lang == LANG_EN;

	t->lang = lang;
	if (en) {
		COPY(t->hall, "Haishu District Service Hall");
		COPY(t->terminal, "Kiosk 3");
	}
	if (lang == LANG_ZH_HANT) {
		COPY(t->benefits[0], "職業技能培訓補貼");
		COPY(t->promises[0], "我聲明：我從農村出來務工或經商。");
	}
	for (int i = 0; i < 5; i++) {
		struct receipt_rule *rule = &t->rules[t->rule_count++];

		COPY(rule->id, "%s", sample_rules[i].id);
		COPY(rule->section, "%s", sample_rules[i].section);
		COPY(rule->words, "%s", en ? sample_rules[i].en : sample_rules[i].zh);
		COPY(t->notices[i].head, "%s", sample_notices[i][2 * en]);
		COPY(t->notices[t->notice_count++].words, "%s",
			sample_notices[i][2 * en + 1]);
	}
	sample_facts(t);
	for (int i = 0; i < 3; i++)
		COPY(t->next[t->next_count++], "%s", sample_next[i][en]);
	COPY(t->withdraw, "%s",
		en ? "Until the office has decided, lay the same card on any kiosk and "
		"choose “Withdraw”, or tell the counter." :
				     "经办机构作出决定以前，在任何一台自助机上刷同一张卡，选“撤回申请”；或者到窗口说一声。");
	COPY(t->bring, "%s", en ? "To the counter: this card and this receipt." :
				  "到窗口，带这张卡和回执。领课程补贴，还要带证书。");
	COPY(t->ask[t->ask_count++], "%s",
		en ? "Human resources counter, second floor of this hall, on working "
		"days 9:00–17:00." :
						"本大厅二楼人力社保窗口，工作日 9:00–17:00。");
	COPY(t->ask[t->ask_count++], "%s",
		en ? "By telephone: 12333 (sample data)." : "电话 12333（示例数据）。");
}

/* Owned by the caller: free(). */
static inline struct sample_receipt *sample_make(const struct sample *s)
{
	struct sample_receipt *made = calloc(1, sizeof(*made));
	struct receipt *r = &made->receipt;

	sample_application(s, &made->application);
	r->application = &made->application;
	sample_text(&made->texts[0], s->lang);
	r->sheets[r->sheet_count++] = &made->texts[0];
	if (s->lang != LANG_ZH_HANS) {
		sample_text(&made->texts[1], LANG_ZH_HANS);
		r->sheets[r->sheet_count++] = &made->texts[1];
	}
	return made;
}

#endif
