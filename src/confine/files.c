/*
 * Landlock, by its system calls: what the kernel knows is asked of it, because its
 * headers here may be older than it is.
 */
#include "confine/confine.h"

#include "base/log.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <stdint.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* As linux/landlock.h has it since ABI 6; a kernel with less takes its first members. */
struct ruleset {
	uint64_t files;
	uint64_t net;
	uint64_t scoped;
};

struct port_rule {
	uint64_t access;
	uint64_t port;
};

#define NET_RULE 2
#define NET_BIND (1u << 0)
#define NET_CONNECT (1u << 1)
#define SCOPE_ABSTRACT_SOCKETS (1u << 0)
#define SCOPE_SIGNALS (1u << 1)
#define FS_REFER (1u << 13)	/* ABI 2 */
#define FS_TRUNCATE (1u << 14)	/* ABI 3 */
#define FS_FIRST ((1u << 13) - 1)	/* all of ABI 1 */

#define OF_FILES (LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_WRITE_FILE | \
		  LANDLOCK_ACCESS_FS_READ_FILE | FS_TRUNCATE)
#define READS (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)
#define WRITES (READS | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_DIR | \
		LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_DIR | \
		LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_SOCK | \
		LANDLOCK_ACCESS_FS_MAKE_FIFO | LANDLOCK_ACCESS_FS_MAKE_SYM | FS_REFER | \
		FS_TRUNCATE)

static int abi_of_kernel(void)
{
	return (int)syscall(SYS_landlock_create_ruleset, NULL, 0,
			    LANDLOCK_CREATE_RULESET_VERSION);
}

static uint64_t files_of(int abi)
{
	return FS_FIRST | (abi >= 2 ? FS_REFER : 0) | (abi >= 3 ? FS_TRUNCATE : 0);
}

static int make_ruleset(const struct confine *needs, int abi)
{
	struct ruleset rules = { .files = files_of(abi) };
	size_t size = abi >= 6 ? sizeof(rules) : abi >= 4 ? 2 * sizeof(uint64_t) :
							    sizeof(uint64_t);

	/* Of a name's address only UDP is asked; a server here is nobody. */
	if (abi >= 4)
		rules.net = NET_BIND | (!needs->inet || needs->port ? NET_CONNECT : 0);
	if (abi >= 6 && needs->alone)
		rules.scoped = SCOPE_ABSTRACT_SOCKETS | SCOPE_SIGNALS;
	return (int)syscall(SYS_landlock_create_ruleset, &rules, size, 0);
}

static enum err add_path(int ruleset, const char *path, uint64_t access)
{
	struct landlock_path_beneath_attr rule = {
		.parent_fd = path[0] ? open(path, O_PATH | O_CLOEXEC) : -1,
	};
	struct stat info;
	long failed;

	if (rule.parent_fd < 0)
		return ERR_OK;
	if (fstat(rule.parent_fd, &info) == 0 && !S_ISDIR(info.st_mode))
		access &= OF_FILES;
	rule.allowed_access = access;
	failed = syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
	close(rule.parent_fd);
	return failed ? ERR_IO : ERR_OK;
}

static enum err add_paths(int ruleset, const char *const paths[CONFINE_PATHS_MAX],
			  uint64_t access)
{
	enum err err = ERR_OK;

	for (int i = 0; !err && i < CONFINE_PATHS_MAX && paths[i]; i++)
		err = add_path(ruleset, paths[i], access);
	return err;
}

static enum err add_port(int ruleset, const struct confine *needs, int abi)
{
	struct port_rule rule = { NET_CONNECT, (uint64_t)needs->port };

	if (abi < 4 || !needs->inet || !needs->port)
		return ERR_OK;
	return syscall(SYS_landlock_add_rule, ruleset, NET_RULE, &rule, 0) ? ERR_IO : ERR_OK;
}

enum err confine_files(const struct confine *needs)
{
	int abi = abi_of_kernel(), ruleset;
	uint64_t known = files_of(abi);
	enum err err;

	if (abi < 1) {
		log_warn("this kernel has no Landlock: files are held by their owners alone");
		return ERR_OK;
	}
	ruleset = make_ruleset(needs, abi);
	if (ruleset < 0) {
		log_error("Landlock: %s", strerror(errno));
		return ERR_IO;
	}
	err = add_paths(ruleset, needs->reads, READS);
	if (!err)
		err = add_paths(ruleset, needs->runs, READS | LANDLOCK_ACCESS_FS_EXECUTE);
	if (!err)
		err = add_paths(ruleset, needs->writes, WRITES & known);
	if (!err)
		err = add_port(ruleset, needs, abi);
	if (!err && (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) ||
		     syscall(SYS_landlock_restrict_self, ruleset, 0)))
		err = ERR_IO;
	if (err)
		log_error("Landlock: %s", strerror(errno));
	close(ruleset);
	return err;
}
