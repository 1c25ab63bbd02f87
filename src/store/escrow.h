/*
 * The store's key in two parts, for two officers: one part says nothing of the key, both
 * together are it (part 1 is random, part 2 the key XOR part 1).  A part is a text of a
 * few lines that can be written down and typed in again; it carries a check of its own,
 * and the name of the key that it is of.
 *
 * Thread: any.
 */
#ifndef STORE_ESCROW_H
#define STORE_ESCROW_H

#include "base/err.h"

#include <stddef.h>

#define ESCROW_PART_MAX 512
#define ESCROW_ID_MAX 17	/* 16 hex digits */

/*
 * Two new files (0600) with the parts of DIR/key.  ERR_FULL: one of them is there already;
 * ERR_DENIED, ERR_IO: logged.
 */
enum err escrow_part(const char *dir, const char *const files[2],
		     char ret_id[ESCROW_ID_MAX]) MUST_CHECK;

/*
 * Makes DIR/key (0600) of two parts, in any order.  ERR_INPUT: why says which file is wrong
 * and how; ERR_FULL: there is a key already; ERR_IO: logged.
 */
enum err escrow_join(const char *dir, const char *const files[2], char *why, size_t why_cap,
		     char ret_id[ESCROW_ID_MAX]) MUST_CHECK;

#endif
