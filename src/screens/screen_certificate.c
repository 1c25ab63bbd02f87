/* The number on the certificate: digits, and the letters that some begin with. */
#include "screens/pages.h"

/* In groups of four, as it is read off: what is typed next stands at the end. */
static const char *typed_words(const struct screen *p)
{
	const struct claim_form *claim = &p->s->claim;
	const char *words = "";

	for (int i = 0; i < claim->number_count; i += 4) {
		int count = claim->number_count - i < 4 ? claim->number_count - i : 4;

		words = arena_textf(p->tree->arena, "%s%.*s ", words, count, claim->number + i);
	}
	return arena_textf(p->tree->arena, "%s_", words);
}

static void put_letters(const struct screen *p)
{
	tree_open(p->tree, (struct node){ .role = ROLE_GROUP, .look = LOOK_GRID, .columns = 7,
					  .flags = NODE_WHOLE });
	for (int letter = 'A'; letter <= 'Z'; letter++)
		tree_add(p->tree, (struct node){
			.id = arena_textf(p->tree->arena, "letter-%c", letter - 'A' + 'a'),
			.role = ROLE_BUTTON, .look = LOOK_COUNTED,
			.label = arena_textf(p->tree->arena, "%c", letter),
			.flags = NODE_PRIVATE, .action = { VERB_LETTER, letter } });
	tree_add(p->tree, (struct node){
		.id = "key-delete", .role = ROLE_BUTTON, .look = LOOK_COUNTED,
		.label = part_say(p, "search.delete"), .spoken = part_say(p, "key.delete"),
		.action = { VERB_KEY_DELETE, 0 } });
	part_close_box(p);
}

/* Either kind of key is one press from the other. */
static void put_tabs(const struct screen *p, bool letters)
{
	static const char *const ids[] = { "certificate-digits", "certificate-letters" };
	static const char *const keys[] = { "certificate.digits", "certificate.letters" };

	tree_open(p->tree, (struct node){ .role = ROLE_GROUP, .look = LOOK_GRID, .columns = 2 });
	for (int i = 0; i < 2; i++)
		tree_add(p->tree, (struct node){
			.id = ids[i], .role = ROLE_CHOICE, .look = LOOK_COUNTED,
			.label = part_say(p, keys[i]),
			.flags = (int)letters == i ? NODE_CHECKED : 0,
			.action = { VERB_CERTIFICATE, i } });
	part_close_box(p);
}

void screen_certificate(const struct screen *p)
{
	bool letters = p->s->at.arg == CERTIFICATE_LETTERS;
	bool enough = p->s->claim.number_count >= CERTIFICATE_NO_LEAST;
	struct way next = { "next",
			    part_say(p, enough ? "next.continue" : "certificate.next_waits"),
			    VERB_NEXT, 0, enough ? 0 : NODE_DISABLED };

	part_open_page(p);
	part_title(p, part_say(p, "certificate.title"));
	part_lead(p, part_say(p, "certificate.lead"));
	tree_add(p->tree, (struct node){
		.id = "typed", .role = ROLE_FIELD, .look = LOOK_ENTRY, .label = typed_words(p),
		.spoken = part_say_number(p, "certificate.spoken", p->s->claim.number_count),
		.flags = NODE_PRIVATE | NODE_ECHO });
	put_tabs(p, letters);
	if (letters)
		put_letters(p);
	else
		part_keys(p, NULL);
	part_way(p, LOOK_LINK, (struct way){ "no-number", part_say(p, "certificate.none"),
					    VERB_NO_NUMBER, 0, 0 });
	part_close_page(p, true, &next);
}
