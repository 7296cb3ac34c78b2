#!/bin/sh
# Fetches the kernel source that a distribution ships, without root and without changing the machine.
#
#   fetch-source.sh PACKAGE DIRECTORY        for example: fetch-source.sh linux-source-6.1 ~/linux-6.1
#
# The package (Debian and Ubuntu: linux-source-VERSION) is downloaded with private apt state and unpacked aside; of its tree the folders that 'verify source' reads appear in DIRECTORY, which must not
# exist, in one rename.
#
# Exit status 0: the tree is there. Anything else: it is not, and there is no DIRECTORY.
set -eu

if [ $# -ne 2 ]; then
    echo "fetch-source.sh: a package and a directory are needed, as in: fetch-source.sh linux-source-6.1 linux-6.1" >&2
    exit 2
fi
package=$1
directory=$2
if [ -e "$directory" ]; then
    echo "fetch-source.sh: '$directory' exists already." >&2
    exit 2
fi
for program in apt-get dpkg-deb tar xz; do
    if ! command -v "$program" >/dev/null; then
        echo "fetch-source.sh: $program is needed and not installed." >&2
        exit 2
    fi
done

work=$(mktemp -d "$directory.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
mkdir -p "$work/lists/partial" "$work/cache/archives/partial" "$work/unpacked" "$work/tree"

# The machine's own sources and keys, but lists and cache of our own: neither root nor a lock of the system is needed.
apt() {
    apt-get -q -y \
        -o Dir::State::Lists="$work/lists" -o Dir::Cache="$work/cache" \
        -o APT::Sandbox::User= \
        -o Acquire::Languages=none -o Acquire::Retries=3 -o Acquire::http::Timeout=30 "$@"
}

(
    cd "$work"
    # One unreachable source among several does not matter if another one has the package.
    apt update || true
    apt download "$package"
    dpkg-deb -x ./*.deb unpacked
)
archive=$(find "$work/unpacked/usr/src" -name 'linux-source-*.tar.xz' -type f)
[ -s "$archive" ]
top=$(basename "$archive" .tar.xz)
tar -xJf "$archive" -C "$work/tree" --strip-components=1 "$top/Makefile" "$top/mm" "$top/include" "$top/arch/x86" "$top/kernel"
mv "$work/tree" "$directory"
