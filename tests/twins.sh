#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# twins.sh ROOT -- does every compiler build the same drill? Builds the program
# with gcc and clang, without and with optimisation, and compares what they
# print and the logs they seal, byte for byte, over the library and the cases,
# and what campaigns over the library find;
# the optimised ones also on a machine that hides its newer instructions from
# the C library. Speaks TAP.
set -eu
cd "$1"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

command -v clang >/dev/null || {
	echo "1..0 # SKIP clang is not installed"
	exit 0
}

n=0 bad=0

# ok STATUS NAME: one line of TAP.
ok() {
	n=$((n + 1))
	[ "$1" = 0 ] || { bad=1 && printf 'not '; }
	echo "ok $n - $2"
}

# build COMPILER LEVEL: the program in a folder of its own.
build() {
	if ! env -u CFLAGS CC="$1" meson setup "$work/$1$2" . -Dtests=false \
		-Doptimization="$2" -Ddebug=false >"$work/log" 2>&1 ||
		! ninja -C "$work/$1$2" yanlian >"$work/log" 2>&1; then
		cat "$work/log" >&2
		exit 1
	fi
}

# drill PROGRAM PLAN SCENARIO: all its bytes.
drill() {
	rm -rf "$work/drill"
	status=0
	"$1" run "$2" "$3" --json --out "$work/drill" --key "$work/key" \
		</dev/null 2>/dev/null || status=$?
	case $status in
	0 | 1 | 4) cat "$work/drill/drill.jsonl" ;;
	*) echo "$2: exit $status" ;;
	esac
}

# drills PROGRAM: all drills there are: the pairs of the library, and a plan
# and a scenario in the folder of a case.
drills() {
	while read -r plan scenario; do
		drill "$1" "plans/library/$plan.json" \
			"scenarios/library/$scenario.json"
	done <tests/library.txt
	for plan in tests/cases/drill/*/plan.json; do
		drill "$1" "$plan" "${plan%/*}/scenario.json"
	done
}

# campaigns PROGRAM: what 32 trials of every pair of the library come to, each
# with nobody left out and with everybody in turn.
campaigns() {
	while read -r plan scenario; do
		status=0
		"$1" campaign "plans/library/$plan.json" \
			"scenarios/library/$scenario.json" -n 32 --absent 4 \
			--threads 1 --json </dev/null 2>/dev/null || status=$?
		case $status in
		0 | 1 | 4) ;;
		*) echo "$plan $scenario: exit $status" ;;
		esac
	done <tests/library.txt
}

# all PROGRAM: drills and campaigns.
all() {
	drills "$1"
	campaigns "$1"
}

# same NAME: are these bytes those of the first build?
same() {
	cmp "$work/first" "$work/now" >&2 && status=0 || status=$?
	ok "$status" "$1"
}

build gcc 0
"$work/gcc0/yanlian" key new --out "$work/key" >/dev/null
all "$work/gcc0/yanlian" >"$work/first"
! grep -a ': exit' "$work/first" >&2 && status=0 || status=$?
ok "$status" "every drill and campaign runs"
for twin in "gcc 2" "clang 0" "clang 2"; do
	# shellcheck disable=SC2086 # two words
	build $twin
	all "$work/${twin% *}${twin#* }/yanlian" >"$work/now"
	same "$twin"
done
export GLIBC_TUNABLES=glibc.cpu.hwcaps=-AVX2,-FMA
for twin in gcc2 clang2; do
	all "$work/$twin/yanlian" >"$work/now"
	same "$twin without AVX2 and FMA"
done
echo "1..$n"
exit $bad
