/*
 * Letters: how wide a text is and how one line of it looks.
 *
 * A line is drawn once, opaque on its own background, and kept; painting it
 * again is a copy of rows without a blend.  The kept lines are bounded in bytes
 * and wiped at the end of a visit.  A character that no font has is drawn as 〓,
 * the printer's sign for a missing sort, never as a font's own box; ask
 * type_can_draw before a name is relied on.
 *
 * Texts are valid UTF-8.  Thread: the screen's.
 */
#ifndef UI_TYPE_H
#define UI_TYPE_H

#include "ui/fonts.h"

#include <SDL.h>

struct type;

/* Opens SDL_ttf and the list of fonts; errors as fonts_open, ERR_IO of SDL_ttf. */
enum err type_open(const char *list_path, struct diag *diag,
		   struct type **ret_type) MUST_CHECK;
void type_close(struct type *type);

struct fonts *type_fonts(struct type *type);

/*
 * Letters that were drawn at an earlier start, and all that are drawn now, for the next one:
 * asked for before there is a visitor, so that nobody's are among them.  Without the file, or
 * where it cannot be written, letters are drawn as they are needed.
 */
/* From here to type_keep the first page is drawn: its lines are kept with its letters. */
void type_first_page(struct type *type);
/* False: it holds none for these typefaces. */
bool type_recall(struct type *type, const char *path);
/* False: not written. */
bool type_keep(struct type *type, const char *path);

/* False when some character of the text is in no listed font. */
bool type_can_draw(struct type *type, const char *text);

/* Width in px: quick (sum of the characters) and exact (as shaped and drawn). */
int type_estimate(struct type *type, struct face face, const char *text, size_t len);
int type_width(struct type *type, struct face face, const char *text, size_t len);

/* Height of a line's picture and of its baseline from the top. */
int type_line_height(struct face face);
int type_baseline(struct face face);

/*
 * The picture of one line, 32 bits a pixel without alpha, no wider than its
 * words; NULL for an empty line.  Borrowed until the next call.
 */
const SDL_Surface *type_line(struct type *type, struct face face, const char *text,
			     size_t len, uint32_t ink, uint32_t ground);

/* Wipes and forgets every kept line and glyph. */
void type_wipe(struct type *type);

/* Bytes of pictures kept at this moment. */
size_t type_kept_bytes(const struct type *type);

#endif
