// SPDX-License-Identifier: GPL-2.0
/* Variables and functions of the rest of the kernel that are not the same, or not there, in all releases. What is the same stands in kernel.c. */
#include <linux/mm.h>
#include <linux/hugetlb.h>
#include <linux/llist.h>
#include <linux/mutex.h>
#include <linux/sched.h>
#include "harness.h"
#include "version.h"

#if LINUX_VERSION_CODE < V6_12 || LINUX_VERSION_CODE >= V7_2
DEFINE_PER_CPU(struct task_struct *, current_task) = &running_task;
#else
DEFINE_PER_CPU_ALIGNED(struct pcpu_hot, pcpu_hot) = { .current_task = &running_task };
#endif

struct static_key_true memory_cgrp_subsys_enabled_key = { .key = STATIC_KEY_INIT_FALSE };

#if LINUX_VERSION_CODE < V6_12

DEFINE_PER_CPU(int, __preempt_count);

#else

void memmap_pages_add(long change) { }
void memmap_boot_pages_add(long change) { }
void memblk_nr_poison_inc(unsigned long pfn) { }
void memblk_nr_poison_sub(unsigned long pfn, long count) { }
void kcsan_disable_current(void) { }
void kcsan_enable_current_nowarn(void) { }

#endif

#if LINUX_VERSION_CODE < V7_2

void __mutex_init(struct mutex *mutex, const char *name, struct lock_class_key *key) { }

/* lib/llist.c */
bool llist_add_batch(struct llist_node *first, struct llist_node *last, struct llist_head *head)
{
	last->next = head->first;
	head->first = first;
	return !last->next;
}

/* No pageblock is isolated. */
unsigned long get_pfnblock_flags_mask(const struct page *page, unsigned long pfn, unsigned long mask) { return 0; }

#else

DEFINE_PER_CPU(typeof(__preempt_count), __preempt_count);
unsigned int pgdir_shift = 39, ptrs_per_p4d = 1;	/* page tables have four levels */
struct cpuinfo_x86 boot_cpu_data;

void mutex_init_generic(struct mutex *mutex) { }
void lruvec_stat_mod_folio(struct folio *folio, enum node_stat_item item, int change) { }
bool pfn_range_intersects_zones(int node, unsigned long pfn, unsigned long count) { return false; }
void init_pageblock_migratetype(struct page *page, enum migratetype migratetype, bool isolate) { }
enum migratetype get_pfnblock_migratetype(const struct page *page, unsigned long pfn) { return MIGRATE_UNMOVABLE; }

#endif

/* The frame that all hugepages of this order and zone share, once there is one. */
unsigned long kernel_tail_of_zone(unsigned order)
{
#if LINUX_VERSION_CODE < V7_2
	return NO_FRAME;
#else
	struct page *tail = contig_page_data.node_zones[ZONE_NORMAL].vmemmap_tails[order - VMEMMAP_TAIL_MIN_ORDER];

	return tail ? page_to_pfn(tail) : NO_FRAME;
#endif
}

/* The last reference was dropped: mm/swap.c. */
void __folio_put(struct folio *folio)
{
#if LINUX_VERSION_CODE < V6_12
	if (!PageHuge(&folio->page))
		say_and_exit("unmodelled __folio_put() of a page that is no hugepage");
	free_huge_page(&folio->page);
#else
	if (folio_test_hugetlb(folio))
		free_huge_folio(folio);
	else
		page_freed(&folio->page, folio_order(folio));
#endif
}
