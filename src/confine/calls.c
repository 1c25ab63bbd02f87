/*
 * seccomp: a filter of a few hundred instructions.  It refuses what none of ours ever
 * asks of the kernel, and of what some do, what this one does not.
 */
#include "confine/confine.h"

#include "base/log.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stddef.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__)
#define ARCH AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCH AUDIT_ARCH_AARCH64
#else
#error "name this machine's audit architecture"
#endif

/* Others' memory, the kernel, the machine's settings, keys, and ways around the above. */
static const int never[] = {
	SYS_ptrace, SYS_process_vm_readv, SYS_process_vm_writev, SYS_kcmp,
	SYS_process_madvise, SYS_perf_event_open, SYS_bpf, SYS_userfaultfd,
	SYS_io_uring_setup, SYS_io_uring_enter, SYS_io_uring_register,
	SYS_init_module, SYS_finit_module, SYS_delete_module, SYS_kexec_load,
	SYS_reboot, SYS_swapon, SYS_swapoff, SYS_syslog, SYS_acct, SYS_quotactl,
	SYS_mount, SYS_umount2, SYS_pivot_root, SYS_chroot, SYS_move_mount, SYS_open_tree,
	SYS_fsopen, SYS_fsconfig, SYS_fsmount, SYS_fspick, SYS_mount_setattr,
	SYS_unshare, SYS_setns, SYS_name_to_handle_at, SYS_open_by_handle_at,
	SYS_fanotify_init, SYS_fanotify_mark, SYS_mknodat,
	SYS_sethostname, SYS_setdomainname, SYS_settimeofday, SYS_clock_settime,
	SYS_clock_adjtime, SYS_adjtimex, SYS_add_key, SYS_keyctl, SYS_request_key,
	SYS_mbind, SYS_migrate_pages, SYS_move_pages, SYS_personality, SYS_vhangup,
	SYS_setuid, SYS_setgid, SYS_setreuid, SYS_setregid, SYS_setresuid, SYS_setresgid,
	SYS_setgroups, SYS_setfsuid, SYS_setfsgid, SYS_capset,
	SYS_listen, SYS_accept, SYS_accept4,
#if defined(__x86_64__)
	SYS_iopl, SYS_ioperm, SYS_modify_ldt, SYS_mknod, SYS_ustat, SYS_uselib, SYS_sysfs,
	SYS_kexec_file_load, SYS_lookup_dcookie,
#endif
};

#define NAMESPACES (CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | \
		    CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET)

/* Two for each call, and some forty besides. */
#define FILTER_MAX 320
_Static_assert(2 * sizeof(never) / sizeof(never[0]) + 60 < FILTER_MAX, "the filter has room");

struct call_filter {
	struct sock_filter at[FILTER_MAX];
	unsigned short count;
};

#define ADD(f, ...) ((f)->at[(f)->count++] = (struct sock_filter)__VA_ARGS__)
#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, \
			     (unsigned)offsetof(struct seccomp_data, field))
#define RETURN(what) BPF_STMT(BPF_RET | BPF_K, (what))
#define REFUSE(error) RETURN(SECCOMP_RET_ERRNO | ((unsigned)(error) & SECCOMP_RET_DATA))
/* Goes on where it is equal, else leaps over so many. */
#define UNLESS(value, leap) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)(value), 0, (leap))

static void refuse(struct call_filter *f, int call, int error)
{
	ADD(f, UNLESS(call, 1));
	ADD(f, REFUSE(error));
}

/* Another machine's calls have other numbers, and so have those of x32. */
static void begin(struct call_filter *f)
{
	ADD(f, LOAD(arch));
	ADD(f, BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ARCH, 1, 0));
	ADD(f, RETURN(SECCOMP_RET_KILL_PROCESS));
	ADD(f, LOAD(nr));
	ADD(f, BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000u, 0, 1));
	ADD(f, REFUSE(ENOSYS));
}

/* The kind of socket is its first argument. */
static void refuse_sockets(struct call_filter *f, bool inet)
{
	static const int kinds[] = { AF_UNIX, AF_NETLINK, AF_INET, AF_INET6 };
	unsigned char allowed = inet ? 4 : 2;

	ADD(f, UNLESS(SYS_socket, (unsigned char)(allowed + 3)));
	ADD(f, LOAD(args[0]));
	for (unsigned char i = 0; i < allowed; i++)
		ADD(f, BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)kinds[i],
				(unsigned char)(allowed - i), 0));
	ADD(f, REFUSE(EAFNOSUPPORT));
	ADD(f, RETURN(SECCOMP_RET_ALLOW));
}

/* New namespaces give rights that were given up; clone3 hides its flags, and libc does without. */
static void refuse_namespaces(struct call_filter *f)
{
	refuse(f, SYS_clone3, ENOSYS);
	ADD(f, UNLESS(SYS_clone, 4));
	ADD(f, LOAD(args[0]));
	ADD(f, BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, NAMESPACES, 0, 1));
	ADD(f, REFUSE(EPERM));
	ADD(f, RETURN(SECCOMP_RET_ALLOW));
}

/* To type into a terminal as if somebody sat there. */
static void refuse_typing(struct call_filter *f)
{
	ADD(f, UNLESS(SYS_ioctl, 4));
	ADD(f, LOAD(args[1]));
	ADD(f, UNLESS(TIOCSTI, 1));
	ADD(f, REFUSE(EPERM));
	ADD(f, RETURN(SECCOMP_RET_ALLOW));
}

enum err confine_calls(const struct confine *needs)
{
	struct call_filter f = { .count = 0 };
	struct sock_fprog program = { .filter = f.at };

	begin(&f);
	for (size_t i = 0; i < sizeof(never) / sizeof(never[0]); i++)
		refuse(&f, never[i], EPERM);
	if (!needs->strikes)
		refuse(&f, SYS_pidfd_getfd, EPERM);
	if (!needs->runs[0]) {
		refuse(&f, SYS_execve, EPERM);
		refuse(&f, SYS_execveat, EPERM);
	}
	refuse_namespaces(&f);
	refuse_typing(&f);
	refuse_sockets(&f, needs->inet);
	ADD(&f, RETURN(SECCOMP_RET_ALLOW));
	program.len = f.count;
	if (syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &program)) {
		log_error("seccomp: %s", strerror(errno));
		return ERR_IO;
	}
	return ERR_OK;
}
