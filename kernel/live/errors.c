// SPDX-License-Identifier: GPL-2.0
/*
 * /init of a guest that shows, on a kernel as it is released, what docs/findings tells of errors in hugepages, and of reservations. It must be the only program there: it makes pages bad, and some of what it does ends in an oops.
 * boot.sh makes the guest. What is seen stands behind '@@'.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#define PAGE 4096UL
#define HUGE (512 * PAGE)
#define KPF_HUGE 17
#define KPF_HWPOISON 19
#define NONE (-1)
#ifndef MADV_SOFT_OFFLINE
#define MADV_SOFT_OFFLINE 101
#endif

/* A hugepage that a pipe holds, so that memory failure cannot dissolve it. */
static char *mapped;
static int held[2];
static unsigned long head;

static long number_in(const char *path, const char *before)
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

static void tell_text(const char *path)
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

static unsigned long pfn_of(const char *address) { return word_of("/proc/self/pagemap", (unsigned long)address / PAGE) & ((1UL << 55) - 1); }

static int is_flagged(unsigned long pfn, int flag) { return word_of("/proc/kpageflags", pfn) >> flag & 1; }

static void tell(const char *when)
{
	int page;

	printf("@@ %s: HardwareCorrupted %ld kB, %ld in the pool, %ld free, %s; KPF_HWPOISON of", when, number_in("/proc/meminfo", "HardwareCorrupted: "), number_in("/proc/sys/vm/nr_hugepages", ""),
	       number_in("/sys/kernel/mm/hugepages/hugepages-2048kB/free_hugepages", ""), is_flagged(head, KPF_HUGE) ? "it is a hugepage" : "it is none");
	for (page = 0; page < 512; page++)
		if (is_flagged(head + page, KPF_HWPOISON) && (!is_flagged(head, KPF_HUGE) || page < 4 || page % 64 == 0))
			printf(" %d", page);
	printf("\n");
	fflush(stdout);
}

static void write_text(const char *path, const char *text)
{
	int file = open(path, O_WRONLY);

	printf("@@ %s to %s ...\n", text, path);
	fflush(stdout);
	printf("@@ ... %s\n", write(file, text, strlen(text)) == (ssize_t)strlen(text) ? "success" : strerror(errno));
	fflush(stdout);
	close(file);
}

static void write_to(const char *path, unsigned long number)
{
	char text[32];

	snprintf(text, sizeof text, "0x%lx", number);
	write_text(path, text);
}

static void hold(void)
{
	struct iovec first;

	mapped = mmap(NULL, HUGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_HUGETLB, -1, 0);
	if (mapped == MAP_FAILED) {
		printf("@@ there is no hugepage: %s\n", strerror(errno));
		return;
	}
	memset(mapped, 1, HUGE);
	head = pfn_of(mapped);
	first = (struct iovec){ mapped, PAGE };
	if (pipe(held) || vmsplice(held[1], &first, 1, 0) != (long)PAGE)
		printf("@@ it is not held: %s\n", strerror(errno));
	tell("a hugepage is in use, and held by a pipe");
}

static void give_back(void)
{
	munmap(mapped, HUGE);
	close(held[0]);
	close(held[1]);
	sleep(1);
	tell("given back");
}

static void empty_pool(void)
{
	write_to("/proc/sys/vm/nr_hugepages", 0);
	sleep(1);
	tell("the pool is emptied");
}

static void fails(int page) { write_to("/sys/devices/system/memory/hard_offline_page", (head + page) * PAGE); tell("memory failure"); }
static void is_taken_out(int page) { write_to("/sys/devices/system/memory/soft_offline_page", (head + page) * PAGE); tell("soft offline"); }
static void is_injected(int page) { write_to("/sys/kernel/debug/hwpoison/corrupt-pfn", head + page); tell("injected"); }
static void is_taken_back(int page) { write_to("/sys/kernel/debug/hwpoison/unpoison-pfn", head + page); tell("taken back"); }

/* docs/findings/soft-offline-of-a-hugepage-with-an-error.md */
static void soft_offline(void)
{
	hold(); fails(70); give_back(); is_taken_out(0); is_taken_out(64); is_taken_out(70);
}

static void counted_again(void)
{
	hold(); fails(70); give_back(); is_taken_out(70);
}

/* docs/findings/unpoison-drops-the-users-reference.md */
static void alias(void)
{
	hold(); is_injected(70); is_taken_back(64);
}

static void reference(void)
{
	hold(); is_injected(0); is_taken_back(0); give_back(); empty_pool();
}

/* docs/findings/unpoison-forgets-other-errors.md */
static void others(void)
{
	hold(); is_injected(0); is_injected(70); give_back(); is_taken_back(0); empty_pool();
}

/* What is promised, and what is kept: a page of a mapping is written to, and the answer is the signal. */
static sigjmp_buf bus;

static void on_bus(int signal) { siglongjmp(bus, signal); }

static void tell_pool(const char *when)
{
	printf("@@ %s: %ld in the pool, %ld of them surplus, %ld free, %ld reserved\n", when, number_in("/proc/meminfo", "HugePages_Total: "), number_in("/proc/meminfo", "HugePages_Surp: "),
	       number_in("/proc/meminfo", "HugePages_Free: "), number_in("/proc/meminfo", "HugePages_Rsvd: "));
	fflush(stdout);
}

static char *map(const char *what, unsigned long hugepages, int flags, int file)
{
	char *pages = mmap(NULL, hugepages * HUGE, PROT_READ | PROT_WRITE, flags, file, 0);

	printf("@@ mmap() of %lu %s: %s\n", hugepages, what, pages == MAP_FAILED ? strerror(errno) : "success");
	tell_pool("mapped");
	return pages;
}

static void use(const char *what, char *page)
{
	signal(SIGBUS, on_bus);
	if (page == MAP_FAILED)
		return;
	if (sigsetjmp(bus, 1)) {
		printf("@@ a store to %s: SIGBUS\n", what);
	} else {
		*page = 1;
		printf("@@ a store to %s: success\n", what);
	}
	tell_pool("stored");
}

#define RESERVED (MAP_PRIVATE | MAP_ANONYMOUS | MAP_HUGETLB)
#define UNRESERVED (RESERVED | MAP_NORESERVE)

/* docs/findings/bad-hugepages-are-promised.md: one of two free hugepages has an error while both are reserved. */
static void leave_bad_hugepage(void)
{
	char *both;

	write_to("/proc/sys/vm/nr_hugepages", 2);
	hold(); give_back();
	both = map("reserved", 2, RESERVED, -1);
	fails(70);
	munmap(both, 2 * HUGE);
	tell_pool("unmapped");
}

static void promised(void)
{
	char *both;

	leave_bad_hugepage();
	both = map("reserved", 2, RESERVED, -1);
	use("the first", both);
	use("the second", both + HUGE);
}

static void displaced(void)
{
	char *reserved;

	leave_bad_hugepage();
	reserved = map("reserved", 1, RESERVED, -1);
	use("one that is not reserved", map("not reserved", 1, UNRESERVED, -1));
	use("the reserved one", reserved);
}

/* docs/findings/surplus-takes-the-reservation-along.md: a file system with a minimum, of surplus hugepages. */
static void minimum(void)
{
	char *pages;
	int file;

	write_to("/proc/sys/vm/nr_hugepages", 0);
	write_to("/proc/sys/vm/nr_overcommit_hugepages", 2);
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
	write_to("/proc/sys/vm/nr_overcommit_hugepages", 0);
	write_to("/proc/sys/vm/nr_hugepages", 1);
	tell_pool("the pool is of one");
	use("one that is not reserved", map("not reserved", 1, UNRESERVED, -1));
	file = open("/pages/file", O_RDWR | O_CREAT, 0600);
	pages = map("of a file there", 2, MAP_SHARED, file);
	use("the first", pages);
	use("the second", pages + HUGE);
}

/* docs/findings/migration-leaves-surplus.md: a hugepage that is in use is migrated, time after time, while somebody makes the pool smaller and larger. */
#define MIGRATIONS 200

static pid_t resize_for_ever(void)
{
	pid_t child = fork();
	int pool;

	if (child)
		return child;
	pool = open("/proc/sys/vm/nr_hugepages", O_WRONLY);
	while (pwrite(pool, "0", 1, 0) == 1 && pwrite(pool, "1", 1, 0) == 1)
		;
	_exit(1);
}

static void migrated(void)
{
	char *page;
	int times, moved = 0;
	pid_t child;

	write_to("/proc/sys/vm/nr_hugepages", 1);
	page = map("of the pool", 1, RESERVED, -1);
	use("it", page);
	child = resize_for_ever();
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
	write_to("/proc/sys/vm/nr_hugepages", 0);
	tell_pool("made smaller");
	write_to("/proc/sys/vm/nr_hugepages", 4);
	tell_pool("made larger");
	tell_text("/proc/sys/vm/nr_hugepages");
	write_to("/proc/sys/vm/nr_overcommit_hugepages", 1);
	use("one that is not reserved", map("not reserved", 1, UNRESERVED, -1));
}

/* Hugepages of 1 GiB. */
#define GIGANTIC "/sys/kernel/mm/hugepages/hugepages-1048576kB/"
#define PAGES_OF_GIGANTIC (1UL << 18)
#define GUEST_END (16 * PAGES_OF_GIGANTIC)

static void tell_gigantic(const char *when)
{
	printf("@@ %s: %ld free of 1 GiB, %ld pages free\n", when, number_in(GIGANTIC "free_hugepages", ""), number_in("/proc/vmstat", "nr_free_pages "));
	fflush(stdout);
}

/* The last is that with the highest address, and the first of the free list: it was put there last. */
static void find_gigantic(void)
{
	unsigned long pfn;

	for (pfn = 0; pfn < GUEST_END; pfn += PAGES_OF_GIGANTIC)
		if (is_flagged(pfn, KPF_HUGE))
			printf("@@ a hugepage of 1 GiB at pfn 0x%lx\n", head = pfn);
	tell_gigantic("set aside at boot");
}

/* docs/findings/shared-tails-counted-since-boot.md: two hugepages of 1 GiB that were set aside at boot are given back. */
static void given_back(void)
{
	find_gigantic();
	write_text(GIGANTIC "nr_hugepages", "0");
	tell_gigantic("given back");
}

/* docs/findings/demoted-hugepage-is-removed-twice.md: of two free ones the first is demoted, and a page of it fails as soon as it has left the pool. */
static void demoted(void)
{
	pid_t child;

	find_gigantic();
	child = fork();
	if (!child) {
		while (number_in(GIGANTIC "free_hugepages", "") > 1)
			;
		write_to("/sys/devices/system/memory/hard_offline_page", (head + 70) * PAGE);
		_exit(0);
	}
	write_text(GIGANTIC "demote", "1");
	waitpid(child, NULL, 0);
	tell_gigantic("demoted");
}

static const struct { const char *name; void (*run)(void); } scenarios[] = {
	{ "scenario=soft-offline", soft_offline }, { "scenario=counted-again", counted_again }, { "scenario=promised", promised }, { "scenario=displaced", displaced }, { "scenario=minimum", minimum },
	{ "scenario=migrated", migrated }, { "scenario=demoted", demoted }, { "scenario=given-back", given_back },
	{ "scenario=alias", alias }, { "scenario=reference", reference }, { "scenario=others", others },
};

int main(void)
{
	char line[1024] = "";
	int file;
	unsigned int i;

	mkdir("/proc", 0755);
	mkdir("/sys", 0755);
	mount("proc", "/proc", "proc", 0, NULL);
	mount("sysfs", "/sys", "sysfs", 0, NULL);
	file = open("/dev/console", O_RDWR);
	dup2(file, 1);
	dup2(file, 2);
	file = open("/hwpoison-inject.ko", O_RDONLY);
	if (file >= 0 && syscall(SYS_finit_module, file, "", 0))
		printf("@@ hwpoison-inject.ko is not loaded: %s\n", strerror(errno));
	mount("debugfs", "/sys/kernel/debug", "debugfs", 0, NULL);
	write_to("/proc/sys/vm/nr_hugepages", 4);
	file = open("/proc/cmdline", O_RDONLY);
	if (read(file, line, sizeof line - 1) > 0)
		for (i = 0; i < sizeof scenarios / sizeof *scenarios; i++)
			if (strstr(line, scenarios[i].name))
				scenarios[i].run();
	printf("@@ end\n");
	fflush(stdout);
	reboot(RB_POWER_OFF);
	return 0;
}
