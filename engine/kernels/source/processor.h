// Which levels the processor and the operating system can run.
#pragma once
#include "native.h"
#if defined(__x86_64__)
static void cpuid(unsigned leaf, unsigned part, unsigned *r) { __asm__ volatile("cpuid" : "=a"(r[0]), "=b"(r[1]), "=c"(r[2]), "=d"(r[3]) : "a"(leaf), "c"(part)); }

/** The levels that run here, slowest first; returns their number. */
static unsigned levelsHere(const Level **levels) {
  unsigned one[4], seven[4] = { 0 }, count = 0, saved = 0, high;
  cpuid(0, 0, one);
  const unsigned last = one[0];
  cpuid(1, 0, one);
  if (last >= 7) cpuid(7, 0, seven);
  if (one[2] >> 27 & 1) __asm__ volatile("xgetbv" : "=a"(saved), "=d"(high) : "c"(0)); // which registers the system saves
  if (one[2] >> 20 & 1) levels[count++] = &sse; // SSE 4.2
  const int avx = (saved & 6) == 6 && (one[2] >> 12 & 1) && (seven[1] >> 5 & 1); // FMA, AVX2
  if (avx) levels[count++] = &avx2;
  const unsigned wide = 1u << 16 | 1u << 17 | 1u << 28 | 1u << 30 | 1u << 31; // AVX-512 F, DQ, CD, BW, VL
  if (avx && (saved & 0xe6) == 0xe6 && (seven[1] & wide) == wide) levels[count++] = &avx512;
  return count;
}
#else
static unsigned levelsHere(const Level **levels) { levels[0] = &neon; return 1; }
#endif
