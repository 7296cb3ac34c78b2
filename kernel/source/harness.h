/*
 * What the two halves of the harness know of each other: the half that is compiled against the kernel's headers (hugetlb.c, pages.c, kernel.c),
 * and the half that is compiled against the C library (memory.c, frames.c, tables.c, hooks.c, actors.c, log.c, main.c). Plain types only.
 */
#ifndef HARNESS_H
#define HARNESS_H

/* Where the machine's memory is seen: all of it (the direct map), and the array of struct pages. */
#define DIRECT_MAP 0x100000000000UL
#define VMEMMAP 0x200000000000UL

#define FRAME_SIZE 4096UL
#define SLOT_SIZE 64UL
#define SLOTS (FRAME_SIZE / SLOT_SIZE)

/* The first block lies where its struct pages begin a page table, far above the frames. */
#define FIRST_BLOCK_PFN (1UL << 20)

/* What stands for the data of a folio: a word of its third struct page that nobody uses, and what the harness puts there. */
#define DATA_SLOT 2
#define DATA_WORD 2
#define DATA_TAG(block) (0x7a60000UL + (block))

#define MOST_BLOCKS 8
#define PART_ORDER 9
#define MOST_UNITS (MOST_BLOCKS + (2UL << (18 - PART_ORDER)))
#define MOST_ACTORS 3
#define NO_FRAME (~0UL)
#define NO_BLOCK (~0UL)

/*
 * The machine of one run. A block is a hugepage-sized, naturally aligned piece of memory, whether it is a hugepage or not. A block that is larger than 2 MiB can be demoted: then its parts of 2 MiB are hugepages of
 * their own. Blocks and parts are units, and numbered together: first the blocks, then the parts of the first one, of the second, ...
 */
struct machine {
	unsigned order;		/* of a block: 9, 11 or 18 */
	unsigned blocks;
	unsigned spare;		/* frames with the buddy allocator at the beginning */
	int lazy;		/* a changed entry is used by the CPU only after the flush */
	int boot;		/* the memory map is boot memory: its frames are reserved */
	int hosted;		/* the memory map describes itself, as memory hotplug may have it: hugepages are left as they are */
	int points;		/* each point at which something has been said since the last one is told */
	unsigned long old;	/* a bit for each load of a lookup: it goes by the page's other translation, where a CPU may have two */
	unsigned long fail_from, fail_to, fail_every;	/* the allocations of frames that fail, counted from 1: each from one to another, or each second, ...; 0: none */
};

extern struct machine machine;

/* memory.c, frames.c, tables.c: frames, page tables, and what the CPU makes of them. */
unsigned long vmemmap_pages_of_block(void);
unsigned long units(void);
int is_part(unsigned long unit);
unsigned order_of_unit(unsigned long unit);
unsigned long first_pfn(unsigned long unit);
unsigned long block_of_pfn(unsigned long pfn);
unsigned long unit_of_pfn(unsigned long pfn, unsigned order);	/* the block, or, where the order is smaller, the part */
unsigned long top_table(void);			/* address of the page table's root */
void memory_create(void);
void memory_stored(unsigned long address, unsigned long size);
int memory_is_interesting(unsigned long address);
void memory_be_quiet(void);
void memory_tell(unsigned long unit);
void memory_tell_zone_tail(void);
void memory_loaded(unsigned long address);
void memory_begin_loads(void);			/* a lookup begins */
void memory_load_made(void);			/* the load that was announced has been made */
void memory_flush(unsigned long start, unsigned long end);
void memory_report_faults(void);
unsigned long frame_alloc(void);		/* NO_FRAME: it fails */
void frame_free(unsigned long frame);
int frame_is_of_memory_map(unsigned long frame);
void *memory_at_boot(unsigned long pfn);	/* one page of it, where the direct map has it, all zero */
int memory_may_be_read(unsigned long address);

/* hooks.c: every load and store of the kernel's code. */
void settle(void);				/* the store that was announced has been made */
void point(unsigned long pc);			/* another actor may run here */
extern unsigned long last_pc;

/* actors.c: who runs. */
void actors_wait(void);				/* what the actor waits for is not there yet */
void actors_yield(void);			/* so does it, as it loops until the other has gone on */
#define MOST_STOPS 8
void actors_race(int count, void (*call)(int), const unsigned long (*stops)[MOST_STOPS]);	/* each is preempted at its stops, ascending; 0 ends them */
unsigned long actors_points(int which);
void actors_at_once(int on);			/* nobody else runs from now on, or they may again */
void actors_tell_loads(int on);			/* the running actor's loads of struct pages are told from now on, or no longer */
int actors_loads_are_told(void);

/* log.c */
void say(const char *format, ...) __attribute__((format(printf, 1, 2)));
void say_and_exit(const char *format, ...) __attribute__((format(printf, 1, 2), noreturn));
int said_something(void);			/* since this was last asked */
void log_flush(void);

/* hugetlb.c, pages.c, kernel.c: the kernel's side. */
struct layout_word { const char *name; unsigned long value; };
extern const struct layout_word layout_words[];
void kernel_boot(void);
void kernel_prepare_frame(unsigned long frame, int reserved);
void kernel_prepare_unit(unsigned long unit);
unsigned long kernel_tail_of_zone(unsigned order);	/* the frame that all hugepages of this order share, or NO_FRAME */
int kernel_call(const char *name, unsigned long block, unsigned long index);	/* the result, or NOT_NOW */
#define NOT_NOW (-1000)

#endif
