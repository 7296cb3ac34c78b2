#!/bin/sh
# Makes Z3's native library available to the build on Linux, without root and without changing the machine.
#
#   fetch-libz3.sh DIRECTORY
#
# If the dynamic loader would find a libz3 by itself, nothing is done. Otherwise the distribution's own package (libz3-4 in
# Debian and Ubuntu) is downloaded with private apt state, unpacked aside, and DIRECTORY/libz3.so.4 appears in one rename:
# whoever sees the file sees all of it. Its dependencies (libstdc++, libgcc_s, libm, libc) are those of the .NET runtime.
#
# Exit status 0: the library is there. Anything else: it is not, and DIRECTORY is as it was.
set -eu

directory=$1
PATH=$PATH:/usr/sbin:/sbin

# A cache may name a file that is gone, and a file may be younger than the cache; so look at files, where the loader looks.
loader_finds_libz3() {
    cached=$(ldconfig -p 2>/dev/null | sed -n 's/^[[:space:]]*libz3\.so\(\.4\)\{0,1\} .*=> //p') || cached=
    triplet=$(uname -m)-linux-gnu
    for file in $cached \
        "/usr/lib/$triplet/libz3.so.4" "/lib/$triplet/libz3.so.4" \
        /usr/lib64/libz3.so.4 /usr/lib64/libz3.so /lib64/libz3.so.4 \
        /usr/lib/libz3.so.4 /usr/lib/libz3.so /lib/libz3.so.4
    do
        if [ -r "$file" ]; then return 0; fi
    done
    return 1
}

if loader_finds_libz3; then exit 0; fi

command -v apt-get >/dev/null
command -v dpkg-deb >/dev/null

mkdir -p "$directory"
work=$(mktemp -d "$directory/fetch.XXXXXX")
trap 'rm -rf "$work"; rmdir "$directory" 2>/dev/null || true' EXIT
trap 'exit 1' HUP INT TERM

mkdir -p "$work/lists/partial" "$work/cache/archives/partial" "$work/unpacked"
cd "$work"

# The machine's own sources and keys, but lists and cache of our own: neither root nor a lock of the system is needed.
apt() {
    apt-get -q -y \
        -o Dir::State::Lists="$work/lists" -o Dir::Cache="$work/cache" \
        -o APT::Sandbox::User= \
        -o Acquire::Languages=none -o Acquire::Retries=3 -o Acquire::http::Timeout=30 "$@"
}

# One unreachable source among several does not matter if another one has the package.
apt update || true
apt download libz3-4
dpkg-deb -x ./libz3-4_*.deb unpacked

library=$(find unpacked -name libz3.so.4 -type f)
[ -s "$library" ]
mv -f "$library" "$directory/libz3.so.4"
