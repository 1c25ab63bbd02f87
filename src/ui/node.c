#include "ui/node.h"

#include <assert.h>
#include <string.h>

void tree_begin(struct tree *tree, struct arena *arena, const char *screen,
		enum lang lang)
{
	arena_reset(arena);
	tree->arena = arena;
	tree->screen = screen;
	tree->lang = lang;
	tree->count = 0;
	tree->open = -1;
	tree->last_top = -1;
}

const struct node *tree_find(const struct tree *tree, const char *id)
{
	for (int i = 0; i < tree->count; i++) {
		if (tree->nodes[i].id && strcmp(tree->nodes[i].id, id) == 0)
			return &tree->nodes[i];
	}
	return NULL;
}

static void check_contract(const struct tree *tree, const struct node *node,
			   bool leaf)
{
	bool pressed = node->role == ROLE_BUTTON || node->role == ROLE_CHOICE;

	assert(tree->count < NODES_MAX);
	assert(!pressed || (node->id && node->action.verb != 0));
	assert((node->role != ROLE_FIELD && node->role != ROLE_INK) || node->id);
	assert(!leaf || node->label || node->spoken);
	assert(!node->id || !tree_find(tree, node->id));
}

static int append(struct tree *tree, const struct node *from)
{
	int index = tree->count++;
	struct node *node = &tree->nodes[index];
	int *last = tree->open < 0 ? &tree->last_top : &tree->nodes[tree->open].last;

	*node = *from;
	node->parent = tree->open;
	node->first = node->next = node->last = -1;
	if (*last >= 0)
		tree->nodes[*last].next = index;
	else if (tree->open >= 0)
		tree->nodes[tree->open].first = index;
	*last = index;
	return index;
}

void tree_add(struct tree *tree, struct node node)
{
	check_contract(tree, &node, true);
	append(tree, &node);
}

void tree_open(struct tree *tree, struct node node)
{
	check_contract(tree, &node, false);
	tree->open = append(tree, &node);
}

void tree_close(struct tree *tree)
{
	assert(tree->open >= 0);
	tree->open = tree->nodes[tree->open].parent;
}
