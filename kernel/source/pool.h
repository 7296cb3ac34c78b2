/* SPDX-License-Identifier: GPL-2.0 */
/* How mm/hugetlb.c of each release is asked for the same thing. For hugetlb.c, which has that file's own functions in reach. */
#ifndef HARNESS_POOL_H
#define HARNESS_POOL_H

#include "version.h"

#if LINUX_VERSION_CODE < V6_12

static int pool_alloc(struct hstate *h)
{
	return alloc_pool_huge_page(h, &node_states[N_MEMORY], NULL);
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

static struct page *pool_remove(struct hstate *h, struct list_head *list)
{
	return remove_pool_huge_page(h, &node_states[N_MEMORY], false);
}

static void pool_free(struct hstate *h, struct page *page, struct list_head *list)
{
	update_and_free_page(h, page, false);
}

#else

static struct page *page_of(struct folio *folio)
{
	return folio ? &folio->page : NULL;
}

/* As set_max_huge_pages() does when it wants one more. */
static int pool_alloc(struct hstate *h)
{
	int next = 0;
	LIST_HEAD(list);
	struct folio *folio = alloc_pool_huge_folio(h, &node_states[N_MEMORY], NULL, &next);

	if (!folio)
		return 0;
	list_add(&folio->lru, &list);
	prep_and_add_allocated_folios(h, &list);
	return 1;
}

static int pool_dissolve(struct page *page)
{
	return dissolve_free_hugetlb_folio(page_folio(page));
}

static struct page *pool_take(struct hstate *h)
{
	return page_of(dequeue_hugetlb_folio_node_exact(h, 0));
}

/* As set_max_huge_pages() does when it wants one less. */
static struct page *pool_remove(struct hstate *h, struct list_head *list)
{
	struct folio *folio = remove_pool_hugetlb_folio(h, &node_states[N_MEMORY], false);

	if (folio)
		list_add(&folio->lru, list);
	return page_of(folio);
}

static void pool_free(struct hstate *h, struct page *page, struct list_head *list)
{
	update_and_free_pages_bulk(h, list);
}

#endif

#endif
