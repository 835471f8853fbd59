#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# tests/clean-room.sh -- is the README's promise kept? Goals:
# - on a minimal Debian 12 with git and nothing else, as root and without a
#   locale, ./dev drill holds a drill;
# - ./dev test there passes, and leaves the tree as it was;
# - how many seconds each takes.
# Needs root, debootstrap and a Debian mirror (some 300 MB to fetch), hence no
# part of the gate. What is committed is what is tried.
set -eu
cd "$(dirname "$0")/.."
[ "$(id -u)" = 0 ] || { echo "clean-room: needs root" >&2; exit 2; }

mirror=$(apt-get indextargets --format '$(REPO_URI) $(CODENAME)' |
	sed -n 's/ bookworm$//p' | head -n 1)
room=$(mktemp -d /var/tmp/clean-room.XXXXXX)
chmod 755 "$room" # for apt, which fetches as somebody else

leave() {
	! mountpoint -q "$room/proc" || umount "$room/proc"
	rm -rf --one-file-system "$room"
}
trap leave EXIT
trap 'exit 130' INT TERM

inside() {
	chroot "$room" env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin \
		${http_proxy:+http_proxy="$http_proxy"} "$@" </dev/null
}

# timed COMMAND…: run it in the clone, and say how long it took.
timed() {
	began=$(date +%s)
	status=0
	inside sh -c 'cd /root/yanlian && "$@"' sh "$@" || status=$?
	echo "clean-room: $* took $(($(date +%s) - began)) s, exit $status"
	return $status
}

echo "clean-room: a minimal Debian 12 from ${mirror:=http://deb.debian.org/debian}"
debootstrap --variant=minbase bookworm "$room" "$mirror" >/dev/null
mount -t proc proc "$room/proc"
git clone -q --bare . "$room/srv/yanlian.git"
inside apt-get -qq update
inside env DEBIAN_FRONTEND=noninteractive apt-get -qq -y \
	--no-install-recommends install git >/dev/null 2>&1
inside git clone -q /srv/yanlian.git /root/yanlian

status=0
timed ./dev drill || status=1
timed ./.ci/run || status=1
exit $status
