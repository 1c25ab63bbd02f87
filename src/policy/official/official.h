/*
 * The official text, where a hall has installed the document as a file: the
 * exact sentence of a rule, joined over page breaks.  The pack knows only where
 * each sentence stands (section and number) and the file's hash, never its words.
 *
 * Read once; after that everything here is pure, on any thread.
 */
#ifndef POLICY_OFFICIAL_OFFICIAL_H
#define POLICY_OFFICIAL_OFFICIAL_H

#include "policy/policy.h"

struct official;

/*
 * Reads the file and holds it against the hash that the pack gives; ERR_INPUT
 * with diag where there is no such file or it is not the document.  The text is
 * the caller's: official_close.
 */
enum err official_open(const struct pack *pack, const char *path, struct official **ret_official,
		       struct diag *diag) MUST_CHECK;
void official_close(struct official *official);	/* takes NULL */

/*
 * The sentence of a rule (an index of pack_rule), cap bytes of out at most;
 * ERR_ABSENT where the pack gives it no place, ERR_FULL where out is too short.
 */
enum err official_sentence(const struct official *official, const struct pack *pack, int rule,
			   char *out, size_t cap) MUST_CHECK;

#endif
