/*
 * A step of the finder with a catalogue of 10,000 courses, for whoever has laid a
 * card: a choice is pressed, the page is counted, described, laid out and painted.
 * Then the list that it leads to, in its dearest order.  Before it the results: every
 * course is decided for the person, ranked, and three of them shown, no line of the page
 * kept from before.  ms, the least of many; the budget of a step is a frame of 60 Hz.
 */
#include "tests/unit/visit.h"

#include "screens/screens.h"
#include "session/finder.h"
#include "ui/ui.h"

#include <time.h>

#define COURSES 10000
#define ROUNDS 40
#define BUDGET_MS 16.0
/* From the last byte of a card; the card's own part is what bench/kiosk measures. */
#define RESULTS_BUDGET_MS 50.0

static struct visit v;
static struct course catalogue[COURSES];
static struct arena arena;
static struct tree tree;
static struct ui *ui;
static const struct view view = { .width_px = 1080, .height_px = 1920, .panel_mm = 268,
				  .text = TEXT_DEFAULT };

static double now_ms(void)
{
	struct timespec at;

	clock_gettime(CLOCK_MONOTONIC, &at);
	return (double)at.tv_sec * 1e3 + (double)at.tv_nsec / 1e6;
}

/* The demonstration's courses over and over, each on a day and in a district of its own. */
static void make_catalogue(int known)
{
	for (int i = 0; i < COURSES; i++) {
		catalogue[i] = v.courses[i % known];
		catalogue[i].region = i % REGION_COUNT + 1;
		catalogue[i].starts = date_from_days(date_to_days(v.world.date) + i * 7 % 300);
		snprintf(catalogue[i].id, sizeof(catalogue[i].id), "B%05d", i);
	}
	v.world.courses = catalogue;
	v.world.course_count = COURSES;
	offers_room_wipe(v.world.offers);
}

static double step_ms(int verb, int arg, bool cold)
{
	double start = now_ms();

	if (cold)
		offers_room_wipe(v.world.offers);
	press(&v, verb, arg);
	screen_build(&v.world, &v.s, &arena, &tree);
	ui_show(ui, &tree, &view);
	return now_ms() - start;
}

static double least_step_ms(int verb, int count, bool cold)
{
	double least = 1e9;

	for (int i = 0; i < ROUNDS; i++) {
		double ms = step_ms(verb, i % count, cold);

		least = ms < least ? ms : least;
	}
	return least;
}

/* The dearest: one letter is typed already, and the next is. */
static double least_key_ms(void)
{
	double least = 1e9;

	for (int i = 0; i < ROUNDS; i++) {
		double ms;

		press(&v, VERB_SEARCH_KEY, 'd');
		ms = step_ms(VERB_SEARCH_KEY, 'g', false);
		least = ms < least ? ms : least;
		press(&v, VERB_KEY_DELETE, 0);
		press(&v, VERB_KEY_DELETE, 0);
	}
	return least;
}

/* The last answer is confirmed, and the results stand on the glass. */
static double results_ms(const struct session *before)
{
	double start;

	v.s = *before;
	offers_room_wipe(v.world.offers);
	ui_wipe(ui);
	start = now_ms();
	press(&v, VERB_NEXT, 0);
	screen_build(&v.world, &v.s, &arena, &tree);
	ui_show(ui, &tree, &view);
	return now_ms() - start;
}

/* Answers no as far as the results, and says how the visit stood before the last press. */
static void to_results(struct session *ret_before)
{
	lay_card(&v, "chen-li");
	press(&v, VERB_NEXT, 0);
	for (int i = 0; i < 30 && v.s.at.page != PAGE_RESULTS; i++) {
		press(&v, v.s.at.page == PAGE_GROUP ? VERB_TICK_NONE : VERB_ANSWER, CHOICE_NO);
		*ret_before = v.s;
		press(&v, VERB_NEXT, 0);
	}
}

static void print_results(void)
{
	static struct session before;
	double least = 1e9;

	to_results(&before);
	for (int i = 0; i < ROUNDS; i++) {
		double ms = results_ms(&before);

		least = ms < least ? ms : least;
	}
	printf("results       %6.1f ms with %d courses; budget %.0f ms\n", least, COURSES,
	       RESULTS_BUDGET_MS);
}

int main(void)
{
	struct ui_setup setup = { .fonts_list = SOURCE_DIR "/fonts/fonts.list", .title = "",
				  .view = view };
	struct pack *pack = pack_open();
	struct diag diag;

	if (ui_create(&setup, &diag, &ui) != ERR_OK) {
		diag_print(&diag);
		return 3;
	}
	arena_init(&arena, 256 * 1024);
	visit_open(&v, pack);
	make_catalogue(v.world.course_count);
	print_results();
	press(&v, VERB_COURSES, 0);
	printf("finder step   %6.1f ms with %d courses; budget %.0f ms\n",
	       least_step_ms(VERB_FAMILY, FAMILY_COUNT, false), COURSES, BUDGET_MS);
	printf("  after an answer that changes what every course brings: %.1f ms\n",
	       least_step_ms(VERB_REGION, REGION_COUNT, true));
	press(&v, VERB_FIND_ANY, 0);
	press(&v, VERB_SEARCH, SEARCH_LETTERS);
	printf("search key    %6.1f ms; budget %.0f ms\n", least_key_ms(), BUDGET_MS);
	press(&v, VERB_BACK, 0);
	press(&v, VERB_NEXT, 0);
	printf("list, by sum  %6.1f ms; budget %.0f ms\n",
	       least_step_ms(VERB_SORT, SORT_COUNT, false), BUDGET_MS);
	ui_destroy(ui);
	pack_destroy(pack);
	return 0;
}
