/*
 * A hall for tests of session and screens: the real pack and the invented
 * people and courses of the demo; devices that answer at once, unless told
 * otherwise.
 */
#ifndef TESTS_UNIT_VISIT_H
#define TESTS_UNIT_VISIT_H

#include "tests/unit/unit.h"

#include "core/employer.h"
#include "session/derive.h"
#include "session/offers.h"
#include "session/session.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DEMO SOURCE_DIR "/kiosk-config/demo-data/"
#define PACK SOURCE_DIR "/kiosk-config/packs/nb-2019-78"
#define COLUMNS_MAX 24
#define HALL_COURSES_MAX 128
#define HALL_SCHOOLS_MAX 32

/* How the devices of the test behave. */
struct devices_told {
	bool register_away, register_silent, save_fails, save_unknown, save_silent;
	bool nobody_is_called;
	bool no_room, pin_wrong, no_paper, name_not_drawable, other_card;
	int pin_tries;
	enum assurance assurance;
	struct recent_application recent;	/* what the store holds of the holder; or none */
};

struct visit {
	struct session_world world;
	struct session s;
	struct course courses[HALL_COURSES_MAX];
	struct institution schools[HALL_SCHOOLS_MAX];
	struct holder card;
	struct devices_told told;
	int count[EFFECT_WIPE + 1];	/* effects seen, by kind */
	enum switch_use switches;	/* as the last effect said */
	int64_t now;
	int64_t clock_moved_s;	/* by which the wall clock was set */
};

static inline int split(char *line, char *columns[COLUMNS_MAX])
{
	int n = 0;

	line[strcspn(line, "\r\n")] = 0;
	for (char *at = line; n < COLUMNS_MAX; at++) {
		columns[n++] = at;
		at = strchr(at, ',');
		if (!at)
			break;
		*at = 0;
	}
	return n;
}

static inline FILE *demo_open(const char *name)
{
	char path[512];
	FILE *file;

	snprintf(path, sizeof(path), DEMO "%s", name);
	file = fopen(path, "r");
	assert_non_null(file);
	return file;
}

static inline enum trade_family family_read(const char *name)
{
	for (int i = 1; i < FAMILY_COUNT; i++) {
		if (strcmp(trade_family_name((enum trade_family)i), name) == 0)
			return (enum trade_family)i;
	}
	fail_msg("no family: %s", name);
	return FAMILY_UNKNOWN;
}

static inline int courses_read(struct course courses[HALL_COURSES_MAX])
{
	FILE *file = demo_open("catalogue.csv");
	char line[1024], *c[COLUMNS_MAX];
	int n = 0;

	while (fgets(line, sizeof(line), file) && n < HALL_COURSES_MAX) {
		struct course *course = &courses[n];

		if (split(line, c) < 18 || course_kind_from_name(c[3]) < 0)
			continue;
		*course = (struct course){ .kind = (enum course_kind)course_kind_from_name(c[3]) };
		snprintf(course->id, sizeof(course->id), "%s", c[0]);
		snprintf(course->title_zh, sizeof(course->title_zh), "%s", c[1]);
		snprintf(course->title_en, sizeof(course->title_en), "%s", c[2]);
		snprintf(course->occupation, sizeof(course->occupation), "%s", c[4]);
		course->level = c[5][0];
		course->on_list = strcmp(c[6], "true") == 0 ? TRI_TRUE : TRI_FALSE;
		course->std_known = c[7][0] != 0;
		course->std = 100 * atol(c[7]);
		course->shortage_uplift_pct = (int)atol(c[10]);
		snprintf(course->institution_id, sizeof(course->institution_id), "%s", c[12]);
		snprintf(course->institution_zh, sizeof(course->institution_zh), "%s", c[12]);
		course->institution = strstr(c[12], "black") ? INSTITUTION_BLACK : INSTITUTION_NONE;
		course->region = (int)atol(c[13]);
		assert_true(date_parse(c[14], &course->starts));
		course->training_days = (int)atol(c[15]);
		course->filed = TRI_TRUE;
		course->family = family_read(c[20]);
		snprintf(course->title_hant, sizeof(course->title_hant), "%s", c[19]);
		n++;
	}
	fclose(file);
	return n;
}

static inline int institutions_read(struct institution schools[HALL_SCHOOLS_MAX])
{
	FILE *file = demo_open("institutions.csv");
	char line[1024], *c[COLUMNS_MAX];
	int n = 0;

	while (fgets(line, sizeof(line), file) && n < HALL_SCHOOLS_MAX) {
		struct institution *school = &schools[n];

		if (split(line, c) < 11 || institution_status_from_name(c[3]) < 0)
			continue;
		*school = (struct institution){
			.status = (enum institution_status)institution_status_from_name(c[3]) };
		snprintf(school->id, sizeof(school->id), "%s", c[0]);
		snprintf(school->title_zh, sizeof(school->title_zh), "%s", c[1]);
		snprintf(school->title_en, sizeof(school->title_en), "%s", c[2]);
		snprintf(school->source, sizeof(school->source), "%s", c[5]);
		snprintf(school->title_hant, sizeof(school->title_hant), "%s", c[6]);
		snprintf(school->address_zh, sizeof(school->address_zh), "%s", c[7]);
		assert_true(date_parse(c[4], &school->listed));
		n++;
	}
	fclose(file);
	return n;
}

static inline int64_t register_value(const char *text)
{
	struct date date;

	if (date_parse(text, &date))
		return date_to_days(date);
	return strcmp(text, "true") == 0 ? 1 : atol(text);
}

static inline void history_read(const char *id_no, struct history *history)
{
	FILE *file = demo_open("history.csv");
	char line[1024], *c[COLUMNS_MAX];

	while (fgets(line, sizeof(line), file)) {
		struct claim *claim = &history->claims[history->count];

		if (split(line, c) < 7 || strcmp(c[0], id_no) != 0)
			continue;
		history->known = true;
		history->complete = strcmp(c[1], "true") == 0;
		if (!date_parse(c[2], &claim->date))
			continue;
		claim->kind = (enum claim_kind)claim_kind_from_name(c[3]);
		claim->status = (enum claim_status)claim_status_from_name(c[6]);
		snprintf(claim->occupation, sizeof(claim->occupation), "%s", c[4]);
		claim->level = c[5][0];
		history->count++;
	}
	fclose(file);
}

/* As the store does: the list decides by the employer's number. */
static inline bool employer_listed(const char *no)
{
	FILE *file = demo_open("friction.csv");
	char line[1024], *c[COLUMNS_MAX];
	bool found = false;

	while (!found && fgets(line, sizeof(line), file))
		found = split(line, c) > 0 && strcmp(c[0], no) == 0;
	fclose(file);
	return found;
}

static inline void register_line(char *c[COLUMNS_MAX], struct named_fact *ret_fact)
{
	bool employer = strcmp(c[1], EMPLOYER_NO) == 0;

	snprintf(ret_fact->id, sizeof(ret_fact->id), "%s", employer ? EMPLOYER_LISTED : c[1]);
	ret_fact->fact = (struct fact){
		.source = FACT_REGISTRY,
		.number = employer ? employer_listed(c[2]) : register_value(c[2]),
	};
}

static inline bool person_read(const char *id_no, struct person *person)
{
	FILE *file = demo_open("register.csv");
	char line[1024], *c[COLUMNS_MAX];

	*person = (struct person){ 0 };
	snprintf(person->id_no, sizeof(person->id_no), "%s", id_no);
	while (fgets(line, sizeof(line), file)) {
		if (split(line, c) < 3 || strcmp(c[0], id_no) != 0)
			continue;
		register_line(c, &person->facts[person->fact_count++]);
	}
	fclose(file);
	history_read(id_no, &person->history);
	return person->fact_count > 0;
}

/* The card of a demo person, by key. */
static inline struct holder card_of(const char *key)
{
	FILE *file = demo_open("cards.csv");
	char line[1024], *c[COLUMNS_MAX];
	struct holder h = { .type = CARD_SOCIAL_SECURITY, .generation = 2,
			    .assurance = ASSURANCE_A1, .uid_size = 4 };

	while (fgets(line, sizeof(line), file)) {
		if (split(line, c) < 6 || strcmp(c[0], key) != 0)
			continue;
		snprintf(h.name, sizeof(h.name), "%s", c[1]);
		snprintf(h.id_no, sizeof(h.id_no), "%s", c[3]);
		snprintf(h.card_no, sizeof(h.card_no), "%s", c[5]);
		h.birth = idno_birth(h.id_no);
	}
	fclose(file);
	assert_true(h.name[0]);
	return h;
}

/* ---- steps ---- */

static inline void visit_event(struct visit *v, struct event event);

static inline void answer_look_up(struct visit *v, const char *id_no)
{
	struct event e = { .kind = EVENT_PERSON }, recent = { .kind = EVENT_RECENT_APPLICATION };

	if (v->told.recent.receipt_no[0]) {
		recent.recent.last = v->told.recent;
		recent.recent.age_ms = 1000 * (1615771800 + v->now / 1000 -
						  v->told.recent.signed_at);
		snprintf(recent.recent.id_no, sizeof(recent.recent.id_no), "%s", id_no);
		visit_event(v, recent);
	}
	if (v->told.register_silent)
		return;
	if (v->told.register_away)
		e.person.news = NEWS_PERSON_UNREACHABLE;
	else
		e.person.news = person_read(id_no, &e.person.person) ? NEWS_PERSON_FOUND :
								       NEWS_PERSON_ABSENT;
	visit_event(v, e);
}

static inline void answer_read(struct visit *v)
{
	struct event e = { .kind = EVENT_CARD };

	e.card.news = NEWS_CARD_READ;
	e.card.pin_tries = v->told.pin_tries;
	e.card.name_not_drawable = v->told.name_not_drawable;
	e.card.holder = v->card;
	if (v->told.other_card)
		e.card.holder.uid[0] ^= 1;
	visit_event(v, e);
}

static inline void answer_pin(struct visit *v)
{
	struct event e = { .kind = EVENT_PIN };

	if (v->told.pin_wrong)
		v->told.pin_tries--;
	e.pin.tries = v->told.pin_tries;
	e.pin.news = v->told.pin_wrong ? NEWS_PIN_WRONG : NEWS_PIN_RIGHT;
	e.pin.holder = v->card;
	visit_event(v, e);
}

static inline void answer_save(struct visit *v)
{
	struct event e = { .kind = EVENT_SAVED };

	if (v->told.save_silent)
		return;
	e.saved.news = v->told.save_fails ? NEWS_SAVED_NOT :
		       v->told.save_unknown ? NEWS_SAVED_UNKNOWN : NEWS_SAVED_DONE;
	if (e.saved.news == NEWS_SAVED_DONE)
		snprintf(e.saved.receipt_no, sizeof(e.saved.receipt_no), "NB-20210315-%04d",
			 v->count[EFFECT_SAVE]);
	visit_event(v, e);
}

static inline void answer_effect(struct visit *v, const struct effect *effect)
{
	struct event key = { .kind = EVENT_VISIT_KEY }, paper = { .kind = EVENT_PRINT };

	v->count[effect->kind]++;
	switch (effect->kind) {
	case EFFECT_SWITCHES:
		v->switches = effect->switches;
		break;
	case EFFECT_LOOK_UP:
		answer_look_up(v, effect->id_no);
		break;
	case EFFECT_RESERVE_KEY:
		if (!v->told.no_room)
			snprintf(key.visit_key, sizeof(key.visit_key), "%032d",
				 6 + v->count[EFFECT_RESERVE_KEY]);
		visit_event(v, key);
		break;
	case EFFECT_SETTLE:
		answer_save(v);
		break;
	case EFFECT_READ_CARD:
		answer_read(v);
		break;
	case EFFECT_VERIFY_PIN:
		answer_pin(v);
		break;
	case EFFECT_SAVE:
		answer_save(v);
		break;
	case EFFECT_CALL_STAFF:
		visit_event(v, (struct event){ .kind = EVENT_CALLED,
					       .called = !v->told.nobody_is_called });
		break;
	case EFFECT_PRINT:
		paper.print = NEWS_PRINT_STARTED;
		visit_event(v, paper);
		paper.print = v->told.no_paper ? NEWS_PRINT_PAPER_EMPTY : NEWS_PRINT_OUT;
		visit_event(v, paper);
		break;
	default:
		break;
	}
}

static inline void visit_event(struct visit *v, struct event event)
{
	struct effects effects;

	event.time_ms = v->now;
	event.clock_s = 1615771800 + v->now / 1000 + v->clock_moved_s;
	session_step(&v->world, &v->s, &event, &effects);
	for (int i = 0; i < effects.count; i++)
		answer_effect(v, &effects.at[i]);
	effects_wipe(&effects);
}

static inline void press(struct visit *v, int verb, int arg)
{
	struct event e = { .kind = EVENT_PRESS };

	e.press.verb = verb;
	e.press.arg = arg;
	v->now += 500;
	visit_event(v, e);
}

static inline void wait_ms(struct visit *v, int64_t ms)
{
	v->now += ms;
	visit_event(v, (struct event){ .kind = EVENT_TICK });
}

static inline void card_news(struct visit *v, enum card_news news)
{
	struct event e = { .kind = EVENT_CARD };

	e.card.news = news;
	e.card.holder = v->card;
	visit_event(v, e);
}

/* Laid and read in a moment. */
static inline void lay_card(struct visit *v, const char *key)
{
	v->card = card_of(key);
	v->card.assurance = v->told.assurance;
	card_news(v, NEWS_CARD_LAID);
	v->now += 200;
	answer_read(v);
}

static inline void switch_news(struct visit *v, enum switch_news news)
{
	v->now += 500;
	visit_event(v, (struct event){ .kind = EVENT_SWITCHES, .switches = news });
}

static inline void draw(struct visit *v)
{
	for (uint16_t i = 0; i < 20; i++) {
		struct event e = { .kind = EVENT_INK };

		e.ink.width = 20000;
		e.ink.height = 9000;
		e.ink.point = (struct ink_point){ (uint16_t)(1000 + 300 * i),
						  (uint16_t)(4000 - 100 * i), i, i == 0 };
		visit_event(v, e);
	}
}

static inline int benefit(const struct visit *v, const char *code)
{
	return pack_benefit_find(v->world.pack, code);
}

static inline int fact(const struct visit *v, const char *id)
{
	return pack_fact_find(v->world.pack, id);
}

static inline int course_index(const struct visit *v, const char *id)
{
	for (int i = 0; i < v->world.course_count; i++) {
		if (strcmp(v->courses[i].id, id) == 0)
			return i;
	}
	fail_msg("no course %s", id);
	return -1;
}

static inline struct named_fact standard(const char *id, int64_t fen_value)
{
	struct named_fact f = { .fact = { FACT_REGISTRY, fen_value, { 0 }, false } };

	snprintf(f.id, sizeof(f.id), "%s", id);
	return f;
}

/* Each visit has a room of its own while it is open; none is ever given back. */
static inline struct offers_room *visit_offers(const struct visit *v)
{
	static struct {
		const struct visit *visit;
		struct offers_room *room;
	} rooms[64];
	int i = 0;

	while (i < 63 && rooms[i].visit && rooms[i].visit != v)
		i++;
	rooms[i].visit = v;
	if (rooms[i].room)
		offers_room_wipe(rooms[i].room);
	else
		rooms[i].room = offers_room_create();
	return rooms[i].room;
}

static inline void visit_open(struct visit *v, const struct pack *pack)
{
	static const struct pack_text hall = { { "海曙区政务服务大厅", "Haishu Service Hall",
						 "海曙區政務服務大廳", "海曙区政务服务大厅" } };
	static const struct pack_text counter = { { "人力社保窗口", "the human-resources window",
						    "人力社保窗口", "人力社保窗口" } };
	static const struct pack_text terminal = { { "3 号自助终端", "Kiosk 3", "3 號自助終端",
						     "3 号自助终端" } };

	*v = (struct visit){ .now = 1000 };
	v->world = (struct session_world){
		.pack = pack, .courses = v->courses, .hall = hall, .counter = counter,
		.offers = visit_offers(v), .terminal = terminal,
		.date = { 2021, 3, 15 }, .demo_date = true,
		.to_see = ASSURANCE_A1, .to_submit = ASSURANCE_A2, .under_age = 14,
		.keep_days = 730, .utc_offset_s = 28800, .standard_count = 1,
		.standards = { standard("course.specific_std_fen", 40000) },
	};
	for (int region = 0; region <= REGION_COUNT; region++)
		v->world.min_living[region] = standard("", 100000).fact;
	v->world.course_count = courses_read(v->courses);
	v->world.institutions = v->schools;
	v->world.institution_count = institutions_read(v->schools);
	v->told.pin_tries = 3;
	v->told.assurance = ASSURANCE_A1;
	session_init(&v->s, v->now);
}

static inline struct pack *pack_open(void)
{
	struct pack *pack;
	struct diag diag;

	if (pack_load(PACK, &pack, &diag) != ERR_OK)
		fail_msg("%s:%d: %s", diag.file, diag.line, diag.what);
	assert_int_equal(words_open(BUILD_DIR "/words"), ERR_OK);
	return pack;
}

/* The same pack for the made-up document that the build wrote (tests/policy/made-up). */
static inline struct pack *pack_open_made_up(struct official **ret_official)
{
	struct pack *pack = NULL;
	struct diag diag;

	if (pack_load(BUILD_DIR "/made-up/packs/nb-2019-78", &pack, &diag) ||
	    official_open(pack, BUILD_DIR "/made-up/official.txt", ret_official, &diag))
		fail_msg("%s:%d: %s", diag.file, diag.line, diag.what);
	return pack;
}

/* Answers every question with no (or 都没有) until the results come up. */
static inline void answer_no(struct visit *v)
{
	for (int i = 0; i < 30 && v->s.at.page != PAGE_RESULTS; i++) {
		if (v->s.at.page == PAGE_QUESTION)
			press(v, VERB_ANSWER, CHOICE_NO);
		else if (v->s.at.page == PAGE_GROUP)
			press(v, VERB_TICK_NONE, 0);
		press(v, VERB_NEXT, 0);
	}
}

static inline void type_pin(struct visit *v)
{
	for (int i = 0; i < PIN_DIGITS; i++)
		press(v, VERB_KEY, i + 1);
}

#endif
