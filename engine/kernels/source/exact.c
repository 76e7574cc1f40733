// What moves a neuron by itself. Compiled without fused products, so that every vector length and instruction set gives the same bits.
#include "moving.h"
#include "normal.h"
#include "spiking.h"

/** Rates of a state, in the order of engine/kernels/moving-copies.ts. */
enum { IDENTITY, TANH, RELU, SOFTPLUS };
/** When a new state is rectified: never, after noise, or before it. */
enum { NOT_RECTIFIED, RECTIFIED_LAST, RECTIFIED_FIRST };
/** What each neuron draws as its own input: nothing, or a distribution of at most two numbers. */
enum { UNDRIVEN, UNIFORM, NORMAL, LOGNORMAL, EXPONENTIAL, BINARY };

INLINE Twin rateOf(const u32 rate, Twin x) {
  switch (rate) {
    case TANH: return hyperbolicTangent(x);
    case RELU: return choose(x <= 0.0f, (Twin)(0), x);
    case SOFTPLUS: return softplus(x);
    default: return x;
  }
}
/** 0 < u < 1, with 24 bits. */
INLINE Twin uniformOf(Words word) { return (__builtin_convertvector((TwinIntegers)(word >> 8), Twin) + 0.5f) * 0x1p-24f; }
INLINE Twin numberOf(const u32 law, Words word, float first, float second) {
  switch (law) {
    case UNIFORM: return first + (second - first) * uniformOf(word);
    case NORMAL: return first + second * normalOf(word);
    case LOGNORMAL: return exponential(first + second * normalOf(word));
    case EXPONENTIAL: return -first * logarithm(uniformOf(word));
    default: return choose((TwinIntegers)(word & 1) != 0, (Twin)(1), (Twin)(-1));
  }
}
/** The numbers of a block of neurons of one copy, by the counter (step, 65536 (32 block + l) + copy). */
INLINE void drawBlock(const u32 law, const u32 *key, u32 step, u32 block, u32 copy, float first, float second, float *to) {
  for (u32 lane = 0; lane < BLOCK / 2; lane += 2 * LANES) {
    Words x = (Words)(step), y;
    for (u32 l = 0; l < 2 * LANES; l++) y[l] = 65536 * (BLOCK / 2 * block + lane + l) + copy;
    threefry(key[0], key[1], &x, &y);
    storeTwin(to + lane, numberOf(law, x, first, second), 0);
    storeTwin(to + BLOCK / 2 + lane, numberOf(law, y, first, second), 0);
  }
}
static __attribute__((noinline)) void drawNormal(const u32 *key, u32 step, u32 block, u32 copy, float *to) { drawBlock(NORMAL, key, step, block, copy, 0, 1, to); }
static __attribute__((noinline)) void drawInput(const Moving *m, u32 block, u32 copy, float *to) {
  switch (m->drive) {
#define DRAWN(law) case law: drawBlock(law, m->driven, m->step, block, copy, m->first, m->second, to); return;
    DRAWN(UNIFORM) DRAWN(NORMAL) DRAWN(LOGNORMAL) DRAWN(EXPONENTIAL) DRAWN(BINARY)
#undef DRAWN
  }
}

INLINE void rateRow(const u32 rate, u32 count, const float *state, float *rates) {
  for (u32 i = 0; i < count; i += 2 * LANES) storeTwin(rates + i, rateOf(rate, loadTwin(state + i, 0)), 0);
}
INLINE void rateOfAny(u32 rate, u32 count, const float *state, float *rates) {
  switch (rate) {
    case TANH: rateRow(TANH, count, state, rates); return;
    case RELU: rateRow(RELU, count, state, rates); return;
    case SOFTPLUS: rateRow(SOFTPLUS, count, state, rates); return;
    default: rateRow(IDENTITY, count, state, rates);
  }
}
void ratesOfStates(Moving *m) {
  const Parts p = partsOf(m);
  for (size copy = 0; copy < m->copies; copy++) rateOfAny(m->rate, m->wide, p.state + copy * m->wide, p.rates + copy * m->wide);
}

/** x := x + h (W f(x) + current + weight u + own input + currents - x) + spread N(0, 1). */
static void moveBlock(const Moving *m, const Parts *p, u32 at, const float *u, const float *own, const float *noise, const float *currents, float *state, const float *sums) {
  for (u32 i = 0; i < BLOCK; i += 2 * LANES) {
    const Twin x = loadTwin(state + i, 0);
    Twin input = (Twin)(m->current);
    if (u) input += *u * loadTwin(p->weights + at + i, 0);
    if (own) input += loadTwin(own + i, 0);
    if (currents) input += loadTwin(currents + i, 0);
    Twin next = x + loadTwin(p->shares + at + i, 0) * ((loadTwin(sums + i, 0) + input) - x);
    if (m->rectified == RECTIFIED_FIRST) next = rateOf(RELU, next);
    if (noise) next += loadTwin(p->spreads + at + i, 0) * loadTwin(noise + i, 0);
    if (m->rectified == RECTIFIED_LAST) next = rateOf(RELU, next);
    storeTwin(state + i, next, 0);
  }
}
void moveStates(Moving *m, const float *input, const float *currents) {
  const Parts p = partsOf(m);
  float noise[BLOCK], own[BLOCK];
  for (u32 copy = 0; copy < m->copies; copy++) {
    const size row = (size)copy * m->wide;
    for (u32 at = 0; at < m->neurons; at += BLOCK) {
      if (m->noisy) drawNormal(m->noise, m->step, at / BLOCK, copy, noise);
      if (m->drive != UNDRIVEN) drawInput(m, at / BLOCK, copy, own);
      moveBlock(m, &p, at, input ? input + copy : 0, m->drive != UNDRIVEN ? own : 0, m->noisy ? noise : 0, currents ? currents + row + at : 0, p.state + row + at, p.sums + row + at);
    }
    rateOfAny(m->rate, m->wide, p.state + row, p.rates + row);
  }
}
double spikingSteps(void *plan, u32 steps) { return spikingOn(plan, steps); }
