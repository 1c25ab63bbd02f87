/*
 * tool-parcel FOLDER DESK.pem COUNT PACK: applications as kiosks seal them, 1.parcel, 2.parcel …
 * in FOLDER, with the root and the kiosk that signed them in FOLDER/root, FOLDER/signing.
 * The fourth is signed on paper, the sixth's person has no card: the counter's.
 * PACK: the hash of a pack, by which the fifth says that it was decided, which it was not.
 * 示例数据: people who are but a number, of the region 330299.
 */
#include "core/application_bytes.h"
#include "core/idno.h"
#include "receipt/certs.h"
#include "receipt/parcel.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define NOW_S 1793000000	/* the certificates' first day; their years go past it */

static void make_person(struct holder *h, int number)
{
	char digits[32];

	snprintf(digits, sizeof(digits), "33029919860412%03d", number % 1000);
	digits[17] = idno_check_digit(digits);
	digits[18] = 0;
	memcpy(h->id_no, digits, IDNO_TEXT_MAX);
	snprintf(h->name, sizeof(h->name), "%s", number % 2 ? "曹示例" : "<b>王</b>示例");
	h->type = CARD_SOCIAL_SECURITY;
	h->assurance = ASSURANCE_A2;
}

static void make_facts(struct application *a, int number)
{
	struct application_fact *fact = &a->facts[0];

	snprintf(fact->id, sizeof(fact->id), "unemployment_registered");
	fact->fact.number = 1;
	fact->fact.source = FACT_REGISTRY;
	fact->fact.as_of = (struct date){ 2021, 3, 1 };
	fact->fact.contradicted = number % 3 == 0;
	fact->basis = BASIS_BOUND;
	snprintf(a->facts[1].id, sizeof(a->facts[1].id), "enterprise_employee");
	a->facts[1].fact.number = 1;
	a->facts[1].fact.source = FACT_DECLARED;
	a->facts[1].basis = BASIS_BOUND;
	a->fact_count = number % 2 ? 2 : 1;
	snprintf(a->promises[0].fact_id, sizeof(a->promises[0].fact_id), "no_other_subsidy");
	snprintf(a->promises[0].text_zh, sizeof(a->promises[0].text_zh), "没有在别处领过这项补贴");
	snprintf(a->promises[0].text_en, sizeof(a->promises[0].text_en), "Not had elsewhere");
	snprintf(a->promises[0].rule, sizeof(a->promises[0].rule), "R4-5b");
	a->promise_count = 1;
}

static void make_item(struct application *a)
{
	struct application_item *item = &a->items[0];

	snprintf(item->benefit, sizeof(item->benefit), "TRAIN");
	snprintf(item->title_zh, sizeof(item->title_zh), "培训补贴");
	snprintf(item->title_en, sizeof(item->title_en), "Training subsidy");
	snprintf(item->course_id, sizeof(item->course_id), "%s", a->course.id);
	snprintf(item->payee_key, sizeof(item->payee_key), "payee.person");
	item->amount = (struct amount){ .label = AMOUNT_SAMPLE, .known = true, .value = 80000 };
	item->rule_count = 1;
	snprintf(item->rules[0], RULE_ID_MAX, "R4-5b");
	a->item_count = 1;
}

static void add_staff(struct application *a, enum staff_action_kind kind, int number)
{
	struct staff_action *done = &a->staff_actions[a->staff_action_count++];

	*done = (struct staff_action){ .kind = kind, .staff = "0007", .number = number };
}

/* The fourth is signed on paper; the sixth's person has no card. */
static void make_for_counter(struct application *a, int number)
{
	if (number == 4) {
		a->method = SIGN_PAPER;
		add_staff(a, STAFF_ACTION_WITNESSED, 1);
	} else if (number == 6) {
		add_staff(a, STAFF_ACTION_NUMBER, NUMBER_NO_CARD);
		add_staff(a, STAFF_ACTION_VERIFIED_IN_PERSON, VERIFY_IN_PERSON_NO_CARD);
	}
}

static void make_application(struct application *a, int number)
{
	*a = (struct application){ .signed_at = 1615771500 + number, .lang = LANG_ZH_HANS,
				   .decision_date = { 2021, 3, 15 }, .demo_date = true,
				   .method = SIGN_KEYPAD };
	snprintf(a->key, sizeof(a->key), "%032x", (unsigned)number);
	snprintf(a->receipt_no, sizeof(a->receipt_no), "003-210315-%05d-7", number);
	snprintf(a->hall, sizeof(a->hall), "海曙区政务服务大厅");
	snprintf(a->terminal, sizeof(a->terminal), "haishu-1");
	snprintf(a->pack_id, sizeof(a->pack_id), "nb-2019-78 1.0.0");
	memset(a->pack_hash, 'a', sizeof(a->pack_hash) - 1);
	snprintf(a->course.id, sizeof(a->course.id), "C-%d", number % 2 + 1);
	snprintf(a->course.title_zh, sizeof(a->course.title_zh), "育婴员（四级）");
	snprintf(a->course.institution_zh, sizeof(a->course.institution_zh), "海曙示例职业培训中心");
	a->course.starts = (struct date){ 2021, 5, 6 };
	make_person(&a->holder, number);
	make_facts(a, number);
	make_item(a);
	make_for_counter(a, number);
}

static enum err write_one(const char *folder, const char *desk, const char *pack, int number)
{
	static struct application application;
	static uint8_t bytes[APPLICATION_BYTES_MAX];
	char path[1024], signing[1024];
	size_t size;
	enum err err;

	make_application(&application, number);
	if (number == 5)
		snprintf(application.pack_hash, sizeof(application.pack_hash), "%s", pack);
	err = application_encode(&application, bytes, sizeof(bytes), &size);
	snprintf(path, sizeof(path), "%s/%d.parcel", folder, number);
	snprintf(signing, sizeof(signing), "%s/signing", folder);
	return err ? err : parcel_write(path, signing, desk, bytes, size);
}

static enum err make_kiosk(const char *folder)
{
	char root[1024], signing[1024];
	enum err err;

	snprintf(root, sizeof(root), "%s/root", folder);
	snprintf(signing, sizeof(signing), "%s/signing", folder);
	if (mkdir(root, 0700) != 0 || mkdir(signing, 0700) != 0)
		return ERR_IO;
	err = certs_make_root(root, "sample kiosks", false, NOW_S);
	return err ? err : certs_make_kiosk(signing, root, "haishu-1", NOW_S);
}

int main(int argc, char **argv)
{
	enum err err = argc == 5 ? make_kiosk(argv[1]) : ERR_INPUT;

	for (int number = 1; !err && number <= (int)strtol(argv[3], NULL, 10); number++)
		err = write_one(argv[1], argv[2], argv[4], number);
	if (err)
		fprintf(stderr, "tool-parcel: %s\n", err_name(err));
	return err != ERR_OK;
}
