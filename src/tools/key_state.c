#include "tools/key_state.h"

#include "base/bytes.h"
#include "core/date.h"
#include "receipt/signer.h"
#include "tools/known.h"

#include <limits.h>
#include <stdio.h>

#define DAY_OF_S 86400

static bool says(char *line, bool well, const char *what, const char *date)
{
	snprintf(line, KEY_LINE_MAX, "%s%s", what, date);
	return well;
}

/* A kiosk that signs with the demonstration's key outside of one is told so first. */
static bool judge(const struct signer *signer, const struct trust_chain *c, bool is_demo,
		  int64_t now, char *line)
{
	char until[DATE_TEXT_MAX], revoked[DATE_TEXT_MAX];
	char id[2 * KEY_ID_BYTES + 1];

	date_format(date_in_china(c->valid_until), until);
	date_format(date_in_china(c->revoked_at), revoked);
	bytes_to_hex(signer_key_id(signer), KEY_ID_BYTES, id);
	if (signer_is_demo(signer) && !is_demo)
		return says(line, false, "the demonstration's, which everybody has: "
			    "skills-kiosk keys rotate", "");
	if (!c->root_known)
		return says(line, false, "its certificate is below no root that is known here: "
			    "put the root's certificate into trust/ of the configuration", "");
	if (c->revoked_at)
		return says(line, false, "skills-kiosk keys rotate: it was revoked on ", revoked);
	if (!c->was_valid)
		return says(line, false, "skills-kiosk keys rotate: its certificate is not valid "
			    "today, and ends on ", until);
	if (c->valid_until - now < (int64_t)KEY_ENDS_SOON_DAYS * DAY_OF_S)
		return says(line, false, "skills-kiosk keys rotate: its certificate ends on ",
			    until);
	snprintf(line, KEY_LINE_MAX, "%s, %s, until %s%s", id, c->issuer, until,
		 signer_is_demo(signer) ? "; for demonstrations alone" : "");
	return true;
}

enum err key_open_signer(const char *config, const char *data, bool is_demo,
			 struct signer **ret_signer)
{
	char dir[PATH_MAX];
	enum err err;

	snprintf(dir, sizeof(dir), "%s/signing", data);
	err = signer_open(dir, true, ret_signer);
	if (err != ERR_ABSENT || !is_demo)
		return err;
	snprintf(dir, sizeof(dir), "%s/trust/demo", config);
	return signer_open(dir, false, ret_signer);
}

bool key_examine(const char *config, const char *data, bool is_demo, int64_t now,
		 char ret_line[KEY_LINE_MAX])
{
	struct trust_chain chain = { .signer = "" };
	const struct trust_certificate *certificate;
	struct signer *signer;
	struct trust *trust;
	enum err err = key_open_signer(config, data, is_demo, &signer);
	bool well;

	if (err == ERR_ABSENT)
		return says(ret_line, false, "there is none, and receipts prove nothing: "
			    "skills-kiosk keys make", "");
	if (err)
		return says(ret_line, false, "it cannot be used: see the line before", "");
	trust = known_trust(config, data);
	certificate = trust_find(trust, signer_key_id(signer));
	if (certificate)
		trust_chain_of(trust, certificate, now, &chain);
	well = judge(signer, &chain, is_demo, now, ret_line);
	trust_destroy(trust);
	signer_close(signer);
	return well;
}
