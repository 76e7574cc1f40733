// Threads that compute one thing together: each has its part of the pieces and meets the others after every phase. What a piece is does not depend on who computes it.
#pragma once
#include "vectors.h"

/** words: two by which threads wait for one another; where pieces are taken as they come, two more that count them, in turn by phase. All are 0 at first. */
typedef struct { u32 part, parts; u32 *words; u32 phase; } Team;
#define TEAM_WORDS 4

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
/** The next piece of a phase that nobody has taken yet. */
INLINE u32 takePiece(const Team *team) { return __atomic_fetch_add(team->words + 2 + (team->phase & 1), 1, __ATOMIC_RELAXED); }
/** Returns when every thread is at the end of the phase: the pieces of the next are counted from 0. */
INLINE void nextPhase(Team *team) {
  if (team->part == 0) __atomic_store_n(team->words + 2 + ((team->phase + 1) & 1), 0, __ATOMIC_RELAXED);
  meet(team);
  team->phase++;
}
