#include "speech/voice_link.h"

#include "base/codec.h"
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

/* Within the text, and not within a character. */
static bool is_part(const char *text, struct say_part part)
{
	return part.from <= part.to && part.to <= strlen(text) &&
	       utf8_valid(text + part.from, part.to - part.from);
}

static void code_piece(struct codec *c, struct voice_command *command)
{
	command->id = code_u32(c, command->id);
	command->lang = (enum lang)code_small(c, (int)command->lang, 0, LANG_COUNT - 1);
	command->flags = (unsigned)code_small(c, (int)command->flags, 0, UINT8_MAX);
	CODE_TEXT(c, command->text);
	command->part.from = code_u16(c, (uint16_t)command->part.from);
	command->part.to = code_u16(c, (uint16_t)command->part.to);
	if (command->id == 0 || !is_part(command->text, command->part))
		codec_refuse(c);
}

static void code_command(struct codec *c, struct voice_command *command)
{
	int steps;

	command->verb = (enum voice_verb)code_small(c, (int)command->verb, VOICE_SAY, VOICE_WIPE);
	if (command->verb == VOICE_SAY)
		code_piece(c, command);
	steps = steps_of(command->verb);
	if (steps > 0)
		command->step = code_small(c, command->step, 0, steps - 1);
}

enum err voice_command_encode(const struct voice_command *command, uint8_t *to,
			      size_t cap, size_t *ret_size)
{
	struct codec c = codec_writer(to, cap);
	struct voice_command copy = *command;

	code_command(&c, &copy);
	explicit_bzero(&copy, sizeof(copy));
	if (!codec_is_sound(&c))
		return ERR_FULL;
	*ret_size = bytes_written(&c.out);
	return ERR_OK;
}

enum err voice_command_decode(const uint8_t *data, size_t size,
			      struct voice_command *ret_command)
{
	struct codec c = codec_reader(data, size);
	struct voice_command command;
	bool sound;

	memset(&command, 0, sizeof(command));
	code_command(&c, &command);
	sound = codec_is_sound(&c);
	if (sound)
		*ret_command = command;
	explicit_bzero(&command, sizeof(command));
	return sound ? ERR_OK : ERR_PROTO;
}

static void code_event(struct codec *c, struct voice_event *event)
{
	event->kind = (enum voice_event_kind)code_small(c, (int)event->kind, VOICE_READY,
							VOICE_WITHHELD);
	event->id = code_u32(c, event->id);
	event->after_ms = code_u32(c, event->after_ms);
	event->unheard = code_bool(c, event->unheard);
}

enum err voice_event_encode(const struct voice_event *event, uint8_t *to,
			    size_t cap, size_t *ret_size)
{
	struct codec c = codec_writer(to, cap);
	struct voice_event copy = *event;

	code_event(&c, &copy);
	if (!codec_is_sound(&c))
		return ERR_FULL;
	*ret_size = bytes_written(&c.out);
	return ERR_OK;
}

enum err voice_event_decode(const uint8_t *data, size_t size,
			    struct voice_event *ret_event)
{
	struct codec c = codec_reader(data, size);
	struct voice_event event = { 0 };

	code_event(&c, &event);
	if (!codec_is_sound(&c))
		return ERR_PROTO;
	*ret_event = event;
	return ERR_OK;
}
