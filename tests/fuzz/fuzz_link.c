/* Messages between the kiosk and the reader process: what is understood can be said again. */
#include "card/link.h"

#include <assert.h>
#include <string.h>

static void check_event(const uint8_t *data, size_t size)
{
	uint8_t message[LINK_MESSAGE_MAX];
	struct link_event event;

	if (link_get_event(data, size, &event))
		return;
	assert(link_put_event(&event, message) == size);
	assert(memcmp(message, data, size) == 0);
}

static void check_request(const uint8_t *data, size_t size)
{
	uint8_t message[LINK_MESSAGE_MAX];
	struct link_request request;

	if (link_get_request(data, size, &request))
		return;
	assert(link_put_request(&request, message) == size);
	assert(memcmp(message, data, size) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	check_event(data, size);
	check_request(data, size);
	return 0;
}
