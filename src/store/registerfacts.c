#include "store/registerfacts.h"

#include "core/course.h"
#include "core/employer.h"
#include "core/person.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

static const struct register_fact facts[] = {
	{ 1, "hukou_ningbo", FORM_BOOL },
	{ 2, "works_ningbo", FORM_BOOL },
	{ 3, "business_ningbo", FORM_BOOL },
	{ 4, "unemployment_registered", FORM_BOOL },
	{ 5, "resident_ningbo", FORM_BOOL },
	{ 6, "residence_permit_until", FORM_DATE },
	{ 7, "two_after", FORM_BOOL },
	{ 8, "rural_student", FORM_BOOL },
	{ 9, "urban_dibao_household", FORM_BOOL },
	{ 10, "poor_labour", FORM_BOOL },
	{ 11, "poor_family_child", FORM_BOOL },
	{ 12, "low_income_farm_household", FORM_BOOL },
	{ 13, "paired_region_poor", FORM_BOOL },
	{ 14, "employment_difficulty", FORM_BOOL },
	{ 15, "zero_employment_household", FORM_BOOL },
	{ 16, "disabled", FORM_BOOL },
	{ 17, "veteran", FORM_BOOL },
	{ 18, "military_family_unemployed", FORM_BOOL },
	{ 19, "rural_transfer", FORM_BOOL },
	{ 20, "unemployed", FORM_BOOL },
	{ 21, "changing_post", FORM_BOOL },
	{ 22, "graduate_with_need", FORM_BOOL },
	{ 23, "professional_farmer", FORM_BOOL },
	{ 24, "startup_intent", FORM_BOOL },
	{ 25, "enterprise_employee", FORM_BOOL },
	{ 26, "employer_tf_listed", FORM_BOOL },
	{ 27, "frontline_in_post", FORM_BOOL },
	{ 28, "high_risk_enterprise", FORM_BOOL },
	{ 29, "hukou_rural", FORM_BOOL },
	{ 30, "post.cert_level", FORM_LEVEL },
	{ 31, "post.trade_shortage", FORM_BOOL },
	{ 32, "post.cert_date", FORM_DATE },
	{ 33, "post.months_used", FORM_COUNT },
	{ 34, "post.monthly_fen", FORM_YUAN },
	{ 35, PERSON_REGION, FORM_REGION },
	{ 36, EMPLOYER_NO, FORM_EMPLOYER },
};

#define FACT_COUNT (sizeof(facts) / sizeof(facts[0]))

const struct register_fact *register_fact_by_id(const char *id)
{
	for (size_t i = 0; i < FACT_COUNT; i++) {
		if (strcmp(facts[i].id, id) == 0)
			return &facts[i];
	}
	return NULL;
}

/* Codes rise by one from 1. */
const struct register_fact *register_fact_by_code(int code)
{
	if (code < 1 || code > (int)FACT_COUNT)
		return NULL;
	assert(facts[code - 1].code == code);
	return &facts[code - 1];
}

/* Of at most eight digits, which is no date and no more than any sum here. */
static enum err digits(const char *text, size_t len, int64_t *ret_number)
{
	int64_t number = 0;

	if (len == 0 || len > 8 || strspn(text, "0123456789") < len)
		return ERR_INPUT;
	for (size_t i = 0; i < len; i++)
		number = 10 * number + (text[i] - '0');
	*ret_number = number;
	return ERR_OK;
}

static enum err whole(const char *text, int64_t least, int64_t most, int64_t *ret_number)
{
	int64_t number;

	if (digits(text, strlen(text), &number) || number < least || number > most)
		return ERR_INPUT;
	*ret_number = number;
	return ERR_OK;
}

static enum err yuan(const char *text, int64_t *ret_number)
{
	size_t len = strcspn(text, "."), decimals = text[len] ? strlen(text + len + 1) : 0;
	int64_t whole_yuan, rest = 0;

	if (digits(text, len, &whole_yuan) || decimals > 2 ||
	    (text[len] && digits(text + len + 1, decimals, &rest)))
		return ERR_INPUT;
	*ret_number = 100 * whole_yuan + (decimals == 1 ? 10 * rest : rest);
	return ERR_OK;
}

static enum err day(const char *text, int64_t *ret_number)
{
	struct date date;

	if (strcmp(text, "none") == 0)
		*ret_number = FACT_NO_DATE;
	else if (date_parse(text, &date))
		*ret_number = date_to_days(date);
	else
		return ERR_INPUT;
	return ERR_OK;
}

static enum err yes_or_no(const char *text, int64_t *ret_number)
{
	if (strcmp(text, "true") != 0 && strcmp(text, "false") != 0)
		return ERR_INPUT;
	*ret_number = text[0] == 't';
	return ERR_OK;
}

enum err register_fact_value(enum register_form form, const char *text, int64_t *ret_number)
{
	switch (form) {
	case FORM_BOOL:
		return yes_or_no(text, ret_number);
	case FORM_DATE:
		return day(text, ret_number);
	case FORM_COUNT:
		return whole(text, 0, 100000, ret_number);
	case FORM_LEVEL:
		return whole(text, 1, 5, ret_number);
	case FORM_REGION:
		return whole(text, 1, REGION_COUNT, ret_number);
	case FORM_EMPLOYER:
		if (!employer_no_is(text))
			return ERR_INPUT;
		*ret_number = employer_no_key(text);
		return ERR_OK;
	case FORM_YUAN:
		break;
	}
	return yuan(text, ret_number);
}
