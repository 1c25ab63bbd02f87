/*
 * Before a guide a page says nothing of what the visitor answered: whatever was
 * answered, registered, promised or chosen, the tree is the same, node for node.
 * Eyes, ears, keys and transcript are made of the tree alone.
 */
#include "tests/unit/visit.h"

#include "screens/screens.h"
#include "ui/node.h"

#define ROUNDS 60

static struct pack *pack;
static struct visit *one, *other;
static struct arena arenas[2];
static struct tree *trees[2];

static unsigned seed = 1;

static unsigned dice(unsigned sides)
{
	seed = seed * 1103515245u + 12345u;
	return (seed >> 16) % sides;
}

static void say_anything(struct session *s)
{
	for (int i = 0; i < pack_fact_count(pack); i++) {
		s->answers[i] = (struct answer){ (enum said)dice(3), dice(2) };
		if (s->answers[i].said != SAID_VALUE)
			s->answers[i].number = 0;
		s->promised[i] = (enum promise_state)dice(3);
		s->draft.ticked[i] = dice(2);
	}
	for (int i = 0; i < s->person.fact_count; i++)
		s->person.facts[i].fact.number = dice(2);
	for (int i = 0; i < GENERAL_COUNT; i++)
		s->general[i] = (enum promise_state)dice(3);
	for (int i = 0; i < BENEFITS_MAX; i++)
		s->items[i] = dice(2);
	s->items_set = true;
	s->course = (int)dice(20);
	s->person.history.count = (int)dice(2);
	/* That something was chosen shows; what does not. */
	s->draft.choice = (enum choice)(CHOICE_YES + dice(3));
	s->draft.unsure = true;
	s->draft.none = dice(2);
	s->draft.typed_count = (int)dice(5);
	memset(s->draft.typed, '0' + (int)dice(10), sizeof(s->draft.typed));
}

static void same_text(const struct tree *tree, const char *a, const char *b)
{
	if ((a == NULL) != (b == NULL) || (a && strcmp(a, b) != 0))
		fail_msg("%s: \"%s\" where it might be \"%s\"", tree->screen, a ? a : "",
			 b ? b : "");
}

static void same_node(const struct tree *tree, const struct node *a, const struct node *b)
{
	same_text(tree, a->id, b->id);
	same_text(tree, a->label, b->label);
	same_text(tree, a->value, b->value);
	same_text(tree, a->spoken, b->spoken);
	if (a->role != b->role || a->look != b->look || a->flags != b->flags ||
	    a->action.verb != b->action.verb || a->action.arg != b->action.arg ||
	    a->parent != b->parent)
		fail_msg("%s: %s differs", tree->screen, a->label ? a->label : "a node");
}

static void compare(void)
{
	screen_build(&one->world, &one->s, &arenas[0], trees[0]);
	screen_build(&other->world, &other->s, &arenas[1], trees[1]);
	if (trees[0]->count != trees[1]->count)
		fail_msg("%s: %d nodes or %d", trees[0]->screen, trees[0]->count,
			 trees[1]->count);
	for (int i = 0; i < trees[0]->count; i++)
		same_node(trees[0], &trees[0]->nodes[i], &trees[1]->nodes[i]);
}

static int arg_of(enum visit_page page)
{
	switch (page) {
	case PAGE_QUESTION:
		return fact(one, dice(2) ? "residence_permit_until" : "works_ningbo");
	case PAGE_GROUP:
		return (int)dice((unsigned)pack_group_count(pack));
	case PAGE_REASON:
	case PAGE_OFFICIAL:
	case PAGE_ITEM:
		return (int)dice((unsigned)pack_benefit_count(pack));
	case PAGE_VERIFY_IN_PERSON:
		return PAGE_VERIFY_IN_PERSON;
	default:
		return 0;
	}
}

static void begin(enum guide_state state)
{
	visit_open(one, pack);
	lay_card(one, "chen-li");
	one->s.guide = (struct guide){ .state = state, .role = STAFF_ROLE_GUIDE,
				       .number = "S00000001" };
}

static void look_at_every_page(enum guide_state state)
{
	begin(state);
	for (int page = PAGE_WHO; page < PAGE_COUNT; page++) {
		struct place place = { (uint8_t)page, (int16_t)arg_of((enum visit_page)page) };

		/* no visit stands there */
		if (page == PAGE_NO_READER || page == PAGE_OUT_OF_SERVICE)
			continue;
		one->s.at = place;
		say_anything(&one->s);
		*other = *one;
		other->world.courses = other->courses;
		say_anything(&other->s);
		compare();
	}
}

static void no_page_tells_a_guide_what_was_answered(void **state)
{
	(void)state;
	for (int round = 0; round < ROUNDS; round++)
		look_at_every_page(round % 2 ? GUIDE_BY : GUIDE_SEATED);
}

/* The comparison finds what is to be found: without a guide the pages differ. */
static void without_a_guide_they_do(void **state)
{
	int differ = 0;

	(void)state;
	begin(GUIDE_AWAY);
	one->s.at = (struct place){ PAGE_RESULTS, 0 };
	for (int round = 0; round < 20; round++) {
		say_anything(&one->s);
		*other = *one;
		other->world.courses = other->courses;
		say_anything(&other->s);
		screen_build(&one->world, &one->s, &arenas[0], trees[0]);
		screen_build(&other->world, &other->s, &arenas[1], trees[1]);
		differ += trees[0]->count != trees[1]->count;
	}
	assert_true(differ > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_page_tells_a_guide_what_was_answered),
		cmocka_unit_test(without_a_guide_they_do),
	};
	int failed;

	pack = pack_open();
	one = calloc(1, sizeof(*one));
	other = calloc(1, sizeof(*other));
	for (int i = 0; i < 2; i++) {
		trees[i] = calloc(1, sizeof(*trees[i]));
		arena_init(&arenas[i], SCREEN_ARENA_SIZE);
	}
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	for (int i = 0; i < 2; i++) {
		arena_finish(&arenas[i]);
		free(trees[i]);
	}
	free(one);
	free(other);
	pack_destroy(pack);
	return failed;
}
