/* Frames that hold struct pages: who has them, and what was last told of their contents. */
#include <string.h>
#include "memory.h"

#define GARBAGE 0xdb
#define WORDS (SLOT_SIZE / sizeof(unsigned long))

enum use { FREE, ALLOCATED };

static unsigned char *use;			/* of each frame of the pool */
static unsigned char *is_hidden;		/* no CPU has been able to translate to it since it was allocated or freed: its contents are told when one can */
static unsigned char *is_unwritten;		/* nothing was stored to it since it was allocated */
static unsigned long (*shadow)[SLOTS][WORDS];	/* what was told of each of them */
static unsigned long *free_stack, free_count;
static unsigned long allocations;

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

/* Equal neighbours in one line. */
void frame_tell(unsigned long frame, unsigned long slot, unsigned long end)
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

/* Something was stored to some of its struct pages. */
void frame_stored(unsigned long frame, unsigned long slot, unsigned long end)
{
	if (is_unwritten[frame - pool_first]) {
		is_unwritten[frame - pool_first] = 0;
		say("w %lu %lx", frame, last_pc);
	}
	if (!is_hidden[frame - pool_first])
		frame_tell(frame, slot, end);
}

/* An entry names it from now on. */
void frame_mapped(unsigned long frame)
{
	if (frame - pool_first >= pool_count || !is_hidden[frame - pool_first])
		return;
	is_hidden[frame - pool_first] = 0;
	frame_tell(frame, 0, SLOTS);
}

unsigned long frame_alloc(void)
{
	unsigned long frame;

	settle();
	allocations++;
	if ((allocations >= machine.fail_from && allocations <= machine.fail_to && (allocations - machine.fail_from) % machine.fail_every == 0) || free_count == 0) {
		say("a - %lx", last_pc);
		return NO_FRAME;
	}
	frame = free_stack[--free_count];
	use[frame - pool_first] = ALLOCATED;
	is_unwritten[frame - pool_first] = 1;
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
	is_unwritten[frame - pool_first] = 0;
	is_hidden[frame - pool_first] = !tables_reach(frame);
	if (!is_hidden[frame - pool_first])
		frame_tell(frame, 0, SLOTS);
	memmove(free_stack + 1, free_stack, free_count * sizeof(*free_stack));
	free_stack[0] = frame;
	free_count++;
}

int frame_is_of_memory_map(unsigned long frame)
{
	return frame - pool_first < pool_count;
}

/* The allocator gives the lowest of the spare ones first, and one that was freed last of all. */
void frames_create(void)
{
	unsigned long page, spare;

	use = memory_array(pool_count, sizeof(*use));
	is_hidden = memory_array(pool_count, sizeof(*is_hidden));
	is_unwritten = memory_array(pool_count, sizeof(*is_unwritten));
	shadow = memory_array(pool_count, sizeof(*shadow));
	free_stack = memory_array(pool_count, sizeof(*free_stack));
	for (page = 0; page < map_pages; page++)
		use[page] = ALLOCATED;
	for (spare = 0; spare < machine.spare; spare++) {
		free_stack[free_count++] = pool_first + pool_count - 1 - spare;
		is_hidden[pool_count - 1 - spare] = 1;
	}
}
