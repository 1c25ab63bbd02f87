#include "screens/offer.h"

#include "core/amount.h"
#include "screens/screens.h"

#include <stdlib.h>

/* ---- days and places ---- */

const char *offer_day_words(const struct screen *p, struct date date)
{
	static const char *const days[] = {
		"day.sunday", "day.monday", "day.tuesday", "day.wednesday",
		"day.thursday", "day.friday", "day.saturday",
	};

	if (!date_is_set(date))
		return part_say(p, "offer.no_day");
	return part_say3(p, "date.day", part_month_name(p, date.month),
			 arena_textf(p->tree->arena, "%d", date.day),
			 part_say(p, days[date_weekday(date)]));
}

const char *offer_start_words(const struct screen *p, const struct course *course)
{
	return part_say2(p, "offer.starts", offer_day_words(p, course->starts),
			 arena_textf(p->tree->arena, "%d", course->training_days));
}

const char *offer_school_words(const struct screen *p, const struct course *course)
{
	bool red = course->institution == INSTITUTION_RED;

	return part_say2(p, red ? "offer.school_red" : "offer.school",
			 part_institution_title(p, course),
			 part_region_words(p, course->region));
}

/* ---- three amounts ---- */

static bool is_for_supplier(const struct screen *p, const struct offer *offer)
{
	return offer->benefit >= 0 &&
	       pack_benefit(p->world->pack, offer->benefit)->paid_to == PAYEE_SUPPLIER;
}

/* Nothing says what a class costs that is bought for its people: the school knows. */
const char *offer_tuition_words(const struct screen *p, const struct offer *offer)
{
	if (offer->free == OUTCOME_ELIGIBLE)
		return part_say(p, "offer.free");
	if (offer->free == OUTCOME_UNDETERMINED)
		return part_say(p, "offer.undecided");
	return part_say(p, is_for_supplier(p, offer) ? "offer.ask_school" : "offer.self");
}

static const char *sum_words(const struct screen *p, enum outcome outcome,
			     const struct amount *amount, const char *none_key)
{
	if (outcome == OUTCOME_NOT_ELIGIBLE)
		return part_say(p, none_key);
	if (outcome == OUTCOME_UNDETERMINED)
		return part_say(p, "offer.undecided");
	return part_amount_words(p, amount);
}

const char *offer_subsidy_words(const struct screen *p, const struct offer *offer)
{
	return sum_words(p, offer->outcome, &offer->subsidy, "offer.none");
}

const char *offer_living_words(const struct screen *p, const struct offer *offer)
{
	return sum_words(p, offer->lives, &offer->living, "offer.no_living");
}

static const char *plain_subsidy_label(const struct screen *p, const struct offer *offer)
{
	bool supplier = offer->outcome == OUTCOME_ELIGIBLE && is_for_supplier(p, offer);

	return part_say(p, supplier ? "offer.subsidy_supplier" : "offer.subsidy");
}

static const char *subsidy_label(const struct screen *p, const struct offer *offer)
{
	const char *label = plain_subsidy_label(p, offer);

	if (offer->outcome == OUTCOME_ELIGIBLE && offer->subsidy.label == AMOUNT_SAMPLE)
		return part_say1(p, "offer.sample", label);
	return label;
}

static const char *living_label(const struct screen *p, const struct offer *offer)
{
	const char *label = part_say(p, "offer.living");

	if (offer->lives == OUTCOME_ELIGIBLE && offer->living.label == AMOUNT_SAMPLE)
		return part_say1(p, "offer.sample", label);
	return label;
}

/* Large letters have a line for each: below its name each would take two. */
static bool is_line_each(const struct screen *p)
{
	return p->s->view.size >= VIEW_LARGE;
}

static void put_part(const struct screen *p, const char *label, const char *words)
{
	part_open_box(p, is_line_each(p) ? LOOK_LINE : LOOK_COLUMN);
	part_note(p, label);
	part_put(p, ROLE_TEXT, LOOK_AMOUNT, words, 0);
	part_close_box(p);
}

void offer_put_amounts(const struct screen *p, const struct offer *offer)
{
	tree_open(p->tree, (struct node){
		.role = ROLE_GROUP, .look = is_line_each(p) ? LOOK_COLUMN : LOOK_EQUAL,
		.flags = NODE_WHOLE });
	put_part(p, part_say(p, "offer.tuition"), offer_tuition_words(p, offer));
	put_part(p, subsidy_label(p, offer), offer_subsidy_words(p, offer));
	put_part(p, living_label(p, offer), offer_living_words(p, offer));
	part_close_box(p);
}

static struct amount total_of(const struct amount *a, const struct amount *b)
{
	bool bounded = a->has_max || b->has_max;

	return (struct amount){
		.known = a->known && b->known, .value = a->value + b->value,
		.is_minimum = a->is_minimum || b->is_minimum, .has_max = bounded,
		.max = (a->has_max ? a->max : a->value) + (b->has_max ? b->max : b->value),
		.label = a->label == AMOUNT_SAMPLE ? a->label : b->label,
	};
}

const char *offer_total_words(const struct screen *p, const struct offer *offer)
{
	struct amount total;

	if (offer->outcome != OUTCOME_ELIGIBLE || offer->lives != OUTCOME_ELIGIBLE ||
	    is_for_supplier(p, offer) || amount_is_open(&offer->subsidy) ||
	    offer->living.per_day || !offer->living.known)
		return "";
	total = total_of(&offer->subsidy, &offer->living);
	return part_say1(p, "course.total", part_amount_words(p, &total));
}

/* In a card: each beside its name, so that several cards stand on a page. */
static void put_beside(const struct screen *p, const char *label, enum outcome outcome,
		       const char *words)
{
	bool open = outcome == OUTCOME_UNDETERMINED;

	part_open_box(p, LOOK_LINE);
	part_note(p, label);
	part_put(p, ROLE_TEXT, open ? LOOK_STRONG : LOOK_CARD_TITLE, words, 0);
	part_close_box(p);
}

/* Large letters run on: three columns of them would be three rows. */
static void put_amounts_line(const struct screen *p, const struct offer *offer)
{
	part_open_box(p, p->s->view.size >= VIEW_LARGE ? LOOK_LINE : LOOK_EQUAL);
	put_beside(p, part_say(p, "offer.tuition"), offer->free, offer_tuition_words(p, offer));
	put_beside(p, plain_subsidy_label(p, offer), offer->outcome, offer_subsidy_words(p, offer));
	put_beside(p, part_say(p, "offer.living"), offer->lives, offer_living_words(p, offer));
	part_close_box(p);
}

static bool has_sample(const struct offer *offer)
{
	return (offer->outcome == OUTCOME_ELIGIBLE && offer->subsidy.label == AMOUNT_SAMPLE) ||
	       (offer->lives == OUTCOME_ELIGIBLE && offer->living.label == AMOUNT_SAMPLE);
}

/* Where one of the sums is invented, the card says so once. */
static const char *card_school_words(const struct screen *p, const struct course *course,
				     const struct offer *offer)
{
	const char *school = offer_school_words(p, course);

	if (!has_sample(offer) || !session_has_person(p->s))
		return school;
	return part_say1(p, "offer.school_sample", school);
}

const char *offer_amounts_spoken(const struct screen *p, const struct offer *offer)
{
	return part_say3(p, "offer.spoken_amounts", offer_tuition_words(p, offer),
			 offer_subsidy_words(p, offer),
			 offer_living_words(p, offer));
}

/* ---- on paper ---- */

static const char *place_words(const struct screen *p, const struct course *course)
{
	const char *address = part_address_words(p, course);
	const char *place = offer_school_words(p, course);

	if (address[0])
		place = part_say2(p, "offer.place", place, address);
	return course->phone[0] ? part_say2(p, "offer.place_phone", place, course->phone) : place;
}

static const char *told_amounts(const struct screen *p, const struct offer *offer)
{
	const char *words = part_say3(p, "offer.told_amounts", offer_tuition_words(p, offer),
				      offer_subsidy_words(p, offer),
				      offer_living_words(p, offer));

	return has_sample(offer) ? part_say1(p, "offer.sample", words) : words;
}

void screen_course_told(const struct session_world *world, const struct session *s,
			enum lang lang, struct arena *arena, int index,
			const char **ret_title, const char **ret_line)
{
	struct tree *tree = calloc(1, sizeof(*tree));
	const struct screen p = { world, s, tree, lang };
	const struct course *course = &world->courses[index];
	const struct offer *offer = derive_course_offer(world, s, index);

	if (!tree)
		abort();
	tree->arena = arena;
	*ret_title = part_course_title(&p, course);
	*ret_line = part_say3(&p, "offer.on_paper", offer_start_words(&p, course),
			      place_words(&p, course), told_amounts(&p, offer));
	free(tree);
}

/* ---- cards ---- */

/* What belongs together goes on one page, and a press anywhere in it is a press of it. */
static void open_card(const struct screen *p, struct node card)
{
	card.role = ROLE_BUTTON;
	card.look = LOOK_CARD;
	card.flags |= NODE_WHOLE;
	tree_open(p->tree, card);
}

static const char *card_spoken(const struct screen *p, const struct course *course,
			       const struct offer *offer)
{
	const char *what = part_say3(p, "offer.spoken", part_course_title(p, course),
				     offer_start_words(p, course),
				     card_school_words(p, course, offer));

	if (!session_has_person(p->s))
		return what;
	return arena_textf(p->tree->arena, "%s%s%s", what, p->tree->lang == LANG_EN ? " " : "",
			   offer_amounts_spoken(p, offer));
}

bool offer_has_picture(const struct screen *p, const struct course *course)
{
	return course->family > 0 && p->s->view.size < VIEW_LARGE;
}

void offer_put_picture(const struct screen *p, const struct course *course, int size_mm)
{
	tree_add(p->tree, (struct node){
		.role = ROLE_IMAGE, .look = LOOK_PICTURE,
		.picture = (enum picture)(PICTURE_TRADE + course->family - 1),
		.spoken = part_family_words(p, course->family),
		.width_mm = size_mm, .height_mm = size_mm });
}

static void put_look(const struct screen *p)
{
	part_put(p, ROLE_TEXT, LOOK_LINK, part_say(p, "offer.look"), 0);
}

static void put_when_and_where(const struct screen *p, const struct course *course,
			       const struct offer *offer)
{
	part_text(p, offer_start_words(p, course));
	part_note(p, card_school_words(p, course, offer));
}

#define CARD_PICTURE_MM 16

/* The trade is seen before it is read. */
static void put_pictured(const struct screen *p, const struct course *course,
			 const struct offer *offer)
{
	part_open_box(p, LOOK_FLANKED);
	offer_put_picture(p, course, CARD_PICTURE_MM);
	part_open_box(p, LOOK_COLUMN);
	part_heading(p, part_course_title(p, course));
	put_when_and_where(p, course, offer);
	part_close_box(p);
	put_look(p);
	part_close_box(p);
}

static void put_plain(const struct screen *p, const struct course *course,
		      const struct offer *offer)
{
	part_open_box(p, LOOK_SPREAD);
	part_heading(p, part_course_title(p, course));
	put_look(p);
	part_close_box(p);
	put_when_and_where(p, course, offer);
}

void offer_put_card(const struct screen *p, int index)
{
	const struct course *course = &p->world->courses[index];
	const struct offer *offer = derive_course_offer(p->world, p->s, index);

	open_card(p, (struct node){
		.id = part_id_of(p, "course", course->id), .label = part_course_title(p, course),
		.spoken = card_spoken(p, course, offer), .action = { VERB_COURSE, index } });
	if (offer_has_picture(p, course))
		put_pictured(p, course, offer);
	else
		put_plain(p, course, offer);
	if (session_has_person(p->s))
		put_amounts_line(p, offer);
	part_close_box(p);
}

static const char *row_spoken(const struct screen *p, const char *title, const struct row *row)
{
	const char *between = p->tree->lang == LANG_EN ? ": " : "：";

	return arena_textf(p->tree->arena, "%s%s%s%s%s", title, row->more[0] ? between : "",
			   row->more, between, row->act);
}

static void put_row(const struct screen *p, const struct row *row, bool badge)
{
	const char *title = badge ? part_say2(p, "row.spoken", part_badge_words(p, row->standing),
					      row->title) : row->title;

	open_card(p, (struct node){ .id = row->id, .label = row->title,
				    .action = { row->verb, row->arg },
				    .spoken = row_spoken(p, title, row) });
	part_open_box(p, LOOK_SPREAD);
	part_open_box(p, LOOK_LINE);
	if (badge)
		part_badge(p, row->standing);
	part_put(p, ROLE_HEADING, LOOK_STRONG, row->title, 0);
	part_text(p, row->more);
	part_close_box(p);
	part_put(p, ROLE_TEXT, LOOK_LINK, row->act, 0);
	part_close_box(p);
	part_close_box(p);
}

void offer_put_row_card(const struct screen *p, struct row row)
{
	put_row(p, &row, true);
}

void offer_put_line_card(const struct screen *p, struct row row)
{
	put_row(p, &row, false);
}

const char *offer_all_courses_words(const struct screen *p)
{
	const struct offers *all = derive_offers(p->world, p->s);

	return part_say_number(p, "results.all_courses", all->fits > 0 ? all->fits : all->listed);
}

/* ---- the year ---- */

static void put_discs(const struct screen *p, enum picture picture, int count, const char *key)
{
	for (int i = 0; i < count; i++)
		tree_add(p->tree, (struct node){
			.role = ROLE_IMAGE, .look = LOOK_PICTURE, .picture = picture,
			.spoken = part_say(p, key), .width_mm = 12, .height_mm = 8 });
}

static const char *year_words(const struct screen *p, const struct year_count *year)
{
	const char *left = arena_textf(p->tree->arena, "%d", year->left);
	const char *limit = arena_textf(p->tree->arena, "%d", year->limit);

	if (year->pending > 0)
		return part_say3(p, "year.pending", left,
				 arena_textf(p->tree->arena, "%d", year->pending), limit);
	return part_say2(p, year->left > 0 ? "year.left" : "year.used_up", left, limit);
}

void offer_put_year(const struct screen *p)
{
	struct year_count year;

	if (!derive_year(p->world, p->s, &year)) {
		part_text(p, part_say1(p, "year.unknown", part_counter_words(p)));
		return;
	}
	part_open_box(p, LOOK_SPREAD);
	part_strong(p, year_words(p, &year));
	part_open_box(p, LOOK_LINE);
	put_discs(p, PICTURE_DISC_LEFT, year.left, "year.disc_left");
	put_discs(p, PICTURE_DISC_PENDING, year.limit - year.left - year.granted,
		  "year.disc_pending");
	put_discs(p, PICTURE_DISC_USED, year.granted, "year.disc_used");
	part_close_box(p);
	part_close_box(p);
}
