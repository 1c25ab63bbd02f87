#include "session/lists.h"

#include "session/step_context.h"

#include <stdlib.h>
#include <string.h>

int lists_per_page(enum public_list list)
{
	static const int rows[LIST_COUNT] = {
		[LIST_STANDING] = 8, [LIST_AMOUNTS] = 12, [LIST_SCHOOLS] = 6,
		[LIST_RESULTS] = 6,
	};

	return rows[list];
}

/* ---- schools ---- */

/* A place on a published list. */
static bool has_standing(const struct institution *school)
{
	return school->status == INSTITUTION_RED || school->status == INSTITUTION_BLACK ||
	       school->status == INSTITUTION_REVOKED;
}

static bool trains(const struct institution *school)
{
	return school->status != INSTITUTION_BLACK && school->status != INSTITUTION_REVOKED;
}

/* As one number that falls with how far above a row stands. */
struct list_row {
	int64_t key;
	int index;
};

static int compare_rows(const void *one, const void *other)
{
	const struct list_row *a = one, *b = other;

	if (a->key != b->key)
		return a->key < b->key ? -1 : 1;
	return a->index - b->index;
}

static int school_rows(const struct session_world *world, enum public_list list,
		       struct list_row *ret_rows)
{
	int count = 0;

	for (int i = 0; i < world->institution_count; i++) {
		const struct institution *school = &world->institutions[i];
		bool standing = list == LIST_STANDING;

		if (standing ? !has_standing(school) : !trains(school))
			continue;
		ret_rows[count++] = (struct list_row){
			.key = !standing ? i : (int64_t)school->status * (1 << 24) -
			       (date_is_set(school->listed) ? date_to_days(school->listed) : 0),
			.index = i };
	}
	return count;
}

static int result_rows(const struct session_world *world, struct list_row *ret_rows)
{
	int count = 0;

	for (int i = 0; i < world->disclosure_count; i++) {
		const struct disclosure *at = &world->disclosures[i];

		if (date_compare(at->first, world->date) <= 0 &&
		    date_compare(at->last, world->date) >= 0)
			ret_rows[count++] = (struct list_row){ i, i };
	}
	return count;
}

bool lists_has_results(const struct session_world *world)
{
	return lists_rows(world, LIST_RESULTS, 0, 0, NULL) > 0;
}

struct date lists_published(const struct session_world *world)
{
	struct date last = { 0 };

	for (int i = 0; i < world->institution_count; i++) {
		const struct institution *school = &world->institutions[i];

		if (has_standing(school) && date_is_set(school->listed) &&
		    (!date_is_set(last) || date_compare(school->listed, last) > 0))
			last = school->listed;
	}
	return last;
}

/* ---- amounts ---- */

static int compare_trades(const struct course *a, const struct course *b)
{
	int trade = strcmp(a->occupation, b->occupation);

	if (a->family != b->family)
		return (int)a->family - (int)b->family;
	if (trade)
		return trade;
	return a->kind != b->kind ? (int)a->kind - (int)b->kind : (int)b->level - (int)a->level;
}

struct trade_row {
	const struct course *course;
	int index;
};

static int compare_trade_rows(const void *one, const void *other)
{
	const struct trade_row *a = one, *b = other;
	int order = compare_trades(a->course, b->course);

	return order ? order : a->index - b->index;
}

/* Of a trade and level, which have one amount a day, the first course stands for all. */
static int amount_rows(const struct session_world *world, struct list_row *ret_rows)
{
	struct trade_row *all = calloc((size_t)world->course_count + 1, sizeof(*all));
	int listed = 0, count = 0;

	if (!all)
		abort();
	for (int i = 0; i < world->course_count; i++) {
		if (world->courses[i].on_list == TRI_TRUE)
			all[listed++] = (struct trade_row){ &world->courses[i], i };
	}
	qsort(all, (size_t)listed, sizeof(*all), compare_trade_rows);
	for (int i = 0; i < listed; i++) {
		if (i > 0 && compare_trades(all[i - 1].course, all[i].course) == 0)
			continue;
		ret_rows[count] = (struct list_row){ count, all[i].index };
		count++;
	}
	free(all);
	return count;
}

int lists_rows(const struct session_world *world, enum public_list list, int from, int cap,
	       int *ret_rows)
{
	int most = world->institution_count + world->course_count + world->disclosure_count;
	struct list_row *rows = calloc((size_t)most + 1, sizeof(*rows));
	int count;

	if (!rows)
		abort();
	count = list == LIST_AMOUNTS ? amount_rows(world, rows) :
		list == LIST_RESULTS ? result_rows(world, rows) : school_rows(world, list, rows);
	qsort(rows, (size_t)count, sizeof(*rows), compare_rows);
	for (int i = from; i < count && i < from + cap; i++)
		ret_rows[i - from] = rows[i].index;
	free(rows);
	return count;
}

/* ---- presses ---- */

static void turn(struct step_context *t, enum public_list list, int by)
{
	struct session *s = t->s;
	int rows = lists_per_page(list), all = lists_rows(t->world, list, 0, 0, NULL);

	if (by < 0 && s->lists_from >= rows)
		s->lists_from -= rows;
	else if (by > 0 && s->lists_from + rows < all)
		s->lists_from += rows;
}

void lists_press(struct step_context *t, int verb, int arg)
{
	enum public_list list = (enum public_list)t->s->at.arg;

	switch (verb) {
	case VERB_LISTS:
		if (arg < 0 || arg >= LIST_COUNT ||
		    (arg == LIST_RESULTS && !lists_has_results(t->world)))
			return;
		t->s->lists_from = 0;
		go_instead(t, PAGE_LISTS, arg);
		break;
	case VERB_LIST:
		turn(t, list, arg);
		break;
	case VERB_BACK:
		t->s->lists_from = 0;
		go_back(t);
		break;
	default:
		break;
	}
}
