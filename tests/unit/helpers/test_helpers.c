/* The laws of helpers, with programs that break each of them (tests/helpers/tool_helper.c). */
#include "../own_time.h"
#include "../unit.h"

#include "base/frame.h"
#include "card/deadline.h"
#include "helpers/helpers.h"
#include "helpers/line.h"
#include "helpers/rig.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/*
 * Whatever a helper does, nothing that its owner calls may take longer: 100 ms on the glass,
 * waits for a core apart.
 */
#define AT_ONCE_MS 100
/* So long a test waits for what must come. */
#define COMES_MS 20000

static bool cannot_die;	/* as a process that the kernel holds in a device */

int pidfd_send_signal(int pidfd, int signal, siginfo_t *info, unsigned flags)
{
	if (cannot_die)
		return 0;
	return (int)syscall(SYS_pidfd_send_signal, pidfd, signal, info, flags);
}

struct owner {
	const char *kind;
	struct helpers *helpers;
	struct helper *helper;
	int started, words, lost;
	size_t last;		/* size of the last message */
	bool asks_back;		/* a word is answered at once */
};

static void args(void *context, const char *out[HELPER_ARGS_MAX])
{
	const struct owner *owner = context;

	out[0] = owner->kind;
}

static void started(void *context)
{
	struct owner *owner = context;

	owner->started++;
}

static enum err hear(void *context, const uint8_t *data, size_t size)
{
	struct owner *owner = context;

	owner->words++;
	owner->last = size;
	if (owner->asks_back)
		helper_send(owner->helper, "a", 1);
	return data[0] == '?' ? ERR_PROTO : ERR_OK;
}

static void lost(void *context)
{
	struct owner *owner = context;

	owner->lost++;
}

static const struct helper_ops ops = {
	.program = "tool-helper",
	.stall_ms = 300,
	.args = args,
	.started = started,
	.message = hear,
	.lost = lost,
};

/*
 * One turn, which must be short whatever happens; where a helper is started its owner stands
 * still until the new process is that program, whose waits for a core do not count either.
 */
static void turn(struct owner *owner)
{
	int before = owner->started;
	int64_t began, quiet;

	helpers_wait(owner->helpers, 50);
	began = own_time_ms();
	quiet = own_time_quiet_ms();
	helpers_mind(owner->helpers);
	assert_true((owner->started > before ? own_time_quiet_ms() - quiet :
					       own_time_ms() - began) < AT_ONCE_MS);
}

static void turn_until(struct owner *owner, const int *count, int wanted)
{
	struct deadline deadline = deadline_in(COMES_MS);

	while (*count < wanted) {
		assert_true(deadline_left_ms(deadline) > 0);
		turn(owner);
	}
}

static void begin(struct owner *owner, const char *kind)
{
	*owner = (struct owner){ .kind = kind };
	owner->helpers = helpers_create(NULL, NULL);
	assert_non_null(owner->helpers);
	owner->helper = helpers_add(owner->helpers, &ops, owner);
	assert_false(helper_runs(owner->helper));
	helpers_mind(owner->helpers);
	assert_int_equal(owner->started, 1);
}

/* Ends within its 300 and 200 ms, whatever runs. */
static void end(struct owner *owner)
{
	int64_t began = own_time_ms();

	helpers_destroy(owner->helpers);
	assert_true(own_time_ms() - began < 500 + AT_ONCE_MS);
}

static void send_quickly(struct owner *owner, const void *data, size_t size)
{
	int64_t began = own_time_ms();

	helper_send(owner->helper, data, size);
	assert_true(own_time_ms() - began < AT_ONCE_MS);
}

static void what_is_said_comes_back_whole(void **state)
{
	static uint8_t large[FRAME_MAX] = { 'l' };
	struct owner owner;

	(void)state;
	begin(&owner, "good");
	turn_until(&owner, &owner.words, 1);
	send_quickly(&owner, "abc", 3);
	turn_until(&owner, &owner.words, 2);
	assert_int_equal(owner.last, 3);
	send_quickly(&owner, large, sizeof(large));
	turn_until(&owner, &owner.words, 3);
	assert_int_equal(owner.last, sizeof(large));
	assert_int_equal(owner.lost, 0);
	end(&owner);
	assert_int_equal(owner.lost, 1);
}

/* Longer than its limit without a word to say; but it was asked, and answered. */
static void who_is_quiet_and_answers_lives(void **state)
{
	struct owner owner;
	struct deadline deadline;

	(void)state;
	begin(&owner, "good");
	turn_until(&owner, &owner.words, 1);
	send_quickly(&owner, "abc", 3);
	deadline = deadline_in(3 * ops.stall_ms);
	while (deadline_left_ms(deadline) > 0)
		turn(&owner);
	assert_int_equal(owner.started, 1);
	assert_int_equal(owner.lost, 0);
	end(&owner);
}

static void ends_as(const char *kind, bool is_told)
{
	struct owner owner;
	pid_t first;

	begin(&owner, kind);
	first = helper_pid(owner.helper);
	if (is_told) {
		turn_until(&owner, &owner.words, 1);
		send_quickly(&owner, "abc", 3);
	}
	turn_until(&owner, &owner.lost, 1);
	assert_false(helper_runs(owner.helper));
	assert_int_equal(helper_pid(owner.helper), 0);
	turn_until(&owner, &owner.started, 2);
	assert_int_not_equal(helper_pid(owner.helper), first);
	assert_true(kill(first, 0) != 0 && errno == ESRCH);
	end(&owner);
}

static void who_ends_is_started_again(void **state)
{
	(void)state;
	ends_as("quits", false);
}

static void who_is_stopped_is_killed(void **state)
{
	(void)state;
	ends_as("deaf", true);
}

static void who_never_answers_is_killed(void **state)
{
	(void)state;
	ends_as("mute", true);
}

static void who_floods_is_killed(void **state)
{
	(void)state;
	ends_as("floods", false);
}

/* As a courier does, where many letters wait and the line is fast. */
static void who_answers_much_that_it_was_told_lives(void **state)
{
	struct owner owner;

	(void)state;
	begin(&owner, "good");
	turn_until(&owner, &owner.words, 1);
	for (int i = 2; i <= 2 * HELPER_TALK_MAX; i++) {
		helper_send(owner.helper, "abc", 3);
		turn_until(&owner, &owner.words, i);
	}
	assert_int_equal(owner.lost, 0);
	end(&owner);
}

static void who_makes_no_sense_is_killed(void **state)
{
	(void)state;
	ends_as("nonsense", false);
}

/* Its queue full, it has stalled; and each message that is not sent has its answer. */
static void a_full_queue_is_a_stalled_helper(void **state)
{
	static uint8_t large[FRAME_MAX] = { 'l' };
	struct owner owner;
	int sent = 0;

	(void)state;
	begin(&owner, "deaf");
	turn_until(&owner, &owner.words, 1);
	for (; helper_runs(owner.helper) && sent < 100; sent++)
		send_quickly(&owner, large, sizeof(large));
	assert_in_range(sent, 2, 10);
	assert_int_equal(owner.lost, 1);
	send_quickly(&owner, "abc", 3);
	assert_int_equal(owner.lost, 2);
	end(&owner);
}

/* The next life begins, and nobody waits for the one that the kernel holds. */
static void a_process_that_cannot_die_holds_nobody(void **state)
{
	struct owner owner;
	pid_t held[5];
	int n = 0;

	(void)state;
	cannot_die = true;
	begin(&owner, "clings");
	for (int life = 1; life <= 3; life++) {
		turn_until(&owner, &owner.words, life);
		held[n++] = helper_pid(owner.helper);
		send_quickly(&owner, "abc", 3);
		turn_until(&owner, &owner.lost, life);
		turn_until(&owner, &owner.started, life + 1);
	}
	turn_until(&owner, &owner.words, n + 1);
	held[n++] = helper_pid(owner.helper);
	end(&owner);
	cannot_die = false;
	for (int i = 0; i < n; i++) {
		assert_int_equal(kill(held[i], 0), 0);
		assert_int_equal(kill(held[i], SIGKILL), 0);
	}
}

/* A message whose handler sends to a helper that has gone meanwhile. */
static void an_answer_to_the_dead_is_lost_too(void **state)
{
	struct owner owner;

	(void)state;
	begin(&owner, "good");
	turn_until(&owner, &owner.words, 1);
	send_quickly(&owner, "abc", 3);
	helpers_wait(owner.helpers, COMES_MS);
	owner.asks_back = true;
	kill(helper_pid(owner.helper), SIGKILL);
	turn_until(&owner, &owner.lost, 1);
	assert_int_equal(owner.words, 2);
	end(&owner);
}

static void a_program_that_is_not_there(void **state)
{
	struct helper_ops none = ops;
	struct owner owner = { .kind = "good" };

	(void)state;
	none.program = "tool-that-is-not-there";
	owner.helpers = helpers_create(NULL, NULL);
	owner.helper = helpers_add(owner.helpers, &none, &owner);
	helpers_mind(owner.helpers);
	assert_int_equal(owner.started, 0);
	assert_int_equal(owner.lost, 1);
	assert_in_range(helpers_due_ms(owner.helpers), 1, HELPER_REST_MS);
	end(&owner);
}

/* One that is stopped hears of no signal but the one that nobody can leave unheard. */
static void an_emulator_that_does_not_go_holds_nobody(void **state)
{
	struct rig rig = { .count = 1 };
	int64_t began;
	int ends[2];

	(void)state;
	assert_int_equal(pipe(ends), 0);
	rig.pids[0] = fork();
	if (rig.pids[0] == 0) {
		raise(SIGSTOP);
		_exit(0);
	}
	assert_int_equal(waitpid(rig.pids[0], NULL, WUNTRACED), rig.pids[0]);
	rig.lines[0] = ends[1];
	began = own_time_ms();
	rig_stop(&rig);
	assert_true(own_time_ms() - began < 1500 + AT_ONCE_MS);
	assert_int_equal(kill(rig.pids[0], 0), -1);
	assert_int_equal(errno, ESRCH);
	close(ends[0]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_said_comes_back_whole),
		cmocka_unit_test(who_is_quiet_and_answers_lives),
		cmocka_unit_test(who_ends_is_started_again),
		cmocka_unit_test(who_is_stopped_is_killed),
		cmocka_unit_test(who_never_answers_is_killed),
		cmocka_unit_test(who_floods_is_killed),
		cmocka_unit_test(who_answers_much_that_it_was_told_lives),
		cmocka_unit_test(who_makes_no_sense_is_killed),
		cmocka_unit_test(a_full_queue_is_a_stalled_helper),
		cmocka_unit_test(a_process_that_cannot_die_holds_nobody),
		cmocka_unit_test(an_answer_to_the_dead_is_lost_too),
		cmocka_unit_test(a_program_that_is_not_there),
		cmocka_unit_test(an_emulator_that_does_not_go_holds_nobody),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
