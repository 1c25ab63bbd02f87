#include "screens/offer.h"

#include "core/amount.h"

/* ---- days and places ---- */

const char *day_words(const struct screen *p, struct date date)
{
	static const char *const days[] = {
		"day.sunday", "day.monday", "day.tuesday", "day.wednesday",
		"day.thursday", "day.friday", "day.saturday",
	};

	if (!date_is_set(date))
		return say(p, "offer.no_day");
	return say3(p, "date.day", month_name(p, date.month),
		    arena_textf(p->tree->arena, "%d", date.day), say(p, days[date_weekday(date)]));
}

const char *start_words(const struct screen *p, const struct course *course)
{
	return say2(p, "offer.starts", day_words(p, course->starts),
		    arena_textf(p->tree->arena, "%d", course->training_days));
}

const char *school_words(const struct screen *p, const struct course *course)
{
	bool red = course->institution == INSTITUTION_RED;

	return say2(p, red ? "offer.school_red" : "offer.school", institution_title(p, course),
		    region_words(p, course->region));
}

/* ---- three amounts ---- */

static bool is_for_supplier(const struct screen *p, const struct offer *offer)
{
	return offer->benefit >= 0 &&
	       pack_benefit(p->world->pack, offer->benefit)->paid_to == PAYEE_SUPPLIER;
}

/* Nothing says what a class costs that is bought for its people: the school knows. */
const char *tuition_words(const struct screen *p, const struct offer *offer)
{
	if (offer->free == OUTCOME_ELIGIBLE)
		return say(p, "offer.free");
	if (offer->free == OUTCOME_UNDETERMINED)
		return say(p, "offer.undecided");
	return say(p, is_for_supplier(p, offer) ? "offer.ask_school" : "offer.self");
}

static const char *sum_words(const struct screen *p, enum outcome outcome,
			     const struct amount *amount)
{
	if (outcome == OUTCOME_NOT_ELIGIBLE)
		return say(p, "offer.none");
	if (outcome == OUTCOME_UNDETERMINED)
		return say(p, "offer.undecided");
	return amount_words(p, amount);
}

const char *subsidy_words(const struct screen *p, const struct offer *offer)
{
	return sum_words(p, offer->outcome, &offer->subsidy);
}

const char *living_words(const struct screen *p, const struct offer *offer)
{
	return sum_words(p, offer->lives, &offer->living);
}

static const char *plain_subsidy_label(const struct screen *p, const struct offer *offer)
{
	bool supplier = offer->outcome == OUTCOME_ELIGIBLE && is_for_supplier(p, offer);

	return say(p, supplier ? "offer.subsidy_supplier" : "offer.subsidy");
}

static const char *subsidy_label(const struct screen *p, const struct offer *offer)
{
	const char *label = plain_subsidy_label(p, offer);

	if (offer->outcome == OUTCOME_ELIGIBLE && offer->subsidy.label == AMOUNT_SAMPLE)
		return say1(p, "offer.sample", label);
	return label;
}

static const char *living_label(const struct screen *p, const struct offer *offer)
{
	const char *label = say(p, "offer.living");

	if (offer->lives == OUTCOME_ELIGIBLE && offer->living.label == AMOUNT_SAMPLE)
		return say1(p, "offer.sample", label);
	return label;
}

static void put_part(const struct screen *p, const char *label, const char *words)
{
	open_box(p, LOOK_COLUMN);
	put_note(p, label);
	put(p, ROLE_TEXT, LOOK_CARD_TITLE, words, 0);
	close_box(p);
}

void put_amounts(const struct screen *p, const struct offer *offer)
{
	tree_open(p->tree, (struct node){ .role = ROLE_GROUP, .look = LOOK_EQUAL,
					  .flags = NODE_WHOLE });
	put_part(p, say(p, "offer.tuition"), tuition_words(p, offer));
	put_part(p, subsidy_label(p, offer), subsidy_words(p, offer));
	put_part(p, living_label(p, offer), living_words(p, offer));
	close_box(p);
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

const char *total_words(const struct screen *p, const struct offer *offer)
{
	struct amount total;

	if (offer->outcome != OUTCOME_ELIGIBLE || offer->lives != OUTCOME_ELIGIBLE ||
	    is_for_supplier(p, offer) || amount_is_open(&offer->subsidy) ||
	    offer->living.per_day || !offer->living.known)
		return "";
	total = total_of(&offer->subsidy, &offer->living);
	return say1(p, "course.total", amount_words(p, &total));
}

/* In a card: each beside its name, so that several cards stand on a page. */
static void put_beside(const struct screen *p, const char *label, enum outcome outcome,
		       const char *words)
{
	bool open = outcome == OUTCOME_UNDETERMINED;

	open_box(p, LOOK_LINE);
	put_note(p, label);
	put(p, ROLE_TEXT, open ? LOOK_STRONG : LOOK_CARD_TITLE, words, 0);
	close_box(p);
}

/* Large letters run on: three columns of them would be three rows. */
static void put_amounts_line(const struct screen *p, const struct offer *offer)
{
	open_box(p, p->s->view.size >= VIEW_LARGE ? LOOK_LINE : LOOK_EQUAL);
	put_beside(p, say(p, "offer.tuition"), offer->free, tuition_words(p, offer));
	put_beside(p, plain_subsidy_label(p, offer), offer->outcome, subsidy_words(p, offer));
	put_beside(p, say(p, "offer.living"), offer->lives, living_words(p, offer));
	close_box(p);
}

/* Where one of the sums is invented, the card says so once. */
static const char *card_school_words(const struct screen *p, const struct course *course,
				     const struct offer *offer)
{
	const char *school = school_words(p, course);
	bool sample = (offer->outcome == OUTCOME_ELIGIBLE &&
		       offer->subsidy.label == AMOUNT_SAMPLE) ||
		      (offer->lives == OUTCOME_ELIGIBLE && offer->living.label == AMOUNT_SAMPLE);

	return sample && session_has_person(p->s) ? say1(p, "offer.school_sample", school) : school;
}

const char *amounts_spoken(const struct screen *p, const struct offer *offer)
{
	return say3(p, "offer.spoken_amounts", tuition_words(p, offer), subsidy_words(p, offer),
		    living_words(p, offer));
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
	const char *what = say3(p, "offer.spoken", course_title(p, course),
				start_words(p, course), card_school_words(p, course, offer));

	if (!session_has_person(p->s))
		return what;
	return arena_textf(p->tree->arena, "%s%s%s", what, p->tree->lang == LANG_EN ? " " : "",
			   amounts_spoken(p, offer));
}

void put_offer_card(const struct screen *p, int index)
{
	const struct course *course = &p->world->courses[index];
	const struct offer *offer = derive_course_offer(p->world, p->s, index);

	open_card(p, (struct node){
		.id = id_of(p, "course", course->id), .label = course_title(p, course),
		.spoken = card_spoken(p, course, offer), .action = { VERB_COURSE, index } });
	open_box(p, LOOK_SPREAD);
	put_heading(p, course_title(p, course));
	put(p, ROLE_TEXT, LOOK_LINK, say(p, "offer.look"), 0);
	close_box(p);
	put_text(p, start_words(p, course));
	put_note(p, card_school_words(p, course, offer));
	if (session_has_person(p->s))
		put_amounts_line(p, offer);
	close_box(p);
}

static const char *row_spoken(const struct screen *p, const char *title, const struct row *row)
{
	const char *between = p->tree->lang == LANG_EN ? ": " : "：";

	return arena_textf(p->tree->arena, "%s%s%s%s%s", title, row->more[0] ? between : "",
			   row->more, between, row->act);
}

static void put_row(const struct screen *p, const struct row *row, bool badge)
{
	const char *title = badge ? say2(p, "row.spoken", badge_words(p, row->standing),
					 row->title) : row->title;

	open_card(p, (struct node){ .id = row->id, .label = row->title,
				    .action = { row->verb, row->arg },
				    .spoken = row_spoken(p, title, row) });
	open_box(p, LOOK_SPREAD);
	open_box(p, LOOK_LINE);
	if (badge)
		put_badge(p, row->standing);
	put(p, ROLE_HEADING, LOOK_STRONG, row->title, 0);
	put_text(p, row->more);
	close_box(p);
	put(p, ROLE_TEXT, LOOK_LINK, row->act, 0);
	close_box(p);
	close_box(p);
}

void put_row_card(const struct screen *p, struct row row)
{
	put_row(p, &row, true);
}

void put_line_card(const struct screen *p, struct row row)
{
	put_row(p, &row, false);
}

const char *all_courses_words(const struct screen *p)
{
	const struct offers *all = derive_offers(p->world, p->s);

	return say_number(p, "results.all_courses", all->fits > 0 ? all->fits : all->listed);
}

/* ---- the year ---- */

static void put_discs(const struct screen *p, enum picture picture, int count, const char *key)
{
	for (int i = 0; i < count; i++)
		tree_add(p->tree, (struct node){
			.role = ROLE_IMAGE, .look = LOOK_PICTURE, .picture = picture,
			.spoken = say(p, key), .width_mm = 12, .height_mm = 8 });
}

static const char *year_words(const struct screen *p, const struct year_count *year)
{
	const char *left = arena_textf(p->tree->arena, "%d", year->left);
	const char *limit = arena_textf(p->tree->arena, "%d", year->limit);

	if (year->pending > 0)
		return say3(p, "year.pending", left,
			    arena_textf(p->tree->arena, "%d", year->pending), limit);
	return say2(p, year->left > 0 ? "year.left" : "year.used_up", left, limit);
}

void put_year(const struct screen *p)
{
	struct year_count year;

	if (!derive_year(p->world, p->s, &year)) {
		put_text(p, say1(p, "year.unknown", counter_words(p)));
		return;
	}
	open_box(p, LOOK_SPREAD);
	put_strong(p, year_words(p, &year));
	open_box(p, LOOK_LINE);
	put_discs(p, PICTURE_DISC_LEFT, year.left, "year.disc_left");
	put_discs(p, PICTURE_DISC_PENDING, year.limit - year.left - year.granted,
		  "year.disc_pending");
	put_discs(p, PICTURE_DISC_USED, year.granted, "year.disc_used");
	close_box(p);
	close_box(p);
}
