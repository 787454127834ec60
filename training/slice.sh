#!/bin/sh
# One training step on a machine that has PyTorch and nothing of ours: lays out what
# `make gpu-pack` put into .gpu/, beside what earlier slices brought, checks the machine
# once, runs the step, and leaves what comes home in $OUT: averaged weights (NAME.pt.0 and
# on: cat them; of stage 2 also NAME-pnet.pt.0) and the log.
#   NAME=fast training/slice.sh stage2 --start /tmp/uncodec/assets/models/fast --minutes 9 …
# NAME tells the runs apart. Without a step it only lays out: not all that a run needs may
# travel at once.
set -eu
base=/tmp/uncodec
mkdir -p "$base/runs"
if [ -e .gpu/site.tar.xz ]; then xz -dc .gpu/site.tar.xz | tar -x -C "$base" && rm .gpu/site.tar.xz; fi
if [ -d .gpu ]; then cp -r .gpu/. "$base/"; fi
export PYTHONPATH="$base/site:." PYTHONUNBUFFERED=1
if [ $# = 0 ]; then exec find "$base" -maxdepth 2; fi
step=$1 run=$base/runs/${NAME:-$1}
shift
case $step in learned.*) ;; *) set -- --bank "$base/bank" "$@" ;; esac
set -- --shards "$(ls "$base"/shards/*.tar | paste -sd,)" --workers "$(($(nproc) - 1))" "$@"
if [ ! -e "$base/checked" ]; then
    python3 -m training.selftest "$@"
    touch "$base/checked"
fi
python3 -m "training.$step" --out "$run" "$@"
home=${OUT:-$run}/${NAME:-$step}
bring() { # a network's weights, under a name; what comes home comes in files of at most 16 MiB
    python3 -m training.averaged --checkpoint "$run/checkpoint.pt" --out "$run/averaged.pt" --network "$1"
    split -d -a 1 -b 15M "$run/averaged.pt" "$2.pt."
}
case $step in
*ablation) exit ;; # its runs lie in folders of their own, and what they measured was printed
*pnet) bring pnet "$home" ;;
stage2)
    bring rnet "$home"
    bring pnet "$home-pnet"
    ;;
stage*) bring rnet "$home" ;;
*) exit ;;
esac
cp "$run/log.jsonl" "$home.jsonl"
