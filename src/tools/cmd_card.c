/*
 * card: reads one card and prints all that it says, also what no visit asks for
 * (card/extra.h).  The reader process does the reading, as in the kiosk; this is
 * its other end of the link.
 */
#include "tools/commands.h"
#include "helpers/waiter.h"

#include "card/deadline.h"
#include "card/link.h"

#include <getopt.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TIMEOUT_MS 10000
#define TIMEOUT_MS_MAX 3600000
/* A read ends by itself half a second before that; then its process is given up. */
#define READ_MS (LINK_READ_MS + LINK_EVERYTHING_MS + 500)

/* The last word of the reader process. */
struct told {
	bool laid;
	struct link_event last;
};

/* What settles the matter: an answer, or a reader that is not there. */
static bool is_last_word(const struct link_event *event)
{
	switch (event->kind) {
	case LINK_HOLDER:
	case LINK_FAILED:
	case LINK_SECOND:
		return true;
	case LINK_READER:
		return event->state != LINK_READER_READY;
	default:
		return false;
	}
}

/* A card that lies there gets the time of a whole read, whenever it was laid. */
static bool hear(struct waiter *h, const uint8_t *data, size_t size)
{
	struct told *told = h->context;
	struct link_event event;
	bool last;

	if (link_get_event(data, size, &event))
		return false;
	if (event.kind == LINK_LAID && !told->laid)
		h->until = deadline_in(READ_MS);
	told->laid = told->laid || event.kind == LINK_LAID;
	last = is_last_word(&event);
	if (last)
		told->last = event;
	explicit_bzero(&event, sizeof(event));
	return last;
}

/* ---- printing ---- */

static json_t *text_or_null(const char *text)
{
	return text[0] ? json_string(text) : json_null();
}

static json_t *date_or_null(struct date date)
{
	char text[DATE_TEXT_MAX];

	if (!date_is_set(date))
		return json_null();
	date_format(date, text);
	return json_string(text);
}

static json_t *sex_or_null(char sex)
{
	return sex ? json_stringn(&sex, 1) : json_null();
}

static json_t *nation_or_null(int nation)
{
	return nation ? json_sprintf("%02d", nation) : json_null();
}

static json_t *expires_of(const struct holder *h)
{
	return h->expires_never ? json_string("never") : date_or_null(h->expires);
}

/* The 2017 permit's number is no identity number of 18 characters, but it is its holder's. */
static const char *number_of(const struct holder *h)
{
	return h->type == CARD_FOREIGN_PERMIT_2017 ? h->permit_no : h->id_no;
}

static void add_extra(json_t *json, const struct card_extra *extra)
{
	json_object_set_new(json, "card_id", text_or_null(extra->card_id));
	json_object_set_new(json, "version", text_or_null(extra->version));
	json_object_set_new(json, "card_class", text_or_null(extra->card_class));
	json_object_set_new(json, "init_org", text_or_null(extra->init_org));
	json_object_set_new(json, "birthplace", text_or_null(extra->birthplace));
}

static json_t *json_of(const struct holder *h)
{
	static const char *const assurances[] = { "none", "A0", "A1", "A2" };
	json_t *json = json_object();

	json_object_set_new(json, "type", json_string(card_type_name(h->type)));
	json_object_set_new(json, "generation",
			    h->generation ? json_integer(h->generation) : json_null());
	json_object_set_new(json, "assurance", json_string(assurances[h->assurance]));
	json_object_set_new(json, "number_only", json_boolean(h->number_only));
	json_object_set_new(json, "slow", json_boolean(h->slow));
	json_object_set_new(json, "region", text_or_null(h->region));
	json_object_set_new(json, "card_no", text_or_null(h->card_no));
	json_object_set_new(json, "id_no", text_or_null(number_of(h)));
	json_object_set_new(json, "name", text_or_null(h->name));
	json_object_set_new(json, "name_latin", text_or_null(h->name_latin));
	json_object_set_new(json, "sex", sex_or_null(h->sex));
	json_object_set_new(json, "nation", nation_or_null(h->nation));
	json_object_set_new(json, "birth", date_or_null(h->birth));
	json_object_set_new(json, "issued", date_or_null(h->issued));
	json_object_set_new(json, "expires", expires_of(h));
	json_object_set_new(json, "country", text_or_null(h->country));
	json_object_set_new(json, "address", text_or_null(h->address));
	json_object_set_new(json, "issuer", text_or_null(h->issuer));
	json_object_set_new(json, "permit_no", text_or_null(h->permit_no));
	json_object_set_new(json, "staff_role", text_or_null(h->staff_role));
	return json;
}

static int print_card(const struct holder *h, const struct card_extra *extra)
{
	json_t *json = json_of(h);
	int failed;

	add_extra(json, extra);
	failed = json_dumpf(json, stdout, JSON_COMPACT);
	json_decref(json);
	putchar('\n');
	return failed ? EXIT_DEVICE : EXIT_DONE;
}

static int leave(int code, const char *what)
{
	fprintf(stderr, "card: %s\n", what);
	return code;
}

static int tell_failure(enum link_failure failure)
{
	switch (failure) {
	case LINK_UNREADABLE:
		return leave(EXIT_NO,
			     "no card that can be read; lay it flat, or try another reader");
	case LINK_LIFTED_EARLY:
		return leave(EXIT_NO, "the card was lifted too early; leave it until it is read");
	case LINK_SLOW:
		return leave(EXIT_NO, "the card did not answer in time; lay it again");
	case LINK_REFUSED:
		return leave(EXIT_NO, "the card refuses to be read");
	case LINK_OTHER_READER:
		return leave(EXIT_NO, "an identity document: it needs a SAM-V reader "
			     "(samv:PATH, samv:pcsc:NAME)");
	case LINK_READER_LOST:
		return leave(EXIT_DEVICE, "the reader went away; plug it in again");
	case LINK_CANCELLED:
	case LINK_NO_CARD:
		break;
	}
	return leave(EXIT_NO, "no card");
}

static int tell(const struct waiter *h)
{
	const struct told *told = h->context;

	if (!h->done && h->ended)
		return leave(EXIT_DEVICE, "the reader process ended; see the line before");
	if (!h->done)
		return told->laid ? leave(EXIT_DEVICE, "the reader does not come back") :
				   leave(EXIT_NO, "no card was laid in time");
	switch (told->last.kind) {
	case LINK_HOLDER:
		return print_card(&told->last.holder, &told->last.extra);
	case LINK_FAILED:
		return tell_failure(told->last.failure);
	case LINK_SECOND:
		return leave(EXIT_NO, "two cards at once; take one away");
	default:
		return told->last.state == LINK_READER_BUSY ?
			leave(EXIT_DEVICE, "another program has the reader; end it first") :
			leave(EXIT_DEVICE, "no such reader; see that it is plugged in");
	}
}

/* ---- the command ---- */

static int usage(void)
{
	return leave(EXIT_BAD_INPUT, "usage: card --reader SPEC [--sam SPEC] [--timeout MS]; "
		     "readers libnfc:DEVICE, pcsc:NAME, samv:PATH, samv:pcsc:NAME, sim:FILE; "
		     "SAMs soft:FILE, pcsc:NAME, hsm:SOCKET");
}

static bool take_number(const char *text, int *ret_number)
{
	char *end;
	long number = strtol(text, &end, 10);

	if (*text == 0 || *end != 0 || number < 1 || number > TIMEOUT_MS_MAX)
		return false;
	*ret_number = (int)number;
	return true;
}

static bool begins_with_one_of(const char *spec, const char *const *schemes)
{
	for (; *schemes; schemes++) {
		if (strncmp(spec, *schemes, strlen(*schemes)) == 0)
			return true;
	}
	return false;
}

/* The reader process knows them better, but says so only when it is too late. */
static bool is_spec(int option, const char *spec)
{
	static const char *const readers[] = { "libnfc:", "pcsc:", "samv:", "sim:", NULL };
	static const char *const sams[] = { "soft:", "pcsc:", "hsm:", NULL };

	return begins_with_one_of(spec, option == 'r' ? readers : sams);
}

/* False for bad use; every SPEC becomes an argument of the reader process. */
static bool take_arguments(int argc, char **argv, struct waiter *waiter, int *ret_timeout_ms)
{
	static const struct option options[] = {
		{ "reader", required_argument, NULL, 'r' },
		{ "sam", required_argument, NULL, 's' },
		{ "timeout", required_argument, NULL, 't' },
		{ 0 },
	};
	int option, count = 1, readers = 0;
	bool good = true;

	waiter->args[0] = "--quiet";
	opterr = 0;	/* one line says it all */
	while (good && (option = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (option == 't') {
			good = take_number(optarg, ret_timeout_ms);
		} else if ((option == 'r' || option == 's') && is_spec(option, optarg) &&
			   count + 2 < HELPER_ARGS_MAX) {
			readers += option == 'r';
			waiter->args[count++] = option == 'r' ? "--reader" : "--sam";
			waiter->args[count++] = optarg;
		} else {
			good = false;
		}
	}
	return good && readers > 0 && optind == argc;
}

int cmd_card(int argc, char **argv)
{
	static struct told told;
	static uint8_t watch[LINK_MESSAGE_MAX];
	struct waiter waiter = {
		.program = "kiosk-reader",
		.first = watch,
		.first_size = link_put_request(&(struct link_request){
			.kind = LINK_WATCH, .on = true, .everything = true }, watch),
		.take = hear,
		.context = &told,
	};
	int timeout_ms = TIMEOUT_MS, code;

	if (!take_arguments(argc, argv, &waiter, &timeout_ms))
		return usage();
	if (waiter_ask(&waiter, timeout_ms))
		return leave(EXIT_DEVICE, "the program kiosk-reader is not beside this one");
	code = tell(&waiter);
	explicit_bzero(&told, sizeof(told));
	return code;
}
