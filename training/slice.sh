#!/bin/sh
# One training step on a machine that has PyTorch and nothing of ours: installs the
# wheels and unpacks the shards that `make gpu-pack` laid into .gpu/, then runs a step.
#   training/slice.sh stage1_rnet --model fast --minutes 9 --total-minutes 27 …
set -eu
site=/tmp/uncodec-site
shards=/tmp/uncodec-shards
mkdir -p "$shards" /tmp/uncodec-runs
if ls .gpu/*.whl >/dev/null 2>&1; then
    python3 -m pip install -q --no-index --no-deps --no-compile --no-cache-dir --upgrade --target "$site" .gpu/*.whl
fi
if ls .gpu/*.tar >/dev/null 2>&1; then cp -n .gpu/*.tar "$shards/"; fi
export PYTHONPATH="$site:." PYTHONUNBUFFERED=1
step=$1
shift
exec python3 -m "training.$step" --shards "$(ls "$shards"/*.tar | paste -sd,)" \
    --out "/tmp/uncodec-runs/$step" --workers "$(($(nproc) - 1))" "$@"
