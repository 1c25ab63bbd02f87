/* What the store's tests share: a folder of their own and a filled application. */
#ifndef TESTS_STORE_SAMPLES_H
#define TESTS_STORE_SAMPLES_H

#include "tests/unit/unit.h"

#include "core/application.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SAMPLE_ID_NO "330299198604120245"
#define OTHER_ID_NO "330299197909030158"
#define UNKNOWN_ID_NO "33029919951208056X"

static inline int sample_remove_one(const char *path, const struct stat *st, int type,
				    struct FTW *at)
{
	(void)st;
	(void)type;
	(void)at;
	return remove(path);
}

/* A fresh folder; its name stays valid until the next call. */
static inline const char *sample_dir(void)
{
	static char dir[64];
	static const char pattern[] = "/tmp/kiosk-store-XXXXXX";

	memcpy(dir, pattern, sizeof(pattern));
	assert_non_null(mkdtemp(dir));
	return dir;
}

static inline void sample_remove_dir(const char *dir)
{
	nftw(dir, sample_remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

static inline void sample_application(struct application *a, const char *key)
{
	struct application_item *item = &a->items[0];

	memset(a, 0, sizeof(*a));
	snprintf(a->key, sizeof(a->key), "%s", key);
	snprintf(a->terminal, sizeof(a->terminal), "3 号自助终端");
	snprintf(a->hall, sizeof(a->hall), "示例大厅");
	snprintf(a->holder.id_no, sizeof(a->holder.id_no), SAMPLE_ID_NO);
	snprintf(a->holder.name, sizeof(a->holder.name), "陈莉");
	a->signed_at = 1615772400;	/* 2021-03-15 09:40 in Ningbo */
	a->decision_date = (struct date){ 2021, 3, 15 };
	a->item_count = 1;
	snprintf(item->benefit, sizeof(item->benefit), "TRAIN");
	snprintf(item->title_zh, sizeof(item->title_zh), "焊工（五级）");
	snprintf(item->title_en, sizeof(item->title_en), "Welder (level 5)");
	item->rule_count = 1;
	snprintf(item->rules[0], sizeof(item->rules[0]), "R4-1a");
	a->method = SIGN_INK;
	a->ink.width = 15000;
	a->ink.height = 5000;
	for (int i = 0; i < 300; i++) {
		struct ink_point point = {
			.x = (uint16_t)(i * 40), .y = (uint16_t)(2000 + i % 50 * 20),
			.t = (uint16_t)(i * 8), .starts = i % 100 == 0,
		};

		ink_add(&a->ink, point);
	}
}

#endif
