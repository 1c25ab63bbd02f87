/*
 * What can be the matter with a card: what happened, how to mend it, and a way
 * on for whoever cannot.
 */
#include "screens/pages.h"

#include <string.h>

struct trouble {
	enum visit_page page;
	const char *title;
	const char *lead;	/* what happened */
	const char *mend;	/* {1}: the counter */
	bool again;		/* trying again can help */
	bool browse;		/* courses and conditions are open without a card */
};

static const struct trouble rows[] = {
	{ PAGE_NO_READER, "no_reader.title", "no_reader.lead", "no_reader.mend", false, true },
	{ PAGE_CARD_LIFTED, "card_lifted.title", "card_lifted.lead", "card_lifted.mend",
	  true, false },
	{ PAGE_CARD_SECOND, "card_second.title", "card_second.lead", "card_second.mend",
	  true, false },
	{ PAGE_CARD_UNREADABLE, "card_unreadable.title", "card_unreadable.lead",
	  "card_unreadable.mend", true, true },
	{ PAGE_CARD_DENIED, "card_denied.title", "card_denied.lead", "card_denied.mend",
	  true, true },
	{ PAGE_CARD_NUMBER_ONLY, "card_number_only.title", "card_number_only.lead",
	  "card_number_only.mend", true, true },
	{ PAGE_CARD_CLONE, "card_clone.title", "card_clone.lead", "card_clone.mend", true, true },
	{ PAGE_CARD_ZHEJIANG, "card_zhejiang.title", "card_zhejiang.lead", "card_zhejiang.mend",
	  true, true },
	{ PAGE_CARD_EXPIRED, "card_expired.title", "card_expired.lead", "card_expired.mend",
	  true, true },
	{ PAGE_CARD_STAFF, "card_staff.title", "card_staff.lead", "card_staff.mend", true, false },
	{ PAGE_CARD_OTHER, "card_other.title", "card_other.lead", "card_other.mend",
	  false, false },
	{ PAGE_UNDER_AGE, "under_age.title", "under_age.lead", "under_age.mend", false, true },
};

static const struct trouble *trouble_of(const struct screen *p)
{
	unsigned i = 0;

	while (rows[i].page != p->s->at.page)
		i++;
	return &rows[i];
}

/* "A99****01": enough to know one's own card by. */
static const char *masked_number(const struct screen *p, const char *card_no)
{
	char *masked = arena_text(p->tree->arena, card_no);
	size_t length = strlen(masked);

	for (size_t i = 3; i + 2 < length; i++)
		masked[i] = '*';
	return masked;
}

static void put_seen(const struct screen *p)
{
	const struct seen_card *seen = &p->s->seen;

	part_open_box(p, LOOK_SHEET);
	if (seen->region[0])
		part_text(p, part_say1(p, "card_number_only.region", seen->region));
	part_text(p, part_say1(p, "card_number_only.number", masked_number(p, seen->card_no)));
	part_close_box(p);
}

static void put_browse(const struct screen *p)
{
	part_way(p, LOOK_SECOND, (struct way){ "courses", part_say(p, "idle.courses"),
					      VERB_COURSES, 0, 0 });
	part_way(p, LOOK_SECOND, (struct way){ "conditions", part_say(p, "idle.conditions"),
					      VERB_CONDITIONS, 0, 0 });
}

/* What is the matter, so that whoever passes can tell staff; it opens again by itself. */
void screen_out_of_service(const struct screen *p)
{
	static const char *const leads[SERVICE_COUNT] = {
		[SERVICE_OPEN] = "closed.clock",
		[SERVICE_NO_STORE] = "closed.store",
		[SERVICE_CLOCK] = "closed.clock",
		[SERVICE_TWIN] = "closed.twin",
		[SERVICE_STARTING] = "closed.starting",
	};

	part_open_centred_page(p);
	part_picture(p, PICTURE_STOP, part_say(p, "picture.stop"));
	part_title(p, part_say(p, "closed.title"));
	part_lead(p, part_say(p, leads[p->s->devices.service]));
	part_text(p, part_say1(p, "closed.mend", part_counter_words(p)));
	part_close_page(p, false, NULL);
}

void screen_card_trouble(const struct screen *p)
{
	const struct trouble *row = trouble_of(p);
	struct way again = { "again", part_say(p, "card.again"), VERB_RETRY, 0, 0 };
	bool over_visit = session_has_person(p->s);

	part_open_centred_page(p);
	part_picture(p, row->again ? PICTURE_LAY_CARD : PICTURE_STOP, part_say(p, "picture.stop"));
	part_title(p, part_say(p, row->title));
	part_lead(p, part_say(p, row->lead));
	part_text(p, part_say1(p, row->mend, part_counter_words(p)));
	if (row->page == PAGE_CARD_NUMBER_ONLY)
		put_seen(p);
	if (row->again && p->s->bad_reads > 1)
		part_hint(p, part_say1(p, "card.often", part_counter_words(p)));
	if (row->browse)
		put_browse(p);
	part_close_page(p, false, row->again && !over_visit ? &again : NULL);
}
