// SPDX-License-Identifier: GPL-2.0
/* The tree's mm/memory-failure.c as it is, and what it needs of the rest of the kernel as far as hugepages are concerned. */
#include <linux/mm.h>
/* There are no memory sections: whoever asks asks about a page of a block. */
#define pfn_valid(pfn) true
#include "mm/memory-failure.c"
#include "harness.h"
#include "version.h"

#define ENTRIES_OF_LISTS 4096

/* What HardwareCorrupted of /proc/meminfo shows. */
static void tell_poisoned(void) { say("poisoned %ld", atomic_long_read(&num_poisoned_pages)); }

/* The hardware finds a base page of the block bad. */
int call_fail(unsigned long block, unsigned long index)
{
	int result;

	memory_begin_loads();
	actors_tell_loads(machine.points);
	result = memory_failure(first_pfn(block) + index, MF_SW_SIMULATED);
	actors_tell_loads(0);
	tell_poisoned();
	return result;
}

/* Whoever reported an error for a test takes it back. */
int call_unpoison(unsigned long block, unsigned long index)
{
	int result = unpoison_memory(first_pfn(block) + index);

	tell_poisoned();
	return result;
}

/* A page whose errors were corrected so far is taken out of use; of what is in use that is a migration, which is not here, but where the flag says that it was done before. */
int call_offline(unsigned long block, unsigned long index)
{
	struct page *page = pfn_to_page(first_pfn(block) + index);
	int result = NOT_NOW;

	if (!page_count(page) || PageHWPoison(page))
		result = soft_offline_page(first_pfn(block) + index, 0);
	tell_poisoned();
	return result;
}

/* The raw error list of each hugepage, where it is another than was told. The harness reads it, not the kernel: nobody comes in between. */
__attribute__((no_sanitize("thread"))) void tell_raw_errors(void)
{
	static unsigned long told[MOST_UNITS];
	unsigned long block;

	for (block = 0; block < units(); block++) {
		struct page *head = pfn_to_page(first_pfn(block));
		struct llist_node *node;
		struct raw_hwp_page *raw;

		if (((unsigned char *)(head + TYPE_PAGE))[TYPE_BYTE] != TYPE_HUGETLB || unit_of_head(head) != block)
			continue;
#if LINUX_VERSION_CODE < V6_12
		node = raw_hwp_list_head(head)->first;
#else
		node = raw_hwp_list_head((struct folio *)head)->first;
#endif
		if (told[block] == (unsigned long)node)
			continue;
		told[block] = (unsigned long)node;
		say("raw-errors %lu", block);
		for (; node; node = node->next) {
			raw = container_of(node, struct raw_hwp_page, node);
			say("raw-error %lu %ld", block, (long)(raw->page - head));
		}
	}
}

/* Memory for the entries of raw error lists: none is used twice, and what is freed can still be walked. */
static struct raw_hwp_page entries[ENTRIES_OF_LISTS];
static bool entry_is_free[ENTRIES_OF_LISTS];
static unsigned long entries_used;

static void *entry_taken(void)
{
	return entries_used < ENTRIES_OF_LISTS ? &entries[entries_used++] : NULL;
}

#if LINUX_VERSION_CODE < V6_12
void *kmalloc_trace(struct kmem_cache *cache, gfp_t gfp, size_t size) { return entry_taken(); }
#else
void *__kmalloc_cache_noprof(struct kmem_cache *cache, gfp_t gfp, size_t size) { return entry_taken(); }
#endif

/* Only entries are ever allocated. */
void kfree(const void *object)
{
	unsigned long number = (const struct raw_hwp_page *)object - entries;

	if (!object)
		return;
	if (number >= entries_used || entry_is_free[number])
		say("double-free-entry %lx", _RET_IP_);
	else
		entry_is_free[number] = true;
}

/* mm/page_alloc.c: the base pages of a block that is no hugepage are with the buddy allocator, or taken off it. */
bool is_free_buddy_page(CONST_PAGE *page) { return unit_is_free(page_to_pfn(page)); }

bool take_page_off_buddy(struct page *page)
{
	if (!unit_is_free(page_to_pfn(page)) || PageHWPoisonTakenOff(page))
		return false;
	SetPageHWPoisonTakenOff(page);
	return true;
}

bool put_page_back_buddy(struct page *page)
{
	if (!put_page_testzero(page))
		return false;
	ClearPageHWPoisonTakenOff(page);
	return TestClearPageHWPoison(page);
}

void zone_pcp_disable(struct zone *zone) { }
void zone_pcp_enable(struct zone *zone) { }
void drain_all_pages(struct zone *zone) { }
void lru_add_drain_all(void) { }
void get_online_mems(void) { }
void put_online_mems(void) { }

struct page *pfn_to_online_page(unsigned long pfn) { return pfn_to_page(pfn); }

/* No page belongs to a file. */
#if LINUX_VERSION_CODE < V6_12
struct address_space *page_mapping(struct page *page) { return NULL; }
#elif LINUX_VERSION_CODE < V7_2
struct address_space *folio_mapping(struct folio *folio) { return NULL; }
#else
struct address_space *folio_mapping(const struct folio *folio) { return NULL; }
#endif

void folio_unlock(struct folio *folio)
{
	settle();
	clear_bit(PG_locked, (unsigned long *)&folio->flags);
	point(_RET_IP_);
}

void unlock_page(struct page *page) { folio_unlock((struct folio *)page); }

void __folio_lock(struct folio *folio)
{
	while (test_and_set_bit(PG_locked, (unsigned long *)&folio->flags))
		actors_wait();
}

int ___ratelimit(struct ratelimit_state *state, const char *function) { return 0; }
