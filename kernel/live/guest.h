/* SPDX-License-Identifier: GPL-2.0 */
/* What the scenarios of a guest have in common. What is seen stands behind '@@'. */
#ifndef GUEST_H
#define GUEST_H

#define PAGE 4096UL
#define PAGES_OF_HUGE 512
/* The page of a hugepage in which errors are reported, where any but the first would do: it is in the second page of the memory map. */
#define BAD_PAGE 70
#define HUGE (PAGES_OF_HUGE * PAGE)
#define KPF_BUDDY 10
#define KPF_SWAPCACHE 13
#define KPF_COMPOUND_HEAD 15
#define KPF_HUGE 17
#define KPF_HWPOISON 19
#define NONE (-1)
/* Of a guest without hugepages of 1 GiB. */
#define PAGES_OF_GUEST 0x10000

/* Anonymous hugepages. */
#define RESERVED (MAP_PRIVATE | MAP_ANONYMOUS | MAP_HUGETLB)
#define UNRESERVED (RESERVED | MAP_NORESERVE)

#define NR_HUGEPAGES "/proc/sys/vm/nr_hugepages"
#define FREE_HUGEPAGES "/sys/kernel/mm/hugepages/hugepages-2048kB/free_hugepages"
#define NR_OVERCOMMIT_HUGEPAGES "/proc/sys/vm/nr_overcommit_hugepages"

/* The hugepage that is looked at: the page frame number of its head. */
extern unsigned long head;

/* guest.c: files that the kernel shows its state in. */
long number_in(const char *path, const char *before);
void tell_text(const char *path);
unsigned long pfn_of(const char *address);
int is_flagged(unsigned long pfn, int flag);
void tell(const char *when);
void tell_pool(const char *when);
void write_text(const char *path, const char *text);
void write_number(const char *path, unsigned long number);
void resize(unsigned long hugepages);
void do_not_optimise(void);
void empty_pool(void);
/* In a process of its own: who does what the kernel dies of does not live to tell. */
int lives(void (*what)(void));
/* Pages that are never parts of a transparent hugepage; and one of them between two page frame numbers, if there is one before memory runs out. */
char *map_small_pages(unsigned long bytes);
char *use_small_page(unsigned long from, unsigned long to);
void compact_memory(void);
/* Out of use, as soft offline does; and one that is free, by which what a processor keeps of free pages goes to the allocator. */
void take_out(unsigned long pfn);
void take_out_a_free_page(void);

/* guest.c: hugepages, and errors in them. */
char *map(const char *what, unsigned long hugepages, int flags, int file);
int can_store_to(char *page);
void use(const char *what, char *page);
/* A pipe takes a page, as a driver does. */
int is_taken_by(int driver[2], char *page);
void hold(void);
/* Of so many hugepages that are made, the last one in memory between these page frame numbers; the others are given back at once. */
void hold_one_of(unsigned long hugepages, unsigned long from, unsigned long to);
void give_back(void);
void report(int page);
void fails(int page);
void find_hugepage(void);

/* The scenarios, by the files that they are in. */
void soft_offline(void), counted_again(void), free_block(void), compacted(void);
void alias(void), reference(void), others(void), walked_alone(void), walked_plain(void);
void promised(void), displaced(void), minimum(void), read_twice(void);
void migrated(void), overcommitted(void);
void demoted(void), given_back(void), parts(void), two_zones(void), rolled_back(void), fallen_back(void), contiguous(void), replaced(void), contiguous_plain(void);
void walker(void), becomes_a_tail(void), moved_head(void), cleared(void), surplus(void), after_the_test(void), demoted_with_error(void);
void failed_restore(void), unreliable(void);
void device_page(void), device_users(void), half_plugged(void);

/* stopped.c: what is begun on the first processor, which is stopped in it, and goes on. */
void prepare(void (*what)(void));
void begin(unsigned long pfn);
void go_on(void);

/* gigantic.c */
void find_gigantic(const char *when);
void tell_gigantic(const char *when);
void demote_one(void);

#endif
