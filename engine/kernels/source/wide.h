// Vectors of doubles, half as many as floats.
#pragma once
#include "vectors.h"
#define DOUBLES (LANES / 2)
typedef double Wide __attribute__((ext_vector_type(DOUBLES)));
typedef double UnalignedWide __attribute__((ext_vector_type(DOUBLES), aligned(8), may_alias));

INLINE Wide loadWide(const double *from) { return *(const UnalignedWide *)from; }
INLINE void storeWide(double *to, Wide value) { *(UnalignedWide *)to = value; }
INLINE Wide splatWide(double value) { return (Wide)(value); }
INLINE double magnitude(double x) { return __builtin_fabs(x); }
