/*
 * The record of what happened, read off two states of a session.  It holds
 * pages, counts and outcomes of acts, never an answer, a name or a number of a
 * person.
 */
#include "session/session.h"

#include <string.h>

/* Coming to a page is worth a line where its row says so. */
#define PAGE_MARK(id, name, step, press, build, timeout, flags, audit) [PAGE_##id] = audit,
static const char *const marks[PAGE_COUNT] = { PAGES(PAGE_MARK) };

/* What the same pages write while an application is taken back. */
static const struct { const char *filed; const char *withdrawn; } withdrawal_marks[] = {
	{ "application.submitted", "withdrawal.submitted" },
	{ "application.not-saved", "withdrawal.not-saved" },
	{ "application.unknown", "withdrawal.unknown" },
};

struct log_lines {
	struct audit_entry *at;
	int count;
};

static void add(struct log_lines *lines, const char *what, int number)
{
	if (lines->count < AUDIT_MAX)
		lines->at[lines->count++] = (struct audit_entry){ .what = what, .number = number };
}

static void add_of_staff(struct log_lines *lines, const char *what, int number, const char *staff)
{
	if (lines->count == AUDIT_MAX)
		return;
	add(lines, what, number);
	memcpy(lines->at[lines->count - 1].staff, staff, STAFF_NO_MAX);
}

static const char *mark_of(const struct session *s)
{
	const char *what = marks[s->at.page];

	for (size_t i = 0; what && s->withdrawing &&
			   i < sizeof(withdrawal_marks) / sizeof(withdrawal_marks[0]); i++) {
		if (strcmp(what, withdrawal_marks[i].filed) == 0)
			return withdrawal_marks[i].withdrawn;
	}
	return what;
}

static void add_page(struct log_lines *lines, const struct session *before,
		     const struct session *after)
{
	const char *what = mark_of(after);

	if (what && before->at.page != after->at.page)
		add(lines, what, after->at.arg);
}

static void add_pin(struct log_lines *lines, const struct session *before,
		    const struct session *after)
{
	if (!before->pin_sent || after->pin_sent)
		return;
	if (before->pin_of_staff)
		return;
	if (after->pin_wrong)
		add(lines, "pin.wrong", after->pin_tries);
	else if (after->holder.assurance == ASSURANCE_A2)
		add(lines, "pin.right", 0);
	else
		add(lines, "pin.refused", after->pin_tries);
}

static void add_staff_pin(struct log_lines *lines, const struct session *before,
			  const struct session *after)
{
	if (before->pin_sent && !after->pin_sent && before->pin_of_staff &&
	    after->at.page == PAGE_STAFF_PIN)
		add_of_staff(lines, "staff.pin-refused", after->staff_card.pin_tries,
			     before->staff_card.number);
	if (before->at.page != PAGE_TECHNICIAN && after->at.page == PAGE_TECHNICIAN)
		add_of_staff(lines, "technician.opened", 0, after->staff_card.number);
}

static void add_guide(struct log_lines *lines, const struct session *before,
		      const struct session *after)
{
	if (before->guide.state == after->guide.state)
		return;
	if (before->guide.state == GUIDE_AWAY)
		add_of_staff(lines, "guide.opened", (int)after->guide.role, after->guide.number);
	else if (after->guide.state == GUIDE_AWAY)
		add_of_staff(lines, "guide.closed", (int)before->guide.role,
			     before->guide.number);
}

/* Of each part, as it is found: ten times the result and its reason, and who found it. */
static void add_devices(struct log_lines *lines, const struct session *before,
			const struct session *after)
{
	static const char *const words[DEVICE_PART_COUNT] = {
		[DEVICE_TOUCH] = "device.touch", [DEVICE_KEYS] = "device.keys",
		[DEVICE_DIGITS] = "device.digits", [DEVICE_SWITCHES] = "device.switches",
		[DEVICE_HEADPHONES] = "device.headphones", [DEVICE_SPEAKER] = "device.speaker",
		[DEVICE_READER] = "device.reader", [DEVICE_PRINTER] = "device.printer",
	};
	const struct device_test *test = &after->device_test;

	for (int i = 0; i < DEVICE_PART_COUNT; i++) {
		if (test->trial[i] > before->device_test.trial[i])
			add_of_staff(lines, words[i], 10 * (int)test->result[i] +
				     (int)test->reason[i], test->staff);
	}
}

/* Each staff action as it is done; at the end of a visit they are gone, and that is none. */
static void add_staff_actions(struct log_lines *lines, const struct session *before,
		      const struct session *after)
{
	static const char *const words[STAFF_ACTION_KIND_COUNT] = {
		[STAFF_ACTION_GUIDED] = "guide.guides",
		[STAFF_ACTION_ENTERED] = "guide.entered",
		[STAFF_ACTION_SHOWN] = "guide.was-shown",
		[STAFF_ACTION_VERIFIED_IN_PERSON] = "guide.vouched",
		[STAFF_ACTION_NUMBER] = "guide.typed-number",
		[STAFF_ACTION_WITNESSED] = "guide.witnessed",
	};

	for (int i = 0; i < after->staff_action_count; i++) {
		const struct staff_action *staff_action = &after->staff_actions[i];

		if (i >= before->staff_action_count ||
		    before->staff_actions[i].number != staff_action->number)
			add_of_staff(lines, words[staff_action->kind], staff_action->number,
				     staff_action->staff);
	}
}

int session_audit(const struct session *before, const struct session *after,
		  struct audit_entry ret_entries[AUDIT_MAX])
{
	struct log_lines lines = { ret_entries, 0 };

	if (before->key[0] == 0 && after->key[0] != 0 && !after->withdrawing)
		add(&lines, "visit.begun", 0);
	add_page(&lines, before, after);
	if (!before->holder.slow && after->holder.slow)
		add(&lines, "card.slow", 0);
	add_pin(&lines, before, after);
	add_staff_pin(&lines, before, after);
	add_guide(&lines, before, after);
	add_staff_actions(&lines, before, after);
	add_devices(&lines, before, after);
	if (before->registered == REGISTER_ASKED && after->registered > REGISTER_ASKED)
		add(&lines, "register.answered", (int)after->registered);
	if (after->receipt_no[0] != 0 && strcmp(before->receipt_no, after->receipt_no) != 0)
		add(&lines, after->withdrawing ? "application.withdrawn" : "application.saved",
		    after->withdrawing ? 0 : (int)after->method);
	if (before->paper != after->paper && after->paper >= PAPER_DONE)
		add(&lines, "paper", (int)after->paper);
	if (before->handout_paper != after->handout_paper && after->handout_paper >= PAPER_DONE)
		add(&lines, "handout", (int)after->handout_paper);
	if (before->key[0] != 0 && after->key[0] == 0 && !after->withdrawing)
		add(&lines, "visit.wiped", 0);
	return lines.count;
}
