/*
 * One receipt from value to PDF bytes, tagged, signed and read back, beside pango and
 * cairo painting the very same marks with the same faces, untagged and unsigned, in the
 * same run.  Both are opened at run time, so that nothing is built against them; without
 * them only our own figures are printed.
 */
#include "base/arena.h"
#include "base/words.h"
#include "receipt/layout.h"
#include "receipt/pdf_seal.h"
#include "receipt/qr.h"
#include "receipt/readback.h"
#include "receipt/signer.h"
#include "tests/unit/receipt/samples.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define ROUNDS 41

typedef int cairo_write(void *closure, const unsigned char *data, unsigned length);

/* The few functions of cairo that a page needs. */
static struct cairo {
	void *(*surface)(cairo_write *write, void *closure, double w, double h);
	void *(*create)(void *surface);
	void (*colour)(void *cr, double r, double g, double b);
	void (*move)(void *cr, double x, double y);
	void (*line)(void *cr, double x, double y);
	void (*box)(void *cr, double x, double y, double w, double h);
	void (*fill)(void *cr);
	void (*stroke)(void *cr);
	void (*page)(void *cr);
	void (*finish)(void *surface);
	void (*destroy)(void *cr);
	void (*destroy_surface)(void *surface);
} cairo;

static const char *const cairo_names[] = {
	"cairo_pdf_surface_create_for_stream", "cairo_create", "cairo_set_source_rgb",
	"cairo_move_to", "cairo_line_to", "cairo_rectangle", "cairo_fill",
	"cairo_stroke", "cairo_show_page", "cairo_surface_finish", "cairo_destroy",
	"cairo_surface_destroy",
};

/* And of pango. */
static struct pango {
	void *(*layout)(void *cr);
	void (*text)(void *layout, const char *text, int len);
	void *(*font)(const char *description);
	void (*size)(void *font, double size);
	void (*set)(void *layout, const void *font);
	void *(*line)(void *layout, int line);
	void (*show)(void *cr, void *line);
	void (*forget)(void *object);
} pango;

static const char *const pango_names[] = {
	"pango_cairo_create_layout", "pango_layout_set_text",
	"pango_font_description_from_string", "pango_font_description_set_absolute_size",
	"pango_layout_set_font_description", "pango_layout_get_line_readonly",
	"pango_cairo_show_layout_line", "g_object_unref",
};
#define PANGO_SCALE 1024

static bool take_names(void *library, void **slots, const char *const *names, size_t count)
{
	for (size_t i = 0; library && i < count; i++) {
		slots[i] = dlsym(library, names[i]);
		if (!slots[i])
			return false;
	}
	return library != NULL;
}

static bool open_cairo(void)
{
	/* It brings cairo, pango and glib along. */
	void *library = dlopen("libpangocairo-1.0.so.0", RTLD_NOW | RTLD_GLOBAL);

	return take_names(library, (void **)&cairo, cairo_names,
			  sizeof(cairo_names) / sizeof(cairo_names[0])) &&
	       take_names(library, (void **)&pango, pango_names,
			  sizeof(pango_names) / sizeof(pango_names[0]));
}

static double now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static int count_bytes(void *closure, const unsigned char *data, unsigned length)
{
	(void)data;
	*(size_t *)closure += length;
	return 0;
}

static void cairo_ink(void *cr, const struct mark *m)
{
	struct ink_bounds b = ink_bounds(m->ink);
	double scale = (double)m->w / (b.right - b.left);

	for (int i = 0; i < m->ink->count; i++) {
		const struct ink_point *p = &m->ink->points[i];
		double x = m->x + (p->x - b.left) * scale, y = m->y + (p->y - b.top) * scale;

		if (p->starts)
			cairo.move(cr, x, y);
		else
			cairo.line(cr, x, y);
	}
	cairo.stroke(cr);
}

static void cairo_qr(void *cr, const struct mark *m)
{
	struct qr qr;
	double module;

	if (qr_make(m->text, &qr))
		return;
	module = (double)m->w / qr.side;
	for (int i = 0; i < qr.side * qr.side; i++) {
		if (qr.dark[i / qr.side][i % qr.side])
			cairo.box(cr, m->x + i % qr.side * module, m->y + i / qr.side * module,
				  module, module);
	}
	cairo.fill(cr);
}

static void pango_text(void *cr, void *layout, void *const fonts[2], const struct mark *m)
{
	pango.size(fonts[m->bold], (double)m->size * PANGO_SCALE);
	pango.set(layout, fonts[m->bold]);
	pango.text(layout, m->text, (int)m->len);
	cairo.move(cr, m->x, m->y);
	pango.show(cr, pango.line(layout, 0));
}

static void cairo_mark(void *cr, void *layout, void *const fonts[2], const struct mark *m)
{
	cairo.colour(cr, (m->colour >> 16) / 255.0, (m->colour >> 8 & 255) / 255.0,
		     (m->colour & 255) / 255.0);
	if (m->kind == MARK_TEXT) {
		pango_text(cr, layout, fonts, m);
	} else if (m->kind == MARK_BOX || m->kind == MARK_FRAME) {
		cairo.box(cr, m->x, m->y, m->w, m->h);
		(m->kind == MARK_BOX ? cairo.fill : cairo.stroke)(cr);
	} else if (m->kind == MARK_RULE) {
		cairo.move(cr, m->x, m->y);
		cairo.line(cr, m->x + m->w, m->y);
		cairo.stroke(cr);
	} else if (m->kind == MARK_INK) {
		cairo_ink(cr, m);
	} else {
		cairo_qr(cr, m);
	}
}

static size_t cairo_paint(const struct pages *pages)
{
	static void *fonts[2];
	size_t size = 0;
	void *surface = cairo.surface(count_bytes, &size, PAGE_WIDTH_PT, PAGE_HEIGHT_PT);
	void *cr = cairo.create(surface), *layout = pango.layout(cr);

	if (!fonts[0]) {
		fonts[0] = pango.font("Noto Sans CJK SC");
		fonts[1] = pango.font("Noto Sans CJK SC Bold");
	}
	for (int page = 0; page < pages->page_count; page++) {
		for (int i = 0; i < pages->mark_count; i++) {
			if (pages->marks[i].page == page)
				cairo_mark(cr, layout, fonts, &pages->marks[i]);
		}
		cairo.page(cr);
	}
	cairo.finish(surface);
	pango.forget(layout);
	cairo.destroy(cr);
	cairo.destroy_surface(surface);
	return size;
}

static size_t by_cairo(const struct receipt *receipt, const struct paper_fonts *fonts)
{
	static struct document document;
	static struct pages pages;
	struct arena arena;
	size_t size = 0;

	arena_init(&arena, 2u << 20);
	if (!document_build(&document, &arena, receipt) &&
	    !layout_document(&pages, &document, fonts))
		size = cairo_paint(&pages);
	arena_finish(&arena);
	return size;
}

static struct signer *signer;
static double sign_ms;

static bool sign(struct pdf *pdf)
{
	uint8_t digest[DIGEST_BYTES], cms[CMS_MAX];
	double before = now_ms();
	size_t size;

	if (pdf_seal_begin(pdf->bytes, pdf->size, digest) ||
	    cms_sign(signer, digest, cms, &size) ||
	    pdf_seal_end(pdf->bytes, pdf->size, cms, size))
		return false;
	sign_ms = now_ms() - before;
	return true;
}

static size_t by_press(const struct receipt *receipt, const struct paper_fonts *fonts)
{
	struct pdf pdf = { 0 };
	size_t size;

	if (receipt_render(receipt, fonts, &pdf))
		return 0;
	size = (receipt->proves && !sign(&pdf)) || readback_check(&pdf, NULL) ? 0 : pdf.size;
	pdf_finish(&pdf);
	return size;
}

/* With the words of its code, as long as they are, and the record. */
static void prove(struct sample_receipt *made)
{
	struct record *record = calloc(1, sizeof(*record));
	struct claims claims;

	record_of(&made->application, record);
	claims_make(record, &claims);
	made->receipt.proves = claims_seal(&claims, signer, made->receipt.code) == ERR_OK;
	free(record);
}

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* The median time, and the size. */
static double measure(size_t (*make)(const struct receipt *, const struct paper_fonts *),
		      const struct receipt *receipt, const struct paper_fonts *fonts,
		      size_t *ret_size)
{
	double times[ROUNDS];

	for (int i = 0; i < ROUNDS; i++) {
		double before = now_ms();

		*ret_size = make(receipt, fonts);
		times[i] = now_ms() - before;
	}
	qsort(times, ROUNDS, sizeof(times[0]), by_value);
	return times[ROUNDS / 2];
}

static void compare(const char *what, const struct receipt *receipt,
		    const struct paper_fonts *fonts, bool with_cairo)
{
	size_t size, cairo_size;
	double ms = measure(by_press, receipt, fonts, &size), cairo_ms;

	if (!with_cairo) {
		printf("receipt, %-20s %6.2f ms %5.1f KB\n", what, ms, (double)size / 1024);
		return;
	}
	cairo_ms = measure(by_cairo, receipt, fonts, &cairo_size);
	printf("receipt, %-20s %6.2f ms %5.1f KB; pango %6.2f ms %5.1f KB; "
	       "ratio %.2f (budget 1.5), size %.2f (budget 1)\n", what, ms,
	       (double)size / 1024, cairo_ms, (double)cairo_size / 1024, ms / cairo_ms,
	       (double)size / (double)cairo_size);
}

int main(void)
{
	struct sample_receipt *long_one = sample_make(&samples[13]);
	struct sample_receipt *two = sample_make(&samples[0]);
	struct sample_receipt *one = sample_make(&samples[3]);
	bool with_cairo = open_cairo();
	struct paper_fonts *fonts;
	double before;

	if (words_open(BUILD_DIR "/words") ||
	    signer_open(SOURCE_DIR "/kiosk-config/trust/demo", false, &signer))
		return 3;
	prove(one);
	prove(two);
	prove(long_one);
	before = now_ms();
	if (fonts_create(&fonts) || by_press(&two->receipt, fonts) == 0)
		return 3;
	printf("receipt, the first           %6.2f ms (budget 40)\n", now_ms() - before);
	compare("one thing", &one->receipt, fonts, with_cairo);
	compare("two things", &two->receipt, fonts, with_cairo);
	printf("receipt, its signature       %6.2f ms (budget 3)\n", sign_ms);
	compare("8 things, 24 promises", &long_one->receipt, fonts, with_cairo);
	fonts_destroy(fonts);
	signer_close(signer);
	free(one);
	free(two);
	free(long_one);
	return 0;
}
