/*
 * The machine's memory: one file, seen as a whole at DIRECT_MAP, and at VMEMMAP as the page table says (tables.c). So tails that share a frame share memory, and a store through a read-only entry is a
 * fault.
 */
#define _GNU_SOURCE
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <ucontext.h>
#include <unistd.h>
#include "memory.h"

struct machine machine;
unsigned long map_start, map_pages;
unsigned long pool_first, pool_count;

static int memory_file;
static unsigned long frames;			/* of the file */
static int is_quiet;
static char signal_stack[1 << 16];

unsigned long vmemmap_pages_of_block(void)
{
	return (1UL << machine.order) / SLOTS;
}

unsigned long units(void)
{
	return machine.blocks + (machine.order > PART_ORDER ? (unsigned long)machine.blocks << (machine.order - PART_ORDER) : 0);
}

int is_part(unsigned long unit)
{
	return unit >= machine.blocks;
}

unsigned order_of_unit(unsigned long unit)
{
	return is_part(unit) ? PART_ORDER : machine.order;
}

unsigned long first_pfn(unsigned long unit)
{
	return FIRST_BLOCK_PFN + (is_part(unit) ? (unit - machine.blocks) << PART_ORDER : unit << machine.order);
}

unsigned long block_of_pfn(unsigned long pfn)
{
	if (pfn < FIRST_BLOCK_PFN || pfn - FIRST_BLOCK_PFN >= (unsigned long)machine.blocks << machine.order)
		return NO_BLOCK;
	return (pfn - FIRST_BLOCK_PFN) >> machine.order;
}

unsigned long unit_of_pfn(unsigned long pfn, unsigned order)
{
	unsigned long block = block_of_pfn(pfn);

	return block == NO_BLOCK || order >= machine.order ? block : machine.blocks + ((pfn - FIRST_BLOCK_PFN) >> PART_ORDER);
}

void memory_map(unsigned long address, unsigned long count, unsigned long frame, int writable)
{
	int protection = PROT_READ | (writable ? PROT_WRITE : 0);

	if (mmap((void *)address, count * FRAME_SIZE, protection, MAP_SHARED | MAP_FIXED, memory_file, (off_t)(frame * FRAME_SIZE)) == MAP_FAILED)
		say_and_exit("fault the harness cannot map a frame");
}

int memory_is_interesting(unsigned long address)
{
	return address - DIRECT_MAP < frames * FRAME_SIZE || is_of_map(address);
}

static void *cpu_address(unsigned long address)
{
	unsigned long frame = is_of_map(address) ? tables_frame_of(address) : (address - DIRECT_MAP) / FRAME_SIZE;

	return (char *)frame_address(frame) + address % FRAME_SIZE;
}

/* Something was stored within one page, at an address of the direct map. */
static void stored_within(unsigned long address, unsigned long size)
{
	unsigned long frame = (address - DIRECT_MAP) / FRAME_SIZE, offset = address % FRAME_SIZE;

	if (!tables_stored(frame, offset) && frame - pool_first < pool_count && !is_quiet)
		frame_stored(frame, offset / SLOT_SIZE, (offset + size - 1) / SLOT_SIZE + 1);
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

void *memory_at_boot(unsigned long pfn)
{
	void *page = mmap((void *)(DIRECT_MAP + pfn * FRAME_SIZE), FRAME_SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);

	if (page == MAP_FAILED)
		say_and_exit("fault the harness is out of memory");
	return page;
}

static unsigned long loads, borrowed;		/* of this lookup; the page that is mapped by its other translation for one load, or 0 */

void memory_begin_loads(void)
{
	loads = 0;
}

/* A word of a struct page is about to be loaded, from the frame that the CPU translates it to: one by which it may, where there are two. */
void memory_loaded(unsigned long address)
{
	unsigned long page = address / FRAME_SIZE * FRAME_SIZE, frame, other;

	if (!is_of_map(address))
		return;
	frame = tables_frame_of(address);
	other = tables_other_frame(address);
	if (loads < 8 * sizeof(machine.old) && machine.old >> loads & 1 && other != frame) {
		memory_map(page, 1, other, 0);
		borrowed = page;
		frame = other;
	}
	loads++;
	say("l %lu %lu %lu %lu %lx", (address - map_start) / FRAME_SIZE, address % FRAME_SIZE / SLOT_SIZE, address % SLOT_SIZE / sizeof(unsigned long), frame, last_pc);
}

void memory_load_made(void)
{
	if (borrowed)
		tables_map_again(borrowed);
	borrowed = 0;
}

/* Whole blocks are written before they are a hugepage, and after: that is told when it is done. */
void memory_be_quiet(void)
{
	settle();
	is_quiet = 1;
}

void memory_tell(unsigned long unit)
{
	unsigned long start = VMEMMAP + first_pfn(unit) * SLOT_SIZE, page;

	settle();
	is_quiet = 0;
	for (page = 0; page < (1UL << order_of_unit(unit)) / SLOTS; page++)
		frame_tell(tables_frame_of(start + page * FRAME_SIZE), 0, SLOTS);
}

/* Some CPU may translate a struct page to the frame at this address of the direct map, or the address is a struct page's. */
int memory_may_be_read(unsigned long address)
{
	return is_of_map(address) || tables_reach((address - DIRECT_MAP) / FRAME_SIZE);
}

static void on_fault(int signal, siginfo_t *information, void *context)
{
	unsigned long address = (unsigned long)information->si_addr;
	unsigned long pc = (unsigned long)((ucontext_t *)context)->uc_mcontext.gregs[REG_RIP];
	int is_write = (((ucontext_t *)context)->uc_mcontext.gregs[REG_ERR] & 2) != 0;

	if (is_of_map(address))
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

void *memory_array(unsigned long count, size_t size)
{
	void *start = mmap(NULL, count * size + FRAME_SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (start == MAP_FAILED)
		say_and_exit("fault the harness is out of memory");
	return start;
}

void memory_create(void)
{
	unsigned long blocks_pages = machine.blocks * vmemmap_pages_of_block();

	map_start = VMEMMAP + FIRST_BLOCK_PFN * SLOT_SIZE;
	map_pages = (blocks_pages + ENTRIES - 1) / ENTRIES * ENTRIES;
	pool_first = ENTRIES;
	pool_count = map_pages + machine.spare;
	frames = pool_first + pool_count;

	memory_file = memfd_create("memory", 0);
	if (memory_file < 0 || ftruncate(memory_file, (off_t)(frames * FRAME_SIZE)))
		say_and_exit("fault the harness cannot create the machine's memory");
	memory_map(DIRECT_MAP, frames, 0, 1);
	memory_map(map_start, map_pages, pool_first, 1);
	/* The frames' own struct pages: nothing of them is in question. */
	if (mmap((void *)VMEMMAP, frames * SLOT_SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) == MAP_FAILED)
		say_and_exit("fault the harness cannot map the struct pages of frames");
	frames_create();
	tables_create();
	say("machine %lu %lu %lu", pool_first, pool_count, map_pages);
}
