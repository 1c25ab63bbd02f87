/*
 * The strict subset of YAML that packs are written in: mappings, lists and
 * scalars.  Anchors, aliases, tags, complex keys, duplicate keys and a second
 * document are refused, and so is every text that the parser has any remark on.
 * Everything keeps its place, so that whatever reads the tree can say
 * file:line:column.
 */
#ifndef BASE_YAML_H
#define BASE_YAML_H

#include "base/arena.h"
#include "base/diag.h"

#include <stdbool.h>
#include <stddef.h>

enum yaml_kind { YAML_SCALAR, YAML_LIST, YAML_MAP };

struct yaml {
	enum yaml_kind kind;
	bool plain;		/* a scalar without quotes */
	int line;		/* from 1 */
	int column;		/* from 1, in characters */
	const char *file;	/* as named to yaml_read */
	const char *text;	/* a scalar's; else "" */
	const char *key;	/* in a mapping: its key; else "" */
	int key_line;
	int key_column;
	int count;		/* children */
	struct yaml *first;	/* child */
	struct yaml *last;
	struct yaml *next;	/* sibling */
	struct yaml *parent;
};

/*
 * Reads size bytes as one document into arena.  On ERR_INPUT diag has the
 * place.  name is kept in every node and must outlive the tree.
 */
enum err yaml_read(const char *name, const char *bytes, size_t size,
		   struct arena *arena, const struct yaml **ret_root,
		   struct diag *diag) MUST_CHECK;

/* A file's bytes into arena; less than 1 MiB. */
enum err yaml_bytes(const char *path, struct arena *arena, char **ret_bytes, size_t *ret_size,
		    struct diag *diag) MUST_CHECK;
/* DIR/NAME read and parsed; all of it lives in arena. */
enum err yaml_read_file(const char *dir, const char *name, struct arena *arena,
			const struct yaml **ret_root, struct diag *diag) MUST_CHECK;

/* The child of that key, or NULL (also where map is no mapping). */
const struct yaml *yaml_get(const struct yaml *map, const char *key);

/* Fills diag with the node's place; returns ERR_INPUT. */
enum err yaml_fault(const struct yaml *at, struct diag *diag, const char *fmt, ...)
	PRINTF_LIKE(3, 4);
/* The same with the place of the node's key. */
enum err yaml_key_fault(const struct yaml *at, struct diag *diag, const char *fmt, ...)
	PRINTF_LIKE(3, 4);

#endif
