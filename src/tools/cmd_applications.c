/*
 * applications: what was signed here, for staff with a reason.  Whoever may read
 * the store's key may use it; each use is written into the audit log first.
 */
#include "tools/commands.h"
#include "base/program.h"
#include "base/text.h"
#include "config/paths.h"
#include "receipt/parcel.h"
#include "core/application_json.h"
#include "tools/application_paper.h"
#include "tools/letter_print.h"
#include "tools/open_store.h"
#include "tools/staff_use.h"
#include "tools/taken_back.h"
#include "base/clock.h"
#include "store/papers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int bad_use(const char *what)
{
	fprintf(stderr, "applications: %s; write skills-kiosk applications list [--json], show NO "
		"--why TEXT, print NO --to FILE.pdf --why TEXT, or export --to FILE --desk "
		"DESK.pem --why TEXT, and [--by NUMBER] [--data DIR]\n", what);
	return EXIT_BAD_INPUT;
}

/* ---- list ---- */

struct listing {
	struct store *store;
	const struct taken_back *taken_back;
	struct text *json;	/* NULL: a table */
	int count;
};

static void print_line(const struct application *a, const char *withdrawn_by)
{
	char at[APPLICATION_TIME_MAX];

	application_time(a->signed_at, at);
	printf("%-20s  %.16s  %-10s", a->receipt_no, at,
	       a->withdraws[0] ? "withdrawal" : withdrawn_by[0] ? "withdrawn" :
	       a->claims ? "claimed" : "filed");
	for (int i = 0; i < a->item_count; i++) {
		char sum[MONEY_TEXT_MAX] = "?";

		if (a->items[i].amount.known)
			money_format(a->items[i].amount.value, sum);
		printf("  %s %s", a->items[i].benefit, sum);
	}
	if (a->withdraws[0])
		printf("  of %s", a->withdraws);
	printf("\n");
}

static enum err list_one(void *context, const struct application *a)
{
	struct listing *l = context;

	l->count++;
	print_line(a, taken_back_by(l->taken_back, a->receipt_no));
	return ERR_OK;
}

/* ---- as JSON, a line each ---- */

/* By the catalogue of its day; a course that is gone from there tells nothing. */
static enum err put_json(void *context, const struct application *a)
{
	struct listing *l = context;
	struct json_writer w = json_write_into(l->json);
	struct course course;
	bool found = a->course.id[0] &&
		     store_course(l->store, a->course.id, a->decision_date, &course) == ERR_OK;
	struct application_claim claim = application_claim(a, found ? &course : NULL);

	application_json_write(&w, a, taken_back_by(l->taken_back, a->receipt_no),
			       found || !a->course.id[0] ? &claim : NULL);
	text_add(l->json, "\n");
	l->count++;
	return l->json->full ? ERR_FULL : ERR_OK;
}

static enum err count_one(void *context, const struct application *a)
{
	(void)a;
	++*(int *)context;
	return ERR_OK;
}

/* All of them as text; the caller wipes and frees *ret_text, of *ret_cap bytes. */
static enum err all_as_json(struct store *store, struct listing *l, char **ret_text,
			    size_t *ret_cap)
{
	struct text text;
	int count = 0;
	enum err err = store_each_application(store, count_one, &count);

	*ret_cap = APPLICATION_JSON_MAX * ((size_t)count + 1);
	*ret_text = err ? NULL : calloc(1, *ret_cap);
	if (err)
		return err;
	if (!*ret_text)
		return ERR_FULL;
	text = text_in(*ret_text, *ret_cap);
	l->json = &text;
	err = store_each_application(store, put_json, l);
	l->json = NULL;
	return err;
}

static void forget(char *text, size_t cap)
{
	if (text)
		explicit_bzero(text, cap);
	free(text);
}

/* ---- the verbs ---- */

static enum err list(struct store *store, const struct staff_use *use, struct listing *l)
{
	char *text = NULL;
	size_t cap = 0;
	enum err err = staff_use_note(store, use, "applications.listed", "");

	if (err)
		return err;
	if (!use->json)
		return store_each_application(store, list_one, l);
	err = all_as_json(store, l, &text, &cap);
	if (!err)
		fputs(text, stdout);
	forget(text, cap);
	return err;
}

static enum err show(struct store *store, const struct staff_use *use, struct listing *l)
{
	static struct application application;
	static char text[APPLICATION_JSON_MAX];
	struct text out = text_in(text, sizeof(text));
	enum err err = store_load(store, use->words[1], &application);

	if (!err)
		err = staff_use_note(store, use, "application.opened", use->words[1]);
	if (!err) {
		l->json = &out;
		err = put_json(l, &application);
		l->json = NULL;
	}
	if (!err)
		fputs(text, stdout);
	explicit_bzero(&application, sizeof(application));
	explicit_bzero(text, sizeof(text));
	return err;
}

/* It is counted with those that the kiosk prints; the original stays the visitor's, though. */
static enum err begin_copy(struct store *store, const char *receipt_no, int *ret_copy)
{
	struct paper_account account;
	enum err err = store_paper_account(store, receipt_no, &account);

	*ret_copy = 0;
	if (err || account.original == PAPER_FATE_NONE)
		return err;
	return store_paper_begin(store, receipt_no, clock_wall_s(), ret_copy);
}

static enum err end_copy(struct store *store, const char *receipt_no, int copy, enum err printed)
{
	enum err err = copy == 0 ? ERR_OK :
		       store_paper_end(store, receipt_no, clock_wall_s(),
				       printed ? PAPER_FATE_NONE : PAPER_FATE_OUT);

	return printed ? printed : err;
}

static enum err print_copy(struct store *store, const struct staff_use *use,
			   const struct application *application, const char *withdrawn_by,
			   const char *words)
{
	static char text[APPLICATION_PAPER_MAX];
	struct text letter = text_in(text, sizeof(text));
	int copy;
	enum err err = begin_copy(store, use->words[1], &copy);

	if (err)
		return err;
	application_paper(application, withdrawn_by, copy, &letter);
	err = letter.full ? ERR_FULL : letter_print("applications", text, words, use->to);
	explicit_bzero(text, sizeof(text));
	return end_copy(store, use->words[1], copy, err);
}

/* As a paper for a file; nothing is left where it does not fit or is not set. */
static enum err print(struct store *store, const struct staff_use *use, struct listing *l)
{
	static struct application application;
	char words[PATHS_LENGTH_MAX];
	enum err err = store_load(store, use->words[1], &application);

	if (!err)
		err = program_share("words", words, sizeof(words));
	if (!err)
		err = staff_use_note(store, use, "application.printed", use->words[1]);
	if (!err)
		err = print_copy(store, use, &application,
				 taken_back_by(l->taken_back, use->words[1]), words);
	if (!err)
		printf("%s\n", use->to);
	explicit_bzero(&application, sizeof(application));
	return err;
}

static enum err export(struct store *store, const struct staff_use *use, struct listing *l)
{
	char signing[DATA_DIR_MAX + 16], *text = NULL;
	size_t cap = 0;
	enum err err = all_as_json(store, l, &text, &cap);

	snprintf(signing, sizeof(signing), "%s/signing", use->data);
	if (!err)
		err = staff_use_note(store, use, "applications.exported", "");
	if (!err)
		err = parcel_write(use->to, signing, use->desk, text, strlen(text));
	if (!err)
		printf("%d applications and withdrawals in %s, for the desk alone\n", l->count,
		       use->to);
	forget(text, cap);
	return err;
}

static int say_outcome(enum err err, const struct staff_use *use)
{
	switch (err) {
	case ERR_OK:
		return EXIT_DONE;
	case ERR_ABSENT:
		fprintf(stderr, "applications: %s\n", use->desk ?
			"nothing was exported; see the line above" :
			"no application has this number; applications list shows them");
		return EXIT_NO;
	case ERR_FULL:
		fprintf(stderr, "applications: %s is there already, or there is no room\n",
			use->to ? use->to : "it");
		return EXIT_DEVICE;
	default:
		fprintf(stderr,
			"applications: the store could not be read: store check says why\n");
		return EXIT_DEVICE;
	}
}

typedef enum err verb_fn(struct store *store, const struct staff_use *use, struct listing *l);

static int run(const struct staff_use *use, verb_fn *verb)
{
	struct taken_back taken_back;
	struct listing listing = { .taken_back = &taken_back };
	struct store *store;
	int code = open_store("applications", use->data, &store);
	enum err err;

	if (code != EXIT_DONE)
		return code;
	listing.store = store;
	err = taken_back_read(store, &taken_back);
	if (!err)
		err = verb(store, use, &listing);
	store_close(store);
	taken_back_finish(&taken_back);
	return say_outcome(err, use);
}

int cmd_applications(int argc, char **argv)
{
	struct staff_use use;

	if (!staff_use_take(argc, argv, &use) || use.word_count == 0)
		return bad_use("say what");
	if (strcmp(use.words[0], "list") == 0 && use.word_count == 1 && !use.json)
		return run(&use, list);
	if (!use.why)
		return bad_use("whoever sees a person says --why");
	if (strcmp(use.words[0], "list") == 0 && use.word_count == 1)
		return run(&use, list);
	if (strcmp(use.words[0], "show") == 0 && use.word_count == 2)
		return run(&use, show);
	if (strcmp(use.words[0], "print") == 0 && use.word_count == 2 && use.to)
		return run(&use, print);
	if (strcmp(use.words[0], "export") == 0 && use.word_count == 1 && use.to && use.desk)
		return run(&use, export);
	return bad_use("say what");
}
