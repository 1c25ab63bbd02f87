#include "kiosk/grades.h"

#include "base/log.h"
#include "kiosk/kiosk.h"
#include "store/ratings.h"

_Static_assert(RATING_GRADES == WIRE_GRADES, "the centre counts the same grades");

static int64_t sum_of(const struct rating_day *day)
{
	int64_t sum = 0;

	for (int i = 0; i < RATING_GRADES; i++)
		sum += day->count[i];
	return sum;
}

/* The last day that was told comes first again, for it may have grown. */
static struct date told_before(const struct kiosk *kiosk)
{
	const struct grades *g = &kiosk->grades;

	return date_from_days(date_is_set(g->told) ? date_to_days(g->told) - 1 :
			      date_to_days(kiosk->world.date) - GRADES_DAYS);
}

static bool is_told(const struct grades *g, const struct rating_day *day)
{
	return date_is_set(g->told) && date_compare(g->told, day->day) == 0 &&
	       g->told_sum == sum_of(day);
}

static void send(struct kiosk *kiosk, const struct rating_day *day)
{
	char body[256];
	struct text out = text_in(body, sizeof(body));

	wire_ratings(&out, day->day, day->count);
	kiosk->grades.letter = day->day;
	kiosk->grades.letter_sum = sum_of(day);
	kiosk->grades.id = courier_send(kiosk, "ratings", COURIER_LETTER_MS, body, out.len);
}

void grades_tell(struct kiosk *kiosk)
{
	struct rating_day days[2];
	int count = 0, at = 0;

	if (kiosk->grades.id || !kiosk->store)
		return;
	if (store_ratings(kiosk->store, told_before(kiosk), 2, days, &count)) {
		log_warn("the grades cannot be told");
		return;
	}
	if (count > 0 && is_told(&kiosk->grades, &days[0]))
		at = 1;
	if (at < count)
		send(kiosk, &days[at]);
}

void grades_lost(struct kiosk *kiosk)
{
	kiosk->grades.id = 0;
}

/* What did not arrive is told with a later heartbeat. */
bool grades_answered(struct kiosk *kiosk, const struct courier_answer *answer)
{
	struct grades *g = &kiosk->grades;

	if (!g->id || answer->id != g->id)
		return false;
	g->id = 0;
	if (answer->outcome != COURIER_ANSWERED)
		return true;
	g->told = g->letter;
	g->told_sum = g->letter_sum;
	grades_tell(kiosk);
	return true;
}
