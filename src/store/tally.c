#include "store/tally.h"

#include "base/bytes.h"
#include "base/log.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#define TALLY_SLOTS 2
#define COUNT_BYTES 16
#define SLOT_BYTES (COUNT_BYTES + MAC_BYTES)

struct tally {
	int fd;
	struct keys *keys;
};

enum err tally_open(const char *path, struct keys *keys, struct tally **ret_tally)
{
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	struct tally *tally;

	if (fd < 0) {
		log_error("%s: %s", path, strerror(errno));
		return ERR_IO;
	}
	tally = malloc(sizeof(*tally));
	assert(tally);
	*tally = (struct tally){ .fd = fd, .keys = keys };
	*ret_tally = tally;
	return ERR_OK;
}

void tally_close(struct tally *tally)
{
	if (!tally)
		return;
	close(tally->fd);
	free(tally);
}

enum err tally_lock(struct tally *tally, bool alone)
{
	if (flock(tally->fd, (alone ? LOCK_EX : LOCK_SH) | LOCK_NB) == 0)
		return ERR_OK;
	log_error("store: %s", alone ? "in use: stop the kiosk first" :
		  "being restored, or sealed with a new key: try again");
	return ERR_TIMEOUT;
}

/* Changing a lock gives it up first: whoever comes in between is met by the attempt to share. */
bool tally_take_alone(struct tally *tally)
{
	if (flock(tally->fd, LOCK_EX | LOCK_NB) == 0)
		return true;
	tally_share(tally);
	return false;
}

void tally_share(struct tally *tally)
{
	if (flock(tally->fd, LOCK_SH | LOCK_NB) != 0)
		log_error("store: being restored while it is in use");
}

static bool write_slot(struct tally *tally, struct tally_counts counts, int64_t index)
{
	uint8_t slot[SLOT_BYTES];
	struct bytes_out out = bytes_out(slot, sizeof(slot));

	bytes_put_u64(&out, (uint64_t)counts.applications);
	bytes_put_u64(&out, (uint64_t)counts.audit_log);
	keys_mac(tally->keys, KEY_TALLY, slot, COUNT_BYTES, slot + COUNT_BYTES);
	if (pwrite(tally->fd, slot, sizeof(slot), (off_t)(index * SLOT_BYTES)) ==
	    (ssize_t)sizeof(slot))
		return true;
	log_warn("store: the tally could not be written: %s", strerror(errno));
	return false;
}

void tally_note(struct tally *tally, struct tally_counts counts)
{
	write_slot(tally, counts, (counts.applications + counts.audit_log) % TALLY_SLOTS);
}

enum err tally_renew(struct tally *tally, struct tally_counts counts)
{
	for (int i = 0; i < TALLY_SLOTS; i++) {
		if (!write_slot(tally, counts, i))
			return ERR_IO;
	}
	return fsync(tally->fd) == 0 ? ERR_OK : ERR_IO;
}

/* A slot that was never written is no damage: it is short, or all zeros. */
static bool blank(const uint8_t *slot, ssize_t size)
{
	for (ssize_t i = 0; i < size; i++) {
		if (slot[i] != 0)
			return false;
	}
	return true;
}

static bool read_slot(struct tally *tally, int index, struct tally_counts *counts, bool *ret_blank)
{
	uint8_t slot[SLOT_BYTES] = { 0 }, mac[MAC_BYTES];
	struct bytes_in in = bytes_in(slot, sizeof(slot));
	ssize_t size = pread(tally->fd, slot, sizeof(slot), (off_t)index * SLOT_BYTES);

	*ret_blank = size >= 0 && blank(slot, size);
	if (size != SLOT_BYTES)
		return false;
	keys_mac(tally->keys, KEY_TALLY, slot, COUNT_BYTES, mac);
	if (!bytes_equal_secret(mac, slot + COUNT_BYTES, MAC_BYTES))
		return false;
	counts->applications = (int64_t)bytes_get_u64(&in);
	counts->audit_log = (int64_t)bytes_get_u64(&in);
	return true;
}

enum err tally_read(struct tally *tally, struct tally_counts *ret_counts)
{
	struct tally_counts highest = { 0 }, counts;
	int damaged = 0, empty = 0;

	for (int i = 0; i < TALLY_SLOTS; i++) {
		bool is_blank;

		if (read_slot(tally, i, &counts, &is_blank)) {
			if (counts.applications > highest.applications)
				highest.applications = counts.applications;
			if (counts.audit_log > highest.audit_log)
				highest.audit_log = counts.audit_log;
		} else if (is_blank) {
			empty++;
		} else {
			damaged++;
		}
	}
	if (empty == TALLY_SLOTS)
		return ERR_ABSENT;
	if (damaged == TALLY_SLOTS)
		return ERR_PROTO;
	*ret_counts = highest;
	return ERR_OK;
}

bool tally_is_strange(struct tally *tally)
{
	struct tally_counts counts;
	bool is_blank, strange = false;

	for (int i = 0; i < TALLY_SLOTS; i++) {
		if (read_slot(tally, i, &counts, &is_blank))
			return false;
		strange = strange || !is_blank;
	}
	return strange;
}
