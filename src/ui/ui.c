#include "ui/ui.h"

#include "base/fnv.h"
#include "base/log.h"
#include "ui/caption.h"
#include "ui/glass.h"
#include "ui/html.h"
#include "ui/keymap.h"
#include "ui/motion.h"
#include "ui/paint.h"
#include "speech/say.h"

#include <assert.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>

/* Which page this is: two questions are two, in two languages one is one. */
struct shown {
	char screen[ID_MAX];
	uint32_t title;		/* a sum of the first heading's words */
	enum lang lang;
	int page;
	int seen;		/* the furthest of its pages that has been shown */
	int pages;
	char focus[ID_MAX];
};

/* Who has painted may paint again at once. */
#define REST_AFTER_MS 1000

struct ui {
	struct glass glass;
	struct type *type;
	struct paint *paint;
	struct theme theme;
	struct layout layout;
	struct input input;
	const struct tree *tree;	/* NULL: nothing is shown */
	struct shown now;
	struct shown under;	/* what an overlay covers, to come back to */
	bool covered;
	int revealed;
	char caption[CAPTION_MAX];
	unsigned presses;	/* of ui_presses */
	bool typing;		/* the last stroke was a digit or a deletion, on this screen */
	struct motion motion;
	bool rests;		/* nothing has been painted since ui_rest */
	Uint64 painted_ms;
};

enum err ui_create(const struct ui_setup *setup, struct diag *diag, struct ui **ret_ui)
{
	struct ui *ui = calloc(1, sizeof(*ui));
	enum err err;

	if (!ui)
		abort();
	err = glass_open(&ui->glass, &(struct glass_setup){
		.w = setup->view.width_px,
		.h = setup->view.height_px,
		.title = setup->window ? setup->title : NULL,
		.borderless = setup->borderless,
		.room = { setup->room_from, setup->room_to },
	}, diag);
	if (!err) {
		err = type_open(setup->fonts_list, diag, &ui->type);
		if (err)
			glass_close(&ui->glass);
	}
	if (err) {
		free(ui);
		return err;
	}
	if (setup->first_letters)
		type_first_page(ui->type);
	if (setup->letters && !type_recall(ui->type, setup->letters) && setup->first_letters)
		type_recall(ui->type, setup->first_letters);
	ui->paint = paint_create(ui->type);
	input_init(&ui->input);
	ui->revealed = -1;
	theme_init(&ui->theme, &setup->view, fonts_cap_ratio(type_fonts(ui->type)));
	*ret_ui = ui;
	return ERR_OK;
}

void ui_destroy(struct ui *ui)
{
	if (!ui)
		return;
	motion_wipe(&ui->motion);
	paint_destroy(ui->paint);
	type_close(ui->type);
	glass_close(&ui->glass);
	explicit_bzero(ui, sizeof(*ui));
	free(ui);
}

static struct paint_state state_of(const struct ui *ui)
{
	const struct input *input = &ui->input;

	return (struct paint_state){
		.pressed = input->down && input->inside ? input->pressed_at : -1,
		.revealed = ui->revealed,
		.focus = input->keys_used ? input_focus(input, &ui->layout) : -1,
		.pen = &input->pen,
		.motion = &ui->motion,
	};
}

static void repaint_part(struct ui *ui, struct box part)
{
	struct paint_state state = state_of(ui);
	SDL_Surface *surface = glass_surface(&ui->glass);

	ui->rests = false;
	ui->painted_ms = SDL_GetTicks64();
	if (!ui->tree || !surface)
		return;
	paint_part(ui->paint, &ui->layout, &state, surface, part);
	glass_present(&ui->glass, part);
}

static struct box whole(const struct ui *ui)
{
	return (struct box){ 0, 0, ui->theme.view.width_px, ui->theme.view.height_px };
}

void ui_repaint(struct ui *ui)
{
	repaint_part(ui, whole(ui));
}

bool ui_keep_letters(struct ui *ui, const char *path)
{
	return type_keep(ui->type, path);
}

bool ui_answers(struct ui *ui)
{
	return glass_answers(&ui->glass);
}

static void repaint_node(struct ui *ui, int index)
{
	if (index >= 0)
		repaint_part(ui, paint_reach(&ui->layout, index));
}

static void lay_out(struct ui *ui, int page)
{
	ui->layout.caption_words = ui->caption;
	layout_run(&ui->layout, ui->tree, &ui->theme, ui->type, page);
}

static uint32_t title_of(const struct tree *tree)
{
	for (int i = 0; i < tree->count; i++) {
		const char *label = tree->nodes[i].label;

		if (tree->nodes[i].role == ROLE_HEADING)
			return fnv32_text(FNV32_BEGIN, label ? label : "");
	}
	return FNV32_BEGIN;
}

/* Whether it lies over another page, which will come back. */
static bool covers(const struct tree *tree)
{
	for (int i = 0; i < tree->count; i++) {
		if ((tree->nodes[i].look == LOOK_OVERLAY || tree->nodes[i].flags & NODE_COVERS) &&
		    tree->nodes[i].role == ROLE_GROUP)
			return true;
	}
	return false;
}

static bool same_screen(const struct shown *a, const struct shown *b)
{
	return strcmp(a->screen, b->screen) == 0 &&
	       (a->lang != b->lang || a->title == b->title);
}

/* Remembers page and focus of what an overlay is about to cover. */
static void cover_page(struct ui *ui, bool overlay)
{
	if (overlay && !ui->covered) {
		ui->under = ui->now;
		ui->under.page = ui->layout.page;
		memcpy(ui->under.focus, ui->input.focus, sizeof(ui->under.focus));
	}
	ui->covered = overlay;
}

/* Cut otherwise, the focus may stand on another of its pages: whoever uses keys goes with it. */
static void turn_with_focus(struct ui *ui)
{
	struct layout *layout = &ui->layout;
	int index = ui->input.keys_used && ui->input.focus[0] ?
		    layout_find(layout, ui->input.focus) : -1;
	int page = index < 0 ? -1 : layout_page_of(layout, index);

	if (page >= 0 && input_focus(&ui->input, layout) < 0)
		layout_turn(layout, page);
}

void ui_show(struct ui *ui, const struct tree *tree, const struct view *view)
{
	struct shown next = { .title = title_of(tree), .lang = tree->lang };
	enum err err = text_copy(next.screen, sizeof(next.screen), tree->screen);
	bool back = false, same;
	struct shown before;

	assert(err == ERR_OK);
	assert(view->width_px == ui->theme.view.width_px &&
	       view->height_px == ui->theme.view.height_px);
	same = ui->tree && same_screen(&ui->now, &next);
	if (ui->covered && !covers(tree))
		back = !same && same_screen(&ui->under, &next);
	cover_page(ui, covers(tree));
	before = back ? ui->under : ui->now;
	ui->typing = ui->typing && same;
	if (!same)
		motion_begin(&ui->motion, tree, view->still);
	ui->tree = tree;
	ui->now = next;
	theme_init(&ui->theme, view, fonts_cap_ratio(type_fonts(ui->type)));
	lay_out(ui, back ? ui->under.page : same ? ui->layout.page : 0);
	if (same)
		turn_with_focus(ui);
	ui->now.pages = ui->layout.pages;
	/* Cut otherwise, "page 2" is another: only what is shown now is sure to be seen. */
	ui->now.seen = (same || back) && before.pages == ui->now.pages ? before.seen :
									 ui->layout.page;
	if (back)
		input_set_focus(&ui->input, &ui->layout, ui->under.focus);
	input_follow(&ui->input, &ui->layout, !same && !back);
	if (ui->input.pressed_at < 0)
		ui->revealed = -1;
	ui_repaint(ui);
}

static void turn(struct ui *ui, int page)
{
	layout_turn(&ui->layout, page);
	if (ui->layout.page > ui->now.seen)
		ui->now.seen = ui->layout.page;
	if (input_focus(&ui->input, &ui->layout) < 0)
		input_follow(&ui->input, &ui->layout, true);
	ui_repaint(ui);
}

/* Nobody agrees to what was never on the glass. */
static bool comes_too_early(const struct ui *ui, const struct ui_event *event)
{
	int index = layout_find(&ui->layout, event->id);

	return index >= 0 && layout_node(&ui->layout, index)->flags & NODE_AFTER_ALL &&
	       ui->now.seen + 1 < ui->layout.pages;
}

/* The turning of pages and a clip's playing end here; everything else is the caller's. */
static struct ui_event own_action(struct ui *ui, struct ui_event event)
{
	int page = ui->layout.page;

	if (event.kind != UI_ACTION)
		return event;
	if (event.action.verb == VERB_CLIP) {
		motion_press(&ui->motion);
		repaint_node(ui, layout_find(&ui->layout, event.id));
		return (struct ui_event){ .kind = UI_TOUCHED };
	}
	if (comes_too_early(ui, &event))
		turn(ui, ui->now.seen + 1);
	else if (event.action.verb < 0)
		turn(ui, event.action.verb == VERB_MORE ? page + 1 : page - 1);
	else
		return event;
	event.kind = UI_TURNED;
	event.action = (struct action){ 0, 0 };
	return event;
}

static void reveal(struct ui *ui, int index)
{
	int before = ui->revealed;

	ui->revealed = index;
	repaint_node(ui, before);
	repaint_node(ui, index);
}

static void paint_new_ink(struct ui *ui)
{
	SDL_Surface *surface = glass_surface(&ui->glass);

	if (surface && ui->input.pressed_at >= 0)
		glass_present(&ui->glass,
			      paint_ink(&ui->layout, ui->input.pressed_at, &ui->input.pen,
					ui->input.pen.count - 1, surface));
}

/* Shows what an event changed: a pressed button, a held value, ink, the focus. */
static struct ui_event settle(struct ui *ui, struct paint_state before,
			      struct ui_event event)
{
	struct paint_state after = state_of(ui);

	if (event.kind == UI_INK)
		paint_new_ink(ui);
	if (event.kind == UI_REVEALED)
		reveal(ui, ui->input.pressed_at);
	if (event.kind == UI_HIDDEN)
		reveal(ui, -1);
	if (before.pressed != after.pressed) {
		repaint_node(ui, before.pressed);
		repaint_node(ui, after.pressed);
	}
	if (before.focus != after.focus) {
		repaint_node(ui, before.focus);
		repaint_node(ui, after.focus);
	}
	return own_action(ui, event);
}

struct ui_event ui_finger(struct ui *ui, enum finger finger, int x, int y, uint32_t ms)
{
	struct paint_state before = state_of(ui);
	struct input *input = &ui->input;
	const struct layout *l = &ui->layout;

	if (!ui->tree)
		return (struct ui_event){ .kind = UI_TOUCHED };
	switch (finger) {
	case FINGER_DOWN:
		return settle(ui, before, input_down(input, l, 0, x, y, ms));
	case FINGER_MOVE:
		return settle(ui, before, input_move(input, l, 0, x, y, ms));
	default:
		return settle(ui, before, input_up(input, l, 0, x, y, ms));
	}
}

/* A walk strikes as often as it says: the filter is for hands. */
static struct ui_event strike(struct ui *ui, int x, int y)
{
	uint32_t now = SDL_GetTicks();

	ui->presses++;
	ui->input.last[0] = 0;
	ui_finger(ui, FINGER_DOWN, x, y, now);
	return ui_finger(ui, FINGER_UP, x, y, now);
}

struct ui_event ui_touch(struct ui *ui, double x_mm, double y_mm)
{
	return strike(ui, (int)(x_mm * ui->theme.px_per_mm),
		      (int)(y_mm * ui->theme.px_per_mm));
}

static void turn_to(struct ui *ui, int index)
{
	int page = layout_page_of(&ui->layout, index);

	for (int turns = 0; page >= 0 && page != ui->layout.page && turns < PAGES_MAX; turns++) {
		ui->presses++;
		turn(ui, ui->layout.page + (page > ui->layout.page ? 1 : -1));
	}
}

unsigned ui_presses(const struct ui *ui)
{
	return ui->presses;
}

enum err ui_press(struct ui *ui, const char *id, struct ui_event *ret_event)
{
	int index = ui->tree ? layout_find(&ui->layout, id) : -1;
	struct box box;

	if (index < 0)
		return ERR_ABSENT;
	turn_to(ui, index);
	if (!layout_shown(&ui->layout, index, &box))
		return ERR_ABSENT;
	if (input_hit(&ui->layout, box.x + box.w / 2, box.y + box.h / 2) != index)
		return ERR_DENIED;
	do {
		*ret_event = strike(ui, box.x + box.w / 2, box.y + box.h / 2);
	} while (ret_event->kind == UI_TURNED &&
		 layout_node(&ui->layout, index)->flags & NODE_AFTER_ALL);
	return ERR_OK;
}

static struct ui_event key_change(struct ui *ui, enum ui_key key, bool down)
{
	struct paint_state before = state_of(ui);

	if (!ui->tree)
		return (struct ui_event){ .kind = UI_KEY, .key = key };
	return settle(ui, before, input_key(&ui->input, &ui->layout, key, down));
}

struct ui_event ui_key(struct ui *ui, enum ui_key key)
{
	struct ui_event down = key_change(ui, key, true);
	struct ui_event up = key_change(ui, key, false);

	return up.kind == UI_NOTHING ? down : up;
}

struct ui_event ui_scan(struct ui *ui, bool select)
{
	struct paint_state before = state_of(ui);

	if (!ui->tree)
		return (struct ui_event){ .kind = UI_TOUCHED };
	return settle(ui, before, input_scan(&ui->input, &ui->layout, select));
}

/* The ink box that is shown, -1: none. */
static int shown_ink(const struct ui *ui, struct box *ret_box)
{
	for (int i = 0; ui->tree && i < ui->layout.count; i++) {
		if (layout_node(&ui->layout, i)->role == ROLE_INK &&
		    layout_shown(&ui->layout, i, ret_box))
			return i;
	}
	return -1;
}

bool ui_ink_place(const struct ui *ui, unsigned x, unsigned y, int *ret_x, int *ret_y)
{
	double scale = ui->theme.px_per_mm / 100;
	struct box box;
	int index = shown_ink(ui, &box), width_mm;

	if (index < 0)
		return false;
	width_mm = layout_node(&ui->layout, index)->width_mm;
	if (width_mm && box.w < width_mm * ui->theme.px_per_mm)
		scale = (double)box.w / width_mm / 100;
	*ret_x = box.x + (int)(x * scale + 0.5);
	*ret_y = box.y + (int)(y * scale + 0.5);
	return true;
}

bool ui_ink_size(const struct ui *ui, unsigned *ret_width, unsigned *ret_height)
{
	struct box box;
	int index = shown_ink(ui, &box);
	const struct node *node;

	if (index < 0)
		return false;
	node = layout_node(&ui->layout, index);
	box = ui->layout.items[index].box;
	*ret_width = node->width_mm ? (unsigned)node->width_mm * 100 :
				      (unsigned)(box.w * 100 / ui->theme.px_per_mm);
	*ret_height = node->height_mm ? (unsigned)node->height_mm * 100 :
					(unsigned)(box.h * 100 / ui->theme.px_per_mm);
	return true;
}

const struct pen *ui_pen(const struct ui *ui)
{
	return &ui->input.pen;
}

void ui_pen_set(struct ui *ui, const struct pen_point *points, int count)
{
	struct pen *pen = &ui->input.pen;

	assert(count >= 0 && count <= PEN_POINTS_MAX);
	explicit_bzero(pen, sizeof(*pen));
	if (count > 0)
		memcpy(pen->points, points, (size_t)count * sizeof(*points));
	pen->count = count;
}

const struct node *ui_focus(const struct ui *ui)
{
	int index = ui->tree ? input_focus(&ui->input, &ui->layout) : -1;

	return index < 0 ? NULL : layout_node(&ui->layout, index);
}

void ui_focus_set(struct ui *ui, const char *id)
{
	struct paint_state before = state_of(ui);

	input_set_focus(&ui->input, &ui->layout, id);
	ui->input.keys_used = true;
	settle(ui, before, (struct ui_event){ .kind = UI_FOCUSED });
}

void ui_focus_mark(struct ui *ui)
{
	ui->input.keys_used = true;
}

void ui_set_hands(struct ui *ui, const struct hands *hands)
{
	assert(hands->double_strike_ms >= 0 && hands->double_strike_ms <= 500);
	assert(hands->repeat_ms >= 0 && hands->repeat_ms <= 2000);
	ui->input.hands = *hands;
}

/* Marks for the voice alone are not drawn. */
static void without_marks(const char *words, size_t len, char out[CAPTION_MAX])
{
	size_t mark = strlen(SAY_NAME_BEGIN), n = 0;

	assert(len < CAPTION_MAX);
	for (size_t i = 0; i < len;) {
		if (strncmp(words + i, SAY_NAME_BEGIN, mark) == 0 ||
		    strncmp(words + i, SAY_NAME_END, mark) == 0)
			i += mark;
		else
			out[n++] = words[i++];
	}
	out[n] = 0;
}

void ui_caption(struct ui *ui, const char *words, size_t len)
{
	char caption[CAPTION_MAX];

	without_marks(words, len, caption);
	if (strcmp(caption, ui->caption) == 0)
		return;
	memcpy(ui->caption, caption, sizeof(caption));
	explicit_bzero(caption, sizeof(caption));
	if (!ui->tree || ui->layout.caption.h == 0)
		return;
	caption_set(&ui->layout, ui->caption);
	repaint_part(ui, ui->layout.caption);
}

const char *ui_captioned(const struct ui *ui)
{
	return ui->tree && ui->layout.caption.h > 0 ? ui->caption : NULL;
}

size_t ui_caption_split(struct ui *ui, enum lang lang, const char *words)
{
	return caption_split(ui->type, &ui->theme, lang, words);
}

bool ui_caption_fits(struct ui *ui)
{
	return !ui_captioned(ui) ||
	       caption_fits(ui->type, &ui->theme, ui->tree->lang, ui->caption);
}

bool ui_can_draw(struct ui *ui, const char *text)
{
	return type_can_draw(ui->type, text);
}

SDL_Surface *ui_surface(struct ui *ui)
{
	return glass_surface(&ui->glass);
}

const struct layout *ui_layout(const struct ui *ui)
{
	return &ui->layout;
}

void ui_dump(const struct ui *ui, struct text *out)
{
	assert(ui->tree);
	transcript_dump(&ui->layout, &ui->input, out);
}

void ui_html(const struct ui *ui, struct text *out)
{
	assert(ui->tree);
	html_write(ui->tree, &ui->theme, out);
}

bool ui_has_text(const struct ui *ui, enum where where, const char *words)
{
	return ui->tree && transcript_has(&ui->layout, where, words);
}

int ui_move(struct ui *ui, int64_t now_ms)
{
	Uint64 painted_ms = ui->painted_ms;
	struct motion_due due;
	bool rests = ui->rests;
	int wait_ms;

	if (!ui->tree)
		return -1;
	wait_ms = motion_move(&ui->motion, &ui->layout, now_ms, &due);
	repaint_node(ui, due.picture);
	repaint_node(ui, due.clip);
	/* No words were drawn: the typefaces rest on. */
	ui->rests = rests;
	ui->painted_ms = painted_ms;
	return wait_ms;
}

int ui_rest(struct ui *ui)
{
	Uint64 since_ms = SDL_GetTicks64() - ui->painted_ms;

	if (ui->rests)
		return -1;
	if (since_ms < REST_AFTER_MS)
		return (int)(REST_AFTER_MS - since_ms);
	/* Each size of a typeface holds tables of half a megabyte; what is drawn is kept. */
	fonts_forget(type_fonts(ui->type));
	fonts_unload(type_fonts(ui->type));
	malloc_trim(0);
	ui->rests = true;
	return -1;
}

void ui_wipe(struct ui *ui)
{
	SDL_Surface *surface = glass_surface(&ui->glass);

	ui->tree = NULL;
	motion_wipe(&ui->motion);
	ui->revealed = -1;
	explicit_bzero(ui->caption, sizeof(ui->caption));
	explicit_bzero(&ui->now, sizeof(ui->now));
	explicit_bzero(&ui->under, sizeof(ui->under));
	ui->covered = false;
	explicit_bzero(&ui->layout, sizeof(ui->layout));
	input_wipe(&ui->input);
	type_wipe(ui->type);
	malloc_trim(0);		/* else the holes that visits leave add up, one by one */
	if (!surface)
		return;
	SDL_FillRect(surface, NULL, theme_colour(&ui->theme, COLOUR_GROUND));
	glass_present(&ui->glass, whole(ui));
}

static bool is_window_event(struct ui *ui, const SDL_Event *event)
{
	if (event->type != SDL_WINDOWEVENT)
		return false;
	if (event->window.event == SDL_WINDOWEVENT_EXPOSED ||
	    event->window.event == SDL_WINDOWEVENT_SIZE_CHANGED) {
		glass_lost(&ui->glass);
		ui_repaint(ui);
	}
	return true;
}

/* A finger's event gives 0..1 of the window. */
static struct ui_event touched(struct ui *ui, const SDL_TouchFingerEvent *touch,
			       enum finger finger)
{
	int x = (int)(touch->x * (float)ui->theme.view.width_px);
	int y = (int)(touch->y * (float)ui->theme.view.height_px);
	struct paint_state before = state_of(ui);
	long pointer = (long)touch->fingerId + 1;

	if (!ui->tree)
		return (struct ui_event){ .kind = UI_TOUCHED };
	if (finger == FINGER_DOWN)
		return settle(ui, before, input_down(&ui->input, &ui->layout, pointer, x, y,
						     touch->timestamp));
	if (finger == FINGER_MOVE)
		return settle(ui, before, input_move(&ui->input, &ui->layout, pointer, x, y,
						     touch->timestamp));
	return settle(ui, before, input_up(&ui->input, &ui->layout, pointer, x, y,
					   touch->timestamp));
}

/* Behind digits Enter ends what was typed; else it presses what is framed, as Space does. */
static bool ends_typing(const struct ui *ui, const SDL_KeyboardEvent *key)
{
	SDL_Scancode code = key->keysym.scancode;

	return ui->typing && key->type == SDL_KEYDOWN &&
	       (code == SDL_SCANCODE_RETURN || code == SDL_SCANCODE_KP_ENTER);
}

static struct ui_event keyboard(struct ui *ui, const SDL_KeyboardEvent *key)
{
	enum ui_key meant = keymap_key(key->keysym.scancode);
	struct ui_event event = { .kind = UI_NOTHING };

	if (!input_key_counts(&ui->input, &(struct key_stroke){
			.code = (int)key->keysym.scancode, .key = meant,
			.down = key->type == SDL_KEYDOWN, .repeat = key->repeat != 0,
			.ms = key->timestamp }))
		return event;
	if (ends_typing(ui, key)) {
		ui->typing = false;
		return (struct ui_event){ .kind = UI_TYPED, .text = "\r" };
	}
	if (meant != KEY_NONE) {
		ui->typing = ui->typing && key->type == SDL_KEYUP;
		return key_change(ui, meant, key->type == SDL_KEYDOWN);
	}
	if (key->type == SDL_KEYDOWN && keymap_text(key->keysym.scancode, event.text)) {
		event.kind = UI_TYPED;
		ui->typing = true;
	}
	return event;
}

static struct ui_event mouse_at(struct ui *ui, enum finger finger, int x, int y, uint32_t ms)
{
	glass_point(&ui->glass, &x, &y);
	return ui_finger(ui, finger, x, y, ms);
}

static struct ui_event mouse(struct ui *ui, const SDL_Event *event)
{
	const SDL_MouseButtonEvent *button = &event->button;

	/* SDL makes a mouse of every finger; the finger was handled already. */
	if (event->type == SDL_MOUSEMOTION)
		return event->motion.which == SDL_TOUCH_MOUSEID ?
			(struct ui_event){ .kind = UI_NOTHING } :
			mouse_at(ui, FINGER_MOVE, event->motion.x, event->motion.y,
				 event->motion.timestamp);
	if (button->which == SDL_TOUCH_MOUSEID || button->button != SDL_BUTTON_LEFT)
		return (struct ui_event){ .kind = UI_NOTHING };
	return mouse_at(ui, event->type == SDL_MOUSEBUTTONDOWN ? FINGER_DOWN : FINGER_UP,
			button->x, button->y, button->timestamp);
}

bool ui_owns(const struct ui *ui, const SDL_Event *event)
{
	uint32_t named = glass_window_of(event);

	return named && ui->glass.window && named == SDL_GetWindowID(ui->glass.window);
}

static bool is_closing(const SDL_Event *event)
{
	return event->type == SDL_WINDOWEVENT && event->window.event == SDL_WINDOWEVENT_CLOSE;
}

bool ui_handle(struct ui *ui, const SDL_Event *event, struct ui_event *ret_event)
{
	struct ui_event meant = { .kind = UI_NOTHING };

	if (glass_window_of(event) && ui->glass.window && !ui_owns(ui, event))
		return false;
	if (is_closing(event)) {
		*ret_event = (struct ui_event){ .kind = UI_CLOSED };
		return true;
	}
	if (is_window_event(ui, event))
		return false;
	switch (event->type) {
	case SDL_FINGERDOWN:
		meant = touched(ui, &event->tfinger, FINGER_DOWN);
		break;
	case SDL_FINGERMOTION:
		meant = touched(ui, &event->tfinger, FINGER_MOVE);
		break;
	case SDL_FINGERUP:
		meant = touched(ui, &event->tfinger, FINGER_UP);
		break;
	case SDL_MOUSEBUTTONDOWN:
	case SDL_MOUSEBUTTONUP:
	case SDL_MOUSEMOTION:
		meant = mouse(ui, event);
		break;
	case SDL_KEYDOWN:
	case SDL_KEYUP:
		meant = keyboard(ui, &event->key);
		break;
	default:
		break;
	}
	if (meant.kind == UI_NOTHING)
		return false;
	*ret_event = meant;
	return true;
}
