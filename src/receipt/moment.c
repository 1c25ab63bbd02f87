#include "receipt/moment.h"

#define MOMENT_DAY_S INT64_C(86400)
/* 1901-01-01 and 2199-12-31 */
#define FIRST_DAY (-25202)
#define LAST_DAY 84005

struct moment moment_utc(int64_t at)
{
	int64_t days = at / MOMENT_DAY_S, rest = at % MOMENT_DAY_S;

	if (rest < 0) {
		rest += MOMENT_DAY_S;
		days--;
	}
	if (days < FIRST_DAY)
		days = FIRST_DAY;
	if (days > LAST_DAY)
		days = LAST_DAY;
	return (struct moment){
		.date = date_from_days((int32_t)days),
		.hour = (int)(rest / 3600),
		.minute = (int)(rest / 60 % 60),
		.second = (int)(rest % 60),
	};
}

struct moment moment_at(int64_t at)
{
	return moment_utc(at > INT64_MAX - CHINA_UTC_OFFSET_S ? at : at + CHINA_UTC_OFFSET_S);
}
