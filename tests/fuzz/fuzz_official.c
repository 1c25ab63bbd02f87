/* Any text as the installed document: each rule's sentence is there, absent or too long. */
#include "policy/official/official.h"

#include "base/bytes.h"
#include "base/text.h"
#include "policy/pack.h"

#include <assert.h>
#include <ctype.h>
#include <fcntl.h>
#include <openssl/sha.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PACK SOURCE_DIR "/kiosk-config/packs/nb-2019-78"

static struct pack *shipped(void)
{
	static struct pack *pack;
	struct diag diag;

	if (!pack && pack_load(PACK, &pack, &diag))
		abort();
	return pack;
}

/* The document is known by its hash: this one is the pack's own. */
static void be_the_document(struct pack *pack, const uint8_t *data, size_t size)
{
	static char hex[2 * SHA256_DIGEST_LENGTH + 1];
	unsigned char digest[SHA256_DIGEST_LENGTH];

	SHA256(data, size, digest);
	bytes_to_hex(digest, sizeof(digest), hex);
	for (char *c = hex; *c; c++)
		*c = (char)tolower((unsigned char)*c);
	pack->official_hash = hex;
}

static void write_file(const char *path, const uint8_t *data, size_t size)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	assert(fd >= 0 && write(fd, data, size) == (ssize_t)size);
	close(fd);
}

static void read_sentences(const struct official *official, const struct pack *pack)
{
	char sentence[2048];

	for (int i = 0; i < pack_rule_count(pack); i++) {
		if (!official_sentence(official, pack, i, sentence, sizeof(sentence)))
			assert(utf8_valid(sentence, strlen(sentence)));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static char path[64];
	struct pack *pack = shipped();
	struct official *official = NULL;
	struct diag diag = { 0 };

	if (!path[0])
		snprintf(path, sizeof(path), "/dev/shm/fuzz-official-%d", (int)getpid());
	write_file(path, data, size);
	be_the_document(pack, data, size);
	if (official_open(pack, path, &official, &diag))
		assert(diag.what[0]);
	else
		read_sentences(official, pack);
	official_close(official);
	return 0;
}
