/*
 * What stands on the receipt, so that it can be heard and read large: as it was read of
 * the finished file.  Where none was made, what was signed, in the words of the glass.
 */
#include "screens/pages.h"

#include <string.h>

static void put_value(const struct screen *p, const char *key, const char *value)
{
	part_note(p, part_say(p, key));
	part_strong(p, value);
}

/* As the header shows the visitor: masked, and whole while it is pressed. */
static void put_applicant(const struct screen *p)
{
	const struct holder *h = &p->s->holder;
	char name[HOLDER_NAME_MAX], number[IDNO_TEXT_MAX];

	holder_mask_name(h->name, name);
	idno_mask(h->id_no, number);
	part_note(p, part_say(p, "receipt.person"));
	tree_add(p->tree, (struct node){
		.id = "applicant", .role = ROLE_TEXT, .look = LOOK_STRONG,
		.label = arena_textf(p->tree->arena, "%s · %s", name, number),
		.value = arena_textf(p->tree->arena, "%s · %s", h->name, h->id_no),
		.flags = NODE_HOLD | NODE_PRIVATE | NODE_NAME });
}

static void put_head(const struct screen *p)
{
	part_open_box(p, LOOK_SHEET);
	put_value(p, "copy.number", arena_text(p->tree->arena, p->s->receipt_no));
	put_value(p, "receipt.time", part_moment_words(p, p->s->signed_s));
	put_value(p, "receipt.place", part_say2(p, "receipt.place_value",
						part_in_lang(p, &p->world->hall),
						part_in_lang(p, &p->world->terminal)));
	put_applicant(p);
	part_code(p);
	part_close_box(p);
}

/* Where to go, and on which day first, as on paper. */
static const char *course_place(const struct screen *p, const struct course *course)
{
	const char *school = part_institution_title(p, course);

	return date_is_set(course->starts) ?
		part_say2(p, "receipt.course", school, part_date_words(p, course->starts)) :
		part_say1(p, "receipt.course_open", school);
}

static void put_item(const struct screen *p, const struct application_item *item,
		     const struct result *result)
{
	static const char *const labels[] = {
		[AMOUNT_NONE] = "receipt.label.none", [AMOUNT_DOCUMENT] = "receipt.label.document",
		[AMOUNT_SAMPLE] = "receipt.label.sample",
		[AMOUNT_OFFICIAL] = "receipt.label.official",
	};

	part_open_box(p, LOOK_SHEET);
	part_strong(p, part_item_title(p, result));
	if (result->course >= 0)
		part_text(p, course_place(p, &p->world->courses[result->course]));
	part_strong(p, part_amount_words(p, &item->amount));
	if (result->course >= 0)
		part_text(p, part_say(p, "receipt.next_certificate"));
	part_note(p, part_say(p, labels[item->amount.label]));
	part_note(p, part_say(p, item->payee_key));
	part_close_box(p);
}

static void put_items(const struct screen *p, const struct application *a)
{
	struct result items[APPLICATION_ITEMS_MAX];
	int count = derive_items(p->world, p->s, CASE_PROMISED, items);

	part_heading(p, part_say(p, "receipt.applied"));
	for (int i = 0; i < count && i < a->item_count; i++)
		put_item(p, &a->items[i], &items[i]);
	part_text(p, part_say(p, "receipt.closing"));
}

/* What is tied to a fact that is nobody's business is private here as it was when promised. */
static void put_promises(const struct screen *p)
{
	static const char *const general[GENERAL_COUNT] = {
		[GENERAL_NOTICE] = "promise.notice", [GENERAL_TRUE] = "promise.true",
		[GENERAL_VERIFY] = "promise.verify", [GENERAL_LIABLE] = "promise.liable",
	};
	int facts[APPLICATION_PROMISES_MAX];
	int count = derive_promises(p->world, p->s, facts);

	part_heading(p, part_say(p, "receipt.promises"));
	for (int i = 0; i < count; i++) {
		const struct pack_fact *f = pack_fact(p->world->pack, facts[i]);

		if (p->s->promised[facts[i]] == PROMISE_MADE)
			part_put(p, ROLE_TEXT, LOOK_BODY_TEXT, part_promise_words(p, facts[i]),
				 f->sensitive ? NODE_PRIVATE : 0);
	}
	for (int i = 0; i < GENERAL_COUNT; i++) {
		if (p->s->general[i] == PROMISE_MADE)
			part_text(p, part_say(p, general[i]));
	}
}

/* What staff did stands on the receipt, and so here. */
static void put_staff_actions(const struct screen *p, const struct application *a)
{
	for (int i = 0; i < a->staff_action_count; i++)
		part_text(p, part_say2(p, staff_action_words_key(&a->staff_actions[i]),
				       arena_text(p->tree->arena, a->staff_actions[i].staff),
				       arena_textf(p->tree->arena, "%d",
						   a->staff_actions[i].number)));
}

static void put_signature(const struct screen *p, const struct application *a)
{
	static const char *const keys[] = {
		[SIGN_NONE] = "receipt.signed.none", [SIGN_INK] = "receipt.signed.ink",
		[SIGN_KEYPAD] = "receipt.signed.keypad", [SIGN_CARD_PIN] = "receipt.signed.pin_at",
		[SIGN_PAPER] = "receipt.signed.paper_open",
	};
	bool witnessed = a->method == SIGN_PAPER && !session_awaits_signature(p->s);
	const char *key = witnessed ? "receipt.signed.paper" : keys[a->method];

	part_heading(p, part_say(p, "receipt.signature"));
	part_text(p, part_say2(p, key, part_moment_words(p, p->s->signed_s),
			       part_moment_words(p, a->pin_at)));
	put_staff_actions(p, a);
}

static void put_application(const struct screen *p, const struct application *a)
{
	put_items(p, a);
	put_promises(p);
	put_signature(p, a);
	part_heading(p, part_say(p, "receipt.next"));
	if (session_awaits_signature(p->s))
		part_next_sign(p);
	part_text(p, part_say(p, "receipt.next_check"));
	part_heading(p, part_say(p, "receipt.withdraw"));
	part_text(p, part_say1(p, "notice.withdraw_text", part_counter_words(p)));
}

static void put_withdrawal(const struct screen *p, const struct application *a)
{
	put_value(p, "receipt.withdrawn", arena_text(p->tree->arena, a->withdraws));
	part_text(p, part_say(p, "receipt.withdrawn_closing"));
	put_staff_actions(p, a);
	part_heading(p, part_say(p, "receipt.next"));
	part_text(p, part_say(p, "receipt.next_again"));
}

/* What is meant, where no file was made of which anything could be read. */
static void put_meant(const struct screen *p)
{
	struct application a;

	session_application(p->world, p->s, &a);
	part_note(p, part_say(p, "copy.kept"));
	put_head(p);
	if (p->s->withdrawing)
		put_withdrawal(p, &a);
	else
		put_application(p, &a);
	explicit_bzero(&a, sizeof(a));
}

/* ---- what was read of the finished file ---- */

static bool was_promised(const struct screen *p, int fact)
{
	return p->s->promised[fact] == PROMISE_MADE;
}

/* A fact that is nobody's business is named there, or may be among numbered promises. */
static bool is_private(const struct screen *p, const char *line)
{
	bool is_numbered = *line >= '0' && *line <= '9' && strstr(line, ". ");

	for (int i = 0; i < pack_fact_count(p->world->pack); i++) {
		const struct pack_fact *f = pack_fact(p->world->pack, i);

		if (!f->sensitive)
			continue;
		if (is_numbered && was_promised(p, i))
			return true;
		for (int lang = 0; lang < LANG_COUNT; lang++) {
			if (f->label.in[lang][0] && strstr(line, f->label.in[lang]))
				return true;
		}
	}
	return false;
}

static void put_line(const struct screen *p, const char *line)
{
	if (*line == '#')
		part_put(p, ROLE_HEADING, LOOK_CARD_TITLE, line + 1, NODE_LIVE);
	else
		part_put(p, ROLE_TEXT, LOOK_BODY_TEXT, line,
			 NODE_LIVE | (is_private(p, line) ? NODE_PRIVATE : 0));
}

/* A moment: the file is being made and read. */
static bool is_being_read(const struct screen *p)
{
	return p->s->paper == PAPER_WAITING || p->s->paper == PAPER_PRINTING;
}

static void put_told(const struct screen *p)
{
	const char *at = p->world->told, *end;

	part_put(p, ROLE_TEXT, LOOK_NOTE, part_say(p, "copy.read"), NODE_LIVE);
	for (; *at; at = *end ? end + 1 : end) {
		end = strchrnul(at, '\n');
		put_line(p, arena_textf(p->tree->arena, "%.*s", (int)(end - at), at));
	}
	part_open_box(p, LOOK_SHEET);
	put_applicant(p);
	part_code(p);
	part_close_box(p);
}

void screen_copy(const struct screen *p)
{
	part_open_page(p);
	part_title(p, part_say(p, "copy.title"));
	if (p->world->told && p->world->told[0])
		put_told(p);
	else if (is_being_read(p))
		part_live_hint(p, part_say(p, "copy.reading"));
	else
		put_meant(p);
	part_close_page(p, true, NULL);
}
