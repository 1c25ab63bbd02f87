/*
 * One receipt from value to PDF bytes, beside cairo painting the very same
 * marks with the same typeface in the same run.  cairo is opened at run time, so
 * that nothing is built against it; without it only our own figure is printed.
 */
#include "base/arena.h"
#include "base/words.h"
#include "receipt/layout.h"
#include "receipt/qr.h"
#include "receipt/readback.h"
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
	void (*face)(void *cr, const char *family, int slant, int weight);
	void (*size)(void *cr, double size);
	void (*colour)(void *cr, double r, double g, double b);
	void (*move)(void *cr, double x, double y);
	void (*line)(void *cr, double x, double y);
	void (*text)(void *cr, const char *text);
	void (*box)(void *cr, double x, double y, double w, double h);
	void (*fill)(void *cr);
	void (*stroke)(void *cr);
	void (*page)(void *cr);
	void (*finish)(void *surface);
	void (*destroy)(void *cr);
	void (*destroy_surface)(void *surface);
} cairo;

static const char *const cairo_names[] = {
	"cairo_pdf_surface_create_for_stream", "cairo_create", "cairo_select_font_face",
	"cairo_set_font_size", "cairo_set_source_rgb", "cairo_move_to", "cairo_line_to",
	"cairo_show_text", "cairo_rectangle", "cairo_fill", "cairo_stroke", "cairo_show_page",
	"cairo_surface_finish", "cairo_destroy", "cairo_surface_destroy",
};

static bool open_cairo(void)
{
	void *library = dlopen("libcairo.so.2", RTLD_NOW);
	void **slots = (void **)&cairo;

	for (size_t i = 0; library && i < sizeof(cairo_names) / sizeof(cairo_names[0]); i++) {
		slots[i] = dlsym(library, cairo_names[i]);
		if (!slots[i])
			return false;
	}
	return library != NULL;
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

static void cairo_mark(void *cr, const struct mark *m)
{
	char text[1024];

	cairo.colour(cr, (m->colour >> 16) / 255.0, (m->colour >> 8 & 255) / 255.0,
		     (m->colour & 255) / 255.0);
	if (m->kind == MARK_TEXT) {
		snprintf(text, sizeof(text), "%.*s", (int)m->len, m->text);
		cairo.size(cr, m->size);
		cairo.move(cr, m->x, m->y);
		cairo.text(cr, text);
	} else if (m->kind == MARK_BOX || m->kind == MARK_FRAME) {
		cairo.box(cr, m->x, m->y, m->w, m->h);
		(m->kind == MARK_BOX ? cairo.fill : cairo.stroke)(cr);
	} else if (m->kind == MARK_INK) {
		cairo_ink(cr, m);
	} else {
		cairo_qr(cr, m);
	}
}

static size_t cairo_paint(const struct pages *pages)
{
	size_t size = 0;
	void *surface = cairo.surface(count_bytes, &size, PAGE_WIDTH_PT, PAGE_HEIGHT_PT);
	void *cr = cairo.create(surface);

	cairo.face(cr, "WenQuanYi Micro Hei", 0, 0);
	for (int page = 0; page < pages->page_count; page++) {
		for (int i = 0; i < pages->mark_count; i++) {
			if (pages->marks[i].page == page)
				cairo_mark(cr, &pages->marks[i]);
		}
		cairo.page(cr);
	}
	cairo.finish(surface);
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

static size_t by_press(const struct receipt *receipt, const struct paper_fonts *fonts)
{
	struct pdf pdf = { 0 };
	size_t size;

	if (receipt_render(receipt, fonts, &pdf))
		return 0;
	size = readback_check(&pdf) ? 0 : pdf.size;
	pdf_finish(&pdf);
	return size;
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
	printf("receipt, %-20s %6.2f ms %5.1f KB; cairo %6.2f ms %5.1f KB; ratio %.2f (budget 1), "
	       "size %.2f\n", what, ms, (double)size / 1024, cairo_ms, (double)cairo_size / 1024,
	       ms / cairo_ms, (double)size / (double)cairo_size);
}

/* What most visitors carry home: one thing applied for, nothing that a person need not keep. */
static void one_page(struct sample_receipt *made)
{
	struct receipt_text *t = &made->texts[0];

	t->rule_count = 3;
	t->notice_count = 0;
	made->application.promise_count = 2;
}

int main(void)
{
	struct sample_receipt *long_one = sample_make(&samples[13]);
	struct sample_receipt *two = sample_make(&samples[0]);
	struct sample_receipt *one = sample_make(&samples[3]);
	bool with_cairo = open_cairo();
	struct paper_fonts *fonts;

	if (words_open(BUILD_DIR "/words") || fonts_create(&fonts))
		return 3;
	one_page(one);
	compare("one thing", &one->receipt, fonts, with_cairo);
	compare("two things", &two->receipt, fonts, with_cairo);
	compare("8 things, 24 promises", &long_one->receipt, fonts, with_cairo);
	fonts_destroy(fonts);
	free(one);
	free(two);
	free(long_one);
	return 0;
}
