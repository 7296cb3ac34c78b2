// SPDX-License-Identifier: GPL-2.0
/*
 * What comes of it when a processor is stopped between two instructions: as if its host had taken it away, or a long interrupt had come. stop.gdb stops the first processor, where "scenarios" says, in what is begun
 * at once; the other does what comes in between.
 */
#define _GNU_SOURCE
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#include "guest.h"

#define VMEMMAP_PAGE 64
#define AT_MOST 15
#define MOST_BLOCKS 256
#define MOST_HUGEPAGES 90

static volatile int *begun;
static pid_t stopped;

static void be_on(int processor)
{
	cpu_set_t one;

	CPU_ZERO(&one);
	CPU_SET(processor, &one);
	sched_setaffinity(0, sizeof one, &one);
}

/* What is to be stopped waits for its beginning on the first processor, so that there is one process less to make between. */
static void prepare(void (*what)(void))
{
	begun = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	stopped = fork();
	be_on(stopped ? 1 : 0);
	if (stopped)
		return;
	while (!*begun)
		;
	what();
	exit(0);
}

/* From now on it is stopped where it stores to the struct page, or where it enters the function. */
static void begin(unsigned long pfn)
{
	syncfs(pfn);
	*begun = 1;
	sleep(2);
}

static void go_on(void)
{
	int status = 0;

	syncfs(0);
	waitpid(stopped, &status, 0);
	if (WIFSIGNALED(status))
		printf("@@ it was killed by the kernel\n");
}

static void resize(unsigned long hugepages) { write_number(NR_HUGEPAGES, hugepages); }
static void to_none(void) { resize(0); }
static void to_one(void) { resize(1); }

/* The only one that there is, in the pool or on its way. */
static void find_hugepage(void)
{
	for (head = 0; head < MOST_BLOCKS * PAGES_OF_HUGE && !is_flagged(head, KPF_HUGE); head += PAGES_OF_HUGE)
		;
	tell("a hugepage");
}

/* docs/findings/flags-lost-with-the-old-frame-of-the-head.md */
void moved_head(void)
{
	resize(0);
	prepare(to_one);
	begin(0);
	find_hugepage();
	fails(70);
	go_on();
	tell("made");
	hold();
}

/* docs/findings/head-error-wiped-with-the-flag.md, and errors-counted-again.md */
void cleared(void)
{
	resize(1);
	hold();
	fails(70);
	give_back();
	prepare(to_none);
	begin(0);
	tell("its type is gone");
	fails(0);
	fails(70);
	go_on();
	tell("given up");
}

static void take_unreserved(void)
{
	char *page = map("not reserved", 1, UNRESERVED, -1);

	use("one that is not reserved", page);
	head = pfn_of(page);
	tell("its user has it");
}

/* docs/findings/surplus-hugepage-given-out-with-a-known-error.md */
void surplus(void)
{
	resize(0);
	write_number(NR_OVERCOMMIT_HUGEPAGES, 1);
	prepare(take_unreserved);
	begin(0);
	find_hugepage();
	fails(70);
	go_on();
}

/* docs/findings/error-in-a-hugepage-that-is-demoted.md: an error in the second part. When all parts but the first are in use that one is given up alone. */
#define PAGE_OF_SECOND (PAGES_OF_HUGE + 188)
#define OTHER_PARTS 511

void demoted_with_error(void)
{
	char *parts;
	int i, in_use = 0;

	resize(0);
	find_gigantic();
	prepare(demote_one);
	begin(0);
	fails(PAGE_OF_SECOND);
	go_on();
	tell("demoted: the first part");
	parts = map("of the parts", OTHER_PARTS, UNRESERVED, -1);
	for (i = 0; i < OTHER_PARTS; i++) {
		if (!can_store_to(parts + i * HUGE))
			break;
		in_use++;
		if (pfn_of(parts + i * HUGE) == head + PAGES_OF_HUGE)
			printf("@@ the second part is in use, and %s\n", is_flagged(head + PAGE_OF_SECOND, KPF_HWPOISON) ? "flagged" : "not flagged");
	}
	printf("@@ %d parts are in use%s\n", in_use, in_use < OTHER_PARTS ? ", and for one more there was SIGBUS" : "");
	if (!fork()) {
		resize(0);
		_exit(0);
	}
	wait(NULL);
	tell("the first part is given up");
}

/* Small pages of one block of 2 MiB, none of them described in its first vmemmap page, and of no other. */
#define SMALL_PAGES 42000UL
#define FREED_LATER 8192UL
#define LOWEST 8192

static char *take_a_block(void)
{
	static int pages_in[MOST_BLOCKS];
	char *pages = mmap(NULL, SMALL_PAGES * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	unsigned long i;

	madvise(pages, SMALL_PAGES * PAGE, MADV_NOHUGEPAGE);
	for (i = 0; i < SMALL_PAGES; i++) {
		pages[i * PAGE] = 1;
		pages_in[pfn_of(pages + i * PAGE) / PAGES_OF_HUGE]++;
	}
	for (head = LOWEST; head < MOST_BLOCKS * PAGES_OF_HUGE && pages_in[head / PAGES_OF_HUGE] < PAGES_OF_HUGE; head += PAGES_OF_HUGE)
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
static void use_and_free(void)
{
	char *pages = mmap(NULL, FREED_LATER * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);

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
	char *pages;

	resize(0);
	prepare(compact);
	pages = take_a_block();
	begin(head + VMEMMAP_PAGE);
	munmap(pages, SMALL_PAGES * PAGE);
	use_and_free();
	meanwhile(make_hugepages);
	tell("the walker has loaded a count, and the block is used again");
	go_on();
}

static void fails_in_second_page(void) { fails(70); }

/* docs/findings/ordinary-page-becomes-a-tail-before-it-is-flagged.md */
void becomes_a_tail(void)
{
	char *pages;

	resize(0);
	pages = take_a_block();
	munmap(pages, SMALL_PAGES * PAGE);
	use_and_free();
	prepare(fails_in_second_page);
	begin(head + 70);
	meanwhile(make_hugepages);
	tell("memory failure has found no hugepage, and now there is one");
	go_on();
	tell("memory failure is over");
}
