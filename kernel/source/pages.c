// SPDX-License-Identifier: GPL-2.0
/*
 * The page allocator: frames for struct pages and page tables, blocks for hugepages. What mm/page_alloc.c does to the struct pages is done here in the same way (prep_compound_page(),
 * free_pages_prepare()); which allocation fails, the run says.
 */
#include <linux/mm.h>
#include <linux/bootmem_info.h>
#include <linux/gfp.h>
#include <linux/hugetlb.h>
#include "mm/internal.h"
#include "harness.h"
#include "version.h"

static unsigned long offered = NO_BLOCK;
static bool is_out[MOST_BLOCKS];		/* the block is with whoever allocated it */

static void plain_page(struct page *page)
{
	memset(page, 0, sizeof(*page));
	set_page_zone(page, ZONE_NORMAL);
	page_mapcount_reset(page);
	INIT_LIST_HEAD(&page->lru);
	WRITE_ONCE(page->lru.next, NULL);
	WRITE_ONCE(page->lru.prev, NULL);
}

void kernel_prepare_block(unsigned long block)
{
	unsigned long i;

	/* The file's own stores are not seen one by one. */
	for (i = 0; i < 1UL << machine.order; i++)
		plain_page(pfn_to_page(first_pfn(block) + i));
	memory_tell(block);
}

void kernel_prepare_frame(unsigned long frame, int reserved)
{
	struct page *page = pfn_to_page(frame);

	plain_page(page);
	set_page_count(page, 1);
	if (reserved) {
		/* As register_page_bootmem_info_node() leaves it. */
		__SetPageReserved(page);
		set_page_count(page, 2);
		page->index = MIX_SECTION_INFO;
	}
}

int offer_block(unsigned long block)
{
	if (is_out[block])
		return 0;
	offered = block;
	return 1;
}

static struct page *take_block(void)
{
	unsigned long block = offered;

	if (block == NO_BLOCK)
		return NULL;
	offered = NO_BLOCK;
	is_out[block] = true;
	return pfn_to_page(first_pfn(block));
}

/* mm/page_alloc.c: prep_compound_page() */
static void prep_compound(struct page *page, unsigned int order)
{
	int i;

	__SetPageHead(page);
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
}

void tag_block(unsigned long block)
{
	((unsigned long *)(pfn_to_page(first_pfn(block)) + DATA_SLOT))[DATA_WORD] = DATA_TAG(block);
}

struct page *__alloc_pages(gfp_t gfp, unsigned int order, int nid, nodemask_t *nodes)
{
	struct page *page;
	unsigned long frame;

	if (order == machine.order) {
		page = take_block();
		if (!page)
			return NULL;
		set_page_count(page, 1);
		if (gfp & __GFP_COMP)
			prep_compound(page, order);
		return page;
	}
	if (order)
		say_and_exit("unmodelled __alloc_pages() of order %u", order);
	frame = frame_alloc();
	if (frame == NO_FRAME)
		return NULL;
	kernel_prepare_frame(frame, 0);
	if (gfp & __GFP_ZERO) {
		memset(page_address(pfn_to_page(frame)), 0, PAGE_SIZE);
		memory_stored(DIRECT_MAP + frame * FRAME_SIZE, FRAME_SIZE);
	}
	return pfn_to_page(frame);
}

unsigned long __get_free_pages(gfp_t gfp, unsigned int order)
{
	struct page *page = __alloc_pages(gfp, order, 0, NULL);

	return page ? (unsigned long)page_address(page) : 0;
}

/* A block given to the page allocator: what free_pages_prepare() would look at is read as it is, then its pages are ordinary ones. */
static void free_block(struct page *page)
{
	unsigned long block = block_of_pfn(page_to_pfn(page));

	settle();
	if (!is_out[block])
		say_and_exit("double-free-block %lu %lx", block, last_pc);
	say("freeing %lu", block);
	kernel_prepare_block(block);
	is_out[block] = false;
	say("plain %lu", block);
}

void __free_pages(struct page *page, unsigned int order)
{
	settle();
	last_pc = _RET_IP_;
	if (block_of_pfn(page_to_pfn(page)) != NO_BLOCK) {
		if (put_page_testzero(page))
			free_block(page);
		return;
	}
	if (!put_page_testzero(page))
		return;
	if (order)
		say_and_exit("unmodelled __free_pages() of order %u", order);
	frame_free(page_to_pfn(page));
}

void free_pages(unsigned long address, unsigned int order)
{
	if (address)
		__free_pages(virt_to_page((void *)address), order);
}

/* mm/page_alloc.c: each page of a contiguous range that was allocated has a reference of its own. */
struct page *alloc_contig_pages(unsigned long count, gfp_t gfp, int nid, nodemask_t *nodes)
{
	struct page *page = take_block();
	unsigned long i;

	memory_be_quiet();
	for (i = 0; page && i < count; i++)
		set_page_count(page + i, 1);
	return page;
}

void free_contig_range(unsigned long pfn, unsigned long count)
{
	free_block(pfn_to_page(pfn));
}

/* mm/bootmem_info.c */
void put_page_bootmem(struct page *page)
{
	settle();
	if (page_ref_dec_return(page) == 1) {
		page->index = 0;
		__ClearPageReserved(page);
		if (put_page_testzero(page))
			frame_free(page_to_pfn(page));
	}
}

/* mm/page_alloc.c: the page table of a huge mapping is split, and so is the memory that it mapped. */
void split_page(struct page *page, unsigned int order)
{
	int i;

	for (i = 1; i < 1 << order; i++)
		set_page_count(page + i, 1);
}

void kernel_boot(void)
{
	unsigned long frame, block;

	init_mm.pgd = (pgd_t *)top_table();
	hugetlb_boot();
	for (frame = 512; frame_is_of_memory_map(frame); frame++) {
		kernel_prepare_frame(frame, machine.boot);
		/* One allocation for each huge entry, until its table is split. */
		if (!machine.boot && frame % PTRS_PER_PTE)
			set_page_count(pfn_to_page(frame), 0);
	}
	for (block = 0; block < machine.blocks; block++)
		kernel_prepare_block(block);
}
