#include "receipt/pool.h"

#include <assert.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

/* Untouched pages cost nothing; the largest receipt of the tests takes a tenth. */
#define POOL_MAX ((size_t)64 << 20)

static struct {
	unsigned char *bytes;
	size_t used;
} pool;

void pool_open(void)
{
	assert(!pool.bytes);
	pool.bytes = mmap(NULL, POOL_MAX, PROT_READ | PROT_WRITE,
			  MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	if (pool.bytes == MAP_FAILED)
		abort();
	pool.used = 0;
}

void pool_close(void)
{
	explicit_bzero(pool.bytes, pool.used);
	munmap(pool.bytes, POOL_MAX);
	pool.bytes = NULL;
}

void *HPDF_STDCALL pool_alloc(HPDF_UINT size)
{
	size_t align = _Alignof(max_align_t);
	size_t whole = ((size_t)size + align - 1) / align * align;
	void *memory = pool.bytes + pool.used;

	if (whole > POOL_MAX - pool.used)
		return NULL;
	pool.used += whole;
	return memory;
}

void HPDF_STDCALL pool_free(void *memory)
{
	(void)memory;	/* pool_close takes everything */
}
