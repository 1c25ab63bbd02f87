#include "screens/pages.h"

#include <string.h>

static const char *step_words(const struct screen *p, const char *step)
{
	static const char *const keys[][2] = {
		{ "Q1", "process.q1" }, { "Q2", "process.q2" }, { "Q3", "process.q3" },
		{ "Q4", "process.q4" }, { "Q5", "process.q5" }, { "Q6", "process.q6" },
		{ "Q7", "process.q7" }, { "P1", "process.p1" }, { "P2", "process.p2" },
		{ "P3", "process.p3" }, { "P4", "process.p4" }, { "P5", "process.p5" },
		{ "P6", "process.p6" },
	};

	for (unsigned i = 0; step && i < sizeof(keys) / sizeof(keys[0]); i++) {
		if (strcmp(keys[i][0], step) == 0)
			return part_say(p, keys[i][1]);
	}
	return "";
}

static void put_section(const struct screen *p, const char *heading_key, const char *words)
{
	if (!words[0])
		return;
	part_open_box(p, LOOK_SHEET);
	part_heading(p, part_say(p, heading_key));
	part_text(p, words);
	part_close_box(p);
}

static const char *amount_note(const struct screen *p, const struct amount *amount)
{
	static const char *const keys[] = {
		[AMOUNT_NONE] = "item.amount_none",
		[AMOUNT_DOCUMENT] = "item.amount_document",
		[AMOUNT_SAMPLE] = "value.sample",
		[AMOUNT_OFFICIAL] = "item.amount_official",
	};

	return part_say(p, keys[amount->label]);
}

static void put_amount(const struct screen *p, const struct decision *decision)
{
	const struct amount *amount = decision->outcome == OUTCOME_UNDETERMINED ?
		&decision->prospect : &decision->amount;

	part_open_box(p, LOOK_SHEET);
	part_heading(p, part_say(p, "item.amount"));
	part_put(p, ROLE_TEXT, LOOK_AMOUNT, part_result_amount(p, decision), 0);
	if (decision->uplift_words)
		part_text(p, part_uplift_words(p, decision));
	part_note(p, amount_note(p, amount));
	part_close_box(p);
}

void screen_item(const struct screen *p)
{
	const struct pack_benefit *b = pack_benefit(p->world->pack, p->s->at.arg);
	struct result result;

	derive_result(p->world, p->s, p->s->at.arg, CASE_SAID, &result);
	part_open_page(p);
	part_badge(p, result.standing);
	part_title(p, part_in_lang(p, &b->title));
	part_lead(p, part_in_lang(p, &b->summary));
	if (part_caution_words(p, &result)[0])
		part_private_hint(p, part_caution_words(p, &result));
	put_amount(p, &result.decision);
	put_section(p, "item.payee", part_in_lang(p, &b->payee));
	put_section(p, "item.next_step", step_words(p, result.decision.next_step));
	put_section(p, "item.where", part_in_lang(p, &b->ask_where));
	part_note(p, part_say1(p, "results.rests_on", part_section_words(p, b->section)));
	part_close_page_next(p, false, "next.go_back");
}
