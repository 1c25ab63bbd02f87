#include "screens/pages.h"

#include "session/finder.h"
#include "session/offers.h"

/* ---- words ---- */

const char *part_family_words(const struct screen *p, int family)
{
	static const char *const keys[FAMILY_COUNT] = {
		"finder.any", "family.machine", "family.electric", "family.food", "family.care",
		"family.transport", "family.service", "family.chemical", "family.farm",
	};

	return part_say(p, keys[family]);
}

const char *part_town_words(const struct screen *p, int region)
{
	static const char *const keys[REGION_COUNT + 1] = {
		"region.all", "town.haishu", "town.jiangbei", "town.zhenhai", "town.beilun",
		"town.yinzhou", "town.cixi", "town.yuyao", "town.fenghua", "town.ninghai",
		"town.xiangshan", "town.hightech", "town.bonded", "town.dongqianhu", "town.daxie",
		"town.hangzhouwan",
	};

	return part_say(p, keys[region]);
}

const char *part_month_words(const struct screen *p, int month, bool later)
{
	const char *name;

	if (month == 0)
		return part_say(p, "finder.any_month");
	name = part_month_name(p, finder_month_of_year(p->world, month));
	return later && month == FINDER_MONTHS ? part_say1(p, "finder.later", name) : name;
}

static const char *count_words(const struct screen *p, int count)
{
	return part_say_number(p, "finder.count", count);
}

/* ---- tiles ---- */

struct tile_of {
	const char *verb_name;	/* "family": its id is family-3 */
	int number;		/* in the id */
	int verb;
	int arg;
	const char *words;
	int count;
	bool chosen;
	enum picture picture;
	int picture_mm;		/* how high it stands on the glass */
};

/* A choice that would leave nothing stays in its place, pale; what is chosen can be given up. */
#define FAMILY_PICTURE_MM 18
#define MONTH_BAR_MM 14

static void put_tile(const struct screen *p, struct tile_of tile)
{
	const char *number = arena_textf(p->tree->arena, "%d", tile.number);
	unsigned off = tile.count == 0 && !tile.chosen ? NODE_DISABLED : 0;

	tree_add(p->tree, (struct node){
		.id = part_id_of(p, tile.verb_name, number), .role = ROLE_CHOICE,
		.look = LOOK_COUNTED,
		.label = tile.words, .value = tile.chosen ?
			part_say_number(p, "finder.count_chosen", tile.count) :
			count_words(p, tile.count),
		.spoken = part_say2(p, "finder.tile_spoken", tile.words,
				    count_words(p, tile.count)),
		.picture = tile.picture, .height_mm = tile.picture_mm,
		.flags = off | (tile.chosen ? NODE_CHECKED : 0),
		.action = { tile.verb, tile.arg } });
}

static void open_grid(const struct screen *p, int columns)
{
	tree_open(p->tree, (struct node){ .role = ROLE_GROUP, .look = LOOK_GRID,
					  .columns = columns });
}

/* The name of a choice, and the answer that leaves it open. */
static void put_question(const struct screen *p, const char *key, const char *id, int verb,
			 const char *any, bool chosen)
{
	part_open_box(p, LOOK_SPREAD);
	part_heading(p, part_say(p, key));
	part_small_way_of(p, (struct way){ id, any, verb, 0, chosen ? NODE_CHECKED : 0 },
			  part_say(p, key));
	part_close_box(p);
}

static void put_families(const struct screen *p, const struct finder_counts *counts)
{
	int chosen = p->s->finder.family;

	put_question(p, "finder.what", "family-0", VERB_FAMILY, part_say(p, "finder.any"),
		     chosen == 0);
	open_grid(p, 4);
	for (int i = 1; i < FAMILY_COUNT; i++)
		put_tile(p, (struct tile_of){
			.verb_name = "family", .number = i, .verb = VERB_FAMILY, .arg = i,
			.words = part_family_words(p, i), .count = counts->family[i],
			.chosen = chosen == i,
			.picture = (enum picture)(PICTURE_TRADE + i - 1),
			.picture_mm = FAMILY_PICTURE_MM });
	part_close_box(p);
	if (counts->unsorted > 0 && chosen == 0)
		part_note(p, part_say_number(p, "finder.unsorted", counts->unsorted));
}

/* As on a map, the north above: indices of annex 1. */
static const int map[REGION_COUNT] = {
	15, 6, 3, 14, 12,
	7, 2, 1, 11, 4,
	9, 8, 5, 13, 10,
};

#define MAP_MM 27

/* Where the chosen one lies; large letters need the room for what is pressed. */
static void put_map(const struct screen *p)
{
	int chosen = p->s->finder.region;

	if (p->s->view.size > VIEW_NORMAL || p->s->view.reach)
		return;
	tree_add(p->tree, (struct node){
		.role = ROLE_IMAGE, .look = LOOK_PICTURE,
		.picture = (enum picture)(PICTURE_MAP + chosen),
		.spoken = part_say1(p, "finder.map", part_region_words(p, chosen)),
		.width_mm = MAP_MM, .height_mm = MAP_MM });
}

static void put_regions(const struct screen *p, const struct finder_counts *counts)
{
	int chosen = p->s->finder.region, own = derive_region(p->s);

	put_question(p, "finder.where", "region-0", VERB_REGION, part_region_words(p, 0),
		     chosen == 0);
	open_grid(p, 5);
	for (int i = 0; i < REGION_COUNT; i++)
		put_tile(p, (struct tile_of){
			.verb_name = "region", .number = map[i], .verb = VERB_REGION,
			.arg = map[i], .words = part_town_words(p, map[i]),
			.count = counts->region[map[i]], .chosen = chosen == map[i] });
	part_close_box(p);
	part_open_box(p, LOOK_SPREAD);
	if (own > 0)
		part_put(p, ROLE_TEXT, LOOK_NOTE,
			 part_say1(p, "finder.own", part_region_words(p, own)),
			 NODE_PRIVATE);
	else
		part_note(p, part_say(p, "finder.north"));
	put_map(p);
	part_close_box(p);
}

/* The fullest month has the whole bar. */
static enum picture bar_of(const struct finder_counts *counts, int month)
{
	int most = 1;

	for (int i = 1; i <= FINDER_MONTHS; i++)
		most = counts->month[i] > most ? counts->month[i] : most;
	return (enum picture)(PICTURE_BAR +
			      (counts->month[month] * PICTURE_BAR_EIGHTHS + most - 1) / most);
}

static void put_months(const struct screen *p, const struct finder_counts *counts)
{
	int chosen = p->s->finder.month;

	put_question(p, "finder.when", "month-0", VERB_MONTH, part_say(p, "finder.any"),
		     chosen == 0);
	open_grid(p, FINDER_MONTHS);
	for (int i = 1; i <= FINDER_MONTHS; i++)
		put_tile(p, (struct tile_of){
			.verb_name = "month", .number = finder_month_of_year(p->world, i),
			.verb = VERB_MONTH, .arg = i,
			.words = part_month_words(p, i, counts->later), .count = counts->month[i],
			.chosen = chosen == i, .picture = bar_of(counts, i),
			.picture_mm = MONTH_BAR_MM });
	part_close_box(p);
}

/* ---- the page ---- */

const char *part_chosen_words(const struct screen *p, bool later)
{
	const struct finder *f = &p->s->finder;

	const char *words = part_say3(p, "finder.chosen", part_family_words(p, f->family),
				      part_region_words(p, f->region),
				      part_month_words(p, f->month, later));

	return f->typed_count > 0 ? part_say2(p, "finder.chosen_name", words,
					      part_search_words(p)) : words;
}

/* Heard after each choice: what is chosen now, and how many that leaves. */
static void put_chosen(const struct screen *p, const struct finder_counts *counts)
{
	const char *words = part_chosen_words(p, counts->later);

	part_open_box(p, LOOK_SPREAD);
	tree_add(p->tree, (struct node){
		.role = ROLE_TEXT, .look = LOOK_STRONG, .label = words,
		.spoken = part_say2(p, "finder.chosen_spoken", words,
				    count_words(p, counts->found)), .flags = NODE_LIVE });
	part_small_way_of(p, (struct way){ "find-any", part_say(p, "finder.clear"), VERB_FIND_ANY,
			  0,
		finder_is_untouched(&p->s->finder) ? NODE_DISABLED : 0 }, NULL);
	part_close_box(p);
}

static const char *lead(const struct screen *p, const struct finder_counts *counts)
{
	const char *all = arena_textf(p->tree->arena, "%d", counts->all);

	if (session_has_person(p->s))
		return part_say2(p, "finder.lead_fit", all,
				 arena_textf(p->tree->arena, "%d", counts->fit));
	return part_say1(p, "finder.lead", all);
}

/* That nothing is open after this day is said, and where else to ask. */
static void put_nothing_open(const struct screen *p)
{
	part_title(p, part_say(p, "finder.nothing_title"));
	part_lead(p, part_say2(p, "finder.nothing", part_date_words(p, p->world->date),
			       part_counter_words(p)));
	part_way(p, LOOK_SECOND, (struct way){ "conditions", part_say(p, "idle.conditions"),
					      VERB_CONDITIONS, 0, 0 });
	part_close_page(p, true, NULL);
}

static void put_lead_and_search(const struct screen *p, const struct finder_counts *counts)
{
	part_open_box(p, LOOK_SPREAD);
	part_lead(p, lead(p, counts));
	part_small_way_of(p, (struct way){ "search", part_say(p, "search.open"), VERB_SEARCH,
					  (int)p->s->finder.search,
					  p->s->finder.typed_count > 0 ? NODE_CHECKED : 0 }, NULL);
	part_close_box(p);
}

void screen_finder(const struct screen *p)
{
	struct finder_counts counts;
	struct way next = { "next", NULL, VERB_NEXT, 0, 0 };

	finder_count(p->world, p->s, &counts);
	part_open_page(p);
	if (counts.all == 0) {
		put_nothing_open(p);
		return;
	}
	part_title(p, part_say(p, "finder.title"));
	put_lead_and_search(p, &counts);
	put_families(p, &counts);
	put_regions(p, &counts);
	put_months(p, &counts);
	put_chosen(p, &counts);
	next.words = counts.found > 0 ? part_say_number(p, "finder.next", counts.found) :
					part_say(p, "finder.next_none");
	next.flags = counts.found > 0 ? 0 : NODE_DISABLED;
	part_close_page(p, true, &next);
}
