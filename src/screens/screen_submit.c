/* From the signed application to the paper in the hand. */
#include "screens/pages.h"

/* One way leads to both papers: of an application, and of its withdrawal. */
static const char *of(const struct screen *p, const char *application, const char *withdrawal)
{
	return p->s->withdrawing ? withdrawal : application;
}

/* Who has no card is looked at again by the staff who typed the number. */
static void screen_look_again(const struct screen *p)
{
	part_open_centred_page(p);
	part_title(p, part_say(p, "look_again.title"));
	part_lead(p, part_say(p, "look_again.lead"));
	part_picture(p, PICTURE_HELP, part_say(p, "picture.help"));
	part_text(p, part_say1(p, "look_again.where", part_counter_words(p)));
	part_note(p, part_say(p, "lay_again.note"));
	part_close_page(p, true, NULL);
}

void screen_lay_again(const struct screen *p)
{
	bool submitting = p->s->after_card.page == PAGE_SUBMITTING;

	if (session_has_no_card(p->s)) {
		screen_look_again(p);
		return;
	}
	part_open_centred_page(p);
	part_title(p, part_say(p, "lay_again.title"));
	part_lead(p, part_say(p, submitting ? of(p, "lay_again.submit", "withdraw.lay_again") :
					"lay_again.pin"));
	part_open_box(p, LOOK_DROP);
	part_picture(p, PICTURE_LAY_CARD, part_say(p, "picture.lay_card"));
	part_heading(p, part_say(p, "lay_again.lay"));
	part_close_box(p);
	if (p->s->staff_card.role != STAFF_ROLE_NONE)
		part_hint(p, part_say(p, "guide.take_card"));
	else if (p->s->devices.reader_missing)
		part_hint(p, part_say1(p, "lay_again.no_reader", part_counter_words(p)));
	else if (p->s->bad_reads > 0)
		part_hint(p, part_say(p, "lay_again.again"));
	part_note(p, part_say(p, "lay_again.note"));
	part_close_page(p, true, NULL);
}

void screen_submitting(const struct screen *p)
{
	part_open_centred_page(p);
	part_picture(p, PICTURE_READING, part_say(p, "picture.working"));
	part_title(p, part_say(p, p->s->card_same ? of(p, "submitting.saving", "withdraw.saving") :
					      "submitting.comparing"));
	part_lead(p, part_say(p, p->s->ending ? of(p, "submitting.ending", "withdraw.ending") :
					  "submitting.lead"));
	part_close_page(p, false, NULL);
}

/* What is known of the paper: its words, and a picture that shows no more. */
struct paper_row {
	const char *words;
	enum picture picture;
	const char *spoken;
};

static const struct paper_row paper_rows[PAPER_COUNT] = {
	[PAPER_WAITING] = { "paper.waiting", PICTURE_PRINTER_WAITS,
			    "picture.printer_waits" },
	[PAPER_PRINTING] = { "paper.printing", PICTURE_PRINTER, "picture.printer" },
	[PAPER_DONE] = { "paper.done", PICTURE_PRINTER, "picture.printer" },
	[PAPER_EMPTY] = { "paper.empty", PICTURE_PRINTER_WAITS, "picture.printer_waits" },
	[PAPER_GONE] = { "paper.gone", PICTURE_PRINTER_WAITS, "picture.printer_waits" },
	[PAPER_UNKNOWN] = { "paper.unknown", PICTURE_PRINTER_ASKS, "picture.printer_asks" },
	[PAPER_STOPPED] = { "paper.stopped", PICTURE_PRINTER_WAITS,
			    "picture.printer_waits" },
};

const char *part_paper_words(const struct screen *p, enum paper_state paper)
{
	return part_say(p, paper_rows[paper].words);
}

void part_due(const struct screen *p)
{
	const struct session *s = p->s;

	if (!s->due.receipt_no[0] || s->holder.assurance < p->world->to_see ||
	    p->world->no_printer)
		return;
	part_open_box(p, LOOK_SHEET);
	part_heading(p, part_say(p, "due.title"));
	if (s->due_paper != PAPER_DONE)
		part_text(p, part_say2(p, s->due.is_withdrawal ? "due.taken_back" : "due.which",
				       part_moment_words(p, s->due.signed_at),
				       s->due.receipt_no));
	if (s->due.is_copy && s->due_paper != PAPER_DONE)
		part_note(p, part_say(p, "due.copy"));
	if (s->due_paper != PAPER_NONE)
		part_put(p, ROLE_TEXT, LOOK_STRONG, part_paper_words(p, s->due_paper),
			 NODE_LIVE);
	if (session_may_fetch(p->world, s))
		part_way(p, LOOK_SECOND, (struct way){ "fetch", part_say(p, "due.way"), VERB_FETCH,
			 0,
						      part_own_act(p) });
	part_close_box(p);
}

void part_printer(const struct screen *p)
{
	static const char *const keys[PAPER_COUNT] = {
		[PAPER_EMPTY] = "printer.empty",
		[PAPER_STOPPED] = "printer.stopped",
		[PAPER_GONE] = "printer.gone",
	};
	const char *key = keys[p->s->devices.printer];

	if (key && !p->world->no_printer)
		part_hint(p, part_say(p, key));
}

/* Three pixels a module up to version 13, on the panel that is described (kiosk.yaml). */
#define CODE_MM 58

void part_code(const struct screen *p)
{
	if (!p->world->code_modules || !p->world->code_modules[0])
		return;
	part_open_box(p, LOOK_LINE);
	tree_add(p->tree, (struct node){
		.id = "code", .role = ROLE_IMAGE, .look = LOOK_PICTURE,
		.modules = arena_text(p->tree->arena, p->world->code_modules),
		.width_mm = CODE_MM, .height_mm = CODE_MM, .spoken = part_say(p, "code.spoken") });
	part_text(p, part_say(p, "code.text"));
	part_close_box(p);
}

/* What to do without the paper: it lies in the tray perhaps, and nothing is done twice. */
static void put_without_paper(const struct screen *p)
{
	const char *key = session_awaits_signature(p->s) ? "paper.without_sign" :
			  of(p, "paper.without", "withdrawn.paper");
	bool fetched = !p->world->no_printer;

	if (p->s->paper == PAPER_UNKNOWN)
		part_strong(p, part_say(p, "paper.look"));
	if (fetched)
		part_heading(p, part_say(p, "paper.slip"));
	part_text(p, part_say2(p, key, part_counter_words(p), p->s->receipt_no));
	if (fetched)
		part_text(p, part_say(p, "paper.later"));
	part_code(p);
	part_handout(p, HANDOUT_SLIP, "paper.slip_print");
}

static void put_no_printer(const struct screen *p)
{
	part_open_box(p, LOOK_SHEET);
	put_without_paper(p);
	part_close_box(p);
}

static void put_paper(const struct screen *p)
{
	const struct paper_row *row = &paper_rows[p->s->paper];
	bool trouble = p->s->paper >= PAPER_EMPTY;

	part_open_box(p, trouble ? LOOK_NOTICE : LOOK_SHEET);
	part_open_box(p, LOOK_LINE);
	tree_add(p->tree, (struct node){
		.role = ROLE_IMAGE, .look = LOOK_PICTURE, .picture = row->picture,
		.width_mm = 55, .height_mm = 35, .spoken = part_say(p, row->spoken) });
	part_put(p, ROLE_TEXT, LOOK_STRONG, part_say(p, row->words), NODE_LIVE);
	part_close_box(p);
	if (trouble)
		put_without_paper(p);
	part_close_box(p);
}

static void put_next_of_application(const struct screen *p)
{
	if (session_awaits_signature(p->s)) {
		part_next_sign(p);
		part_text(p, part_say(p, "done.next_check_signed"));
	} else {
		part_text(p, part_say(p, "done.next_check"));
	}
	if (p->s->course >= 0)
		part_text(p, part_say(p, "receipt.next_certificate"));
	part_text(p, part_say1(p, "done.next_withdraw", part_counter_words(p)));
	part_text(p, part_say1(p, "done.next_ask", part_counter_words(p)));
}

static void put_what_comes_next(const struct screen *p)
{
	part_open_box(p, LOOK_SHEET);
	part_heading(p, part_say(p, "done.next"));
	if (p->s->withdrawing) {
		part_text(p, part_say1(p, "withdrawn.which", p->s->recent.receipt_no));
		part_text(p, part_say(p, "withdrawn.again"));
	} else {
		put_next_of_application(p);
	}
	part_close_box(p);
}

void screen_receipt(const struct screen *p)
{
	part_open_page(p);
	part_title(p, part_say(p, session_awaits_signature(p->s) ? "done.to_sign" :
			    of(p, "done.saved", "withdrawn.title")));
	part_lead(p, part_say(p, of(p, "done.number_lead", "withdrawn.number_lead")));
	tree_add(p->tree, (struct node){
		.id = "receipt-no", .role = ROLE_TEXT, .look = LOOK_AMOUNT,
		.label = arena_text(p->tree->arena, p->s->receipt_no) });
	if (p->s->paper == PAPER_NONE)
		put_no_printer(p);
	else
		put_paper(p);
	part_way(p, LOOK_SECOND, (struct way){ "copy", part_say(p, "done.copy"), VERB_COPY, 0, 0 });
	part_handout(p, HANDOUT_NOTICE, "done.notice");
	put_what_comes_next(p);
	part_withdraw_way(p);
	part_way(p, LOOK_LINK, (struct way){ "rate", part_say(p, "rating.open"), VERB_RATE, 0, 0 });
	part_close_page_next(p, false, p->s->devices.card_there ? "done.finish_card" :
							      "done.finish");
}

struct trouble_words {
	const char *title, *lead, *text, *retry;
};

void screen_not_saved(const struct screen *p)
{
	static const struct trouble_words rows[2][2] = {	/* withdrawing, unknown */
		{ { "not_saved.title", "not_saved.lead", "not_saved.text", "not_saved.retry" },
		  { "unknown.title", "unknown.lead", "unknown.text", "unknown.retry" } },
		{ { "withdraw.not_saved", "withdraw.not_saved_lead", "not_saved.text",
		    "withdraw.retry" },
		  { "withdraw.unknown", "withdraw.unknown_lead", "withdraw.unknown_text",
		    "unknown.retry" } },
	};
	bool unknown = p->s->at.page == PAGE_UNKNOWN_OUTCOME;
	const struct trouble_words *row = &rows[p->s->withdrawing][unknown];
	struct way retry = { "retry", part_say(p, row->retry), VERB_RETRY, 0, 0 };

	part_open_centred_page(p);
	part_picture(p, PICTURE_STOP, part_say(p, "picture.stop"));
	part_title(p, part_say(p, row->title));
	part_lead(p, part_say(p, row->lead));
	part_text(p, part_say1(p, row->text, part_counter_words(p)));
	part_close_page(p, !unknown, &retry);
}
