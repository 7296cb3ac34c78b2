/*
 * Every load and store of the kernel's code comes by here before it is made: the compiler's thread sanitizer and the kernel's own instrumentation of atomics call these
 * functions. What a store has put down is looked at when the next one comes, or when something else happens that others can see.
 */
#include <stddef.h>
#include <string.h>
#include "harness.h"

unsigned long last_pc;
static unsigned long pending, pending_size, pending_pc;

void settle(void)
{
	unsigned long address = pending;

	memory_load_made();
	if (address) {
		pending = 0;
		last_pc = pending_pc;
		memory_stored(address, pending_size);
	}
	memory_tell_zone_tail();
}

static inline void touched(unsigned long address, unsigned long size, int is_store, void *caller)
{
	unsigned long pc = (unsigned long)caller;

	settle();
	point(pc);
	if (is_store && memory_is_interesting(address)) {
		pending = address;
		pending_size = size;
		pending_pc = pc;
	}
	last_pc = pc;
}

/* The load itself comes next: nobody else runs in between. */
static inline void loaded(unsigned long address, unsigned long size, void *caller)
{
	touched(address, size, 0, caller);
	if (actors_loads_are_told())
		memory_loaded(address);
}

#define HERE __builtin_return_address(0)
#define HOOK(name, size, is_store) void name(void *address) { touched((unsigned long)address, size, is_store, HERE); }
#define LOAD(name, size) void name(void *address) { loaded((unsigned long)address, size, HERE); }
#define HOOKS(size) \
	LOAD(__tsan_read##size, size) HOOK(__tsan_write##size, size, 1) HOOK(__tsan_read_write##size, size, 1) \
	LOAD(__tsan_volatile_read##size, size) HOOK(__tsan_volatile_write##size, size, 1) \
	HOOK(__tsan_unaligned_read##size, size, 0) HOOK(__tsan_unaligned_write##size, size, 1) \
	HOOK(__tsan_unaligned_volatile_read##size, size, 0) HOOK(__tsan_unaligned_volatile_write##size, size, 1)

HOOKS(1)
HOOKS(2)
HOOKS(4)
HOOKS(8)
HOOKS(16)

void __tsan_read_range(void *address, size_t size) { touched((unsigned long)address, size, 0, HERE); }
void __tsan_write_range(void *address, size_t size) { touched((unsigned long)address, size, 1, HERE); }
void __tsan_init(void) { }
void __tsan_func_entry(void *caller) { (void)caller; }
void __tsan_func_exit(void) { }

/* include/linux/kcsan-checks.h: bit 0 of the type says that it is a store. */
void __kcsan_check_access(const volatile void *address, size_t size, int type) { touched((unsigned long)address, size, type & 1, HERE); }

void kcsan_atomic_next(int accesses) { (void)accesses; }
void kcsan_set_access_mask(unsigned long mask) { (void)mask; }

/* The C library's, which store without asking. */
void *__real_memcpy(void *to, const void *from, size_t size);
void *__real_memmove(void *to, const void *from, size_t size);
void *__real_memset(void *to, int value, size_t size);

/* Stores of a function that is not instrumented. Where a CPU may read the frame meanwhile, what is written so far is there for all to see: word by word, upwards. */
static void copy(void *to, const void *from, size_t size, void *caller)
{
	unsigned long i, words = size / sizeof(long), address = (unsigned long)to;
	int is_memory = memory_is_interesting(address), is_visible = is_memory && size % sizeof(long) == 0 && memory_may_be_read(address);

	touched((unsigned long)from, size, 0, caller);
	if (!is_visible) {
		__real_memmove(to, from, size);
		if (is_memory && size)
			memory_stored(address, size);
		return;
	}
	for (i = 0; i < words; i++) {
		point(last_pc);
		((volatile unsigned long *)to)[i] = ((const unsigned long *)from)[i];
		memory_stored(address + i * sizeof(long), sizeof(long));
	}
}

void *__wrap_memcpy(void *to, const void *from, size_t size)
{
	copy(to, from, size, HERE);
	return to;
}

void *__wrap_memmove(void *to, const void *from, size_t size)
{
	copy(to, from, size, HERE);
	return to;
}

void *__wrap_memset(void *to, int value, size_t size)
{
	touched((unsigned long)to, size, 0, HERE);
	__real_memset(to, value, size);
	if (size && memory_is_interesting((unsigned long)to))
		memory_stored((unsigned long)to, size);
	return to;
}

/* arch/x86/lib/copy_page_64.S */
void copy_page(void *to, void *from)
{
	copy(to, from, FRAME_SIZE, HERE);
}
