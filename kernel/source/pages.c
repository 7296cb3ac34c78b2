// SPDX-License-Identifier: GPL-2.0
/*
 * The page allocator: frames for struct pages and page tables, blocks for hugepages. What mm/page_alloc.c does to the struct pages is done here in the same way (prep_compound_page(),
 * free_pages_prepare()); which allocation fails, the run says.
 */
#include <linux/mm.h>
#include <linux/gfp.h>
#include <linux/hugetlb.h>
#include "mm/internal.h"
#include "harness.h"
#include "version.h"

static unsigned long offered = NO_BLOCK;
static bool is_out[MOST_BLOCKS];		/* the block is with whoever allocated it */

/* What is poisoned stays so. Nobody comes in between: that would be a race of the harness, not of the kernel. */
static void plain_page(struct page *page)
{
	volatile unsigned long *words = (unsigned long *)page;
	unsigned int i;

	words[0] &= 1UL << PG_hwpoison;
	for (i = 1; i < sizeof(*page) / sizeof(long); i++)
		words[i] = 0;
	set_page_zone(page, ZONE_NORMAL);
	atomic_set(&page->_mapcount, -1);
	INIT_LIST_HEAD(&page->lru);
	WRITE_ONCE(page->lru.next, NULL);
	WRITE_ONCE(page->lru.prev, NULL);
}

void kernel_prepare_block(unsigned long block)
{
	unsigned long i;

	/* The file's own stores are not seen one by one. */
	actors_at_once(1);
	memory_be_quiet();
	for (i = 0; i < 1UL << machine.order; i++)
		plain_page(pfn_to_page(first_pfn(block) + i));
	memory_tell(block);
	actors_at_once(0);
}

void kernel_prepare_frame(unsigned long frame, int reserved)
{
	struct page *page = pfn_to_page(frame);

	plain_page(page);
	set_page_count(page, 1);
#ifdef CONFIG_MEMORY_HOTPLUG
	if (machine.hosted)
		SetPageVmemmapSelfHosted(page);
#endif
	if (reserved) {
		__SetPageReserved(page);
		register_boot_frame(page);
	}
}

int block_is_free(unsigned long pfn)
{
	unsigned long block = block_of_pfn(pfn);

	return block != NO_BLOCK && !is_out[block];
}

/* A block with a poisoned page in it is not given out: the page is off the buddy allocator, or check_new_pages() finds it. */
static bool is_poisoned(unsigned long block)
{
	unsigned long i;

	for (i = 0; i < 1UL << machine.order; i++)
		if (PageHWPoison(pfn_to_page(first_pfn(block) + i)))
			return true;
	return false;
}

int offer_block(unsigned long block)
{
	if (is_out[block] || is_poisoned(block))
		return 0;
	offered = block;
	return 1;
}

/* The block that was offered, or NULL. */
struct page *block_taken(void)
{
	unsigned long block = offered;

	if (block == NO_BLOCK)
		return NULL;
	offered = NO_BLOCK;
	if (is_poisoned(block))
		return NULL;
	settle();
	is_out[block] = true;
	say("preparing %lu", block);
	return pfn_to_page(first_pfn(block));
}

void tag_block(unsigned long block)
{
	((unsigned long *)(pfn_to_page(first_pfn(block)) + DATA_SLOT))[DATA_WORD] = DATA_TAG(block);
}

/* A frame of the page allocator, or NULL: that is what fails. */
struct page *frame_taken(int is_zeroed)
{
	unsigned long frame = frame_alloc();

	if (frame == NO_FRAME)
		return NULL;
	kernel_prepare_frame(frame, 0);
	if (is_zeroed) {
		memset(page_address(pfn_to_page(frame)), 0, PAGE_SIZE);
		memory_stored(DIRECT_MAP + frame * FRAME_SIZE, FRAME_SIZE);
	}
	return pfn_to_page(frame);
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

/* The last reference is gone: a block or a frame. */
void page_freed(struct page *page)
{
	settle();
	if (block_of_pfn(page_to_pfn(page)) != NO_BLOCK)
		free_block(page);
	else
		frame_free(page_to_pfn(page));
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
