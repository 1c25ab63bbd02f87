/*
 * What came of a training is claimed: asked for nothing that is known, decided by the
 * stage of the claim, and never beside what cannot be.
 */
#include "tests/unit/session/stage.h"

#include "session/derive.h"

/* A training of a course of the catalogue, over on the day of the visit. */
static void have_trained(const char *course)
{
	struct own_training *training = &v->s.trainings[0];

	*training = (struct own_training){ .course = v->courses[course_index(v, course)] };
	training->course.starts = (struct date){ 2021, 2, 1 };
	training->ended = training_last_day(&training->course);
	v->s.training_count = 1;
}

static void register_says(const char *id, int64_t number)
{
	struct own_training *training = &v->s.trainings[0];
	struct named_fact *at = &training->facts[training->fact_count++];

	snprintf(at->id, sizeof(at->id), "%s", id);
	at->fact = (struct fact){ .source = FACT_REGISTRY, .number = number };
}

static void to_claim(const char *person, const char *course)
{
	to_results(person);
	have_trained(course);
}

static void asks(const char *id)
{
	at(PAGE_QUESTION);
	assert_string_equal(pack_fact(pack, v->s.at.arg)->id, id);
}

static void pick(const char *word)
{
	press(v, VERB_PICK, pack_choice(pack, v->s.at.arg, word));
	press(v, VERB_NEXT, 0);
}

static void type_digits(const char *digits)
{
	for (; *digits; digits++)
		press(v, VERB_KEY, *digits - '0');
	press(v, VERB_NEXT, 0);
}

static void say_yes(void)
{
	press(v, VERB_ANSWER, CHOICE_YES);
	press(v, VERB_NEXT, 0);
}

static void only_what_nobody_knows_is_asked(void **state)
{
	struct application *a = calloc(1, sizeof(*a));

	(void)state;
	to_claim("chen-li", "C001");
	press(v, VERB_CLAIM, 0);
	asks("claim.attended");
	say_yes();
	asks("claim.cert_type");
	pick("LEVEL_CERT");
	asks("claim.cert_date");
	type_digits("20210310");
	at(PAGE_CERTIFICATE);
	type_digits("12345678");
	at(PAGE_CHECK);
	session_application(&v->world, &v->s, a);
	assert_true(a->claims);
	assert_string_equal(a->course.id, "C001");
	assert_string_equal(a->certificate_no, "12345678");
	free(a);
}

static void nothing_is_asked_where_the_register_knows_all(void **state)
{
	(void)state;
	to_claim("chen-li", "C001");
	register_says("claim.attended", 1);
	register_says("claim.cert_date", date_to_days((struct date){ 2021, 3, 10 }));
	press(v, VERB_CLAIM, 0);
	asks("claim.cert_type");
	pick("QUAL_CERT");
	at(PAGE_CERTIFICATE);
	snprintf(v->s.trainings[0].certificate_no, CERTIFICATE_NO_MAX, "Y1234");
	press(v, VERB_BACK, 0);
	press(v, VERB_BACK, 0);
	at(PAGE_RESULTS);
	assert_false(v->s.claim.on);
	press(v, VERB_CLAIM, 0);
	pick("QUAL_CERT");
	at(PAGE_CHECK);
	assert_string_equal(v->s.claim.number, "Y1234");
}

static void slips_are_pointed_out_and_not_recorded(void **state)
{
	int date;

	(void)state;
	to_claim("chen-li", "C001");
	press(v, VERB_CLAIM, 0);
	say_yes();
	pick("LEVEL_CERT");
	date = v->s.at.arg;
	type_digits("20210316");	/* tomorrow */
	assert_int_equal(v->s.draft.slip, SLIP_TO_COME);
	for (int i = 0; i < DATE_DIGITS; i++)
		press(v, VERB_KEY_DELETE, 0);
	type_digits("20210214");	/* on the last day but one */
	assert_int_equal(v->s.draft.slip, SLIP_BEFORE_END);
	asks("claim.cert_date");
	assert_int_equal(v->s.answers[date].said, SAID_NOTHING);
	for (int i = 0; i < DATE_DIGITS; i++)
		press(v, VERB_KEY_DELETE, 0);
	type_digits("20210215");
	at(PAGE_CERTIFICATE);
}

/* Without a certificate there is nothing to type, and why stands there. */
static void without_a_certificate_it_says_why(void **state)
{
	(void)state;
	to_claim("chen-li", "C001");
	press(v, VERB_CLAIM, 0);
	say_yes();
	pick("none");
	at(PAGE_REASON);
	assert_int_equal(v->s.at.arg, benefit(v, "TRAIN"));
	press(v, VERB_NEXT, 0);
	at(PAGE_MY_TRAINING);
	assert_false(v->s.claim.on);
}

static void cost_and_days_are_asked_for_their_sums(void **state)
{
	struct application *a = calloc(1, sizeof(*a));

	(void)state;
	to_claim("wang-zhiqiang", "C062");
	press(v, VERB_CLAIM, 0);
	say_yes();
	pick("SPECIALOP_CERT");
	type_digits("20210310");
	asks("claim.issuer_level");
	pick("municipal_or_above");
	asks("claim.cost_fen");
	type_digits("900");
	asks("living.training_days");
	type_digits("8");
	assert_int_equal(v->s.draft.slip, SLIP_DAYS);
	press(v, VERB_KEY_DELETE, 0);
	type_digits("6");
	at(PAGE_CERTIFICATE);
	press(v, VERB_NO_NUMBER, 0);
	press(v, VERB_NEXT, 0);
	at(PAGE_PROMISES);
	press(v, VERB_ACCEPT, ARG_ALL);
	session_application(&v->world, &v->s, a);
	assert_int_equal(a->item_count, 2);
	assert_int_equal(a->items[0].amount.value, 60000);
	assert_int_equal(a->items[1].amount.value, 24000);
	assert_string_equal(a->certificate_no, "");
	free(a);
}

/* The register knows the trade, and the technician the rest. */
static void a_post_is_asked_for_by_its_certificate(void **state)
{
	(void)state;
	to_results("feng-jianhua");
	for (int i = 0; i < v->s.person.fact_count; i++) {
		if (strncmp(v->s.person.facts[i].id, "post.cert", 9) == 0 ||
		    strcmp(v->s.person.facts[i].id, "post.months_used") == 0)
			v->s.person.facts[i].id[0] = 'x';
	}
	assert_true(session_may_claim_post(&v->world, &v->s));
	press(v, VERB_CLAIM, CLAIM_OF_POST);
	asks("post.cert_level");
	pick("2");
	asks("post.cert_date");
	type_digits("20210401");
	assert_int_equal(v->s.draft.slip, SLIP_TO_COME);
	for (int i = 0; i < DATE_DIGITS; i++)
		press(v, VERB_KEY_DELETE, 0);
	type_digits("20200610");
	asks("post.months_used");
	type_digits("0");
	at(PAGE_CERTIFICATE);
}

/* Before a training it is not applied for: a claim needs the number on the certificate. */
static void a_post_is_applied_for_by_claim_alone(void **state)
{
	(void)state;
	to_results("feng-jianhua");
	press(v, VERB_NEXT, 0);
	at(PAGE_RESULTS);
	press(v, VERB_CLAIM, CLAIM_OF_POST);
	at(PAGE_CERTIFICATE);
}

static void a_trade_that_no_register_knows_is_asked(void **state)
{
	(void)state;
	to_results("feng-jianhua");
	for (int i = 0; i < v->s.person.fact_count; i++) {
		if (strcmp(v->s.person.facts[i].id, "post.trade_shortage") == 0)
			v->s.person.facts[i].id[0] = 'x';
	}
	assert_true(session_may_claim_post(&v->world, &v->s));
	press(v, VERB_CLAIM, CLAIM_OF_POST);
	asks("post.trade_shortage");
	say_yes();
	at(PAGE_CERTIFICATE);
}

/* Typed on a keypad: its Enter goes on. */
static void enter_goes_on_behind_a_date(void **state)
{
	(void)state;
	to_claim("chen-li", "C001");
	press(v, VERB_CLAIM, 0);
	say_yes();
	pick("LEVEL_CERT");
	asks("claim.cert_date");
	for (const char *typed = "20210310\r"; *typed; typed++)
		visit_event(v, (struct event){ .kind = EVENT_KEY, .key = *typed });
	at(PAGE_CERTIFICATE);
}

/* Before a training nobody is asked what only it can bring. */
static void nothing_of_it_is_asked_before(void **state)
{
	(void)state;
	to_results("chen-li");
	for (int i = 0; i < pack_fact_count(pack); i++) {
		if (pack_fact(pack, i)->after_training)
			assert_false(v->s.asked[i]);
	}
	assert_false(session_may_claim_post(&v->world, &v->s));
}

/* The request is not counted beside its own claim; one of another trade is. */
static void the_request_bars_no_claim_of_its_own(void **state)
{
	struct history *history = &v->s.person.history;
	struct result result;

	(void)state;
	to_claim("chen-li", "C001");
	history->claims[history->count++] = (struct claim){ .date = { 2021, 1, 20 },
		.kind = CLAIM_TRAIN, .status = CLAIM_PENDING, .level = '5',
		.occupation = "焊工" };
	assert_true(session_may_claim(&v->world, &v->s, 0));
	press(v, VERB_CLAIM, 0);
	say_yes();
	pick("LEVEL_CERT");
	type_digits("20210310");
	derive_result(&v->world, &v->s, benefit(v, "TRAIN"), CASE_SAID, &result);
	assert_int_equal(result.standing, STANDING_YES);
	assert_int_equal(result.decision.year_most, 0);
	history->claims[history->count - 1].status = CLAIM_GRANTED;
	history->claims[history->count - 1].date = (struct date){ 2021, 3, 12 };
	assert_false(session_may_claim(&v->world, &v->s, 0));
}

static bool rate_counts(struct date from, struct date until)
{
	struct course *course = &v->s.trainings[0].course;
	struct result result;

	course->std_from = from;
	course->std_until = until;
	derive_result(&v->world, &v->s, benefit(v, "TRAIN"), CASE_SAID, &result);
	assert_int_equal(result.standing, STANDING_YES);
	return result.decision.amount.known;
}

/* A-YEARBASIS: a rate of other days is not paid by, nor is another guessed. */
static void the_rate_is_that_of_the_certificates_day(void **state)
{
	struct date day = { 2021, 3, 10 }, before = { 2021, 3, 9 }, after = { 2021, 3, 11 };
	struct date open = { 0 };

	(void)state;
	to_claim("chen-li", "C001");
	press(v, VERB_CLAIM, 0);
	say_yes();
	pick("LEVEL_CERT");
	type_digits("20210310");
	assert_true(rate_counts(open, open));
	assert_true(rate_counts(day, day));
	assert_false(rate_counts(open, before));
	assert_false(rate_counts(after, open));
}

static void what_goes_on_or_was_claimed_is_not_claimed(void **state)
{
	(void)state;
	to_claim("chen-li", "C001");
	v->s.trainings[0].claimed = true;
	assert_false(session_may_claim(&v->world, &v->s, 0));
	v->s.trainings[0].claimed = false;
	v->s.trainings[0].ended = (struct date){ 2021, 3, 16 };
	assert_false(session_may_claim(&v->world, &v->s, 0));
	press(v, VERB_CLAIM, 0);
	at(PAGE_RESULTS);
	press(v, VERB_CLAIM, 5);
	at(PAGE_RESULTS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(only_what_nobody_knows_is_asked),
		TEST(nothing_is_asked_where_the_register_knows_all),
		TEST(slips_are_pointed_out_and_not_recorded),
		TEST(without_a_certificate_it_says_why),
		TEST(cost_and_days_are_asked_for_their_sums),
		TEST(a_post_is_asked_for_by_its_certificate),
		TEST(a_post_is_applied_for_by_claim_alone),
		TEST(a_trade_that_no_register_knows_is_asked),
		TEST(enter_goes_on_behind_a_date),
		TEST(nothing_of_it_is_asked_before),
		TEST(the_request_bars_no_claim_of_its_own),
		TEST(the_rate_is_that_of_the_certificates_day),
		TEST(what_goes_on_or_was_claimed_is_not_claimed),
	};

	return RUN(tests);
}
