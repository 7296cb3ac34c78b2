// SPDX-License-Identifier: GPL-2.0
/* Errors that were injected for a test, and are taken back. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/swap.h>
#include <unistd.h>
#include "guest.h"

static void is_injected(int page) { write_number("/sys/kernel/debug/hwpoison/corrupt-pfn", head + page); tell("injected"); }
static void is_taken_back(int page) { write_number("/sys/kernel/debug/hwpoison/unpoison-pfn", head + page); tell("taken back"); }

/* docs/findings/unpoison-drops-the-users-reference.md */
void alias(void)
{
	hold(); is_injected(BAD_PAGE); is_taken_back(64);
}

void reference(void)
{
	hold(); is_injected(0); is_taken_back(0); give_back(); empty_pool();
}

/* docs/findings/unpoison-forgets-other-errors.md */
void others(void)
{
	hold(); is_injected(0); is_injected(BAD_PAGE); give_back(); is_taken_back(0); empty_pool();
}

/*
 * docs/findings/unpoison-walks-a-list-that-is-none.md: the list begins in `private` of the fourth struct page. Of an anonymous page that is being swapped out the swap entry is there, and a page that a pipe has too stays so.
 */
#define PAGE_OF_LIST 3
#define SWAP_DEVICE "/dev/ram0"
#define SWAP_PAGES 1024

static void have_swap(void)
{
	/* mkswap(8): the version, and the last page. */
	unsigned int header[] = { 1, SWAP_PAGES - 1 };
	int device;

	mount("devtmpfs", "/dev", "devtmpfs", 0, NULL);
	device = open(SWAP_DEVICE, O_WRONLY);
	pwrite(device, header, sizeof header, 1024);
	pwrite(device, "SWAPSPACE2", 10, PAGE - 10);
	close(device);
	if (swapon(SWAP_DEVICE, 0))
		printf("@@ there is no swap: %s\n", strerror(errno));
}

static void is_swapped_out(int page)
{
	char *small;
	int holding[2];

	/* A hugepage that is freed stays on a list of its processor until memory is compacted. */
	compact_memory();
	small = use_small_page(head + page, head + page + 1);
	if (!small)
		return;
	printf("@@ a process has page %d\n", page);
	if (!is_taken_by(holding, small) || madvise(small, PAGE, MADV_PAGEOUT))
		printf("@@ it is not swapped out: %s\n", strerror(errno));
	printf("@@ page %d is %s\n", page, is_flagged(head + page, KPF_SWAPCACHE) ? "being swapped out" : "not being swapped out");
	fflush(stdout);
}

static void take_back_the_first(void) { is_taken_back(0); }

void walked_alone(void)
{
	have_swap();
	resize(0);
	resize(1);
	hold();
	is_injected(BAD_PAGE);
	give_back();
	prepare(take_back_the_first);
	begin(head);
	if (lives(empty_pool))
		is_swapped_out(PAGE_OF_LIST);
	go_on();
	tell("afterwards");
}

void walked_plain(void)
{
	do_not_optimise();
	walked_alone();
}
