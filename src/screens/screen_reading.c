#include "screens/pages.h"

/* While the card is read, its holder reads what for. */
void screen_reading(const struct screen *p)
{
	part_open_centred_page(p);
	part_picture(p, PICTURE_READING, part_say(p, "picture.reading"));
	part_title(p, part_say(p, "reading.title"));
	part_lead(p, part_say(p, "reading.lead"));
	part_open_box(p, LOOK_SHEET);
	part_text(p, part_say(p, "reading.what"));
	part_text(p, part_say(p, "reading.why"));
	part_text(p, part_say(p, "reading.whom"));
	part_text(p, part_kept_words(p, "reading.keep", "reading.keep_years"));
	part_close_box(p);
	part_close_page(p, false, NULL);
}
