// SPDX-License-Identifier: GPL-2.0
/* What is promised of a pool, and what is kept. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>
#include "guest.h"

/* docs/findings/bad-hugepages-are-promised.md: one of two free hugepages has an error while both are reserved. */
static void leave_bad_hugepage(void)
{
	char *both;

	resize(2);
	hold(); give_back();
	both = map("reserved", 2, RESERVED, -1);
	fails(BAD_PAGE);
	munmap(both, 2 * HUGE);
	tell_pool("unmapped");
}

void promised(void)
{
	char *both;

	leave_bad_hugepage();
	both = map("reserved", 2, RESERVED, -1);
	if (both == MAP_FAILED)
		return;
	use("the first", both);
	use("the second", both + HUGE);
}

void displaced(void)
{
	char *reserved;

	leave_bad_hugepage();
	reserved = map("reserved", 1, RESERVED, -1);
	use("one that is not reserved", map("not reserved", 1, UNRESERVED, -1));
	use("the reserved one", reserved);
}

/* docs/findings/surplus-takes-the-reservation-along.md: a file system with a minimum, of surplus hugepages. */
void minimum(void)
{
	char *pages;
	int file;

	resize(0);
	write_number(NR_OVERCOMMIT_HUGEPAGES, 2);
	mkdir("/pages", 0755);
	printf("@@ mount -o min_size=4M: %s\n", mount("none", "/pages", "hugetlbfs", 0, "pagesize=2M,min_size=4M") ? strerror(errno) : "success");
	tell_pool("mounted");
	file = open("/pages/file", O_RDWR | O_CREAT, 0600);
	pages = map("of a file there", 2, MAP_SHARED, file);
	use("the first", pages);
	use("the second", pages + HUGE);
	munmap(pages, 2 * HUGE);
	close(file);
	unlink("/pages/file");
	tell_pool("the file is removed");
	write_number(NR_OVERCOMMIT_HUGEPAGES, 0);
	resize(1);
	tell_pool("the pool is of one");
	use("one that is not reserved", map("not reserved", 1, UNRESERVED, -1));
	file = open("/pages/file", O_RDWR | O_CREAT, 0600);
	pages = map("of a file there", 2, MAP_SHARED, file);
	use("the first", pages);
	use("the second", pages + HUGE);
}


/* docs/findings/read-across-hugepages-returns-nothing.md: the first of two hugepages of a file is healthy, the second begins with a bad page. */
void read_twice(void)
{
	static char into[2 * HUGE];
	int file = memfd_create("hugepages", MFD_HUGETLB);
	char *pages;
	long got;

	resize(2);
	ftruncate(file, 2 * HUGE);
	pages = map("of a file", 2, MAP_SHARED, file);
	memset(pages, 1, HUGE);
	memset(pages + HUGE, 2, HUGE);
	head = pfn_of(pages + HUGE);
	munmap(pages, 2 * HUGE);
	fails(0);
	got = read(file, into, HUGE);
	printf("@@ read() of 2 MiB: %ld, and the file is at %ld\n", got, (long)lseek(file, 0, SEEK_CUR));
	lseek(file, 0, SEEK_SET);
	memset(into, 0, sizeof into);
	got = read(file, into, 2 * HUGE);
	printf("@@ read() of 4 MiB: %s, and the file is at %ld; %s\n", got < 0 ? strerror(errno) : "success", (long)lseek(file, 0, SEEK_CUR), into[HUGE - 1] ? "2 MiB were read" : "nothing was read");
	got = read(file, into, 2 * HUGE);
	printf("@@ read() again: %s, and the file is at %ld\n", got < 0 ? strerror(errno) : "success", (long)lseek(file, 0, SEEK_CUR));
}
