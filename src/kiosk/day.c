#include "kiosk/day.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/text.h"
#include "kiosk/kiosk.h"
#include "session/offers.h"
#include "store/bundles.h"

#include <inttypes.h>
#include <stdlib.h>

/* A minute's tick finds it mended. */
#define RETRY_MS 30000
/* A quartz that is 100 ppm off loses 0.4 s in so long. */
#define RTC_EVERY_MS 3600000
/* A clock that nothing keeps right is believed again after so long without a jump. */
#define TRUST_AFTER_S (60 * DAY_S)

/* ---- the clocks ---- */

int64_t day_clock_base_s(void)
{
	return clock_wall_s() - clock_ms() / 1000;
}

int day_clock_doubt(const struct kiosk *kiosk)
{
	int doubt = clock_is_kept_right() ? 0 : CLOCK_NOT_KEPT;

	if (llabs(day_clock_base_s() - kiosk->day.clock_base_s) > CLOCK_JUMP_S)
		doubt |= CLOCK_JUMPED;
	return doubt;
}

static int32_t in_range(int64_t value)
{
	return (int32_t)(value > INT32_MAX ? INT32_MAX : value < INT32_MIN ? INT32_MIN : value);
}

struct clock_quality day_clock_quality(const struct kiosk *kiosk)
{
	struct clock_quality quality = { .rtc_known = kiosk->day.rtc_known,
					 .rtc_s = kiosk->day.rtc_s };
	int64_t offset_us;

	quality.offset_known = clock_offset_us(&offset_us);
	if (quality.offset_known)
		quality.offset_us = in_range(offset_us);
	return quality;
}

/* Between visits, and seldom: a chip on a slow bus is read. */
static void ask_mainboard(struct kiosk *kiosk)
{
	int64_t apart_s = 0;

	if (clock_ms() < kiosk->day.rtc_next_ms)
		return;
	kiosk->day.rtc_next_ms = clock_ms() + RTC_EVERY_MS;
	kiosk->day.rtc_known = clock_rtc_apart_s(CLOCK_RTC_FILE, &apart_s);
	kiosk->day.rtc_s = in_range(apart_s);
}

/* In the audit log too: `doctor` counts how often a clock was set. */
static void note(struct kiosk *kiosk, const char *what, int64_t number)
{
	struct audit_log_entry entry = { .at = clock_wall_s() };
	struct text detail = text_in(entry.detail, sizeof(entry.detail));

	text_addf(&detail, "%" PRId64, number);
	log_info("%s %s", what, entry.detail);
	if (text_copy(entry.what, sizeof(entry.what), what) || !kiosk->store ||
	    store_audit(kiosk->store, &entry))
		log_error("audit: %s could not be written", what);
}

/* Across a start nothing but the audit log tells what time it was. */
static void compare_with_log(struct kiosk *kiosk)
{
	int64_t now_s = clock_wall_s(), last_s = 0;

	if (kiosk->store && !store_last_audit(kiosk->store, &last_s) &&
	    (now_s < last_s - DAY_S || now_s > last_s + TRUST_AFTER_S))
		note(kiosk, AUDIT_CLOCK_GAP, now_s - last_s);
}

static void take_clock(struct kiosk *kiosk)
{
	int64_t base_s = day_clock_base_s(), by_s = base_s - kiosk->day.clock_base_s;

	if (kiosk->day.clock_base_s == 0)
		compare_with_log(kiosk);
	else if (llabs(by_s) > CLOCK_JUMP_S)
		note(kiosk, AUDIT_CLOCK_SET, by_s);
	kiosk->day.clock_base_s = base_s;
}

struct date day_today(const struct kiosk *kiosk)
{
	return date_is_set(kiosk->day.asked) ? kiosk->day.asked :
		date_in_china(clock_wall_s() + kiosk->leap_ms / 1000);
}

/* ---- what the store says of the day ---- */

/* Unstated: none is in force. */
static struct fact standard_of(struct kiosk *kiosk, enum standard what, int region)
{
	struct fact fact = { .source = FACT_UNSTATED };
	bool is_sample = true;
	fen amount;

	if (store_standard(kiosk->store, what, region, kiosk->world.date, &amount, &is_sample))
		return fact;
	fact.official = !is_sample;
	fact_state(&fact, FACT_REGISTRY, amount, kiosk->world.date);
	return fact;
}

/*
 * Amounts that the document refers to and does not contain, as the facts that
 * packs know them by.
 */
static void load_standards(struct kiosk *kiosk)
{
	static const struct { enum standard standard; const char *fact; } table[] = {
		{ STANDARD_SPECIFIC, FACT_SHARED_RATE },
		{ STANDARD_POST_2, "post.standard_2_fen" },
		{ STANDARD_POST_1, "post.standard_1_fen" },
	};

	kiosk->world.standard_count = 0;
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		struct named_fact *at = &kiosk->world.standards[kiosk->world.standard_count];

		at->fact = standard_of(kiosk, table[i].standard, 0);
		if (!fact_known(&at->fact) || text_copy(at->id, sizeof(at->id), table[i].fact))
			continue;
		kiosk->world.standard_count++;
	}
	for (int region = 0; region <= REGION_COUNT; region++)
		kiosk->world.min_living[region] = standard_of(kiosk, STANDARD_MIN_LIVING, region);
}

/* Whose rule applies to what is the policy's to say; of a parameter it has none nothing comes. */
static enum err load_overrides(struct kiosk *kiosk)
{
	enum err err = store_overrides(kiosk->store, kiosk->world.overrides,
				       &kiosk->world.override_count);

	if (err)
		log_error("%s: later rules cannot be read; run: skills-kiosk store check",
			  kiosk->paths.data);
	return err;
}

static int data_age(const struct kiosk *kiosk, const char *kind)
{
	int64_t made = 0, days;

	if (store_data_made(kiosk->store, kind, &made))
		return 0;
	days = date_to_days(kiosk->world.date) - date_to_days(date_in_china(made));
	return days < 0 ? 0 : days > INT16_MAX ? INT16_MAX : (int)days;
}

static void load_ages(struct kiosk *kiosk)
{
	kiosk->world.age = (struct data_age){
		.catalogue = data_age(kiosk, "catalogue"),
		.institutions = data_age(kiosk, "institutions"),
		.standards = data_age(kiosk, "standards"),
		.overrides = data_age(kiosk, "overrides"),
		.history = data_age(kiosk, "history"),
		.disclosures = data_age(kiosk, "disclosures"),
	};
}

static enum err load_courses(struct kiosk *kiosk)
{
	struct course_filter all = { .on = kiosk->world.date, .starts_from = kiosk->world.date };
	struct course *courses = NULL;
	int count = 0;
	enum err err = store_all_courses(kiosk->store, &all, &courses, &count);

	offers_room_wipe(kiosk->world.offers);	/* it points into the former ones */
	free(kiosk->courses);
	kiosk->courses = courses;
	kiosk->world.courses = courses;
	kiosk->world.course_count = count;
	if (err)
		log_error("%s: the catalogue cannot be read; run: skills-kiosk store check",
			  kiosk->paths.data);
	return err;
}

static enum err load_institutions(struct kiosk *kiosk)
{
	struct institution *all = NULL;
	int count = 0;
	enum err err = store_institutions(kiosk->store, &all, &count);

	free(kiosk->institutions);
	kiosk->institutions = all;
	kiosk->world.institutions = all;
	kiosk->world.institution_count = count;
	if (err)
		log_error("%s: the schools cannot be read; run: skills-kiosk store check",
			  kiosk->paths.data);
	return err;
}

static enum err load_disclosures(struct kiosk *kiosk)
{
	struct disclosure *all = NULL;
	int count = 0;
	enum err err = store_disclosures(kiosk->store, &all, &count);

	free(kiosk->disclosures);
	kiosk->disclosures = all;
	kiosk->world.disclosures = all;
	kiosk->world.disclosure_count = count;
	if (err)
		log_error("%s: what is made public cannot be read; run: skills-kiosk store check",
			  kiosk->paths.data);
	return err;
}

/* Nothing of the day before, or of the former data, is left standing. */
static enum err load(struct kiosk *kiosk, int64_t stamp)
{
	enum err err;

	kiosk->day.read = false;
	kiosk->world.course_count = 0;
	kiosk->world.override_count = 0;
	load_ages(kiosk);
	load_standards(kiosk);
	err = load_courses(kiosk);
	if (!err)
		err = load_institutions(kiosk);
	if (!err)
		err = load_disclosures(kiosk);
	if (!err)
		err = load_overrides(kiosk);
	if (err)
		return err;
	kiosk->day.read = true;
	kiosk->day.read_for = kiosk->world.date;
	kiosk->day.stamp = stamp;
	return ERR_OK;
}

static bool is_read(const struct kiosk *kiosk, int64_t stamp)
{
	return kiosk->day.read && kiosk->day.stamp == stamp &&
	       date_compare(kiosk->day.read_for, kiosk->world.date) == 0;
}

/* ---- what was kept its time ---- */

/*
 * A clock that runs ahead would remove what is to be kept.  So it must be kept
 * right by something, or have been left alone for as long as the doctor looks back.
 */
static bool clock_is_trusted(struct kiosk *kiosk)
{
	int64_t since = clock_wall_s() - TRUST_AFTER_S, set = 0, gaps = 0;

	if (clock_is_kept_right())
		return true;
	return !store_audit_count(kiosk->store, AUDIT_CLOCK_SET, since, &set) &&
	       !store_audit_count(kiosk->store, AUDIT_CLOCK_GAP, since, &gaps) &&
	       set + gaps == 0;
}

/* Whether there is more of it than is removed at once. */
static bool expire_one(struct kiosk *kiosk, enum store_kept what, int days, const char *noted)
{
	int removed = 0;

	if (store_expire(kiosk->store, what, clock_wall_s() - (int64_t)days * DAY_S, &removed))
		log_error("what was kept its time could not be removed");
	else if (removed > 0)
		note(kiosk, noted, removed);
	return removed == STORE_EXPIRE_MOST;
}

/* Once a day, a few at a time: what is left is done at the next minute. */
static void expire(struct kiosk *kiosk)
{
	bool more;

	if (date_compare(kiosk->day.expired_for, kiosk->world.date) == 0)
		return;
	kiosk->day.expired_for = kiosk->world.date;
	if (!clock_is_trusted(kiosk))	/* it reads the whole audit log: once a day */
		return;
	more = expire_one(kiosk, STORE_KEPT_APPLICATIONS, kiosk->config.keep_days,
			  "application.expired");
	more |= expire_one(kiosk, STORE_KEPT_AUDIT_LOG, kiosk->config.audit_days, "audit.expired");
	if (more)
		kiosk->day.expired_for = (struct date){ 0 };
}

/* A store that does not open is not tried at each touch of the closed page. */
static enum err reach_store(struct kiosk *kiosk)
{
	enum err err = ERR_IO;

	if (kiosk->day.retry_ms && kiosk_now_ms(kiosk) < kiosk->day.retry_ms)
		return err;
	if (kiosk->store)
		err = store_resume(kiosk->store);
	else
		err = store_open_mode(kiosk->paths.data, kiosk->config.crypto_sm,
				      &kiosk->store);
	kiosk->day.retry_ms = err ? kiosk_now_ms(kiosk) + RETRY_MS : 0;
	return err;
}

static enum err match_store(struct kiosk *kiosk)
{
	int64_t stamp = 0;
	enum err err = reach_store(kiosk);

	if (!err)
		err = store_stamp(kiosk->store, &stamp);
	if (!err)
		expire(kiosk);
	if (err || is_read(kiosk, stamp))
		return err;
	if (kiosk->day.read)
		log_info("catalogue and standards are read again");
	return load(kiosk, stamp);
}

/* ---- between visits ---- */

static enum service service_of(struct kiosk *kiosk)
{
	struct date first = pack_first_day(kiosk->pack);

	if (date_is_set(first) && date_compare(kiosk->world.date, first) < 0)
		return SERVICE_CLOCK;
	if (!date_is_set(kiosk->day.asked) && heartbeat_clock_is_wrong(kiosk))
		return SERVICE_CLOCK;
	if (kiosk->heartbeat.twin)
		return SERVICE_TWIN;
	return match_store(kiosk) ? SERVICE_NO_STORE : SERVICE_OPEN;
}

bool day_mind(struct kiosk *kiosk)
{
	enum service before = kiosk->day.service;

	if (!kiosk->pack || !session_is_between_visits(&kiosk->session))
		return false;
	take_clock(kiosk);
	ask_mainboard(kiosk);
	kiosk->world.date = day_today(kiosk);
	kiosk->day.service = service_of(kiosk);
	if (kiosk->day.service != before && kiosk->day.service == SERVICE_CLOCK)
		log_error("the clock cannot be right; set it");
	return kiosk->day.service != before;
}
