// SPDX-License-Identifier: GPL-2.0
/*
 * /init of a guest that shows, on a kernel as it is released, what docs/findings tells of hugepages. It must be the only program there: it makes pages bad, and some of what it does ends in an oops.
 * boot.sh makes the guest.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <unistd.h>
#include "guest.h"

/* Where the kernel has those of its functions that boot.sh asks for, as name|name. */
static void addresses(void)
{
	char line[512], kind, name[256], asked[512];
	unsigned long address;
	FILE *file = fopen("/proc/kallsyms", "r");

	snprintf(asked, sizeof asked, "|%s|", getenv("functions"));
	while (file && fgets(line, sizeof line, file))
		if (sscanf(line, "%lx %c %255s", &address, &kind, name) == 3 && strstr(asked, strcat(strcat(strcpy(line, "|"), name), "|")))
			printf("@@ address 0x%lx %s\n", address, name);
	if (file)
		fclose(file);
}

static const struct { const char *name; void (*run)(void); } scenarios[] = {
	{ "soft-offline", soft_offline }, { "counted-again", counted_again }, { "promised", promised }, { "displaced", displaced }, { "minimum", minimum }, { "migrated", migrated }, { "overcommitted", overcommitted },
	{ "demoted", demoted }, { "given-back", given_back }, { "parts", parts }, { "free-block", free_block }, { "alias", alias }, { "reference", reference }, { "others", others }, { "walked-alone", walked_alone }, { "walked-plain", walked_plain },
	{ "walker", walker }, { "becomes-a-tail", becomes_a_tail }, { "moved-head", moved_head }, { "cleared", cleared }, { "surplus", surplus }, { "after-the-test", after_the_test },
	{ "demoted-with-error", demoted_with_error }, { "failed-restore", failed_restore }, { "unreliable", unreliable }, { "device-page", device_page }, { "device-users", device_users }, { "half-plugged", half_plugged }, { "two-zones", two_zones }, { "rolled-back", rolled_back }, { "fallen-back", fallen_back }, { "contiguous", contiguous }, { "compacted", compacted }, { "replaced", replaced }, { "contiguous-plain", contiguous_plain }, { "read-twice", read_twice },
	{ "addresses", addresses },
};

/* Those that boot.sh was given, in their order. */
static void load_modules(void)
{
	char path[32];
	int number, file;

	for (number = 1; snprintf(path, sizeof path, "/%d.ko", number), (file = open(path, O_RDONLY)) >= 0; number++) {
		if (syscall(SYS_finit_module, file, "", 0))
			printf("@@ module %d is not loaded: %s\n", number, strerror(errno));
		close(file);
	}
}

int main(void)
{
	/* What the kernel does not know of its arguments it hands on. */
	const char *scenario = getenv("scenario");
	struct utsname kernel;
	unsigned int i;
	int file;

	mkdir("/proc", 0755);
	mkdir("/sys", 0755);
	mount("proc", "/proc", "proc", 0, NULL);
	mount("sysfs", "/sys", "sysfs", 0, NULL);
	file = open("/dev/console", O_RDWR);
	dup2(file, 1);
	dup2(file, 2);
	load_modules();
	mount("debugfs", "/sys/kernel/debug", "debugfs", 0, NULL);
	uname(&kernel);
	printf("@@ Linux %s %s\n", kernel.release, kernel.version);
	resize(4);
	for (i = 0; scenario && i < sizeof scenarios / sizeof *scenarios; i++)
		if (!strcmp(scenario, scenarios[i].name))
			scenarios[i].run();
	printf("@@ end\n");
	fflush(stdout);
	reboot(RB_POWER_OFF);
	return 0;
}
