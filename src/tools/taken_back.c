#include "tools/taken_back.h"

#include <stdlib.h>
#include <string.h>

static enum err note(void *context, const struct application *a)
{
	struct taken_back *t = context;

	if (!a->withdraws[0])
		return ERR_OK;
	if (t->count == t->room) {
		int room = t->room ? 2 * t->room : 64;
		void *more = realloc(t->numbers, sizeof(*t->numbers) * (size_t)room);

		if (!more)
			return ERR_FULL;
		t->numbers = more;
		t->room = room;
	}
	memcpy(t->numbers[t->count][0], a->withdraws, RECEIPT_NO_MAX);
	memcpy(t->numbers[t->count][1], a->receipt_no, RECEIPT_NO_MAX);
	t->count++;
	return ERR_OK;
}

/* An entry begins with the number that was taken back. */
static int by_number(const void *a, const void *b)
{
	return strcmp(a, b);
}

enum err taken_back_read(struct store *store, struct taken_back *ret_taken_back)
{
	enum err err;

	*ret_taken_back = (struct taken_back){ 0 };
	err = store_each_application(store, note, ret_taken_back);
	if (ret_taken_back->count > 0)
		qsort(ret_taken_back->numbers, (size_t)ret_taken_back->count,
		      sizeof(*ret_taken_back->numbers), by_number);
	return err;
}

void taken_back_finish(struct taken_back *t)
{
	free(t->numbers);
	*t = (struct taken_back){ 0 };
}

const char *taken_back_by(const struct taken_back *t, const char *receipt_no)
{
	const char (*found)[RECEIPT_NO_MAX] = t->count == 0 ? NULL :
		bsearch(receipt_no, t->numbers, (size_t)t->count, sizeof(*t->numbers), by_number);

	return found ? found[1] : "";
}
