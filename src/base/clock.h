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

#endif
