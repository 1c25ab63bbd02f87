#include "session/finder.h"

#include "session/offers.h"
#include "session/step_context.h"

#include <stdlib.h>
#include <string.h>

/* ---- what is found ---- */

/* 1: the month of the visit; the last one holds all that is later. */
static int month_of(const struct session_world *world, const struct course *course)
{
	int months = (course->starts.year - world->date.year) * 12 + course->starts.month -
		     world->date.month;

	if (months < 0)
		return 1;
	return months < FINDER_MONTHS ? months + 1 : FINDER_MONTHS;
}

static bool is_later(const struct session_world *world, const struct course *course)
{
	return (course->starts.year - world->date.year) * 12 + course->starts.month -
	       world->date.month >= FINDER_MONTHS;
}

int finder_month_of_year(const struct session_world *world, int month)
{
	return (world->date.month - 1 + month - 1) % 12 + 1;
}

bool finder_may_offer(const struct session_world *world, const struct session *s, int course)
{
	return derive_course_offer(world, s, course)->open != OUTCOME_NOT_ELIGIBLE;
}

/* Which of the three choices a course goes with. */
struct match {
	bool family, region, month, name;
};

static struct match match_of(const struct session_world *world, const struct finder *f,
			     const struct course *course)
{
	return (struct match){
		.family = f->family == 0 || (int)course->family == f->family,
		.region = f->region == 0 || course->region == f->region,
		.month = f->month == 0 || month_of(world, course) == f->month,
		.name = search_matches(f, course->title_zh) ||
			(course->title_hant[0] && search_matches(f, course->title_hant)),
	};
}

static void count_one(const struct session_world *world, const struct course *course,
		      struct match m, struct finder_counts *counts)
{
	int month = month_of(world, course);

	counts->later = counts->later || is_later(world, course);
	if (!m.name)
		return;
	if (m.region && m.month) {
		counts->family[0]++;
		if (course->family != FAMILY_UNKNOWN)
			counts->family[course->family]++;
	}
	if (m.family && m.month) {
		counts->region[0]++;
		counts->region[course->region]++;
	}
	if (m.family && m.region) {
		counts->month[0]++;
		counts->month[month]++;
	}
	if (m.family && m.region && m.month) {
		counts->found++;
		counts->unsorted += course->family == FAMILY_UNKNOWN;
	}
}

void finder_count(const struct session_world *world, const struct session *s,
		  struct finder_counts *ret_counts)
{
	const struct offers *offers = derive_offers(world, s);
	bool person = session_has_person(s);

	*ret_counts = (struct finder_counts){ 0 };
	for (int i = 0; i < offers->count; i++) {
		const struct course *course = &world->courses[i];

		if (offers->at[i].open == OUTCOME_NOT_ELIGIBLE)
			continue;
		ret_counts->all++;
		ret_counts->fit += person && offers->at[i].outcome == OUTCOME_ELIGIBLE;
		count_one(world, course, match_of(world, &s->finder, course), ret_counts);
	}
}

/* ---- their order ---- */

struct placed_course {
	int64_t key;	/* the less, the further above */
	int course;
};

static int compare_found(const void *one, const void *other)
{
	const struct placed_course *a = one, *b = other;

	if (a->key != b->key)
		return a->key < b->key ? -1 : 1;
	return a->course - b->course;
}

/* Yes, open, no; where nobody stands there all are alike. */
static int64_t class_of(bool person, enum outcome outcome)
{
	if (!person)
		return 0;
	return outcome == OUTCOME_ELIGIBLE ? 0 : outcome == OUTCOME_UNDETERMINED ? 1 : 2;
}

/* Below it lie days since 1970 (or course days, fen), above it what comes before them. */
#define KEY_PART ((int64_t)1 << 44)
#define KEY_START ((int64_t)1 << 22)

static int64_t sort_key(const struct session_world *world, const struct session *s,
			const struct offer *offer, int own)
{
	const struct course *course = &world->courses[offer->course];
	int64_t start = date_is_set(course->starts) ? date_to_days(course->starts) : KEY_START - 1;

	switch (s->finder.sort) {
	case SORT_REGION:
		if (own > 0)
			return (course->region != own) * KEY_START + start;
		return course->region * KEY_START + start;
	case SORT_MONEY:
		return (((int64_t)1 << 20) - 1 - offer->most / 10000) * KEY_START + start;
	case SORT_DAYS:
		return course->training_days * KEY_START + start;
	default:
		return start;
	}
}

static int find_all(const struct session_world *world, const struct session *s,
		    struct placed_course *ret_found)
{
	const struct offers *offers = derive_offers(world, s);
	bool person = session_has_person(s);
	int own = derive_region(s), count = 0;

	for (int i = 0; i < offers->count; i++) {
		struct match m = match_of(world, &s->finder, &world->courses[i]);

		if (offers->at[i].open == OUTCOME_NOT_ELIGIBLE || !m.family || !m.region ||
		    !m.month || !m.name)
			continue;
		ret_found[count++] = (struct placed_course){
			.key = class_of(person, offers->at[i].outcome) * KEY_PART +
			       sort_key(world, s, &offers->at[i], own),
			.course = i,
		};
	}
	return count;
}

int finder_list(const struct session_world *world, const struct session *s, int from, int cap,
		int *ret_courses)
{
	struct placed_course *found = calloc((size_t)world->course_count + 1, sizeof(*found));
	int count;

	if (!found)
		abort();
	count = find_all(world, s, found);
	qsort(found, (size_t)count, sizeof(*found), compare_found);
	for (int i = from; i < count && i < from + cap; i++)
		ret_courses[i - from] = found[i].course;
	explicit_bzero(found, (size_t)count * sizeof(*found));
	free(found);
	return count;
}

bool finder_is_untouched(const struct finder *f)
{
	return f->family == 0 && f->region == 0 && f->month == 0 && f->sort == SORT_START &&
	       f->from == 0 && f->typed_count == 0;
}

uint64_t finder_next_keys(const struct session_world *world, const struct session *s)
{
	const struct offers *offers = derive_offers(world, s);
	uint64_t keys = 0;

	for (int i = 0; i < offers->count; i++) {
		struct match m = match_of(world, &s->finder, &world->courses[i]);

		if (offers->at[i].open != OUTCOME_NOT_ELIGIBLE && m.family && m.region && m.month)
			keys |= search_next(&s->finder, world->courses[i].title_zh) |
				search_next(&s->finder, world->courses[i].title_hant);
	}
	return keys;
}

/* ---- presses ---- */

/* What is chosen already is given up by the same press. */
static void choose(struct finder *f, int *choice, int arg, int count)
{
	if (arg < 0 || arg >= count)
		return;
	*choice = *choice == arg ? 0 : arg;
	f->from = 0;
}

static void show_found(struct step_context *t)
{
	struct finder_counts counts;

	finder_count(t->world, t->s, &counts);
	if (counts.found > 0)
		go(t, PAGE_COURSES, 0);
}

static void open_search(struct step_context *t, int by)
{
	struct finder *f = &t->s->finder;

	if (by < 0 || by >= SEARCH_COUNT)
		return;
	if (f->search != (enum search_by)by)
		f->typed_count = 0;
	f->search = (enum search_by)by;
	if (t->s->at.page == PAGE_SEARCH)
		go_instead(t, PAGE_SEARCH, by);
	else
		go(t, PAGE_SEARCH, by);
}

/* A key that leads nowhere is not taken: what was typed always finds something. */
static void type_key(struct step_context *t, int key)
{
	struct finder *f = &t->s->finder;
	int bit = f->search == SEARCH_LETTERS ? key - 'a' : key - 1;

	if (bit < 0 || bit >= 64 || f->typed_count == SEARCH_MAX ||
	    !(finder_next_keys(t->world, t->s) >> bit & 1))
		return;
	f->typed[f->typed_count++] = (uint8_t)key;
	f->from = 0;
}

static void type_letter(struct step_context *t, int letter)
{
	if (t->s->finder.search == SEARCH_LETTERS && letter >= 'A' && letter <= 'Z')
		type_key(t, letter - 'A' + 'a');
}

void search_press(struct step_context *t, int verb, int arg)
{
	struct finder *f = &t->s->finder;

	switch (verb) {
	case VERB_SEARCH:
		open_search(t, arg);
		break;
	case VERB_SEARCH_KEY:
		type_key(t, arg);
		break;
	case VERB_KEY:		/* of a keyboard: an X is a letter here */
		if (arg == KEY_X)
			type_letter(t, 'X');
		break;
	case VERB_LETTER:
		type_letter(t, arg);
		break;
	case VERB_KEY_DELETE:
		f->typed_count -= f->typed_count > 0;
		f->typed[f->typed_count] = 0;
		f->from = 0;
		break;
	case VERB_NEXT:
		show_found(t);
		break;
	case VERB_BACK:
		go_back(t);
		break;
	default:
		break;
	}
}

void finder_press(struct step_context *t, int verb, int arg)
{
	struct finder *f = &t->s->finder;

	switch (verb) {
	case VERB_FAMILY:
		choose(f, &f->family, arg, FAMILY_COUNT);
		break;
	case VERB_REGION:
		choose(f, &f->region, arg, REGION_COUNT + 1);
		break;
	case VERB_MONTH:
		choose(f, &f->month, arg, FINDER_MONTHS + 1);
		break;
	case VERB_FIND_ANY:
		*f = (struct finder){ .sort = f->sort };
		break;
	case VERB_NEXT:
		show_found(t);
		break;
	case VERB_CONDITIONS:
		go(t, PAGE_CONDITIONS, 0);
		break;
	case VERB_SEARCH:
		open_search(t, arg);
		break;
	case VERB_BACK:
		go_back(t);
		break;
	default:
		break;
	}
}

static void turn_list(struct step_context *t, int by)
{
	struct finder *f = &t->s->finder;
	int all = finder_list(t->world, t->s, 0, 0, NULL);

	if (by < 0 && f->from >= COURSES_PER_PAGE)
		f->from -= COURSES_PER_PAGE;
	else if (by > 0 && f->from + COURSES_PER_PAGE < all)
		f->from += COURSES_PER_PAGE;
}

static void sort_list(struct finder *f, int arg)
{
	if (arg < 0 || arg >= SORT_COUNT)
		return;
	f->sort = (enum course_sort)arg;
	f->from = 0;
}

void courses_press(struct step_context *t, int verb, int arg)
{
	switch (verb) {
	case VERB_SORT:
		sort_list(&t->s->finder, arg);
		break;
	case VERB_LIST:
		turn_list(t, arg);
		break;
	case VERB_COURSES:
		go_to(t, PAGE_FINDER, 0);
		break;
	case VERB_COURSE:
		if (arg >= 0 && arg < t->world->course_count)
			go(t, PAGE_COURSE, arg);
		break;
	case VERB_BACK:
		go_back(t);
		break;
	default:
		break;
	}
}
