// SPDX-License-Identifier: GPL-2.0
/*
 * The page allocator's functions under the names, and with the arguments, that each release has for them. They do to struct pages what those of mm/page_alloc.c do, as far as hugetlb sees it; where frames and
 * blocks come from, pages.c knows.
 */
#include <linux/mm.h>
#include <linux/gfp.h>
#include "mm/internal.h"
#include "harness.h"
#include "version.h"
#if LINUX_VERSION_CODE >= V7_3
#include "mm/page_alloc.h"
#else
#include <linux/bootmem_info.h>
#endif

/* mm/page_alloc.c: prep_compound_page() */
static void prepare_compound(struct page *page, unsigned int order)
{
	int i;

	__SetPageHead(page);
#if LINUX_VERSION_CODE < V6_12
	for (i = 1; i < 1 << order; i++) {
		struct page *tail = page + i;

		tail->mapping = TAIL_MAPPING;
		set_compound_head(tail, page);
		set_page_private(tail, 0);
	}
	set_compound_page_dtor(page, COMPOUND_PAGE_DTOR);
	set_compound_order(page, order);
	atomic_set(compound_mapcount_ptr(page), -1);
	atomic_set(compound_pincount_ptr(page), 0);
#elif LINUX_VERSION_CODE < V7_2
	for (i = 1; i < 1 << order; i++)
		prep_compound_tail(page, i);
	prep_compound_head(page, order);
#else
	for (i = 1; i < 1 << order; i++)
		prep_compound_tail(page + i, page, order);
	prep_compound_head(page, order);
#endif
}

/* Where hugetlb calls it, it makes a smaller hugepage of a part of a larger one: demotion. */
void prep_compound_page(struct page *page, unsigned int order)
{
	settle();
	last_pc = _RET_IP_;
	if (order != PART_ORDER || order == machine.order)
		say_and_exit("unmodelled prep_compound_page() of order %u", order);
	part_made(page);
	prepare_compound(page, order);
}

/* One reference on the first page; a frame has it from frame_taken(). */
static struct page *take(gfp_t gfp, unsigned int order)
{
	struct page *page;

	if (order == 0)
		return frame_taken((gfp & __GFP_ZERO) != 0);
	if (order != machine.order && order != PART_ORDER)
		say_and_exit("unmodelled allocation of order %u", order);
	page = unit_taken(order);
	if (page) {
		set_page_count(page, 1);
		if (gfp & __GFP_COMP)
			prepare_compound(page, order);
	}
	return page;
}

static struct page *take_frozen(gfp_t gfp, unsigned int order)
{
	struct page *page = take(gfp | __GFP_COMP, order);

	if (page)
		set_page_count(page, 0);
	return page;
}

/* mm/page_alloc.c, mm/folio_compat.c */
void __free_pages(struct page *page, unsigned int order)
{
	settle();
	last_pc = _RET_IP_;
	if (order && order != machine.order && order != PART_ORDER)
		say_and_exit("unmodelled free of order %u", order);
	if (put_page_testzero(page))
		page_freed(page, order);
}

void free_pages(unsigned long address, unsigned int order)
{
	if (address)
		__free_pages(virt_to_page((void *)address), order);
}

/* Memory that was reserved at boot becomes the allocator's: mm/page_alloc.c, mm/bootmem_info.c. */
static void free_reserved(struct page *page)
{
	__ClearPageReserved(page);
	set_page_count(page, 0);
	page_freed(page, 0);
}

#if LINUX_VERSION_CODE < V7_3
void put_page_bootmem(struct page *page)
{
	settle();
	if (page_ref_dec_return(page) == 1)
		free_reserved(page);
}

#if LINUX_VERSION_CODE >= V6_12
void free_reserved_page(struct page *page)
{
	settle();
	free_reserved(page);
}
#endif
#else
void free_reserved_pages(struct page *page, unsigned int order)
{
	settle();
	free_reserved(page);
}
#endif

/* As register_page_bootmem_info_node() leaves the frame of a memory map. */
void register_boot_frame(struct page *page)
{
#if LINUX_VERSION_CODE < V7_2
	set_page_count(page, 2);
	page->index = MIX_SECTION_INFO;
#elif LINUX_VERSION_CODE < V7_3
	set_page_count(page, 2);
	set_page_private(page, MIX_SECTION_INFO);
#endif
}

#if LINUX_VERSION_CODE < V6_12

struct page *__alloc_pages(gfp_t gfp, unsigned int order, int nid, nodemask_t *nodes) { return take(gfp, order); }

unsigned long __get_free_pages(gfp_t gfp, unsigned int order)
{
	struct page *page = take(gfp, order);

	return page ? (unsigned long)page_address(page) : 0;
}

/* Each page of a contiguous range that was allocated has a reference of its own. */
struct page *alloc_contig_pages(unsigned long count, gfp_t gfp, int nid, nodemask_t *nodes)
{
	struct page *page = unit_taken(ilog2(count));
	unsigned long i;

	if (!page)
		return NULL;
	memory_be_quiet();
	for (i = 0; i < count; i++)
		set_page_count(page + i, 1);
	return page;
}

void free_contig_range(unsigned long pfn, unsigned long count)
{
	page_freed(pfn_to_page(pfn), ilog2(count));
}

#else

struct folio *__folio_alloc_noprof(gfp_t gfp, unsigned int order, int nid, nodemask_t *nodes) { return (struct folio *)take(gfp | __GFP_COMP, order); }
struct page *alloc_contig_pages_noprof(unsigned long count, gfp_t gfp, int nid, nodemask_t *nodes) { return take(gfp, ilog2(count)); }

#if LINUX_VERSION_CODE < V7_3
struct page *__alloc_pages_noprof(gfp_t gfp, unsigned int order, int nid, nodemask_t *nodes) { return take(gfp, order); }
#else
struct page *__alloc_pages_noprof(gfp_t gfp, unsigned int order, int nid, nodemask_t *nodes, unsigned int flags) { return take(gfp, order); }
#endif

#if LINUX_VERSION_CODE < V7_2

void free_unref_page(struct page *page, unsigned int order) { page_freed(page, order); }

#else

struct page *alloc_contig_frozen_pages_noprof(unsigned long count, gfp_t gfp, int nid, nodemask_t *nodes) { return take_frozen(gfp, ilog2(count)); }

#if LINUX_VERSION_CODE < V7_3
struct page *__alloc_frozen_pages_noprof(gfp_t gfp, unsigned int order, int nid, nodemask_t *nodes) { return take_frozen(gfp, order); }
#else
struct page *alloc_pages_node_noprof(int nid, gfp_t gfp, unsigned int order) { return take(gfp, order); }
struct page *__alloc_frozen_pages_noprof(gfp_t gfp, unsigned int order, int nid, nodemask_t *nodes, unsigned int flags) { return take_frozen(gfp, order); }
#endif

void free_frozen_pages(struct page *page, unsigned int order)
{
	settle();
	last_pc = _RET_IP_;
	page_freed(page, order);
}

#endif
#endif
