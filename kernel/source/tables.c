/*
 * The page table over the array of struct pages: x86-64 tables in frames of the machine's memory, written by the kernel's own set_pte(). Each store to an entry is mirrored by a mapping of the frame
 * at the address that the entry translates, with the entry's permission. An entry that was changed is used at once, or, where the machine is lazy, after the flush.
 */
#include "memory.h"

/* The frames of the tables of the upper levels, one of each. */
#define ROOT 1UL
#define PUD 2UL
#define PMD 3UL

static unsigned long *entries;			/* the entry of each vmemmap page */
static unsigned long *used;			/* as the CPU uses it */
static unsigned long *before;			/* as it was at the last flush, where it has changed since */
static unsigned char *is_unflushed;
static unsigned long *pmd_table;		/* for each 2 MiB of them, the frame of the table of its entries, or NO_FRAME */

static unsigned long *table(unsigned long frame)
{
	return frame_address(frame);
}

unsigned long top_table(void)
{
	return DIRECT_MAP + ROOT * FRAME_SIZE;
}

void tables_map_again(unsigned long address)
{
	unsigned long page = (address - map_start) / FRAME_SIZE;

	memory_map(map_start + page * FRAME_SIZE, 1, FRAME_OF(used[page]), (used[page] & ENTRY_WRITABLE) != 0);
}

static void use_entry(unsigned long page)
{
	if (used[page] == entries[page])
		return;
	used[page] = entries[page];
	tables_map_again(map_start + page * FRAME_SIZE);
}

/* What it holds is told with it: where the frame for the head cannot be had, no entry ever leads to it. */
static void tell_tail(const char *what, unsigned long frame, unsigned long *told)
{
	if (frame == *told)
		return;
	say("%s %lu", what, frame);
	*told = frame;
	frame_mapped(frame);
}

/* Published by a compare-and-exchange, which is told before anybody else runs. */
void memory_tell_zone_tail(void)
{
	static unsigned long told = NO_FRAME, told_of_parts = NO_FRAME;

	tell_tail("zone-tail", kernel_tail_of_zone(machine.order), &told);
	if (machine.order != PART_ORDER)
		tell_tail("zone-tail-of-parts", kernel_tail_of_zone(PART_ORDER), &told_of_parts);
}

static void entry_stored(unsigned long page, unsigned long entry)
{
	if (entries[page] == entry)
		return;
	if (!is_unflushed[page])
		before[page] = entries[page];
	is_unflushed[page] = 1;
	entries[page] = entry;
	frame_mapped(FRAME_OF(entry));
	say("e %lu %lu %d %lx", page, FRAME_OF(entry), (entry & ENTRY_WRITABLE) != 0, last_pc);
	if (!machine.lazy)
		use_entry(page);
}

static int is_table_of_entries(unsigned long frame, unsigned long *part)
{
	for (*part = 0; *part < map_pages / ENTRIES; ++*part)
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
	say("t %lu %lu %lx", part * ENTRIES, FRAME_OF(entry), last_pc);
	for (i = 0; i < ENTRIES; i++) {
		unsigned long page = part * ENTRIES + i;

		/* The CPU notices no more than a change of frame or permission. */
		if ((table(pmd_table[part])[i] ^ entries[page]) & (ENTRY_WRITABLE | ENTRY_FRAME))
			entry_stored(page, table(pmd_table[part])[i]);
	}
}

int tables_stored(unsigned long frame, unsigned long offset)
{
	unsigned long number = offset / sizeof(unsigned long), part;

	if (frame == PMD) {
		part = number - (map_start / HUGE_SIZE) % ENTRIES;
		if (part < map_pages / ENTRIES)
			table_installed(part, table(PMD)[number]);
		return 1;
	}
	if (!is_table_of_entries(frame, &part))
		return 0;
	entry_stored(part * ENTRIES + number, table(frame)[number]);
	return 1;
}

unsigned long tables_frame_of(unsigned long address)
{
	return FRAME_OF(used[(address - map_start) / FRAME_SIZE]);
}

unsigned long tables_other_frame(unsigned long address)
{
	unsigned long page = (address - map_start) / FRAME_SIZE;

	return FRAME_OF(!is_unflushed[page] ? used[page] : machine.lazy ? entries[page] : before[page]);
}

int tables_reach(unsigned long frame)
{
	unsigned long page;

	for (page = 0; page < machine.blocks * vmemmap_pages_of_block(); page++)
		if (FRAME_OF(used[page]) == frame || FRAME_OF(entries[page]) == frame || (is_unflushed[page] && FRAME_OF(before[page]) == frame))
			return 1;
	return 0;
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

/* Whole 2 MiB of memory map, whether blocks fill them or not: they are mapped by one huge entry each at the beginning. */
void tables_create(void)
{
	unsigned long part, page, *root = table(ROOT), *pud = table(PUD), *pmd = table(PMD);

	entries = memory_array(map_pages, sizeof(*entries));
	used = memory_array(map_pages, sizeof(*used));
	before = memory_array(map_pages, sizeof(*before));
	is_unflushed = memory_array(map_pages, sizeof(*is_unflushed));
	pmd_table = memory_array(map_pages / ENTRIES, sizeof(*pmd_table));
	for (page = 0; page < map_pages; page++)
		entries[page] = used[page] = (pool_first + page) << 12 | ENTRY_TABLE;

	root[VMEMMAP >> 39 & (ENTRIES - 1)] = PUD << 12 | ENTRY_TABLE;
	pud[map_start >> 30 & (ENTRIES - 1)] = PMD << 12 | ENTRY_TABLE;
	for (part = 0; part < map_pages / ENTRIES; part++) {
		pmd[(map_start / HUGE_SIZE + part) % ENTRIES] = (pool_first + part * ENTRIES) << 12 | ENTRY_TABLE | ENTRY_LEAF;
		pmd_table[part] = NO_FRAME;
	}
}
