#include "centre/monthly_file.h"

#include "base/bytes.h"

#include <ctype.h>
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <jansson.h>
#include <openssl/evp.h>

#define MONTHLY_PATH_MAX 1024
#define MONTHLY_SUM_BYTES 32

static const char head[] =
	"line,act,undoes,what,day,application,person,region,occupation,level,benefit,fen,outcome\n";

/* What is written, and the sum of it for the last line. */
struct monthly_out {
	FILE *file;
	EVP_MD_CTX *sum;
};

int monthly_file_is_month(const char *text)
{
	static const char form[] = "20NN-NN";
	int month;

	if (strlen(text) != strlen(form))
		return 0;
	for (size_t i = 0; form[i]; i++) {
		if (form[i] == 'N' ? !isdigit((unsigned char)text[i]) : text[i] != form[i])
			return 0;
	}
	month = (text[5] - '0') * 10 + text[6] - '0';
	return month >= 1 && month <= 12;
}

static enum err put_line(void *context, const char *line, size_t size)
{
	struct monthly_out *out = context;

	if (EVP_DigestUpdate(out->sum, line, size) != 1)
		return ERR_IO;
	return fwrite(line, 1, size, out->file) == size ? ERR_OK : ERR_IO;
}

/* It says how many there are and what they are, so that a file that was cut is known for one. */
static enum err put_end(struct monthly_out *out, const char *system, const char *month,
			const struct monthly_file *about)
{
	uint8_t sum[MONTHLY_SUM_BYTES];
	char hex[2 * MONTHLY_SUM_BYTES + 1];

	if (EVP_DigestFinal_ex(out->sum, sum, NULL) != 1)
		return ERR_IO;
	bytes_to_hex(sum, sizeof(sum), hex);
	return fprintf(out->file, "%ld,end,,%s,%s-01,,,,,,,%lld,%s\n", about->lines + 1, system,
		       month, about->fen, hex) > 0 ? ERR_OK : ERR_IO;
}

static enum err write_all(struct database *db, const char *copy, const char *system,
			  const char *month, const char *path, const struct monthly_file *about)
{
	struct monthly_out out = { .file = fopen(path, "wbe"), .sum = EVP_MD_CTX_new() };
	enum err err = out.file && out.sum &&
		EVP_DigestInit_ex(out.sum, EVP_sha256(), NULL) == 1 ? ERR_OK : ERR_IO;

	if (!err)
		err = put_line(&out, head, strlen(head));
	if (!err)
		err = database_copy_out(db, copy, put_line, &out);
	if (!err)
		err = put_end(&out, system, month, about);
	if (!err && (fflush(out.file) != 0 || fsync(fileno(out.file)) != 0))
		err = ERR_IO;
	if (out.file && fclose(out.file) != 0 && !err)
		err = ERR_IO;
	EVP_MD_CTX_free(out.sum);
	return err;
}

static bool has_same_bytes(FILE *a, FILE *b)
{
	int one;

	do {
		one = getc(a);
		if (one != getc(b))
			return false;
	} while (one != EOF);
	return !ferror(a) && !ferror(b);
}

static bool is_the_same(const char *path, const char *part)
{
	FILE *there = fopen(path, "rbe"), *made = fopen(part, "rbe");
	bool same = there && made && has_same_bytes(there, made);

	if (there)
		fclose(there);
	if (made)
		fclose(made);
	return same;
}

/* link(), because it takes nothing over. */
static enum err put_there(const char *part, const char *path, struct diag *diag)
{
	if (link(part, path) == 0)
		return ERR_OK;
	if (errno != EEXIST)
		return diag_set(diag, path, 0, 0, "%s", strerror(errno));
	if (is_the_same(path, part))
		return ERR_OK;
	return diag_set(diag, path, 0, 0, "another file is there; name one that is new");
}

/* {"copy", "lines", "fen"} of exchange.close_file. */
static enum err freeze(struct database *db, const char *system, const char *month,
		       json_t **ret_answer, struct monthly_file *ret_about)
{
	const struct database_value values[] = { database_text(system), database_text(month) };
	char *text = NULL;
	json_t *answer;
	enum err err = database_call(db, "select exchange.close_file($1, $2)", 2, values, &text);

	if (err)
		return err;
	answer = json_loads(text ? text : "", 0, NULL);
	free(text);
	if (!json_is_string(json_object_get(answer, "copy"))) {
		json_decref(answer);
		return ERR_IO;
	}
	ret_about->lines = (long)json_integer_value(json_object_get(answer, "lines"));
	ret_about->fen = json_integer_value(json_object_get(answer, "fen"));
	*ret_answer = answer;
	return ERR_OK;
}

enum err monthly_file_write(struct database *db, const char *system, const char *month,
			    const char *path, struct monthly_file *ret_file, struct diag *diag)
{
	char part[MONTHLY_PATH_MAX];
	struct monthly_file about = { 0 };
	json_t *answer = NULL;
	enum err err;

	if (strlen(path) + sizeof(".part") > sizeof(part))
		return diag_set(diag, path, 0, 0, "the path is too long");
	snprintf(part, sizeof(part), "%s.part", path);
	err = freeze(db, system, month, &answer, &about);
	if (err)
		return err;
	err = write_all(db, json_string_value(json_object_get(answer, "copy")), system, month,
			part, &about);
	if (err == ERR_IO)
		err = diag_set(diag, part, 0, 0, "not written whole; make room, or name another "
			       "place");
	if (!err)
		err = put_there(part, path, diag);
	unlink(part);
	json_decref(answer);
	if (!err)
		*ret_file = about;
	return err;
}
