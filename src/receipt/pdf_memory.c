#include "receipt/pdf_memory.h"

#include "base/arena.h"
#include "base/log.h"

#include <assert.h>
#include <setjmp.h>
#include <stdbool.h>

/* Untouched memory costs nothing; the largest receipt of the tests takes a tenth. */
#define MEMORY_MAX ((size_t)32 << 20)

static struct {
	struct arena arena;
	jmp_buf end;
	bool lent;
	long allowed;	/* pieces for one work; negative: any number */
	long given;
} memory = { .allowed = -1 };

void pdf_memory_allow(long pieces)
{
	memory.allowed = pieces;
}

enum err pdf_memory_lend(void (*work)(void *with), void *with)
{
	volatile enum err err = ERR_OK;	/* kept through the jump */

	assert(!memory.lent);
	if (!arena_try_init(&memory.arena, MEMORY_MAX)) {
		log_error("libharu: no memory is left for a file");
		return ERR_IO;
	}
	memory.lent = true;
	memory.given = 0;
	if (setjmp(memory.end) == 0)
		work(with);
	else
		err = ERR_IO;
	memory.lent = false;
	arena_finish(&memory.arena);
	return err;
}

void *pdf_memory_take(unsigned size)
{
	void *piece = NULL;

	if (memory.allowed < 0 || memory.given < memory.allowed)
		piece = arena_try(&memory.arena, size);
	memory.given++;
	if (!piece)
		pdf_memory_end("no memory is left for a file", size);
	return piece;
}

void pdf_memory_leave(void *piece)
{
	(void)piece;	/* pdf_memory_lend takes everything back */
}

void pdf_memory_end(const char *why, unsigned long code)
{
	assert(memory.lent);
	log_error("libharu: %s (0x%lx)", why, code);
	longjmp(memory.end, 1);
}
