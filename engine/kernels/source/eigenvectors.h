// Symmetric eigenvectors: implicit QL (Dubrulle, Martin & Wilkinson 1968) whose rotations are kept and applied many sweeps at a time, then the reflectors in blocks.
#pragma once
#include "product64.h"
#include "symmetric.h"

/** Vectors of a row that stay in registers from one rotation to the next. */
#define CARRIED 4
#define SWEEPS 64
typedef struct { u32 from, to; } Sweep;
/** A sweep turns rows (from, from - 1), (from - 1, from - 2) .. (to + 1, to) of z; the cosines and sines of all lie one after another. Rows have room for whole strips. */
static void applyRotations(u32 sweeps, const Sweep *sweep, const double *turns, double *z, size step, u32 n) {
  for (u32 column = 0; column < n; column += CARRIED * DOUBLES) {
    const double *turn = turns;
    for (u32 s = 0; s < sweeps; s++) {
      Wide carried[CARRIED];
      double *row = z + sweep[s].from * step + column;
#pragma unroll
      for (u32 v = 0; v < CARRIED; v++) carried[v] = loadWide(row + v * DOUBLES);
      for (u32 i = sweep[s].from; i-- > sweep[s].to; turn += 2) {
        const Wide cosine = splatWide(turn[0]), sine = splatWide(turn[1]);
        row = z + i * step + column;
#pragma unroll
        for (u32 v = 0; v < CARRIED; v++) {
          const Wide value = loadWide(row + v * DOUBLES);
          storeWide(row + step + v * DOUBLES, multiplyAddWide(sine, value, cosine * carried[v]));
          carried[v] = cosine * value - sine * carried[v];
        }
      }
#pragma unroll
      for (u32 v = 0; v < CARRIED; v++) storeWide(row + v * DOUBLES, carried[v]);
    }
  }
}
/** Doubles of room that tridiagonalEigenvectors needs. */
#define rotationRoom(n) (2 * (size)(n) * SWEEPS)
/** Eigenvalues (d, unsorted) of a symmetric tridiagonal matrix; z (n rows of n) becomes Q' z, Q' the eigenvectors as rows. e is used up. 0, or 1 where it did not converge. */
static u32 tridiagonalEigenvectors(u32 n, double *d, double *e, double *z, size step, double *room) {
  Sweep sweep[SWEEPS];
  u32 sweeps = 0;
  size recorded = 0;
  double norm = 0;
  for (u32 i = 0; i < n; i++) {
    const double sum = magnitude(d[i]) + (i + 1 < n ? magnitude(e[i]) : 0);
    if (!(sum <= norm)) norm = sum;
  }
  if (!(norm < __builtin_inf())) return 1;
  for (u32 low = 0, turns = 0; low < n;) {
    u32 high = low;
    while (high + 1 < n && magnitude(e[high]) > 0x1p-53 * (magnitude(d[high]) + magnitude(d[high + 1])) && magnitude(e[high]) > 0x1p-60 * norm) high++;
    if (high == low) { low++; turns = 0; continue; }
    if (turns++ == MOST_TURNS) return 1;
    if (sweeps == SWEEPS || recorded + 2 * (high - low) > rotationRoom(n)) { applyRotations(sweeps, sweep, room, z, step, n); sweeps = 0; recorded = 0; }
    const double slope = (d[low + 1] - d[low]) / (2 * e[low]), root = squareRoot(slope * slope + 1);
    double g = d[high] - d[low] + e[low] / (slope + (slope >= 0 ? root : -root)), s = 1, c = 1, p = 0;
    u32 i = high;
    int broken = 0;
    while (i-- > low) {
      const double f = s * e[i], b = c * e[i], r = squareRoot(f * f + g * g);
      e[i + 1] = r;
      if (r == 0) { broken = 1; i++; break; } // the matrix falls apart here
      s = f / r;
      c = g / r;
      g = d[i + 1] - p;
      const double t = (d[i] - g) * s + 2 * c * b;
      p = s * t;
      d[i + 1] = g + p;
      g = c * t - b;
      room[recorded++] = c;
      room[recorded++] = s;
    }
    const u32 reached = broken ? i : low;
    if (reached < high) sweep[sweeps++] = (Sweep){ high, reached };
    d[reached] -= p;
    if (!broken) e[low] = g;
    e[high] = 0;
  }
  applyRotations(sweeps, sweep, room, z, step, n);
  return 0;
}

/** Doubles of room that applyReflectors needs. */
#define reflectorRoom(step, rows) (BAND * ((step) + BAND + 2 * (size)(rows)) + PRODUCT_ROOM)
/**
 * Rows of z (n) times BAND reflectors of a from row `first` on: of what was reduced the eigenvectors, from those of the reduced matrix, once all blocks have acted, the last first.
 * A reflector begins with 1, `beside` places right of the diagonal; its tail stands in its row. Blocks of reflectors are I - V' T V (Schreiber & Van Loan 1989).
 */
static void applyReflectorBlock(u32 n, u32 first, u32 beside, const double *a, size step, const double *tau, double *z, u32 rows, double *room) {
  double *V = room, *T = V + BAND * step, *inner = T + BAND * BAND, *outer = inner + (size)rows * BAND, *spare = outer + (size)rows * BAND;
  const u32 count = smaller(BAND, n - first), width = n - first;
  zero(V, BAND * step);
  zero(T, BAND * BAND);
  for (u32 k = 0; k < count; k++) {
    const u32 c = first + k;
    double *v = V + k * step;
    if (c + beside < n) v[c + beside] = 1;
    for (u32 i = c + beside + 1; i < n; i++) v[i] = a[c * step + i];
    double overlap[BAND];
    for (u32 j = 0; j < k; j++) overlap[j] = dot(V + j * step + first, v + first, width);
    for (u32 i = 0; i < k; i++) T[i * BAND + k] = -tau[c] * dot(T + i * BAND + i, overlap + i, k - i);
    T[k * BAND + k] = tau[c];
  }
  zero(inner, 2 * (size)rows * BAND);
  addProduct(rows, count, width, 1, rowsOf64(z + first, step), transposeOf64(V + first, step), inner, BAND, spare);
  addProduct(rows, count, count, 1, rowsOf64(inner, BAND), transposeOf64(T, BAND), outer, BAND, spare);
  addProduct(rows, width, count, -1, rowsOf64(outer, BAND), rowsOf64(V + first, step), z + first, step, spare);
}
/** Rows of z (n): the eigenvectors of what tridiagonalise reduced, from those of the tridiagonal matrix. */
static void applyReflectors(u32 n, const double *a, size step, const double *tau, double *z, u32 rows, double *room) {
  for (u32 block = (n - 1) / BAND + 1; block-- > 0;) applyReflectorBlock(n, block * BAND, 1, a, step, tau, z, rows, room);
}
