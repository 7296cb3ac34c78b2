/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Stands in for arch/x86/include/asm/bug.h: there BUG() and WARN() are an undefined instruction and a table; here they are calls.
 */
#ifndef _ASM_X86_BUG_H
#define _ASM_X86_BUG_H

#include <linux/stringify.h>
#include <linux/instrumentation.h>

void harness_bug(const char *condition, const char *file, int line) __attribute__((__noreturn__));
void harness_warn(const char *file, int line);

#define HAVE_ARCH_BUG
#define BUG() harness_bug("BUG()", __FILE__, __LINE__)
#define HAVE_ARCH_BUG_ON
#define BUG_ON(condition) do { if (__builtin_expect(!!(condition), 0)) harness_bug(#condition, __FILE__, __LINE__); } while (0)

#define __WARN_FLAGS(...) harness_warn(__FILE__, __LINE__)

#include <asm-generic/bug.h>

#endif
