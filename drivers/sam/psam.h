/*
 * A PSAM: a card in a slot that holds the keys.
 *
 * What is sent follows the usual form of a PSAM (select, set a diversified
 * key up, compute), with our own reading of the parameters where they are not
 * public.  No real PSAM was at hand.
 *
 *     00 A4 04 00 application
 *     80 1A ALG KEY 10 serial(8) factor(8)     sets the session key up
 *     80 FA 00 00 08 source(8)                 -> 8 bytes
 */
#ifndef SAM_PSAM_H
#define SAM_PSAM_H

#include "base/err.h"
#include "card/reader.h"
#include "card/sam.h"

/*
 * The reader in whose slot it sits becomes the SAM's and is closed with it, also
 * when this fails.  ERR_GONE: there is no PSAM in it.
 */
enum err sam_psam_open(struct reader *reader, struct sam **ret_sam) MUST_CHECK;

#endif
