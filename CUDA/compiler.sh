# Sourced by build and check/run: CUDA's compiler, fetched once if none is named. Sets
#   NVCC           the compiler (a given one is taken as it is)
#   cuda_headers   the compiler's options that name CUDA's headers as system headers
#   cuda_major     13 for CUDA 13.x
source "$cuda/../Scripts/setup/environment.sh"

fetch_compiler() {
    local place="$NARCIS_CACHE/cuda-compiler"
    NVCC="$place/nvidia/cu13/bin/nvcc"
    cmp -s "$cuda/requirements.txt" "$place/requirements.txt" && return
    [[ $(uname -sm) == "Linux x86_64" ]] || fail "CUDA's compiler is fetched for Linux on x86_64 only; name one: NVCC=FILE."
    python3 -m pip --version >/dev/null 2>&1 || fail "Python 3.9 or newer with pip was not found. Install it, or name a compiler: NVCC=FILE."
    echo "Fetching CUDA's compiler into $place (once)"
    rm -rf "$place" "$place.$$"
    PIP_ROOT_USER_ACTION=ignore python3 -m pip install --quiet --disable-pip-version-check --no-deps --no-compile \
        --require-hashes --only-binary :all: ${NARCIS_WHEELS:+--find-links "$NARCIS_WHEELS"} \
        --target "$place.$$" --requirement "$cuda/requirements.txt" ||
        fail "CUDA's compiler could not be fetched. Check the network, or name an installed one: NVCC=FILE."
    cp "$cuda/requirements.txt" "$place.$$/"
    mv "$place.$$" "$place"
}

if [[ -n ${NVCC:-} ]]; then
    NVCC="$(command -v "$NVCC")" || fail "NVCC=$NVCC is not a program; correct NVCC or unset it."
    NVCC="$(readlink -f "$NVCC")"
else
    fetch_compiler
fi
toolkit="$(dirname "$(dirname "$NVCC")")"
for cuda_include in "$toolkit/include" "$toolkit/targets/x86_64-linux/include" /usr/include; do
    [[ ! -f $cuda_include/cuda_runtime_api.h ]] || break
done
[[ -f $cuda_include/cuda_runtime_api.h ]] || fail "$NVCC has no headers beside it: $toolkit/include/cuda_runtime_api.h is missing."
cuda_headers=(-isystem "$cuda_include/cccl")
[[ $cuda_include == /usr/include ]] || cuda_headers+=(-isystem "$cuda_include")
cuda_major="$("$NVCC" --version | sed -n 's/.*release \([0-9]*\)\..*/\1/p')"
command -v "${CXX:=g++}" >/dev/null || fail "$CXX was not found. Install g++, or name a C++ compiler: CXX=FILE."
