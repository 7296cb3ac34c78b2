// SPDX-License-Identifier: GPL-2.0
/* What is on its way into use, or to another place, while the size of the pool is changed. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#include "guest.h"

#ifndef MADV_SOFT_OFFLINE
#define MADV_SOFT_OFFLINE 101
#endif

/* docs/findings/migration-leaves-surplus.md: a hugepage that is in use is migrated, time after time, while somebody makes the pool smaller and larger. */
#define MIGRATIONS 200

static pid_t resize_for_ever(const char *size, const char *other)
{
	pid_t child = fork();
	int pool;

	if (child)
		return child;
	pool = open(NR_HUGEPAGES, O_WRONLY);
	while (pwrite(pool, size, 1, 0) == 1 && pwrite(pool, other, 1, 0) == 1)
		;
	_exit(1);
}

void migrated(void)
{
	char *page;
	int times, moved = 0;
	pid_t child;

	resize(1);
	page = map("of the pool", 1, RESERVED, -1);
	use("it", page);
	child = resize_for_ever("0", "1");
	for (times = 0; times < MIGRATIONS && number_in("/proc/meminfo", "HugePages_Surp: ") <= 1; times++) {
		unsigned long before = pfn_of(page);

		madvise(page, PAGE, MADV_SOFT_OFFLINE);
		moved += pfn_of(page) != before;
	}
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	printf("@@ %d soft offlines, by which it was migrated %d times, while nr_hugepages was 0 and 1 by turns\n", times, moved);
	sleep(1);
	tell_pool("nobody does anything");
	munmap(page, HUGE);
	tell_pool("unmapped");
	resize(0);
	tell_pool("made smaller");
	resize(4);
	tell_pool("made larger");
	tell_text(NR_HUGEPAGES);
	write_number(NR_OVERCOMMIT_HUGEPAGES, 1);
	use("one that is not reserved", map("not reserved", 1, UNRESERVED, -1));
}

/* docs/findings/surplus-hugepage-counted-in-two-holds.md: a hugepage beyond the pool's size is made and given back, time after time, while somebody empties the pool. */
#define TIMES 2000

static int is_left(void) { return number_in("/proc/meminfo", "HugePages_Surp: ") > number_in("/proc/meminfo", "HugePages_Total: "); }

void overcommitted(void)
{
	int times;
	pid_t child;

	resize(0);
	write_number(NR_OVERCOMMIT_HUGEPAGES, 1);
	child = resize_for_ever("0", "0");
	for (times = 0; times < TIMES && !is_left(); times++) {
		char *page = mmap(NULL, HUGE, PROT_READ | PROT_WRITE, UNRESERVED, -1, 0);

		can_store_to(page);
		munmap(page, HUGE);
	}
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	printf("@@ %d hugepages were made and given back, while 0 was written to nr_hugepages\n", times);
	sleep(1);
	tell_pool("nobody does anything");
	resize(4);
	tell_pool("made larger");
	tell_text(NR_HUGEPAGES);
}
