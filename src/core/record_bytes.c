#include "core/record_bytes.h"

static bool date_unset(struct date date)
{
	return date.year == 0 && date.month == 0 && date.day == 0;
}

struct date code_date(struct codec *c, struct date date)
{
	date.year = (int16_t)code_number(c, date.year, 2, 0, 2199);
	date.month = (int8_t)code_number(c, date.month, 1, 0, 12);
	date.day = (int8_t)code_number(c, date.day, 1, 0, 31);
	if (!date_unset(date) && !date_exists(date))
		codec_refuse(c);
	return date;
}

static void code_uid(struct codec *c, struct holder *h)
{
	h->uid_size = (uint8_t)code_int(c, h->uid_size, 0, sizeof(h->uid));
	for (int i = 0; i < h->uid_size; i++)
		h->uid[i] = (uint8_t)code_number(c, (int8_t)h->uid[i], 1, -128, 127);
}

void code_holder(struct codec *c, struct holder *h)
{
	h->type = (enum card_type)code_int(c, (int)h->type, 0, CARD_TYPE_COUNT - 1);
	h->generation = code_int(c, h->generation, 0, 9);
	h->assurance = (enum assurance)code_int(c, (int)h->assurance, 0, ASSURANCE_A2);
	h->number_only = code_bool(c, h->number_only);
	CODE_TEXT(c, h->region);
	CODE_TEXT(c, h->card_no);
	CODE_TEXT(c, h->id_no);
	CODE_TEXT(c, h->name);
	CODE_TEXT(c, h->name_latin);
	h->sex = code_ascii(c, h->sex);
	h->nation = code_int(c, h->nation, 0, 999);
	CODE_TEXT(c, h->country);
	CODE_TEXT(c, h->address);
	CODE_TEXT(c, h->issuer);
	CODE_TEXT(c, h->permit_no);
	h->birth = code_date(c, h->birth);
	h->issued = code_date(c, h->issued);
	h->expires = code_date(c, h->expires);
	h->expires_never = code_bool(c, h->expires_never);
	code_uid(c, h);
	h->slow = code_bool(c, h->slow);
}
