/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Hugepages of memory that was set aside at boot, of an order that the page allocator does not have: how hugetlb takes them once there are struct pages. For hugetlb.c, which has that file's own functions in reach.
 * What comes before, the making of the memory map itself, is not here: where it is made for hugepages from the beginning (v6.15 and later: hugetlb_vmemmap_init_early()), nothing of it is seen.
 */
#ifndef HARNESS_BOOT_H
#define HARNESS_BOOT_H

#include "version.h"

#if LINUX_VERSION_CODE < V6_12
static void gather(struct huge_bootmem_page *m)
{
	INIT_LIST_HEAD(&huge_boot_pages);
	list_add(&m->list, &huge_boot_pages);
	gather_bootmem_prealloc();
}
#else
static void gather(struct huge_bootmem_page *m)
{
	INIT_LIST_HEAD(&huge_boot_pages[0]);
	list_add(&m->list, &huge_boot_pages[0]);
	gather_bootmem_prealloc_node(0);
}
#endif

static int boot(struct hstate *h, unsigned long block)
{
	struct huge_bootmem_page *m;

	if (is_part(block) || !hstate_is_gigantic(h) || !leave_to_boot(block))
		return NOT_NOW;
	/* What is known of the hugepage stands in its own memory. */
	m = memory_at_boot(first_pfn(block));
	m->hstate = h;
	gather(m);
	return 1;
}

#endif
