/* From the signed application to the paper in the hand. */
#include "screens/pages.h"

/* One way leads to both papers: of an application, and of its withdrawal. */
static const char *of(const struct screen *p, const char *application, const char *withdrawal)
{
	return p->s->withdrawing ? withdrawal : application;
}

void screen_lay_again(const struct screen *p)
{
	bool submitting = p->s->after_card.page == PAGE_SUBMITTING;

	open_centred_page(p);
	put_title(p, say(p, "lay_again.title"));
	put_lead(p, say(p, submitting ? of(p, "lay_again.submit", "withdraw.lay_again") :
					"lay_again.pin"));
	open_box(p, LOOK_DROP);
	put_picture(p, PICTURE_LAY_CARD, say(p, "picture.lay_card"));
	put_heading(p, say(p, "lay_again.lay"));
	close_box(p);
	if (p->s->staff_card.role != STAFF_ROLE_NONE)
		put_hint(p, say(p, "guide.take_card"));
	else if (p->s->devices.reader_missing)
		put_hint(p, say1(p, "lay_again.no_reader", counter_words(p)));
	else if (p->s->bad_reads > 0)
		put_hint(p, say(p, "lay_again.again"));
	put_note(p, say(p, "lay_again.note"));
	close_page(p, true, NULL);
}

void screen_submitting(const struct screen *p)
{
	open_centred_page(p);
	put_picture(p, PICTURE_READING, say(p, "picture.working"));
	put_title(p, say(p, p->s->card_same ? of(p, "submitting.saving", "withdraw.saving") :
					      "submitting.comparing"));
	put_lead(p, say(p, p->s->ending ? of(p, "submitting.ending", "withdraw.ending") :
					  "submitting.lead"));
	close_page(p, false, NULL);
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

void put_due(const struct screen *p)
{
	const struct session *s = p->s;

	if (!s->due.receipt_no[0] || s->holder.assurance < p->world->to_see ||
	    p->world->no_printer)
		return;
	open_box(p, LOOK_SHEET);
	put_heading(p, say(p, "due.title"));
	if (s->due_paper != PAPER_DONE)
		put_text(p, say2(p, "due.which", moment_words(p, s->due.signed_at),
				 s->due.receipt_no));
	if (s->due.is_copy && s->due_paper != PAPER_DONE)
		put_note(p, say(p, "due.copy"));
	if (s->due_paper != PAPER_NONE)
		put(p, ROLE_TEXT, LOOK_STRONG, say(p, paper_rows[s->due_paper].words), NODE_LIVE);
	if (session_may_fetch(p->world, s))
		put_way(p, LOOK_SECOND, (struct way){ "fetch", say(p, "due.way"), VERB_FETCH, 0,
						      own_act(p) });
	close_box(p);
}

void put_printer(const struct screen *p)
{
	static const char *const keys[PAPER_COUNT] = {
		[PAPER_EMPTY] = "printer.empty",
		[PAPER_STOPPED] = "printer.stopped",
		[PAPER_GONE] = "printer.gone",
	};
	const char *key = keys[p->s->devices.printer];

	if (key && !p->world->no_printer)
		put_hint(p, say(p, key));
}

/* Three pixels a module up to version 13, on the panel that is described (kiosk.yaml). */
#define CODE_MM 58

void put_code(const struct screen *p)
{
	if (!p->world->code_modules || !p->world->code_modules[0])
		return;
	open_box(p, LOOK_LINE);
	tree_add(p->tree, (struct node){
		.id = "code", .role = ROLE_IMAGE, .look = LOOK_PICTURE,
		.modules = arena_text(p->tree->arena, p->world->code_modules),
		.width_mm = CODE_MM, .height_mm = CODE_MM, .spoken = say(p, "code.spoken") });
	put_text(p, say(p, "code.text"));
	close_box(p);
}

/* What to do without the paper: it lies in the tray perhaps, and nothing is done twice. */
static void put_without_paper(const struct screen *p)
{
	const char *key = session_awaits_signature(p->s) ? "paper.without_sign" :
			  of(p, "paper.without", "withdrawn.paper");

	if (p->s->paper == PAPER_UNKNOWN)
		put_strong(p, say(p, "paper.look"));
	put_text(p, say2(p, key, counter_words(p), p->s->receipt_no));
	if (!p->world->no_printer && !p->s->withdrawing)
		put_text(p, say(p, "paper.later"));
	put_code(p);
}

static void put_no_printer(const struct screen *p)
{
	open_box(p, LOOK_SHEET);
	put_without_paper(p);
	close_box(p);
}

static void put_paper(const struct screen *p)
{
	const struct paper_row *row = &paper_rows[p->s->paper];
	bool trouble = p->s->paper >= PAPER_EMPTY;

	open_box(p, trouble ? LOOK_NOTICE : LOOK_SHEET);
	open_box(p, LOOK_LINE);
	tree_add(p->tree, (struct node){
		.role = ROLE_IMAGE, .look = LOOK_PICTURE, .picture = row->picture,
		.width_mm = 55, .height_mm = 35, .spoken = say(p, row->spoken) });
	put(p, ROLE_TEXT, LOOK_STRONG, say(p, row->words), NODE_LIVE);
	close_box(p);
	if (trouble)
		put_without_paper(p);
	close_box(p);
}

static void put_next_of_application(const struct screen *p)
{
	if (session_awaits_signature(p->s)) {
		put_next_sign(p);
		put_text(p, say(p, "done.next_check_signed"));
	} else {
		put_text(p, say(p, "done.next_check"));
	}
	if (p->s->course >= 0)
		put_text(p, say(p, "receipt.next_certificate"));
	put_text(p, say1(p, "done.next_withdraw", counter_words(p)));
	put_text(p, say1(p, "done.next_ask", counter_words(p)));
}

static void put_what_comes_next(const struct screen *p)
{
	open_box(p, LOOK_SHEET);
	put_heading(p, say(p, "done.next"));
	if (p->s->withdrawing) {
		put_text(p, say1(p, "withdrawn.which", p->s->recent.receipt_no));
		put_text(p, say(p, "withdrawn.again"));
	} else {
		put_next_of_application(p);
	}
	close_box(p);
}

void screen_receipt(const struct screen *p)
{
	open_page(p);
	put_title(p, say(p, session_awaits_signature(p->s) ? "done.to_sign" :
			    of(p, "done.saved", "withdrawn.title")));
	put_lead(p, say(p, of(p, "done.number_lead", "withdrawn.number_lead")));
	tree_add(p->tree, (struct node){
		.id = "receipt-no", .role = ROLE_TEXT, .look = LOOK_AMOUNT,
		.label = arena_text(p->tree->arena, p->s->receipt_no) });
	if (p->s->paper == PAPER_NONE)
		put_no_printer(p);
	else
		put_paper(p);
	put_way(p, LOOK_SECOND, (struct way){ "copy", say(p, "done.copy"), VERB_COPY, 0, 0 });
	put_what_comes_next(p);
	put_withdraw_way(p);
	put_way(p, LOOK_LINK, (struct way){ "rate", say(p, "rating.open"), VERB_RATE, 0, 0 });
	close_page_next(p, false, p->s->devices.card_there ? "done.finish_card" :
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
	struct way retry = { "retry", say(p, row->retry), VERB_RETRY, 0, 0 };

	open_centred_page(p);
	put_picture(p, PICTURE_STOP, say(p, "picture.stop"));
	put_title(p, say(p, row->title));
	put_lead(p, say(p, row->lead));
	put_text(p, say1(p, row->text, counter_words(p)));
	close_page(p, !unknown, &retry);
}
