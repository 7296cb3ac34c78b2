// SPDX-License-Identifier: GPL-2.0
/* Errors in hugepages that a pipe holds, and in those that are free. */
#define _GNU_SOURCE
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include "guest.h"

static void is_taken_out(int page) { take_out(head + page); tell("soft offline"); }

/* docs/findings/soft-offline-of-a-hugepage-with-an-error.md */
void soft_offline(void)
{
	hold(); fails(BAD_PAGE); give_back(); is_taken_out(0); is_taken_out(64); is_taken_out(BAD_PAGE);
}

void counted_again(void)
{
	hold(); fails(BAD_PAGE); give_back(); is_taken_out(BAD_PAGE);
}

/* docs/findings/bad-pages-inside-free-blocks.md: a hugepage with an error is given back, and then a pool is made of all memory. */
#define HUGEPAGES_OF_ALL_MEMORY 80

void free_block(void)
{
	char *pages;
	long of_pool;
	int i;

	hold(); fails(BAD_PAGE); give_back(); empty_pool();
	resize(HUGEPAGES_OF_ALL_MEMORY);
	tell("the pool is made anew");
	of_pool = number_in("/proc/meminfo", "HugePages_Free: ");
	pages = map("of them", of_pool, RESERVED, -1);
	for (i = 0; pages != MAP_FAILED && i < of_pool; i++) {
		pages[i * HUGE + BAD_PAGE * PAGE] = 1;
		if (pfn_of(pages + i * HUGE) == head)
			printf("@@ the page with the error is given out, and written to\n");
	}
	tell("all are in use");
}

/*
 * docs/findings/compaction-moves-data-to-known-bad-pages.md: a hugepage with an error is given up, somebody is given one of its pages, and memory is compacted: what is in use at low addresses is moved to free pages at high ones, but not to those of whole free hugepages.
 */
#define IN_SMALL_PAGES (90UL << 20)
#define NUMBER 7
/* One scan may end before it gets there. */
#define TIMES 8

static void look_where(char *pages, const char *when)
{
	unsigned long i, pfn, there = 0;

	for (i = 0; i < IN_SMALL_PAGES; i += PAGE) {
		pfn = pfn_of(pages + i);
		there += pfn - head < PAGES_OF_HUGE;
		if (pfn == head + BAD_PAGE)
			printf("@@ a process has its data in the page with the error, which is %s: %s\n", is_flagged(pfn, KPF_HWPOISON) ? "flagged" : "not flagged", pages[i] == NUMBER ? "as it wrote them" : "not as it wrote them");
	}
	printf("@@ %s: the process has %lu pages of what was the hugepage\n", when, there);
}

void compacted(void)
{
	char *scattered = map_small_pages(IN_SMALL_PAGES), *other;
	unsigned long i;

	do_not_optimise();
	resize(HUGEPAGES_OF_ALL_MEMORY);
	hold_one_of(number_in("/proc/meminfo", "HugePages_Free: "), 0, PAGES_OF_GUEST);
	resize(1);
	fails(BAD_PAGE);
	give_back();
	memset(scattered, NUMBER, IN_SMALL_PAGES);
	empty_pool();
	take_out_a_free_page();
	other = use_small_page(head, head + PAGES_OF_HUGE);
	if (other)
		printf("@@ somebody is given page %lu of what was the hugepage\n", pfn_of(other) - head);
	for (i = 0; i < IN_SMALL_PAGES; i += 2 * PAGE)
		madvise(scattered + i, PAGE, MADV_DONTNEED);
	look_where(scattered, "before");
	for (i = 0; i < TIMES; i++)
		compact_memory();
	look_where(scattered, "memory is compacted");
	tell("in the end");
}
