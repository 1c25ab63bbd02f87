#include "receipt/claims.h"

#include "base/bytes.h"
#include "base/text.h"
#include "receipt/base45.h"
#include "receipt/cbor.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include <zlib.h>

#define PREFIX_LENGTH 5
#define COSE_SIGN1 18
#define COSE_ALGORITHM 1
#define COSE_KEY_ID 4
#define CLAIM_ISSUER 1
#define CLAIM_ISSUED_AT 6
#define CLAIM_OURS (-65537)
#define FEN_MAX INT64_C(1000000000000)

#define PAYLOAD_MAX 768
#define COSE_MAX (PAYLOAD_MAX + 128)
#define PACKED_MAX 800

/* ---- the claims ---- */

void claims_make(const struct record *record, struct claims *ret_claims)
{
	const struct application *a = &record->application;
	struct claims *c = ret_claims;

	memset(c, 0, sizeof(*c));
	memcpy(c->terminal, a->terminal, sizeof(c->terminal));
	c->signed_at = a->signed_at;
	memcpy(c->receipt_no, a->receipt_no, sizeof(c->receipt_no));
	snprintf(c->person, sizeof(c->person), "%s%s%s", record->name,
		 record->name[0] && record->id_no[0] ? " " : "", record->id_no);
	c->item_count = a->item_count;
	for (int i = 0; i < a->item_count; i++) {
		const struct amount *amount = &a->items[i].amount;

		memcpy(c->items[i].benefit, a->items[i].benefit, sizeof(c->items[i].benefit));
		c->items[i].known = amount->known && amount->value >= 0 &&
				    amount->value <= FEN_MAX;
		c->items[i].value = c->items[i].known ? amount->value : 0;
		c->items[i].per_day = c->items[i].known && amount->per_day;
	}
	memcpy(c->pack_hash, record->pack_hash, sizeof(c->pack_hash));
	record_hash(record, c->record_hash);
}

static void walk_item(struct codec *c, struct claim_item *item)
{
	int count = cbor_array(c, 1 + item->known + item->per_day, 3);

	if (count < 1)
		codec_refuse(c);
	item->known = count > 1;
	item->per_day = count > 2;
	CBOR_TEXT(c, item->benefit);
	if (item->known)
		item->value = cbor_number(c, item->value, 0, FEN_MAX);
	if (item->per_day)
		cbor_key(c, 1);
}

static void walk_claims(struct codec *c, struct claims *claims)
{
	cbor_map(c, 3);
	cbor_key(c, CLAIM_ISSUER);
	CBOR_TEXT(c, claims->terminal);
	cbor_key(c, CLAIM_ISSUED_AT);
	claims->signed_at = cbor_number(c, claims->signed_at, 0, INT64_MAX);
	cbor_key(c, CLAIM_OURS);
	cbor_map(c, 5);
	cbor_key(c, 1);
	CBOR_TEXT(c, claims->receipt_no);
	cbor_key(c, 2);
	CBOR_TEXT(c, claims->person);
	cbor_key(c, 3);
	claims->item_count = cbor_array(c, claims->item_count, APPLICATION_ITEMS_MAX);
	for (int i = 0; i < claims->item_count; i++)
		walk_item(c, &claims->items[i]);
	cbor_key(c, 4);
	cbor_bytes(c, claims->pack_hash, sizeof(claims->pack_hash));
	cbor_key(c, 5);
	cbor_bytes(c, claims->record_hash, sizeof(claims->record_hash));
}

/* ---- COSE_Sign1 around them ---- */

struct cose {
	bool is_sm;		/* SM2 with SM3 in place of ES256 */
	uint8_t key_id[KEY_ID_BYTES];
	uint8_t payload[PAYLOAD_MAX];
	size_t payload_size;
	uint8_t signature[SIGNATURE_BYTES];
};

/* {1: -7} and, private, {1: -65537}, as bytes: what is protected. */
static const uint8_t header_es256[] = { 0xa1, COSE_ALGORITHM, 0x26 };
static const uint8_t header_sm[] = { 0xa1, COSE_ALGORITHM, 0x3a, 0x00, 0x01, 0x00, 0x00 };

static void walk_protected(struct codec *c, struct cose *m)
{
	size_t size = cbor_bytes_head(c, m->is_sm ? sizeof(header_sm) : sizeof(header_es256));
	const uint8_t *header, *from;

	if (c->reading)
		m->is_sm = size == sizeof(header_sm);
	header = m->is_sm ? header_sm : header_es256;
	if (!c->reading) {
		bytes_put(&c->out, header, size);
		return;
	}
	from = m->is_sm || size == sizeof(header_es256) ? bytes_get(&c->in, size) : NULL;
	if (!from || memcmp(from, header, size) != 0)
		codec_refuse(c);
}

static void walk_payload(struct codec *c, struct cose *m)
{
	const uint8_t *from;

	m->payload_size = cbor_bytes_head(c, m->payload_size);
	if (!c->reading) {
		bytes_put(&c->out, m->payload, m->payload_size);
		return;
	}
	from = m->payload_size <= sizeof(m->payload) ? bytes_get(&c->in, m->payload_size) : NULL;
	if (from)
		memcpy(m->payload, from, m->payload_size);
	else
		codec_refuse(c);
}

static void walk_cose(struct codec *c, struct cose *m)
{
	cbor_tag(c, COSE_SIGN1);
	cbor_array_fixed(c, 4);
	walk_protected(c, m);
	cbor_map(c, 1);
	cbor_key(c, COSE_KEY_ID);
	cbor_bytes(c, m->key_id, sizeof(m->key_id));
	walk_payload(c, m);
	cbor_bytes(c, m->signature, sizeof(m->signature));
}

/* RFC 9052, 4.4: what is signed. */
static size_t to_be_signed(struct cose *m, uint8_t out[COSE_MAX])
{
	struct codec c = codec_writer(out, COSE_MAX);
	char context[] = "Signature1";

	cbor_array_fixed(&c, 4);
	CBOR_TEXT(&c, context);
	walk_protected(&c, m);
	cbor_bytes_head(&c, 0);
	walk_payload(&c, m);
	assert(codec_is_sound(&c));
	return bytes_written(&c.out);
}

static enum err fill_payload(const struct claims *claims, struct cose *m)
{
	struct codec c = codec_writer(m->payload, sizeof(m->payload));
	struct claims copy = *claims;

	walk_claims(&c, &copy);
	m->payload_size = bytes_written(&c.out);
	return codec_is_sound(&c) ? ERR_OK : ERR_FULL;
}

static bool read_payload(const struct cose *m, struct claims *ret_claims)
{
	struct codec c = codec_reader(m->payload, m->payload_size);

	memset(ret_claims, 0, sizeof(*ret_claims));
	walk_claims(&c, ret_claims);
	return codec_is_sound(&c);
}

/* ---- deflated, as text ---- */

static const uint8_t zlib_head[] = { 0x78, 0xda };	/* level 9, no dictionary */

static enum err pack_text(const uint8_t *message, size_t size, const char *prefix,
			  char ret_text[CLAIMS_TEXT_MAX])
{
	uint8_t packed[PACKED_MAX];
	uLongf packed_size = sizeof(packed);

	if (compress2(packed, &packed_size, message, size, 9) != Z_OK ||
	    PREFIX_LENGTH + BASE45_TEXT_MAX(packed_size) > CLAIMS_TEXT_MAX)
		return ERR_FULL;
	memcpy(ret_text, prefix, PREFIX_LENGTH);
	base45_encode(packed, packed_size, ret_text + PREFIX_LENGTH);
	return ERR_OK;
}

/* The bits that end the last byte of a deflated stream say nothing: they must be 0. */
static bool ends_clean(const uint8_t *packed, size_t size)
{
	uint8_t message[COSE_MAX];
	z_stream z = { .next_in = (uint8_t *)(uintptr_t)packed, .avail_in = (uInt)size,
		       .next_out = message, .avail_out = sizeof(message) };
	int status = inflateInit(&z);
	bool clean = false;

	while (status == Z_OK && !clean) {
		status = inflate(&z, Z_BLOCK);
		/* zlib.h: +64 in the last block, +128 behind its end; below them the bits left */
		if (status == Z_OK && (z.data_type & 192) == 192 && z.total_in > 0)
			clean = z.next_in[-1] >> (8 - (z.data_type & 7)) == 0;
		if (status == Z_OK && (z.data_type & 192) == 192)
			break;
	}
	inflateEnd(&z);
	return clean;
}

static bool unpack_text(const char *text, uint8_t message[COSE_MAX], size_t *ret_size)
{
	uint8_t packed[PACKED_MAX];
	uLongf size = COSE_MAX;
	uLong taken;
	size_t packed_size;

	if (!base45_decode(text, packed, sizeof(packed), &packed_size) ||
	    packed_size < sizeof(zlib_head) ||
	    memcmp(packed, zlib_head, sizeof(zlib_head)) != 0)
		return false;
	taken = packed_size;
	if (uncompress2(message, &size, packed, &taken) != Z_OK || taken != packed_size ||
	    !ends_clean(packed, packed_size))
		return false;
	*ret_size = size;
	return true;
}

/* ---- both ---- */

enum err claims_seal(const struct claims *claims, const struct signer *signer,
		     char ret_text[CLAIMS_TEXT_MAX])
{
	uint8_t bytes[COSE_MAX];
	struct cose m = { .is_sm = signer_is_sm(signer) };
	struct codec c = codec_writer(bytes, sizeof(bytes));
	enum err err = fill_payload(claims, &m);

	memcpy(m.key_id, signer_key_id(signer), sizeof(m.key_id));
	if (!err)
		err = signer_sign(signer, bytes, to_be_signed(&m, bytes), m.signature);
	if (err)
		return err;
	walk_cose(&c, &m);
	assert(codec_is_sound(&c));
	return pack_text(bytes, bytes_written(&c.out),
			 signer_is_demo(signer) ? CLAIMS_PREFIX_DEMO : CLAIMS_PREFIX, ret_text);
}

static bool read_cose(const char *text, struct cose *m)
{
	uint8_t bytes[COSE_MAX];
	struct codec c;
	size_t size;

	if (!unpack_text(text, bytes, &size))
		return false;
	c = codec_reader(bytes, size);
	walk_cose(&c, m);
	return codec_is_sound(&c);
}

enum claims_state claims_read(const char *text, const struct trust *trust,
			      struct claims_reading *ret_reading)
{
	struct claims_reading r = { 0 };
	struct cose m = { 0 };
	uint8_t bytes[COSE_MAX];
	struct trust_chain chain;

	r.says_demo = strncmp(text, CLAIMS_PREFIX_DEMO, PREFIX_LENGTH) == 0;
	if ((!r.says_demo && strncmp(text, CLAIMS_PREFIX, PREFIX_LENGTH) != 0) ||
	    !read_cose(text + PREFIX_LENGTH, &m) || !read_payload(&m, &r.claims))
		return CLAIMS_NOT_OURS;
	memcpy(r.key_id, m.key_id, sizeof(r.key_id));
	r.signer = trust_find(trust, m.key_id);
	*ret_reading = r;
	if (!r.signer)
		return CLAIMS_SIGNER_UNKNOWN;
	if (trust_is_sm(r.signer) != m.is_sm ||
	    !trust_is_right(r.signer, bytes, to_be_signed(&m, bytes), m.signature))
		return CLAIMS_FORGED;
	trust_chain_of(trust, r.signer, r.claims.signed_at, &chain);
	return chain.root_known && chain.is_demo != r.says_demo ? CLAIMS_FORGED : CLAIMS_RIGHT;
}
