#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# slurm.sh YANLIAN ROOT -- does a campaign survive the loss of a machine? A
# real Slurm, a controller and two nodes, each node with a network of its own
# on this machine; midway one is cut off. Slurm must queue its shares again,
# and what is merged must equal, byte for byte, the campaign done at once.
# Exit 77 where Slurm cannot be had.
set -eu
yanlian=$(realpath "$1")
root=$(realpath "$2")
shares=8 trials=${TRIALS:-400000}
plan=$root/plans/library/yuque-2023-10-23.json
scenario=$root/scenarios/library/yuque-2023-10-23.json

skip() {
	echo "slurm: SKIPPED: $*"
	exit 77
}

[ "$(id -u)" = 0 ] || skip "needs root"
PATH=$PATH:/usr/sbin:/sbin
for tool in slurmctld slurmd sbatch munged unshare nsenter ip; do
	command -v "$tool" >/dev/null ||
		skip "no $tool (Debian: slurmctld slurmd slurm-client munge)"
done
room=$(mktemp -d /var/tmp/slurm.XXXXXX)
net=10.213.$(($$ % 200 + 20))
bridge=ysk$(($$ % 10000))

# Everything that was started, the last first; processes by their own ids.
started= holds=
leave() {
	started="$(orphans) $started"
	for pid in $started; do
		kill "$pid" 2>/dev/null || :
	done
	sleep 1
	for pid in $started; do
		kill -9 "$pid" 2>/dev/null || :
	done
	ip link del "$bridge" 2>/dev/null || :
	rm -rf --one-file-system "$room"
}
trap leave EXIT
trap 'exit 130' INT TERM

# orphans: whatever still runs in the nodes' own networks, such as a share
# that nobody could tell to stop.
orphans() {
	for hold in $holds; do
		own=$(readlink "/proc/$hold/ns/net") || continue
		[ "$own" != "$(readlink /proc/$$/ns/net)" ] || continue
		for process in /proc/[0-9]*; do
			[ "$(readlink "$process/ns/net")" != "$own" ] ||
				echo "${process#/proc/}"
		done
	done 2>/dev/null
}

# background LOG COMMAND…: its process id is in $pid.
background() {
	log=$1
	shift
	"$@" >"$room/$log" 2>&1 </dev/null &
	pid=$!
	started="$pid $started"
}

fail() {
	echo "slurm: $*"
	tail -n 15 "$room"/slurmctld.log "$room"/slurmd-*.log 2>/dev/null || :
	exit 1
}

# await SECONDS WHAT COMMAND…
await() {
	left=$1 what=$2
	shift 2
	until "$@" >/dev/null 2>&1; do
		left=$((left - 1))
		[ $left -gt 0 ] || fail "waited too long until $what"
		sleep 1
	done
}

ip link add "$bridge" type bridge 2>/dev/null ||
	skip "no networks can be made here"
ip addr add "$net.1/24" dev "$bridge"
ip link set "$bridge" up

munge() {
	dd if=/dev/urandom of="$room/key" bs=128 count=1 2>/dev/null
	chmod 600 "$room/key"
	background munged.log munged --foreground --force \
		--key-file "$room/key" --socket "$room/munge" \
		--pid-file "$room/munged.pid" --log-file "$room/munged.log" \
		--seed-file "$room/seed"
	await 10 "munge runs" [ -S "$room/munge" ]
}

configure() {
	cat >"$room/slurm.conf" <<-END
	ClusterName=soak
	SlurmctldHost=$(hostname)($net.1)
	SlurmctldPort=16817
	SlurmdPort=16818
	SlurmUser=root
	AuthType=auth/munge
	AuthInfo=socket=$room/munge
	StateSaveLocation=$room/state
	SlurmdSpoolDir=$room/spool-%n
	SlurmctldPidFile=$room/slurmctld.pid
	SlurmdPidFile=$room/slurmd-%n.pid
	SlurmctldLogFile=$room/slurmctld.log
	SlurmdLogFile=$room/slurmd-%n.log
	ProctrackType=proctrack/linuxproc
	TaskPlugin=task/none
	JobAcctGatherType=jobacct_gather/none
	MpiDefault=none
	SelectType=select/cons_tres
	SelectTypeParameters=CR_CPU
	SlurmdParameters=config_overrides
	SlurmdTimeout=15
	ReturnToService=2
	NodeName=n1 NodeAddr=$net.11 CPUs=1 State=UNKNOWN
	NodeName=n2 NodeAddr=$net.12 CPUs=1 State=UNKNOWN
	PartitionName=all Nodes=n1,n2 Default=YES MaxTime=INFINITE State=UP
	END
	mkdir "$room/state" "$room/spool-n1" "$room/spool-n2"
}

# node K: a network and a name of its own, tied to the bridge.
node() {
	background "hold-$1" unshare --net --uts sleep 3600
	hold=$pid
	holds="$holds $hold"
	sleep 1
	ip link add "$bridge-$1" type veth peer name eth0 netns "$hold"
	ip link set "$bridge-$1" master "$bridge" up
	into="nsenter --net --uts --target $hold"
	$into hostname "n$1"
	$into ip addr add "$net.1$1/24" dev eth0
	$into ip link set eth0 up
	$into ip link set lo up
	# shellcheck disable=SC2086 # a command and its arguments
	background "slurmd-$1" $into slurmd -D -N "n$1" -f "$SLURM_CONF"
}

export SLURM_CONF="$room/slurm.conf"
munge
configure
background slurmctld slurmctld -D -f "$SLURM_CONF"
node 1
node 2
both_idle() {
	[ "$(sinfo -h -N -o %T | sort -u)" = idle ]
}
await 60 "both nodes are there" both_idle
echo "slurm: a controller and two nodes; $shares shares of $trials trials"

mkdir "$room/shared"
cd "$room/shared"
YANLIAN=$yanlian "$root/cluster/slurm-campaign.sh" $shares "$plan" \
	"$scenario" -n "$trials" --absent 0 >jobs
array=$(head -n 1 jobs)

on_second() {
	squeue -h -t R -o %N | grep -q n2
}
await 60 "the second node works" on_second
sleep 2
ip link set "$bridge-2" down
echo "slurm: the second node is cut off"

queued_again() {
	grep -qi 'requeu' "$room/slurmctld.log"
}
await 120 "its share is queued again" queued_again
echo "slurm: its share is queued again"
await 600 "all is merged" [ -e campaign.json ]

status=0
"$yanlian" campaign "$plan" "$scenario" -n "$trials" --absent 0 --json \
	>single.json || status=$?
[ "$status" -le 4 ] && [ "$status" != 2 ] && [ "$status" != 3 ] ||
	fail "the campaign at once failed"
cmp single.json campaign.json || fail "the merged result is another"
echo "slurm: $array: merged, the same bytes as at once"
