/*
 * What the kernel knows of the disk that a folder is on.
 */
#ifndef TOOLS_DISK_STATE_H
#define TOOLS_DISK_STATE_H

#include "base/err.h"

#include <stdint.h>

struct disk_state {
	int64_t free_mib;	/* for this user */
	int wear_percent;	/* 0 to 100, of an eMMC or SD card; -1: it does not say */
	int64_t errors;		/* that ext4 has noted on it; 0 of other file systems */
};

/* ERR_IO: the folder cannot be asked. */
enum err disk_look(const char *dir, struct disk_state *ret_state) MUST_CHECK;

#endif
