/* take: what a kiosk without a line has exported, by stick. */
#include "desk/desk_request.h"
#include "desk/stick.h"
#include "programs/desk/commands.h"

#include <stdio.h>

static int say_outcome(enum err err, const struct desk_options *options)
{
	switch (err) {
	case ERR_ABSENT:
		fprintf(stderr, "take: %s cannot be read\n", options->what);
		return DESK_FAILED;
	case ERR_PROTO:
		fprintf(stderr, "take: %s is not sealed for this desk, or not signed by a kiosk "
			"whose root stands in %s/kiosks.pem; nothing was taken\n", options->what,
			options->folder);
		return DESK_NO;
	case ERR_INPUT:
		fprintf(stderr, "take: %s holds something that is no application\n",
			options->what);
		return DESK_BAD_USE;
	default:
		return DESK_FAILED;
	}
}

int desk_cmd_take(const struct desk_options *options)
{
	struct desk_office desk;
	struct stick_count count;
	enum err err;

	if (!options->what || !options->kiosk) {
		fprintf(stderr, "skills-desk: take: write take FILE --kiosk NAME\n");
		return DESK_BAD_USE;
	}
	err = desk_init(&desk, options->folder);
	if (!err)
		err = stick_take(&desk, options->database, options->what, options->kiosk, &count);
	desk_finish(&desk);
	if (err)
		return say_outcome(err, options);
	printf("%d taken in, %d were here already, %d refused\n", count.taken, count.again,
	       count.refused);
	return count.refused > 0 ? DESK_NO : DESK_DONE;
}
