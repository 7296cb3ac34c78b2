// SPDX-License-Identifier: GPL-2.0
/* The files in which the kernel shows its state, and what is asked of it. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>
#include "guest.h"

unsigned long head;

/* A hugepage that a pipe holds, so that memory failure cannot dissolve it. */
static char *mapped;
static int held[2];

long number_in(const char *path, const char *before)
{
	char line[256], form[64];
	long number = NONE;
	FILE *file = fopen(path, "r");

	snprintf(form, sizeof form, "%s%%ld", before);
	while (file && fgets(line, sizeof line, file))
		if (sscanf(line, form, &number) == 1)
			break;
	if (file)
		fclose(file);
	return number;
}

void tell_text(const char *path)
{
	char line[256] = "";
	FILE *file = fopen(path, "r");

	if (file && fgets(line, sizeof line, file))
		printf("@@ %s: %s", path, line);
	if (file)
		fclose(file);
}

static unsigned long word_of(const char *path, unsigned long number)
{
	unsigned long word = 0;
	int file = open(path, O_RDONLY);

	if (pread(file, &word, sizeof word, number * sizeof word) != sizeof word)
		word = 0;
	close(file);
	return word;
}

unsigned long pfn_of(const char *address) { return word_of("/proc/self/pagemap", (unsigned long)address / PAGE) & ((1UL << 55) - 1); }

int is_flagged(unsigned long pfn, int flag) { return word_of("/proc/kpageflags", pfn) >> flag & 1; }

void tell(const char *when)
{
	int page;

	printf("@@ %s: HardwareCorrupted %ld kB, %ld in the pool, %ld free, %s; KPF_HWPOISON of", when, number_in("/proc/meminfo", "HardwareCorrupted: "), number_in(NR_HUGEPAGES, ""),
	       number_in(FREE_HUGEPAGES, ""), is_flagged(head, KPF_HUGE) ? "it is a hugepage" : "it is none");
	for (page = 0; page < PAGES_OF_HUGE; page++)
		if (is_flagged(head + page, KPF_HWPOISON) && (!is_flagged(head, KPF_HUGE) || page < 4 || page % 64 == 0))
			printf(" %d", page);
	printf("\n");
	fflush(stdout);
}

void write_text(const char *path, const char *text)
{
	int file = open(path, O_WRONLY);

	printf("@@ %s to %s ...\n", text, path);
	fflush(stdout);
	printf("@@ ... %s\n", write(file, text, strlen(text)) == (ssize_t)strlen(text) ? "success" : strerror(errno));
	fflush(stdout);
	close(file);
}

void write_number(const char *path, unsigned long number)
{
	char text[32];

	snprintf(text, sizeof text, "0x%lx", number);
	write_text(path, text);
}

char *map_small_pages(unsigned long bytes)
{
	char *pages = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

	madvise(pages, bytes, MADV_NOHUGEPAGE);
	return pages;
}

/* How much memory is free is asked once for each 2 MiB. */
#define KEPT_FREE_KB 8000

char *use_small_page(unsigned long from, unsigned long to)
{
	char *pages = map_small_pages(PAGES_OF_GUEST * PAGE);
	unsigned long i, pfn;

	for (i = 0; i % HUGE || number_in("/proc/meminfo", "MemFree: ") > KEPT_FREE_KB; i += PAGE) {
		pages[i] = 1;
		pfn = pfn_of(pages + i);
		if (pfn >= from && pfn < to)
			return pages + i;
	}
	return NULL;
}

void compact_memory(void) { write_text("/proc/sys/vm/compact_memory", "1"); }

void take_out(unsigned long pfn) { write_number("/sys/devices/system/memory/soft_offline_page", pfn * PAGE); }

void take_out_a_free_page(void)
{
	unsigned long pfn = PAGES_OF_GUEST / 4;

	while (!is_flagged(pfn, KPF_BUDDY) && pfn < PAGES_OF_GUEST)
		pfn++;
	take_out(pfn);
}

/* What is optimised already stays so. */
void do_not_optimise(void)
{
	resize(0);
	write_text("/proc/sys/vm/hugetlb_optimize_vmemmap", "0");
}

void resize(unsigned long hugepages) { write_number(NR_HUGEPAGES, hugepages); }

void empty_pool(void)
{
	resize(0);
	sleep(1);
	tell("the pool is emptied");
}

int is_taken_by(int driver[2], char *page)
{
	struct iovec one = { page, PAGE };

	return !pipe(driver) && vmsplice(driver[1], &one, 1, 0) == (long)PAGE;
}

static void keep(char *hugepage)
{
	mapped = hugepage;
	head = pfn_of(mapped);
	if (!is_taken_by(held, mapped))
		printf("@@ it is not held: %s\n", strerror(errno));
	tell("a hugepage is in use, and held by a pipe");
}

void hold(void) { hold_one_of(1, 0, ~0UL); }

void hold_one_of(unsigned long hugepages, unsigned long from, unsigned long to)
{
	char *all = mmap(NULL, hugepages * HUGE, PROT_READ | PROT_WRITE, RESERVED, -1, 0), *one = NULL;
	unsigned long i, pfn, last = 0;

	if (all == MAP_FAILED) {
		printf("@@ there is no hugepage: %s\n", strerror(errno));
		return;
	}
	for (i = 0; i < hugepages; i++) {
		all[i * HUGE] = 1;
		pfn = pfn_of(all + i * HUGE);
		if (pfn >= from && pfn < to && pfn >= last) {
			one = all + i * HUGE;
			last = pfn;
		}
	}
	for (i = 0; i < hugepages; i++)
		if (all + i * HUGE != one)
			munmap(all + i * HUGE, HUGE);
	if (one)
		keep(one);
	else
		printf("@@ there is no hugepage from 0x%lx to 0x%lx\n", from, to);
}

void give_back(void)
{
	munmap(mapped, HUGE);
	close(held[0]);
	close(held[1]);
	sleep(1);
	tell("given back");
}

int lives(void (*what)(void))
{
	int status = 0;
	pid_t process = fork();

	if (!process) {
		what();
		exit(0);
	}
	waitpid(process, &status, 0);
	if (WIFSIGNALED(status))
		printf("@@ who did that was killed by the kernel\n");
	return !WIFSIGNALED(status);
}

void report(int page) { write_number("/sys/devices/system/memory/hard_offline_page", (head + page) * PAGE); }
void fails(int page) { report(page); tell("memory failure"); }

/* What is promised, and what is kept: a page of a mapping is written to, and the answer is the signal. */
static sigjmp_buf bus;

static void on_bus(int signal) { siglongjmp(bus, signal); }

void tell_pool(const char *when)
{
	printf("@@ %s: %ld in the pool, %ld of them surplus, %ld free, %ld reserved\n", when, number_in("/proc/meminfo", "HugePages_Total: "), number_in("/proc/meminfo", "HugePages_Surp: "),
	       number_in("/proc/meminfo", "HugePages_Free: "), number_in("/proc/meminfo", "HugePages_Rsvd: "));
	fflush(stdout);
}

char *map(const char *what, unsigned long hugepages, int flags, int file)
{
	char *pages = mmap(NULL, hugepages * HUGE, PROT_READ | PROT_WRITE, flags, file, 0);

	printf("@@ mmap() of %lu %s: %s\n", hugepages, what, pages == MAP_FAILED ? strerror(errno) : "success");
	tell_pool("mapped");
	return pages;
}

int can_store_to(char *page)
{
	signal(SIGBUS, on_bus);
	if (sigsetjmp(bus, 1))
		return 0;
	*page = 1;
	return 1;
}

void use(const char *what, char *page)
{
	if (page == MAP_FAILED)
		return;
	printf("@@ a store to %s: %s\n", what, can_store_to(page) ? "success" : "SIGBUS");
	tell_pool("stored");
}

/* The only one that there is, in the pool or on its way. */
void find_hugepage(void)
{
	for (head = 0; head < PAGES_OF_GUEST && !is_flagged(head, KPF_HUGE); head += PAGES_OF_HUGE)
		;
	tell("a hugepage");
}
