#!/bin/sh
# Boots a released kernel in QEMU and shows there what a finding tells: boot.sh VMLINUZ SCENARIO [hwpoison-inject.ko]
# SCENARIO is one of soft-offline, counted-again, promised, displaced, minimum, migrated, demoted, given-back, alias, reference, others; the last three need the module, which is part of the kernel's package (unpacked: xz -d).
# Needs gcc with a static libc, cpio and qemu-system-x86_64; no root, and nothing of this machine is touched.
set -eu
[ $# -eq 2 ] || [ $# -eq 3 ] || { sed -n '2,4s/^# //p' "$0" >&2; exit 2; }
kernel=$1 scenario=$2 module=${3-} cpus=1 memory=256M more=
case $scenario in
	soft-offline | counted-again | promised | displaced | minimum | migrated | demoted | given-back | alias | reference | others) ;;
	*) echo "There is no scenario '$scenario': soft-offline, counted-again, promised, displaced, minimum, migrated, demoted, given-back, alias, reference and others are." >&2; exit 2 ;;
esac
for file in "$kernel" ${module:+"$module"}; do
	[ -r "$file" ] || { echo "'$file' cannot be read: the kernel's image, and then its module hwpoison-inject.ko, are asked for." >&2; exit 2; }
done
# Who makes the pool smaller and who migrates do it at once, and each migration takes two megabytes of memory apart.
[ "$scenario" != migrated ] || { cpus=2 memory=1G; }
# Two hugepages of 1 GiB, set aside at boot.
case $scenario in demoted | given-back) cpus=2 memory=5G more="hugepagesz=1G hugepages=2" ;; esac
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/guest" "$work/guest/dev"
gcc -O1 -Wall -static -o "$work/guest/init" "$(dirname "$0")/errors.c"
[ -z "$module" ] || cp "$module" "$work/guest/hwpoison-inject.ko"
(cd "$work/guest" && find . | cpio -o -H newc --quiet) | gzip > "$work/initrd"
timeout "${SECONDS_AT_MOST:-90}" qemu-system-x86_64 -accel tcg -machine q35 -cpu qemu64,+pdpe1gb -smp "$cpus" -m "$memory" -nodefaults -display none -no-reboot -serial stdio \
	-kernel "$kernel" -initrd "$work/initrd" -append "console=ttyS0 panic=-1 loglevel=6 hugetlb_free_vmemmap=on $more scenario=$scenario" < /dev/null |
	grep -aE '^@@|BUG|list_del|Oops|RIP: 0010|Memory failure|nonzero _refcount' || true
