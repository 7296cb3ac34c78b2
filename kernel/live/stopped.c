// SPDX-License-Identifier: GPL-2.0
/*
 * What comes of it when a processor is stopped between two instructions: as if its host had taken it away, or a long interrupt had come. steer.gdb stops the first processor, where "scenarios" says, in what is begun
 * at once; the other does what comes in between.
 */
#define _GNU_SOURCE
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#include "guest.h"

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
void prepare(void (*what)(void))
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
void begin(unsigned long pfn)
{
	syncfs(pfn);
	*begun = 1;
	sleep(2);
}

void go_on(void)
{
	int status = 0;

	syncfs(0);
	waitpid(stopped, &status, 0);
	if (WIFSIGNALED(status))
		printf("@@ it was killed by the kernel\n");
}

static void to_none(void) { resize(0); }
static void to_one(void) { resize(1); }

/* docs/findings/flags-lost-with-the-old-frame-of-the-head.md */
void moved_head(void)
{
	resize(0);
	prepare(to_one);
	begin(0);
	find_hugepage();
	fails(BAD_PAGE);
	go_on();
	tell("made");
	hold();
}

/* docs/findings/head-error-wiped-with-the-flag.md, and errors-counted-again.md */
void cleared(void)
{
	resize(1);
	hold();
	fails(BAD_PAGE);
	give_back();
	prepare(to_none);
	begin(0);
	tell("its type is gone");
	fails(0);
	fails(BAD_PAGE);
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
	fails(BAD_PAGE);
	go_on();
}

/* docs/findings/list-unreliable-after-the-test.md: a hugepage beyond the pool's size is freed by its user, and there is no memory for an error in it. */
static void use_and_unmap(void)
{
	char *page = map("not reserved", 1, UNRESERVED, -1);

	use("it", page);
	munmap(page, HUGE);
	sleep(1);
}

void after_the_test(void)
{
	resize(0);
	write_number(NR_OVERCOMMIT_HUGEPAGES, 1);
	prepare(use_and_unmap);
	begin(0);
	find_hugepage();
	fails(BAD_PAGE);
	go_on();
	sleep(1);
	tell("given up");
	take_out_a_free_page();
	printf("@@ the page with the error: %s\n", use_small_page(head + BAD_PAGE, head + BAD_PAGE + 1) ? "a process is given it" : "nobody is given it");
}

/* docs/findings/error-in-a-hugepage-that-is-demoted.md: an error in the second part. When all parts but the first are in use that one is given up alone. */
#define PAGE_OF_SECOND (PAGES_OF_HUGE + 188)
#define OTHER_PARTS 511

void demoted_with_error(void)
{
	char *parts;
	int i, in_use = 0;

	resize(0);
	find_gigantic("set aside at boot");
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
