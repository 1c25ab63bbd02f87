#include "ui/motion.h"

#include "base/log.h"

/* Far slower than once a second: nobody is made unwell by it, and a machine that waits sleeps. */
#define FRAME_MS 3000

static const struct node *clip_node(const struct tree *tree)
{
	for (int i = 0; tree && i < tree->count; i++) {
		if (tree->nodes[i].look == LOOK_CLIP)
			return &tree->nodes[i];
	}
	return NULL;
}

void motion_begin(struct motion *m, const struct tree *tree, bool still)
{
	const struct node *node = clip_node(tree);
	struct diag diag;

	clip_close(m->clip);
	m->clip = NULL;
	m->frame = m->clip_frame = 0;
	m->frame_due_ms = m->clip_due_ms = 0;
	if (node && clip_open(node->clip, &diag, &m->clip))
		log_warn("clip: %s", diag.what);
	m->clip_plays = m->clip && m->clip_wanted && !still;
}

void motion_press(struct motion *m)
{
	m->clip_plays = m->clip_wanted = m->clip && !m->clip_plays;
	m->clip_frame = 0;
	m->clip_due_ms = 0;
}

void motion_wipe(struct motion *m)
{
	clip_close(m->clip);
	*m = (struct motion){ 0 };
}

static int find_shown(const struct layout *l, bool clip)
{
	struct box ignored;

	for (int i = 0; i < l->tree->count; i++) {
		const struct node *node = &l->tree->nodes[i];

		if ((clip ? node->look == LOOK_CLIP : node->frames > 0) &&
		    layout_shown(l, i, &ignored))
			return i;
	}
	return -1;
}

/* True when the next is due; the one after that is then due after each_ms. */
static bool is_due(int64_t *due_ms, int each_ms, int64_t now_ms)
{
	if (*due_ms == 0)
		*due_ms = now_ms + each_ms;
	if (now_ms < *due_ms)
		return false;
	*due_ms = now_ms + each_ms;
	return true;
}

static void move_picture(struct motion *m, const struct layout *l, int64_t now_ms, int index,
			 int *ret_due)
{
	if (!is_due(&m->frame_due_ms, FRAME_MS, now_ms))
		return;
	m->frame = (m->frame + 1) % l->tree->nodes[index].frames;
	*ret_due = index;
}

/* It plays once, and ends with its first picture. */
static void move_clip(struct motion *m, int64_t now_ms, int index, int *ret_due)
{
	if (!is_due(&m->clip_due_ms, clip_frame_ms(m->clip), now_ms))
		return;
	m->clip_frame = (m->clip_frame + 1) % clip_frames(m->clip);
	m->clip_plays = m->clip_frame > 0;
	*ret_due = index;
}

static int sooner(int wait_ms, int64_t due_ms, int64_t now_ms)
{
	int left = (int)(due_ms - now_ms);

	return wait_ms < 0 || left < wait_ms ? left : wait_ms;
}

int motion_move(struct motion *m, const struct layout *l, int64_t now_ms,
		struct motion_due *ret_due)
{
	int picture = l->theme->view.still ? -1 : find_shown(l, false), wait_ms = -1;
	int clip = m->clip_plays ? find_shown(l, true) : -1;

	*ret_due = (struct motion_due){ -1, -1 };
	if (l->theme->view.blank)
		return -1;
	if (picture >= 0) {
		move_picture(m, l, now_ms, picture, &ret_due->picture);
		wait_ms = sooner(wait_ms, m->frame_due_ms, now_ms);
	}
	if (clip >= 0) {
		move_clip(m, now_ms, clip, &ret_due->clip);
		wait_ms = m->clip_plays ? sooner(wait_ms, m->clip_due_ms, now_ms) : wait_ms;
	}
	return wait_ms;
}
