#include "app/case_json.h"
#include "app/commands.h"
#include "policy/check.h"

#include <stdio.h>
#include <string.h>

static int usage(void)
{
	fprintf(stderr, "usage: skills-kiosk pack check DIR [--draw OUT]\n"
			"       skills-kiosk pack install DIR [--to ROOT]\n"
			"       skills-kiosk pack sql [--dialect sqlite|postgres] [--pack DIR]\n");
	return EXIT_BAD_INPUT;
}

static int fault(const struct diag *diag)
{
	diag_print(diag);
	return EXIT_BAD_INPUT;
}

static void print_summary(const char *dir, const struct pack_summary *s)
{
	int all = 0;

	for (int i = 0; i < 6; i++)
		all += s->rules[i];
	printf("%s: sound\n", dir);
	printf("  %d rules: %d in conditions, %d in amounts, %d as text, %d in processes, "
	       "%d statistics, %d decided elsewhere\n", all, s->rules[0], s->rules[1], s->rules[2],
	       s->rules[3], s->rules[4], s->rules[5]);
	printf("  %d readings, %d with an alternative in the trees\n", s->readings, s->selectable);
	printf("  %d benefits, %d steps, %d sample cases passed\n", s->benefits, s->steps,
	       s->cases);
}

static int check(int argc, char **argv)
{
	struct pack_summary summary = { 0 };
	struct diag diag = { 0 };

	if (argc != 1)
		return usage();
	if (pack_check(argv[0], &summary, &diag))
		return fault(&diag);
	print_summary(argv[0], &summary);
	return EXIT_DONE;
}

int cmd_pack(int argc, char **argv)
{
	if (argc >= 3 && strcmp(argv[1], "check") == 0)
		return check(argc - 2, argv + 2);
	return usage();
}
