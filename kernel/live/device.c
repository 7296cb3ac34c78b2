// SPDX-License-Identifier: GPL-2.0
/* Memory of a device: what "memmap" sets aside passes for persistent memory, and device-DAX lays out its memory map with shared tails. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>
#include "guest.h"

#define NAMESPACE "/sys/bus/nd/devices/dax0.0/"
#define DEVICE "/dev/dax0.0"

/* Is there a device then? */
static int plug(void)
{
	unsigned long start = 0;
	FILE *file;

	write_text(NAMESPACE "uuid", "9e130c4b-000b-4f00-8000-000000000001");
	write_text(NAMESPACE "mode", "ram");
	write_text(NAMESPACE "align", "2097152");
	write_text(NAMESPACE "namespace", "namespace0.0");
	syncfs(0);
	printf("@@ before it is plugged in: %ld kB free\n", number_in("/proc/meminfo", "MemFree: "));
	write_text("/sys/bus/nd/drivers/dax_pmem/bind", "dax0.0");
	printf("@@ after that: %ld kB free\n", number_in("/proc/meminfo", "MemFree: "));
	mount("devtmpfs", "/dev", "devtmpfs", 0, NULL);
	file = fopen("/sys/bus/dax/devices/dax0.0/resource", "r");
	if (!file || fscanf(file, "%lx", &start) != 1)
		printf("@@ there is no device\n");
	tell_text("/sys/bus/dax/devices/dax0.0/size");
	head = start / PAGE;
	return head != 0;
}

static char *map_device(void)
{
	int file = open(DEVICE, O_RDWR);
	char *pages = mmap(NULL, 2 * HUGE, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);

	close(file);
	if (pages == MAP_FAILED)
		perror("@@ mmap() of " DEVICE);
	return pages;
}

/* A process of its own maps the device and stores to a page; and stays there, if it is to meet an error. */
static void stores_to(const char *what, int page, int meets_error)
{
	int status = 0;
	pid_t process;

	fflush(stdout);
	process = fork();
	if (!process) {
		map_device()[page * PAGE] = 1;
		if (meets_error)
			sleep(5);
		_exit(0);
	}
	if (meets_error) {
		sleep(1);
		report(page);
	}
	waitpid(process, &status, 0);
	printf("@@ a process has mapped the device and stored to %s: %s\n", what, WIFSIGNALED(status) ? strsignal(WTERMSIG(status)) : "success");
	printf("@@ HardwareCorrupted %ld kB\n", number_in("/proc/meminfo", "HardwareCorrupted: "));
	fflush(stdout);
}

/* docs/findings/error-in-a-device-page-that-nobody-mapped.md: an error where nobody has been, and one where somebody is. */
void device_page(void)
{
	if (!plug())
		return;
	report(5);
	stores_to("the page with the error", 5, 0);
	stores_to("another, in which there is an error then", PAGES_OF_HUGE + 5, 1);
	stores_to("the page with that error", PAGES_OF_HUGE + 5, 0);
}

/* docs/findings/users-of-a-device-page-are-not-told.md: by default, and where all are to be told early. */
void device_users(void)
{
	if (!plug())
		return;
	stores_to("a page, in which there is an error then", 5, 1);
	write_text("/proc/sys/vm/memory_failure_early_kill", "1");
	stores_to("another, in which there is an error then", PAGES_OF_HUGE + 5, 1);
}

/* docs/findings/half-plugged-device-keeps-its-sections.md: there is no memory for the map of the third section, and there is when it is tried again. */
void half_plugged(void)
{
	if (plug())
		write_text("/sys/bus/dax/drivers/device_dax/bind", "dax0.0");
}
