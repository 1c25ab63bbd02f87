#include "ui/letters.h"

#include "base/words.h"

#include <stdlib.h>
#include <string.h>

#define LETTER_SLOTS 4096	/* a page has some two hundred of them */
#define LETTER_PROBES 8
#define LETTER_BYTES_MAX (3u << 20)

struct letters {
	struct drawn_letter slot[LETTER_SLOTS];	/* cover NULL: free */
	size_t bytes;
};

struct letters *letters_create(void)
{
	struct letters *letters = calloc(1, sizeof(*letters));

	if (!letters)
		abort();
	return letters;
}

static size_t size_of(const struct drawn_letter *letter)
{
	return (size_t)letter->w * (size_t)letter->h + 1;
}

static void drop(struct letters *letters, struct drawn_letter *letter)
{
	if (!letter->cover)
		return;
	letters->bytes -= size_of(letter);
	explicit_bzero(letter->cover, size_of(letter));
	free(letter->cover);
	*letter = (struct drawn_letter){ .cover = NULL };
}

static void drop_all(struct letters *letters)
{
	for (int i = 0; i < LETTER_SLOTS; i++)
		drop(letters, &letters->slot[i]);
}

void letters_destroy(struct letters *letters)
{
	if (!letters)
		return;
	drop_all(letters);
	free(letters);
}

static bool is_marked(const struct drawn_letter *letter)
{
	return letter->of >> 32 != 0;
}

void letters_wipe(struct letters *letters)
{
	for (int i = 0; i < LETTER_SLOTS; i++) {
		if (is_marked(&letters->slot[i]) ||
		    !words_has_character((uint32_t)letters->slot[i].of))
			drop(letters, &letters->slot[i]);
	}
}

void letters_forget_lines(struct letters *letters)
{
	for (int i = 0; i < LETTER_SLOTS; i++) {
		if (is_marked(&letters->slot[i]))
			drop(letters, &letters->slot[i]);
	}
}

size_t letters_bytes(const struct letters *letters)
{
	return letters->bytes;
}

bool letters_is_single(uint32_t c)
{
	return (c >= 0x4e00 && c <= 0x9fff) || (c >= 0x3400 && c <= 0x4dbf) || c == 0x3001 ||
	       c == 0x3002 || c == 0xff0c || c == 0xff1a || c == 0xff08 || c == 0xff09 ||
	       (c >= '0' && c <= '9') || c == '-' || c == ':' || c == '.' || c == 0xb7;
}

static uint32_t place_of(struct face face, uint64_t of)
{
	uint32_t hash = (uint32_t)(of ^ of >> 32) * 2654435761u ^ (uint32_t)face.em_px * 40503u;

	return hash ^ hash >> 15 ^ (uint32_t)face.bold << 7;
}

static bool is(const struct drawn_letter *letter, struct face face, uint64_t of)
{
	return letter->cover && letter->of == of && letter->em_px == face.em_px &&
	       letter->bold == face.bold && letter->lang == lang_written(face.lang);
}

const struct drawn_letter *letters_find(const struct letters *letters, struct face face,
					uint64_t of)
{
	uint32_t at = place_of(face, of);

	for (uint32_t i = 0; i < LETTER_PROBES; i++) {
		const struct drawn_letter *letter = &letters->slot[(at + i) % LETTER_SLOTS];

		if (is(letter, face, of))
			return letter;
	}
	return NULL;
}

static struct drawn_letter *free_slot(struct letters *letters, struct face face, uint64_t of)
{
	uint32_t at = place_of(face, of);

	for (uint32_t i = 0; i < LETTER_PROBES; i++) {
		struct drawn_letter *letter = &letters->slot[(at + i) % LETTER_SLOTS];

		if (!letter->cover)
			return letter;
	}
	drop(letters, &letters->slot[at % LETTER_SLOTS]);
	return &letters->slot[at % LETTER_SLOTS];
}

static bool is_blank(const SDL_Surface *drawn, int row)
{
	const uint8_t *pixels = (const uint8_t *)drawn->pixels + row * drawn->pitch;

	for (int x = 0; x < drawn->w; x++) {
		if (pixels[x])
			return false;
	}
	return true;
}

static uint8_t *room_for(const struct drawn_letter *letter)
{
	uint8_t *cover = malloc(size_of(letter));

	if (!cover)
		abort();
	return cover;
}

static struct drawn_letter *new_slot(struct letters *letters, struct face face, uint64_t of)
{
	if (letters->bytes > LETTER_BYTES_MAX)
		drop_all(letters);
	return free_slot(letters, face, of);
}

void letters_add(struct letters *letters, const struct drawn_letter *letter, const uint8_t *cover)
{
	struct face face = { .lang = (enum lang)letter->lang, .bold = letter->bold,
			     .em_px = letter->em_px };
	struct drawn_letter *slot = new_slot(letters, face, letter->of);

	*slot = *letter;
	slot->cover = room_for(letter);
	if (letter->w > 0)
		memcpy(slot->cover, cover, (size_t)letter->w * (size_t)letter->h);
	letters->bytes += size_of(letter);
}

const struct drawn_letter *letters_next(const struct letters *letters,
					const struct drawn_letter *letter)
{
	for (letter = letter ? letter + 1 : letters->slot;
	     letter < letters->slot + LETTER_SLOTS; letter++) {
		if (letter->cover)
			return letter;
	}
	return NULL;
}

/* The rows that have something in them: a typeface draws a line's whole height. */
static void take_rows(struct drawn_letter *letter, const SDL_Surface *drawn, int ascent)
{
	int top = 0, bottom = drawn->h;

	while (top < bottom && is_blank(drawn, top))
		top++;
	while (bottom > top && is_blank(drawn, bottom - 1))
		bottom--;
	letter->w = (short)drawn->w;
	letter->h = (short)(bottom - top);
	letter->above = (short)(ascent - top);
	letter->cover = room_for(letter);
	for (int row = 0; row < letter->h; row++)
		memcpy(letter->cover + row * letter->w,
		       (const uint8_t *)drawn->pixels + (top + row) * drawn->pitch,
		       (size_t)letter->w);
}

const struct drawn_letter *letters_draw(struct letters *letters, struct face face, uint32_t c,
					TTF_Font *font)
{
	static const SDL_Color white = { 255, 255, 255, 255 }, black = { 0, 0, 0, 255 };
	SDL_Surface *drawn = TTF_RenderGlyph32_Shaded(font, c, white, black);
	struct drawn_letter *letter;
	int left = 0, advance = face.em_px;

	if (!drawn || TTF_GlyphMetrics32(font, c, &left, NULL, NULL, NULL, &advance)) {
		SDL_FreeSurface(drawn);
		return NULL;
	}
	letter = new_slot(letters, face, c);
	*letter = (struct drawn_letter){ .of = c, .em_px = (short)face.em_px,
					 .bold = face.bold,
				 .lang = (uint8_t)lang_written(face.lang),
				 .advance = (short)advance };
	/* What would begin left of its place is drawn from the picture's edge on. */
	if (left < 0)
		letter->x = (short)left;
	take_rows(letter, drawn, TTF_FontAscent(font));
	letters->bytes += size_of(letter);
	memset(drawn->pixels, 0, (size_t)drawn->h * (size_t)drawn->pitch);
	SDL_FreeSurface(drawn);
	return letter;
}
