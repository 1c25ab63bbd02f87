/*
 * BER-TLV as far as cards use it: tags of one or two bytes, lengths below 256.
 */
#ifndef CARD_TLV_H
#define CARD_TLV_H

#include <stddef.h>
#include <stdint.h>

/*
 * The value of the first tag among the objects in data, looking into
 * constructed ones; NULL when there is none or data is malformed before it.
 */
const uint8_t *tlv_find(const uint8_t *data, size_t size, unsigned tag, size_t *ret_size);

#endif
