/* Messages between the kiosk and its voice: what is understood can be said again. */
#include "speech/voice_link.h"

#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct voice_command command;
	static uint8_t again[VOICE_MESSAGE_MAX];
	struct voice_event event;
	size_t again_size;

	if (voice_command_decode(data, size, &command) == ERR_OK) {
		assert(voice_command_encode(&command, again, sizeof(again), &again_size) == ERR_OK);
		assert(again_size == size && memcmp(again, data, size) == 0);
	}
	if (voice_event_decode(data, size, &event) == ERR_OK) {
		assert(voice_event_encode(&event, again, sizeof(again), &again_size) == ERR_OK);
		assert(again_size == size && memcmp(again, data, size) == 0);
	}
	return 0;
}
