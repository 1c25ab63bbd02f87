/* No process dies by pidfd_send_signal: as if the kernel held each in a device. */
#include <signal.h>

int pidfd_send_signal(int pidfd, int sig, siginfo_t *info, unsigned int flags);

int pidfd_send_signal(int pidfd, int sig, siginfo_t *info, unsigned int flags)
{
	(void)pidfd;
	(void)sig;
	(void)info;
	(void)flags;
	return 0;
}
