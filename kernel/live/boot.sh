#!/bin/sh
# Boots a released kernel in QEMU and shows there what a finding tells: boot.sh VMLINUZ SCENARIO [MODULE.ko ...]
# SCENARIO is one of those in the file "scenarios", which names the modules that some need, in the order in which they are loaded: they are in the kernel's package.
# Needs gcc with a static libc, cpio and qemu-system-x86_64, and gdb where a processor is stopped or memory refused; no root, and nothing of this machine is touched.
set -eu
here=$(dirname "$0")
[ $# -ge 2 ] || { sed -n '2,4s/^# //p' "$0" >&2; exit 2; }
kernel=$1 scenario=$2
shift 2
line=$(awk -v name="$scenario" '/^[a-z]/ && $1 == name' "$here/scenarios")
[ -n "$line" ] || { echo "There is no scenario '$scenario': $(awk '/^[a-z]/ { names = names separator $1; separator = ", " } END { print names }' "$here/scenarios") are." >&2; exit 2; }
for file in "$kernel" "$@"; do
	[ -r "$file" ] || { echo "'$file' cannot be read: the kernel's image, and then its modules, are asked for." >&2; exit 2; }
done
read -r _ cpus memory arguments functions at <<LINE
$line
LINE
[ "$arguments" != - ] || arguments=
[ -z "$functions" ] || command -v gdb > /dev/null || { echo "gdb is not there: '$scenario' is steered with it." >&2; exit 2; }
# With a thread for each processor QEMU is faster. Kernels that patch themselves have been seen to trip over that while they boot, and here they boot more slowly.
threads=tcg
[ -z "$functions" ] || threads=tcg,thread=single
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/guest" "$work/guest/dev"
gcc -O1 -Wall -static -o "$work/guest/init" "$here"/*.c
number=0
for module; do
	number=$((number + 1))
	cp "$module" "$work/guest/$number.ko"
done
(cd "$work/guest" && find . | cpio -o -H newc --quiet) | gzip > "$work/initrd"

# Its arguments: what to show, and those of QEMU.
guest() {
	show=$1
	shift
	timeout "${SECONDS_AT_MOST:-90}" qemu-system-x86_64 -accel "$threads" -machine q35 -cpu qemu64,+pdpe1gb -smp "$cpus" -m "$memory" -nodefaults -display none -no-reboot -serial stdio "$@" -kernel "$kernel" \
		-initrd "$work/initrd" -append "console=ttyS0 panic=-1 loglevel=6 nokaslr hugetlb_free_vmemmap=on $(echo "$arguments" | tr , ' ') $show" < /dev/null | grep --line-buffered -aE '^@@|BUG|list_del|WARNING|Oops|general protection fault|Kernel panic|RIP: 0010|Memory failure|nonzero _refcount|failed with error' |
		sed -uE 's/\r$//; /Bad page state|page dumped/ { x; s/^/./; /.{5}/ { s/.//; x; d }; x }'
}

if [ -z "$functions" ]; then
	guest "scenario=$scenario"
	exit
fi

# Where the functions are only the kernel itself tells, so it is booted twice.
marker=__x64_sys_syncfs aside=__x64_sys_sethostname allocator='__kmalloc_cache_noprof|kmalloc_trace'
guest "functions=$functions|$marker|$aside|$allocator|memory_failure scenario=addresses" > "$work/addresses"
address_of() { awk -v names="$1" 'BEGIN { split(names, all, "|"); for (i in all) wanted[all[i]] } $2 == "address" && $4 in wanted { print $3; exit }' "$work/addresses"; }
function=$(address_of "$functions")
[ -n "$function" ] || [ "$functions" = - ] || { echo "'$kernel' has no $functions: there is nothing to stop a processor in." >&2; exit 1; }
guest "scenario=$scenario" -S -chardev socket,id=gdb,path="$work/socket",server=on,wait=off -gdb chardev:gdb &
while [ ! -S "$work/socket" ] && kill -0 $!; do sleep 0.1; done
SOCKET=$work/socket MARKER=$(address_of $marker) ASIDE=$(address_of $aside) ALLOCATOR=$(address_of "$allocator") MEMORY_FAILURE=$(address_of memory_failure) FUNCTION=$function AT=$at timeout "${SECONDS_AT_MOST:-90}" gdb -q -batch -x "$here/steer.gdb" 2> "$work/errors" | grep --line-buffered '^@@' || cat "$work/errors" >&2
wait
