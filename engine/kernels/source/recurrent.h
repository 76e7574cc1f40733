// Rate networks over time: x(t + 1) = x(t) + alpha (-x(t) + W r(t) + A u(t)), r = gain f(x + bias) with gains below 0 as 0 unless they may have any sign, z = R r + c (engine/recurrent/network.ts). Forward, backward through time, update.
// The room holds, for steps kept, f(y) of all neurons and below it u; then, where taus learn, the drives; then, where they are wanted, the outputs.
// Where it does not hold all steps through which errors travel, it ends with states from which the earlier ones are computed again: the same numbers.
#pragma once
#include "recurrent-cell.h"
#include "recurrent-update.h"

/** What one pass works on. */
typedef struct {
  Recurrent *plan;
  const Lesson *lesson;
  const float *inputs;
  const void *wanted;
  float *room;
  u32 wide, kept, window, segment; // values that the room keeps; steps of a window; steps whose values are kept at once
  int keepsDrives;
  Team *team;
} Pass;

INLINE float *valuesAt(const Pass *pass, u32 slot) { return pass->room + (size)slot * sourcesOf(pass->plan) * pass->wide; }
INLINE float *drivesAt(const Pass *pass, u32 slot) { return pass->keepsDrives ? valuesAt(pass, pass->kept) + (size)slot * pass->plan->neurons * pass->wide : 0; }

/** x(0) and f(y(0)); a network in steps begins with rates of 0. */
SMALL void begin(const Pass *pass) {
  const Recurrent *plan = pass->plan;
  const u32 wide = pass->wide, *indices = WORDS(plan, plan->indices);
  float *state = PLACE(plan, plan->state), *values = valuesAt(pass, 0);
  if (pass->lesson->starts) gatherRows(PLACE(pass->lesson, pass->lesson->starts), pass->lesson->trials, indices, plan->neurons, wide, state);
  for (u32 i = 0; i < plan->neurons; i++) {
    const float first = PLACE(plan, plan->parts[FIRST_STATE_PART].value)[i], bias = PLACE(plan, plan->parts[BIAS_PART].value)[i];
    const Twin smoothness = (Twin)(PLACE(plan, plan->parts[SMOOTHNESS_PART].value)[i]), inverse = (Twin)(PLACE(plan, plan->inverse)[i]);
    for (u32 j = 0; j < wide; j += 2 * LANES) {
      const size place = (size)i * wide + j;
      const int alone = j + LANES == wide;
      const Twin x = (pass->lesson->starts ? loadTwin(state + place, alone) : (Twin)(0)) + first, y = x + bias;
      storeTwin(state + place, x, alone);
      Twin f = (Twin)(0);
      if (plan->continuous) switch (plan->activation) {
        case RELU: f = cellValue(RELU, y, smoothness, inverse); break;
        case TANH: f = cellValue(TANH, y, smoothness, inverse); break;
        case SOFTPLUS: f = cellValue(SOFTPLUS, y, smoothness, inverse); break;
        case SIGMOID: f = cellValue(SIGMOID, y, smoothness, inverse); break;
        default: f = y;
      }
      storeTwin(values + place, f, alone);
    }
  }
}

/** u(t) of the minibatch, below the values of the step. */
static __attribute__((noinline)) void show(const Pass *pass, u32 t, float *values) {
  const Recurrent *plan = pass->plan;
  const u32 wide = pass->wide, inputs = plan->inputs;
  float *to = values + (size)plan->neurons * wide;
  gatherRows(pass->inputs + (size)t * inputs * pass->lesson->trials, pass->lesson->trials, WORDS(plan, plan->indices), inputs, wide, to);
  if (plan->noiseOn == 1) for (u32 c = 0; c < inputs; c += 2) for (u32 j = 0; j < wide; j += 2 * LANES) {
    Twin noise[2];
    normalPair(plan->key0, plan->key1, t, c / 2, j, noise, noise + 1);
    const int alone = j + LANES == wide;
    for (u32 k = 0; k < 2 && c + k < inputs; k++) {
      float *at = to + (size)(c + k) * wide + j;
      storeTwin(at, multiplyAdd((Twin)(plan->deviation), noise[k], loadTwin(at, alone)), alone);
    }
  }
}

/** The neuron of the first state that diverged. */
SMALL u32 divergedNeuron(const Pass *pass) {
  const Recurrent *plan = pass->plan;
  for (u32 i = 0; i < plan->neurons; i++) for (u32 b = 0; b < pass->wide; b++) {
    const float x = PLACE(plan, plan->state)[(size)i * pass->wide + b];
    if (!(x <= LARGEST_STATE && x >= -LARGEST_STATE)) return i;
  }
  return 0;
}

/** From step t to t + 1; from slot to next. 0 where a state diverged. */
SMALL int stepForward(const Pass *pass, u32 t, u32 slot, u32 next) {
  Recurrent *plan = pass->plan;
  const u32 neurons = plan->neurons, sources = sourcesOf(plan), wide = pass->wide, blocks = (neurons + BLOCK_ROWS - 1) / BLOCK_ROWS;
  float *from = valuesAt(pass, slot), *drives = PLACE(plan, plan->asked), drive[BLOCK_ROWS * 2 * LANES] __attribute__((aligned(64)));
  if (pass->team->part == 0) show(pass, t, from);
  meet(pass->team);
  int wrong = 0;
  for (u32 block = pieceOf(pass->team, blocks, pass->team->part); block < pieceOf(pass->team, blocks, pass->team->part + 1); block++) {
    const u32 row = block * BLOCK_ROWS, rows = smaller(BLOCK_ROWS, neurons - row);
    if (plan->sparse) for (u32 i = row; i < row + rows; i++) {
      const u32 at = WORDS(plan, plan->rowStart)[i] + i * plan->inputs, count = WORDS(plan, plan->rowStart)[i + 1] + (i + 1) * plan->inputs - at;
      sparseRows(wide, count, PLACE(plan, plan->forward) + at, WORDS(plan, plan->columns) + at, from, drives + (size)i * wide, 0);
    }
    for (u32 column = 0; column < wide; column += 2 * LANES) {
      const u32 width = smaller(2 * LANES, wide - column);
      if (!plan->sparse) (width > LANES ? blockTile2 : blockTile1)(sources, PLACE(plan, plan->forward) + (size)row * sources, from + column, wide, drive, 2 * LANES, 0);
      const Patch patch = { plan, row, rows, column, width, wide, t, plan->sparse ? drives + (size)row * wide + column : drive, plan->sparse ? wide : 2 * LANES, drivesAt(pass, slot), valuesAt(pass, next), 0, 0, 0 };
      wrong |= forwardCells[plan->activation](&patch);
    }
  }
  if (wrong) __atomic_store_n(&plan->divergedStep, t + 1, __ATOMIC_RELAXED);
  meet(pass->team);
  return !__atomic_load_n(&plan->divergedStep, __ATOMIC_RELAXED);
}

/** What later steps ask of the rates of step t, and through them to x(t): e(t) from e(t + 1). `later`: whether there are later steps. */
SMALL void stepBackward(const Pass *pass, u32 t, u32 slot, int later, const float *errors, float *newErrors, u32 blockSlot) {
  const Recurrent *plan = pass->plan;
  const u32 neurons = plan->neurons, wide = pass->wide, blocks = (neurons + BLOCK_ROWS - 1) / BLOCK_ROWS;
  float *asked = PLACE(plan, plan->asked);
  for (u32 block = pieceOf(pass->team, blocks, pass->team->part); block < pieceOf(pass->team, blocks, pass->team->part + 1); block++) {
    const u32 row = block * BLOCK_ROWS, rows = smaller(BLOCK_ROWS, neurons - row);
    if (later && plan->sparse) for (u32 i = row; i < row + rows; i++) {
      const u32 at = WORDS(plan, plan->backStart)[i], count = WORDS(plan, plan->backStart)[i + 1] - at;
      sparseRows(wide, count, PLACE(plan, plan->backward) + at, WORDS(plan, plan->backRows) + at, errors, asked + (size)i * wide, 1);
    }
    for (u32 column = 0; column < wide; column += 2 * LANES) {
      const u32 width = smaller(2 * LANES, wide - column);
      float *to = asked + (size)row * wide + column;
      if (later && !plan->sparse) (width > LANES ? blockTile2 : blockTile1)(neurons, PLACE(plan, plan->backward) + (size)row * neurons, errors + column, wide, to, wide, 1);
      const Patch patch = { plan, row, rows, column, width, wide, t, to, wide, t ? drivesAt(pass, slot - 1) : 0, valuesAt(pass, slot), later ? errors : 0, newErrors,
                            t && weightsLearn(plan) ? PLACE(plan, plan->errorBlock) + blockSlot * wide : 0 };
      backwardCells[plan->activation](&patch);
    }
  }
  meet(pass->team);
}

/** Rows of what is asked begin with what the outputs ask: R' times the scores, or nothing. */
static __attribute__((noinline)) void askRates(const Pass *pass, int scored) {
  const Recurrent *plan = pass->plan;
  const u32 neurons = plan->neurons, wide = pass->wide;
  const float *readout = PLACE(plan, plan->parts[READOUT_PART].value), *scores = PLACE(plan, plan->scores);
  for (u32 i = pieceOf(pass->team, neurons, pass->team->part); i < pieceOf(pass->team, neurons, pass->team->part + 1); i++)
    for (u32 j = 0; j < wide; j += LANES) {
      Vector sum = splat(0);
      if (scored) for (u32 k = 0; k < plan->outputs; k++) sum = multiplyAdd(splat(readout[(size)k * neurons + i]), load(scores + (size)k * wide + j), sum);
      store(PLACE(plan, plan->asked) + (size)i * wide + j, sum);
    }
}

/** What the loss asks at step t; its sum. */
SMALL double askedAt(const Pass *pass, u32 t, u32 slot, float scale, u32 blockSlot) {
  Recurrent *plan = pass->plan;
  const u32 wide = pass->wide;
  const int byOutputs = pass->lesson->kind != ACTIVITY;
  double loss = 0;
  if (pass->team->part == 0) {
    const int any = scale > 0 && weigh(plan, pass->lesson, t - 1, wide);
    plan->asking = (u32)any;
    if (any && byOutputs) {
      loss = lossAt(plan, pass->lesson, pass->wanted, t, valuesAt(pass, slot), wide, scale, 0);
      for (u32 k = 0; k < plan->outputs; k++) for (u32 j = 0; j < wide; j += LANES) {
        float *sum = PLACE(plan, plan->outputSum) + (size)k * LANES;
        store(sum, load(sum) + load(PLACE(plan, plan->scores) + (size)k * wide + j));
      }
    }
    if (learns(plan, READOUT_PART)) keepScores(plan, any && byOutputs ? PLACE(plan, plan->scores) : 0, blockSlot, wide);
  }
  meet(pass->team);
  const int any = plan->asking != 0;
  askRates(pass, any && byOutputs);
  meet(pass->team);
  if (pass->team->part == 0 && any && !byOutputs) loss = lossAt(plan, pass->lesson, pass->wanted, t, valuesAt(pass, slot), wide, scale, PLACE(plan, plan->asked));
  meet(pass->team);
  return loss;
}

/** How far the way back through a window has come. */
typedef struct {
  float *errors, *newErrors; // e(t + 1), e(t)
  u32 place;                 // in the block of steps
  double loss;
} Way;

SMALL Way wayBack(const Pass *pass) {
  const Recurrent *plan = pass->plan;
  if (pass->team->part == 0 && weightsLearn(plan)) for (u32 i = 0; i < plan->neurons; i++) for (u32 j = 0; j < pass->wide; j += LANES) store(PLACE(plan, plan->errorBlock) + (size)i * plan->errorStep + j, splat(0));
  return (Way){ PLACE(plan, plan->errors), PLACE(plan, plan->nextErrors), 0, 0 };
}

/** From step `to` back to `from`, whose values the room keeps, in a window from `first` to `last`. Step `from` itself belongs to the segment before, if there is one. */
SMALL void segmentBackward(const Pass *pass, u32 first, u32 last, u32 from, u32 to, float scale, Way *way) {
  const Recurrent *plan = pass->plan;
  const u32 wide = pass->wide, room = plan->blockDepth / wide;
  const int keeps = weightsLearn(plan) || learns(plan, READOUT_PART);
  if (pass->team->part == 0) { // the inputs of step `to` meet errors only where later steps gave some
    if (to < last) show(pass, to, valuesAt(pass, to - from));
    else for (size i = 0; i < (size)plan->inputs * wide; i += LANES) store(valuesAt(pass, to - from) + (size)plan->neurons * wide + i, splat(0));
  }
  for (u32 t = to; t > from || t == first; t--) {
    if (t > first) way->loss += askedAt(pass, t, t - from, scale, way->place);
    else {
      askRates(pass, 0);
      if (pass->team->part == 0 && learns(plan, READOUT_PART)) keepScores(plan, 0, way->place, wide);
      meet(pass->team);
    }
    if (keeps) {
      keepRates(plan, pass->team, valuesAt(pass, t - from), way->place, wide);
      if (++way->place == room || t == first) {
        meet(pass->team);
        addBlock(plan, pass->team, way->place * wide);
        way->place = 0;
        meet(pass->team);
      }
    }
    if (t > first || (t == 0 && plan->continuous)) {
      stepBackward(pass, t, t - from, t < last, way->errors, way->newErrors, way->place);
      float *const swapped = way->errors;
      way->errors = way->newErrors;
      way->newErrors = swapped;
    }
    if (t == first) return;
  }
}

SMALL void copyPanel(const Pass *pass, const float *from, float *to) {
  for (size i = 0; i < (size)pass->plan->neurons * pass->wide; i += LANES) store(to + i, load(from + i));
}
/** The state of a step and its values, which are those at a slot, to or from their place behind the room. */
SMALL void keepState(const Pass *pass, u32 place, u32 slot, int restore) {
  if (pass->team->part > 0) return;
  const size count = (size)pass->plan->neurons * pass->wide;
  float *state = PLACE(pass->plan, pass->plan->state), *kept = (pass->keepsDrives ? drivesAt(pass, pass->segment) : valuesAt(pass, pass->kept)) + 2 * place * count;
  copyPanel(pass, restore ? kept : state, restore ? state : kept);
  copyPanel(pass, restore ? kept + count : valuesAt(pass, slot), restore ? valuesAt(pass, slot) : kept + count);
}

/** Steps `from` to `to`, whose values fill the room from its beginning. 0 where a state diverged. */
SMALL int segmentForward(const Pass *pass, u32 from, u32 to) {
  for (u32 t = from; t < to; t++) if (!stepForward(pass, t, t - from, t - from + 1)) { if (pass->team->part == 0) pass->plan->divergedNeuron = divergedNeuron(pass); return 0; }
  return 1;
}

/** A window forward and backward; the sum of its losses, or -1 where it diverged. The last segment is a whole one, so that no step is computed again that the room could keep. */
SMALL double throughWindow(const Pass *pass, u32 first, u32 last, float scale) {
  const u32 segment = pass->segment, earlier = (last - first + segment - 1) / segment - 1;
#define BORDER(k) ((k) ? last - (earlier + 1 - (k)) * segment : first)
  for (u32 k = 0; k <= earlier; k++) {
    if (k > 0 && pass->team->part == 0) copyPanel(pass, valuesAt(pass, BORDER(k) - BORDER(k - 1)), valuesAt(pass, 0));
    if (earlier) keepState(pass, k, 0, 0);
    if (!segmentForward(pass, BORDER(k), BORDER(k + 1))) return -1;
  }
  if (earlier) keepState(pass, earlier + 1, segment, 0); // where the next window begins
  Way way = wayBack(pass);
  segmentBackward(pass, first, last, BORDER(earlier), last, scale, &way);
  for (u32 k = earlier; k-- > 0;) {
    keepState(pass, k, 0, 1);
    segmentForward(pass, BORDER(k), BORDER(k + 1));
    segmentBackward(pass, first, last, BORDER(k), BORDER(k + 1), scale, &way);
  }
  if (earlier) keepState(pass, earlier + 1, 0, 1);
  else if (pass->team->part == 0) copyPanel(pass, valuesAt(pass, last - first), valuesAt(pass, 0));
#undef BORDER
  if (first == 0 && pass->team->part == 0 && learns(pass->plan, FIRST_STATE_PART)) for (u32 i = 0; i < pass->plan->neurons; i++) {
    Vector sum = splat(0);
    if (pass->plan->continuous) for (u32 j = 0; j < pass->wide; j += LANES) sum += load(way.errors + (size)i * pass->wide + j);
    PLACE(pass->plan, pass->plan->parts[FIRST_STATE_PART].gradient)[i] = sumOf(sum);
  }
  return way.loss;
}

/** Zeroes what a backward pass adds to. */
SMALL void clearSums(const Recurrent *plan) {
  const size count = (size)plan->neurons * LANES;
  for (size i = 0; i < count; i += LANES) {
    store(PLACE(plan, plan->gainSum) + i, splat(0));
    store(PLACE(plan, plan->biasSum) + i, splat(0));
    store(PLACE(plan, plan->smoothnessSum) + i, splat(0));
    store(PLACE(plan, plan->tauSum) + i, splat(0));
  }
  for (size i = 0; i < (size)plan->outputs * LANES; i += LANES) store(PLACE(plan, plan->outputSum) + i, splat(0));
  if (plan->sparse) for (u32 p = RECURRENT_PART; p <= READOUT_PART; p++) { // the weights come first
    if (learns(plan, p)) for (u32 e = 0; e < plan->parts[p].count; e++) PLACE(plan, plan->parts[p].gradient)[e] = 0;
  } else if (weightsLearn(plan) || learns(plan, READOUT_PART)) for (size i = 0; i < (size)(plan->neurons + plan->outputs) * plan->productStep; i += LANES) store(PLACE(plan, plan->product) + i, splat(0));
}

/** Forward and backward; the sum of the losses over the sum of the weights. */
SMALL double differentiateThroughTime(const Pass *pass) {
  Recurrent *plan = pass->plan;
  const u32 steps = pass->lesson->steps;
  double weight = 0, loss = 0;
  for (u32 t = 0; t < steps; t++) for (u32 b = 0; b < plan->trials; b++) weight += PLACE(pass->lesson, pass->lesson->weights)[(size)t * pass->lesson->trials + WORDS(plan, plan->indices)[b]];
  if (pass->team->part == 0) { clearSums(plan); begin(pass); }
  meet(pass->team);
  for (u32 first = 0, last; first < steps; first = last) {
    last = smaller(first + pass->window, steps);
    const double more = throughWindow(pass, first, last, weight > 0 ? (float)(1 / weight) : 0);
    if (plan->divergedStep) return 0;
    loss += more;
    meet(pass->team);
  }
  if (pass->team->part == 0) gatherGradients(plan);
  return weight > 0 ? loss / weight : 0;
}

/** Forward alone; the sum of the losses, or with `all` the room keeps every step and the outputs. */
SMALL double runForward(const Pass *pass, int all) {
  Recurrent *plan = pass->plan;
  const u32 steps = pass->lesson->steps;
  double loss = 0;
  begin(pass);
  for (u32 t = 0; t < steps; t++) {
    const u32 next = all ? t + 1 : (t + 1) & 1;
    if (!stepForward(pass, t, all ? t : t & 1, next)) { plan->divergedNeuron = divergedNeuron(pass); return loss; }
    if (all) {
      readOut(plan, valuesAt(pass, next), pass->wide);
      float *to = valuesAt(pass, pass->kept) + (size)t * plan->outputs * pass->wide;
      for (size i = 0; i < (size)plan->outputs * pass->wide; i += LANES) store(to + i, load(PLACE(plan, plan->scores) + i));
    } else if (weigh(plan, pass->lesson, t, pass->wide) || pass->lesson->kind == CLASSES) loss += lossAt(plan, pass->lesson, pass->wanted, t + 1, valuesAt(pass, next), pass->wide, 1, 0);
  }
  return loss;
}

enum { PREPARE, DIFFERENTIATE, NORM, UPDATE, EVALUATE, RUN };

/** One operation (engine/kernels/recurrent-learner.ts): `option` is for prepare whether the transpose is made too, for update whether weights stay positive. The room holds segment + 1, 2 or steps + 1 steps. */
SMALL double recurrentOn(u32 operation, Recurrent *plan, const Lesson *lesson, const float *inputs, const void *wanted, float *room, u32 option, u32 part, u32 parts) {
  Team team = { part, parts, WORDS(plan, plan->barrier), 0 };
  switch (operation) {
    case PREPARE: prepare(plan, (int)option); return 0;
    case NORM: return squaredNorm(plan);
    case UPDATE: return updateLearned(plan, (int)option);
  }
  const u32 window = plan->window && plan->window < lesson->steps ? plan->window : lesson->steps;
  const u32 segment = plan->segment && plan->segment < window ? plan->segment : window;
  const u32 kept = operation == DIFFERENTIATE ? segment + 1 : operation == RUN ? lesson->steps + 1 : 2;
  const Pass pass = { plan, lesson, inputs, wanted, room, wholeVectors(plan->trials), kept, window, segment, operation == DIFFERENTIATE && learns(plan, TAU_PART), &team };
  return operation == DIFFERENTIATE ? differentiateThroughTime(&pass) : runForward(&pass, operation == RUN);
}
