// SPDX-License-Identifier: GPL-2.0
/*
 * Who has mapped a hugepage: mm/rmap.c, as far as memory failure and hugetlb see it. A hugepage has one user, who maps it privately (mm/hugetlb.c: hugetlb_no_page()). He is told of an error by what memory failure
 * leaves in the place of his mapping. There is no process here that could be sent a signal as well.
 */
#include <linux/mm.h>
#include <linux/hugetlb.h>
#include <linux/rmap.h>
#include "harness.h"
#include "version.h"

static bool is_mapped[MOST_UNITS];
static unsigned long anonymous[2];		/* stands for an anon_vma: nobody looks into it */

int unit_is_mapped(unsigned long unit)
{
	return is_mapped[unit];
}

/* hugetlb_add_new_anon_rmap() and hugetlb_remove_rmap() */
static void set_mapcount(struct page *head, int count)
{
#if LINUX_VERSION_CODE < V6_12
	atomic_set(compound_mapcount_ptr(head), count);
#else
	struct folio *folio = (struct folio *)head;

	atomic_set(&folio->_entire_mapcount, count);
	atomic_set(&folio->_large_mapcount, count);
#endif
}

void unit_is_mapped_now(unsigned long unit)
{
	struct page *head = pfn_to_page(first_pfn(unit));

	set_mapcount(head, 0);
	head->mapping = (void *)((unsigned long)anonymous | MAPPING_IS_ANONYMOUS);
	is_mapped[unit] = true;
	settle();
	say("mapped %lu", unit);
}

void unit_is_unmapped(unsigned long unit)
{
	is_mapped[unit] = false;
	set_mapcount(pfn_to_page(first_pfn(unit)), -1);
	settle();
	say("unmapped %lu", unit);
}

/* Of a hugepage whose head is poisoned the mapping becomes an entry that says so: whoever uses it gets SIGBUS. What mapped it has had a reference, which goes. */
void try_to_unmap(struct folio *folio, enum ttu_flags flags)
{
	unsigned long unit = unit_of_head(&folio->page);

	if (!is_mapped[unit] || !PageHWPoison(&folio->page))
		return;
	unit_is_unmapped(unit);
	say("told %lu", unit);
	if (user_leaves(unit))
		folio_put(folio);
}

struct anon_vma *folio_lock_anon_vma_read(CONST_FOLIO *folio, struct rmap_walk_control *control) { return NULL; }

#if LINUX_VERSION_CODE < V6_12
bool page_mapped(struct page *page) { return folio_mapcount(page_folio(page)) != 0; }
int folio_mapcount(struct folio *folio) { return is_mapped[unit_of_head(&folio->page)]; }
#endif
