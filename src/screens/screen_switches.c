/*
 * Calibration of a box of switches.  Its last step is tried with the switches
 * themselves: the focus begins on "again", so whoever has them the wrong way
 * round is asked anew at once, and the button that keeps them is moved to.
 * There is no picture before it: in the largest text the first page of the body
 * should hold that first button.
 */
#include "screens/pages.h"
#include "session/timeouts.h"

/* The name of the step, and what it is for. */
static void put_step(const struct screen *p, const char *title, const char *lead)
{
	part_picture(p, PICTURE_SWITCHES, part_say(p, "picture.switches"));
	part_title(p, part_say(p, title));
	part_lead(p, part_say(p, lead));
}

static void put_no_answer(const struct screen *p)
{
	part_note(p, part_say_number(p, "switches.no_answer",
				     timeout_row(TIMEOUT_SWITCHES)->ms / 1000));
}

static void put_trial(const struct screen *p)
{
	part_title(p, part_say(p, "switches.try"));
	part_lead(p, part_say(p, "switches.try_lead"));
	part_way(p, LOOK_SECOND, (struct way){ "again", part_say(p, "switches.again"),
		 VERB_SWITCHES,
					      SWITCH_ACT_ASK, NODE_FIRST_FOCUS });
	part_way(p, LOOK_SECOND, (struct way){ "swap", part_say(p, "switches.swap"), VERB_SWITCHES,
					      SWITCH_ACT_SWAP, 0 });
	part_choice(p, (struct way){ "steady", part_say(p, "view.steady"), VERB_STEADY, 0,
		    NODE_MULTI },
		    p->s->view.steady);
	part_way(p, LOOK_ACT, (struct way){ "next", part_say(p, "switches.keep"), VERB_NEXT, 0,
		 0 });
	part_text(p, part_say(p, "switches.try_wrong"));
}

void screen_switches(const struct screen *p)
{
	part_open_centred_page(p);
	switch ((enum calibration)p->s->at.arg) {
	case CALIBRATE_SAME:
	case CALIBRATE_SELECT:
		put_step(p, "switches.select", "switches.select_lead");
		if (p->s->at.arg == CALIBRATE_SAME)
			part_hint(p, part_say(p, "switches.same"));
		part_way(p, LOOK_SECOND, (struct way){ "again", part_say(p, "switches.again"),
						      VERB_SWITCHES, SWITCH_ACT_ASK, 0 });
		break;
	case CALIBRATE_TRY:
		put_trial(p);
		break;
	default:
		put_step(p, "switches.move", "switches.move_lead");
	}
	put_no_answer(p);
	part_close_page(p, true, NULL);
}
