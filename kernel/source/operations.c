// SPDX-License-Identifier: GPL-2.0
/* The operations of mm/hugetlb_vmemmap.c are entered and left by here (the linker's --wrap): one hugepage, or since v6.7 a list of them. */
#include <linux/mm.h>
#include <linux/hugetlb.h>
#include "harness.h"
#include "version.h"

static void enter(const char *what, struct page *head)
{
	unsigned long unit = unit_of_head(head);

	settle();
	if (*what == 'o')
		tag_unit(unit);
	memory_tell(unit);
	say("enter %s %lu", what, unit);
}

static void leave(const char *what, struct page *head, int result)
{
	settle();
	/* The list of hugepages was read through a page that is not theirs any longer. */
	if (block_of_pfn(page_to_pfn(head)) == NO_BLOCK)
		say_and_exit("wild load %lx %lx", (unsigned long)head, last_pc);
	say("leave %s %lu %d", what, unit_of_head(head), result);
}

#if LINUX_VERSION_CODE < V6_12

void __real_hugetlb_vmemmap_optimize(const struct hstate *h, struct page *head);
int __real_hugetlb_vmemmap_restore(const struct hstate *h, struct page *head);

void __wrap_hugetlb_vmemmap_optimize(const struct hstate *h, struct page *head)
{
	enter("optimise", head);
	__real_hugetlb_vmemmap_optimize(h, head);
	leave("optimise", head, 0);
}

int __wrap_hugetlb_vmemmap_restore(const struct hstate *h, struct page *head)
{
	int result;

	enter("restore", head);
	result = __real_hugetlb_vmemmap_restore(h, head);
	leave("restore", head, result);
	/* A gigantic page is about to be taken to pieces, one struct page after the other. */
	if (!result && compound_order(head) >= MAX_ORDER)
		memory_be_quiet();
	return result;
}

#else

void __real_hugetlb_vmemmap_optimize_folio(const struct hstate *h, struct folio *folio);
void __real_hugetlb_vmemmap_optimize_folios(struct hstate *h, struct list_head *folios);
int __real_hugetlb_vmemmap_restore_folio(const struct hstate *h, struct folio *folio);
long __real_hugetlb_vmemmap_restore_folios(const struct hstate *h, struct list_head *folios, struct list_head *restored);

static void enter_all(const char *what, struct list_head *folios)
{
	struct folio *folio;

	list_for_each_entry(folio, folios, lru)
		enter(what, &folio->page);
}

static void leave_all(const char *what, struct list_head *folios, int result)
{
	struct folio *folio;

	list_for_each_entry(folio, folios, lru)
		leave(what, &folio->page, result);
}

void __wrap_hugetlb_vmemmap_optimize_folio(const struct hstate *h, struct folio *folio)
{
	enter("optimise", &folio->page);
	__real_hugetlb_vmemmap_optimize_folio(h, folio);
	leave("optimise", &folio->page, 0);
}

int __wrap_hugetlb_vmemmap_restore_folio(const struct hstate *h, struct folio *folio)
{
	int result;

	enter("restore", &folio->page);
	result = __real_hugetlb_vmemmap_restore_folio(h, folio);
	leave("restore", &folio->page, result);
	return result;
}

void __wrap_hugetlb_vmemmap_optimize_folios(struct hstate *h, struct list_head *folios)
{
	enter_all("optimise", folios);
	__real_hugetlb_vmemmap_optimize_folios(h, folios);
	leave_all("optimise", folios, 0);
}

#if LINUX_VERSION_CODE >= V7_2
void __real_hugetlb_vmemmap_optimize_bootmem_folios(struct hstate *h, struct list_head *folios);

void __wrap_hugetlb_vmemmap_optimize_bootmem_folios(struct hstate *h, struct list_head *folios)
{
	enter_all("optimise", folios);
	__real_hugetlb_vmemmap_optimize_bootmem_folios(h, folios);
	leave_all("optimise", folios, 0);
}
#endif

long __wrap_hugetlb_vmemmap_restore_folios(const struct hstate *h, struct list_head *folios, struct list_head *restored)
{
	long result;

	enter_all("restore", folios);
	result = __real_hugetlb_vmemmap_restore_folios(h, folios, restored);
	/* Those that it could not restore are still on the list. */
	leave_all("restore", folios, (int)result);
	leave_all("restore", restored, 0);
	return result;
}

#endif
