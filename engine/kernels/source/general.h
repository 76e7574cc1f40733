// Eigenvalues and the real Schur form of a general matrix: balancing, Householder reduction to Hessenberg form, implicit double shifts.
#pragma once
#include "symmetric.h"

/** Scales rows and columns by powers of 2 until their sums agree (Parlett & Reinsch 1969); the eigenvalues stay. */
static void balance(u32 n, double *a, size step) {
  for (u32 again = 1, rounds = 0; again && rounds < 100; rounds++) {
    again = 0;
    for (u32 i = 0; i < n; i++) {
      double column = 0, row = 0, f = 1;
      for (u32 j = 0; j < n; j++) if (j != i) { column += magnitude(a[j * step + i]); row += magnitude(a[i * step + j]); }
      if (column == 0 || row == 0 || !(column + row < __builtin_inf())) continue;
      const double before = column + row;
      for (const double goal = row / 2; column < goal;) { f *= 2; column *= 4; }
      for (const double goal = row * 2; column >= goal;) { f /= 2; column /= 4; }
      if ((column + row) / f >= 0.95 * before) continue;
      again = 1;
      for (u32 j = 0; j < n; j++) a[i * step + j] /= f;
      for (u32 j = 0; j < n; j++) a[j * step + i] *= f;
    }
  }
}

/** A (n x n) to Hessenberg form; the reflectors' tails stay below it, their factors in tau (n). room: 3 n. */
static void reduceToHessenberg(u32 n, double *a, size step, double *tau, double *room) {
  double *v = room, *right = v + n, *left = right + n;
  zero(tau, n);
  for (u32 k = 0; k + 2 < n; k++) {
    const u32 m = n - k - 1;
    double beta;
    tau[k] = reflector(m, a + (k + 1) * step + k, step, &beta);
    if (tau[k] == 0) continue;
    zero(v, k + 1);
    v[k + 1] = 1;
    for (u32 i = k + 2; i < n; i++) v[i] = a[i * step + k];
    a[(k + 1) * step + k] = beta;
    // (I - t v v') A (I - t v v') = A - t (A v) v' - v z', z = t (A' v - t (v' A v) v), in the columns from k + 1 on
    double *z = left;
    timesBoth(n, m, a + k + 1, step, v + k + 1, right, k + 1, v, z);
    const double both = tau[k] * dot(v + k + 1, right + k + 1, m);
    for (u32 j = 0; j < m; j++) z[j] = tau[k] * (z[j] - both * v[k + 1 + j]);
    for (u32 i = 0; i < n; i++) addTwoScaled(a + i * step + k + 1, -tau[k] * right[i], v + k + 1, -v[i], z, m);
  }
}
/** q (n x n) = the transpose of the product of the reflectors that reduceToHessenberg left in a, where zeros replace them. room: n. */
static void takeReflectors(u32 n, double *a, size step, const double *tau, double *q, double *room) {
  zero(q, n * step);
  for (u32 i = 0; i < n; i++) q[i * step + i] = 1;
  for (u32 k = n; k-- > 0;) {
    if (k + 2 >= n) continue;
    const u32 m = n - k - 1;
    room[0] = 1;
    for (u32 i = 1; i < m; i++) { room[i] = a[(k + 1 + i) * step + k]; a[(k + 1 + i) * step + k] = 0; }
    if (tau[k] != 0) for (u32 i = k + 1; i < n; i++) addScaled(q + i * step + k + 1, -tau[k] * dot(q + i * step + k + 1, room, m), room, m);
  }
}

/** Rows a, b, c (c may be b, with v2 = 0) less tau (1, v1, v2)' times (1, v1, v2) of them. */
static __attribute__((noinline)) void reflectRows(const int three, double *a, double *b, double *c, double tau, double v1, double v2, u32 n) {
  u32 j = 0;
  for (; j + DOUBLES <= n; j += DOUBLES) {
    const Wide first = loadWide(a + j), second = loadWide(b + j), third = three ? loadWide(c + j) : splatWide(0);
    Wide sum = multiplyAddWide(splatWide(v1), second, first);
    if (three) sum = multiplyAddWide(splatWide(v2), third, sum);
    sum *= tau;
    storeWide(a + j, first - sum);
    storeWide(b + j, second - v1 * sum);
    if (three) storeWide(c + j, third - v2 * sum);
  }
  for (; j < n; j++) {
    const double sum = tau * (a[j] + v1 * b[j] + (three ? v2 * c[j] : 0));
    a[j] -= sum;
    b[j] -= v1 * sum;
    if (three) c[j] -= v2 * sum;
  }
}
/** The same with neighbouring columns, from the first of them in the first row. */
static __attribute__((noinline)) void reflectColumns(const int three, double *at, size step, u32 rows, double tau, double v1, double v2) {
  for (u32 i = 0; i < rows; i++, at += step) {
    const double sum = tau * (at[0] + v1 * at[1] + (three ? v2 * at[2] : 0));
    at[0] -= sum;
    at[1] -= v1 * sum;
    if (three) at[2] -= v2 * sum;
  }
}
/** Eigenvalues of ((a, b), (c, d)). */
static void ofTwo(double a, double b, double c, double d, double *re, double *im) {
  const double half = (a - d) / 2, square = half * half + b * c, root = squareRoot(magnitude(square));
  if (square < 0) { re[0] = re[1] = d + half; im[0] = root; im[1] = -root; return; }
  const double far = half >= 0 ? half + root : half - root;
  re[0] = d + far;
  re[1] = far != 0 ? d - b * c / far : d;
  im[0] = im[1] = 0;
}

/**
 * Eigenvalues (re, im: n each) of a Hessenberg matrix by implicit double shifts (Francis 1961; Golub & Van Loan, Matrix Computations, 7.5). With q (n x n, rows `step`
 * apart as in h: the transpose of the transformation so far) also the real Schur form: h becomes upper triangular but for 2 x 2 blocks, q is carried along.
 * Without, h is used up. 0, or 1 + the row that did not converge.
 */
static u32 hessenbergEigenvalues(u32 n, double *h, size step, double *q, double *re, double *im) {
#define H(i, j) h[(i) * step + (j)]
  double norm = 0, moved = 0; // moved: what exceptional shifts have taken off the diagonal
  for (u32 i = 0; i < n; i++) for (u32 j = i ? i - 1 : 0; j < n; j++) if (magnitude(H(i, j)) > norm) norm = magnitude(H(i, j));
  for (u32 end = n, turns = 0; end > 0;) {
    const u32 last = end - 1;
    u32 low = last;
    for (; low > 0; low--) {
      const double beside = magnitude(H(low, low - 1));
      if (beside > 0x1p-52 * (magnitude(H(low - 1, low - 1)) + magnitude(H(low, low))) && beside > 0x1p-70 * norm) continue;
      H(low, low - 1) = 0;
      break;
    }
    double x = H(last, last);
    if (low == last) { H(last, last) = re[last] = x + moved; im[last] = 0; end--; turns = 0; continue; }
    double y = H(last - 1, last - 1), w = H(last, last - 1) * H(last - 1, last);
    if (low == last - 1) {
      H(last, last) = x + moved;
      H(low, low) = y + moved;
      ofTwo(H(low, low), H(low, last), H(last, low), H(last, last), re + low, im + low);
      end -= 2;
      turns = 0;
      continue;
    }
    if (turns == MOST_TURNS) return 1 + last;
    if (turns && turns % 10 == 0) {
      moved += x;
      for (u32 i = 0; i <= last; i++) H(i, i) -= x;
      const double beside = magnitude(H(last, last - 1)) + magnitude(H(last - 1, last - 2));
      x = y = 0.75 * beside;
      w = -0.4375 * beside * beside;
    }
    turns++;
    double p = 0, g = 0, r = 0;
    u32 start = last - 2;
    for (;; start--) { // where two small subdiagonal elements let a step begin
      const double z = H(start, start), sum = (x - z) * (y - z) - w;
      p = sum / H(start + 1, start) + H(start, start + 1);
      g = H(start + 1, start + 1) - z - (x - z) - (y - z);
      r = H(start + 2, start + 1);
      const double largest = magnitude(p) + magnitude(g) + magnitude(r);
      p /= largest; g /= largest; r /= largest;
      if (start == low) break;
      const double around = magnitude(H(start - 1, start - 1)) + magnitude(z) + magnitude(H(start + 1, start + 1));
      if (magnitude(H(start, start - 1)) * (magnitude(g) + magnitude(r)) <= 0x1p-52 * magnitude(p) * around) break;
    }
    const u32 columns = q ? n : end, top = q ? 0 : low;
    for (u32 k = start; k < last; k++) {
      const int three = k + 1 < last;
      if (k != start) { p = H(k, k - 1); g = H(k + 1, k - 1); r = three ? H(k + 2, k - 1) : 0; }
      const double largest = magnitude(p) + magnitude(g) + magnitude(r);
      if (largest == 0) continue;
      p /= largest; g /= largest; r /= largest;
      const double length = squareRoot(p * p + g * g + r * r), beta = p >= 0 ? -length : length, tau = (beta - p) / beta, v1 = g / (p - beta), v2 = r / (p - beta);
      if (k != start) { H(k, k - 1) = beta * largest; H(k + 1, k - 1) = 0; if (three) H(k + 2, k - 1) = 0; }
      else if (start != low) H(k, k - 1) *= 1 - tau;
      const u32 bottom = smaller(k + 3, last);
      if (three) {
        reflectRows(1, &H(k, k), &H(k + 1, k), &H(k + 2, k), tau, v1, v2, columns - k);
        reflectColumns(1, &H(top, k), step, bottom - top + 1, tau, v1, v2);
        if (q) reflectRows(1, q + k * step, q + (k + 1) * step, q + (k + 2) * step, tau, v1, v2, n);
      } else {
        reflectRows(0, &H(k, k), &H(k + 1, k), 0, tau, v1, 0, columns - k);
        reflectColumns(0, &H(top, k), step, bottom - top + 1, tau, v1, 0);
        if (q) reflectRows(0, q + k * step, q + (k + 1) * step, 0, tau, v1, 0, n);
      }
    }
  }
#undef H
  return 0;
}
