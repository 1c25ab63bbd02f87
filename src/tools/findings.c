#include "tools/findings.h"

#include "tools/commands.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <jansson.h>

static const char *const keys[FINDING_COUNT] = {
	[FIND_INTACT] = "intact",
	[FIND_SIGNER] = "signer",
	[FIND_ROOT] = "root",
	[FIND_TIME] = "time",
	[FIND_PACK] = "pack",
	[FIND_REPLAY] = "replay",
};

static const char *const words[] = {
	[FOUND_UNKNOWN] = "not known",
	[FOUND_YES] = "yes",
	[FOUND_NO] = "no",
	[FOUND_NOT_CARRIED] = "not carried",
};

void findings_set(struct findings *findings, enum finding_kind kind, enum found found,
		  const char *fmt, ...)
{
	struct finding *at = &findings->at[kind];
	va_list args;

	at->found = found;
	va_start(args, fmt);
	vsnprintf(at->says, sizeof(at->says), fmt, args);
	va_end(args);
}

static bool has(const struct findings *findings, enum found found)
{
	for (int i = 0; i < FINDING_COUNT; i++) {
		if (findings->at[i].found == found)
			return true;
	}
	return false;
}

static int exit_code(const struct findings *findings)
{
	if (has(findings, FOUND_NO))
		return EXIT_NO;
	return has(findings, FOUND_UNKNOWN) ? EXIT_DEVICE : EXIT_DONE;
}

static const char *verdict(int code)
{
	return code == EXIT_DONE ? "genuine" : code == EXIT_NO ? "not genuine" : "not known";
}

/* A line of what is stated, behind a word of its own. */
static void show_statement(const char *says)
{
	while (*says) {
		size_t length = strcspn(says, "\n");

		printf("says    %.*s\n", (int)length, says);
		says += length + (says[length] == '\n');
	}
}

static const char *subject(const struct findings *findings)
{
	return findings->statement[0] ? "statement" : "receipt";
}

static void show_json(const struct findings *findings, int code)
{
	json_t *all = json_object();

	if (findings->statement[0])
		json_object_set_new(all, "statement", json_string(findings->statement));
	else
		json_object_set_new(all, "receipt", json_string(findings->receipt_no));
	for (int i = 0; i < FINDING_COUNT; i++) {
		const struct finding *at = &findings->at[i];

		json_object_set_new(all, keys[i], json_pack("{s:s, s:s}", "found",
							    words[at->found], "says", at->says));
	}
	json_object_set_new(all, "verdict", json_string(verdict(code)));
	json_dumpf(all, stdout, JSON_PRESERVE_ORDER);
	putchar('\n');
	json_decref(all);
}

int findings_show(const struct findings *findings, bool json)
{
	int code = exit_code(findings);

	if (json) {
		show_json(findings, code);
		return code;
	}
	for (int i = 0; i < FINDING_COUNT; i++)
		printf("%-7s %-11s %s\n", keys[i], words[findings->at[i].found],
		       findings->at[i].says);
	show_statement(findings->statement);
	printf("%s %s: %s\n", subject(findings),
	       findings->receipt_no[0] ? findings->receipt_no : "-", verdict(code));
	return code;
}
