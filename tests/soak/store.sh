#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# store.sh YANLIAN ROOT -- is anything lost that was acknowledged? A paced drill
# killed 500 times (KILLS); 20,000 power cuts played on what a log's file had
# been given (IMAGES); a log verified 1,000 times while it grows (VERIFIES). The
# seed is new every time and printed, so that a failure can be had again (SEED).
set -eu
yanlian=$(realpath "$1")
root=$(realpath "$2")
tests=$(dirname "$yanlian")/tests/proof
status=0

IMAGES=${IMAGES:-20000}
SEED=${SEED:-$(od -An -N4 -tu4 /dev/urandom | tr -d ' ')}
VERIFIES=${VERIFIES:-1000}
export IMAGES SEED VERIFIES
echo "store: $IMAGES power cuts, $VERIFIES looks at a growing log, SEED=$SEED"
CK_TIMEOUT_MULTIPLIER=50 "$tests/test-proof-journal" || status=1

echo "store: ${KILLS:-500} kills, SEED=$SEED"
python3 "$root/tests/cli/resume.py" "$yanlian" "$root" "${KILLS:-500}" ||
	status=1
exit $status
