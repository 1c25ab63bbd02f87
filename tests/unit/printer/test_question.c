/*
 * A question that is never answered costs its time and no more: whatever its
 * process does, the asker goes on.
 */
#include "drivers/printer/printers.h"
#include "drivers/printer/question.h"

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

/* Time for what ends by itself, and for what has to be ended. */
#define LONG_MS 20000
#define SHORT_MS 200

static bool says_its_pid(const void *context, void *answer)
{
	pid_t pid = getpid();

	assert_int_equal(*(const int *)context, 7);
	memcpy(answer, &pid, sizeof(pid));
	return true;
}

static bool knows_nothing(const void *context, void *answer)
{
	(void)context, (void)answer;
	return false;
}

static bool sleeps(const void *context, void *answer)
{
	(void)context, (void)answer;
	pause();
	return true;
}

static bool turns_in_a_circle(const void *context, void *answer)
{
	volatile unsigned turns = 0;

	(void)context, (void)answer;
	for (;;)
		turns++;
	return true;
}

static bool crashes(const void *context, void *answer)
{
	(void)context, (void)answer;
	signal(SIGSEGV, SIG_DFL);	/* without a sanitizer's report */
	raise(SIGSEGV);
	return true;
}

/* Another MB of private memory, past any allocator that would end the process. */
static bool takes_more(void)
{
	return mmap(NULL, 1u << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) !=
	       MAP_FAILED;
}

/* Says how much it got, in MB. */
static bool wants_all_memory(const void *context, void *answer)
{
	int got = 0;

	(void)context;
	while (got < 4096 && takes_more())
		got++;
	memcpy(answer, &got, sizeof(got));
	return true;
}

/* Says how many descriptors it has beyond the standard ones and its line. */
static bool counts_descriptors(const void *context, void *answer)
{
	int count = 0;

	(void)context;
	for (int fd = 3; fd < 1024; fd++)
		count += fcntl(fd, F_GETFD) >= 0;
	memcpy(answer, &count, sizeof(count));
	return true;
}

static enum question_state put_and_wait(question_fn *ask, int within_ms, int *ret_answer)
{
	struct question question = { 0 };
	const int seven = 7;
	enum question_state state;

	question_put(&question, ask, &seven, sizeof(*ret_answer), within_ms);
	state = question_look(&question, LONG_MS, ret_answer);
	assert_false(question_is_open(&question));
	assert_int_equal(question_look(&question, LONG_MS, ret_answer), QUESTION_SILENT);
	return state;
}

static void an_answer_comes_from_another_process(void **state)
{
	int pid = 0;

	(void)state;
	assert_int_equal(put_and_wait(says_its_pid, LONG_MS, &pid), QUESTION_ANSWERED);
	assert_true(pid > 0 && pid != getpid());
}

static void what_ends_without_an_answer_is_silence(void **state)
{
	int answer = 5;

	(void)state;
	assert_int_equal(put_and_wait(knows_nothing, LONG_MS, &answer), QUESTION_SILENT);
	assert_int_equal(put_and_wait(crashes, LONG_MS, &answer), QUESTION_SILENT);
	assert_int_equal(answer, 5);
}

static void what_does_not_end_is_ended(void **state)
{
	question_fn *const asks[] = { sleeps, turns_in_a_circle };
	int answer;

	(void)state;
	for (unsigned i = 0; i < 2; i++) {
		int64_t began = printer_now_ms();

		assert_int_equal(put_and_wait(asks[i], SHORT_MS, &answer), QUESTION_SILENT);
		assert_true(printer_now_ms() - began < LONG_MS);
	}
}

static void a_look_does_not_wait(void **state)
{
	struct question question = { 0 };
	int answer;

	(void)state;
	question_put(&question, sleeps, NULL, sizeof(answer), LONG_MS);
	assert_int_equal(question_look(&question, 0, &answer), QUESTION_OPEN);
	assert_true(question_is_open(&question));
	question_drop(&question);
	assert_false(question_is_open(&question));
	question_drop(&question);
}

static void it_has_nothing_of_the_asker(void **state)
{
	int mine = open("/dev/null", O_RDONLY), count = 0;

	(void)state;
	assert_true(mine >= 3);
	assert_int_equal(put_and_wait(counts_descriptors, LONG_MS, &count), QUESTION_ANSWERED);
	assert_int_equal(count, 1);
	close(mine);
}

static void it_does_not_eat_the_memory(void **state)
{
	int got = 0;

	(void)state;
	assert_int_equal(put_and_wait(wants_all_memory, LONG_MS, &got), QUESTION_ANSWERED);
	assert_in_range(got, 1, QUESTION_MEMORY_MAX >> 20);
}

/* All of them have been ended and buried but the last. */
static void no_process_is_left(void **state)
{
	struct question question = { 0 };
	int answer, left = 0;

	(void)state;
	while (waitpid(-1, NULL, 0) > 0)
		;	/* those of the other tests */
	for (int i = 0; i < 20; i++) {
		question_put(&question, knows_nothing, NULL, sizeof(answer), LONG_MS);
		question_look(&question, LONG_MS, &answer);
		while (question.ended && waitid(P_PID, (id_t)question.ended, &(siginfo_t){ 0 },
						WEXITED | WNOWAIT) < 0 && errno == EINTR)
			;
	}
	while (waitpid(-1, NULL, WNOHANG) > 0)
		left++;
	assert_in_range(left, 0, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_answer_comes_from_another_process),
		cmocka_unit_test(what_ends_without_an_answer_is_silence),
		cmocka_unit_test(what_does_not_end_is_ended),
		cmocka_unit_test(a_look_does_not_wait),
		cmocka_unit_test(it_has_nothing_of_the_asker),
		cmocka_unit_test(it_does_not_eat_the_memory),
		cmocka_unit_test(no_process_is_left),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
