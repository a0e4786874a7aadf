# Sourced by the other scripts: where everything is. Sets and exports
#   NARCIS_CACHE      what set-up fetched (default: ~/.cache/narcis)
#   LIBTORCH          folder with libtorch's lib/ and include/ (default: in the cache)
#   OPENVINO          folder with OpenVINO's lib/ and include/ (default: in the cache)
#   PKG_CONFIG_PATH   begins with the folder of narcis-libtorch.pc and narcis-openvino.pc

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"

fail() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}

table_version() { awk -F '\t' -v package="$1" '$2 == package { print $3 }' "$root/Scripts/setup/artefacts.tsv"; }

absolute_folder() { # variable name, its value
    [[ -d $2/lib && -d $2/include ]] || fail "$1=$2 is not a folder that holds lib/ and include/; correct $1 or unset it."
    (cd "$2" && pwd)
}

NARCIS_CACHE="${NARCIS_CACHE:-${XDG_CACHE_HOME:-${HOME:?error: set HOME or NARCIS_CACHE}/.cache}/narcis}"
[[ $NARCIS_CACHE == /* ]] || NARCIS_CACHE="$PWD/$NARCIS_CACHE"

# One folder of .pc files per choice of libraries, so that switching changes the compiler flags and rebuilds.
pkgconfig="$NARCIS_CACHE/pkgconfig"
without=()
if [[ -n ${LIBTORCH:-} ]]; then
    LIBTORCH="$(absolute_folder LIBTORCH "$LIBTORCH")" || exit 1
    without+=(--without libtorch)
fi
if [[ -n ${OPENVINO:-} ]]; then
    OPENVINO="$(absolute_folder OPENVINO "$OPENVINO")" || exit 1
    without+=(--without openvino)
fi
if ((${#without[@]})); then
    chosen="$(printf '%s\n%s\n' "${LIBTORCH:-}" "${OPENVINO:-}" | cksum | cut -d ' ' -f 1)"
    pkgconfig="$pkgconfig/$chosen"
fi
LIBTORCH="${LIBTORCH:-$NARCIS_CACHE/libtorch-$(table_version torch)}"
OPENVINO="${OPENVINO:-$NARCIS_CACHE/openvino-$(table_version openvino)}"
for path in "$NARCIS_CACHE" "$LIBTORCH" "$OPENVINO"; do
    [[ $path != *[[:space:]]* ]] || fail "'$path' contains a space, which pkg-config files cannot carry; choose another folder."
done

case ":${PKG_CONFIG_PATH:-}:" in
    *":$pkgconfig:"*) ;;
    *) PKG_CONFIG_PATH="$pkgconfig${PKG_CONFIG_PATH:+:$PKG_CONFIG_PATH}" ;;
esac
export NARCIS_CACHE PKG_CONFIG_PATH
