#include "screens/offer.h"
#include "screens/pages.h"

#include "base/text.h"

struct check_row {
	const char *name;	/* of the ids: change-NAME, said-NAME */
	const char *label;
	const char *value;
	const char *hidden;	/* shown until it is pressed; NULL: nothing to hide */
	const char *change;
	int verb;
	int arg;
};

static void put_value(const struct screen *p, const struct check_row *row)
{
	struct node node = { .role = ROLE_TEXT, .look = LOOK_STRONG, .label = row->value };

	if (row->hidden) {
		node.id = part_id_of(p, "said", row->name);
		node.label = row->hidden;
		node.value = row->value;
		node.flags = NODE_HOLD | NODE_PRIVATE;
	}
	tree_add(p->tree, node);
}

/* The words at the left, what changes them at the right. */
static void put_row(const struct screen *p, struct check_row row)
{
	part_open_box(p, LOOK_SPREAD);
	part_open_box(p, p->s->view.size >= VIEW_LARGE ? LOOK_COLUMN : LOOK_LINE);
	part_note(p, row.label);
	put_value(p, &row);
	part_close_box(p);
	tree_add(p->tree, (struct node){
		.id = part_id_of(p, "change", row.name), .role = ROLE_BUTTON, .look = LOOK_LINK,
		.label = row.change,
		.spoken = part_say2(p, "check.change_spoken", row.change, row.label),
		.action = { row.verb, row.arg } });
	part_close_box(p);
}

/* Ticked off here: what is left ticked is applied for. */
static void put_choices(const struct screen *p, const struct result *results, int count,
			bool alone)
{
	for (int i = 0; i < count; i++) {
		const struct result *r = &results[i];
		const char *words;

		if (!derive_applied_for(p->world, p->s, r))
			continue;
		words = part_say2(p, "choose.line", part_item_title(p, r),
				  part_amount_words(p, &r->decision.amount));
		if (alone && derive_chosen(p->world, p->s, r))
			part_strong(p, words);
		else
			part_choice(p, (struct way){
				part_id_of(p, "choose",
					   pack_benefit(p->world->pack, r->benefit)->code),
				words, VERB_TOGGLE, r->benefit, NODE_MULTI },
				derive_chosen(p->world, p->s, r));
	}
}

static int count_applied_for(const struct screen *p, const struct result *results, int count)
{
	int yes = 0;

	for (int i = 0; i < count; i++)
		yes += derive_applied_for(p->world, p->s, &results[i]);
	return yes;
}

static void put_items(const struct screen *p)
{
	struct result results[BENEFITS_MAX];
	int count = derive_results(p->world, p->s, results);
	int yes = count_applied_for(p, results, count);

	part_put(p, ROLE_HEADING, LOOK_NOTE, part_say(p, "check.items"), 0);
	put_choices(p, results, count, yes == 1);
	if (yes == 0)
		part_text(p, part_say(p, "check.items_none"));
}

static void put_fixed(const struct screen *p, const char *label_key, const char *value)
{
	if (!value[0])
		return;
	part_open_box(p, LOOK_LINE);
	part_note(p, part_say(p, label_key));
	part_strong(p, value);
	part_close_box(p);
}

/* What was learnt is not changed here; the number on the certificate can be. */
static void put_claim_rows(const struct screen *p)
{
	const struct own_training *claimed = session_claimed(p->s);
	const struct claim_form *claim = &p->s->claim;

	if (claimed) {
		put_fixed(p, "check.trained", part_course_title(p, &claimed->course));
		put_fixed(p, "check.where", offer_school_words(p, &claimed->course));
		put_fixed(p, "check.when", offer_start_words(p, &claimed->course));
	}
	if (claim->number_done)
		put_row(p, (struct check_row){
			.name = "certificate", .label = part_say(p, "check.certificate"),
			.value = claim->number_count > 0 ?
				arena_text(p->tree->arena, claim->number) :
				part_say(p, "check.certificate_none"),
			.hidden = claim->number_count > 0 ? part_say(p, "check.covered") : NULL,
			.change = part_say(p, "check.change"), .verb = VERB_CERTIFICATE });
}

static void put_course_rows(const struct screen *p)
{
	const struct course *course = p->s->course >= 0 ? &p->world->courses[p->s->course] : NULL;

	if (p->s->claim.on) {
		put_claim_rows(p);
		return;
	}
	put_row(p, (struct check_row){
		.name = "course", .label = part_say(p, "check.course"),
		.value = course ? part_course_title(p, course) : part_say(p, "check.course_none"),
		.change = part_say(p, course ? "check.course_other" : "check.course_choose"),
		.verb = VERB_CHANGE_COURSE });
	if (!course)
		return;
	put_fixed(p, "check.where", offer_school_words(p, course));
	put_fixed(p, "check.when", offer_start_words(p, course));
	offer_put_amounts(p, derive_course_offer(p->world, p->s, p->s->course));
}

/* Course, place, day and sums in one frame: what is applied for. */
static void put_application(const struct screen *p)
{
	part_open_box(p, LOOK_SHEET);
	put_course_rows(p);
	put_items(p);
	part_close_box(p);
}

/* What is private is covered here too: others may look on while the rows are read. */
static void put_fact(const struct screen *p, const struct policy_case *c, int index)
{
	const struct pack_fact *f = pack_fact(p->world->pack, index);
	const char *words = part_fact_words(p, index, &c->facts.at[index]);
	bool registered = c->facts.at[index].source > FACT_DECLARED;
	const char *label = part_in_lang(p, &f->label);

	if (registered && date_is_set(c->facts.at[index].as_of))
		label = part_say2(p, "check.registered_on", label,
				  part_date_words(p, c->facts.at[index].as_of));
	if (derive_contradicted(p->s, c, index))
		words = part_say1(p, "check.contradicted", words);
	put_row(p, (struct check_row){
		.name = f->id, .label = label, .value = words,
		.hidden = f->sensitive ? part_say(p, "check.covered") : NULL,
		.change = part_say(p, registered ? "check.not_right" : "check.change"),
		.verb = VERB_CHANGE, .arg = index });
}

static int put_facts(const struct screen *p, const struct policy_case *c, bool registered)
{
	int rows = 0;

	for (int i = 0; i < pack_fact_count(p->world->pack); i++) {
		const struct pack_fact *f = pack_fact(p->world->pack, i);
		bool said = p->s->answers[i].said != SAID_NOTHING && f->group < 0;

		if (!pack_asks(f, c->stage) ||
		    (c->facts.at[i].source > FACT_DECLARED) != registered ||
		    (!registered && !said))
			continue;
		put_fact(p, c, i);
		rows++;
	}
	return rows;
}

/* ---- a group is one row: how many fit, and which while it is pressed ---- */

static int count_said(const struct screen *p, const struct pack_group *group, enum said said,
		      int64_t number)
{
	int count = 0;

	for (int i = 0; i < group->fact_count; i++) {
		const struct answer *a = &p->s->answers[group->facts[i]];

		count += a->said == said && a->number == number;
	}
	return count;
}

static const char *ticked_words(const struct screen *p, const struct pack_group *group)
{
	char buffer[1024];
	struct text text = text_in(buffer, sizeof(buffer));

	for (int i = 0; i < group->fact_count; i++) {
		const struct answer *a = &p->s->answers[group->facts[i]];

		if (a->said != SAID_VALUE || !a->number)
			continue;
		text_add(&text, text.len > 0 ? part_say(p, "list.and") : "");
		text_add(&text,
			 part_in_lang(p, &pack_fact(p->world->pack, group->facts[i])->label));
	}
	return arena_text(p->tree->arena, buffer);
}

static int put_groups(const struct screen *p)
{
	int rows = 0;

	for (int i = 0; i < pack_group_count(p->world->pack); i++) {
		const struct pack_group *group = pack_group(p->world->pack, i);
		int ticked = count_said(p, group, SAID_VALUE, 1);
		int unsure = count_said(p, group, SAID_UNSURE, 0);

		if (ticked + unsure + count_said(p, group, SAID_VALUE, 0) == 0)
			continue;
		put_row(p, (struct check_row){
			.name = group->id, .label = part_in_lang(p, &group->question),
			.value = ticked ? ticked_words(p, group) :
				 unsure ? part_say(p, "answer.unsure") : part_say(p, "group.none"),
			.hidden = ticked ? part_say_number(p, "check.ticked", ticked) : NULL,
			.change = part_say(p, "check.change"), .verb = VERB_CHANGE_GROUP,
			.arg = i });
		rows++;
	}
	return rows;
}

static void put_section(const struct screen *p, const struct policy_case *c, bool registered)
{
	part_heading(p, part_say(p, registered ? "check.registered" : "check.answers"));
	part_open_box(p, LOOK_SHEET);
	if (put_facts(p, c, registered) + (registered ? 0 : put_groups(p)) == 0)
		part_text(p,
			  part_say(p, registered ? "check.registered_none" : "check.answers_none"));
	part_close_box(p);
}

/* Where nothing is ticked the way on stands still, and says why. */
static const char *next_words(const struct screen *p, enum visit_page after)
{
	switch (after) {
	case PAGE_PROMISES:
		return part_say(p, "check.next");
	case PAGE_CHECK:
		return part_say(p, "choose.lead_none");
	case PAGE_RESULTS:
		return part_say(p, "next.results");
	default:
		return part_say(p, "next.continue");
	}
}

void screen_check(const struct screen *p)
{
	enum visit_page after = session_after_next(p->world, p->s);
	struct way next = { "next", next_words(p, after), VERB_NEXT, 0,
			    after == PAGE_CHECK ? NODE_DISABLED : 0 };
	struct policy_case c;

	derive_case(p->world, p->s, -1, &c);
	part_open_page(p);
	part_title(p, part_say(p, "check.title"));
	part_lead(p, part_say(p, "check.lead"));
	if (derive_any_contradiction(p->world, p->s))
		part_hint(p, part_say1(p, "reason.contradiction", part_counter_words(p)));
	put_application(p);
	put_section(p, &c, false);
	put_section(p, &c, true);
	if (!p->world->no_printer)
		part_choice(p, (struct way){ "paper-size", part_say(p, "check.paper_size"),
					    VERB_PAPER_SIZE, 0, NODE_MULTI },
			    session_prints_large(p->s));
	part_close_page(p, true, &next);
}
