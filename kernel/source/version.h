/* SPDX-License-Identifier: GPL-2.0 */
/* Where releases differ, and nowhere else: how mm/hugetlb.c is asked for the same thing. */
#ifndef HARNESS_VERSION_H
#define HARNESS_VERSION_H

#include <linux/version.h>

#define POOL_ALLOC(h) alloc_pool_huge_page(h, &node_states[N_MEMORY], NULL)
#define DISSOLVE(page) dissolve_free_huge_page(page)
#define POOL_REMOVE(h) remove_pool_huge_page(h, &node_states[N_MEMORY], false)
#define UPDATE_AND_FREE(h, page) update_and_free_page(h, page, false)
#define DEQUEUE(h) dequeue_huge_page_node_exact(h, 0)

int offer_block(unsigned long block);
void tag_block(unsigned long block);
void hugetlb_boot(void);
struct work_struct;
void queue_work_here(struct work_struct *work);

#endif
