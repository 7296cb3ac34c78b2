#!/bin/sh
# Builds a small kernel of a source tree without the patches and with them: build.sh TREE DIRECTORY
# TREE is a whole one of Linux 7.3.4 (Debian's linux-source-7.3, unpacked), and is only read. DIRECTORY must not exist; in it are then the images "before" and "after", for kernel/live/boot.sh.
# Needs gcc, make, flex, bison, bc, patch, and the headers of libelf and OpenSSL; no root. Exit status 0: both are there. Anything else: there is no DIRECTORY.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
[ $# -eq 2 ] || { sed -n '2,4s/^# //p' "$0" >&2; exit 2; }
tree=$1 directory=$2
[ -f "$tree/Kbuild" ] && [ -f "$tree/mm/hugetlb_vmemmap.c" ] || { echo "build.sh: '$tree' is no source tree of Linux: the folder that its Makefile is in is asked for." >&2; exit 2; }
[ ! -e "$directory" ] || { echo "build.sh: '$directory' exists already." >&2; exit 2; }
for program in gcc make flex bison bc patch; do
	command -v "$program" > /dev/null || { echo "build.sh: $program is needed and not installed." >&2; exit 2; }
done
work=$(mktemp -d "$directory.XXXXXX")
trap 'rm -rf "$work"' EXIT

# What make says is shown if it fails.
quietly() { make -C "$work/tree" -j"$(nproc)" "$@" > "$work/said" 2>&1 || { tail -n 20 "$work/said" >&2; echo "build.sh: make $* failed." >&2; exit 1; }; }
image() {
	quietly bzImage
	cp "$work/tree/arch/x86/boot/bzImage" "$work/$1"
	echo "$1: built"
}

mkdir "$work/tree"
(cd "$tree" && tar cf - .) | (cd "$work/tree" && tar xf -)
quietly mrproper
quietly tinyconfig
cat "$here/config" >> "$work/tree/.config"
quietly olddefconfig
image before
for patch in "$here"/*.patch; do
	patch -d "$work/tree" -p1 -s --no-backup-if-mismatch < "$patch" || { echo "build.sh: '$(basename "$patch")' does not apply to '$tree'." >&2; exit 1; }
done
image after
rm -rf "$work/tree" "$work/said"
chmod 755 "$work"
mv "$work" "$directory"
trap - EXIT
