/* Up to three actors, each on a stack of its own; one runs at a time. Each is preempted at given points, none or some: then the next one runs, and after the last the first. */
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>
#include <ucontext.h>
#include "harness.h"

#define STACK_SIZE (1 << 18)

static ucontext_t scheduler, actor[MOST_ACTORS];
static char stacks[MOST_ACTORS][STACK_SIZE] __attribute__((aligned(16)));
static void (*body)(int);
static int running = -1, actors, is_done[MOST_ACTORS], has_waited[MOST_ACTORS];
static unsigned long points[MOST_ACTORS], stops[MOST_ACTORS][MOST_STOPS];
static unsigned int stopped[MOST_ACTORS];	/* how often */
static int is_at_once;				/* what the harness does itself: nobody else runs meanwhile */
static int tells_loads[1 + MOST_ACTORS];	/* of who runs alone, and of each actor */

unsigned long actors_points(int which)
{
	return points[which];
}

void actors_at_once(int on)
{
	is_at_once = on;
}

void actors_tell_loads(int on)
{
	tells_loads[running + 1] = on;
}

int actors_loads_are_told(void)
{
	return tells_loads[running + 1];
}

/* Who runs after this one, or -1 where all others are done. */
static int next_of(int self)
{
	int step;

	for (step = 1; step < actors; step++)
		if (!is_done[(self + step) % actors])
			return (self + step) % actors;
	return -1;
}

static void switch_to(int other)
{
	int self = running;

	settle();
	running = other;
	say("actor %d", other);
	swapcontext(&actor[self], &actor[other]);
}

/* Somebody does something: what others wait for may be there now. */
static void goes_on(void)
{
	memset(has_waited, 0, sizeof(has_waited));
}

void point(unsigned long pc)
{
	int self = running;

	(void)pc;
	if (self < 0)
		return;
	goes_on();
	if (is_at_once)
		return;
	points[self]++;
	if (machine.points && said_something())
		say("point %lu", points[self]);
	if (stopped[self] == MOST_STOPS || points[self] != stops[self][stopped[self]])
		return;
	stopped[self]++;
	if (next_of(self) >= 0)
		switch_to(next_of(self));
}

/* What it waits for, somebody else has. Where it has looked again, and nobody else has done anything but wait, nobody ever will. */
void actors_wait(void)
{
	int i, can_go_on = 0;

	for (i = 0; i < actors; i++)
		can_go_on |= !is_done[i] && !has_waited[i];
	if (running < 0 || next_of(running) < 0 || !can_go_on)
		say_and_exit("deadlock %lx", last_pc);
	has_waited[running] = 1;
	switch_to(next_of(running));
}

/* It can go on, and so can the others, if there are any. */
void actors_yield(void)
{
	if (running >= 0 && next_of(running) >= 0)
		switch_to(next_of(running));
}

static void start(int self)
{
	body(self);
	settle();
	is_done[self] = 1;
	goes_on();
	running = next_of(self);
	if (running >= 0)
		say("actor %d", running);
	setcontext(running < 0 ? &scheduler : &actor[running]);
}

void actors_race(int count, void (*call)(int), const unsigned long (*where)[MOST_STOPS])
{
	int i;

	body = call;
	actors = count;
	memcpy(stops, where, (size_t)count * sizeof(*stops));
	for (i = 0; i < count; i++) {
		is_done[i] = has_waited[i] = 0;
		points[i] = 0;
		stopped[i] = 0;
		getcontext(&actor[i]);
		actor[i].uc_stack.ss_sp = stacks[i];
		actor[i].uc_stack.ss_size = STACK_SIZE;
		actor[i].uc_link = NULL;
		makecontext(&actor[i], (void (*)(void))start, 1, i);
	}
	running = 0;
	swapcontext(&scheduler, &actor[0]);
}
