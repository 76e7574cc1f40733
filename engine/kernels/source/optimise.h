// How numbers follow their gradients: the rules of engine/learning/update-rules.ts.
#pragma once
#include "root.h"

/** The rules, by their code there; any other is refused. */
enum { ADAM, SGD, ADAMW, RMSPROP, OPTIMISERS };

/** A rule with the constants of one step. Adam: rate and correction carry the bias corrections of the step. */
typedef struct { u32 optimiser; float rate, keepFirst, keepSecond, correction, epsilon, decay, shrink; } Update;

/** Zero for what is too small to matter: a moment that decays would otherwise end among the subnormal numbers, where processors are slow, and stay there. */
INLINE Vector flush(Vector x) { return (Vector)((Integers)x & (absolute(x) > 1e-25f)); }

/**
 * One step of `count` numbers (whole vectors) by their gradients; first and second are what the rule remembers of each.
 * With g = gradient + decay x: gradient descent with momentum; root mean square with momentum (Tieleman & Hinton 2012);
 * Adam (Kingma & Ba 2015, algorithm 1), of which the share `shrink` of each number goes first (Loshchilov & Hutter 2019, algorithm 2).
 */
static void optimise(const Update *update, float *value, float *first, float *second, const float *gradient, u32 count) {
  const Vector rate = splat(update->rate), keep = splat(update->keepFirst), keepSecond = splat(update->keepSecond), decay = splat(update->decay);
  const Vector correction = splat(update->correction), epsilon = splat(update->epsilon), shrink = splat(update->shrink);
  switch (update->optimiser) {
    case SGD: for (u32 i = 0; i < count; i += LANES) {
      const Vector x = load(value + i), velocity = flush(keep * load(first + i) + (load(gradient + i) + decay * x));
      store(first + i, velocity);
      store(value + i, x - rate * velocity);
    } break;
    case RMSPROP: for (u32 i = 0; i < count; i += LANES) {
      const Vector x = load(value + i), g = load(gradient + i) + decay * x;
      const Vector v = flush(keepSecond * load(second + i) + (1.0f - keepSecond) * (g * g));
      const Vector velocity = flush(keep * load(first + i) + g / (root(v) + epsilon));
      store(first + i, velocity);
      store(second + i, v);
      store(value + i, x - rate * velocity);
    } break;
    default: for (u32 i = 0; i < count; i += LANES) {
      const Vector x = load(value + i), g = load(gradient + i) + decay * x;
      const Vector m = flush(keep * load(first + i) + (1.0f - keep) * g), v = keepSecond * load(second + i) + (1.0f - keepSecond) * (g * g);
      store(first + i, m);
      store(second + i, v);
      store(value + i, (x - shrink * x) - rate * m / (root(v) * correction + epsilon));
    }
  }
}
