/*
 * The limit of "start to first painted frame": a plain Xlib window of the same
 * size, filled once and waited for, and nothing else.  Says "first frame" as
 * the kiosk does, so that one script times both.
 */
#include <X11/Xlib.h>
#include <stdio.h>
#include <unistd.h>

int main(void)
{
	Display *display = XOpenDisplay(NULL);
	XEvent event;
	Window window;

	if (!display)
		return 3;
	window = XCreateSimpleWindow(display, DefaultRootWindow(display), 0, 0, 1080,
				     1920, 0, 0, 0xf4f6f8);
	XSelectInput(display, window, ExposureMask);
	XMapWindow(display, window);
	do {
		XNextEvent(display, &event);
	} while (event.type != Expose);
	XFillRectangle(display, window, DefaultGC(display, DefaultScreen(display)), 0, 0,
		       1080, 1920);
	XSync(display, False);
	fprintf(stderr, "first frame\n");
	pause();
	return 0;
}
