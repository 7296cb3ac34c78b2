/*
 * Physical memory, and the page table over the array of struct pages.
 *
 * Memory is one file, seen as a whole at DIRECT_MAP. The page table is real: x86-64 tables in frames of that file, written by the kernel's own set_pte(). Each store to an entry is
 * mirrored by a mapping of the frame at the address that the entry translates, with the entry's permission: so tails that share a frame share memory, and a store through a read-only
 * entry is a fault. An entry that was changed is used at once, or, where the machine is lazy, after the flush.
 */
#define _GNU_SOURCE
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <ucontext.h>
#include <unistd.h>
#include "harness.h"

#define ENTRIES 512UL
#define ENTRY_PRESENT 0x1UL
#define ENTRY_WRITABLE 0x2UL
#define ENTRY_LEAF 0x80UL
#define ENTRY_TABLE 0x63UL	/* present, writable, accessed, dirty */
#define FRAME_OF(entry) (((entry) & 0x000ffffffffff000UL) >> 12)
#define PAGES_PER_TABLE ENTRIES
#define HUGE_SIZE (ENTRIES * FRAME_SIZE)
#define GARBAGE 0xdb

#define WORDS (SLOT_SIZE / sizeof(unsigned long))

struct machine machine;

enum use { FREE, ALLOCATED };

static int memory_file;
static unsigned long frames;			/* of the file */
static unsigned long pool_first, pool_count;	/* those that hold, held or may hold struct pages */
static unsigned char *use;			/* of each frame of the pool */
static unsigned long (*shadow)[SLOTS][WORDS];	/* what was told of each of them */
static unsigned long *free_stack, free_count;
static unsigned long allocations;
static unsigned long tables;			/* the frame of the root; then one of each level, then those of entries */
static unsigned long map_start, map_pages;	/* the struct pages of the blocks: address and number of vmemmap pages */
static unsigned long *entries;			/* the entry of each vmemmap page */
static unsigned long *used;			/* as the CPU uses it */
static unsigned long *before;			/* as it was at the last flush, where it has changed since */
static unsigned char *is_unflushed;
static unsigned long *pmd_table;		/* for each 2 MiB of them, the frame of the table of its entries, or NO_FRAME */
static int is_quiet;
static char signal_stack[1 << 16];

unsigned long vmemmap_pages_of_block(void)
{
	return (1UL << machine.order) / SLOTS;
}

unsigned long first_pfn(unsigned long block)
{
	return FIRST_BLOCK_PFN + (block << machine.order);
}

unsigned long block_of_pfn(unsigned long pfn)
{
	if (pfn < FIRST_BLOCK_PFN || pfn >= first_pfn(machine.blocks))
		return NO_BLOCK;
	return (pfn - FIRST_BLOCK_PFN) >> machine.order;
}

static void *frame_address(unsigned long frame)
{
	return (void *)(DIRECT_MAP + frame * FRAME_SIZE);
}

static void map(unsigned long address, unsigned long count, unsigned long frame, int writable)
{
	int protection = PROT_READ | (writable ? PROT_WRITE : 0);

	if (mmap((void *)address, count * FRAME_SIZE, protection, MAP_SHARED | MAP_FIXED, memory_file, (off_t)(frame * FRAME_SIZE)) == MAP_FAILED)
		say_and_exit("fault the harness cannot map a frame");
}

static unsigned long *table(unsigned long frame)
{
	return frame_address(frame);
}

unsigned long top_table(void)
{
	return DIRECT_MAP + tables * FRAME_SIZE;
}

static void use_entry(unsigned long page)
{
	if (used[page] == entries[page])
		return;
	used[page] = entries[page];
	map(map_start + page * FRAME_SIZE, 1, FRAME_OF(used[page]), (used[page] & ENTRY_WRITABLE) != 0);
}

static void say_slots(unsigned long frame, unsigned long slot, unsigned long count, const unsigned long *words)
{
	static const char digits[] = "0123456789abcdef";
	char line[200], *end = line;
	unsigned long word;

	for (word = 0; word < WORDS; word++) {
		int shift = words[word] ? (63 - __builtin_clzl(words[word])) / 4 * 4 : 0;

		*end++ = ' ';
		for (; shift >= 0; shift -= 4)
			*end++ = digits[words[word] >> shift & 15];
	}
	*end = 0;
	say("s %lu %lu %lu%s %lx", frame, slot, count, line, last_pc);
}

/* What is new in some struct pages of a frame: equal neighbours in one line. */
static void tell_slots(unsigned long frame, unsigned long slot, unsigned long end)
{
	unsigned long (*now)[WORDS] = frame_address(frame);
	unsigned long (*told)[WORDS] = shadow[frame - pool_first];
	unsigned long next;

	while (slot < end) {
		if (!memcmp(now[slot], told[slot], SLOT_SIZE)) {
			slot++;
			continue;
		}
		for (next = slot; next < end && !memcmp(now[next], now[slot], SLOT_SIZE); next++)
			memcpy(told[next], now[next], SLOT_SIZE);
		say_slots(frame, slot, next - slot, now[slot]);
		slot = next;
	}
}

static void entry_stored(unsigned long page, unsigned long entry)
{
	if (entries[page] == entry)
		return;
	if (!is_unflushed[page])
		before[page] = entries[page];
	is_unflushed[page] = 1;
	entries[page] = entry;
	say("e %lu %lu %d %lx", page, FRAME_OF(entry), (entry & ENTRY_WRITABLE) != 0, last_pc);
	if (!machine.lazy)
		use_entry(page);
}

static int is_table_of_entries(unsigned long frame, unsigned long *part)
{
	for (*part = 0; *part < map_pages / PAGES_PER_TABLE; ++*part)
		if (pmd_table[*part] == frame)
			return 1;
	return 0;
}

/* A table of entries was installed: whatever it says holds for its pages from now on. */
static void table_installed(unsigned long part, unsigned long entry)
{
	unsigned long i;

	if (entry & ENTRY_LEAF)
		return;
	pmd_table[part] = FRAME_OF(entry);
	say("t %lu %lu %lx", part * PAGES_PER_TABLE, FRAME_OF(entry), last_pc);
	for (i = 0; i < ENTRIES; i++) {
		unsigned long page = part * PAGES_PER_TABLE + i;

		/* The CPU notices no more than a change of frame or permission. */
		if ((table(pmd_table[part])[i] ^ entries[page]) & (ENTRY_WRITABLE | 0x000ffffffffff000UL))
			entry_stored(page, table(pmd_table[part])[i]);
	}
}

int memory_is_interesting(unsigned long address)
{
	return address - DIRECT_MAP < frames * FRAME_SIZE || address - map_start < map_pages * FRAME_SIZE;
}

static void *cpu_address(unsigned long address)
{
	unsigned long frame = address - map_start < map_pages * FRAME_SIZE ? FRAME_OF(used[(address - map_start) / FRAME_SIZE]) : (address - DIRECT_MAP) / FRAME_SIZE;

	return (char *)frame_address(frame) + address % FRAME_SIZE;
}

/* Something was stored within one page, at an address of the direct map. */
static void stored_within(unsigned long address, unsigned long size)
{
	unsigned long frame = (address - DIRECT_MAP) / FRAME_SIZE, offset = address % FRAME_SIZE, part;

	if (frame == tables + 2) {
		part = offset / 8 - (map_start / HUGE_SIZE) % ENTRIES;
		if (part < map_pages / PAGES_PER_TABLE)
			table_installed(part, *(unsigned long *)address);
	} else if (is_table_of_entries(frame, &part)) {
		entry_stored(part * PAGES_PER_TABLE + offset / 8, *(unsigned long *)address);
	} else if (frame - pool_first < pool_count && !is_quiet) {
		tell_slots(frame, offset / SLOT_SIZE, (offset + size - 1) / SLOT_SIZE + 1);
	}
}

void memory_stored(unsigned long address, unsigned long size)
{
	while (size) {
		unsigned long here = FRAME_SIZE - address % FRAME_SIZE;

		here = here < size ? here : size;
		stored_within((unsigned long)cpu_address(address), here);
		address += here;
		size -= here;
	}
}

/* Whole blocks are written before they are a hugepage, and after: that is told when it is done. */
void memory_be_quiet(void)
{
	settle();
	is_quiet = 1;
}

void memory_tell(unsigned long block)
{
	unsigned long page;

	settle();
	is_quiet = 0;
	for (page = block * vmemmap_pages_of_block(); page < (block + 1) * vmemmap_pages_of_block(); page++)
		tell_slots(FRAME_OF(used[page]), 0, SLOTS);
}

void memory_flush(unsigned long start, unsigned long end)
{
	unsigned long first, page;

	settle();
	if (start < map_start)
		start = map_start;
	if (end > map_start + map_pages * FRAME_SIZE)
		end = map_start + map_pages * FRAME_SIZE;
	if (start >= end)
		return;
	first = (start - map_start) / FRAME_SIZE;
	for (page = first; page < (end - map_start) / FRAME_SIZE; page++) {
		use_entry(page);
		is_unflushed[page] = 0;
	}
	say("f %lu %lu %lx", first, page - first, last_pc);
}

unsigned long frame_alloc(void)
{
	unsigned long frame;

	settle();
	allocations++;
	if ((allocations >= machine.fail_from && allocations <= machine.fail_to) || free_count == 0) {
		say("a - %lx", last_pc);
		return NO_FRAME;
	}
	frame = free_stack[--free_count];
	use[frame - pool_first] = ALLOCATED;
	say("a %lu %lx", frame, last_pc);
	return frame;
}

void frame_free(unsigned long frame)
{
	settle();
	if (frame - pool_first >= pool_count || use[frame - pool_first] == FREE)
		say_and_exit("double-free %lu %lx", frame, last_pc);
	use[frame - pool_first] = FREE;
	say("r %lu %lx", frame, last_pc);
	memset(frame_address(frame), GARBAGE, FRAME_SIZE);
	tell_slots(frame, 0, SLOTS);
	memmove(free_stack + 1, free_stack, free_count * sizeof(*free_stack));
	free_stack[0] = frame;
	free_count++;
}

int frame_is_of_memory_map(unsigned long frame)
{
	return frame - pool_first < pool_count;
}

/* Some CPU may translate a struct page to the frame at this address of the direct map, or the address is a struct page's. */
int memory_may_be_read(unsigned long address)
{
	unsigned long page, frame = (address - DIRECT_MAP) / FRAME_SIZE;

	if (address - map_start < map_pages * FRAME_SIZE)
		return 1;
	for (page = 0; page < machine.blocks * vmemmap_pages_of_block(); page++)
		if (FRAME_OF(used[page]) == frame || FRAME_OF(entries[page]) == frame || (is_unflushed[page] && FRAME_OF(before[page]) == frame))
			return 1;
	return 0;
}

static void on_fault(int signal, siginfo_t *information, void *context)
{
	unsigned long address = (unsigned long)information->si_addr;
	unsigned long pc = (unsigned long)((ucontext_t *)context)->uc_mcontext.gregs[REG_RIP];
	int is_write = (((ucontext_t *)context)->uc_mcontext.gregs[REG_ERR] & 2) != 0;

	if (address - map_start < map_pages * FRAME_SIZE)
		say_and_exit("oops %s %lu %lu %lx", is_write ? "store" : "load", (address - map_start) / FRAME_SIZE, (address & (FRAME_SIZE - 1)) / SLOT_SIZE, pc);
	say_and_exit("wild %s %lx %lx", is_write ? "store" : "load", address, pc);
	(void)signal;
}

void memory_report_faults(void)
{
	stack_t stack = { .ss_sp = signal_stack, .ss_size = sizeof(signal_stack) };
	struct sigaction action = { .sa_sigaction = on_fault, .sa_flags = SA_SIGINFO | SA_ONSTACK };

	sigaltstack(&stack, NULL);
	sigaction(SIGSEGV, &action, NULL);
	sigaction(SIGBUS, &action, NULL);
}

static void *array(unsigned long count, size_t size)
{
	void *start = mmap(NULL, count * size + FRAME_SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (start == MAP_FAILED)
		say_and_exit("fault the harness is out of memory");
	return start;
}

static void create_tables(void)
{
	unsigned long part, *root = table(tables), *pud = table(tables + 1), *pmd = table(tables + 2);

	root[VMEMMAP >> 39 & (ENTRIES - 1)] = (tables + 1) << 12 | ENTRY_TABLE;
	pud[map_start >> 30 & (ENTRIES - 1)] = (tables + 2) << 12 | ENTRY_TABLE;
	for (part = 0; part < map_pages / PAGES_PER_TABLE; part++) {
		pmd[(map_start / HUGE_SIZE + part) % ENTRIES] = (pool_first + part * ENTRIES) << 12 | ENTRY_TABLE | ENTRY_LEAF;
		pmd_table[part] = NO_FRAME;
	}
}

/* Whole 2 MiB of memory map, whether blocks fill them or not: they are mapped by one huge entry each at the beginning. */
void memory_create(void)
{
	unsigned long blocks_pages = machine.blocks * vmemmap_pages_of_block(), page, spare;

	map_start = VMEMMAP + FIRST_BLOCK_PFN * SLOT_SIZE;
	map_pages = (blocks_pages + PAGES_PER_TABLE - 1) / PAGES_PER_TABLE * PAGES_PER_TABLE;
	tables = 1;
	pool_first = ENTRIES;
	pool_count = map_pages + machine.spare;
	frames = pool_first + pool_count;

	memory_file = memfd_create("memory", 0);
	if (memory_file < 0 || ftruncate(memory_file, (off_t)(frames * FRAME_SIZE)))
		say_and_exit("fault the harness cannot create the machine's memory");
	map(DIRECT_MAP, frames, 0, 1);
	map(map_start, map_pages, pool_first, 1);
	/* The frames' own struct pages: nothing of them is in question. */
	if (mmap((void *)VMEMMAP, frames * SLOT_SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) == MAP_FAILED)
		say_and_exit("fault the harness cannot map the struct pages of frames");

	use = array(pool_count, sizeof(*use));
	shadow = array(pool_count, sizeof(*shadow));
	free_stack = array(pool_count, sizeof(*free_stack));
	entries = array(map_pages, sizeof(*entries));
	used = array(map_pages, sizeof(*used));
	before = array(map_pages, sizeof(*before));
	is_unflushed = array(map_pages, sizeof(*is_unflushed));
	pmd_table = array(map_pages / PAGES_PER_TABLE, sizeof(*pmd_table));
	create_tables();
	for (page = 0; page < map_pages; page++) {
		entries[page] = used[page] = (pool_first + page) << 12 | ENTRY_TABLE;
		use[page] = ALLOCATED;
	}
	say("machine %lu %lu %lu", pool_first, pool_count, map_pages);
	for (spare = 0; spare < machine.spare; spare++)
		free_stack[free_count++] = pool_first + pool_count - 1 - spare;
}
