/*
 * What the kiosk says to the press, damaged: the decoder must take it or leave
 * it, what it takes must encode to the same bytes, and can be set in pages.
 */
#include "base/arena.h"
#include "receipt/layout.h"
#include "receipt/press_link.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static struct press_request request;
static struct document document;
static struct pages pages;
static struct paper_fonts *fonts;
static uint8_t again[PRESS_REQUEST_MAX];

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc, (void)argv;
	return fonts_create(&fonts) ? 1 : 0;
}

static void set_in_pages(void)
{
	struct receipt receipt = press_request_receipt(&request);
	struct arena arena;

	arena_init(&arena, 2u << 20);
	if (!document_build(&document, &arena, &receipt) &&
	    !layout_document(&pages, &document, fonts))
		assert(pages.page_count > 0);
	arena_finish(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct press_reply reply;
	size_t again_size;

	if (press_reply_decode(data, size, &reply) == ERR_OK)
		assert(size <= PRESS_REPLY_MAX && reply.event >= PRESS_STATE &&
		       reply.event <= PRESS_READ && reply.phase < PRINT_PHASE_COUNT &&
		       reply.trouble < PRINTER_TROUBLE_COUNT);
	if (press_request_decode(data, size, &request))
		return 0;
	assert(press_request_encode(&request, again, sizeof(again), &again_size) == ERR_OK);
	assert(again_size == size && memcmp(again, data, size) == 0);
	if (request.verb == PRESS_PRINT)
		set_in_pages();
	return 0;
}
