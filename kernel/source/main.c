/*
 * The child: reads runs, one a line, and does each in a process of its own, as some of the kernel's state cannot be set back.
 *
 *   run key=value ... : call call ...      a call is name:unit[.index]; first@n,...|second@m,...|third@k,...: the first is preempted at its n-th point by the second, that at its m-th by the third, that at its
 *   k-th by the first, and so on; who races may make several calls, with + between them
 *
 * What happened is answered line by line; the last line is "end". The lines are described where they are read: Protocol/EventReader.cs.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include "harness.h"

#define LONGEST 65536
#define SECONDS_PER_RUN 5

struct call { char name[16]; unsigned long block, index; };

#define MOST_IN_A_ROW 4
static struct call racing[MOST_ACTORS][MOST_IN_A_ROW];

static struct call parse(const char *word)
{
	struct call call = { "", 0, 0 };

	if (sscanf(word, "%15[a-z]:%lu.%lu", call.name, &call.block, &call.index) < 1)
		say_and_exit("fault the call %s cannot be read", word);
	if (call.block >= units())
		say_and_exit("fault there is no block %lu", call.block);
	return call;
}

static void do_call(const struct call *call)
{
	int result;

	say("call %s %lu %lu", call->name, call->block, call->index);
	result = kernel_call(call->name, call->block, call->index);
	settle();
	say("return %s %lu %lu %d", call->name, call->block, call->index, result);
}

static void do_racing(int which)
{
	int i;

	for (i = 0; i < MOST_IN_A_ROW && *racing[which][i].name; i++)
		do_call(&racing[which][i]);
}

static void parse_row(char *words, struct call *calls)
{
	char *word, *rest;
	int count = 0;

	memset(calls, 0, MOST_IN_A_ROW * sizeof(*calls));
	for (word = strtok_r(words, "+", &rest); word; word = strtok_r(NULL, "+", &rest)) {
		if (count == MOST_IN_A_ROW)
			say_and_exit("fault there are too many calls in a row");
		calls[count++] = parse(word);
	}
}

/* The numbers behind a call's @, which are cut off; none where there is none. */
static void take_points(char *word, unsigned long *stops)
{
	char *at = strchr(word, '@');
	int i;

	memset(stops, 0, MOST_STOPS * sizeof(*stops));
	for (i = 0; at && i < MOST_STOPS; i++) {
		*at = 0;
		stops[i] = strtoul(at + 1, &at, 10);
		at = *at == ',' ? at : NULL;
	}
}

static void race(char *word)
{
	unsigned long stops[MOST_ACTORS][MOST_STOPS];
	int count = 0;

	while (word) {
		char *other = strchr(word, '|');

		if (other)
			*other++ = 0;
		if (count == MOST_ACTORS)
			say_and_exit("fault more than %d calls race", MOST_ACTORS);
		take_points(word, stops[count]);
		parse_row(word, racing[count++]);
		word = other;
	}
	actors_race(count, do_racing, stops);
	if (count == 2)
		say("points %lu %lu", actors_points(0), actors_points(1));
	else
		say("points %lu %lu %lu", actors_points(0), actors_points(1), actors_points(2));
}

static void read_machine(char *words)
{
	char *word;
	unsigned long value;

	machine = (struct machine){ .order = 9, .blocks = 1, .spare = 8, .fail_every = 1 };
	for (word = strtok(words, " "); word; word = strtok(NULL, " ")) {
		char *sign = strchr(word, '=');

		value = sign ? strtoul(sign + 1, NULL, 10) : 0;
		if (!strncmp(word, "order=", 6)) machine.order = (unsigned)value;
		else if (!strncmp(word, "blocks=", 7)) machine.blocks = (unsigned)value;
		else if (!strncmp(word, "spare=", 6)) machine.spare = (unsigned)value;
		else if (!strncmp(word, "lazy=", 5)) machine.lazy = (int)value;
		else if (!strncmp(word, "boot=", 5)) machine.boot = (int)value;
		else if (!strncmp(word, "hosted=", 7)) machine.hosted = (int)value;
		else if (!strncmp(word, "points=", 7)) machine.points = (int)value;
		else if (!strncmp(word, "old=", 4)) machine.old = value;
		else if (!strncmp(word, "from=", 5)) machine.fail_from = value;
		else if (!strncmp(word, "to=", 3)) machine.fail_to = value;
		else if (!strncmp(word, "every=", 6)) machine.fail_every = value ? value : 1;
		else say_and_exit("fault the word %s cannot be read", word);
	}
}

static void run(char *words, char *calls)
{
	char *word, *rest;

	read_machine(words);
	memory_create();
	memory_report_faults();
	kernel_boot();
	say("begin");
	for (word = strtok_r(calls, " \n", &rest); word; word = strtok_r(NULL, " \n", &rest))
		if (strchr(word, '|')) {
			race(word);
		} else {
			struct call call = parse(word);

			do_call(&call);
		}
	log_flush();
	_exit(0);
}

static void tell_layout(void)
{
	const struct layout_word *word;

	for (word = layout_words; word->name; word++)
		say("layout %s %lu", word->name, word->value);
	say("end");
	log_flush();
}

int main(void)
{
	static char line[LONGEST];

	tell_layout();
	while (fgets(line, sizeof(line), stdin)) {
		char *calls = strchr(line, ':');
		pid_t child;
		int status;

		if (strncmp(line, "run ", 4) || !calls) {
			say("fault a line that does not begin with run, or has no calls");
			say("end");
			log_flush();
			continue;
		}
		*calls = 0;
		child = fork();
		if (child == 0) {
			setrlimit(RLIMIT_CPU, &(struct rlimit){ SECONDS_PER_RUN, SECONDS_PER_RUN });
			run(line + 4, calls + 1);
		}
		if (child < 0 || waitpid(child, &status, 0) != child)
			say("fault the harness cannot start a process");
		else if (WIFSIGNALED(status))
			/* It may have died in the middle of a line. */
			say("\ndied %d", WTERMSIG(status));
		say("end");
		log_flush();
	}
	return 0;
}
