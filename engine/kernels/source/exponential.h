// The matrix exponential by scaling and squaring, and its Fréchet derivative, in double and in single precision. A Taylor polynomial of degree 18 takes five products, one of degree 12 four
// (Bader, Blanes & Casas 2019); the derivative goes through the products that were recorded, twice as many. The matrix comes scaled to a 1-norm at which no further term has a digit left:
// 1.09 in double precision, 1.46 in single.
#pragma once
#include "product.h"
#include "product64.h"

/** Combinations of 1, A, A^2, A^3 and (degree 18) A^6: e^A = OUTER + (SUM + Q) Q, Q = INNER + LEFT RIGHT. The multiples of 1 are kept out of the products, where they would cost digits of the rest. */
enum { LEFT, RIGHT, INNER, SUM, OUTER };
static const double taylor18[][5] = {
  [LEFT] = { 0, -1.00365581030144618291e-01, -8.02924648241156932449e-03, -8.92138498045729985177e-04, 0 },
  [RIGHT] = { 0, 0, -9.23364619367118555360e-02, -1.69364939002081722752e-02, -1.40086798182036094347e-05 },
  [INNER] = { -9.04316832390810593223e-02, -6.76404519071381882256e-02, 6.75961301770459654925e-02, 2.95552570429315521194e-02, -1.39180257516060693404e-05 },
  [SUM] = { -1.09676396052962061844e+01, 1.68015813878906206114e+00, 5.71779846478865511061e-02, -6.98210122488052056106e-03, 3.34975017086070470649e-05 },
  [OUTER] = { 0, 3.97849749499645077844e-01, 1.36783778460411720168e+00, 4.98289622525382669416e-01, -6.37898194594723280150e-04 } };
static const double taylor12[][5] = {
  [LEFT] = { 0, -1.31810610138301840157e-01, -2.02785554058925907934e-02, -6.75951846863086359778e-03 },
  [RIGHT] = { 0, -1.31810610138301840157e-01, -2.02785554058925907934e-02, -6.75951846863086359778e-03 },
  [INNER] = { 2.11693118299809442949e-01, 1.58224384715726725372e-01, 1.65635169436727415012e-01, 1.07862779315792425026e-02 },
  [SUM] = { 4.6, 9.92875103538486836140e-01, -1.32445561052799638845e-01, 1.72990000000000000000e-03 },
  [OUTER] = { -1.86023205146205532243e-02, -5.00702322573317730980e-03, -5.73420122960522263906e-01, -1.33399693943892059701e-01 } };

static double halved(double x, u32 times) { for (u32 k = 0; k < times; k++) x /= 2; return x; }
/** Numbers of room for a scheme of so many powers, as a double. */
static double exponentialRoom(double n, u32 squarings, u32 powers, u32 panels) { return (2 * powers + OUTER + 4.0 + squarings) * n * wholeVectors(n) + panels; }

#define REAL double
#define MATRICES MatricesOfDoubles
#define SCHEME taylor18
#define POWERS 4
#define PANELS PRODUCT_ROOM
#include "exponential-scheme.h"
#define REAL float
#define MATRICES MatricesOfFloats
#define SCHEME taylor12
#define POWERS 3
#define PANELS PANEL_ROOM
#include "exponential-scheme.h"
