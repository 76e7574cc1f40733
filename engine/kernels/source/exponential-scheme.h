// e^A and its derivative with numbers of one precision; exponential.h includes this for each: REAL, MATRICES (a name), the coefficients SCHEME of so many POWERS of A, and PANELS of room for a product.
#define FUNCTION static __attribute__((noinline, overloadable))

/** n x n matrices in rows `step` apart, `all` from one to the next: what the derivative works with, then the record of the exponential: powers of A and what is made of them, at last OUTER, which becomes the polynomial, and its squares. */
typedef struct { u32 n; size step, all; REAL *changes, *left, *inner, *outer, *panels, *powers, *made; } MATRICES;
FUNCTION MATRICES matricesIn(REAL *room, u32 n) {
  MATRICES m = { .n = n, .step = wholeVectors(n), .changes = room };
  m.all = n * m.step;
  m.left = m.changes + POWERS * m.all;
  m.inner = m.left + m.all;
  m.outer = m.inner + m.all;
  m.panels = m.outer + m.all;
  m.powers = m.panels + PANELS;
  m.made = m.powers + POWERS * m.all;
  return m;
}
/** to = a combination of powers, without its multiple of 1. */
FUNCTION void combine(const MATRICES *m, const double *terms, const REAL *restrict powers, REAL *restrict to) {
  const size all = m->all;
  REAL c[POWERS];
  for (u32 p = 0; p < POWERS; p++) c[p] = (REAL)terms[p + 1];
  for (size i = 0; i < all; i++) {
    REAL sum = c[0] * powers[i];
#pragma unroll
    for (u32 p = 1; p < POWERS; p++) sum += c[p] * powers[p * all + i];
    to[i] = sum;
  }
}
FUNCTION void addAll(size all, const REAL *restrict from, REAL *restrict to) { for (size i = 0; i < all; i++) to[i] += from[i]; }
/** outer += what the multiples of 1 in S = SUM + Q and in Q make of S Q, where both are without them. */
FUNCTION void addUnits(size all, const REAL *restrict sum, const REAL *restrict inner, REAL *restrict outer) {
  const REAL ofInner = (REAL)SCHEME[INNER][0], ofSum = (REAL)(SCHEME[SUM][0] + SCHEME[INNER][0]);
  for (size i = 0; i < all; i++) outer[i] += ofInner * sum[i] + ofSum * inner[i];
}
FUNCTION void product(const MATRICES *m, const REAL *a, const REAL *b, int accumulate, REAL *c) { squareProduct(m->n, m->step, a, b, accumulate, c, m->panels); }
/** change = or += that of A B, which is dA B + A dB. */
FUNCTION void productAlong(const MATRICES *m, const REAL *a, const REAL *da, const REAL *b, const REAL *db, int accumulate, REAL *change) {
  product(m, da, b, accumulate, change);
  product(m, a, db, 1, change);
}

#define POWER(k) (m->powers + (k) * m->all)
#define CHANGE(k) (m->changes + (k) * m->all)
#define MADE(which) (m->made + (which) * m->all)
#define SQUARE(k) MADE(OUTER + (k))
/** The first square is e^A for the A in `powers`, each next one that of the last. */
FUNCTION void recordExponential(const MATRICES *m, u32 squarings) {
  product(m, POWER(0), POWER(0), 0, POWER(1));
  product(m, POWER(1), POWER(0), 0, POWER(2));
  if (POWERS > 3) product(m, POWER(2), POWER(2), 0, POWER(POWERS - 1));
  for (u32 which = LEFT; which <= OUTER; which++) combine(m, SCHEME[which], m->powers, MADE(which));
  product(m, MADE(LEFT), MADE(RIGHT), 1, MADE(INNER));
  addAll(m->all, MADE(INNER), MADE(SUM));
  product(m, MADE(SUM), MADE(INNER), 1, MADE(OUTER));
  addUnits(m->all, MADE(SUM), MADE(INNER), MADE(OUTER));
  for (u32 i = 0; i < m->n; i++) MADE(OUTER)[i * m->step + i] += 1;
  for (u32 k = 0; k < squarings; k++) product(m, SQUARE(k), SQUARE(k), 0, SQUARE(k + 1));
}
/** The derivative along the direction in `changes`, by what recordExponential left. */
FUNCTION const REAL *exponentialAlong(const MATRICES *m, u32 squarings) {
  productAlong(m, POWER(0), CHANGE(0), POWER(0), CHANGE(0), 0, CHANGE(1));
  productAlong(m, POWER(1), CHANGE(1), POWER(0), CHANGE(0), 0, CHANGE(2));
  if (POWERS > 3) productAlong(m, POWER(2), CHANGE(2), POWER(2), CHANGE(2), 0, CHANGE(POWERS - 1));
  combine(m, SCHEME[INNER], m->changes, m->inner);
  combine(m, SCHEME[LEFT], m->changes, m->left);
  product(m, m->left, MADE(RIGHT), 1, m->inner);
  combine(m, SCHEME[RIGHT], m->changes, m->left);
  product(m, MADE(LEFT), m->left, 1, m->inner);
  combine(m, SCHEME[SUM], m->changes, m->left);
  addAll(m->all, m->inner, m->left);
  combine(m, SCHEME[OUTER], m->changes, m->outer);
  productAlong(m, MADE(SUM), m->left, MADE(INNER), m->inner, 1, m->outer);
  addUnits(m->all, m->left, m->inner, m->outer);
  REAL *result = m->outer, *next = m->left;
  for (u32 k = 0; k < squarings; k++) {
    productAlong(m, SQUARE(k), result, SQUARE(k), result, 0, next);
    REAL *const swapped = result;
    result = next;
    next = swapped;
  }
  return result;
}

/** to = from times a factor, transposed where `right` is not 1: element (i, j) is from[i * down + j * right]. What stands beyond n becomes zero. */
FUNCTION void take(const MATRICES *m, const double *restrict from, size down, size right, double factor, REAL *restrict to) {
  for (u32 i = 0; i < m->n; i++) {
    for (u32 j = 0; j < m->n; j++) to[i * m->step + j] = (REAL)(from[i * down + j * right] * factor);
    for (size j = m->n; j < m->step; j++) to[i * m->step + j] = 0;
  }
}
FUNCTION void give(const MATRICES *m, const REAL *restrict from, double factor, double *restrict to, size down, size right) {
  for (u32 i = 0; i < m->n; i++) for (u32 j = 0; j < m->n; j++) to[i * down + j * right] = from[i * m->step + j] * factor;
}
/** e^A in place of A (n x n), which is halved so often; the room keeps what its gradient needs. */
FUNCTION void exponentialOf(u32 n, u32 squarings, double *a, REAL *room) {
  const MATRICES m[1] = { matricesIn(room, n) };
  take(m, a, n, 1, halved(1, squarings), m->powers);
  recordExponential(m, squarings);
  give(m, SQUARE(squarings), 1, a, n, 1);
}
/** The gradient by A in place of the one by e^A (n x n): the transposed derivative along its transpose, brought to a size of 1 .. 2 on the way. */
FUNCTION void gradientOfExponential(u32 n, u32 squarings, double *a, REAL *room) {
  const MATRICES m[1] = { matricesIn(room, n) };
  const double factor = scaleOf(a, (size)n * n);
  take(m, a, 1, n, halved(factor, squarings), m->changes);
  give(m, exponentialAlong(m, squarings), 1 / factor, a, 1, n);
}
#undef POWER
#undef CHANGE
#undef MADE
#undef SQUARE
#undef FUNCTION
#undef REAL
#undef MATRICES
#undef SCHEME
#undef POWERS
#undef PANELS
