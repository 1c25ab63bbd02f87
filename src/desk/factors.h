/*
 * What a member of staff proves at sign-in: a password (argon2id), and the six
 * digits of a second device (TOTP, RFC 6238: SHA-1, 30 s).
 *
 * Thread: any; each password that is tried takes 64 MiB for its time.
 */
#ifndef DESK_FACTORS_H
#define DESK_FACTORS_H

#include "base/err.h"

#include <stdbool.h>
#include <stdint.h>

#define PASSWORD_HASH_MAX 128
#define PASSWORD_CHARS_MIN 10
#define PASSWORD_BYTES_MAX 200

#define TOTP_SECRET_BYTES 20
#define TOTP_STEP_S 30
/* Base32 of the secret, and its NUL. */
#define TOTP_TEXT_MAX 33

/* ERR_INPUT: too short or too long; ERR_IO, logged. */
enum err password_hash(const char *password, char ret_hash[PASSWORD_HASH_MAX]) MUST_CHECK;
/* hash NULL: nobody has this name, and it takes as long. */
bool password_is(const char *password, const char *hash);

void totp_make(uint8_t ret_secret[TOTP_SECRET_BYTES]);
void totp_text(const uint8_t secret[TOTP_SECRET_BYTES], char ret_text[TOTP_TEXT_MAX]);
/* The six digits of a step: seconds since 1970 by TOTP_STEP_S. */
int totp_code(const uint8_t secret[TOTP_SECRET_BYTES], int64_t step);
/*
 * The step whose code this is, of this one and its neighbours, as clocks differ; 0:
 * none, or one that is not past last_step.
 */
int64_t totp_step(const uint8_t secret[TOTP_SECRET_BYTES], const char *code, int64_t now_s,
		  int64_t last_step);

#endif
