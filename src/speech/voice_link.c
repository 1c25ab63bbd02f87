#include "speech/voice_link.h"

#include "base/bytes.h"
#include "base/text.h"

#include <assert.h>
#include <string.h>

static const uint8_t rate_percent[VOICE_RATE_STEPS] = { 50, 63, 80, 100, 125, 160, 200 };

int voice_rate_percent(int step)
{
	assert(step >= 0 && step < VOICE_RATE_STEPS);
	return rate_percent[step];
}

int voice_volume_db(int step)
{
	assert(step >= 0 && step < VOICE_VOLUME_STEPS);
	return 20 + 10 * step;
}

int voice_step(int step, int delta, int steps)
{
	int moved = step + delta;

	return moved < 0 ? 0 : moved >= steps ? steps - 1 : moved;
}

/* How many steps a verb knows; 0 when it has none. */
static int steps_of(enum voice_verb verb)
{
	switch (verb) {
	case VOICE_RATE: return VOICE_RATE_STEPS;
	case VOICE_VOLUME: return VOICE_VOLUME_STEPS;
	case VOICE_ROUTE: return 2;
	case VOICE_CUE: return TONE_COUNT;
	default: return 0;
	}
}

static enum err written(const struct bytes_out *out, size_t *ret_size)
{
	if (out->bad)
		return ERR_FULL;
	*ret_size = bytes_written(out);
	return ERR_OK;
}

enum err voice_command_encode(const struct voice_command *command, uint8_t *to,
			      size_t cap, size_t *ret_size)
{
	struct bytes_out out = bytes_out(to, cap);

	bytes_put_u8(&out, command->verb);
	if (command->verb == VOICE_SAY) {
		bytes_put_u32(&out, command->id);
		bytes_put_u8(&out, command->lang);
		bytes_put_u8(&out, command->flags);
		bytes_put_text(&out, command->text);
	}
	if (steps_of(command->verb))
		bytes_put_u8(&out, (unsigned)command->step);
	return written(&out, ret_size);
}

static bool sensible(const struct voice_command *command)
{
	int steps = steps_of(command->verb);

	if (command->verb < VOICE_SAY || command->verb > VOICE_WIPE)
		return false;
	if (command->verb == VOICE_SAY && (command->id == 0 || command->lang >= LANG_COUNT))
		return false;
	return utf8_valid(command->text, strlen(command->text)) &&
	       (steps == 0 || command->step < steps);
}

enum err voice_command_decode(const uint8_t *data, size_t size,
			      struct voice_command *ret_command)
{
	struct bytes_in in = bytes_in(data, size);
	struct voice_command command;

	memset(&command, 0, sizeof(command));
	command.verb = bytes_get_u8(&in);
	if (command.verb == VOICE_SAY) {
		command.id = bytes_get_u32(&in);
		command.lang = bytes_get_u8(&in);
		command.flags = bytes_get_u8(&in);
		bytes_get_text(&in, command.text, sizeof(command.text));
	}
	if (steps_of(command.verb))
		command.step = bytes_get_u8(&in);
	if (in.bad || bytes_left(&in) || !sensible(&command)) {
		explicit_bzero(&command, sizeof(command));
		return ERR_PROTO;
	}
	*ret_command = command;
	explicit_bzero(&command, sizeof(command));
	return ERR_OK;
}

enum err voice_event_encode(const struct voice_event *event, uint8_t *to,
			    size_t cap, size_t *ret_size)
{
	struct bytes_out out = bytes_out(to, cap);

	bytes_put_u8(&out, event->kind);
	bytes_put_u32(&out, event->id);
	bytes_put_u32(&out, event->after_ms);
	return written(&out, ret_size);
}

enum err voice_event_decode(const uint8_t *data, size_t size,
			    struct voice_event *ret_event)
{
	struct bytes_in in = bytes_in(data, size);
	struct voice_event event = { 0 };

	event.kind = bytes_get_u8(&in);
	event.id = bytes_get_u32(&in);
	event.after_ms = bytes_get_u32(&in);
	if (in.bad || bytes_left(&in) || event.kind < VOICE_READY ||
	    event.kind > VOICE_WITHHELD)
		return ERR_PROTO;
	*ret_event = event;
	return ERR_OK;
}
