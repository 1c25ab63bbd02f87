/*
 * kiosk-voice: the process that speaks.
 *
 *	kiosk-voice --fd N [--device NAME | --wav DIR | --silent] [--paced]
 *	            [--full-scale-db N] [--headphones] [--card-failed S] [--assets DIR]
 *	kiosk-voice --show [--assets DIR]
 *
 * It obeys the commands of speech/voice_link.h that come over descriptor N and ends
 * when the other end is closed.  At VOICE_WIPE it replaces itself by a new
 * image of the same program: espeak-ng and the sound system keep copies of
 * what was said where nobody can clear them.
 *
 * espeak-ng is GPL-3 and lives in this process only.
 */
#include "programs/voice/sound.h"
#include "programs/voice/speaker.h"
#include "base/frame.h"
#include "base/harden.h"
#include "base/log.h"
#include "base/program.h"
#include "base/text.h"
#include "confine/confine.h"
#include "speech/voice_link.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define VOICE_HELP \
	"kiosk-voice: says sentences for a kiosk, which starts it\n" \
	"  --fd N             the kiosk's end of a socket pair\n" \
	"  --device NAME      the sound card; else the system's\n" \
	"  --wav DIR          files instead of sound\n" \
	"  --silent           neither sound nor files\n" \
	"  --paced            takes the time that speaking takes\n" \
	"  --full-scale-db N  what a full-scale sample makes at the ear\n" \
	"  --headphones       headphones are plugged in\n" \
	"  --card-failed S    when the sound card could not be opened, of the machine's time\n" \
	"  --assets DIR       recordings, readings and names\n" \
	"  --show             prints how sentences on stdin are said\n" \
	"  --help             this\n" \
	"  --version          the version, with its commit\n"

#define USAGE \
	"use: kiosk-voice --fd N [--device NAME | --wav DIR | --silent] [--paced] " \
	"[--full-scale-db N] [--headphones] [--card-failed S] [--assets DIR], or --show\n"

/* What a full-scale sample makes at the ear until a hall has measured it. */
#define FULL_SCALE_DB 90

enum { EXIT_USE = 2, EXIT_FAILED = 3 };

static bool parse_number(const char *text, int least, int most, int *ret_number)
{
	char *end;
	long number;

	if (!text)
		return false;
	number = strtol(text, &end, 10);
	if (end == text || *end || number < least || number > most)
		return false;
	*ret_number = (int)number;
	return true;
}

static bool set_device(struct speaker_options *options, enum device_kind kind,
		       const char *name)
{
	options->kind = kind;
	options->device = name;
	return kind == DEVICE_SILENT || name;
}

/* One option; *at moves past what it takes. */
static bool parse_option(char **argv, int *at, struct speaker_options *options,
			 bool *show)
{
	const char *name = argv[(*at)++];
	const char *value = argv[*at];

	if (strcmp(name, "--show") == 0)
		return *show = true;
	if (strcmp(name, "--silent") == 0)
		return set_device(options, DEVICE_SILENT, NULL);
	if (strcmp(name, "--paced") == 0)
		return options->paced = true;
	if (strcmp(name, "--headphones") == 0)
		return options->headphones = true;
	if (!value)
		return false;
	(*at)++;
	if (strcmp(name, "--fd") == 0)
		return parse_number(value, 0, 1 << 20, &options->fd);
	if (strcmp(name, "--full-scale-db") == 0)
		return parse_number(value, 60, 130, &options->full_scale_db);
	if (strcmp(name, "--card-failed") == 0)
		return parse_number(value, 1, INT_MAX, &options->card_failed_s);
	if (strcmp(name, "--device") == 0)
		return set_device(options, DEVICE_AUDIO, value);
	if (strcmp(name, "--wav") == 0)
		return set_device(options, DEVICE_WAV, value);
	if (strcmp(name, "--assets") == 0)
		options->assets = value;
	return options->assets == value;
}

static const char *shipped_speech(void)
{
	static char dir[4096];

	return program_share("speech", dir, sizeof(dir)) ? "" : dir;
}

static bool parse_options(char **argv, struct speaker_options *options, bool *show)
{
	*show = false;
	*options = (struct speaker_options){
		.fd = -1, .kind = DEVICE_AUDIO, .full_scale_db = FULL_SCALE_DB,
		.assets = shipped_speech(),
	};
	for (int at = 1; argv[at];) {
		if (!parse_option(argv, &at, options, show))
			return false;
	}
	return *show || options->fd >= 0;
}

/*
 * The same program with the same arguments, and jack and sound card as they are
 * now: a card that is not there rests on, instead of being tried for each visitor.
 * Only a new image forgets what libraries have kept.
 */
static void start_anew(char **argv, bool headphones, int card_failed_s)
{
	char *again[32], seconds[16];
	char plugged[] = "--headphones", failed[] = "--card-failed";
	int n = 0;

	for (int i = 0; argv[i] && n < 28; i++) {
		if (strcmp(argv[i], failed) == 0 && argv[i + 1])
			i++;
		else if (strcmp(argv[i], plugged) != 0)
			again[n++] = argv[i];
	}
	if (headphones)
		again[n++] = plugged;
	if (card_failed_s > 0) {
		snprintf(seconds, sizeof(seconds), "%d", card_failed_s);
		again[n++] = failed;
		again[n++] = seconds;
	}
	again[n] = NULL;
	execv("/proc/self/exe", again);
	log_error("starting anew: %s", strerror(errno));
}

/* Obeys until the kiosk is gone (false) or the visit is over (true). */
static bool obey_visit(int fd, struct speaker *speaker)
{
	static uint8_t message[VOICE_MESSAGE_MAX];
	static struct voice_command command;
	bool wiped = false;
	size_t size;

	while (!wiped) {
		if (frame_receive(fd, message, sizeof(message), -1, &size))
			return false;
		if (voice_command_decode(message, size, &command))
			log_warn("a message that is no command of ours");
		else if (command.verb == VOICE_WIPE)
			wiped = true;
		else
			speaker_obey(speaker, &command);
		explicit_bzero(message, sizeof(message));
		explicit_bzero(&command, sizeof(command));
	}
	return true;
}

static int serve(char **argv, const struct speaker_options *options)
{
	struct speaker *speaker;
	bool wiped, headphones;
	int card_failed_s;

	if (speaker_create(options, &speaker))
		return EXIT_FAILED;
	wiped = obey_visit(options->fd, speaker);
	headphones = speaker_headphones(speaker);
	card_failed_s = speaker_destroy(speaker);
	if (!wiped)
		return 0;
	start_anew(argv, headphones, card_failed_s);
	return EXIT_FAILED;
}

static int show(const struct speaker_options *options)
{
	struct voice_sounds *sounds;
	int code;

	if (voice_sounds_create(options->assets, &sounds))
		return EXIT_FAILED;
	code = voice_show(sounds);
	voice_sounds_destroy(sounds);
	return code;
}

/* Sound, and itself anew after each visit. */
static enum err give_up(const struct speaker_options *options)
{
	struct confine needs = {
		.reads = { "/usr", "/lib", "/lib64", "/etc", "/proc", "/sys", "/run",
			   options->assets },
		.writes = { "/dev" },
		/* its next image, and what loads it */
		.runs = { "/proc/self/exe", "/lib64/ld-linux-x86-64.so.2",
			  "/lib/ld-linux-aarch64.so.1" },
		.alone = true,
	};

	if (options->kind == DEVICE_WAV)
		needs.writes[1] = options->device ? options->device : "";
	return confine(&needs);
}

int main(int argc, char **argv)
{
	struct speaker_options options;
	bool showing;

	(void)argc;
	harden();
	log_open("kiosk-voice", LOG_INFO);
	if (program_tells(argv, "kiosk-voice", program_version, VOICE_HELP))
		return 0;
	if (!parse_options(argv, &options, &showing)) {
		fputs(USAGE, stderr);
		return EXIT_USE;
	}
	if (give_up(&options))
		return EXIT_FAILED;
	return showing ? show(&options) : serve(argv, &options);
}
