#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# fuzz.sh YANLIAN ROOT -- hostile bytes for everything that reads what strangers
# wrote: every target of tests/fuzz for FUZZ_SECONDS, 600 if that is not set.
set -eu
cd "$2"
exec ./dev fuzz "${FUZZ_SECONDS:-600}"
