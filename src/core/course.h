/*
 * A course of the catalogue, with its institution as it stood on a date.
 */
#ifndef CORE_COURSE_H
#define CORE_COURSE_H

#include "core/date.h"
#include "core/money.h"
#include "core/person.h"

#include <stdbool.h>

enum course_kind {
	COURSE_QUAL,		/* 职业资格 / 职业技能等级 */
	COURSE_SPECIFIC,	/* 专项职业能力 */
	COURSE_PROJECT,		/* 项目制 */
	COURSE_SHORT,		/* 短期岗位技能 */
	COURSE_SPECIALOP,	/* 特种作业 */
	COURSE_KIND_COUNT,
};

/* What one learns to do: the finder's eight; a catalogue may leave it out. */
enum trade_family {
	FAMILY_UNKNOWN,
	FAMILY_MACHINE,		/* 机械焊接 */
	FAMILY_ELECTRIC,	/* 电工机器人 */
	FAMILY_FOOD,		/* 餐饮 */
	FAMILY_CARE,		/* 养老育儿家政 */
	FAMILY_TRANSPORT,	/* 汽车物流 */
	FAMILY_SERVICE,		/* 电商和服务 */
	FAMILY_CHEMICAL,	/* 化工特种作业 */
	FAMILY_FARM,		/* 种植和民宿 */
	FAMILY_COUNT,
};

enum institution_status {
	INSTITUTION_UNKNOWN,
	INSTITUTION_NONE,	/* on neither list */
	INSTITUTION_RED,
	INSTITUTION_BLACK,
	INSTITUTION_REVOKED,
	INSTITUTION_STATUS_COUNT,
};

/* The 15 regions of annex 1, in its order (1 海曙区 .. 15 宁波杭州湾新区). */
#define REGION_COUNT 15

#define COURSE_ID_MAX 16
#define COURSE_TITLE_MAX 128
#define ADDRESS_MAX 160
#define PHONE_MAX 24

/* What a row of imported data says of its origin: invented, or nothing at all. */
#define SOURCE_SAMPLE "sample"
bool data_is_sample(const char *source);

struct course {
	char id[COURSE_ID_MAX];
	char title_zh[COURSE_TITLE_MAX];
	char title_hant[COURSE_TITLE_MAX];	/* "": the catalogue has none */
	char title_en[COURSE_TITLE_MAX];
	enum course_kind kind;
	enum trade_family family;
	char occupation[OCCUPATION_MAX];
	char level;			/* '5'..'1', S, H, P, T */
	enum tri on_list;		/* of the published catalogue or project list */
	bool std_known;
	fen std;			/* fen; sample data, never the document's */
	struct date std_from, std_until;	/* the days it holds on; unset: open on that side */
	int shortage_uplift_pct;	/* 0 none; -1 unknown */
	/* the project's own list names the group; else unknown */
	enum tri listed_for_person;
	char institution_id[16];
	char institution_zh[COURSE_TITLE_MAX];
	char institution_hant[COURSE_TITLE_MAX];	/* this and what follows: "" unknown */
	char institution_en[COURSE_TITLE_MAX];
	char address_zh[ADDRESS_MAX];
	char address_hant[ADDRESS_MAX];
	char address_en[ADDRESS_MAX];
	char phone[PHONE_MAX];
	enum institution_status institution;
	struct date institution_listed;	/* date of the published list */
	int region;			/* 1..15 */
	struct date starts;
	int training_days;		/* days recorded as training */
	enum tri filed;			/* class start filed */
	bool online;			/* 互联网+ */
	char source[16];		/* "sample": shown as 示例数据 (data_is_sample) */
};

/* A school, as the lists for the public show it. */
struct institution {
	char id[16];
	char title_zh[COURSE_TITLE_MAX];
	char title_hant[COURSE_TITLE_MAX];	/* "" where the data have none */
	char title_en[COURSE_TITLE_MAX];
	char address_zh[ADDRESS_MAX];
	char address_hant[ADDRESS_MAX];
	char address_en[ADDRESS_MAX];
	char phone[PHONE_MAX];
	enum institution_status status;
	struct date listed;	/* of the list that says so; unset: none was named */
	char source[16];
};

/* "QUAL", "black": the words of the pack's facts.yaml; -1 for any other. */
const char *course_kind_name(enum course_kind kind);
int course_kind_from_name(const char *name);
const char *institution_status_name(enum institution_status status);
int institution_status_from_name(const char *name);
/* "machine" … as in the catalogue's column; "" for FAMILY_UNKNOWN. */
const char *trade_family_name(enum trade_family family);

/* The key of a district's name in the words, 1..15 as in annex 1; 0: the whole city. */
const char *region_key(int region);

#endif
