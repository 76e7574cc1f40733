// Threads that compute one network together: each has its part of the rows and meets the others after every phase. What a row is does not depend on who computes it.
#pragma once
#include "recurrent-plan.h"

typedef struct { u32 part, parts; u32 *words; } Team;

/** The first of so many pieces that belongs to a part; those of the last end at `pieces`. */
INLINE u32 pieceOf(const Team *team, u32 pieces, u32 part) { return (u32)((unsigned long long)pieces * part / team->parts); }

INLINE void restABit(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}
#ifndef __wasm__
/** Lets another thread have the processor (threads.h). */
void giveWay(void);
#else
INLINE void giveWay(void) {}
#endif
/** So often a thread looks whether the others have come before it gives way each time. */
#define EAGER 1024

/** Returns when every thread has come. */
SMALL void meet(Team *team) {
  if (team->parts == 1) return;
  u32 *arrived = team->words, *turn = team->words + 1;
  const u32 now = __atomic_load_n(turn, __ATOMIC_ACQUIRE);
  if (__atomic_add_fetch(arrived, 1, __ATOMIC_ACQ_REL) == team->parts) {
    __atomic_store_n(arrived, 0, __ATOMIC_RELAXED);
    __atomic_store_n(turn, now + 1, __ATOMIC_RELEASE);
    return;
  }
  for (u32 looks = 0; __atomic_load_n(turn, __ATOMIC_ACQUIRE) == now; looks++) looks < EAGER ? restABit() : giveWay();
}
