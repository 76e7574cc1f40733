// The matrix exponential by scaling and squaring, and its Fréchet derivative. The Taylor polynomial of degree 18 takes five products (Bader, Blanes & Casas 2019);
// the derivative goes through the products that were recorded, ten more. The matrix comes scaled: its 1-norm is at most 1.09, where 18 terms are exact to 2^-53.
#pragma once
#include "product64.h"

/** The recorded matrices, one after another: the scaled A, then what is made of it; after EXPONENTIAL_SLOTS - 1 the polynomial and its squares. */
enum { POWER_1, POWER_2, POWER_3, POWER_6, LEFT, RIGHT, SUM, NINTH, POLYNOMIAL, EXPONENTIAL_SLOTS };

/** Coefficients of 1, A, A^2, A^3, A^6: T = B2 + (B3 + A9) A9, A9 = B1 B5 + B4. */
static const double taylor18[5][5] = {
  { 0, -1.00365581030144618291e-01, -8.02924648241156932449e-03, -8.92138498045729985177e-04, 0 },
  { 0, 3.97849749499645077844e-01, 1.36783778460411720168e+00, 4.98289622525382669416e-01, -6.37898194594723280150e-04 },
  { -1.09676396052962061844e+01, 1.68015813878906206114e+00, 5.71779846478865511061e-02, -6.98210122488052056106e-03, 3.34975017086070470649e-05 },
  { -9.04316832390810593223e-02, -6.76404519071381882256e-02, 6.75961301770459654925e-02, 2.95552570429315521194e-02, -1.39180257516060693404e-05 },
  { 0, 0, -9.23364619367118555360e-02, -1.69364939002081722752e-02, -1.40086798182036094347e-05 } };

/** to = a combination of A, A^2, A^3, A^6; `unit` adds its multiple of the identity. */
static __attribute__((noinline)) void combine(u32 n, const double *c, double unit, const double *a1, const double *a2, const double *a3, const double *a6, double *to) {
  const Wide w1 = splatWide(c[1]), w2 = splatWide(c[2]), w3 = splatWide(c[3]), w6 = splatWide(c[4]);
  const size all = (size)n * n;
  size i = 0;
  for (; i + DOUBLES <= all; i += DOUBLES)
    storeWide(to + i, multiplyAddWide(w6, loadWide(a6 + i), multiplyAddWide(w3, loadWide(a3 + i), multiplyAddWide(w2, loadWide(a2 + i), w1 * loadWide(a1 + i)))));
  for (; i < all; i++) to[i] = c[1] * a1[i] + c[2] * a2[i] + c[3] * a3[i] + c[4] * a6[i];
  for (u32 d = 0; d < n; d++) to[d * (size)n + d] += unit * c[0];
}
static void addAll(size all, const double *from, double *to) { for (size i = 0; i < all; i++) to[i] += from[i]; }
/** C += A B, all n x n. */
static void addSquareProduct(u32 n, const double *a, const double *b, double *c, double *room) {
  addProduct(n, n, n, 1, rowsOf64(a, n), rowsOf64(b, n), c, n, room);
}
static void squareProduct(u32 n, const double *a, const double *b, double *c, double *room) { zero(c, (size)n * n); addSquareProduct(n, a, b, c, room); }

/** record: A in its first slot; its last slot becomes e^(A 2^squarings). */
static void exponentialOf(u32 n, u32 squarings, double *record, double *room) {
  const size all = (size)n * n;
#define SLOT(which) (record + (which) * all)
#define POWERS SLOT(POWER_1), SLOT(POWER_2), SLOT(POWER_3), SLOT(POWER_6)
  squareProduct(n, SLOT(POWER_1), SLOT(POWER_1), SLOT(POWER_2), room);
  squareProduct(n, SLOT(POWER_2), SLOT(POWER_1), SLOT(POWER_3), room);
  squareProduct(n, SLOT(POWER_3), SLOT(POWER_3), SLOT(POWER_6), room);
  combine(n, taylor18[0], 1, POWERS, SLOT(LEFT));
  combine(n, taylor18[4], 1, POWERS, SLOT(RIGHT));
  combine(n, taylor18[3], 1, POWERS, SLOT(NINTH));
  addSquareProduct(n, SLOT(LEFT), SLOT(RIGHT), SLOT(NINTH), room);
  combine(n, taylor18[2], 1, POWERS, SLOT(SUM));
  addAll(all, SLOT(NINTH), SLOT(SUM));
  combine(n, taylor18[1], 1, POWERS, SLOT(POLYNOMIAL));
  addSquareProduct(n, SLOT(SUM), SLOT(NINTH), SLOT(POLYNOMIAL), room);
  for (u32 k = 0; k < squarings; k++) squareProduct(n, SLOT(POLYNOMIAL + k), SLOT(POLYNOMIAL + k), SLOT(POLYNOMIAL + k + 1), room);
}
/** direction (n x n, scaled as A is) becomes the derivative of e^(A 2^squarings) along it, by the record that exponentialOf left. room: 6 n^2 + PRODUCT_ROOM. */
static void exponentialAlong(u32 n, u32 squarings, const double *record, double *direction, double *room) {
  const size all = (size)n * n;
  double *d2 = room, *d3 = d2 + all, *d6 = d3 + all, *left = d6 + all, *ninth = left + all, *result = ninth + all, *panels = result + all;
#define CHANGES direction, d2, d3, d6
  squareProduct(n, direction, SLOT(POWER_1), d2, panels);
  addSquareProduct(n, SLOT(POWER_1), direction, d2, panels);
  squareProduct(n, d2, SLOT(POWER_1), d3, panels);
  addSquareProduct(n, SLOT(POWER_2), direction, d3, panels);
  squareProduct(n, d3, SLOT(POWER_3), d6, panels);
  addSquareProduct(n, SLOT(POWER_3), d3, d6, panels);
  combine(n, taylor18[3], 0, CHANGES, ninth);
  combine(n, taylor18[0], 0, CHANGES, left);
  addSquareProduct(n, left, SLOT(RIGHT), ninth, panels);
  combine(n, taylor18[4], 0, CHANGES, left);
  addSquareProduct(n, SLOT(LEFT), left, ninth, panels);
  combine(n, taylor18[2], 0, CHANGES, left);
  addAll(all, ninth, left);
  combine(n, taylor18[1], 0, CHANGES, result);
  addSquareProduct(n, left, SLOT(NINTH), result, panels);
  addSquareProduct(n, SLOT(SUM), ninth, result, panels);
  for (u32 k = 0; k < squarings; k++) {
    squareProduct(n, result, SLOT(POLYNOMIAL + k), left, panels);
    addSquareProduct(n, SLOT(POLYNOMIAL + k), result, left, panels);
    double *swapped = result; result = left; left = swapped;
  }
  for (size i = 0; i < all; i++) direction[i] = result[i];
#undef CHANGES
#undef POWERS
#undef SLOT
}
