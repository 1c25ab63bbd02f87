/*
 * The receipt says one thing about the paper: in every language, however it was
 * signed, whatever the printer did, for an application and for its withdrawal.
 */
#include "tests/unit/visit.h"

#include "screens/screens.h"
#include "ui/node.h"

enum signing { BY_INK, ON_PAPER, ON_PAPER_WITNESSED, TAKEN_BACK, SIGNINGS };

static struct pack *pack;
static struct visit *v;
static struct arena arena;
static struct tree *tree;

/* The longest piece of the words between the places that are filled in. */
static void longest_piece(const char *words, char *piece, size_t cap)
{
	size_t longest = 0;

	while (*words) {
		size_t len = strcspn(words, "{");

		if (len > longest) {
			snprintf(piece, cap, "%.*s", (int)len, words);
			longest = len;
		}
		words += len;
		words += *words ? 3 : 0;	/* "{1}" */
	}
}

static bool says(const char *key)
{
	char piece[256] = "";

	longest_piece(words_get(v->s.view.lang, key), piece, sizeof(piece));
	for (int i = 0; i < tree->count; i++) {
		if (tree->nodes[i].label && strstr(tree->nodes[i].label, piece))
			return true;
	}
	return false;
}

static void must(bool right, const char *what)
{
	if (!right)
		fail_msg("paper %d, %s: %s", v->s.paper, lang_code(v->s.view.lang), what);
}

static enum picture picture_shown(void)
{
	for (int i = 0; i < tree->count; i++) {
		if (tree->nodes[i].picture != PICTURE_NONE)
			return tree->nodes[i].picture;
	}
	return PICTURE_NONE;
}

static void show(enum visit_page page)
{
	v->s.at = (struct place){ (uint8_t)page, 0 };
	screen_build(&v->world, &v->s, &arena, tree);
}

/* ---- what must hold ---- */

static void picture_is_true(void)
{
	bool paper = v->s.paper == PAPER_PRINTING || v->s.paper == PAPER_DONE;

	must((picture_shown() == PICTURE_PRINTER) == paper, "the picture shows other than is");
	must((picture_shown() == PICTURE_PRINTER_ASKS) == (v->s.paper == PAPER_UNKNOWN),
	     "the picture knows what nobody knows");
}

static void outcome_is_true(void)
{
	must(says("paper.done") == (v->s.paper == PAPER_DONE), "told to take it");
	must(says("paper.gone") == (v->s.paper == PAPER_GONE), "told that it was not printed");
	must(says("paper.unknown") == (v->s.paper == PAPER_UNKNOWN), "an unknown outcome");
	must(says("paper.look") == (v->s.paper == PAPER_UNKNOWN), "sent to the tray");
}

static void way_is_true(enum signing signing)
{
	bool paper = v->s.paper < PAPER_EMPTY, open = signing == ON_PAPER;

	must(says("paper.without_sign") == (open && !paper), "where it is signed without paper");
	must(says("done.next_sign") == (open && paper), "sent with a paper");
	must(says("done.next_sign_number") == (open && !paper), "sent with the number");
	must(says("withdrawn.paper") == (signing == TAKEN_BACK && !paper), "of a withdrawal");
}

static void state_is_true(enum signing signing)
{
	bool open = signing == ON_PAPER, back = signing == TAKEN_BACK;

	must(says("done.to_sign") == open, "a signature that is missing");
	must(says("done.saved") == (!open && !back), "received, as if nothing were missing");
	must(says("withdrawn.title") == back, "taken back");
	must(says("done.next_check_signed") == open, "looked at once it is signed");
	must(says("done.next_check") == (!open && !back), "looked at");
}

static void receipt_is_true(enum signing signing)
{
	bool is_printed_now = v->s.paper == PAPER_WAITING || v->s.paper == PAPER_PRINTING;

	show(PAGE_RECEIPT);
	picture_is_true();
	outcome_is_true();
	way_is_true(signing);
	state_is_true(signing);
	show(PAGE_COPY);
	must(says("copy.reading") == is_printed_now, "the copy is of a file that is not there");
	must(is_printed_now ||
	     (says("done.next_sign") == (signing == ON_PAPER && v->s.paper < PAPER_EMPTY) &&
	      says("done.next_sign_number") == (signing == ON_PAPER && v->s.paper >= PAPER_EMPTY)),
	     "the copy says other than the receipt");
}

/* ---- visits ---- */

static void to_receipt(enum signing signing)
{
	lay_card(v, "chen-li");
	press(v, VERB_NEXT, 0);
	answer_no(v);
	for (int i = 0; i < 4 && v->s.at.page != PAGE_PROMISES; i++)
		press(v, VERB_NEXT, 0);
	press(v, VERB_ACCEPT, ARG_ALL);
	press(v, VERB_NEXT, 0);
	type_pin(v);
	press(v, VERB_SIGN, signing == ON_PAPER || signing == ON_PAPER_WITNESSED ? SIGN_PAPER :
										  SIGN_INK);
	draw(v);
	press(v, VERB_SUBMIT, 0);
	assert_int_equal(v->s.at.page, PAGE_RECEIPT);
	if (signing == TAKEN_BACK) {
		press(v, VERB_WITHDRAW, 0);
		press(v, VERB_NEXT, 0);
		assert_int_equal(v->s.at.page, PAGE_RECEIPT);
	}
	if (signing == ON_PAPER_WITNESSED)
		v->s.staff_actions[v->s.staff_action_count++] = (struct staff_action){
			.kind = STAFF_ACTION_WITNESSED, .staff = "330299-S017", .number = 1 };
}

static void one_truth_a_state(void **state)
{
	(void)state;
	for (int signing = 0; signing < SIGNINGS; signing++) {
		visit_open(v, pack);
		to_receipt((enum signing)signing);
		for (int lang = 0; lang < LANG_COUNT; lang++) {
			v->s.view.lang = (enum lang)lang;
			for (int paper = PAPER_WAITING; paper < PAPER_COUNT; paper++) {
				v->s.paper = (enum paper_state)paper;
				receipt_is_true((enum signing)signing);
			}
		}
	}
}

/* Whoever has no paper is not told to bring it, and nobody is told not to come again. */
static void nothing_is_promised_of_the_paper(void **state)
{
	static const char *const words[] = { "带回执", "帶回執", "带上回执", "bring the receipt",
					     "再跑一趟", "不用再来", "come again", "领纸", "補印",
					     "补打" };
	static const enum visit_page pages[] = { PAGE_RECEIPT, PAGE_COPY, PAGE_PROMISES,
						 PAGE_WITHDRAW };

	(void)state;
	visit_open(v, pack);
	to_receipt(BY_INK);
	for (int lang = 0; lang < LANG_COUNT; lang++) {
		v->s.view.lang = (enum lang)lang;
		v->s.paper = PAPER_GONE;
		for (unsigned i = 0; i < sizeof(pages) / sizeof(pages[0]); i++) {
			show(pages[i]);
			for (int n = 0; n < tree->count; n++) {
				for (unsigned w = 0; w < sizeof(words) / sizeof(words[0]); w++)
					must(!tree->nodes[n].label ||
					     !strstr(tree->nodes[n].label, words[w]), words[w]);
			}
		}
	}
}

static bool has_node(const char *id)
{
	return tree_find(tree, id) != NULL;
}

/* A hall without a printer: nothing is printed, offered or said of paper. */
static void without_a_printer_there_is_no_paper(void **state)
{
	(void)state;
	visit_open(v, pack);
	v->world.no_printer = true;
	to_receipt(BY_INK);
	assert_int_equal(v->count[EFFECT_PRINT], 0);
	assert_int_equal(v->s.paper, PAPER_NONE);
	show(PAGE_RECEIPT);
	assert_true(says("paper.without"));
	assert_false(says("paper.waiting"));
	assert_int_equal(picture_shown(), PICTURE_NONE);
	show(PAGE_SIGN);
	assert_true(has_node("sign-keypad"));
	assert_false(has_node("sign-paper"));
	press(v, VERB_SIGN, SIGN_PAPER);
	assert_int_equal(v->s.method, SIGN_INK);
	show(PAGE_CHECK);
	assert_false(has_node("paper-size"));
}

static int open_all(void **state)
{
	(void)state;
	pack = pack_open();
	v = calloc(1, sizeof(*v));
	tree = calloc(1, sizeof(*tree));
	arena_init(&arena, SCREEN_ARENA_SIZE);
	return 0;
}

static int close_all(void **state)
{
	(void)state;
	arena_finish(&arena);
	free(tree);
	free(v);
	pack_destroy(pack);
	return 0;
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_truth_a_state),
		cmocka_unit_test(nothing_is_promised_of_the_paper),
		cmocka_unit_test(without_a_printer_there_is_no_paper),
	};

	return cmocka_run_group_tests(tests, open_all, close_all);
}
