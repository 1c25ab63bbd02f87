/*
 * What a step of the session asked for, carried out.
 */
#include "app/app.h"
#include "app/press_news.h"
#include "app/reader_news.h"
#include "app/switches.h"
#include "app/voice_news.h"
#include "base/log.h"

#include <string.h>

static void reserve_key(struct app *app)
{
	struct event event = app_event(app, EVENT_VISIT_KEY);
	char key[APPLICATION_KEY_MAX];

	/* Without a key nothing can be submitted; the session hears it as "". */
	if (app->store && store_has_room(app->store) && !store_new_key(key) &&
	    !store_reserve(app->store, key))
		memcpy(event.visit_key, key, sizeof(key));
	app_post(app, &event);
}

static void look_up(struct app *app, const char *id_no)
{
	struct event event = app_event(app, EVENT_PERSON);
	enum err err = app->store ? store_find_person(app->store, id_no,
						      &event.person.person) : ERR_IO;

	event.person.news = err == ERR_OK ? NEWS_PERSON_FOUND :
			    err == ERR_ABSENT ? NEWS_PERSON_ABSENT :
						NEWS_PERSON_UNREACHABLE;
	app_post(app, &event);
	explicit_bzero(&event, sizeof(event));
}

/* What the holder filed at this kiosk just now can be taken back here. */
static void look_up_filing(struct app *app, const char *id_no)
{
	struct event event = app_event(app, EVENT_FILING);
	enum err err = ERR_ABSENT;

	if (app->store)
		err = store_last_filing(app->store, id_no, event.clock_s - WITHDRAW_WITHIN_S,
					&event.filing.last);
	if (err && err != ERR_ABSENT)
		log_warn("what was filed last cannot be read: %s", err_name(err));
	memcpy(event.filing.id_no, id_no, sizeof(event.filing.id_no));
	if (!err)
		app_post(app, &event);
	explicit_bzero(&event, sizeof(event));
}

/*
 * An error of COMMIT means "unknown" (RELIABILITY: a COMMIT that returned an
 * error can be there after reopening): the store is opened anew and the key
 * looked up before anyone is told anything.
 */
static enum saved_news settle(struct app *app, const char *key, char *ret_receipt_no)
{
	enum err err;

	store_close(app->store);
	app->store = NULL;
	if (store_open(app->places.data, &app->store))
		return NEWS_SAVED_UNKNOWN;
	err = store_lookup(app->store, key, ret_receipt_no);
	return err == ERR_OK ? NEWS_SAVED_DONE :
	       err == ERR_ABSENT ? NEWS_SAVED_NOT : NEWS_SAVED_UNKNOWN;
}

static void save(struct app *app)
{
	static struct application application;
	struct event event = app_event(app, EVENT_SAVED);
	char *receipt_no = event.saved.receipt_no;
	enum err err = ERR_IO;

	session_application(&app->world, &app->session, &application);
	if (app->store)
		err = store_submit(app->store, &application, receipt_no);
	if (err == ERR_GONE)
		event.saved.news = settle(app, application.key, receipt_no);
	else
		event.saved.news = err ? NEWS_SAVED_NOT : NEWS_SAVED_DONE;
	if (err)
		log_error("saving: %s", err_name(err));
	app_post(app, &event);
	explicit_bzero(&application, sizeof(application));
}

static void print(struct app *app)
{
	static struct application application;

	session_application(&app->world, &app->session, &application);
	press_print(app, &application);
	explicit_bzero(&application, sizeof(application));
}

/* The visit is over: every buffer and every process forgets it. */
static void wipe(struct app *app)
{
	reader_forget(app);
	press_forget(app);
	voice_forget(app);
	app->blank = false;
	switches_reset(app);
	ui_wipe(app->ui);
	arena_reset(&app->arena);
	explicit_bzero(app->tree, sizeof(*app->tree));
	if (app->store && store_tidy(app->store))
		log_warn("the store could not be tidied");
}

static void do_one(struct app *app, const struct effect *effect)
{
	switch (effect->kind) {
	case EFFECT_WATCH_CARD:
		reader_watch(app);
		break;
	case EFFECT_READ_CARD:
		reader_read_again(app);
		break;
	case EFFECT_VERIFY_PIN:
		reader_verify_pin(app, effect->pin);
		break;
	case EFFECT_LOOK_UP:
		look_up(app, effect->id_no);
		look_up_filing(app, effect->id_no);
		break;
	case EFFECT_RESERVE_KEY:
		reserve_key(app);
		break;
	case EFFECT_SAVE:
		save(app);
		break;
	case EFFECT_PRINT:
		print(app);
		break;
	case EFFECT_CUE:
		voice_cue(app, effect->cue);
		break;
	case EFFECT_CALL_STAFF:
		log_info("a visitor asks for a member of staff");
		break;
	case EFFECT_SWITCHES:
		switches_do(app, effect->switches);
		break;
	case EFFECT_VOICE_USUAL:
		voice_usual(app);
		break;
	case EFFECT_WIPE:
		wipe(app);
		break;
	}
}

void app_do(struct app *app, const struct effects *effects)
{
	for (int i = 0; i < effects->count; i++)
		do_one(app, &effects->at[i]);
}
