/* The sheets of a paper beside the receipt, in the words and figures of pack and hall. */
#include "kiosk/press_sheet.h"

#include "base/log.h"
#include "base/text.h"
#include "kiosk/signing.h"
#include "screens/screens.h"
#include "session/derive.h"
#include "session/offers.h"

#include <string.h>

static void fill_words(char *out, size_t cap, enum lang lang, const char *key, const char *with)
{
	struct text text = text_in(out, cap);

	words_fill(&text, words_get(lang, key), 1, &with);
	if (text.full)
		out[0] = 0;
}

static struct receipt_text *begin_sheet(const struct kiosk *kiosk, struct press_request *request,
					enum lang lang)
{
	struct receipt_text *sheet = &request->sheets[request->sheet_count++];

	*sheet = (struct receipt_text){ .lang = lang, .ask_count = 1 };
	press_sheet_place(kiosk, sheet);
	fill_words(sheet->ask[0], sizeof(sheet->ask[0]), lang, "receipt.ask_at",
		   kiosk->world.counter.in[lang]);
	return sheet;
}

/* What does not fit is left out whole, and logged: it is the pack's. */
static void add_row(struct receipt_text *sheet, const char *head, const char *words)
{
	struct receipt_notice *row = &sheet->notices[sheet->notice_count];

	if (sheet->notice_count == RECEIPT_NOTICES_MAX ||
	    text_copy(row->head, sizeof(row->head), head) ||
	    text_copy(row->words, sizeof(row->words), words))
		log_error("handout: a row does not fit");
	else
		sheet->notice_count++;
}

/* ---- what an employer can get ---- */

static void add_employer_line(struct receipt_text *sheet, const struct employer_line *line)
{
	const char *figure = line->figure;
	char buffer[RECEIPT_LINE_MAX];
	struct text text = text_in(buffer, sizeof(buffer));

	words_fill(&text, line->words.in[sheet->lang], 1, &figure);
	if (line->sample)
		text_addf(&text, " %s", words_get(sheet->lang, "enterprise.sample"));
	if (line->later)
		text_addf(&text, " %s", words_get(sheet->lang, "enterprise.later"));
	add_row(sheet, "", buffer);
}

static void add_employer(const struct pack *pack, const struct policy_case *c, int benefit,
			 struct receipt_text *sheet)
{
	const struct pack_benefit *b = pack_benefit(pack, benefit);
	struct employer_line lines[EMPLOYER_LINES_MAX];
	int count = policy_employer(pack, c, benefit, lines);

	add_row(sheet, b->title.in[sheet->lang], "");
	for (int i = 0; i < count; i++)
		add_employer_line(sheet, &lines[i]);
	add_row(sheet, words_get(sheet->lang, "enterprise.who"), b->payee.in[sheet->lang]);
	add_row(sheet, words_get(sheet->lang, "enterprise.where"), b->ask_where.in[sheet->lang]);
}

static void fill_enterprise(struct kiosk *kiosk, struct receipt_text *sheet)
{
	int benefits[BENEFITS_MAX];
	int count = pack_employer_benefits(kiosk->pack, benefits);
	struct policy_case c;

	derive_public_case(&kiosk->world, &c);
	for (int i = 0; i < count; i++)
		add_employer(kiosk->pack, &c, benefits[i], sheet);
}

/* ---- what to bring instead of a promise ---- */

static void fill_bring(struct kiosk *kiosk, struct receipt_text *sheet)
{
	const struct session *s = &kiosk->session;
	int facts[APPLICATION_PROMISES_MAX];
	int count = derive_promises(&kiosk->world, s, facts);

	for (int i = 0; i < count && sheet->bring_count < RECEIPT_BRING_MAX; i++) {
		const struct pack_fact *f = pack_fact(kiosk->pack, facts[i]);
		char *line = sheet->bring_list[sheet->bring_count];

		if (s->promised[facts[i]] == PROMISE_MADE)
			continue;
		if (text_copy(line, sizeof(sheet->bring_list[0]), f->label.in[sheet->lang]))
			log_error("handout: the label of %s does not fit", f->id);
		else
			sheet->bring_count++;
	}
}

/* ---- what may be had ---- */

static void add_course(struct kiosk *kiosk, int course, struct receipt_text *sheet)
{
	const char *title, *line;

	screen_course_told(&kiosk->world, &kiosk->session, sheet->lang, &kiosk->arena, course,
			   &title, &line);
	add_row(sheet, title, line);
}

/* The chosen course; where none is, those that the glass recommends. */
static void fill_summary(struct kiosk *kiosk, struct receipt_text *sheet)
{
	int courses[OFFERS_RECOMMENDED] = { kiosk->session.course };
	int count = 1;

	if (kiosk->session.course < 0)
		count = derive_recommended(&kiosk->world, &kiosk->session, courses);
	for (int i = 0; i < count; i++)
		add_course(kiosk, courses[i], sheet);
}

/* ---- beside a receipt ---- */

/* Of what was sealed, and signed like it. */
static void fill_of_application(struct kiosk *kiosk, struct press_request *request)
{
	enum lang lang = kiosk->sealed.lang;

	request->application = kiosk->sealed;
	memcpy(request->code, kiosk->code, sizeof(request->code));
	press_sheet_fill(kiosk, request, lang);
	if (lang_written(lang) != LANG_ZH_HANS)
		press_sheet_fill(kiosk, request, LANG_ZH_HANS);
}

/* ---- a technician's papers ---- */

static void fill_test_page(struct kiosk *kiosk, struct receipt_text *sheet)
{
	add_row(sheet, "", kiosk->config.printer);
}

static void fill_readiness(struct kiosk *kiosk, struct receipt_text *sheet)
{
	struct device_told told[DEVICE_TOLD_MAX];
	int count = screen_device_told(&kiosk->world, &kiosk->session, sheet->lang,
				       &kiosk->arena, told);

	for (int i = 0; i < count; i++)
		add_row(sheet, told[i].head, told[i].words);
}

/* ---- a request ---- */

void press_handout_fill(struct kiosk *kiosk, struct press_request *request, enum handout handout)
{
	static const struct {
		enum paper_kind kind;
		void (*fill)(struct kiosk *kiosk, struct receipt_text *sheet);
		bool for_counter;	/* a clerk reads it too: a Chinese sheet follows */
	} rows[HANDOUT_COUNT] = {
		[HANDOUT_NONE] = { PAPER_BRING, fill_bring, true },
		[HANDOUT_ENTERPRISE] = { PAPER_ENTERPRISE, fill_enterprise, false },
		[HANDOUT_BRING] = { PAPER_BRING, fill_bring, true },
		[HANDOUT_SUMMARY] = { PAPER_SUMMARY, fill_summary, false },
		[HANDOUT_SLIP] = { PAPER_SLIP, NULL, true },
		[HANDOUT_NOTICE] = { PAPER_NOTICE, NULL, true },
		[HANDOUT_TEST_PAGE] = { PAPER_TEST_PAGE, fill_test_page, false },
		[HANDOUT_READINESS] = { PAPER_READINESS, fill_readiness, false },
	};
	enum lang lang = kiosk->session.view.lang;

	request->kind = rows[handout].kind;
	if (paper_kind_is_numbered(request->kind)) {
		fill_of_application(kiosk, request);
		return;
	}
	if (handout == HANDOUT_READINESS)
		signing_readiness(kiosk, request->code);
	session_handout(&kiosk->world, &kiosk->session, handout, &request->application);
	rows[handout].fill(kiosk, begin_sheet(kiosk, request, lang));
	if (rows[handout].for_counter && lang_written(lang) != LANG_ZH_HANS)
		rows[handout].fill(kiosk, begin_sheet(kiosk, request, LANG_ZH_HANS));
}
