/*
 * One line of a result that is made public for a while (结果公示): a name that is masked, what
 * was learnt, and the sum.  A value without pointers.
 */
#ifndef CORE_DISCLOSURE_H
#define CORE_DISCLOSURE_H

#include "core/course.h"

#define DISCLOSED_NAME_MAX 64
#define DISCLOSED_TAIL_MAX 5	/* of the number, at most four figures */

struct disclosure {
	char name[DISCLOSED_NAME_MAX];	/* 陈* */
	char tail[DISCLOSED_TAIL_MAX];	/* "0245"; or "" */
	char title[COURSE_TITLE_MAX];	/* in Chinese, as it was made public */
	fen amount;
	struct date first, last;	/* both days count */
	char source[16];
};

#endif
