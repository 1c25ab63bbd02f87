/*
 * An employer's number (统一社会信用代码), by which a published list decides whether the employer
 * is on it (src/policy/RULES.md, R4-4a): nobody's own yes or no does.
 *
 * Pure, any thread.
 */
#ifndef CORE_EMPLOYER_H
#define CORE_EMPLOYER_H

#include <stdbool.h>
#include <stdint.h>

/* Eighteen signs and an end. */
#define EMPLOYER_NO_MAX 19

/* What a register says of a person, and the fact of the packs that follows from it. */
#define EMPLOYER_NO "employer_no"
#define EMPLOYER_LISTED "employer_tf_listed"

/* Signs and check sign are those of GB 32100-2015; NULL is none. */
bool employer_no_is(const char *text);

/*
 * By which a number is compared and kept, above 0.  Two numbers have one key as seldom as two
 * of 2^62 random figures are the same.
 */
int64_t employer_no_key(const char *no);

#endif
