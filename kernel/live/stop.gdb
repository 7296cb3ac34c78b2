# Stops one processor of a guest before an instruction, and lets it go on when others have done what they have to do. The processor serves interrupts meanwhile: it loops where it is, as if a long interrupt handler
# had come there, or its host had taken it away. The guest says by syncfs(page frame number) that the function may be entered, and by a second one that the processor may go on.
set pagination off
set confirm off
set architecture i386:x86-64
python
import os, re

MARKER, FUNCTION, AT = os.environ["MARKER"], os.environ["FUNCTION"], os.environ["AT"]
MEMORY_MAP, STRUCT_PAGE, BLOCK = 0xffffea0000000000, 64, 512   # x86-64 with four levels and nokaslr; the pages of 2 MiB
FIRST_ARGUMENT = 112                                           # of a system call: pt_regs.di
INTERRUPTS_ARE_SERVED = 1 << 9                                 # of eflags
INSTRUCTIONS = 2000                                            # at most so many are looked through
LOOP = b"\xeb\xfe"                                             # jmp to itself

def register(name):
    return int(gdb.parse_and_eval("$" + name)) & (2 ** 64 - 1)

def run_to(places):
    for place in places:
        gdb.execute("hbreak *" + place, to_string=True)
    gdb.execute("continue", to_string=True)
    gdb.execute("delete")
    return register("pc")

def page_stored_to():
    operand = re.search(r"(0x[0-9a-f]+)?\(%(\w+)\)", gdb.execute("x/i $pc", to_string=True))
    return (int(operand[1] or "0", 16) + register(operand[2]) - MEMORY_MAP) // STRUCT_PAGE

def is_the_one(times, page):
    if AT.isdigit():
        return times == int(AT)
    return page <= page_stored_to() < page - page % BLOCK + BLOCK and register("eflags") & INTERRUPTS_ARE_SERVED

def stop_and_let_go():
    memory = gdb.selected_inferior()
    run_to([MARKER])
    page = int.from_bytes(memory.read_memory(register("rdi") + FIRST_ARGUMENT, 8).tobytes(), "little")
    places = [FUNCTION]
    if not AT.isdigit():
        places = re.findall(r"(0x[0-9a-f]+):\s+" + AT + r"[^(\n]*\(%\w+\)", gdb.execute("x/%di %s" % (INSTRUCTIONS, FUNCTION), to_string=True))
    times = 0
    here = run_to(places)
    while not is_the_one(times, page):
        times += 1
        here = run_to(places)
    print("@@ a processor is stopped before " + gdb.execute("x/i $pc", to_string=True).split(":", 1)[1].strip(), flush=True)
    before = memory.read_memory(here, len(LOOP)).tobytes()
    memory.write_memory(here, LOOP)
    run_to([MARKER])
    memory.write_memory(here, before)
    print("@@ it goes on", flush=True)
    gdb.execute("continue", to_string=True)

gdb.execute("target remote " + os.environ["SOCKET"], to_string=True)
try:
    stop_and_let_go()
except gdb.error:
    print("@@ the guest came to its end", flush=True)
end
