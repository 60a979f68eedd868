# Big numbers: libgmp-dev.
set(Libraries gmp gmpxx)
set(Headers gmpxx.h)
