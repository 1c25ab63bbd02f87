/*
 * The two clocks, asked here and nowhere else: the monotonic one, by which
 * every wait and every limit runs, and the wall clock, which says what day it
 * is and may be set, jump, or be wrong.
 *
 * Thread: any; clock_set_wall the main thread's, before or between readings.
 */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

/* Since some fixed moment; never falls. */
int64_t clock_us(void);
int64_t clock_ms(void);

/* The moment in ms from now, as a wait on CLOCK_MONOTONIC wants it. */
struct timespec clock_after(int64_t ms);

/* Since 1970-01-01 UTC, as the machine has it: for what a log says. */
struct timespec clock_machine(void);

/* s since 1970-01-01 UTC, moved as clock_set_wall says. */
int64_t clock_wall_s(void);

/* This process's wall clock shows wall_s from now on, and runs on: for trials. */
void clock_set_wall(int64_t wall_s);

/*
 * The kernel says that something keeps the wall clock right (adjtimex without
 * STA_UNSYNC).  Where the kernel refuses to say, it is not known to be right.
 */
bool clock_is_kept_right(void);

/*
 * How far the wall clock is from the source that keeps it right, in us, as the kernel
 * estimates it: what is still to be slewed, and the error of that.  False: nothing keeps
 * it right, or the kernel does not say.
 */
bool clock_offset_us(int64_t *ret_us);

/* Where the kernel shows the mainboard's clock, in whole s since 1970 UTC. */
#define CLOCK_RTC_FILE "/sys/class/rtc/rtc0/since_epoch"

/*
 * The clock in a file as the above less the machine's wall clock, in s.  False: there is
 * none that says.  It may take some ms.
 */
bool clock_rtc_apart_s(const char *file, int64_t *ret_s);

#endif
