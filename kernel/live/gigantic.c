// SPDX-License-Identifier: GPL-2.0
/* Hugepages of 1 GiB, which are set aside at boot, or made at run time. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/mman.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>
#include "guest.h"

#define GIGANTIC "/sys/kernel/mm/hugepages/hugepages-1048576kB/"
#define PAGES_OF_GIGANTIC (1UL << 18)
#define GUEST_END (16 * PAGES_OF_GIGANTIC)
#define HUGEPAGES_OF_5_GIB 2560
/* The last whole gigabyte of such a guest, of which the end is in ZONE_MOVABLE. */
#define IN_TWO_ZONES (5 * PAGES_OF_GIGANTIC)

/* A page that a processor keeps for the next who asks is free too, and nr_free_pages does not count it. */
static long free_pages(void)
{
	char line[256];
	long pages = number_in("/proc/vmstat", "nr_free_pages "), kept;
	FILE *file = fopen("/proc/zoneinfo", "r");

	while (file && fgets(line, sizeof line, file))
		if (sscanf(line, " count: %ld", &kept) == 1)
			pages += kept;
	if (file)
		fclose(file);
	return pages;
}

void tell_gigantic(const char *when)
{
	printf("@@ %s: %ld free of 1 GiB, %ld free of 2 MiB, %ld pages free\n", when, number_in(GIGANTIC "free_hugepages", ""), number_in(FREE_HUGEPAGES, ""), free_pages());
	fflush(stdout);
}

static void resize_gigantic(const char *hugepages) { write_text(GIGANTIC "nr_hugepages", hugepages); }

/* The last is that with the highest address, and the first of the free list: it was put there last. */
void find_gigantic(const char *when)
{
	unsigned long pfn;

	for (pfn = 0; pfn < GUEST_END; pfn += PAGES_OF_GIGANTIC)
		if (is_flagged(pfn, KPF_HUGE))
			printf("@@ a hugepage of 1 GiB at pfn 0x%lx\n", head = pfn);
	tell_gigantic(when);
}

/* docs/findings/shared-tails-counted-since-boot.md: two hugepages of 1 GiB that were set aside at boot are given back. */
void given_back(void)
{
	find_gigantic("set aside at boot");
	resize_gigantic("0");
	tell_gigantic("given back");
}

void demote_one(void) { write_text(GIGANTIC "demote", "1"); }

/* docs/findings/demoted-hugepage-is-removed-twice.md: of two free ones the first is demoted, and a page of it fails as soon as it has left the pool. */
void demoted(void)
{
	pid_t child;

	find_gigantic("set aside at boot");
	child = fork();
	if (!child) {
		while (number_in(GIGANTIC "free_hugepages", "") > 1)
			;
		report(BAD_PAGE);
		_exit(0);
	}
	demote_one();
	waitpid(child, NULL, 0);
	tell_gigantic("demoted");
}

/* docs/findings/demoted-hugepages-pass-for-optimised.md: an only one is demoted, and what comes of it is given back. */
void parts(void)
{
	resize(0);
	find_gigantic("set aside at boot");
	demote_one();
	tell_gigantic("demoted");
	resize(0);
	tell_gigantic("its parts are given back");
}

/* docs/findings/frames-lost-in-sections-of-boot-hugepages.md: what was to be set aside lies in two zones, and is memory like any other. */
void two_zones(void)
{
	unsigned long pfn, of_pool = 0;

	find_gigantic("set aside at boot");
	resize(0);
	sleep(2);
	tell_gigantic("before");
	resize(HUGEPAGES_OF_5_GIB);
	tell_gigantic("a pool is made of all memory");
	for (pfn = IN_TWO_ZONES; pfn < IN_TWO_ZONES + PAGES_OF_GIGANTIC; pfn += PAGES_OF_HUGE)
		of_pool += is_flagged(pfn, KPF_HUGE);
	printf("@@ %lu of them are of the gigabyte that lies in two zones\n", of_pool);
	resize(0);
	sleep(2);
	tell_gigantic("it is emptied");
}

static char *map_gigantic(void)
{
	char *pages = mmap(NULL, PAGES_OF_GIGANTIC * PAGE, PROT_READ | PROT_WRITE, RESERVED | MAP_HUGE_1GB, -1, 0);

	printf("@@ a process maps it: %s\n", pages == MAP_FAILED ? strerror(errno) : "success");
	return pages;
}

/* A driver asks for a page of it, and puts it when it is done. */
static void use_by_driver(int page)
{
	char *pages = map_gigantic();
	int driver[2];

	if (pages == MAP_FAILED)
		return;
	memset(pages, 1, (page + 1) * PAGE);
	printf("@@ a pipe asks for page %d: %s\n", page, is_taken_by(driver, pages + page * PAGE) ? "success" : strerror(errno));
	munmap(pages, PAGES_OF_GIGANTIC * PAGE);
	close(driver[0]);
	close(driver[1]);
	sleep(1);
	tell_gigantic("nobody uses it");
}

/* docs/findings/rollback-gives-away-the-heads-page.md: a hugepage of 1 GiB is made, and the second page table of its memory map is wanting. */
#define PAGE_OF_NEXT_FRAME 64

void rolled_back(void)
{
	int heads = 0;
	unsigned long page;

	resize(0);
	sleep(1);
	tell_gigantic("before");
	syncfs(0);
	resize_gigantic("1");
	find_gigantic("made");
	for (page = 1; page < PAGES_OF_GIGANTIC; page++)
		heads += is_flagged(head + page, KPF_COMPOUND_HEAD);
	printf("@@ %d of its tails pass for heads\n", heads);
	use_by_driver(PAGE_OF_NEXT_FRAME - 1);
	use_by_driver(PAGE_OF_NEXT_FRAME);
	resize_gigantic("0");
	sleep(1);
	tell_gigantic("given back");
}

/* docs/findings/fallback-of-boot-memory-keeps-its-mark.md */
static void use_and_give_back(void)
{
	char *pages = map_gigantic();

	if (pages == MAP_FAILED)
		return;
	printf("@@ a store to page %d: %s\n", BAD_PAGE, can_store_to(pages + BAD_PAGE * PAGE) ? "success" : "SIGBUS");
	fails(BAD_PAGE);
	printf("@@ a store to page %d: %s\n", BAD_PAGE, can_store_to(pages + BAD_PAGE * PAGE) ? "success" : "SIGBUS");
	fflush(stdout);
	munmap(pages, PAGES_OF_GIGANTIC * PAGE);
}

void fallen_back(void)
{
	unsigned long page, tails = 0;

	resize(0);
	find_gigantic("set aside at boot");
	for (page = 1; page < PAGES_OF_GIGANTIC; page++)
		tails += is_flagged(head + page, KPF_HUGE);
	printf("@@ %lu of its %lu tails lead to it\n", tails, PAGES_OF_GIGANTIC - 1);
	lives(use_and_give_back);
	tell_gigantic("nobody uses it");
}

/* docs/findings/contiguous-ranges-with-known-errors.md: a hugepage of 2 MiB has an error, and one of 1 GiB is made of the memory around it: when the pool has given the former up, or while it is free in the pool. */
#define HUGEPAGES_OF_4_GIB 2000
/* Of such a guest the first gigabyte that is taken, in each release. */
#define GIGABYTE (5 * PAGES_OF_GIGANTIC)

static void make_one_with_error(int given_up)
{
	unsigned long bad;
	char *pages;

	resize(HUGEPAGES_OF_4_GIB);
	hold_one_of(HUGEPAGES_OF_4_GIB, GIGABYTE, GIGABYTE + PAGES_OF_GIGANTIC);
	bad = head + BAD_PAGE;
	resize(1);
	fails(BAD_PAGE);
	give_back();
	if (given_up)
		empty_pool();
	resize_gigantic("1");
	find_gigantic("made");
	printf("@@ memory failure has been told of pfn 0x%lx, which is %s\n", bad, is_flagged(bad, KPF_HWPOISON) ? "flagged" : "not flagged");
	tell_pool("the pool of 2 MiB");
	if (head > bad || bad - head >= PAGES_OF_GIGANTIC)
		return;
	pages = map_gigantic();
	printf("@@ a store to the page with the error: %s\n", pages != MAP_FAILED && can_store_to(pages + (bad - head) * PAGE) ? "success" : "SIGBUS");
}

void contiguous(void) { make_one_with_error(1); }
void replaced(void) { make_one_with_error(0); }

void contiguous_plain(void)
{
	do_not_optimise();
	contiguous();
}
