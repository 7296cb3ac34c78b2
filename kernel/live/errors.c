// SPDX-License-Identifier: GPL-2.0
/* Errors in hugepages that a pipe holds, and in those that are free. */
#define _GNU_SOURCE
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>
#include "guest.h"

static void is_taken_out(int page) { write_number("/sys/devices/system/memory/soft_offline_page", (head + page) * PAGE); tell("soft offline"); }

/* docs/findings/soft-offline-of-a-hugepage-with-an-error.md */
void soft_offline(void)
{
	hold(); fails(70); give_back(); is_taken_out(0); is_taken_out(64); is_taken_out(70);
}

void counted_again(void)
{
	hold(); fails(70); give_back(); is_taken_out(70);
}

/* docs/findings/bad-pages-inside-free-blocks.md: a hugepage with an error is given back, and then a pool is made of all memory. */
#define HUGEPAGES_OF_ALL_MEMORY 80

void free_block(void)
{
	char *pages;
	long of_pool;
	int i;

	hold(); fails(70); give_back(); empty_pool();
	resize(HUGEPAGES_OF_ALL_MEMORY);
	tell("the pool is made anew");
	of_pool = number_in("/proc/meminfo", "HugePages_Free: ");
	pages = map("of them", of_pool, RESERVED, -1);
	for (i = 0; pages != MAP_FAILED && i < of_pool; i++) {
		pages[i * HUGE + 70 * PAGE] = 1;
		if (pfn_of(pages + i * HUGE) == head)
			printf("@@ the page with the error is given out, and written to\n");
	}
	tell("all are in use");
}
