// Eigenvalues of a symmetric matrix, and the vectors of the largest: what is reduced stays, so that vectors can be asked for later. A call does a piece of the work and says how far it is.
#pragma once
#include "eigenvectors.h"
#include "inverse-iteration.h"
#include "two-stage.h"

/** What stands behind a reduced matrix: the share done, what to do next, from where, the power of 2 that it was multiplied by, the largest sum of magnitudes of a row of its tridiagonal form, and the doubles between rows. */
enum { SHARE_DONE, STAGE, FROM, FACTOR, LARGEST_ROW, STEP, HEADER = 8 };
enum { BEGIN, TO_BAND, TO_TRIDIAGONAL, TO_VALUES, REDUCED, FIND, UNCHASE, UNREFLECT };
/** Products of a call: some tenths of a second of one thread. */
#define PIECE 4e9
enum { DONE, GOING_ON, FAILED };

/** The matrix (n x n, stepOf(n) apart; reflectors of the first stage above the band, of the second below the diagonal), then d, e and tau, and what says how far it is. */
typedef struct { double *matrix, *d, *e, *tau, *header; size step; } Reduced;
static Reduced reducedAt(u32 n, double *first) {
  const size step = stepOf(n);
  double *d = first + n * step;
  return (Reduced){ first, d, d + n, d + 2 * (size)n, d + 3 * (size)n, step };
}
#define reducedSize(n) (HEADER + (double)(n) * stepOf(n) + 3. * (n))
static double reduceRoom(u32 n, u32 parts) {
  const double toBand = bandRoom(n) + (double)parts * BAND_ROOM, chasing = chaseRoom(n) + (double)parts * CHASE_ROOM;
  return toBand > chasing ? toBand : chasing;
}

/** Part of the way of a dense matrix (n x n, one row after another; then zeros) to its tridiagonal form and eigenvalues (values, unsorted). DONE, GOING_ON or FAILED; room: reduceRoom. */
static __attribute__((noinline)) u32 reduceOn(u32 n, double *first, double *values, double *room, Team *team) {
  const Reduced r = reducedAt(n, first);
  const double all = 2. / 3 * n * n * n + 600. * n * n, piece = PIECE * team->parts;
  const u32 stage = (u32)r.header[STAGE];
  u32 from = (u32)r.header[FROM];
  double work = 0;
  nextPhase(team); // everyone has read where it stands
  switch (stage) {
    case BEGIN:
      if (team->part != 0) break;
      r.header[FACTOR] = scaleOf(r.matrix, (size)n * n);
      spreadRows(n, n, r.matrix, r.step, r.header[FACTOR]);
      for (u32 i = 0; i < n; i++) { zero(r.matrix + i * r.step + n, r.step - n); r.tau[i] = 0; }
      r.header[STEP] = r.step;
      r.header[STAGE] = TO_BAND;
      break;
    case TO_BAND:
      for (; from + HALF + 1 < n && work < piece; from += HALF) {
        bandPanel(n, from, r.matrix, r.step, r.tau, room, team);
        const double left = n - from;
        work += 2. * HALF * left * left;
      }
      if (team->part != 0) break;
      r.header[FROM] = from;
      r.header[SHARE_DONE] += work / all;
      if (from + HALF + 1 < n) break;
      for (u32 i = 0; i < n; i++) {
        const u32 count = smaller(HALF + 1, n - i);
        for (u32 j = 0; j < PITCH; j++) room[MOST_PLACES + (size)i * PITCH + j] = j < count ? r.matrix[i * r.step + i + j] : 0;
      }
      r.header[FROM] = 0;
      r.header[STAGE] = TO_TRIDIAGONAL;
      break;
    case TO_TRIDIAGONAL: {
      Place *places = (Place *)room;
      double *band = room + MOST_PLACES, *own = room + chaseRoom(n) + (size)team->part * CHASE_ROOM;
      u32 end = from;
      for (; end < n && work < piece / 4; end++) work += 6. * HALF * (n - end); // products of short rows take longer
      if (team->part == 0) for (u32 p = 0; p < team->parts; p++) places[p * PLACES_APART] = placeAt(from, 0);
      nextPhase(team);
      for (u32 i = from + team->part; i < end; i += team->parts) chaseSweep(n, i, band, r.d, r.e, sweptBy(i, n, r.matrix, r.step), own, places, team);
      nextPhase(team);
      if (team->part != 0) break;
      r.header[FROM] = end;
      if (end == n) r.header[STAGE] = TO_VALUES;
      r.header[SHARE_DONE] += 4 * work / all;
      break;
    }
    case TO_VALUES: {
      if (team->part != 0) return DONE;
      double norm = 0x1p-1000;
      for (u32 i = 0; i < n; i++) {
        const double sum = magnitude(r.d[i]) + magnitude(r.e[i]) + (i > 0 ? magnitude(r.e[i - 1]) : 0);
        if (!(sum <= norm)) norm = sum;
        values[i] = r.d[i];
        room[i] = r.e[i];
      }
      r.header[LARGEST_ROW] = norm;
      if (tridiagonalEigenvalues(n, values, room)) return FAILED;
      scale(values, 1 / r.header[FACTOR], n);
      r.header[STAGE] = REDUCED;
      r.header[SHARE_DONE] = 0;
      return DONE;
    }
  }
  return GOING_ON;
}

/** Sweeps whose reflectors act together. */
#define CHASED 24
/** Doubles of room that each thread needs for so many rows. */
#define unchaseRoom(rows) (CHASED * (HALF + 2 * CHASED) + 2 * (size)(rows) * CHASED + PRODUCT_ROOM)
/** Rows of z times the reflectors of CHASED sweeps from i on; those that begin in the same block of rows act together, I - V' T V. */
static __attribute__((noinline)) void unchase(u32 n, u32 i, double *a, size step, double *z, u32 rows, double *room) {
  const u32 wide = HALF + CHASED; // places that they reach over, as whole panels
  double *V = room, *T = V + CHASED * wide, *inner = T + CHASED * CHASED, *outer = inner + (size)rows * CHASED, *spare = outer + (size)rows * CHASED;
  for (u32 first = i + 1, block = 0; first + 1 < n; first += HALF, block++) {
    u32 count = 0;
    zero(V, CHASED * wide);
    zero(T, CHASED * CHASED);
    for (; count < CHASED && first + count + 1 < n; count++) {
      const double *from = sweptBy(i + count, n, a, step) + block * HALF;
      const u32 k = smaller(HALF, n - first - count);
      double *v = V + count * wide + count, overlap[CHASED];
      v[0] = 1;
      for (u32 j = 1; j < k; j++) v[j] = from[j];
      for (u32 j = 0; j < count; j++) overlap[j] = dot(V + j * wide + count, v, HALF);
      for (u32 j = 0; j < count; j++) T[j * CHASED + count] = -from[0] * dot(T + j * CHASED + j, overlap + j, count - j);
      T[count * CHASED + count] = from[0];
    }
    const u32 reach = smaller(wide, (n - first + WIDTH64 - 1) / WIDTH64 * WIDTH64);
    zero(inner, 2 * (size)rows * CHASED);
    addProduct(rows, CHASED, reach, 1, rowsOf64(z + first, step), transposeOf64(V, wide), inner, CHASED, spare);
    addProduct(rows, CHASED, CHASED, 1, rowsOf64(inner, CHASED), transposeOf64(T, CHASED), outer, CHASED, spare);
    addProduct(rows, reach, CHASED, -1, rowsOf64(outer, CHASED), rowsOf64(V, wide), z + first, step, spare);
  }
}
/** Vectors that a thread brings back: whole tiles. */
INLINE u32 shareOf(u32 wanted, u32 parts) { return ((wanted + parts - 1) / parts + TALL - 1) / TALL * TALL; }
static size backRoom(u32 n, u32 share) { const size one = reflectorRoom(stepOf(n), share), other = unchaseRoom(share); return one > other ? one : other; }
static double leadingRoom(u32 n, u32 wanted, u32 parts) {
  const double finding = inverseRoom(n, wanted) + (double)parts * PRODUCT_ROOM, back = (double)parts * backRoom(n, shareOf(wanted, parts));
  return back > finding ? back : finding;
}
/**
 * Part of the way from a reduced matrix to the vectors of its largest eigenvalues: values (wanted, falling) are given, `vectors` (stepOf(n) apart) found.
 * DONE, GOING_ON or FAILED; room: leadingRoom.
 */
static __attribute__((noinline)) u32 leadingOn(u32 n, u32 wanted, double *first, double *values, double *vectors, double *room, Team *team) {
  const Reduced r = reducedAt(n, first);
  const double all = (1. * n * n * (3 + 2.) + 3. * n * wanted) * wanted, piece = PIECE * team->parts;
  const u32 stage = (u32)r.header[STAGE], share = shareOf(wanted, team->parts), own = smaller(wanted, team->part * share), rows = smaller(share, wanted - own);
  u32 from = (u32)r.header[FROM];
  double work = 0;
  nextPhase(team);
  switch (stage) {
    case REDUCED:
      if (team->part != 0) break;
      scale(values, r.header[FACTOR], wanted);
      r.header[STAGE] = FIND;
      r.header[FROM] = 0;
      r.header[SHARE_DONE] = 0;
      break;
    case FIND:
      for (; from < wanted && work < piece; from += FOUND) {
        if (inverseIteration(n, r.d, r.e, r.header[LARGEST_ROW], from, wanted, values, vectors, r.step, room, room + inverseRoom(n, wanted) + (size)team->part * PRODUCT_ROOM, team)) return FAILED;
        work += 6. * FOUND * n * (from + 16.);
      }
      nextPhase(team);
      if (team->part != 0) break;
      r.header[SHARE_DONE] += work / all;
      r.header[FROM] = from;
      if (from < wanted) break;
      scale(values, 1 / r.header[FACTOR], wanted);
      r.header[STAGE] = UNCHASE;
      r.header[FROM] = n > 2 ? (n - 3) / CHASED + 1 : 0;
      break;
    case UNCHASE:
    case UNREFLECT: {
      double *spare = room + team->part * backRoom(n, share);
      const u32 together = stage == UNCHASE ? CHASED : BAND;
      for (; from > 0 && work < piece; from--) {
        const u32 at = (from - 1) * together;
        if (rows > 0 && stage == UNCHASE) unchase(n, at, r.matrix, r.step, vectors + own * r.step, rows, spare);
        if (rows > 0 && stage == UNREFLECT) applyReflectorBlock(n, at, HALF, r.matrix, r.step, r.tau, vectors + own * r.step, rows, spare);
        work += (stage == UNCHASE ? 3. : 2.) * 2 * together * (n - at) * wanted;
      }
      nextPhase(team);
      if (team->part != 0) break;
      r.header[SHARE_DONE] += work / all;
      r.header[FROM] = from;
      if (from > 0) break;
      r.header[STAGE] = stage == UNCHASE ? UNREFLECT : REDUCED;
      r.header[FROM] = (n - 1) / BAND + 1;
      if (stage == UNREFLECT) return DONE;
      break;
    }
  }
  return stage == UNREFLECT && from == 0 ? DONE : GOING_ON;
}
