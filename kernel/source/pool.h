/* SPDX-License-Identifier: GPL-2.0 */
/* How mm/hugetlb.c of each release is asked for the same thing. For hugetlb.c, which has that file's own functions in reach. */
#ifndef HARNESS_POOL_H
#define HARNESS_POOL_H

#include "version.h"

/* Behind the last unit of this one's size. */
static unsigned long end_of_size(unsigned long unit)
{
	return is_part(unit) ? units() : machine.blocks;
}

#if LINUX_VERSION_CODE < V6_12

static int pool_alloc(struct hstate *h)
{
	return alloc_pool_huge_page(h, &node_states[N_MEMORY], NULL);
}

/* As set_max_huge_pages() does when it wants more: one after the other. */
static int pool_grow(struct hstate *h, unsigned long block)
{
	unsigned long end = end_of_size(block);
	int count = 0;

	for (; block < end; block++)
		if (offer_unit(block))
			count += pool_alloc(h);
	return count;
}

static struct page *pool_surplus(struct hstate *h)
{
	return alloc_surplus_huge_page(h, htlb_alloc_mask(h), 0, NULL);
}

static int pool_dissolve(struct page *page)
{
	return dissolve_free_huge_page(page);
}

/* Called with hugetlb_lock held, as are the two others that say nothing of it. */
static struct page *pool_take(struct hstate *h)
{
	return dequeue_huge_page_node_exact(h, 0);
}

static struct page *pool_removed(struct hstate *h)
{
	return remove_pool_huge_page(h, &node_states[N_MEMORY], false);
}

static int pool_demote(struct hstate *h)
{
	return demote_pool_huge_page(h, &node_states[N_MEMORY]);
}

static void make_migratable(struct page *page)
{
	SetHPageMigratable(page);
}

static void restore_reserve_of(struct page *page)
{
	SetHPageRestoreReserve(page);
}

#else

static int pool_demote(struct hstate *h)
{
	return demote_pool_huge_page(h, &node_states[N_MEMORY], 1);
}

static void make_migratable(struct page *page)
{
	folio_set_hugetlb_migratable(page_folio(page));
}

static void restore_reserve_of(struct page *page)
{
	folio_set_hugetlb_restore_reserve(page_folio(page));
}

static struct page *page_of(struct folio *folio)
{
	return folio ? &folio->page : NULL;
}

static int pool_collect(struct hstate *h, struct list_head *list)
{
	int next = 0;
	struct folio *folio = alloc_pool_huge_folio(h, &node_states[N_MEMORY], NULL, &next);

	if (folio) {
		list_add(&folio->lru, list);
		unit_made(unit_of_head(&folio->page));
	}
	return folio != NULL;
}

/* As set_max_huge_pages() does when it wants one more. */
static int pool_alloc(struct hstate *h)
{
	LIST_HEAD(list);
	int count = pool_collect(h, &list);

	if (count)
		prep_and_add_allocated_folios(h, &list);
	return count;
}

/* Or more: all in one batch. */
static int pool_grow(struct hstate *h, unsigned long block)
{
	unsigned long end = end_of_size(block);
	LIST_HEAD(list);
	int count = 0;

	for (; block < end; block++)
		if (offer_unit(block))
			count += pool_collect(h, &list);
	if (count)
		prep_and_add_allocated_folios(h, &list);
	return count;
}

static struct page *pool_surplus(struct hstate *h)
{
	return page_of(alloc_surplus_hugetlb_folio(h, htlb_alloc_mask(h), 0, NULL));
}

static int pool_dissolve(struct page *page)
{
	return dissolve_free_hugetlb_folio(page_folio(page));
}

static struct page *pool_take(struct hstate *h)
{
	return page_of(dequeue_hugetlb_folio_node_exact(h, 0));
}

static struct page *pool_removed(struct hstate *h)
{
	return page_of(remove_pool_hugetlb_folio(h, &node_states[N_MEMORY], false));
}

#endif

/* As set_max_huge_pages() does when it wants one less. */
static struct page *pool_remove(struct hstate *h, struct list_head *list)
{
	struct page *page = pool_removed(h);

	if (page) {
		settle();
		tell_pool(last_pc);
		say("removed %lu", unit_of_head(page));
		list_add(&page->lru, list);
	}
	return page;
}

static void pool_free(struct hstate *h, struct page *page, struct list_head *list)
{
	update_and_free_pages_bulk(h, list);
}

/* What set_max_huge_pages() leaves: as many as are reserved, and what is surplus; since v7.2 only where that is on the free list. */
static bool pool_has_to_spare(struct hstate *h)
{
	unsigned long left = h->resv_huge_pages;

	if (LINUX_VERSION_CODE < V7_2 || h->free_huge_pages > persistent_huge_pages(h))
		left += h->surplus_huge_pages;
	return h->free_huge_pages > left;
}

/* Or none: all in one batch. */
static int pool_empty(struct hstate *h)
{
	LIST_HEAD(list);
	int count = 0;

	spin_lock_irq(&hugetlb_lock);
	while (pool_has_to_spare(h) && pool_remove(h, &list))
		count++;
	spin_unlock_irq(&hugetlb_lock);
	update_and_free_pages_bulk(h, &list);
	return count;
}

#endif
