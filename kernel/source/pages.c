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
static bool is_out[MOST_UNITS];			/* the unit is with whoever allocated it */
static bool is_parted[MOST_BLOCKS];		/* the block was demoted: its parts come and go on their own, and are not put together again */

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

void kernel_prepare_unit(unsigned long unit)
{
	unsigned long i;

	/* The file's own stores are not seen one by one. */
	actors_at_once(1);
	memory_be_quiet();
	for (i = 0; i < 1UL << order_of_unit(unit); i++)
		plain_page(pfn_to_page(first_pfn(unit) + i));
	memory_tell(unit);
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

/* The hugepage that begins with this struct page; the block where its order is another than all here have. */
unsigned long unit_of_head(struct page *head)
{
	return unit_of_pfn(page_to_pfn(head), PageHead(head) ? compound_order(head) : machine.order);
}

/* The page allocator has the unit that the base page is in. */
int unit_is_free(unsigned long pfn)
{
	unsigned long block = block_of_pfn(pfn);

	return block != NO_BLOCK && !is_out[is_parted[block] ? unit_of_pfn(pfn, PART_ORDER) : block];
}

/* A unit with a poisoned page in it is not given out: the page is off the buddy allocator, or check_new_pages() finds it. */
static bool is_poisoned(unsigned long unit)
{
	unsigned long i;

	for (i = 0; i < 1UL << order_of_unit(unit); i++)
		if (PageHWPoison(pfn_to_page(first_pfn(unit) + i)))
			return true;
	return false;
}

int offer_unit(unsigned long unit)
{
	if (is_out[unit] || is_parted[block_of_pfn(first_pfn(unit))] != is_part(unit) || is_poisoned(unit))
		return 0;
	offered = unit;
	return 1;
}

/* The unit that was offered, or NULL. */
struct page *unit_taken(unsigned int order)
{
	unsigned long unit = offered;

	if (unit == NO_BLOCK)
		return NULL;
	offered = NO_BLOCK;
	if (order_of_unit(unit) != order || is_poisoned(unit))
		return NULL;
	settle();
	is_out[unit] = true;
	say("preparing %lu", unit);
	return pfn_to_page(first_pfn(unit));
}

/* A block that is out becomes its parts, one after the other. */
void part_made(struct page *page)
{
	unsigned long block = block_of_pfn(page_to_pfn(page)), part = unit_of_pfn(page_to_pfn(page), PART_ORDER);

	if (!is_out[block] && !is_parted[block])
		say_and_exit("fault a part is made of a block that nobody has");
	is_out[block] = false;
	is_parted[block] = true;
	is_out[part] = true;
	say("preparing %lu", part);
}

/* A block that nobody has had yet was set aside at boot: its pages are reserved, each with a reference. Since v6.7 only the first struct page is made; of the others hugetlb makes those that it keeps (memblock_reserved_mark_noinit()). */
int leave_to_boot(unsigned long block)
{
	static bool is_used[MOST_UNITS];
	unsigned long i;

	if (is_used[block] || !offer_unit(block) || !unit_taken(order_of_unit(block)))
		return 0;
	is_used[block] = true;
	actors_at_once(1);
	memory_be_quiet();
	for (i = 0; i < 1UL << order_of_unit(block); i++) {
		struct page *page = pfn_to_page(first_pfn(block) + i);

		if (i && LINUX_VERSION_CODE >= V6_12) {
			memset(page, 0xff, sizeof(*page));
			continue;
		}
		set_page_count(page, 1);
		__SetPageReserved(page);
	}
	memory_tell(block);
	actors_at_once(0);
	return 1;
}

/* mm/mm_init.c */
void __init_single_page(struct page *page, unsigned long pfn, unsigned long zone, int nid)
{
	volatile unsigned long *words = (unsigned long *)page;
	unsigned int i;

	for (i = 0; i < sizeof(*page) / sizeof(long); i++)
		words[i] = 0;
	set_page_zone(page, zone);
	set_page_count(page, 1);
	atomic_set(&page->_mapcount, -1);
	INIT_LIST_HEAD(&page->lru);
}

void tag_unit(unsigned long unit)
{
	int slot;

	for (slot = DATA_SLOT; slot <= LAST_DATA_SLOT; slot++)
		((unsigned long *)(pfn_to_page(first_pfn(unit)) + slot))[DATA_WORD] = DATA_TAG(unit);
}

/* A hugepage that waits for the others of its batch is made: what it has become is told. */
void unit_made(unsigned long unit)
{
	settle();
	tag_unit(unit);
	memory_tell(unit);
	say("prepared %lu", unit);
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

#if CHECKS_FREED

/* free_tail_page_prepare(), free_page_is_bad(). Of the words that hugetlb has in struct pages 1 to 3 they know; memcg_data is the harness's own. */
static bool is_bad_tail(struct page *head, struct page *page)
{
	return (page - head > 3 && page->mapping != TAIL_MAPPING) || READ_ONCE(page->compound_head) != (unsigned long)head + 1
		|| atomic_read(&page->_mapcount) != -1 || page_ref_count(page) || (page->flags & PAGE_FLAGS_CHECK_AT_FREE);
}

/* free_pages_prepare() with check_pages_enabled: a bad page keeps all but mapping and compound_head, the head comes last. */
static bool is_refused(unsigned long unit)
{
	struct page *head = pfn_to_page(first_pfn(unit));
	bool is_bad = false;
	unsigned long i;

	if (!PageHead(head))
		return false;
	actors_at_once(1);
	memory_be_quiet();
	head[1].flags &= ~PAGE_FLAGS_SECOND;
	for (i = 1; i < 1UL << order_of_unit(unit); i++) {
		struct page *page = head + i;

		if (!is_bad_tail(head, page)) {
			plain_page(page);
			continue;
		}
		page->mapping = NULL;
		clear_compound_head(page);
		is_bad = true;
	}
	if (is_bad)
		memory_tell(unit);
	actors_at_once(0);
	return is_bad;
}

#else
static bool is_refused(unsigned long unit) { return false; }
#endif

/* A unit given to the page allocator: it is kept from it where that finds bad pages; else what free_pages_prepare() would look at is read as it is, then its pages are ordinary ones. */
static void free_unit(unsigned long unit)
{
	settle();
	if (!is_out[unit])
		say_and_exit("double-free-block %lu %lx", unit, last_pc);
	say("freeing %lu", unit);
	if (is_refused(unit)) {
		say("refused %lu", unit);
		return;
	}
	kernel_prepare_unit(unit);
	is_out[unit] = false;
	say("plain %lu", unit);
}

/* The last reference is gone: a unit or a frame. */
void page_freed(struct page *page, unsigned int order)
{
	unsigned long pfn = page_to_pfn(page);

	settle();
	if (block_of_pfn(pfn) != NO_BLOCK)
		free_unit(unit_of_pfn(pfn, order ? order : machine.order));
	else
		frame_free(pfn);
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
	int zone;

	for (zone = 0; zone < MAX_NR_ZONES; zone++)
		contig_page_data.node_zones[zone].zone_pgdat = &contig_page_data;
	init_mm.pgd = (pgd_t *)top_table();
	hugetlb_boot();
	for (frame = 512; frame_is_of_memory_map(frame); frame++) {
		kernel_prepare_frame(frame, machine.boot);
		/* One allocation for each huge entry, until its table is split. */
		if (!machine.boot && frame % PTRS_PER_PTE)
			set_page_count(pfn_to_page(frame), 0);
	}
	for (block = 0; block < machine.blocks; block++)
		kernel_prepare_unit(block);
}
