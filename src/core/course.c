#include "core/course.h"

#include <string.h>

#include "base/text.h"

#include <assert.h>

static const char *const kind_names[COURSE_KIND_COUNT] = {
	[COURSE_QUAL] = "QUAL",
	[COURSE_SPECIFIC] = "SPECIFIC",
	[COURSE_PROJECT] = "PROJECT",
	[COURSE_SHORT] = "SHORT",
	[COURSE_SPECIALOP] = "SPECIALOP",
};

static const char *const status_names[INSTITUTION_STATUS_COUNT] = {
	[INSTITUTION_UNKNOWN] = "unknown",
	[INSTITUTION_NONE] = "none",
	[INSTITUTION_RED] = "red",
	[INSTITUTION_BLACK] = "black",
	[INSTITUTION_REVOKED] = "revoked",
};

static const char *const family_names[FAMILY_COUNT] = {
	[FAMILY_UNKNOWN] = "",
	[FAMILY_MACHINE] = "machine",
	[FAMILY_ELECTRIC] = "electric",
	[FAMILY_FOOD] = "food",
	[FAMILY_CARE] = "care",
	[FAMILY_TRANSPORT] = "transport",
	[FAMILY_SERVICE] = "service",
	[FAMILY_CHEMICAL] = "chemical",
	[FAMILY_FARM] = "farm",
};

const char *course_kind_name(enum course_kind kind)
{
	return kind_names[kind];
}

int course_kind_from_name(const char *name)
{
	return text_find(kind_names, COURSE_KIND_COUNT, name);
}

const char *institution_status_name(enum institution_status status)
{
	return status_names[status];
}

int institution_status_from_name(const char *name)
{
	return text_find(status_names, INSTITUTION_STATUS_COUNT, name);
}

const char *trade_family_name(enum trade_family family)
{
	return family_names[family];
}

const char *region_key(int region)
{
	static const char *const keys[REGION_COUNT + 1] = {
		"region.all", "region.haishu", "region.jiangbei", "region.zhenhai",
		"region.beilun", "region.yinzhou", "region.cixi", "region.yuyao",
		"region.fenghua", "region.ninghai", "region.xiangshan", "region.hightech",
		"region.bonded", "region.dongqianhu", "region.daxie", "region.hangzhouwan",
	};

	assert(region >= 0 && region <= REGION_COUNT);
	return keys[region];
}

bool data_is_sample(const char *source)
{
	return source[0] == 0 || strcmp(source, SOURCE_SAMPLE) == 0;
}
