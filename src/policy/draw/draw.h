/*
 * A benefit's tree as a picture: one SVG page, in Chinese, a row a node, so
 * that those who wrote the document can read what the kiosk makes of it.
 */
#ifndef POLICY_DRAW_DRAW_H
#define POLICY_DRAW_DRAW_H

#include "base/text.h"
#include "policy/policy.h"

enum err draw_benefit(const struct pack *pack, int benefit, struct text *out) MUST_CHECK;

#endif
