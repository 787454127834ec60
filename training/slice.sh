#!/bin/sh
# One training step on a machine that has PyTorch and nothing of ours: installs the
# wheels and unpacks the shards and the bank that `make gpu-pack` laid into .gpu/, checks
# the machine before a run's first slice, then runs the step.
#   training/slice.sh stage1_rnet --model fast --minutes 9 --total-minutes 27 …
# NAME, set in the environment, tells two runs of one step apart. The step `unpack` only
# lays out what was carried: not all that a run needs may travel at once.
set -eu
site=/tmp/uncodec-site
shards=/tmp/uncodec-shards
runs=/tmp/uncodec-runs
mkdir -p "$shards" "$runs"
if ls .gpu/*.whl >/dev/null 2>&1; then
    python3 -m pip install -q --no-index --no-deps --no-compile --no-cache-dir --upgrade --target "$site" .gpu/*.whl
fi
if ls .gpu/*.tar >/dev/null 2>&1; then cp -n .gpu/*.tar "$shards/"; fi
if [ -d .gpu/bank ]; then cp -rn .gpu/bank "$shards/"; fi
export PYTHONPATH="$site:." PYTHONUNBUFFERED=1
step=$1
shift
if [ "$step" = unpack ]; then exec ls "$shards"; fi
run=$runs/${NAME:-$step}
set -- --shards "$(ls "$shards"/*.tar | paste -sd,)" --bank "$shards/bank" --workers "$(($(nproc) - 1))" "$@"
if [ ! -e "$run" ]; then python3 -m training.selftest "$@" --out "$run"; fi
exec python3 -m "training.$step" --out "$run" "$@"
