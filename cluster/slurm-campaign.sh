#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# slurm-campaign.sh SHARES PLAN SCENARIO… [OPTION…] -- a campaign as a Slurm
# job array and one job behind it that merges. Run it on a node that submits,
# in a directory that all nodes share; the results land there as
# campaign.json, the parts beside it. Needs yanlian on the path of the nodes,
# or YANLIAN to say where it is.
#
# A share that is killed with its node is queued again and starts afresh; one
# that is told to go (SIGTERM) keeps its whole blocks and goes on from them.
# Shares of less than a minute are not worth their scheduling.
set -eu
[ $# -ge 3 ] || { sed -n '3,7s/^# //p' "$0" >&2; exit 2; }
shares=$1
shift
yanlian=${YANLIAN:-yanlian}

# Every argument once more in quotes, for the scripts that Slurm keeps.
quoted=
for argument; do
	quoted="$quoted '$(printf %s "$argument" | sed "s/'/'\\\\''/g")'"
done

array=$(sbatch --parsable --requeue --array="1-$shares" --signal=TERM@30 \
	--job-name=yanlian-campaign <<END
#!/bin/sh
exec $yanlian campaign $quoted --resume \\
	--shard "\$SLURM_ARRAY_TASK_ID/$shares" \\
	--part "campaign-\$SLURM_ARRAY_TASK_ID-of-$shares.part" \\
	--threads "\${SLURM_CPUS_PER_TASK:-1}"
END
)
# The odds' own exit code says yes or no, so only 2 and 3 are failures.
sbatch --parsable --dependency="afterok:$array" --kill-on-invalid-dep=yes \
	--job-name=yanlian-merge <<END
#!/bin/sh
status=0
$yanlian merge campaign-*-of-$shares.part --json >campaign.json.new || status=\$?
case \$status in
0 | 1 | 4) mv campaign.json.new campaign.json ;;
*) exit "\$status" ;;
esac
END
