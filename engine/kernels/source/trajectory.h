// Trajectories of a network in double precision: copies side by side, each with an input of its own, and tangent vectors along the first of them.
// The plan and its places, in doubles from its beginning, are made by engine/kernels/trajectories.ts.
#pragma once
#include "elementary64.h"
/** Vectors of rows in a panel of weights, and right sides that are multiplied together: 16 registers. */
#define HIGH 3
#define SIDES 4
#define PANEL64 (HIGH * DOUBLES)

/** Steps that tangents may go without being made orthonormal; ratios of their lengths, and lengths, that allow more (nextInterval). */
#define LONGEST_INTERVAL 8
#define ALIKE 1e3
#define FAR 1e30

enum { IDENTITY_RATE, RELU_RATE, TANH_RATE, SOFTPLUS_RATE };
enum { NOT_RECTIFIED, RECTIFIED_BEFORE_NOISE, RECTIFIED_LAST };
/**
 * x(t+1) = g(x + h (W f(x) + w u + currents - x)) + noise, h and w one each neuron; rows are `padded` long. `hold`: steps that an input lasts.
 * weights: panels of PANEL64 rows, column by column; shares: h; inputWeights: w; states: copies; tangents: orthonormal rows; right, driven: copies + tangents rows; gates: one row; growth: of each tangent a mantissa and an exponent.
 */
typedef struct { u32 neurons, padded, copies, tangents, hold, rate, rectified, weights, shares, inputWeights, states, tangentRows, right, driven, gates, growth; } Trajectory;

INLINE void panelTimes(const u32 sides, u32 n, size padded, const double *panel, const double *right, double *driven) {
  Wide sum[SIDES][HIGH];
#pragma unroll
  for (u32 s = 0; s < sides; s++)
#pragma unroll
    for (u32 v = 0; v < HIGH; v++) sum[s][v] = splatWide(0);
  for (u32 j = 0; j < n; j++, panel += PANEL64) {
    Wide left[HIGH];
#pragma unroll
    for (u32 v = 0; v < HIGH; v++) left[v] = loadWide(panel + v * DOUBLES);
#pragma unroll
    for (u32 s = 0; s < sides; s++) {
      const Wide value = splatWide(right[s * padded + j]);
#pragma unroll
      for (u32 v = 0; v < HIGH; v++) sum[s][v] = multiplyAddWide(left[v], value, sum[s][v]);
    }
  }
#pragma unroll
  for (u32 s = 0; s < sides; s++)
#pragma unroll
    for (u32 v = 0; v < HIGH; v++) storeWide(driven + s * padded + v * DOUBLES, sum[s][v]);
}
static __attribute__((noinline)) void timesOne(u32 n, size padded, const double *panel, const double *right, double *driven) {
  // two sums each, so that none waits for the one before
  Wide sum[2][HIGH];
  for (u32 v = 0; v < HIGH; v++) sum[0][v] = sum[1][v] = splatWide(0);
  u32 j = 0;
  for (; j + 2 <= n; j += 2, panel += 2 * PANEL64) {
    const Wide one = splatWide(right[j]), two = splatWide(right[j + 1]);
#pragma unroll
    for (u32 v = 0; v < HIGH; v++) {
      sum[0][v] = multiplyAddWide(loadWide(panel + v * DOUBLES), one, sum[0][v]);
      sum[1][v] = multiplyAddWide(loadWide(panel + PANEL64 + v * DOUBLES), two, sum[1][v]);
    }
  }
  for (; j < n; j++) for (u32 v = 0; v < HIGH; v++) sum[0][v] = multiplyAddWide(loadWide(panel + v * DOUBLES), splatWide(right[j]), sum[0][v]);
  for (u32 v = 0; v < HIGH; v++) storeWide(driven + v * DOUBLES, sum[0][v] + sum[1][v]);
}
static __attribute__((noinline)) void timesTwo(u32 n, size padded, const double *panel, const double *right, double *driven) { panelTimes(2, n, padded, panel, right, driven); }
static __attribute__((noinline)) void timesThree(u32 n, size padded, const double *panel, const double *right, double *driven) { panelTimes(3, n, padded, panel, right, driven); }
static __attribute__((noinline)) void timesFour(u32 n, size padded, const double *panel, const double *right, double *driven) { panelTimes(4, n, padded, panel, right, driven); }
/** driven = W right. Panels go by forwards and backwards in turn: those that went last are still near. */
static void timesWeights(const Trajectory *t, int backwards, const double *weights, const double *right, double *driven) {
  static void (*const times[])(u32, size, const double *, const double *, double *) = { timesOne, timesTwo, timesThree, timesFour };
  const u32 n = t->neurons, sides = t->copies + t->tangents;
  const size padded = t->padded;
  for (u32 passed = 0; passed < t->padded; passed += PANEL64) {
    const u32 row = backwards ? t->padded - PANEL64 - passed : passed;
    for (u32 s = 0, count; s < sides; s += count) {
      count = smaller(SIDES, sides - s);
      times[count - 1](n, padded, weights + (size)row * n, right + s * padded, driven + s * padded + row);
    }
  }
}
/** f(x), and its slope. */
INLINE Wide rateOf(u32 rate, Wide x, Wide *slope) {
  switch (rate) {
    case RELU_RATE: *slope = chooseWide(x > 0, splatWide(1), splatWide(0)); return chooseWide(x > 0, x, splatWide(0));
    case TANH_RATE: { const Wide r = tanhWide(x); *slope = 1 - r * r; return r; }
    case SOFTPLUS_RATE: return softplusWide(x, slope);
    default: *slope = splatWide(1); return x;
  }
}
/** What is multiplied by the weights: the rates of the copies, and the tangents by the slopes. */
static void setRight(const Trajectory *t, double *all) {
  const size padded = t->padded;
  double *right = all + t->right;
  for (u32 copy = 0; copy < t->copies; copy++)
    for (u32 i = 0; i < padded; i += DOUBLES) {
      Wide slope;
      storeWide(right + copy * padded + i, rateOf(t->rate, loadWide(all + t->states + copy * padded + i), &slope));
      if (copy == 0) for (u32 k = 0; k < t->tangents; k++) storeWide(right + (t->copies + k) * padded + i, slope * loadWide(all + t->tangentRows + k * padded + i));
    }
}
/** One value each neuron and copy, or none. */
INLINE Wide givenAt(const double *given, u32 copy, u32 n, u32 i) {
  if (!given) return splatWide(0);
  const double *from = given + (size)copy * n + i;
  if (i + DOUBLES <= n) return loadWide(from);
  Wide some = splatWide(0);
  for (u32 lane = 0; i + lane < n; lane++) some[lane] = from[lane];
  return some;
}
static void moveOn(const Trajectory *t, double *all, const double *inputs, const double *currents, const double *noise) {
  const size padded = t->padded;
  const double *driven = all + t->driven;
  for (u32 copy = 0; copy < t->copies; copy++) {
    double *states = all + t->states + copy * padded;
    const Wide u = splatWide(inputs[copy]);
    for (u32 i = 0; i < padded; i += DOUBLES) {
      const Wide x = loadWide(states + i), kick = givenAt(noise, copy, t->neurons, i);
      const Wide input = multiplyAddWide(loadWide(all + t->inputWeights + i), u, givenAt(currents, copy, t->neurons, i));
      Wide moved = multiplyAddWide(loadWide(all + t->shares + i), loadWide(driven + copy * padded + i) + input - x, x);
      if (t->rectified == RECTIFIED_LAST) moved += kick;
      if (t->rectified) {
        const WideIntegers open = moved > 0;
        if (copy == 0) storeWide(all + t->gates + i, chooseWide(open, splatWide(1), splatWide(0)));
        moved = chooseWide(open, moved, splatWide(0));
      }
      if (t->rectified != RECTIFIED_LAST) moved += kick;
      storeWide(states + i, moved);
    }
  }
  for (u32 k = 0; k < t->tangents; k++) {
    double *row = all + t->tangentRows + k * padded;
    for (u32 i = 0; i < padded; i += DOUBLES) {
      const Wide q = loadWide(row + i);
      Wide moved = multiplyAddWide(loadWide(all + t->shares + i), loadWide(driven + (t->copies + k) * padded + i) - q, q);
      if (t->rectified) moved *= loadWide(all + t->gates + i);
      storeWide(row + i, moved);
    }
  }
}
/** size = mantissa * 2^exponent times a factor, without leaving the range of numbers. */
static void growBy(double *size, double factor) {
  union { double value; unsigned long long bits; } product = { size[0] * factor };
  const int exponent = (int)(product.bits >> 52 & 0x7ff);
  if (exponent != 0 && exponent != 0x7ff) {
    size[1] += exponent - 1023;
    product.bits = (product.bits & 0x800fffffffffffff) | 0x3ff0000000000000;
  }
  size[0] = product.value;
}
/** Gram and Schmidt's, one after another; a tangent that has vanished stays so, and its growth is 0. Returns the ratio of the longest to the shortest, by what is its own of each; infinite where one is out of bounds. */
static double orthonormalise(const Trajectory *t, double *all) {
  const size padded = t->padded;
  double longest = 0, shortest = FAR;
  for (u32 k = 0; k < t->tangents; k++) {
    double *row = all + t->tangentRows + k * padded;
    for (u32 j = 0; j < k; j++) addScaled(row, -dot(row, all + t->tangentRows + j * padded, t->padded), all + t->tangentRows + j * padded, t->padded);
    const double length = squareRoot(dot(row, row, t->padded));
    growBy(all + t->growth + 2 * k, length);
    if (length > 0) scale(row, 1 / length, t->padded);
    if (length > longest) longest = length;
    if (length < shortest) shortest = length;
  }
  return longest < FAR && shortest > 1 / FAR ? longest / shortest : FAR;
}
/** Steps until tangents are made orthonormal again: growth multiplies over them, and Gram and Schmidt's lose as many digits as the ratio has; at ALIKE and below, twice the steps lose 6 of 16 at most, if growth stays as it is. */
static u32 nextInterval(u32 interval, double ratio) {
  if (ratio > ALIKE * ALIKE) return 1;
  return ratio > ALIKE ? interval : smaller(2 * interval, LONGEST_INTERVAL);
}
/**
 * Moves on by so many inputs, each `hold` steps; tangents are made orthonormal at the end, and after every few steps before. inputs: count x copies; currents, noise: (count hold) x copies x neurons, or absent;
 * kept: the rates after each input, count x copies x neurons, or absent.
 */
static void trajectoryOn(Trajectory *t, const double *inputs, const double *currents, const double *noise, double *kept, u32 count) {
  double *all = (double *)t;
  const size given = (size)t->copies * t->neurons;
  int backwards = 0;
  u32 interval = 1, since = 0;
  setRight(t, all);
  for (u32 at = 0; at < count; at++, inputs += t->copies) {
    for (u32 step = 0; step < t->hold; step++, backwards = !backwards) {
      timesWeights(t, backwards, all + t->weights, all + t->right, all + t->driven);
      moveOn(t, all, inputs, currents, noise);
      if (t->tangents && (++since == interval || (at + 1 == count && step + 1 == t->hold))) {
        interval = nextInterval(interval, orthonormalise(t, all));
        since = 0;
      }
      setRight(t, all);
      if (currents) currents += given;
      if (noise) noise += given;
    }
    if (!kept) continue;
    for (u32 copy = 0; copy < t->copies; copy++, kept += t->neurons)
      for (u32 i = 0; i < t->neurons; i++) kept[i] = all[t->right + (size)copy * t->padded + i];
  }
}
