// SPDX-License-Identifier: GPL-2.0
/* What comes of it when there is no memory for the entry of the raw error list: steer.gdb refuses it. */
#define _GNU_SOURCE
#include <unistd.h>
#include "guest.h"

/* docs/findings/failed-restore-forgets-unreliable-list.md: of a free hugepage; memory is refused, and nothing stopped. */
void failed_restore(void)
{
	resize(1);
	find_hugepage();
	syncfs(0);
	fails(BAD_PAGE);
	resize(0);
	tell("given up");
	resize(10);
	tell("a pool is made anew");
}

/* docs/findings/errors-counted-again.md: of a hugepage in use. */
void unreliable(void)
{
	hold();
	syncfs(0);
	fails(BAD_PAGE);
	fails(BAD_PAGE);
	fails(BAD_PAGE);
}
