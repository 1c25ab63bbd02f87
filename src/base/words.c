#include "base/words.h"

#include "base/log.h"

#include <libintl.h>
#include <locale.h>
#include <stdlib.h>

const char *lang_code(enum lang lang)
{
	static const char *const codes[LANG_COUNT] = {
		[LANG_ZH_HANS] = "zh_CN",
		[LANG_EN] = "en",
		[LANG_ZH_HANT] = "zh_TW",
		[LANG_ZH_EASY] = "zh_easy",
	};
	return codes[lang];
}

enum lang lang_written(enum lang lang)
{
	return lang == LANG_ZH_EASY ? LANG_ZH_HANS : lang;
}

/*
 * gettext looks for DIR/$LANGUAGE/LC_MESSAGES/DOMAIN.mo and translates in any
 * locale but "C"; C.UTF-8 is part of libc itself, so nothing is generated.
 */
enum err words_open(const char *dir)
{
	if (!setlocale(LC_ALL, "C.UTF-8") || setenv("LANGUAGE", "kiosk", 1)) {
		log_error("locale C.UTF-8 is missing");
		return ERR_IO;
	}
	for (int i = 0; i < LANG_COUNT; i++) {
		const char *domain = lang_code((enum lang)i);

		if (!bindtextdomain(domain, dir) ||
		    !bind_textdomain_codeset(domain, "UTF-8"))
			return ERR_IO;
	}
	return ERR_OK;
}

const char *words_get(enum lang lang, const char *key)
{
	return dgettext(lang_code(lang), key);
}
