// Leaky integrate-and-fire neurons with exponential synapses (engine/spiking/spiking-network.ts says what they are). Compiled without fused products: the same bits on every machine.
#pragma once
#include "wide.h"
#include "exact-exponential.h"
#define PARTS 4
#define SPAN (PARTS * DOUBLES)
#define MOST_DOUBLES 8 // in a vector, of any machine
#define PERIOD 64
#define MOST_TRIES 60
/** Of what is refractory: no input lifts it. */
#define RESTING (-__builtin_inf())

/**
 * Laid out by engine/spiking/spiking-plan.ts; places are in bytes from here. SI units. `channels` of synapses decay at their own pace; with `uniform` the constants of a neuron stand once, for a vector.
 * Potentials are counted from where a neuron would come to rest without synapses; with conductances, from 0.
 * What a channel holds is what it was at the last whole PERIOD and what has come since, grown back to then: it need not be touched in each step. `left` of it is there after so many steps, `grown` is the inverse.
 */
typedef struct {
  u32 neurons, padded, channels, conductance, uniform, delay, refractory, interpolates, history, capacity, step, room, recorded, head, kicked, hasEvents;
  u32 potential, channel, decay, constant, perChannel, tau, reset, threshold, left, grown, starts, targets, weights, begins, counts, fired, offsets, candidates, before, after, neuronOf, offsetOf, endOfStep, kicks, eventStarts, events;
  double dt, eventWeight, channelTau[2], channelHalf[2], reversal[2];
} Spiking;
#define IN_PLAN(type, place) ((type *)((u8 *)plan + plan->place))

/** Of what channel c holds, the share that is there at the beginning of this step, and its inverse. */
INLINE double leftOf(const Spiking *plan, u32 c) { return IN_PLAN(const double, left)[c * (PERIOD + 1) + plan->step % PERIOD]; }
INLINE double grownOf(const Spiking *plan, u32 c) { return IN_PLAN(const double, grown)[c * (PERIOD + 1) + plan->step % PERIOD]; }

INLINE double resetOf(const Spiking *plan, u32 neuron) { return IN_PLAN(const double, reset)[plan->uniform ? 0 : neuron]; }

static void fire(Spiking *plan, u32 neuron, double offset) {
  u32 *counts = IN_PLAN(u32, counts), slot = plan->step % plan->history;
  IN_PLAN(u32, fired)[plan->head] = neuron;
  IN_PLAN(double, offsets)[plan->head] = offset;
  plan->head = plan->head + 1 == plan->capacity ? 0 : plan->head + 1;
  counts[slot]++;
  IN_PLAN(u32, neuronOf)[plan->recorded] = neuron;
  IN_PLAN(double, offsetOf)[plan->recorded++] = offset;
}

/** (e^x - 1) / x. */
static double relativeGrowth(double x) {
  if (x > 0.5 || x < -0.5) return (exactExponential(x) - 1) / x;
  double sum = 0;
  for (int n = x < 0x1p-5 && x > -0x1p-5 ? 8 : 14; n >= 0; n--) sum = sum * x + inverseFactorials[n + 1];
  return sum;
}
/** The membrane of one neuron from some moment on: potential there, and the synaptic currents (times the resistance). */
typedef struct { double tau, potential, current[2]; } Membrane;
/** After `time`, and how fast it changes then. Exact (Rotter & Diesmann 1999). */
static double potentialAfter(const Spiking *plan, const Membrane *m, double time, double *slope) {
  const double left = exactExponential(-time / m->tau);
  double v = m->potential * left, driving = 0;
  for (u32 c = 0; c < plan->channels; c++) {
    const double pace = plan->channelTau[c];
    if (m->current[c] == 0) continue;
    v += m->current[c] * (time / m->tau) * left * relativeGrowth(time * (1 / m->tau - 1 / pace));
    driving += m->current[c] * exactExponential(-time / pace);
  }
  *slope = (driving - v) / m->tau;
  return v;
}
/** Where the parabola from here that ends at `last` reaches the threshold, near enough to begin with. */
static double nearCrossing(const Spiking *plan, const Membrane *m, double threshold, double end, double last) {
  double driving = 0;
  for (u32 c = 0; c < plan->channels; c++) driving += m->current[c];
  const double linear = (driving - m->potential) / m->tau * end, square = last - m->potential - linear, wanted = threshold - m->potential;
  double at = wanted / (last - m->potential);
  for (int refine = 0; refine < 2; refine++) at = (wanted + square * at * at) / (linear + 2 * square * at);
  return end * at;
}
/** When the threshold is reached, between now and `end`, where the potential is `last` and above it: Newton's method, kept between the two. It squares its error, and by less than one: what has moved by 2^-22 of the step is within 2^-44 of it. */
static double crossing(const Spiking *plan, const Membrane *m, double threshold, double end, double last) {
  double low = 0, high = end, slope, at = nearCrossing(plan, m, threshold, end, last);
  for (int tries = 0; tries < MOST_TRIES; tries++) {
    if (!(at > low && at < high)) at = 0.5 * (low + high);
    const double above = potentialAfter(plan, m, at, &slope) - threshold;
    if (above >= 0) high = at; else low = at;
    const double next = at - above / slope, moved = magnitude(next - at);
    at = next;
    if (moved <= 0x1p-22 * end || high - low <= 0x1p-50 * end) break;
  }
  return at < low ? low : at > high ? high : at;
}
static Membrane membraneOf(const Spiking *plan, u32 neuron, double potential, double offset) {
  const u32 constant = plan->uniform ? 0 : neuron;
  Membrane m = { IN_PLAN(const double, tau)[constant], potential, { 0, 0 } };
  for (u32 c = 0; c < plan->channels; c++) {
    const double start = IN_PLAN(const double, channel)[c * plan->padded + neuron] * leftOf(plan, c);
    m.current[c] = offset == 0 ? start : start * exactExponential(-offset / plan->channelTau[c]);
  }
  return m;
}
/** Free from `offset` on, at the reset. 0 where it fires again before the step ends and has fired in it. */
static int released(Spiking *plan, u32 neuron, double offset, int mayFire) {
  const double left = plan->dt - offset, threshold = IN_PLAN(const double, threshold)[plan->uniform ? 0 : neuron];
  const double reset = resetOf(plan, neuron);
  const Membrane m = membraneOf(plan, neuron, reset, offset);
  double slope, v = potentialAfter(plan, &m, left, &slope);
  if (v >= threshold) {
    if (!mayFire) return 0;
    fire(plan, neuron, offset + crossing(plan, &m, threshold, left, v));
    v = plan->refractory ? RESTING : reset;
  }
  IN_PLAN(double, potential)[neuron] = v;
  return 1;
}

/** One step of all neurons; those that reach their threshold become candidates. Returns how many. */
INLINE u32 integrate(Spiking *plan, const double *kicks, const int channels, const int uniform, const int conductance, const int kicked) {
  double *potential = IN_PLAN(double, potential), *before = IN_PLAN(double, before);
  const double *channel[2] = { IN_PLAN(const double, channel), IN_PLAN(const double, channel) + plan->padded };
  const double *decay = IN_PLAN(const double, decay), *constant = IN_PLAN(const double, constant), *threshold = IN_PLAN(const double, threshold);
  const double *weight[2] = { IN_PLAN(const double, perChannel), IN_PLAN(const double, perChannel) + (uniform ? MOST_DOUBLES : plan->padded) };
  u32 *candidates = IN_PLAN(u32, candidates), found = 0;
  double *after = IN_PLAN(double, after);
  const Wide ownDecay = loadWide(decay), ownConstant = loadWide(constant), ownThreshold = loadWide(threshold);
  Wide share[2], pull[2];
  for (int c = 0; c < channels; c++) {
    const double left = conductance ? leftOf(plan, c) * plan->channelHalf[c] : leftOf(plan, c);
    share[c] = uniform ? loadWide(weight[c]) * left : splatWide(left);
    pull[c] = share[c] * plan->reversal[c];
  }
  for (u32 i = 0; i < plan->padded; i += SPAN) {
    Wide next[PARTS], loss[PARTS], pulled[PARTS];
    WideIntegers crossed = (WideIntegers)(0), far = (WideIntegers)(0);
#pragma unroll
    for (u32 part = 0; part < PARTS; part++) {
      const u32 at = i + part * DOUBLES;
      if (conductance) {
        const Wide first = loadWide(channel[0] + at), second = loadWide(channel[1] + at);
        loss[part] = first * share[0] + second * share[1];
        pulled[part] = first * pull[0] + second * pull[1];
        if (!uniform) {
          const Wide resistance = loadWide(weight[0] + at);
          loss[part] = loss[part] * resistance;
          pulled[part] = pulled[part] * resistance;
        }
        loss[part] = loss[part] + (uniform ? ownDecay : loadWide(decay + at));
        pulled[part] = pulled[part] + (uniform ? ownConstant : loadWide(constant + at));
        far |= (WideIntegers)(MOST_NEAR - loss[part]);
      } else {
        Wide v = (uniform ? ownDecay : loadWide(decay + at)) * loadWide(potential + at);
#pragma unroll
        for (int c = 0; c < channels; c++) v = v + loadWide(channel[c] + at) * (uniform ? share[c] : share[c] * loadWide(weight[c] + at));
        next[part] = v;
      }
    }
    if (conductance) {
      relativeLosses(next, loss, PARTS);
#pragma unroll
      for (u32 part = 0; part < PARTS; part++) next[part] = loadWide(potential + i + part * DOUBLES) * (1 - loss[part] * next[part]) + pulled[part] * next[part];
      // by the neuron, not by its vector: how long a vector is must not be seen
      if (__builtin_reduce_or(far) < 0)
        for (u32 part = 0; part < PARTS; part++) {
          const Wide kept = exactExponentials(-loss[part]);
          next[part] = chooseWide((WideIntegers)(MOST_NEAR - loss[part] < 0), loadWide(potential + i + part * DOUBLES) * kept + pulled[part] * ((1 - kept) / loss[part]), next[part]);
        }
    }
#pragma unroll
    for (u32 part = 0; part < PARTS; part++) {
      const u32 at = i + part * DOUBLES;
      if (kicked) next[part] = next[part] + loadWide(kicks + at);
      crossed |= (WideIntegers)(next[part] >= (uniform ? ownThreshold : loadWide(threshold + at)));
    }
    if (__builtin_reduce_or(crossed))
      for (u32 part = 0; part < PARTS; part++)
        for (u32 lane = 0; lane < DOUBLES; lane++) {
          const u32 neuron = i + part * DOUBLES + lane;
          if (!(next[part][lane] >= threshold[uniform ? 0 : neuron])) continue;
          before[found] = potential[neuron];
          after[found] = next[part][lane];
          candidates[found++] = neuron;
        }
#pragma unroll
    for (u32 part = 0; part < PARTS; part++) storeWide(potential + i + part * DOUBLES, next[part]);
  }
  return found;
}
static __attribute__((noinline)) u32 integrated(Spiking *plan, const double *kicks) {
#define KIND(channels, conductance) (plan->uniform ? (plan->kicked ? integrate(plan, kicks, channels, 1, conductance, 1) : integrate(plan, kicks, channels, 1, conductance, 0)) : plan->kicked ? integrate(plan, kicks, channels, 0, conductance, 1) : integrate(plan, kicks, channels, 0, conductance, 0))
  if (plan->conductance) return KIND(2, 1);
  return plan->channels == 2 ? KIND(2, 0) : KIND(1, 0);
#undef KIND
}

static void decayChannels(Spiking *plan) {
  double *channel = IN_PLAN(double, channel);
  for (u32 c = 0; c < plan->channels; c++, channel += plan->padded) {
    const double left = IN_PLAN(const double, left)[c * (PERIOD + 1) + PERIOD];
    for (u32 i = 0; i < plan->padded; i++) channel[i] *= left;
  }
}
/** What has fired the refractory time ago begins again at the reset. */
static void release(Spiking *plan) {
  const u32 *fired = IN_PLAN(const u32, fired), past = (plan->step - plan->refractory) % plan->history, count = IN_PLAN(const u32, counts)[past];
  double *potential = IN_PLAN(double, potential);
  for (u32 k = 0, at = IN_PLAN(const u32, begins)[past]; k < count; k++) {
    if (plan->interpolates) released(plan, fired[at], IN_PLAN(const double, offsets)[at], 1);
    else potential[fired[at]] = resetOf(plan, fired[at]);
    at = at + 1 == plan->capacity ? 0 : at + 1;
  }
}

/** Synapses that the next step will need come nearer meanwhile. */
static void fetch(const Spiking *plan, u32 slot) {
  const u32 *starts = IN_PLAN(const u32, starts), *targets = IN_PLAN(const u32, targets), *fired = IN_PLAN(const u32, fired);
  const double *weights = IN_PLAN(const double, weights);
  for (u32 k = 0, at = IN_PLAN(const u32, begins)[slot]; k < IN_PLAN(const u32, counts)[slot]; k++) {
    const u32 neuron = fired[at], end = starts[neuron + 1];
    for (u32 synapse = starts[neuron]; synapse < end; synapse += 64 / sizeof(u32)) {
      __builtin_prefetch(targets + synapse);
      __builtin_prefetch(weights + synapse);
      __builtin_prefetch(weights + synapse + 64 / sizeof(double));
    }
    at = at + 1 == plan->capacity ? 0 : at + 1;
  }
}

/** What the spikes of a step bring, `delay` steps later. */
static void deliver(Spiking *plan, u32 slot) {
  const u32 *starts = IN_PLAN(const u32, starts), *targets = IN_PLAN(const u32, targets), *fired = IN_PLAN(const u32, fired);
  const double *weights = IN_PLAN(const double, weights);
  double *channel = IN_PLAN(double, channel);
  const u32 second = plan->padded;
  const double grown = grownOf(plan, 0), other = plan->channels == 2 ? grownOf(plan, 1) : grown;
  for (u32 k = 0, at = IN_PLAN(const u32, begins)[slot]; k < IN_PLAN(const u32, counts)[slot]; k++) {
    const u32 neuron = fired[at], end = starts[neuron + 1];
    for (u32 synapse = starts[neuron]; synapse < end; synapse++) channel[targets[synapse]] += weights[synapse] * (targets[synapse] < second ? grown : other);
    at = at + 1 == plan->capacity ? 0 : at + 1;
  }
}

/** So many steps, or fewer where there may be no room for the spikes of another. Returns how many; -1 where a neuron fires twice within one step. */
static double spikingOn(Spiking *plan, u32 steps) {
  plan->recorded = 0;
  for (u32 done = 0; done < steps; done++, plan->step++) {
    if (plan->room - plan->recorded < plan->neurons) return done;
    const u32 step = plan->step, slot = step % plan->history;
    if (step % PERIOD == 0 && step > 0) decayChannels(plan);
    IN_PLAN(u32, begins)[slot] = plan->head;
    IN_PLAN(u32, counts)[slot] = 0;
    if (step > plan->delay) deliver(plan, (step - 1 - plan->delay) % plan->history);
    if (step >= plan->delay && plan->delay) fetch(plan, (step - plan->delay) % plan->history);
    if (plan->hasEvents) {
      const u32 *events = IN_PLAN(const u32, events), end = IN_PLAN(const u32, eventStarts)[done + 1];
      double *channel = IN_PLAN(double, channel);
      const double weight = plan->eventWeight * grownOf(plan, 0);
      for (u32 event = IN_PLAN(const u32, eventStarts)[done]; event < end; event++) channel[events[event]] += weight;
    }
    const u32 found = integrated(plan, IN_PLAN(const double, kicks) + (size)done * plan->padded);
    for (u32 k = 0; k < found; k++) {
      const u32 neuron = IN_PLAN(const u32, candidates)[k];
      double offset = plan->dt;
      if (plan->interpolates) {
        const Membrane m = membraneOf(plan, neuron, IN_PLAN(const double, before)[k], 0);
        offset = crossing(plan, &m, IN_PLAN(const double, threshold)[plan->uniform ? 0 : neuron], plan->dt, IN_PLAN(const double, after)[k]);
      }
      fire(plan, neuron, offset);
      IN_PLAN(double, potential)[neuron] = plan->refractory ? RESTING : resetOf(plan, neuron);
      if (!plan->refractory && plan->interpolates && !released(plan, neuron, offset, 0)) return -1;
    }
    if (plan->refractory && step >= plan->refractory) release(plan);
    IN_PLAN(u32, endOfStep)[done] = plan->recorded;
  }
  return steps;
}
