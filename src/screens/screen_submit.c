/* From the signed application to the paper in the hand. */
#include "screens/pages.h"

void screen_lay_again(const struct screen *p)
{
	bool submitting = p->s->after_card.page == PAGE_SUBMITTING;

	open_centred_page(p);
	put_title(p, say(p, "lay_again.title"));
	put_lead(p, say(p, submitting ? "lay_again.submit" : "lay_again.pin"));
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
	put_title(p, say(p, p->s->card_same ? "submitting.saving" : "submitting.comparing"));
	put_lead(p, say(p, p->s->ending ? "submitting.ending" : "submitting.lead"));
	close_page(p, false, NULL);
}

static void put_paper(const struct screen *p)
{
	static const char *const keys[] = {
		[PAPER_NONE] = "paper.waiting", [PAPER_WAITING] = "paper.waiting",
		[PAPER_PRINTING] = "paper.printing", [PAPER_DONE] = "paper.done",
		[PAPER_EMPTY] = "paper.empty", [PAPER_GONE] = "paper.gone",
		[PAPER_SILENT] = "paper.silent",
	};
	bool trouble = p->s->paper >= PAPER_EMPTY;

	open_box(p, trouble ? LOOK_NOTICE : LOOK_SHEET);
	put_picture(p, PICTURE_PRINTER, say(p, "picture.printer"));
	put(p, ROLE_TEXT, LOOK_STRONG, say(p, keys[p->s->paper]), NODE_LIVE);
	if (trouble)
		put_text(p, say2(p, "paper.pick_up", counter_words(p), p->s->receipt_no));
	close_box(p);
}

void screen_receipt(const struct screen *p)
{
	open_page(p);
	put_title(p, say(p, "done.saved"));
	put_lead(p, say(p, "done.number_lead"));
	tree_add(p->tree, (struct node){
		.id = "receipt-no", .role = ROLE_TEXT, .look = LOOK_AMOUNT,
		.label = arena_text(p->tree->arena, p->s->receipt_no) });
	put_paper(p);
	put_way(p, LOOK_SECOND, (struct way){ "copy", say(p, "done.copy"), VERB_COPY, 0, 0 });
	open_box(p, LOOK_SHEET);
	put_heading(p, say(p, "done.next"));
	put_text(p, say(p, "done.next_check"));
	put_text(p, say1(p, "done.next_withdraw", counter_words(p)));
	put_text(p, say(p, "done.next_ask"));
	if (p->s->method == SIGN_PAPER)
		put_strong(p, say1(p, "done.next_sign", counter_words(p)));
	close_box(p);
	close_page_next(p, false, p->s->devices.card_there ? "done.finish_card" :
							      "done.finish");
}

void screen_not_saved(const struct screen *p)
{
	bool unknown = p->s->at.page == PAGE_UNKNOWN_OUTCOME;
	struct way retry = { "retry", say(p, unknown ? "unknown.retry" : "not_saved.retry"),
			     VERB_RETRY, 0, 0 };

	open_centred_page(p);
	put_picture(p, PICTURE_STOP, say(p, "picture.stop"));
	put_title(p, say(p, unknown ? "unknown.title" : "not_saved.title"));
	put_lead(p, say(p, unknown ? "unknown.lead" : "not_saved.lead"));
	put_text(p, say1(p, unknown ? "unknown.text" : "not_saved.text", counter_words(p)));
	close_page(p, !unknown, &retry);
}
