// SPDX-License-Identifier: GPL-2.0
/* The tree's mm/hugetlb.c as it is, and behind it the calls that only its own functions can make: its static ones are in reach here. */
#include "mm/hugetlb.c"
#include "harness.h"
#include "pool.h"
#include "boot.h"

static bool has_user[MOST_UNITS];
static struct work_struct *queued;	/* hugetlb has one, free_hpage_work */

#define BLOCK_HEAD(block) pfn_to_page(first_pfn(block))

/* Of a block or of a part. */
static struct hstate *size_of(unsigned long unit)
{
	return size_to_hstate(PAGE_SIZE << order_of_unit(unit));
}

/* The pool gets one more hugepage: alloc_pool_huge_page(), what it allocates is the block (pages.c). */
static int call_alloc(unsigned long block, unsigned long index)
{
	if (!offer_unit(block))
		return NOT_NOW;
	return pool_alloc(size_of(block));
}

/* And one that was set aside at boot. */
static int call_boot(unsigned long block, unsigned long index)
{
	return boot(size_of(block), block);
}

/* The pool gets all that can be had, from this block on. */
static int call_grow(unsigned long block, unsigned long index)
{
	int count = pool_grow(size_of(block), block);

	return count ? count : NOT_NOW;
}

/* And gives up all that is free. */
static int call_empty(unsigned long block, unsigned long index)
{
	int count = pool_empty(size_of(block));

	return count ? count : NOT_NOW;
}

/* A hugepage of the pool, which one is its choice, becomes hugepages of 2 MiB: as demote_store() does when it is asked for one. */
static int call_demote(unsigned long block, unsigned long index)
{
	struct hstate *h = size_of(block);
	int result = NOT_NOW;

	if (!h->demote_order)
		return NOT_NOW;
	mutex_lock(&h->resize_lock);
	spin_lock_irq(&hugetlb_lock);
	if (available_huge_pages(h))
		result = pool_demote(h);
	spin_unlock_irq(&hugetlb_lock);
	mutex_unlock(&h->resize_lock);
	return result;
}

/* Somebody wants the pages of the block: memory hotplug, alloc_contig_range(), memory failure. */
static int call_dissolve(unsigned long block, unsigned long index)
{
	return pool_dissolve(BLOCK_HEAD(block) + index);
}

/* The pool is made smaller by one, as set_max_huge_pages() does. */
static int call_shrink(unsigned long block, unsigned long index)
{
	struct hstate *h = size_of(block);
	LIST_HEAD(list);
	struct page *page;

	spin_lock_irq(&hugetlb_lock);
	page = pool_has_to_spare(h) ? pool_remove(h, &list) : NULL;
	spin_unlock_irq(&hugetlb_lock);
	if (!page)
		return NOT_NOW;
	pool_free(h, page, &list);
	return (int)unit_of_pfn(page_to_pfn(page), huge_page_order(h));
}

/* Somebody wants a hugepage where the pool has none: alloc_huge_page(), one hugepage beyond the pool's size. When it is given back it is freed, by a worker. */
static int call_surplus(unsigned long block, unsigned long index)
{
	struct hstate *h = size_of(block);
	struct page *page;

	if (!offer_unit(block))
		return NOT_NOW;
	h->nr_overcommit_huge_pages = MOST_UNITS;
	page = pool_surplus(h);
	if (!page)
		return 0;
	spin_lock_irq(&hugetlb_lock);
	list_add(&page->lru, &h->hugepage_activelist);
	set_page_count(page, 1);
	has_user[block] = true;
	say("taken %lu", block);
	spin_unlock_irq(&hugetlb_lock);
	return 1;
}

/* With hugetlb_lock held: a hugepage of the pool, which one is its choice, has a user now. */
static int is_taken(struct page *page)
{
	unsigned long unit;

	if (!page)
		return NOT_NOW;
	unit = unit_of_head(page);
	has_user[unit] = true;
	say("taken %lu", unit);
	return (int)unit;
}

/* A hugepage is taken into use by somebody who was not promised any: as alloc_hugetlb_folio() does. */
static int call_take(unsigned long block, unsigned long index)
{
	struct hstate *h = size_of(block);
	int result;

	spin_lock_irq(&hugetlb_lock);
	result = is_taken(available_huge_pages(h) ? pool_take(h) : NULL);
	spin_unlock_irq(&hugetlb_lock);
	return result;
}

/* A hugepage is promised. */
static int call_reserve(unsigned long block, unsigned long index)
{
	int result;

	spin_lock_irq(&hugetlb_lock);
	result = gather_surplus_pages(size_of(block), 1);
	spin_unlock_irq(&hugetlb_lock);
	return result;
}

/* A promise is given back; what is surplus would go with it, so there is none. */
static int call_unreserve(unsigned long block, unsigned long index)
{
	struct hstate *h = size_of(block);
	int result = NOT_NOW;

	spin_lock_irq(&hugetlb_lock);
	if (h->resv_huge_pages && !h->surplus_huge_pages) {
		return_unused_surplus_pages(h, 1);
		result = 0;
	}
	spin_unlock_irq(&hugetlb_lock);
	return result;
}

/* A hugepage is taken into use by somebody who was promised one, and who will map it later: as alloc_hugetlb_folio() does. */
static int call_claim(unsigned long block, unsigned long index)
{
	struct hstate *h = size_of(block);
	struct page *page;
	int result;

	spin_lock_irq(&hugetlb_lock);
	page = h->resv_huge_pages ? pool_take(h) : NULL;
	if (page) {
		restore_reserve_of(page);
		h->resv_huge_pages--;
	}
	result = is_taken(page);
	spin_unlock_irq(&hugetlb_lock);
	return result;
}

/* What the pool of the blocks counts, where that is other than was told; and where hugetlb_lock is let go of, which says whose doing it is. */
void tell_pool(unsigned long pc)
{
	static unsigned long told[4];
	struct hstate *h = size_to_hstate(PAGE_SIZE << machine.order);
	unsigned long counts[4];

	if (!h)
		return;
	counts[0] = h->free_huge_pages;
	counts[1] = h->resv_huge_pages;
	counts[2] = h->nr_huge_pages;
	counts[3] = h->surplus_huge_pages;
	if (!memcmp(told, counts, sizeof(told)))
		return;
	memcpy(told, counts, sizeof(told));
	say("pool %lu %lu %lu %lu %lx", told[0], told[1], told[2], told[3], pc);
}

/* Its user has one reference to give back, whoever acts for him. */
int user_leaves(unsigned long unit)
{
	bool has;

	actors_at_once(1);
	has = has_user[unit];
	has_user[unit] = false;
	actors_at_once(0);
	if (has)
		say("given %lu", unit);
	return has;
}

/* And given back. */
static int call_give(unsigned long block, unsigned long index)
{
	if (!user_leaves(block))
		return NOT_NOW;
	if (unit_is_mapped(block))
		unit_is_unmapped(block);
	put_page(BLOCK_HEAD(block));
	return 0;
}

/* Its user maps it, all at once: he does not give it back meanwhile. The reference that he has is the page table's from now on. */
static int call_map(unsigned long block, unsigned long index)
{
	int result = NOT_NOW;

	actors_at_once(1);
	if (has_user[block] && !unit_is_mapped(block)) {
		unit_is_mapped_now(block);
		make_migratable(BLOCK_HEAD(block));
		result = 0;
	}
	actors_at_once(0);
	return result;
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
	{ "demote", call_demote }, { "unpoison", call_unpoison }, { "map", call_map }, { "boot", call_boot }, { "offline", call_offline },
	{ "reserve", call_reserve }, { "unreserve", call_unreserve }, { "claim", call_claim },
};

void queue_work_here(struct work_struct *work)
{
	queued = work;
}

void do_queued_work(void)
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

/* The sizes that there are, and which a hugepage is demoted to: as hugetlb_init() has it. */
void hugetlb_boot(void)
{
	hugetlb_add_hstate(machine.order);
	if (machine.order == PART_ORDER)
		return;
	hugetlb_add_hstate(PART_ORDER);
	size_to_hstate(PAGE_SIZE << machine.order)->demote_order = PART_ORDER;
}
