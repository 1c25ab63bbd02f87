/*
 * What those who verify know here: the certificates of the configuration and of
 * the kiosk's own data, and where the shipped configuration lies.
 */
#ifndef TOOLS_KNOWN_H
#define TOOLS_KNOWN_H

#include "receipt/trust.h"

#include <glob.h>

/* The configuration where none is named. */
const char *known_config(void);

/* trust/ and trust/demo/ of the configuration, signing/ of the data; the caller destroys it. */
struct trust *known_trust(const char *config, const char *data);

/*
 * Folders of packs: of the configuration, shipped, installed besides, and in packs/ of the
 * folder beside (NULL: none); for globfree.
 */
void known_packs(const char *config, const char *beside, glob_t *ret_found);

#endif
