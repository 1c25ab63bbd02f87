#include "tools/commands.h"
#include "base/harden.h"
#include "base/log.h"
#include "base/program.h"
#include "base/service.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

struct command {
	const char *name;
	int (*run)(int argc, char **argv);
	const char *usage;
	const char *does;
	const char *flags;	/* whole lines */
};

#define CONFIG "  --config DIR       the configuration of the hall; else /etc/skills-kiosk\n"
#define DATA "  --data DIR         what is remembered; else SKILLS_KIOSK_DATA\n"
#define DATE "  --date YYYY-MM-DD  the day to decide for; else today\n"
#define PACK "  --pack DIR         the policy pack; else the one that is shipped\n"

/* The contract: names, flags, keys and exit codes stay. */
static const struct command commands[] = {
	{ "run", cmd_run, "[--config DIR] [--data DIR] [--date YYYY-MM-DD] [--walk FILE] "
	  "[--shots DIR] [--letters FILE] [--tray] [--demo]",
	  "the kiosk; --walk plays a script on it, --tray lays demo cards",
	  CONFIG DATA
	  "  --date YYYY-MM-DD  a day to play on, shown on every screen; else today\n"
	  "  --walk FILE        plays the script; 1 at the first expectation that fails\n"
	  "  --shots DIR        where pictures and dumps of a walk go\n"
	  "  --letters FILE     no kiosk: the first page's letters are drawn for a first start\n"
	  "  --tray             opens a window from which demo cards are laid\n"
	  "  --demo             plays the demonstration although the program is installed\n" },
	{ "curtain", cmd_curtain, "[--config DIR]",
	  "the page that stands behind the kiosk: out of service, and where to go", CONFIG },
	{ "card", cmd_card, "--reader SPEC [--sam SPEC] [--timeout MS]",
	  "reads one card and prints what it says",
	  "  --reader SPEC      libnfc:DEVICE, pcsc:NAME, samv:PATH, samv:pcsc:NAME or sim:FILE\n"
	  "  --sam SPEC         soft:FILE, pcsc:NAME or hsm:SOCKET; without, nothing is proved\n"
	  "  --timeout MS       how long to wait for a card\n" },
	{ "import", cmd_import, "KIND FILE.csv [--data DIR]",
	  "takes labelled data into the store, all or nothing",
	  "  KIND               register, history, trainings, catalogue, institutions,\n"
	  "                     standards, overrides, disclosures or friction\n" DATA },
	{ "store", cmd_store, "make --crypto MODE | check | backup FILE | restore [FROM] | ratings "
	  "[--data DIR]",
	  "reads all that is kept and names what is damaged; keeps what is sound",
	  "  make               a new, empty store in a folder that has none\n"
	  "  --crypto MODE      intl: AES-256-GCM and SHA-256, as without make; sm: SM4 and SM3\n"
	  "  check              reads everything; 1 when something is damaged\n"
	  "  backup FILE        all of it into one file, while the kiosk runs; what is there\n"
	  "                     already is brought up to date.  The key is not in it.  Packs and\n"
	  "                     certificates come along in FILE.with\n"
	  "  restore            builds a new store from what is sound\n"
	  "  restore FROM       a backup, or a folder that was copied whole, takes its place;\n"
	  "                     1 when it is not whole: nothing is changed then\n"
	  "  ratings            what visitors thought: grades by day, of nobody\n" DATA },
	{ "eval", cmd_eval, "[--explain] [--friction FILE.csv] [--pack DIR] <CASES.jsonl",
	  "decides every benefit of each case (JSON lines in, JSON lines out)",
	  "  --explain          adds what would have to change\n"
	  "  --friction FILE    the list in force of enterprises that trade friction has hit:\n"
	  "                     employer_no among the facts decides by it\n" PACK },
	{ "eval --register", cmd_eval, "[--json] [--config DIR] [--data DIR] [--pack DIR] "
	  "[--date YYYY-MM-DD]",
	  "who of the kiosk's own register qualifies, and what would it cost, by district and\n"
	  "      benefit: sums only; what needs a course is decided for every course on offer,\n"
	  "      and counts once a person, with the dearest that fits",
	  "  --json             JSON lines instead of a table\n" CONFIG DATA PACK DATE },
	{ "plan", cmd_plan, "[--pack DIR] <CANDIDATES.jsonl",
	  "finds the best set of courses under the yearly limits", PACK },
	{ "pack", cmd_pack, "check DIR [--draw OUT] | install DIR [--to ROOT] | "
	  "install --stick FILE|DIR [--config DIR] [--data DIR] | key FILE | "
	  "sign [KIND] FROM --key FILE --to FILE [--number N] | "
	  "sql [--dialect NAME] [--tables] [--pack DIR] | text FILE [--pack DIR]",
	  "checks, draws, signs and installs policy packs, or prints one as SQL; signs and\n"
	  "      installs labelled data the same way",
	  "  check DIR          reads a pack and runs its cases\n"
	  "  --draw OUT         draws its trees into a page\n"
	  "  install DIR        takes a pack that is sound, whole or not at all\n"
	  "  --to ROOT          where packs are installed\n"
	  "  --stick FROM       a signed bundle, or the folder of several: each is verified by\n"
	  "                     the keys of kiosk.yaml (trust), tried, and taken if it is newer\n"
	  "  key FILE           a new key to sign with, and FILE.pub, which kiosks trust\n"
	  "  sign DIR           a pack that is sound, as one signed file\n"
	  "  sign KIND FILE     the same of data: institutions, catalogue, standards, overrides,\n"
	  "                     friction\n"
	  "  --key FILE         the secret key\n"
	  "  --to FILE          sign: a new file\n"
	  "  --number N         of data: larger than any before\n"
	  CONFIG DATA
	  "  sql                the pack as one statement\n"
	  "  --dialect NAME     sqlite or postgres\n"
	  "  --tables           the tables that the statement reads\n"
	  "  text FILE          is FILE the document that the pack was made from?\n" PACK },
	{ "verify", cmd_verify, "FILE.pdf | --qr TEXT [--json] [--config DIR] [--data DIR] "
	  "[--pack DIR]",
	  "whether a receipt is what a kiosk handed out, without a network: intact, signer,\n"
	  "      root, time, pack and the decision made again, a line each; 1 when it is not,\n"
	  "      3 when something needed is not known here",
	  "  FILE.pdf           its file\n"
	  "  --qr TEXT          the words of its QR code\n"
	  "  --json             JSON instead of lines\n" CONFIG DATA
	  "  --pack DIR         the pack of that day; else those of the configuration, and those\n"
	  "                     in packs/ beside the file\n" },
	{ "applications", cmd_applications, "list [--json] | show NO | print NO --to FILE | "
	  "export --to FILE --desk DESK.pem, --why TEXT [--by NUMBER] [--data DIR]",
	  "what was signed here, for staff; each use is a line of the audit log",
	  "  list               numbers, times, what for and how much; nobody's name\n"
	  "  show NO            one of them whole, as JSON\n"
	  "  print NO           one of them as a paper for a file\n"
	  "  export             all of them, signed by this kiosk and sealed for the desk\n"
	  "  --json             list: all of them whole, a line of JSON each\n"
	  "  --why TEXT         the reason; needed wherever a person is seen\n"
	  "  --by NUMBER        of the staff card\n"
	  "  --to FILE          a new file\n"
	  "  --desk FILE        the desk's certificate\n" DATA },
	{ "audit", cmd_audit, "show [--json] | day [YYYY-MM-DD] | export --to FILE --desk DESK.pem "
	  "[--by NUMBER] [--why TEXT] [--data DIR]",
	  "what was done here, line by line, without names and answers",
	  "  show               all lines, the oldest first\n"
	  "  day YYYY-MM-DD     what that day looked like, else today: counts, visits by the hour\n"
	  "  export             all lines, signed by this kiosk and sealed for the desk\n"
	  "  --json             a line of JSON each\n"
	  "  --why TEXT         the reason, kept\n"
	  "  --by NUMBER        of the staff card\n"
	  "  --to FILE          a new file\n"
	  "  --desk FILE        the desk's certificate\n" DATA },
	{ "report", cmd_report, "[--format table|csv|pdf] [--to FILE.pdf] [--by NUMBER] "
	  "[--why TEXT] [--data DIR]",
	  "what was applied for here beside the plan of annex 1, by district and year",
	  "  --format WORD      table; csv, which spreadsheets open; or pdf\n"
	  "  --to FILE          pdf: where to\n"
	  "  --why TEXT         the reason, kept\n"
	  "  --by NUMBER        of the staff card\n" DATA },
	{ "keys", cmd_keys, "make | rotate [--name NAME] --root DIR | revoke --key ID --reason WHY "
	  "--root DIR | export [--data DIR] | page [--config DIR] | escrow | join PART1 PART2 | "
	  "reseal",
	  "the key that the kiosk signs its paper with, and the parts of the store's key",
	  "  make               a first key, with a certificate below the hall's root\n"
	  "  rotate             another key; the old certificate stays for old paper\n"
	  "  revoke             puts a key on the list of those that are no longer trusted, which\n"
	  "                     the root signs: its revoked.pem, for trust/ of those who verify\n"
	  "  export             certificate and root, for those who verify\n"
	  "  page               a page that checks QR codes on a telephone, from what is here\n"
	  "  escrow PART1 PART2 the store's key in two new files, for two people: one alone opens\n"
	  "                     nothing\n"
	  "  reseal             another key for all that is stored, while the kiosk runs\n"
	  "  join PART1 PART2   the store's key again, in a folder that has none\n"
	  "  --name NAME        of the kiosk, in its certificate\n"
	  "  --crypto MODE      of a new root: p256, or sm (SM2 with SM3: its kiosks sign codes\n"
	  "                     and no files); a kiosk's key is of its root's mode\n"
	  "  --key ID           16 hex digits, as verify shows them\n"
	  "  --reason WHY       stolen: nor is it sure what it signed before; or retired\n"
	  "  --root DIR         root.pem and root.key of the hall; made there if there are none\n"
	  CONFIG DATA },
	{ "config", cmd_config, "check [--config DIR] [--production]",
	  "everything that is wrong with what the hall has set, a line each",
	  "  check              reads kiosk.yaml and kiosk.d; 2 when something is wrong\n"
	  CONFIG
	  "  --production       nothing of the demonstration may be left; so without --config,\n"
	  "                     where the program is installed\n" },
	{ "doctor", cmd_doctor,
	  "[--production] [--config DIR] [--data DIR] [--report FILE.pdf] [--test-page FILE.pdf]",
	  "examines everything the kiosk needs and says what to mend",
	  "  --production       before a hall opens: nothing of the demonstration, who runs it,\n"
	  "                     each row of the store, its disk, clock, display and sound\n"
	  "  --report FILE.pdf  what was found, as a paper\n"
	  "  --test-page FILE.pdf  a page that shows what a printer can do\n" CONFIG DATA },
	{ NULL, NULL, NULL, NULL, NULL },
};

static void print_help(void)
{
	printf("skills-kiosk: which subsidised courses and allowances "
	       "a person qualifies for, and why\n\n");
	for (const struct command *c = commands; c->name; c++)
		printf("  skills-kiosk %s %s\n      %s\n", c->name, c->usage, c->does);
	printf("\nEvery command: --help, a line for each flag; --version.\n"
	       "Exit: 0 done, 1 the answer is no, 2 bad use or bad input, "
	       "3 a device or file failed.\n");
}

/* All that begin with the name: "eval" and "eval --register". */
static void print_command_help(const char *name)
{
	size_t len = strlen(name);

	for (const struct command *c = commands; c->name; c++) {
		if (strncmp(c->name, name, len) == 0 && (!c->name[len] || c->name[len] == ' '))
			printf("skills-kiosk %s %s\n      %s\n%s", c->name, c->usage, c->does,
			       c->flags);
	}
	printf("  --help             this\n"
	       "  --version          the version, with its commit\n");
}

static bool print_version(void)
{
	printf("skills-kiosk %s\n", program_version);
	return true;
}

/* --help and --version stand anywhere behind a command. */
static bool only_asks(const struct command *command, int argc, char **argv)
{
	for (int i = 2; i < argc; i++) {
		if (strcmp(argv[i], "--version") == 0)
			return print_version();
		if (strcmp(argv[i], "--help") == 0) {
			print_command_help(command->name);
			return true;
		}
	}
	return false;
}

static const struct command *find_command(const char *name)
{
	for (const struct command *c = commands; c->name; c++) {
		if (strcmp(c->name, name) == 0)
			return c;
	}
	return NULL;
}

int main(int argc, char **argv)
{
	const struct command *command;

	service_open();
	harden();
	log_open("skills-kiosk", LOG_INFO);
	if (argc < 2 || strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "help") == 0) {
		print_help();
		return argc < 2 ? EXIT_BAD_INPUT : EXIT_DONE;
	}
	if (strcmp(argv[1], "--version") == 0) {
		print_version();
		return EXIT_DONE;
	}
	command = find_command(argv[1]);
	if (!command) {
		fprintf(stderr, "skills-kiosk: no command \"%s\"; see skills-kiosk --help\n",
			argv[1]);
		return EXIT_BAD_INPUT;
	}
	if (only_asks(command, argc, argv))
		return EXIT_DONE;
	return command->run(argc - 1, argv + 1);
}
