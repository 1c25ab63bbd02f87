/*
 * One original at most.  Printers that print or not and tell or not, and a power that
 * goes at each step between, drawn at random: what the account says holds of the
 * sheets that lie in the tray.  PAPERS in the environment: how many sequences
 * (tests/store/long-papers).
 */
#include "tests/unit/store/opened.h"

#include "store/papers.h"

#define SEQUENCES 50
#define STEPS 12
#define RECEIPTS 3
#define SIGNED_AT 1615772400

static uint64_t seed = 20210315;

/* What lies in the tray of a receipt. */
struct tray {
	int originals;
	int copies;
	int highest;		/* number of a copy */
	bool twins;		/* two copies of one number */
};

static unsigned draw(unsigned below)
{
	seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (unsigned)(seed >> 33) % below;
}

static void comes_out(struct tray *tray, int copy)
{
	if (copy == 0) {
		tray->originals++;
		return;
	}
	tray->twins = tray->twins || copy <= tray->highest;
	tray->highest = copy;
	tray->copies++;
}

/* Begins a paper; a mutant does not note that it was sent. */
static int begin_paper(const char *number, bool is_mutant)
{
	struct paper_account account;
	int copy = 0;

	if (!is_mutant) {
		assert_int_equal(store_paper_begin(store, number, SIGNED_AT, &copy), ERR_OK);
		return copy;
	}
	assert_int_equal(store_paper_account(store, number, &account), ERR_OK);
	return account.original == PAPER_FATE_NONE ? 0 : account.copies + 1;
}

/* One paper, with whatever happens to it. */
static void print_once(const char *number, struct tray *tray, bool is_mutant)
{
	int copy = begin_paper(number, is_mutant);
	bool prints = draw(2), tells = draw(2);

	if (draw(8) == 0)
		return reopen();	/* before it was sent */
	if (prints)
		comes_out(tray, copy);
	if (draw(8) == 0)
		return reopen();	/* before anything was told */
	if (draw(8) == 0)
		return;			/* the process that prints has died, and nothing is noted */
	assert_int_equal(store_paper_end(store, number, SIGNED_AT,
					 !tells ? PAPER_FATE_OPEN :
					 prints ? PAPER_FATE_OUT : PAPER_FATE_NONE), ERR_OK);
	if (draw(8) == 0)
		reopen();
}

static bool agrees(const char *number, const struct tray *tray)
{
	struct paper_account account;

	assert_int_equal(store_paper_account(store, number, &account), ERR_OK);
	if (tray->originals > 1 || tray->twins || tray->copies > account.copies)
		return false;
	return account.original == PAPER_FATE_OPEN ||
	       (account.original == PAPER_FATE_OUT) == (tray->originals == 1);
}

/* False where tray and account ever disagree. */
static bool sequence_holds(int sequence, bool is_mutant)
{
	struct tray trays[RECEIPTS] = { { 0 } };

	for (int step = 0; step < STEPS; step++) {
		unsigned which = draw(RECEIPTS);
		char number[RECEIPT_NO_MAX];

		snprintf(number, sizeof(number), "003-210315-%05d-%u", sequence % 100000, which);
		print_once(number, &trays[which], is_mutant);
		if (!agrees(number, &trays[which]))
			return false;
	}
	return true;
}

static void test_there_is_one_original_at_most(void **state)
{
	const char *wanted = getenv("PAPERS");
	int count = wanted ? atoi(wanted) : SEQUENCES;

	(void)state;
	for (int i = 0; i < count; i++) {
		uint64_t from = seed;

		if (!sequence_holds(i, false))
			fail_msg("sequence %d, seed %llu", i, (unsigned long long)from);
	}
	print_message("%d sequences of %d papers: one original at most, and the account agrees\n",
		      count, STEPS);
}

/* Whoever does not note a paper before it is sent prints it twice: that is seen. */
static void test_a_mutant_is_caught(void **state)
{
	int caught = 0;

	(void)state;
	for (int i = 0; i < 10; i++)
		caught += !sequence_holds(SEQUENCES + i, true);
	assert_true(caught > 5);
}

static void test_a_failed_original_is_printed_again(void **state)
{
	int copy = -1;

	(void)state;
	assert_int_equal(store_paper_begin(store, "003-1", SIGNED_AT, &copy), ERR_OK);
	assert_int_equal(copy, 0);
	assert_int_equal(store_paper_end(store, "003-1", SIGNED_AT, PAPER_FATE_NONE), ERR_OK);
	assert_int_equal(store_paper_begin(store, "003-1", SIGNED_AT, &copy), ERR_OK);
	assert_int_equal(copy, 0);
	assert_int_equal(store_paper_begin(store, "003-1", SIGNED_AT, &copy), ERR_OK);
	assert_int_equal(copy, 1);
	assert_int_equal(store_paper_begin(store, "003-2", SIGNED_AT, &copy), ERR_OK);
	assert_int_equal(copy, 0);
}

/* More lines than are read at once. */
static void test_many_papers_are_counted(void **state)
{
	struct paper_account account;
	int copy = -1;

	(void)state;
	for (int i = 0; i < 30; i++) {
		assert_int_equal(store_paper_begin(store, "003-1", SIGNED_AT, &copy), ERR_OK);
		assert_int_equal(copy, i);
		assert_int_equal(store_paper_end(store, "003-1", SIGNED_AT, PAPER_FATE_OUT),
				 ERR_OK);
	}
	assert_int_equal(store_paper_account(store, "003-1", &account), ERR_OK);
	assert_int_equal(account.copies, 29);
	assert_int_equal(account.original, PAPER_FATE_OUT);
	assert_int_equal(account.copy, PAPER_FATE_OUT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_there_is_one_original_at_most, open_fresh,
						close_fresh),
		cmocka_unit_test_setup_teardown(test_a_mutant_is_caught, open_fresh, close_fresh),
		cmocka_unit_test_setup_teardown(test_a_failed_original_is_printed_again, open_fresh,
						close_fresh),
		cmocka_unit_test_setup_teardown(test_many_papers_are_counted, open_fresh,
						close_fresh),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
