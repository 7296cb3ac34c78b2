/* What the child says: one line for each thing that happened, kept back until the call is over. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include "harness.h"

static char text[1 << 20];
static size_t length;
static int is_news;

void log_flush(void)
{
	size_t done = 0;

	while (done < length) {
		ssize_t written = write(STDOUT_FILENO, text + done, length - done);

		if (written <= 0)
			_exit(3);
		done += (size_t)written;
	}
	length = 0;
}

static void append(const char *format, va_list arguments)
{
	if (length + 1024 > sizeof(text))
		log_flush();
	length += (size_t)vsnprintf(text + length, 1000, format, arguments);
	text[length++] = '\n';
	is_news = 1;
}

int said_something(void)
{
	int was_news = is_news;

	is_news = 0;
	return was_news;
}

void say(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	append(format, arguments);
	va_end(arguments);
}

void say_and_exit(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	append(format, arguments);
	va_end(arguments);
	log_flush();
	_exit(0);
}
