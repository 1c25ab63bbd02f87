#include "demo/tray.h"

#include "base/text.h"
#include "base/csv.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PEOPLE_MAX 40
#define ARENA_SIZE (32u << 10)

enum { PRESS_PERSON = 1, PRESS_KIND, PRESS_LAY, PRESS_LIFT };

/* What the emulators call a card, and what somebody at the desk calls it. */
static const struct { const char *kind; const char *words; } kinds[] = {
	{ "ssc2", "社保卡（二代）" },
	{ "ssc3", "社保卡（三代）" },
	{ "ssc1", "社保卡（一代）" },
	{ "rid", "居民身份证" },
	{ "hmt", "港澳台居民居住证" },
	{ "foreign17", "永居证（2017）" },
	{ "foreign23", "永居证（2023）" },
	{ "zhejiang", "浙江省居住证" },
	{ "staff", "工作人员卡" },
	{ "clone", "仿冒卡" },
	{ "clone3", "仿冒卡（三代）" },
	{ "locked", "已锁的卡" },
	{ "typeb", "读不了的证件" },
	{ "unreadable", "读不出的卡" },
};

#define CARD_KINDS ((int)(sizeof(kinds) / sizeof(kinds[0])))

struct person_card {
	char key[32];
	char name[128];
};

struct tray {
	const struct rig *rig;
	struct ui *ui;
	struct view view;
	struct arena arena;
	struct tree tree;
	struct person_card people[PEOPLE_MAX];
	int people_count;
	int person;
	int kind;
	char said[600];
};

/* ---- people ---- */

/* The names of the columns; a remark above them ("# 示例数据: …") is none of them. */
static enum err read_head(struct csv *csv, struct diag *diag)
{
	enum err err = csv_next(csv, diag);

	if (err || csv->fields[0].text[0] != '#')
		return err;
	csv->width = 0;
	return csv_next(csv, diag);
}

/* key,name,… of each line after the first. */
static enum err read_people(struct tray *tray, FILE *file, const char *path, struct diag *diag)
{
	static struct csv csv;
	enum err err;

	csv_init(&csv, file, path);
	err = read_head(&csv, diag);
	while (!err && tray->people_count < PEOPLE_MAX) {
		struct person_card *card = &tray->people[tray->people_count];

		err = csv_next(&csv, diag);
		if (err || csv.field_count < 2)
			break;
		if (text_copy(card->key, sizeof(card->key), csv.fields[0].text) ||
		    text_copy(card->name, sizeof(card->name), csv.fields[1].text))
			return diag_set(diag, path, csv.fields[0].line, 1, "too long a name");
		tray->people_count++;
	}
	if (err && err != ERR_ABSENT)
		return err;
	return tray->people_count ? ERR_OK : diag_set(diag, path, 0, 0, "nobody stands in it");
}

static enum err load_people(struct tray *tray, const char *config, struct diag *diag)
{
	char path[PATHS_LENGTH_MAX + 32];
	FILE *file;
	enum err err;

	snprintf(path, sizeof(path), "%s/demo-data/cards.csv", config);
	file = fopen(path, "re");
	if (!file)
		return diag_set(diag, path, 0, 0, "%s; --tray needs it", strerror(errno));
	err = read_people(tray, file, path, diag);
	fclose(file);
	return err;
}

/* ---- what it shows ---- */

static void put_button(struct tray *tray, const char *id, const char *words, bool chosen,
		       struct action action)
{
	tree_add(&tray->tree, (struct node){
		.id = id, .role = ROLE_BUTTON, .look = chosen ? LOOK_ACT : LOOK_SECOND,
		.label = words, .action = action });
}

static void put_tray_heading(struct tray *tray, const char *words)
{
	tree_add(&tray->tree, (struct node){
		.role = ROLE_HEADING, .look = LOOK_CARD_TITLE, .label = words });
}

static void open_group(struct tray *tray, enum look look)
{
	tree_open(&tray->tree, (struct node){ .role = ROLE_GROUP, .look = look });
}

static void put_people(struct tray *tray)
{
	put_tray_heading(tray, "谁的卡");
	open_group(tray, LOOK_LINE);
	for (int i = 0; i < tray->people_count; i++)
		put_button(tray, arena_textf(&tray->arena, "person-%s", tray->people[i].key),
			   tray->people[i].name, i == tray->person,
			   (struct action){ PRESS_PERSON, i });
	tree_close(&tray->tree);
}

static void put_kinds(struct tray *tray)
{
	put_tray_heading(tray, "什么卡");
	open_group(tray, LOOK_LINE);
	for (int i = 0; i < CARD_KINDS; i++)
		put_button(tray, arena_textf(&tray->arena, "kind-%s", kinds[i].kind),
			   kinds[i].words, i == tray->kind, (struct action){ PRESS_KIND, i });
	tree_close(&tray->tree);
}

static void show(struct tray *tray)
{
	tree_begin(&tray->tree, &tray->arena, "tray", LANG_ZH_HANS);
	open_group(tray, LOOK_BODY);
	put_people(tray);
	put_kinds(tray);
	tree_add(&tray->tree, (struct node){
		.role = ROLE_TEXT, .look = LOOK_NOTE, .label = tray->said });
	tree_close(&tray->tree);
	open_group(tray, LOOK_BAR);
	put_button(tray, "lift", "拿走", false, (struct action){ PRESS_LIFT, 0 });
	put_button(tray, "lay", "放上", true, (struct action){ PRESS_LAY, 0 });
	tree_close(&tray->tree);
	ui_show(tray->ui, &tray->tree, &tray->view);
}

/* ---- what it does ---- */

static void tell(struct tray *tray, const char *line, const char *done)
{
	struct diag diag = { 0 };

	snprintf(tray->said, sizeof(tray->said), "%s",
		 rig_tray(tray->rig, line, &diag) ? diag.what : done);
}

static void lay(struct tray *tray)
{
	const struct person_card *card = &tray->people[tray->person];
	char line[128], done[256];

	snprintf(line, sizeof(line), "card %s %s", kinds[tray->kind].kind, card->key);
	snprintf(done, sizeof(done), "已放上：%s", card->name);
	tell(tray, line, done);
}

static void act(struct tray *tray, struct action action)
{
	if (action.verb == PRESS_PERSON)
		tray->person = action.arg;
	else if (action.verb == PRESS_KIND)
		tray->kind = action.arg;
	else if (action.verb == PRESS_LAY)
		lay(tray);
	else
		tell(tray, "off", "已拿走");
	show(tray);
}

bool tray_handle(void *context, const SDL_Event *event)
{
	struct tray *tray = context;
	struct ui_event meant;

	if (!ui_owns(tray->ui, event))
		return false;
	if (!ui_handle(tray->ui, event, &meant))
		return true;
	if (meant.kind == UI_CLOSED)
		SDL_PushEvent(&(SDL_Event){ .type = SDL_QUIT });
	else if (meant.kind == UI_ACTION)
		act(tray, meant.action);
	return true;
}

/* ---- start and end ---- */

static enum err open_tray(struct tray *tray, const struct kiosk *kiosk, struct diag *diag)
{
	struct ui_setup setup = {
		.fonts_list = kiosk->paths.fonts,
		.title = "skills-kiosk 卡盘 · 示例数据",
		.view = tray->view,
		.window = true,
		.room_from = TRAY_FROM_PERCENT,
		.room_to = 100,
	};
	enum err err;

	if (!kiosk->config.tray[0])
		return diag_set(diag, "kiosk.yaml", 0, 0,
				"--tray needs a tray: set tray and emulators");
	err = load_people(tray, kiosk->paths.config, diag);
	return err ? err : ui_create(&setup, diag, &tray->ui);
}

enum err tray_create(const struct kiosk *kiosk, const struct rig *rig, struct diag *diag,
		     struct tray **ret_tray)
{
	struct tray *tray = calloc(1, sizeof(*tray));
	enum err err;

	if (!tray)
		abort();
	tray->rig = rig;
	/* Seen from a desk, not from a kiosk's distance: small letters will do. */
	tray->view = (struct view){ .width_px = 760, .height_px = 940, .panel_mm = 300,
				    .text = TEXT_SMALL };
	arena_init(&tray->arena, ARENA_SIZE);
	snprintf(tray->said, sizeof(tray->said), "示例数据");
	err = open_tray(tray, kiosk, diag);
	if (err) {
		tray_destroy(tray);
		return err;
	}
	show(tray);
	*ret_tray = tray;
	return ERR_OK;
}

void tray_destroy(struct tray *tray)
{
	if (!tray)
		return;
	ui_destroy(tray->ui);
	arena_finish(&tray->arena);
	free(tray);
}
