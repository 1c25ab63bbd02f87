#include "screens/pages.h"

#include "session/lists.h"
#include "session/offers.h"

#define LIST_ROWS_MAX 16

static const char *number_words(const struct screen *p, int number)
{
	return arena_textf(p->tree->arena, "%d", number);
}

static const char *named(const struct screen *p, const char *zh, const char *hant,
			 const char *en)
{
	enum lang lang = lang_written(p->lang);

	return lang == LANG_EN && en[0] ? en : lang == LANG_ZH_HANT && hant[0] ? hant : zh;
}

static const char *school_name(const struct screen *p, const struct institution *school)
{
	return named(p, school->title_zh, school->title_hant, school->title_en);
}

/* ---- rows ---- */

static void put_standing(const struct screen *p, const struct institution *school)
{
	static const char *const keys[INSTITUTION_STATUS_COUNT] = {
		[INSTITUTION_RED] = "lists.red", [INSTITUTION_BLACK] = "lists.black",
		[INSTITUTION_REVOKED] = "lists.revoked",
	};

	part_open_box(p, LOOK_SHEET);
	part_open_box(p, LOOK_SPREAD);
	part_heading(p, school_name(p, school));
	part_put(p, ROLE_TEXT, school->status == INSTITUTION_RED ? LOOK_YES : LOOK_NO,
		 part_say(p, keys[school->status]), 0);
	part_close_box(p);
	part_note(p, part_say1(p, "lists.since", part_date_words(p, school->listed)));
	part_close_box(p);
}

static void put_school(const struct screen *p, const struct institution *school)
{
	const char *address = named(p, school->address_zh, school->address_hant,
				    school->address_en);

	part_open_box(p, LOOK_SHEET);
	part_heading(p, school_name(p, school));
	part_text(p, address[0] ? address : part_say(p, "lists.no_address"));
	part_text(p, school->phone[0] ? part_say1(p, "lists.phone", school->phone) :
				       part_say(p, "lists.no_phone"));
	part_close_box(p);
}

/* The published standard, and its rise; where none is published, what the rules say instead. */
static const char *standard_words(const struct screen *p, int index)
{
	const struct course *course = &p->world->courses[index];
	char yuan[MONEY_TEXT_MAX];

	if (!course->std_known)
		return part_amount_words(p, &derive_course_offer(p->world, p->s, index)->subsidy);
	money_format(course->std, yuan);
	if (course->shortage_uplift_pct <= 0)
		return part_say1(p, "lists.yuan", yuan);
	return part_say2(p, "lists.yuan_scarce", yuan,
			 number_words(p, course->shortage_uplift_pct));
}

static void put_amount(const struct screen *p, int course)
{
	part_open_box(p, LOOK_SPREAD);
	part_text(p, part_course_title(p, &p->world->courses[course]));
	part_strong(p, standard_words(p, course));
	part_close_box(p);
}

/* Whoever knows better says so while it hangs out. */
static void put_result(const struct screen *p, const struct disclosure *at)
{
	struct amount sum = { .known = true, .value = at->amount };
	const char *name = arena_text(p->tree->arena, at->name);

	part_open_box(p, LOOK_SHEET);
	part_open_box(p, LOOK_SPREAD);
	part_strong(p, at->tail[0] ? part_say2(p, "lists.result_who", name,
					       arena_text(p->tree->arena, at->tail)) : name);
	part_strong(p, part_amount_words(p, &sum));
	part_close_box(p);
	part_text(p, arena_text(p->tree->arena, at->title));
	part_note(p, part_say2(p, "lists.result_days", part_date_words(p, at->first),
			       part_date_words(p, at->last)));
	part_close_box(p);
}

static void put_row(const struct screen *p, enum public_list list, int row)
{
	if (list == LIST_AMOUNTS)
		put_amount(p, row);
	else if (list == LIST_RESULTS)
		put_result(p, &p->world->disclosures[row]);
	else if (list == LIST_SCHOOLS)
		put_school(p, &p->world->institutions[row]);
	else
		put_standing(p, &p->world->institutions[row]);
}

static bool row_is_sample(const struct screen *p, enum public_list list, int row)
{
	if (list == LIST_RESULTS)
		return data_is_sample(p->world->disclosures[row].source);
	return data_is_sample(list == LIST_AMOUNTS ? p->world->courses[row].source :
						     p->world->institutions[row].source);
}

/* ---- the page ---- */

static void put_tabs(const struct screen *p, enum public_list list)
{
	static const char *const keys[LIST_COUNT] = {
		[LIST_STANDING] = "lists.standing", [LIST_AMOUNTS] = "lists.amounts",
		[LIST_SCHOOLS] = "lists.schools", [LIST_RESULTS] = "lists.results",
	};

	int count = lists_has_results(p->world) ? LIST_COUNT : LIST_RESULTS;

	tree_open(p->tree, (struct node){ .role = ROLE_GROUP, .look = LOOK_GRID,
					  .columns = count });
	for (int i = 0; i < count; i++)
		tree_add(p->tree, (struct node){
			.id = part_id_of(p, "list", number_words(p, i + 1)), .role = ROLE_CHOICE,
			.look = LOOK_COUNTED, .label = part_say(p, keys[i]),
			.flags = (int)list == i ? NODE_CHECKED : 0,
			.action = { VERB_LISTS, i } });
	part_close_box(p);
}

static int list_age(const struct screen *p, enum public_list list)
{
	const struct data_age *age = &p->world->age;

	return list == LIST_AMOUNTS ? age->catalogue :
	       list == LIST_RESULTS ? age->disclosures : age->institutions;
}

static struct date day_of(const struct screen *p, enum public_list list)
{
	if (list == LIST_STANDING)
		return lists_published(p->world);
	return date_from_days(date_to_days(p->world->date) - list_age(p, list));
}

/* What the list is, and of which day; of an empty one that none is known here. */
static void put_about(const struct screen *p, enum public_list list, int all)
{
	struct date day = day_of(p, list);

	if (all == 0)
		part_text(p, part_say1(p, "lists.none", part_counter_words(p)));
	else if (list == LIST_RESULTS)
		part_text(p, part_say1(p, "lists.results_about", part_counter_words(p)));
	else if (list == LIST_STANDING)
		part_text(p, part_say1(p, "lists.standing_about", part_date_words(p, day)));
	else
		part_text(p, part_say2(p, list == LIST_AMOUNTS ? "lists.amounts_about" :
							   "lists.schools_about",
				       number_words(p, all), part_date_words(p, day)));
}

void screen_lists(const struct screen *p)
{
	enum public_list list = (enum public_list)p->s->at.arg;
	int rows[LIST_ROWS_MAX], from = p->s->lists_from, most = lists_per_page(list), count;
	int all = lists_rows(p->world, list, from, most, rows);
	bool sample = false;

	part_open_page(p);
	part_title(p, part_say(p, "lists.title"));
	put_tabs(p, list);
	put_about(p, list, all);
	count = all - from < most ? all - from : most;
	if (list == LIST_AMOUNTS && count > 0)
		part_open_box(p, LOOK_SHEET);
	for (int i = 0; i < count; i++) {
		put_row(p, list, rows[i]);
		sample = sample || row_is_sample(p, list, rows[i]);
	}
	if (list == LIST_AMOUNTS && count > 0)
		part_close_box(p);
	part_list_turn(p, "lists.range", from, most, all);
	if (sample)
		part_note(p, part_say(p, "lists.sample"));
	part_old(p, list == LIST_AMOUNTS ? "courses.old" : "lists.old", list_age(p, list));
	if (list == LIST_AMOUNTS)
		part_old_standards(p);
	part_close_page(p, true, NULL);
}
