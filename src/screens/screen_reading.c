#include "screens/pages.h"

/* While the card is read, its holder reads what for. */
void screen_reading(const struct screen *p)
{
	open_centred_page(p);
	put_picture(p, PICTURE_READING, say(p, "picture.reading"));
	put_title(p, say(p, "reading.title"));
	put_lead(p, say(p, "reading.lead"));
	open_box(p, LOOK_SHEET);
	put_text(p, say(p, "reading.what"));
	put_text(p, say(p, "reading.why"));
	put_text(p, say(p, "reading.whom"));
	put_text(p, kept_words(p, "reading.keep", "reading.keep_years"));
	close_box(p);
	close_page(p, false, NULL);
}
