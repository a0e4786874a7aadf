// libtorch has no C header: this system library only carries its pkg-config flags.
