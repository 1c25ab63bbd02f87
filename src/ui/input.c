#include "ui/input.h"

#include "base/text.h"

#include <assert.h>
#include <math.h>
#include <string.h>

static const char *const key_names[KEYS] = {
	[KEY_NONE] = "none", [KEY_UP] = "up", [KEY_DOWN] = "down",
	[KEY_LEFT] = "left", [KEY_RIGHT] = "right", [KEY_SELECT] = "select",
	[KEY_BACK] = "back", [KEY_HELP] = "help", [KEY_VOLUME_UP] = "volume-up",
	[KEY_VOLUME_DOWN] = "volume-down", [KEY_RATE_UP] = "rate-up",
	[KEY_RATE_DOWN] = "rate-down", [KEY_WHERE] = "where",
	[KEY_REPEAT] = "repeat", [KEY_PAUSE] = "pause",
	[KEY_SWITCH_1] = "switch-1", [KEY_SWITCH_2] = "switch-2",
	[KEY_SWITCH_3] = "switch-3", [KEY_SWITCH_4] = "switch-4",
	[KEY_BLANK] = "blank",
};

const char *key_name(enum ui_key key)
{
	return key_names[key];
}

enum ui_key key_find(const char *name)
{
	int found = text_find(key_names, KEYS, name);

	return found < 0 ? KEY_NONE : (enum ui_key)found;
}

void input_init(struct input *input)
{
	*input = (struct input){ .pressed_at = -1, .hands = { .double_strike_ms = 250 } };
}

void input_wipe(struct input *input)
{
	struct hands hands = input->hands;

	explicit_bzero(input, sizeof(*input));
	input_init(input);
	input->hands = hands;
}

static void set_id(char id[ID_MAX], const char *from)
{
	/* Ids are short literals; a longer one is a broken contract. */
	enum err err = text_copy(id, ID_MAX, from ? from : "");

	assert(err == ERR_OK);
}

static struct ui_event event_of(const struct layout *l, enum ui_kind kind, int index)
{
	struct ui_event event = { .kind = kind };

	if (index >= 0) {
		event.action = layout_node(l, index)->action;
		set_id(event.id, layout_node(l, index)->id);
	}
	return event;
}

static bool can_press(const struct layout *l, int index)
{
	const struct node *node = layout_node(l, index);

	return node_is_target(node) && !(node->flags & NODE_DISABLED);
}

int input_hit(const struct layout *l, int x, int y)
{
	/* What is drawn last lies on top. */
	for (int i = l->count - 1; i >= 0; i--) {
		struct box box;

		if (node_is_target(layout_node(l, i)) && layout_shown(l, i, &box) &&
		    box_holds(box, x, y))
			return can_press(l, i) ? i : -1;
	}
	return -1;
}

/* A held node without an id is found again by its place in the tree only. */
static int find_again(const struct layout *l, const char *id, int index)
{
	if (id[0])
		return layout_find(l, id);
	return index >= 0 && index < l->count && can_press(l, index) ? index : -1;
}

/* ---- ink ---- */

static uint16_t hundredths(double mm)
{
	return (uint16_t)lround(fmin(fmax(mm * 100, 0), 65535));
}

static int clamped(int value, int low, int high)
{
	return value < low ? low : value > high ? high : value;
}

static struct pen_point pen_point(const struct layout *l, int index, int x, int y)
{
	const struct node *node = layout_node(l, index);
	struct box box = l->items[index].box;
	double px_per_mm = l->theme->px_per_mm;

	if (l->items[index].flows)
		box.y += layout_flow_dy(l);
	/* A box that had to be narrower than its millimetres keeps the true ones. */
	if (node->width_mm)
		px_per_mm = fmin(px_per_mm, (double)box.w / node->width_mm);
	x = clamped(x, box.x, box.x + box.w - 1) - box.x;
	y = clamped(y, box.y, box.y + box.h - 1) - box.y;
	return (struct pen_point){ .x = hundredths(x / px_per_mm),
				   .y = hundredths(y / px_per_mm) };
}

static struct ui_event add_ink(struct input *input, const struct layout *l, int x, int y,
			       uint32_t ms, bool starts)
{
	struct pen *pen = &input->pen;
	struct ui_event event = event_of(l, UI_INK, input->pressed_at);
	uint32_t t;

	if (pen->count == PEN_POINTS_MAX)
		return event_of(l, UI_TOUCHED, -1);
	if (pen->count == 0)
		input->pen_began_ms = ms;
	t = ms - input->pen_began_ms;
	event.point = pen_point(l, input->pressed_at, x, y);
	event.point.t = (uint16_t)(t > 65535 ? 65535 : t);
	event.point.starts = starts;
	pen->points[pen->count++] = event.point;
	return event;
}

/* ---- fingers ---- */

static bool is_ink(const struct layout *l, int index)
{
	return index >= 0 && layout_node(l, index)->role == ROLE_INK;
}

static bool is_held(const struct layout *l, int index)
{
	return index >= 0 && layout_node(l, index)->flags & NODE_HOLD;
}

struct ui_event input_down(struct input *input, const struct layout *l, long pointer,
			   int x, int y, uint32_t ms)
{
	int hit = input_hit(l, x, y);

	if (input->down)
		return event_of(l, UI_TOUCHED, -1);
	input->keys_used = false;
	if (hit < 0)
		return event_of(l, UI_TOUCHED, -1);
	input->down = input->inside = true;
	input->pointer = pointer;
	input->pressed_at = hit;
	set_id(input->pressed, layout_node(l, hit)->id);
	if (is_ink(l, hit))
		return add_ink(input, l, x, y, ms, true);
	return is_held(l, hit) ? event_of(l, UI_REVEALED, hit) :
				 event_of(l, UI_TOUCHED, -1);
}

struct ui_event input_move(struct input *input, const struct layout *l, long pointer,
			   int x, int y, uint32_t ms)
{
	if (!input->down || pointer != input->pointer || input->pressed_at < 0)
		return (struct ui_event){ .kind = UI_NOTHING };
	if (is_ink(l, input->pressed_at))
		return add_ink(input, l, x, y, ms, false);
	input->inside = input_hit(l, x, y) == input->pressed_at;
	return (struct ui_event){ .kind = UI_NOTHING };
}

static bool is_double_strike(struct input *input, uint32_t ms)
{
	bool again = input->pressed[0] && strcmp(input->last, input->pressed) == 0 &&
		     ms - input->last_ms < (uint32_t)input->hands.double_strike_ms;

	set_id(input->last, input->pressed);
	input->last_ms = ms;
	return again;
}

static void release(struct input *input)
{
	input->down = input->inside = false;
	input->pressed_at = -1;
	input->pressed[0] = 0;
}

/* What letting go of a node means. */
static struct ui_event let_go(struct input *input, const struct layout *l, bool inside,
			      bool again)
{
	int index = input->pressed_at;
	struct ui_event event;

	if (index < 0)
		event = event_of(l, UI_TOUCHED, -1);
	else if (is_held(l, index))
		event = event_of(l, UI_HIDDEN, index);
	else if (inside && !again && !is_ink(l, index))
		event = event_of(l, UI_ACTION, index);
	else
		event = event_of(l, UI_TOUCHED, -1);
	release(input);
	return event;
}

struct ui_event input_up(struct input *input, const struct layout *l, long pointer, int x,
			 int y, uint32_t ms)
{
	bool inside;

	if (!input->down || pointer != input->pointer)
		return (struct ui_event){ .kind = UI_NOTHING };
	inside = input->pressed_at >= 0 && input_hit(l, x, y) == input->pressed_at;
	return let_go(input, l, inside, is_double_strike(input, ms));
}

/* ---- focus ---- */

static bool can_focus(const struct layout *l, int index)
{
	const struct node *node = layout_node(l, index);
	struct box box;

	return (node_is_target(node) || node->role == ROLE_FIELD) &&
	       layout_shown(l, index, &box);
}

/* The tree's order; what turns the pages comes after the page. */
int input_order(const struct layout *l, int *order)
{
	int count = 0;
	bool extras = l->pages == 1;

	for (int i = 0; i < l->tree->count; i++) {
		bool after = l->items[i].placed && l->items[i].box.y >= l->bar.y &&
			     !l->items[i].flows;

		if (after && !extras) {
			order[count++] = l->tree->count + EXTRA_BACK_PAGE;
			order[count++] = l->tree->count + EXTRA_MORE;
			extras = true;
		}
		if (can_focus(l, i))
			order[count++] = i;
	}
	if (!extras) {
		order[count++] = l->tree->count + EXTRA_BACK_PAGE;
		order[count++] = l->tree->count + EXTRA_MORE;
	}
	return count;
}

int input_focus(const struct input *input, const struct layout *l)
{
	int index = input->focus[0] ? layout_find(l, input->focus) : -1;

	return index >= 0 && can_focus(l, index) ? index : -1;
}

/* Those on this page that do the same, in the order of focus; returns how many. */
static int of_verb(const struct layout *l, int verb, int *ret_those)
{
	int order[ITEMS_MAX];
	int count = input_order(l, order), those = 0;

	for (int i = 0; i < count; i++) {
		if (layout_node(l, order[i])->action.verb == verb)
			ret_those[those++] = order[i];
	}
	return those;
}

/* Its place among those that do the same: what is asked when the tree is another already. */
static void note_focus(struct input *input, const struct layout *l)
{
	int those[ITEMS_MAX];
	int now = input_focus(input, l), count;

	input->focus_verb = now < 0 ? 0 : layout_node(l, now)->action.verb;
	count = of_verb(l, input->focus_verb, those);
	for (int i = 0; i < count; i++) {
		if (those[i] == now)
			input->focus_after = count - 1 - i;
	}
}

void input_set_focus(struct input *input, const struct layout *l, const char *id)
{
	set_id(input->focus, id);
	note_focus(input, l);
}

/* Of the acts: what leads on, else what is there. */
static int first_act(const struct layout *l, const int *order, int count)
{
	int first = -1;

	for (int i = 0; i < count; i++) {
		const struct node *node = layout_node(l, order[i]);

		if (node->look == LOOK_ACT)
			return order[i];
		if (first < 0 && node->look != LOOK_HELP &&
		    node->look != LOOK_STAFF_ACT && node_is_target(node) &&
		    !(node->flags & NODE_HOLD))
			first = order[i];
	}
	return first < 0 && count > 0 ? order[0] : first;
}

/* Flagged, else the first in the page's body, else the act that leads on. */
static int first_focus(const struct layout *l)
{
	int order[ITEMS_MAX];
	int count = input_order(l, order);

	for (int i = 0; i < count; i++) {
		if (layout_node(l, order[i])->flags & NODE_FIRST_FOCUS)
			return order[i];
	}
	for (int i = 0; i < count; i++) {
		if (l->items[order[i]].flows)
			return order[i];
	}
	return first_act(l, order, count);
}

static struct ui_event focus_on(struct input *input, const struct layout *l, int index)
{
	input_set_focus(input, l, index < 0 ? "" : layout_node(l, index)->id);
	return event_of(l, UI_FOCUSED, index);
}

/* At either end the focus stays, and is spoken again: so the end is noticed. */
static struct ui_event step_focus(struct input *input, const struct layout *l, int by)
{
	int order[ITEMS_MAX];
	int count = input_order(l, order), now = input_focus(input, l);

	for (int i = 0; i < count; i++) {
		if (order[i] == now)
			return focus_on(input, l, order[clamped(i + by, 0, count - 1)]);
	}
	return focus_on(input, l, first_focus(l));
}

/* The last of the order and its first; -1 where there is none. */
static int last_focus(const struct layout *l, int *ret_first)
{
	int order[ITEMS_MAX];
	int count = input_order(l, order);

	*ret_first = count > 0 ? order[0] : -1;
	return count > 0 ? order[count - 1] : -1;
}

struct ui_event input_scan(struct input *input, const struct layout *l, bool select)
{
	int first, last = last_focus(l, &first), now = input_focus(input, l);

	input->keys_used = true;
	if (select)
		return now >= 0 && can_press(l, now) ? event_of(l, UI_ACTION, now) :
						       event_of(l, UI_TOUCHED, -1);
	return now == last ? focus_on(input, l, first) : step_focus(input, l, 1);
}

/* The node in the place of the one that has gone; -1: none does the same. */
static int in_its_place(const struct input *input, const struct layout *l)
{
	int those[ITEMS_MAX];
	int count = input->focus_verb ? of_verb(l, input->focus_verb, those) : 0;

	return count ? those[clamped(count - 1 - input->focus_after, 0, count - 1)] : -1;
}

void input_follow(struct input *input, const struct layout *l, bool new_screen)
{
	int now = new_screen ? -1 : input_focus(input, l);

	if (input->pressed_at >= 0)
		input->pressed_at = new_screen ? -1 : find_again(l, input->pressed,
								 input->pressed_at);
	if (now < 0 && !new_screen)
		now = in_its_place(input, l);
	focus_on(input, l, now >= 0 ? now : first_focus(l));
}

/* ---- keys ---- */

static struct ui_event select_down(struct input *input, const struct layout *l)
{
	int index = input_focus(input, l);

	if (input->down || index < 0 || !can_press(l, index) || is_ink(l, index))
		return event_of(l, UI_TOUCHED, -1);
	input->down = input->inside = true;
	input->pointer = -1;
	input->pressed_at = index;
	set_id(input->pressed, layout_node(l, index)->id);
	return is_held(l, index) ? event_of(l, UI_REVEALED, index) :
				   event_of(l, UI_TOUCHED, -1);
}

static struct ui_event select_up(struct input *input, const struct layout *l)
{
	if (!input->down || input->pointer != -1)
		return (struct ui_event){ .kind = UI_NOTHING };
	return let_go(input, l, true, false);
}

/* Back and help are buttons of every screen: the key presses the button. */
static struct ui_event press_named(const struct layout *l, enum ui_key key)
{
	struct ui_event event = { .kind = UI_KEY, .key = key };
	int index = layout_find(l, key_name(key));
	struct box box;

	if ((key == KEY_BACK || key == KEY_HELP) && index >= 0 && can_press(l, index) &&
	    layout_shown(l, index, &box)) {
		event = event_of(l, UI_ACTION, index);
		event.key = key;
	}
	return event;
}

struct ui_event input_key(struct input *input, const struct layout *l, enum ui_key key,
			  bool down)
{
	input->keys_used = true;
	if (key == KEY_SELECT)
		return down ? select_down(input, l) : select_up(input, l);
	if (!down)
		return (struct ui_event){ .kind = UI_NOTHING };
	if (key == KEY_DOWN || key == KEY_RIGHT)
		return step_focus(input, l, 1);
	if (key == KEY_UP || key == KEY_LEFT)
		return step_focus(input, l, -1);
	return press_named(l, key);
}

/* ---- how quick a hand is ---- */

static bool is_step(enum ui_key key)
{
	return key >= KEY_UP && key <= KEY_RIGHT;
}

/* Lists are walked and digits typed quickly: their double strikes are often meant. */
static bool may_be_double(const struct input *input, enum ui_key key)
{
	return input->hands.every_key || key == KEY_SELECT || key == KEY_BACK;
}

static bool held_counts(struct input *input, const struct key_stroke *stroke)
{
	int after_ms = input->hands.repeat_ms;

	if (!is_step(stroke->key) || after_ms == 0 || input->key_passed_over ||
	    stroke->ms - input->key_down_ms < (uint32_t)after_ms)
		return false;
	input->key_down_ms = stroke->ms;
	return true;
}

bool input_key_counts(struct input *input, const struct key_stroke *stroke)
{
	bool same = stroke->code == input->key_last;

	if (stroke->repeat)
		return same && stroke->down && held_counts(input, stroke);
	if (!stroke->down) {
		if (same)
			input->key_up_ms = stroke->ms;
		return !same || !input->key_passed_over;
	}
	input->key_passed_over = same && may_be_double(input, stroke->key) &&
		stroke->ms - input->key_up_ms < (uint32_t)input->hands.double_strike_ms;
	input->key_last = stroke->code;
	if (!input->key_passed_over)
		input->key_down_ms = stroke->ms;
	return !input->key_passed_over;
}
