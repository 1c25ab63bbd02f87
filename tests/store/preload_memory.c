/* Makes an allocation fail: faults.h says which.  Apart, for a sanitizer brings its own. */
#include "faults.h"

/* Memory is asked for by libraries too, before and after main: all of it counts. */
static int memory_fails(void)
{
	const char *ops = getenv("FAULT_OPS");

	return ops && strchr(ops, 'm') && fails_now('m');
}

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);

void *malloc(size_t size)
{
	return memory_fails() ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
	return memory_fails() ? NULL : __libc_calloc(count, size);
}

void *realloc(void *old, size_t size)
{
	return memory_fails() ? NULL : __libc_realloc(old, size);
}
