// SPDX-License-Identifier: GPL-2.0
/* The tree's mm/hugetlb.c as it is, and behind it the calls that only its own functions can make: its static ones are in reach here. */
#include "mm/hugetlb.c"
#include "harness.h"
#include "pool.h"

static struct hstate *the_hstate;
static bool has_user[MOST_BLOCKS];
static struct work_struct *queued;	/* hugetlb has one, free_hpage_work */

#define BLOCK_HEAD(block) pfn_to_page(first_pfn(block))

/* The pool gets one more hugepage: alloc_pool_huge_page(), what it allocates is the block (pages.c). */
static int call_alloc(unsigned long block, unsigned long index)
{
	if (!offer_block(block))
		return NOT_NOW;
	return pool_alloc(the_hstate);
}

/* The pool gets all that can be had, from this block on. */
static int call_grow(unsigned long block, unsigned long index)
{
	int count = pool_grow(the_hstate, block);

	return count ? count : NOT_NOW;
}

/* And gives up all that is free. */
static int call_empty(unsigned long block, unsigned long index)
{
	int count = pool_empty(the_hstate);

	return count ? count : NOT_NOW;
}

/* Somebody wants the pages of the block: memory hotplug, alloc_contig_range(), memory failure. */
static int call_dissolve(unsigned long block, unsigned long index)
{
	return pool_dissolve(BLOCK_HEAD(block) + index);
}

/* The pool is made smaller by one, as set_max_huge_pages() does. */
static int call_shrink(unsigned long block, unsigned long index)
{
	LIST_HEAD(list);
	struct page *page;

	spin_lock_irq(&hugetlb_lock);
	page = pool_remove(the_hstate, &list);
	spin_unlock_irq(&hugetlb_lock);
	if (!page)
		return NOT_NOW;
	pool_free(the_hstate, page, &list);
	return (int)block_of_pfn(page_to_pfn(page));
}

/* Somebody wants a hugepage where the pool has none: alloc_huge_page(), one hugepage beyond the pool's size. When it is given back it is freed, by a worker. */
static int call_surplus(unsigned long block, unsigned long index)
{
	struct page *page;

	if (!offer_block(block))
		return NOT_NOW;
	the_hstate->nr_overcommit_huge_pages = MOST_BLOCKS;
	page = pool_surplus(the_hstate);
	if (!page)
		return 0;
	spin_lock_irq(&hugetlb_lock);
	list_add(&page->lru, &the_hstate->hugepage_activelist);
	set_page_count(page, 1);
	has_user[block] = true;
	say("taken %lu", block);
	spin_unlock_irq(&hugetlb_lock);
	return 1;
}

/* A hugepage is taken into use. */
static int call_take(unsigned long block, unsigned long index)
{
	struct page *page;

	spin_lock_irq(&hugetlb_lock);
	page = pool_take(the_hstate);
	if (page) {
		block = block_of_pfn(page_to_pfn(page));
		has_user[block] = true;
		say("taken %lu", block);
	}
	spin_unlock_irq(&hugetlb_lock);
	return page ? (int)block : NOT_NOW;
}

/* And given back. */
static int call_give(unsigned long block, unsigned long index)
{
	bool has;

	/* He has one reference to give back, whoever acts for him. */
	actors_at_once(1);
	has = has_user[block];
	has_user[block] = false;
	actors_at_once(0);
	if (!has)
		return NOT_NOW;
	say("given %lu", block);
	put_page(BLOCK_HEAD(block));
	return 0;
}

/* A reader without a reference: compound_head() of a struct page of the block. */
static int call_look(unsigned long block, unsigned long index)
{
	struct page *head;

	memory_begin_loads();
	actors_tell_loads(1);
	head = compound_head(BLOCK_HEAD(block) + index);
	actors_tell_loads(0);
	say("answer %ld %lx", (long)(head - BLOCK_HEAD(block)), last_pc);
	return 0;
}

static const struct { const char *name; int (*call)(unsigned long, unsigned long); } calls[] = {
	{ "alloc", call_alloc }, { "grow", call_grow }, { "empty", call_empty }, { "dissolve", call_dissolve }, { "shrink", call_shrink }, { "surplus", call_surplus },
	{ "take", call_take }, { "give", call_give }, { "look", call_look }, { "fail", call_fail },
};

void queue_work_here(struct work_struct *work)
{
	queued = work;
}

static void do_queued_work(void)
{
	struct work_struct *work = queued;

	queued = NULL;
	if (work)
		work->func(work);
}

int kernel_call(const char *name, unsigned long block, unsigned long index)
{
	unsigned int i;
	int result;

	for (i = 0; i < ARRAY_SIZE(calls); i++)
		if (!strcmp(calls[i].name, name)) {
			result = calls[i].call(block, index);
			do_queued_work();
			tell_raw_errors();
			return result;
		}
	say_and_exit("fault there is no call %s", name);
}

void hugetlb_boot(void)
{
	hugetlb_add_hstate(machine.order);
	the_hstate = size_to_hstate(PAGE_SIZE << machine.order);
}
