/*
 * What a social-security card holds beyond its holder.  No visit has a use for
 * it, so the kiosk never asks and it stays on the card (data minimisation); the
 * technician's `card` command does, to see a card whole.  It is shown, never
 * kept, and nothing is decided by it.
 *
 * Tags, sizes and codings: LD/T 32-2015, as published readers have them.
 */
#ifndef CARD_EXTRA_H
#define CARD_EXTRA_H

/* "" each: not asked for, not on the card, refused, or not what it should be. */
struct card_extra {
	char card_id[33];	/* EF05 01 卡的识别码: 16 bytes in hexadecimal */
	char version[5];	/* EF05 03 规范版本: "2.00" */
	char card_class[2];	/* EF05 02 卡的类别: a letter or a digit */
	char init_org[25];	/* EF05 04 初始化机构编号: 12 bytes in hexadecimal */
	char birthplace[7];	/* EF06 0C 出生地: a region of six digits (GB/T 2260) */
};

#endif
