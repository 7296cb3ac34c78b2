// SPDX-License-Identifier: GPL-2.0
/* The rest of the kernel, as far as the code under test needs it: locks, RCU, the flush of the TLB, and variables. */
#include <linux/mm.h>
#include <linux/hugetlb.h>
#include <linux/hugetlb_cgroup.h>
#include <linux/mutex.h>
#include <linux/rwsem.h>
#include <linux/spinlock.h>
#include <linux/sched.h>
#include "harness.h"
#include "version.h"

unsigned long page_offset_base = DIRECT_MAP;
unsigned long vmemmap_base = VMEMMAP;
unsigned long phys_base;
pteval_t __default_kernel_pte_mask = ~0;
pteval_t __supported_pte_mask = ~0;
struct mm_struct init_mm = { .pgd = NULL };
struct pglist_data contig_page_data;
struct task_struct running_task;
unsigned int nr_cpu_ids = 1;
struct cpumask __cpu_possible_mask = { { 1UL } };
nodemask_t node_states[NR_NODE_STATES] = { [0 ... NR_NODE_STATES - 1] = { { [0] = 1UL } } };

const struct layout_word layout_words[] = {
	{ "version", LINUX_VERSION_CODE },
	{ "flags", offsetof(struct page, flags) / sizeof(long) },
	{ "compound_head", offsetof(struct page, LEADS_TO_HEAD) / sizeof(long) },
	{ "leads_by_mask", LEADS_BY_MASK },
	{ "private", offsetof(struct page, private) / sizeof(long) },
	{ "refcount", offsetof(struct page, _refcount) },
	{ "type_page", TYPE_PAGE },
	{ "type_byte", TYPE_BYTE },
	{ "type_hugetlb", TYPE_HUGETLB },
	{ "data", DATA_WORD },
	{ "data_tag", DATA_TAG(0) },
	{ "struct_page_of_first_block", VMEMMAP + FIRST_BLOCK_PFN * SLOT_SIZE },
	{ "PG_head", PG_head },
	{ "PG_hwpoison", PG_hwpoison },
	{ "HPG_freed", HPG_freed },
	{ "HPG_migratable", HPG_migratable },
	{ "HPG_temporary", HPG_temporary },
	{ "HPG_vmemmap_optimized", HPG_vmemmap_optimized },
	{ "HPG_raw_hwp_unreliable", HPG_raw_hwp_unreliable },
	{ "LIST_POISON1", (unsigned long)LIST_POISON1 },
	{ NULL, 0 },
};

void unmodelled(const char *name)
{
	say_and_exit("unmodelled %s", name);
}

void harness_bug(const char *condition, const char *file, int line)
{
	settle();
	say_and_exit("bug %lx %s", (unsigned long)__builtin_return_address(0), condition);
}

void harness_warn(const char *file, int line)
{
	settle();
	say("warn %lx", (unsigned long)__builtin_return_address(0));
}

/* arch/x86/mm/tlb.c, of all CPUs. */
void flush_tlb_all(void)
{
	last_pc = (unsigned long)__builtin_return_address(0);
	memory_flush(0, ~0UL);
}

void flush_tlb_kernel_range(unsigned long start, unsigned long end)
{
	last_pc = (unsigned long)__builtin_return_address(0);
	memory_flush(start, end);
}

/* One actor runs at a time, so a lock is a word: it says whether someone has it. */
static void lock(raw_spinlock_t *lock)
{
	point((unsigned long)__builtin_return_address(0));
	while (atomic_read(&lock->raw_lock.val))
		actors_wait();
	lock->raw_lock.val.counter = 1;
	if (lock == &hugetlb_lock.rlock)
		say("lock");
}

static void unlock(raw_spinlock_t *lock)
{
	settle();
	if (lock == &hugetlb_lock.rlock) {
		tell_raw_errors();
		tell_pool((unsigned long)__builtin_return_address(0));
		say("unlock");
	}
	lock->raw_lock.val.counter = 0;
	point((unsigned long)__builtin_return_address(0));
}

void _raw_spin_lock(raw_spinlock_t *l) { lock(l); }
void _raw_spin_lock_irq(raw_spinlock_t *l) { lock(l); }
unsigned long _raw_spin_lock_irqsave(raw_spinlock_t *l) { lock(l); return 0; }
int _raw_spin_trylock(raw_spinlock_t *l) { return l->raw_lock.val.counter ? 0 : (lock(l), 1); }
void _raw_spin_unlock(raw_spinlock_t *l) { unlock(l); }
void _raw_spin_unlock_irq(raw_spinlock_t *l) { unlock(l); }
void _raw_spin_unlock_irqrestore(raw_spinlock_t *l, unsigned long flags) { unlock(l); }

void mutex_lock(struct mutex *mutex)
{
	while (atomic_long_read(&mutex->owner))
		actors_wait();
	atomic_long_set(&mutex->owner, 1);
}

void mutex_unlock(struct mutex *mutex)
{
	settle();
	atomic_long_set(&mutex->owner, 0);
}

/* Readers do not exclude one another, and nobody writes; but that one is there can be asked. */
#define ONE_READER 256

void down_read(struct rw_semaphore *semaphore) { semaphore->count.counter += ONE_READER; }

void up_read(struct rw_semaphore *semaphore)
{
	settle();
	semaphore->count.counter -= ONE_READER;
}

/* Nobody who runs here is ever in a read-side section, so the grace period is over at once. */
void synchronize_rcu(void)
{
	settle();
	point((unsigned long)__builtin_return_address(0));
}

/* arch/x86/lib/hweight.S: called from assembly that expects all other registers to be kept. */
asm(".text\n.globl __sw_hweight64\n__sw_hweight64:\n\tpopcntq %rdi, %rax\n\tret\n");

unsigned int __bitmap_weight(const unsigned long *bitmap, unsigned int bits)
{
	unsigned int i, weight = 0;

	for (i = 0; i < bits; i++)
		weight += bitmap[i / 64] >> i % 64 & 1;
	return weight;
}

/* What VM_BUG_ON_PAGE() says before it is a BUG(). */
void dump_page(CONST_PAGE *page, const char *reason) { }

/* What is called and has no bearing on struct pages. */
int _printk(const char *format, ...) { return 0; }
void hugetlb_cgroup_uncharge_folio(int index, unsigned long pages, struct folio *folio) { }
void hugetlb_cgroup_uncharge_folio_rsvd(int index, unsigned long pages, struct folio *folio) { }

void adjust_managed_page_count(struct page *page, long count) { }

/* Whoever waits for another in a loop lets him run, or the worker. */
int __cond_resched(void)
{
	actors_yield();
	do_queued_work();
	return 0;
}

/* Work that is queued is done when the call is over, or somebody waits (hugetlb.c). */
bool queue_work_on(int cpu, struct workqueue_struct *queue, struct work_struct *work)
{
	queue_work_here(work);
	return true;
}
