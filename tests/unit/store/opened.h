/* A store in a folder of its own: new before each test, gone after it. */
#ifndef TEST_STORE_OPENED_H
#define TEST_STORE_OPENED_H

#include "tests/unit/store/samples.h"

#include "store/store.h"

static const char *dir;
static struct store *store;

static int open_fresh(void **state)
{
	(void)state;
	dir = sample_dir();
	return store_open(dir, &store) != ERR_OK;
}

static int close_fresh(void **state)
{
	(void)state;
	store_close(store);
	store = NULL;
	sample_remove_dir(dir);
	return 0;
}

/* As after a power cut. */
static inline void reopen(void)
{
	store_close(store);
	store = NULL;
	assert_int_equal(store_open(dir, &store), ERR_OK);
}

#endif
