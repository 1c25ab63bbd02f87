#include "store/papers.h"

#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LINES_AT_ONCE 8

static const char sent[] = "paper.sent";

static const char *const fates[PAPER_FATE_COUNT] = {
	[PAPER_FATE_NONE] = "paper.failed",
	[PAPER_FATE_OPEN] = "paper.unknown",
	[PAPER_FATE_OUT] = "paper.out",
};

/* A sent paper is in an open fate until a line tells another. */
static void take_line(const struct audit_log_entry *line, int *last, struct paper_account *account)
{
	if (strcmp(line->what, sent) == 0) {
		account->was_sent = true;
		*last = (int)strtol(line->detail, NULL, 10);
		account->copies = *last > account->copies ? *last : account->copies;
		*(*last ? &account->copy : &account->original) = PAPER_FATE_OPEN;
		return;
	}
	for (int fate = 0; fate < PAPER_FATE_COUNT; fate++) {
		if (strcmp(line->what, fates[fate]) == 0)
			*(*last ? &account->copy : &account->original) = (enum paper_fate)fate;
	}
}

enum err store_paper_account(struct store *store, const char *receipt_no,
			     struct paper_account *ret_account)
{
	struct audit_log_entry lines[LINES_AT_ONCE];
	struct paper_account account = { 0 };
	int count = LINES_AT_ONCE, last = 0;
	int64_t after = 0;

	while (count == LINES_AT_ONCE) {
		enum err err = store_audit_log(store, receipt_no, after, LINES_AT_ONCE, lines,
					       &count);

		if (err)
			return err;
		for (int i = 0; i < count; i++)
			take_line(&lines[i], &last, &account);
		after = count ? lines[count - 1].seq : after;
	}
	*ret_account = account;
	return ERR_OK;
}

/* Whether a paper was noted before this moment: then one without a line was never sent. */
static enum err was_noted_before(struct store *store, int64_t at, bool *ret_noted)
{
	int64_t all = 0, since = 0;
	enum err err = store_audit_count(store, sent, 0, &all);

	if (!err)
		err = store_audit_count(store, sent, at, &since);
	*ret_noted = all > since;
	return err;
}

enum err store_paper_is_owed(struct store *store, const char *receipt_no, int64_t signed_at,
			     bool *ret_owed, bool *ret_copy)
{
	struct paper_account account;
	bool noted = true;
	enum err err = store_paper_account(store, receipt_no, &account);

	if (!err && !account.was_sent)
		err = was_noted_before(store, signed_at, &noted);
	if (err)
		return err;
	*ret_copy = account.original != PAPER_FATE_NONE;
	*ret_owed = noted && account.original != PAPER_FATE_OUT &&
		    (account.copies == 0 || account.copy == PAPER_FATE_NONE);
	return ERR_OK;
}

static enum err write_line(struct store *store, const char *receipt_no, int64_t at,
			   const char *what, int copy)
{
	struct audit_log_entry line = { .at = at };
	enum err err = text_copy(line.what, sizeof(line.what), what);

	if (!err)
		err = text_copy(line.about, sizeof(line.about), receipt_no);
	snprintf(line.detail, sizeof(line.detail), "%d %s", copy, receipt_no);
	return err ? err : store_audit(store, &line);
}

enum err store_paper_begin(struct store *store, const char *receipt_no, int64_t at, int *ret_copy)
{
	struct paper_account account;
	enum err err = store_paper_account(store, receipt_no, &account);
	int copy;

	if (err)
		return err;
	copy = account.original == PAPER_FATE_NONE ? 0 : account.copies + 1;
	err = write_line(store, receipt_no, at, sent, copy);
	if (err)
		return err;
	*ret_copy = copy;
	return ERR_OK;
}

enum err store_paper_end(struct store *store, const char *receipt_no, int64_t at,
			 enum paper_fate fate)
{
	return write_line(store, receipt_no, at, fates[fate], 0);
}
