#!/bin/sh
# Puts libonnxruntime.so and ffmpeg beside the program, out of hash-checked wheels.
#   setup/native.sh bin
set -eu
here=$(dirname "$0")
to=$1
mkdir -p "$to"
[ -e "$to/libonnxruntime.so" ] && [ -e "$to/ffmpeg" ] && [ "$to/ffmpeg" -nt "$here/native.txt" ] && exit 0

# Any Python 3 with pip will do: the wheels are only unpacked, never run.
if ! python3 -m pip --version >/dev/null 2>&1; then
    "$here/apt.sh" python3 python3-pip
fi
wheels=$(mktemp -d)
trap 'rm -rf "$wheels"' EXIT
machine=$(uname -m)
python3 -m pip download --quiet --disable-pip-version-check --no-deps --only-binary=:all: \
    --python-version 3.11 --implementation cp \
    --platform "manylinux_2_28_$machine" --platform "manylinux_2_17_$machine" \
    --require-hashes -r "$here/native.txt" -d "$wheels"
python3 - "$wheels" "$to" <<'PYTHON'
import glob, os, sys, zipfile

wheels, to = sys.argv[1:]
for pattern, member, name in (
    ("onnxruntime-*.whl", "onnxruntime/capi/libonnxruntime.so.", "libonnxruntime.so"),
    ("imageio_ffmpeg-*.whl", "imageio_ffmpeg/binaries/ffmpeg-", "ffmpeg"),
):
    (wheel,) = glob.glob(os.path.join(wheels, pattern))
    with zipfile.ZipFile(wheel) as z:
        (inside,) = [m for m in z.namelist() if m.startswith(member)]
        part = os.path.join(to, name + ".part")
        with z.open(inside) as source, open(part, "wb") as target:
            while block := source.read(1 << 20):
                target.write(block)
    os.chmod(part, 0o755)
    os.replace(part, os.path.join(to, name))
PYTHON
touch "$to/ffmpeg"
echo "libonnxruntime.so and ffmpeg are in $to"
