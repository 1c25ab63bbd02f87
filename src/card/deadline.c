#include "card/deadline.h"

#include "base/clock.h"

struct deadline deadline_in(int ms)
{
	return (struct deadline){ clock_us() + (int64_t)ms * 1000 };
}

int deadline_left_ms(struct deadline deadline)
{
	int64_t left = deadline.at_us - clock_us();

	return left <= 0 ? 0 : (int)((left + 999) / 1000);
}

int deadline_left_within(struct deadline deadline, int most_ms)
{
	int left = deadline_left_ms(deadline);

	return left < most_ms ? left : most_ms;
}
