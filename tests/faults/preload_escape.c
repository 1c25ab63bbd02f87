/*
 * Stands in a process of ours as whoever has taken it over, and tries to get out when
 * signal SIGUSR2 comes: one line on stderr for each way, "escape WAY: ERROR" or "escape
 * WAY: OPEN".
 */
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* Where what must stay shut lies: ESCAPE_DIR of the test. */
static char secret[512], taken[512];

static void tell(const char *way, int failed)
{
	char line[128];
	int n = snprintf(line, sizeof(line), "escape %s: %s\n", way,
			 failed ? strerrorname_np(errno) : "OPEN");

	if (write(STDERR_FILENO, line, (size_t)n) < 0)
		_exit(9);
}

static int keep(int fd)
{
	if (fd >= 0)
		close(fd);
	return fd < 0;
}

static int run_shell(void)
{
	pid_t pid = vfork();
	int status = 0;

	if (pid == 0) {
		execl("/bin/true", "true", NULL);
		_exit(errno == EPERM || errno == EACCES ? 100 : 101);
	}
	waitpid(pid, &status, 0);
	errno = EPERM;
	return WEXITSTATUS(status) >= 100;
}

static int connect_out(void)
{
	struct sockaddr_in there = { .sin_family = AF_INET, .sin_port = htons(9) };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), failed;

	if (fd < 0)
		return 1;
	there.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	failed = connect(fd, (struct sockaddr *)&there, sizeof(there));
	close(fd);
	return failed && errno != ECONNREFUSED;	/* refused by the other side: it was reached */
}

static void get_out(int signal)
{
	(void)signal;
	tell("read", keep(open(secret, O_RDONLY)));
	tell("write", keep(open(taken, O_WRONLY | O_CREAT, 0600)));
	tell("network", connect_out());
	tell("start", run_shell());
	tell("trace", ptrace(PTRACE_ATTACH, getppid(), NULL, NULL) != 0);
	tell("mount", mount("none", "/mnt", "tmpfs", 0, NULL));
	tell("namespace", unshare(CLONE_NEWUSER));
	tell("signal", kill(getppid(), 0));
	tell("done", 0);
}

__attribute__((constructor)) static void stand_by(void)
{
	const char *dir = getenv("ESCAPE_DIR");

	if (!dir)
		return;
	snprintf(secret, sizeof(secret), "%s/secret", dir);
	snprintf(taken, sizeof(taken), "%s/taken", dir);
	signal(SIGUSR2, get_out);
}
