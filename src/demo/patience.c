#include "demo/patience.h"

#include "base/clock.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void patience_init(struct patience *patience)
{
	*patience = (struct patience){
		.pressure = open("/proc/pressure/cpu", O_RDONLY | O_CLOEXEC),
	};
}

void patience_finish(struct patience *patience)
{
	if (patience->pressure >= 0)
		close(patience->pressure);
	patience->pressure = -1;
}

/* "some avg10=… total=US" is its first line. */
static int64_t pressed_ms(const struct patience *patience)
{
	char text[160] = "";
	const char *total;

	if (patience->pressure < 0 ||
	    pread(patience->pressure, text, sizeof(text) - 1, 0) <= 0)
		return 0;
	total = strstr(text, "total=");
	return total ? strtoll(total + strlen("total="), NULL, 10) / 1000 : 0;
}

void patience_begin(struct patience *patience)
{
	if (patience->began_ms)
		return;
	patience->began_ms = clock_ms();
	patience->began_pressed_ms = pressed_ms(patience);
}

void patience_end(struct patience *patience)
{
	patience->began_ms = 0;
}

int64_t patience_waited_ms(const struct patience *patience)
{
	return clock_ms() - patience->began_ms;
}

bool patience_is_over(const struct patience *patience, int64_t limit_ms)
{
	int64_t waited = patience_waited_ms(patience);

	if (waited < limit_ms)
		return false;
	return waited >= PATIENCE_END_MS ||
	       waited - (pressed_ms(patience) - patience->began_pressed_ms) >= limit_ms;
}
