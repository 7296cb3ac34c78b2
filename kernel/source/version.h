/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Where releases differ: here in what struct pages say, in pool.h in how mm/hugetlb.c is asked for the same thing, in allocator.c, operations.c and releases.c in the names and arguments of functions.
 * Nowhere else.
 */
#ifndef HARNESS_VERSION_H
#define HARNESS_VERSION_H

#include <linux/version.h>
#include <linux/mm_types.h>

#define V6_12 KERNEL_VERSION(6, 12, 0)
#define V7_2 KERNEL_VERSION(7, 2, 0)
#define V7_3 KERNEL_VERSION(7, 3, 0)

/* The member of a tail that leads to its head: a pointer; since v7.1 (8c846c879e22) a mask. */
#if LINUX_VERSION_CODE < V7_2
#define LEADS_TO_HEAD compound_head
#define LEADS_BY_MASK 0
#else
#define LEADS_TO_HEAD compound_info
#define LEADS_BY_MASK 1
#endif

/* Functions that only look at a struct page do not always say so. */
#if LINUX_VERSION_CODE < V6_12
#define CONST_PAGE struct page
#else
#define CONST_PAGE const struct page
#endif

#if LINUX_VERSION_CODE < V7_2
#define CONST_FOLIO struct folio
#define MAPPING_IS_ANONYMOUS PAGE_MAPPING_ANON
#else
#define CONST_FOLIO const struct folio
#define MAPPING_IS_ANONYMOUS FOLIO_MAPPING_ANON
#endif

/* Which struct page of a hugepage says that it is one, the byte of it, and what stands there. */
#if LINUX_VERSION_CODE < V6_12
#define TYPE_PAGE 1
#define TYPE_BYTE offsetof(struct page, compound_dtor)
#define TYPE_HUGETLB HUGETLB_PAGE_DTOR
#else
#define TYPE_PAGE 0
#define TYPE_BYTE (offsetof(struct page, page_type) + 3)
#define TYPE_HUGETLB PGTY_hugetlb
#endif

/* A word of the third struct page that nobody uses: there the harness puts what stands for the data of a folio. */
#if LINUX_VERSION_CODE < V6_12
#define DATA_WORD 2
#else
#define DATA_WORD (offsetof(struct page, memcg_data) / sizeof(long))
#endif

/* And of those behind it that a restore resets: of NR_RESET_STRUCT_PAGE the last one stands for all in the model. */
#if LINUX_VERSION_CODE < V6_12 || LINUX_VERSION_CODE >= V7_2
#define LAST_DATA_SLOT DATA_SLOT
#else
#define LAST_DATA_SLOT 3
#endif

/* Whether the page allocator finds anything where it checks what is freed (init_on_alloc=1): restored tails are copies of the head, until they had a frame of their own to be copied from. */
#define CHECKS_FREED (LINUX_VERSION_CODE >= KERNEL_VERSION(6, 12, 115) && LINUX_VERSION_CODE < V7_2)

struct work_struct;

/* pages.c: what the functions of the page allocator come to, whatever their names (allocator.c). */
struct page *unit_taken(unsigned int order);
struct page *frame_taken(int is_zeroed);
void page_freed(struct page *page, unsigned int order);
int offer_unit(unsigned long unit);
void part_made(struct page *page);
int leave_to_boot(unsigned long block);
void tag_unit(unsigned long unit);
void unit_made(unsigned long unit);
int unit_is_free(unsigned long pfn);
unsigned long unit_of_head(struct page *head);

/* kernel.c */
extern struct task_struct running_task;

/* failure.c */
int call_fail(unsigned long block, unsigned long index);
int call_unpoison(unsigned long block, unsigned long index);
int call_offline(unsigned long block, unsigned long index);
void tell_raw_errors(void);
void tell_pool(unsigned long pc);

/* allocator.c */
void register_boot_frame(struct page *page);

/* mapping.c */
int unit_is_mapped(unsigned long unit);
void unit_is_mapped_now(unsigned long unit);
void unit_is_unmapped(unsigned long unit);

/* hugetlb.c */
int user_leaves(unsigned long unit);
void hugetlb_boot(void);
void queue_work_here(struct work_struct *work);
void do_queued_work(void);

#endif
