/*
 * audit: what was done here, line by line, as the audit log has it.  It holds no
 * answer and no name; to look is a line of it too.
 */
#include "tools/commands.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/text.h"
#include "core/application_json.h"
#include "receipt/parcel.h"
#include "tools/audit_day.h"
#include "tools/open_store.h"
#include "tools/staff_use.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define AT_ONCE 64
/* A line as JSON, whatever its detail escapes to. */
#define LINE_MAX_BYTES (6 * AUDIT_LOG_DETAIL_MAX + 256)

static int bad_use(const char *what)
{
	fprintf(stderr, "audit: %s; write skills-kiosk audit show [--json], day [YYYY-MM-DD], "
		"or export --to FILE --desk DESK.pem, and [--by NUMBER] [--why TEXT] "
		"[--data DIR]\n", what);
	return EXIT_BAD_INPUT;
}

typedef enum err line_fn(void *context, const struct audit_log_entry *entry);

static enum err each_line(struct store *store, line_fn *line, void *context)
{
	struct audit_log_entry entries[AT_ONCE];
	int64_t after = 0;
	int count;

	do {
		enum err err = store_audit_log(store, NULL, after, AT_ONCE, entries, &count);

		for (int i = 0; !err && i < count; i++)
			err = line(context, &entries[i]);
		if (err)
			return err;
		if (count > 0)
			after = entries[count - 1].seq;
	} while (count == AT_ONCE);
	return ERR_OK;
}

static void write_json(struct text *out, const struct audit_log_entry *entry)
{
	struct json_writer w = json_write_into(out);
	char at[APPLICATION_TIME_MAX];

	application_time(entry->at, at);
	json_write_object(&w);
	json_write_key(&w, "seq");
	json_write_int(&w, entry->seq);
	json_write_key(&w, "at");
	json_write_string(&w, at);
	json_write_key(&w, "what");
	json_write_string(&w, entry->what);
	json_write_key(&w, "detail");
	json_write_string(&w, entry->detail);
	json_write_end(&w);
	text_add(out, "\n");
}

static enum err print_json(void *context, const struct audit_log_entry *entry)
{
	char line[LINE_MAX_BYTES];
	struct text out = text_in(line, sizeof(line));

	(void)context;
	write_json(&out, entry);
	fputs(line, stdout);
	return ERR_OK;
}

static enum err print_line(void *context, const struct audit_log_entry *entry)
{
	char at[APPLICATION_TIME_MAX];

	(void)context;
	application_time(entry->at, at);
	printf("%6" PRId64 "  %.19s  %-22s  %s\n", entry->seq, at, entry->what, entry->detail);
	return ERR_OK;
}

static enum err put_line(void *context, const struct audit_log_entry *entry)
{
	struct text *out = context;

	write_json(out, entry);
	return out->full ? ERR_FULL : ERR_OK;
}

static enum err show(struct store *store, const struct staff_use *use)
{
	enum err err = staff_use_note(store, use, "audit.shown", "");

	return err ? err : each_line(store, use->json ? print_json : print_line, NULL);
}

/* Counts of a day name nobody and no case: to look is no line. */
static enum err day(struct store *store, const struct staff_use *use)
{
	struct date date = date_in_china(clock_wall_s());

	if (use->word_count == 2 && !date_parse(use->words[1], &date))
		return ERR_INPUT;
	return audit_day_print(store, date);
}

static enum err export(struct store *store, const struct staff_use *use)
{
	char signing[DATA_DIR_MAX + 16], *text;
	struct store_counts counts;
	struct text out;
	size_t cap;
	enum err err = staff_use_note(store, use, "audit.exported", "");

	if (!err)
		err = store_count(store, &counts);
	if (err)
		return err;
	cap = (size_t)(counts.audit_log + AT_ONCE) * LINE_MAX_BYTES;
	text = malloc(cap);
	if (!text)
		return ERR_FULL;
	out = text_in(text, cap);
	err = each_line(store, put_line, &out);
	snprintf(signing, sizeof(signing), "%s/signing", use->data);
	if (!err)
		err = parcel_write(use->to, signing, use->desk, text, strlen(text));
	if (!err)
		printf("%" PRId64 " lines in %s, for the desk alone\n", counts.audit_log, use->to);
	free(text);
	return err;
}

static int run(const struct staff_use *use,
	       enum err (*verb)(struct store *store, const struct staff_use *use))
{
	struct store *store;
	int code = open_store("audit", use->data, &store);
	enum err err;

	if (code != EXIT_DONE)
		return code;
	err = verb(store, use);
	store_close(store);
	if (!err)
		return EXIT_DONE;
	if (err == ERR_INPUT)
		return bad_use("that is no day");
	fprintf(stderr, "audit: %s\n", err == ERR_FULL ?
		"the file is there already, or there is no room" :
		"nothing more can be read or written; see the line above, or store check");
	return EXIT_DEVICE;
}

int cmd_audit(int argc, char **argv)
{
	struct staff_use use;

	if (!staff_use_take(argc, argv, &use) || use.word_count < 1)
		return bad_use("say what");
	if (strcmp(use.words[0], "day") == 0)
		return run(&use, day);
	if (use.word_count == 2)
		return bad_use("one word too many");
	if (strcmp(use.words[0], "show") == 0)
		return run(&use, show);
	if (strcmp(use.words[0], "export") == 0 && use.to && use.desk)
		return run(&use, export);
	return bad_use("say what");
}
