// Moves copies of a rate network on: one product of all rates with the weights a step, and what exact.c does with it.
#pragma once
#include "classifier.h"
#include "moving.h"

/** The mean rates of `every` steps, once their sums are complete: copies x neurons. */
static void keepFrame(const Moving *moving, const Parts *p, u32 every, float *frame) {
  const float share = 1.0f / (float)every;
  for (size copy = 0; copy < moving->copies; copy++)
    for (u32 i = 0; i < moving->neurons; i++) frame[copy * moving->neurons + i] = p->totals[copy * moving->wide + i] * share;
}
/**
 * So many steps of all copies. `inputs`: steps x copies, a number for each copy that its neurons weight; `currents`: copies x wide, into each neuron in each step; either may be 0.
 * Of each `every` steps the mean rates go to `kept` (frames x copies x neurons); every = 0 keeps nothing.
 */
static void advanceCopies(Moving *moving, const float *inputs, const float *currents, float *kept, u32 steps, u32 every) {
  const Parts p = partsOf(moving);
  const u32 neurons = moving->neurons, copies = moving->copies, wide = moving->wide, columns = wholeVectors(neurons);
  const size all = (size)copies * wide;
  if (!moving->settled) ratesOfStates(moving);
  moving->settled = 1;
  for (u32 t = 0; t < steps; t++) {
    multiplyPanels(copies, columns, neurons, (Rows){ p.rates, wide }, p.panels, neurons, p.sums, wide, nothing, 0);
    moveStates(moving, inputs ? inputs + (size)t * copies : 0, currents);
    moving->step++;
    if (every == 0) continue;
    const int isFirst = t % every == 0;
    for (size i = 0; i < all; i += LANES) store(p.totals + i, isFirst ? load(p.rates + i) : load(p.totals + i) + load(p.rates + i));
    if (t % every == every - 1) keepFrame(moving, &p, every, kept + (size)(t / every) * copies * neurons);
  }
}
