// Linear algebra of whole matrices, as it is called from outside: dense rows one after another in, dense rows out.
#pragma once
#include "eigenvectors.h"
#include "exponential.h"
#include "leading.h"
#include "lyapunov.h"
#include "singular.h"
#include "multiply.h"
#include "sparse.h"
#include "triangle.h"

enum { SYMMETRIC_EIGENVALUES, SYMMETRIC_EIGENVECTORS, EIGENVALUES, LYAPUNOV, SINGULAR_VALUES, TRIDIAGONAL_EIGENVALUES, EXPONENTIAL, EXPONENTIAL_GRADIENT, EXPONENTIAL_SINGLE, EXPONENTIAL_SINGLE_GRADIENT, ABSORB, GRAM, CHOLESKY, REDUCE, LEADING, REDUCED_SIZE, FILTERED, OVERLAP, PROJECTED, COMBINED, ORTHONORMALISED };

/** Doubles of room that an operation on a matrix needs in so many threads, as a double: it may be more than memory holds. */
static double algebraRoom(u32 operation, u32 rows, u32 columns, u32 parts) {
  const double n = rows, step = stepOf(columns), matrix = n * step;
  switch (operation) {
    case SYMMETRIC_EIGENVALUES: return matrix + tridiagonalRoom(step) + 2 * n;
    case SYMMETRIC_EIGENVECTORS: return 2 * matrix + tridiagonalRoom(step) + rotationRoom(rows) + reflectorRoom(step, rows) + 2 * n;
    case EIGENVALUES: return matrix + 4 * n;
    case LYAPUNOV: return 4 * matrix + 5 * n + PRODUCT_ROOM;
    case SINGULAR_VALUES: return matrix + 2 * n + 6 * columns;
    case EXPONENTIAL:
    case EXPONENTIAL_GRADIENT: return exponentialRoom(columns, rows - columns, 4, PRODUCT_ROOM);
    case EXPONENTIAL_SINGLE:
    case EXPONENTIAL_SINGLE_GRADIENT: return exponentialRoom(columns, rows - columns, 3, PANEL_ROOM) / 2 + 1;
    case ABSORB:
    case CHOLESKY: return 0;
    case GRAM: return (double)parts * PRODUCT_ROOM;
    case REDUCE: return reduceRoom(rows, parts);
    case LEADING: return leadingRoom(rows, columns, parts);
    case REDUCED_SIZE: return reducedSize(rows);
    case FILTERED:
    case ORTHONORMALISED: return n * ABREAST + 3;
    case OVERLAP:
    case PROJECTED:
    case COMBINED: return SQUARE * columns + PRODUCT_ROOM;
    default: return matrix + n;
  }
}
static __attribute__((noinline)) void copyRows(u32 rows, u32 columns, const double *from, size fromStep, double *to, size toStep, double factor) {
  for (u32 i = 0; i < rows; i++) for (u32 j = 0; j < columns; j++) to[i * toStep + j] = from[i * fromStep + j] * factor;
}
static u32 solve(u32 operation, u32 rows, u32 columns, double *matrix, size step, double *rest, double *a, double *b) {
  switch (operation) {
    case SYMMETRIC_EIGENVALUES: {
      double *e = rest, *tau = e + rows;
      tridiagonalise(rows, matrix, step, b, e, tau, tau + rows);
      return tridiagonalEigenvalues(rows, b, e);
    }
    case SYMMETRIC_EIGENVECTORS: {
      double *z = rest, *e = z + rows * step, *tau = e + rows, *work = tau + rows;
      tridiagonalise(rows, matrix, step, b, e, tau, work);
      zero(z, rows * step);
      for (u32 i = 0; i < rows; i++) z[i * step + i] = 1;
      const u32 failed = tridiagonalEigenvectors(rows, b, e, z, step, work);
      if (failed) return failed;
      applyReflectors(rows, matrix, step, tau, z, rows, work);
      copyRows(rows, rows, z, step, a, rows, 1);
      return 0;
    }
    case EIGENVALUES:
      balance(rows, matrix, step);
      reduceToHessenberg(rows, matrix, step, rest, rest + rows);
      for (u32 i = 2; i < rows; i++) zero(matrix + i * step, i - 1);
      return hessenbergEigenvalues(rows, matrix, step, 0, b, b + rows);
    case LYAPUNOV: {
      double *x = rest;
      copyRows(rows, rows, b, rows, x, step, 1);
      const u32 failed = lyapunov(rows, matrix, x, step, x + rows * step);
      copyRows(rows, rows, x, step, b, rows, 1);
      return failed;
    }
    case SINGULAR_VALUES: return singularValues(rows, columns, matrix, step, b, rest);
    default:
      for (u32 i = 0; i < rows; i++) { b[i] = matrix[i * step]; rest[i] = matrix[i * step + 1]; }
      return tridiagonalEigenvalues(rows, b, rest);
  }
}
/**
 * a (rows x columns; square where nothing else is said; for singular values rows >= columns). What comes of it:
 *   symmetric eigenvalues   b (n): the eigenvalues, unsorted; the upper triangle of a is read
 *   symmetric eigenvectors  the same, and a: the eigenvectors as rows
 *   eigenvalues             b (2 n): real parts, imaginary parts
 *   Lyapunov                b (n x n): X of A X + X A' + B = 0 in place of the symmetric B
 *   singular values         b (columns), unsorted
 *   tridiagonal eigenvalues b (rows), unsorted; a (rows x 2): the diagonal, and what stands beside it
 *   exponential             a (columns x columns, which is halved rows - columns times) becomes its exponential
 *   exponential gradient    a: the gradient by that exponential becomes the one by its matrix; the room is as the exponential left it
 *   the same in single precision
 *   absorb                  a (rows x columns, upper triangular in its first columns) takes in b (ABSORBED x columns), which is used up; no room is needed
 *   Gram                    a (rows x columns, on and above its diagonal) += the first `rows` rows of B' B; b (MULTIPLIED x columns)
 *   Cholesky                a (rows x columns) so made becomes the triangle that absorbing those rows gives; no room is needed
 *   reduce                  a (reducedSize(rows), leading.h): a dense symmetric matrix, of which the upper triangle is read, then zeros, becomes its tridiagonal form; b (rows): eigenvalues, unsorted
 *   leading                 a so reduced; b (columns, then columns x stepOf(rows)): of so many eigenvalues, the largest, falling, the vectors. Both go on from call to call: DONE, GOING_ON or FAILED
 *   filtered                a: the numbers of a sparse symmetric matrix (n = rows, so many synapses = columns: weights, then starts and columns in words); b (n x ABREAST): Chebyshev's polynomial of it, of degree room[0] of (A - room[1]) / room[2]
 *   overlap                 room (columns x ABREAST x ABREAST) = A' B of so many blocks A = columns and a block B (rows x ABREAST); projected: and B -= A (A' B); combined: B += A room
 *   orthonormalised         b (rows x ABREAST) = b a, a (ABREAST x ABREAST) upper triangular; columns of the bits `columns` last, no length of room[0] or less. The bits of columns that became 0 are returned
 * 0, or not 0 where it did not converge. Gram, reduce and leading are done by `parts` threads together, to the same bits; words: TEAM_WORDS zeros. room: algebraRoom doubles; where nothing is left in a, it may be where the room begins.
 */
static u32 algebraOn(u32 operation, u32 rows, u32 columns, double *a, double *b, double *room, u32 part, u32 parts, u32 *words) {
  Team team = { part, parts, words, 0 };
  switch (operation) {
    case EXPONENTIAL: exponentialOf(columns, rows - columns, a, room); return 0;
    case EXPONENTIAL_GRADIENT: gradientOfExponential(columns, rows - columns, a, room); return 0;
    case EXPONENTIAL_SINGLE: exponentialOf(columns, rows - columns, a, (float *)room); return 0;
    case EXPONENTIAL_SINGLE_GRADIENT: gradientOfExponential(columns, rows - columns, a, (float *)room); return 0;
    case ABSORB: absorbRows(rows, columns, a, b); return 0;
    case CHOLESKY: return triangleOfGram(rows, columns, a);
    case GRAM: addGram(rows, columns, a, b, room, &team); return 0;
    case REDUCE: return reduceOn(rows, a, b, room, &team);
    case LEADING: return leadingOn(rows, columns, a, b, b + columns, room, &team);
    case FILTERED: filtered(rows, sparseAt(rows, columns, a), (u32)room[0], room[1], room[2], b, room + 3); return 0;
    case OVERLAP: overlap(rows, columns, a, b, room, room + columns * SQUARE); return 0;
    case PROJECTED: overlap(rows, columns, a, b, room, room + columns * SQUARE); combine(rows, columns, a, room, -1, b, room + columns * SQUARE); return 0;
    case COMBINED: combine(rows, columns, a, room, 1, b, room + columns * SQUARE); return 0;
    case ORTHONORMALISED: return orthonormalColumns(rows, columns, room[0], b, a, room + 3);
  }
  const size step = stepOf(columns);
  double *matrix = room, *rest = matrix + rows * step;
  const double factor = scaleOf(a, (size)rows * columns);
  if (a == matrix) spreadRows(rows, columns, matrix, step, factor);
  else copyRows(rows, columns, a, columns, matrix, step, factor);
  for (u32 i = 0; i < rows; i++) zero(matrix + i * step + columns, step - columns);
  const u32 failed = solve(operation, rows, columns, matrix, step, rest, a, b);
  if (operation == LYAPUNOV) scale(b, factor, rows * columns);
  else scale(b, 1 / factor, operation == EIGENVALUES ? 2 * rows : operation == SINGULAR_VALUES ? columns : rows);
  return failed;
}
