/* What the three files that make up the machine's memory know of each other: memory.c, frames.c and tables.c. */
#ifndef MEMORY_H
#define MEMORY_H

#include <stddef.h>
#include "harness.h"

/* Entries of x86-64 page tables. */
#define ENTRIES 512UL
#define ENTRY_WRITABLE 0x2UL
#define ENTRY_LEAF 0x80UL
#define ENTRY_TABLE 0x63UL	/* present, writable, accessed, dirty */
#define ENTRY_FRAME 0x000ffffffffff000UL
#define FRAME_OF(entry) (((entry) & ENTRY_FRAME) >> 12)
#define HUGE_SIZE (ENTRIES * FRAME_SIZE)

/* The struct pages of the blocks: address and number of vmemmap pages; and the frames that hold, held or may hold struct pages: the first of them back these pages, one each. */
extern unsigned long map_start, map_pages;
extern unsigned long pool_first, pool_count;

static inline void *frame_address(unsigned long frame)
{
	return (void *)(DIRECT_MAP + frame * FRAME_SIZE);
}

static inline int is_of_map(unsigned long address)
{
	return address - map_start < map_pages * FRAME_SIZE;
}

/* memory.c */
void *memory_array(unsigned long count, size_t size);
void memory_map(unsigned long address, unsigned long count, unsigned long frame, int writable);

/* frames.c */
void frames_create(void);
void frame_stored(unsigned long frame, unsigned long slot, unsigned long end);
void frame_mapped(unsigned long frame);
void frame_tell(unsigned long frame, unsigned long slot, unsigned long end);	/* what is new in some of its struct pages */

/* tables.c */
void tables_create(void);
int tables_stored(unsigned long frame, unsigned long offset);	/* was it a page table that was stored to? */
unsigned long tables_frame_of(unsigned long address);		/* that the CPU translates an address of the map to */
unsigned long tables_other_frame(unsigned long address);	/* that some CPU may translate it to as well, until the flush; the same where there is none */
void tables_map_again(unsigned long address);			/* as the CPU translates it */
int tables_reach(unsigned long frame);				/* some CPU may translate a struct page of a block to it */

#endif
