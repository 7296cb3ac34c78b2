# Steers a guest. It stops one processor before an instruction, and lets it go on when others have done what they have to do; the processor serves interrupts meanwhile: it loops aside, as if a long interrupt had come
# there, or its host had taken it away, and another that comes there is not stopped. Or it refuses memory, to memory failure or to a call. The guest says by syncfs(page frame number) that it begins, and by a second one that the processor may go on.
set pagination off
set confirm off
set architecture i386:x86-64
python
import os, re

MARKER, FUNCTION = os.environ["MARKER"], os.environ["FUNCTION"]
AT, NO_MEMORY, _ = os.environ["AT"].partition("no memory")
AT = AT.strip(", ")
ALLOCATOR, MEMORY_FAILURE = os.environ["ALLOCATOR"], int(os.environ["MEMORY_FAILURE"], 16)
MEMORY_MAP, STRUCT_PAGE, BLOCK = 0xffffea0000000000, 64, 512   # x86-64 with four levels and nokaslr; the pages of 2 MiB
FIRST_ARGUMENT = 112                                           # of a system call: pt_regs.di
INTERRUPTS_ARE_SERVED = 1 << 9                                 # of eflags
INSTRUCTIONS = 2000                                            # at most so many are looked through
LONGEST = 0x1100                                               # memory_failure() is no longer
ENOMEM = -12
ASIDE = int(os.environ["ASIDE"], 16)                           # code that nobody comes to
LOOP = b"\xeb\xfe"                                             # jmp to itself

def jump(at, to):
    return b"\xe9" + (to - at - 5).to_bytes(4, "little", signed=True)

def register(name):
    return int(gdb.parse_and_eval("$" + name)) & (2 ** 64 - 1)

def word_at(address):
    return int.from_bytes(gdb.selected_inferior().read_memory(address, 8).tobytes(), "little")

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

def refuse_entry():
    run_to([ALLOCATOR])
    while not 0 <= word_at(register("rsp")) - MEMORY_FAILURE < LONGEST:
        run_to([ALLOCATOR])
    return_with(0)
    print("@@ there is no memory for the entry of the list", flush=True)

def return_with(value):
    gdb.execute("set $rax = %d" % value)
    gdb.execute("set $pc = *(unsigned long *)$rsp")
    gdb.execute("set $rsp = $rsp + 8")

def stop_and_let_go():
    page = word_at(register("rdi") + FIRST_ARGUMENT)
    places = [FUNCTION]
    if not AT.isdigit():
        places = re.findall(r"(0x[0-9a-f]+):\s+" + AT + r"[^(\n]*\(%\w+\)", gdb.execute("x/%di %s" % (INSTRUCTIONS, FUNCTION), to_string=True))
    times = 0
    here = run_to(places)
    while not is_the_one(times, page):
        times += 1
        here = run_to(places)
    print("@@ a processor is stopped before " + gdb.execute("x/i $pc", to_string=True).split(":", 1)[1].strip(), flush=True)
    memory = gdb.selected_inferior()
    memory.write_memory(ASIDE, LOOP)
    gdb.execute("set $pc = 0x%x" % ASIDE)
    if NO_MEMORY:
        refuse_entry()
    run_to([MARKER])
    memory.write_memory(ASIDE, jump(ASIDE, here))
    print("@@ it goes on", flush=True)

def refuse_calls(which, told):
    for number in range(max(which) + 1):
        run_to([FUNCTION])
        if number in which:
            return_with(ENOMEM)
            print("@@ " + told, flush=True)

def refuse():
    if "refused" in AT:
        refuse_calls([int(number) for number in AT.split()[0].split("+")], "a call finds no memory")
        return
    refuse_entry()
    if FUNCTION:
        refuse_calls([0], "there is no memory for the frames")

gdb.execute("target remote " + os.environ["SOCKET"], to_string=True)
try:
    if not AT.endswith("at boot"):
        run_to([MARKER])
    refuse() if not AT or "refused" in AT else stop_and_let_go()
    gdb.execute("detach", to_string=True)
except gdb.error:
    print("@@ the guest came to its end first", flush=True)
end
