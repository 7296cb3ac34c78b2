/* Two actors, each on a stack of its own; one runs at a time. Each is preempted by the other at given points, none or some. */
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>
#include <ucontext.h>
#include "harness.h"

#define STACK_SIZE (1 << 18)

static ucontext_t scheduler, actor[2];
static char stacks[2][STACK_SIZE] __attribute__((aligned(16)));
static void (*body[2])(void);
static int running = -1, is_done[2], has_waited[2];
static unsigned long points[2], stops[2][MOST_STOPS];
static unsigned int stopped[2];			/* how often */
static int is_at_once;				/* what the harness does itself: nobody else runs meanwhile */
static int tells_loads[3];			/* of who runs alone, and of each actor */

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

static void switch_to(int other)
{
	int self = running;

	settle();
	running = other;
	say("actor %d", other);
	swapcontext(&actor[self], &actor[other]);
}

void point(unsigned long pc)
{
	int self = running;

	(void)pc;
	if (self < 0 || is_at_once)
		return;
	points[self]++;
	if (machine.points && said_something())
		say("point %lu", points[self]);
	if (stopped[self] == MOST_STOPS || points[self] != stops[self][stopped[self]])
		return;
	stopped[self]++;
	if (!is_done[1 - self])
		switch_to(1 - self);
}

/* What it waits for, the other has. */
void actors_wait(void)
{
	if (running < 0 || is_done[1 - running] || (has_waited[0] && has_waited[1]))
		say_and_exit("deadlock %lx", last_pc);
	has_waited[running] = 1;
	switch_to(1 - running);
	has_waited[running] = 0;
}

/* It can go on, and so can the other, if there is one. */
void actors_yield(void)
{
	if (running >= 0 && !is_done[1 - running])
		switch_to(1 - running);
}

static void start(int self)
{
	body[self]();
	settle();
	is_done[self] = 1;
	if (is_done[1 - self])
		running = -1;
	else {
		running = 1 - self;
		say("actor %d", running);
	}
	setcontext(running < 0 ? &scheduler : &actor[running]);
}

void actors_race(void (*first)(void), void (*second)(void), const unsigned long (*where)[MOST_STOPS])
{
	int i;

	body[0] = first;
	body[1] = second;
	memcpy(stops, where, sizeof(stops));
	for (i = 0; i < 2; i++) {
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
