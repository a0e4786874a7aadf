# Sourced: makes the Python environment of requirements.txt once, in the cache, and names its interpreter in `python`.
training="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
NARCIS_CACHE="${NARCIS_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/narcis}"
environment="${NARCIS_PYTHON_ENVIRONMENT:-$NARCIS_CACHE/python-$(cksum <"$training/requirements.txt" | cut -d ' ' -f 1)}"
python="$environment/bin/python"
if [[ ! -x $python || (-z ${NARCIS_PYTHON_ENVIRONMENT:-} && ! -e $environment/complete) ]]; then
    echo "Making the Python environment in $environment (once)"
    python3 -m venv "$environment" && "$python" -m pip install --quiet --requirement "$training/requirements.txt" &&
        touch "$environment/complete" || {
        echo "error: the Python environment could not be made. Check the network and that python3-venv is there, then run again." >&2
        exit 1
    }
fi
export NARCIS_CACHE PYTHONPATH="$training" PYTHONDONTWRITEBYTECODE=1 OMP_WAIT_POLICY=passive
