# Big numbers: libgmp-dev.
set(Libraries gmp)
set(Headers gmpxx.h)
