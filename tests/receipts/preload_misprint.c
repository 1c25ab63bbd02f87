/*
 * A library that paints amiss, between kiosk-press and libharu: $MISPRINT "text"
 * leaves a character out of one piece of text, "code" leaves one box of the code
 * out, "order" paints one piece twice.
 */
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

#define AMISS 7		/* which call: behind the first words of a page */
#define AMISS_BOX 100

typedef unsigned long text_out(void *page, float x, float y, const char *text);
typedef unsigned long rectangle(void *page, float x, float y, float w, float h);

static int wants(const char *what)
{
	const char *misprint = getenv("MISPRINT");

	return misprint && strcmp(misprint, what) == 0;
}

unsigned long HPDF_Page_TextOut(void *page, float x, float y, const char *text);
unsigned long HPDF_Page_TextOut(void *page, float x, float y, const char *text)
{
	static text_out *real;
	static int calls;

	if (!real)
		real = (text_out *)dlsym(RTLD_NEXT, "HPDF_Page_TextOut");
	calls++;
	if (calls == AMISS && wants("order"))
		real(page, x, y, text);
	if (calls == AMISS && wants("text"))
		text++;
	return real(page, x, y, text);
}

unsigned long HPDF_Page_Rectangle(void *page, float x, float y, float w, float h);
unsigned long HPDF_Page_Rectangle(void *page, float x, float y, float w, float h)
{
	static rectangle *real;
	static int calls;

	if (!real)
		real = (rectangle *)dlsym(RTLD_NEXT, "HPDF_Page_Rectangle");
	if (++calls == AMISS_BOX && wants("code"))
		return 0;
	return real(page, x, y, w, h);
}
