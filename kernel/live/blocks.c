// SPDX-License-Identifier: GPL-2.0
/* What comes of it when a processor is stopped while it has a small page in hand, until the block around it has become a hugepage. */
#define _GNU_SOURCE
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#include "guest.h"

#define VMEMMAP_PAGE 64
#define MOST_HUGEPAGES 90
#define AT_MOST 15

/* Small pages of one block of 2 MiB, none of them described in its first vmemmap page, and of no other. */
#define SMALL_PAGES 42000UL
#define FREED_LATER 8192UL
#define LOWEST 8192

static char *take_a_block(void)
{
	static int pages_in[PAGES_OF_GUEST / PAGES_OF_HUGE];
	char *pages = map_small_pages(SMALL_PAGES * PAGE);
	unsigned long i;

	for (i = 0; i < SMALL_PAGES; i++) {
		pages[i * PAGE] = 1;
		pages_in[pfn_of(pages + i * PAGE) / PAGES_OF_HUGE]++;
	}
	for (head = LOWEST; head < PAGES_OF_GUEST && pages_in[head / PAGES_OF_HUGE] < PAGES_OF_HUGE; head += PAGES_OF_HUGE)
		;
	for (i = 0; i < SMALL_PAGES; i++) {
		unsigned long pfn = pfn_of(pages + i * PAGE);

		if (pfn < head + VMEMMAP_PAGE || pfn >= head + PAGES_OF_HUGE)
			munmap(pages + i * PAGE, PAGE);
	}
	return pages;
}

/* Until the block is a hugepage: who has to wait for a walker does not come to the end of it. The last are made one by one, as where there is no memory left it takes long to find that out. */
static void make_hugepages(void)
{
	unsigned long hugepages;

	for (hugepages = 10; hugepages < MOST_HUGEPAGES && !is_flagged(head, KPF_HUGE); hugepages += hugepages < MOST_HUGEPAGES - 20 ? 10 : 1)
		resize(hugepages);
}

/* Pages that were freed are on the lists of the processor, and no block. More that are freed push them out. */
static void give_block_back(char *block)
{
	char *pages;

	munmap(block, SMALL_PAGES * PAGE);
	pages = mmap(NULL, FREED_LATER * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);

	munmap(pages, FREED_LATER * PAGE);
}

static void meanwhile(void (*what)(void))
{
	pid_t other = fork();
	int seconds;

	if (!other) {
		what();
		_exit(0);
	}
	for (seconds = 0; seconds < AT_MOST && !waitpid(other, NULL, WNOHANG); seconds++)
		sleep(1);
	if (seconds == AT_MOST)
		printf("@@ who makes hugepages waits\n");
}

static void compact(void) { write_text("/proc/sys/vm/compact_memory", "1"); }

/* docs/findings/walkers-oops-again-since-7.1.md */
void walker(void)
{
	char *block;

	resize(0);
	prepare(compact);
	block = take_a_block();
	begin(head + VMEMMAP_PAGE);
	give_block_back(block);
	meanwhile(make_hugepages);
	tell("the walker has loaded a count, and the block is used again");
	go_on();
}

static void fails_in_second_page(void) { fails(BAD_PAGE); }

/* docs/findings/ordinary-page-becomes-a-tail-before-it-is-flagged.md */
void becomes_a_tail(void)
{
	resize(0);
	give_block_back(take_a_block());
	prepare(fails_in_second_page);
	begin(head + BAD_PAGE);
	meanwhile(make_hugepages);
	tell("memory failure has found no hugepage, and now there is one");
	go_on();
	tell("memory failure is over");
}
