// The native kernels as a Node-API addon: levels(), describe(level), alignment(buffer), largePages(buffer), train(…), evaluate(…), product(…), multiplyRoom(level), multiply(…), algebraRoom(…), algebra(…), blockRows(level), recurrent(…), trajectory(…), advance(…), spiking(…).
#define NAPI_VERSION 8
#include <node_api.h>
#include "processor.h"
#include "symbols.h"
#include "threads.h"

static const Level *levels[3];
static unsigned levelCount;

static napi_value fail(napi_env env, const char *message) { napi_throw_error(env, 0, message); return 0; }
static int arguments(napi_env env, napi_callback_info info, size_t wanted, napi_value *values) {
  size_t count = wanted;
  return napi_get_cb_info(env, info, &count, values, 0, 0) == napi_ok && count >= wanted;
}
/** First byte and length in bytes of a typed array. */
static void *bytesOf(napi_env env, napi_value value, size_t *bytes) {
  static const unsigned char sizes[] = { 1, 1, 1, 2, 2, 4, 4, 4, 8, 8, 8 };
  napi_typedarray_type type;
  void *data = 0;
  size_t length = 0;
  *bytes = 0;
  if (napi_get_typedarray_info(env, value, &type, &length, &data, 0, 0) != napi_ok || type > 10) return 0;
  *bytes = length * sizes[type];
  return data;
}
static int number(napi_env env, napi_value value, unsigned *result) { return napi_get_value_uint32(env, value, result) == napi_ok; }

static napi_value levelNames(napi_env env, napi_callback_info info) {
  napi_value list, name;
  napi_create_array_with_length(env, levelCount, &list);
  for (unsigned i = 0; i < levelCount; i++) {
    napi_create_string_utf8(env, levels[i]->name, NAPI_AUTO_LENGTH, &name);
    napi_set_element(env, list, i, name);
  }
  return list;
}
/** describe(level): lanes + 65536 * panel. */
static napi_value describe(napi_env env, napi_callback_info info) {
  napi_value value, result;
  unsigned level;
  if (!arguments(env, info, 1, &value) || !number(env, value, &level) || level >= levelCount) return fail(env, "describe(level): no such level");
  napi_create_uint32(env, levels[level]->lanes | levels[level]->panel << 16, &result);
  return result;
}
/** alignment(bytes): address modulo 64. */
static napi_value alignment(napi_env env, napi_callback_info info) {
  napi_value value, result;
  size_t bytes;
  if (!arguments(env, info, 1, &value)) return fail(env, "alignment(bytes): a typed array is needed");
  napi_create_uint32(env, (unsigned)((size_t)bytesOf(env, value, &bytes) & 63), &result);
  return result;
}
#if defined(__linux__)
int madvise(void *, size_t, int);
#endif
/** largePages(bytes): memory that nobody has written to yet will be held in large pages, where the system has them: what lies far apart in it is found sooner. */
static napi_value largePages(napi_env env, napi_callback_info info) {
  napi_value value;
  if (!arguments(env, info, 1, &value)) return fail(env, "largePages(bytes): a typed array is needed");
#if defined(__linux__)
  enum { PAGE = 1 << 21, HUGEPAGE = 14 }; // MADV_HUGEPAGE of linux/mman.h
  size_t bytes;
  const size_t first = (size_t)bytesOf(env, value, &bytes), from = (first + PAGE - 1) / PAGE * PAGE, end = (first + bytes) / PAGE * PAGE;
  if (from < end) madvise((void *)from, end - from, HUGEPAGE);
#endif
  return 0;
}
/** train(level, plan, images, pixels, labels, count, course, batch, learn): minibatches done; evaluate(level, plan, images, pixels, labels, count): the sum of the losses. */
static napi_value call(napi_env env, napi_callback_info info, int training) {
  napi_value v[9], result;
  unsigned level, count, batch = 1, learn = 0;
  size_t planBytes, imagesBytes, pixelBytes, labelBytes, courseBytes;
  if (!arguments(env, info, training ? 9 : 6, v) || !number(env, v[0], &level) || !number(env, v[5], &count) || (training && (!number(env, v[7], &batch) || !number(env, v[8], &learn))) || batch == 0 || level >= levelCount)
    return fail(env, "the kernel was called with wrong arguments");
  void *plan = bytesOf(env, v[1], &planBytes), *course = training ? bytesOf(env, v[6], &courseBytes) : 0;
  const void *images = bytesOf(env, v[2], &imagesBytes), *pixels = bytesOf(env, v[3], &pixelBytes), *labels = bytesOf(env, v[4], &labelBytes);
  if (!plan || !images || !pixels || !labels || (training && !course)) return fail(env, "the kernel needs typed arrays; one is missing or was released");
  if (!training) { napi_create_double(env, levels[level]->evaluate(plan, images, pixels, labels, count), &result); return result; }
  if (courseBytes < 40 * (((size_t)count + batch - 1) / batch) + 4 * (size_t)count) return fail(env, "the kernel was given a course that is too short");
  napi_create_uint32(env, levels[level]->train(plan, images, pixels, labels, course, batch, count, (int)learn), &result);
  return result;
}
static napi_value train(napi_env env, napi_callback_info info) { return call(env, info, 1); }
static napi_value evaluate(napi_env env, napi_callback_info info) { return call(env, info, 0); }

/** product(level, rows, columns, depth, a, panels, c) */
static napi_value product(napi_env env, napi_callback_info info) {
  napi_value v[7];
  unsigned level, rows, columns, depth;
  size_t aBytes, bBytes, cBytes;
  if (!arguments(env, info, 7, v) || !number(env, v[0], &level) || !number(env, v[1], &rows) || !number(env, v[2], &columns) || !number(env, v[3], &depth) || level >= levelCount)
    return fail(env, "the matrix product was called with wrong arguments");
  const float *a = bytesOf(env, v[4], &aBytes), *b = bytesOf(env, v[5], &bBytes);
  float *c = bytesOf(env, v[6], &cBytes);
  if (aBytes < (size_t)rows * depth * 4 || bBytes < (size_t)columns * depth * 4 || cBytes < (size_t)rows * columns * 4) return fail(env, "the matrix product was given an array that is too short");
  levels[level]->product(rows, columns, depth, a, b, c);
  return 0;
}

/** (level, operation, rows, columns) at the beginning of v. */
static int problem(napi_env env, napi_value *v, unsigned *level, unsigned *operation, unsigned *rows, unsigned *columns) {
  return number(env, v[0], level) && number(env, v[1], operation) && number(env, v[2], rows) && number(env, v[3], columns) && *level < levelCount;
}
/** Something that is computed by several threads; they wait for `go`: 1, or 2 where there are too few of them. words: TEAM_WORDS zeros. */
typedef struct { const Level *level; unsigned kind, option, sizes[5], threads; void *blocks[5]; void (*part)(void *call, unsigned part); double result; unsigned words[4], go; } Call;
static void partOfCall(void *all, unsigned part) {
  Call *call = all;
  for (unsigned go; (go = __atomic_load_n(&call->go, __ATOMIC_ACQUIRE)) != 1; giveWay()) if (go == 2) return;
  call->part(call, part);
}
/** By so many threads, or by one where the system refuses more. */
static void computeTogether(Call *call) {
  if (call->threads > 1 && inThreads(call->threads, partOfCall, call, &call->go)) return;
  call->go = call->threads = 1;
  partOfCall(call, 0);
}
static int threadsAsked(napi_env env, napi_value value, unsigned *threads) { return number(env, value, threads) && *threads > 0 && *threads <= MOST_THREADS; }

static void partOfMultiply(void *all, unsigned part) {
  Call *call = all;
  call->level->multiply(call->sizes[0], call->sizes[1], call->sizes[2], call->option, call->blocks[0], call->blocks[1], call->blocks[2], call->blocks[3], call->sizes[3], call->sizes[4], part, call->threads, call->words);
}
/** multiplyRoom(level): doubles of room for each thread. */
static napi_value multiplyRoom(napi_env env, napi_callback_info info) {
  napi_value value, result;
  unsigned level;
  if (!arguments(env, info, 1, &value) || !number(env, value, &level) || level >= levelCount) return fail(env, "multiplyRoom(level): no such level");
  napi_create_uint32(env, levels[level]->multiplyRoom, &result);
  return result;
}
/** multiply(level, rows, columns, depth, how, a, b, c, room, turn, turns, threads) */
static napi_value multiply(napi_env env, napi_callback_info info) {
  napi_value v[12];
  unsigned level, rows, columns, depth, how, turn, turns, threads;
  if (!arguments(env, info, 12, v) || !number(env, v[0], &level) || !number(env, v[1], &rows) || !number(env, v[2], &columns) || !number(env, v[3], &depth) || !number(env, v[4], &how) || !number(env, v[9], &turn) || !number(env, v[10], &turns) || turn >= turns || !threadsAsked(env, v[11], &threads) || level >= levelCount)
    return fail(env, "the product of large matrices was called with wrong arguments");
  Call call = { levels[level], 0, how, { rows, columns, depth, turn, turns }, threads, { 0 }, partOfMultiply, 0, { 0 }, 0 };
  const double least[4] = { rows * 4. * depth, columns * 4. * depth, rows * (how & 4 ? 8. : 4.) * columns, 8. * threads * levels[level]->multiplyRoom };
  for (unsigned i = 0; i < 4; i++) {
    size_t bytes;
    call.blocks[i] = bytesOf(env, v[5 + i], &bytes);
    if ((double)bytes < least[i]) return fail(env, "the product of large matrices was given an array that is too short");
  }
  computeTogether(&call);
  return 0;
}

/** algebraRoom(level, operation, rows, columns, threads): doubles of room that the operation needs. */
static napi_value algebraRoom(napi_env env, napi_callback_info info) {
  napi_value v[5], result;
  unsigned level, operation, rows, columns, threads;
  if (!arguments(env, info, 5, v) || !problem(env, v, &level, &operation, &rows, &columns) || !threadsAsked(env, v[4], &threads)) return fail(env, "algebraRoom was called with wrong arguments");
  napi_create_double(env, levels[level]->algebraRoom(operation, rows, columns, threads), &result);
  return result;
}
static void partOfAlgebra(void *all, unsigned part) {
  Call *call = all;
  const unsigned result = call->level->algebra(call->kind, call->sizes[0], call->sizes[1], call->blocks[0], call->blocks[1], call->blocks[2], part, call->threads, call->words);
  if (part == 0) call->result = result;
}
/** Bytes that an operation reads or writes of a and b at least: source/algebra.h. */
static double leastOfA(unsigned operation, double rows, double columns) {
  switch (operation) {
    case 13: case 14: return 8 * (8 + rows * (rows + 3));
    case 16: return 12 * columns + 4 * (rows + 1);
    case 17: case 18: case 19: return 8 * 24 * rows * columns;
    case 20: return 8 * 24 * 24;
    default: return 8 * (operation >= 6 && operation < 10 ? columns : rows) * columns;
  }
}
static double leastOfB(unsigned operation, double rows, double columns) {
  switch (operation) {
    case 2: return 16 * columns;
    case 3: return 8 * rows * columns;
    case 5: case 13: return 8 * rows;
    case 10: return 8 * 64 * columns;
    case 11: return 8 * 128 * columns;
    case 14: return 8 * (rows + 1) * columns;
    case 16: case 17: case 18: case 19: case 20: return 8 * 24 * rows;
    default: return 8 * columns;
  }
}
/** algebra(level, operation, rows, columns, a, b, room, threads): what the operation gives. */
static napi_value algebra(napi_env env, napi_callback_info info) {
  napi_value v[8], result;
  unsigned level, operation, rows, columns, threads;
  size_t aBytes, bBytes, roomBytes;
  if (!arguments(env, info, 8, v) || !problem(env, v, &level, &operation, &rows, &columns) || !threadsAsked(env, v[7], &threads)) return fail(env, "algebra was called with wrong arguments");
  void *a = bytesOf(env, v[4], &aBytes), *b = bytesOf(env, v[5], &bBytes), *room = bytesOf(env, v[6], &roomBytes);
  if ((double)aBytes < leastOfA(operation, rows, columns) || (double)bBytes < leastOfB(operation, rows, columns) || (double)roomBytes < 8 * levels[level]->algebraRoom(operation, rows, columns, threads))
    return fail(env, "algebra was given an array that is too short");
  Call call = { levels[level], operation, 0, { rows, columns, 0 }, threads, { a, b, room }, partOfAlgebra, 0, { 0 }, 0 };
  computeTogether(&call);
  napi_create_uint32(env, (unsigned)call.result, &result);
  return result;
}

/** blockRows(level): rows of a tile of recurrent weights. */
static napi_value blockRows(napi_env env, napi_callback_info info) {
  napi_value value, result;
  unsigned level;
  if (!arguments(env, info, 1, &value) || !number(env, value, &level) || level >= levelCount) return fail(env, "blockRows(level): no such level");
  napi_create_uint32(env, levels[level]->blockRows, &result);
  return result;
}
static void partOfRecurrent(void *all, unsigned part) {
  Call *call = all;
  const double result = call->level->recurrent(call->kind, call->blocks[0], call->blocks[1], call->blocks[2], call->blocks[3], call->blocks[4], call->option, part, call->threads);
  if (part == 0) call->result = result;
}
/** recurrent(level, operation, plan, lesson, inputs, wanted, room, option, threads): the same result for any number of threads. */
static napi_value recurrent(napi_env env, napi_callback_info info) {
  napi_value v[9], result;
  unsigned level, operation, option, threads;
  size_t bytes;
  if (!arguments(env, info, 9, v) || !number(env, v[0], &level) || !number(env, v[1], &operation) || !number(env, v[7], &option) || !threadsAsked(env, v[8], &threads) || level >= levelCount)
    return fail(env, "the recurrent kernel was called with wrong arguments");
  Call call = { levels[level], operation, option, { 0 }, threads, { 0 }, partOfRecurrent, 0, { 0 }, 0 };
  for (unsigned i = 0; i < 5; i++) call.blocks[i] = bytesOf(env, v[2 + i], &bytes);
  if (!call.blocks[0]) return fail(env, "the recurrent kernel needs a plan; it is missing or was released");
  computeTogether(&call);
  napi_create_double(env, call.result, &result);
  return result;
}
/** trajectory(level, plan, inputs, currents, noise, kept, count): an empty array where there is none. */
static napi_value trajectory(napi_env env, napi_callback_info info) {
  napi_value v[7];
  unsigned level, count;
  if (!arguments(env, info, 7, v) || !number(env, v[0], &level) || !number(env, v[6], &count) || level >= levelCount) return fail(env, "the trajectory kernel was called with wrong arguments");
  void *blocks[5];
  size_t bytes[5];
  for (unsigned i = 0; i < 5; i++) {
    blocks[i] = bytesOf(env, v[1 + i], &bytes[i]);
    if (bytes[i] == 0) blocks[i] = 0;
  }
  if (!blocks[0] || bytes[0] < 64 || !blocks[1]) return fail(env, "the trajectory kernel needs a plan and inputs; one is missing or was released");
  const unsigned *plan = blocks[0];
  const double each = (double)count * plan[2] * 8;
  if ((double)bytes[1] < each || (blocks[2] && (double)bytes[2] < each * plan[4] * plan[0]) || (blocks[3] && (double)bytes[3] < each * plan[4] * plan[0]) || (blocks[4] && (double)bytes[4] < each * plan[0]))
    return fail(env, "the trajectory kernel was given an array that is too short");
  levels[level]->trajectory(blocks[0], blocks[1], blocks[2], blocks[3], blocks[4], count);
  return 0;
}

/** advance(level, moving, inputs, currents, kept, steps, every): an empty array where nothing is given or kept. */
static napi_value advance(napi_env env, napi_callback_info info) {
  napi_value v[7];
  unsigned level, steps, every;
  size_t bytes, inputBytes, currentBytes, keptBytes;
  if (!arguments(env, info, 7, v) || !number(env, v[0], &level) || !number(env, v[5], &steps) || !number(env, v[6], &every) || level >= levelCount)
    return fail(env, "a network was moved on with wrong arguments");
  const unsigned *moving = bytesOf(env, v[1], &bytes);
  const void *inputs = bytesOf(env, v[2], &inputBytes), *currents = bytesOf(env, v[3], &currentBytes);
  void *kept = bytesOf(env, v[4], &keptBytes);
  if (!moving || bytes < 128) return fail(env, "a network that is moved on is missing or was released");
  const size_t neurons = moving[0], copies = moving[1], wide = moving[2];
  if (bytes < 4 * (32 + 3 * wide + 4 * copies * wide + neurons * neurons) || (inputBytes && inputBytes < 4 * steps * copies) || (currentBytes && currentBytes < 4 * copies * wide) || (every && keptBytes < 4 * (steps / every) * copies * neurons))
    return fail(env, "a network was moved on with an array that is too short");
  levels[level]->advance((void *)moving, inputBytes ? inputs : 0, currentBytes ? currents : 0, kept, steps, every);
  return 0;
}

/** spiking(level, plan, steps): steps done. */
static napi_value spiking(napi_env env, napi_callback_info info) {
  napi_value v[3], result;
  unsigned level, steps;
  size_t bytes;
  if (!arguments(env, info, 3, v) || !number(env, v[0], &level) || !number(env, v[2], &steps) || level >= levelCount) return fail(env, "the spiking kernel was called with wrong arguments");
  void *plan = bytesOf(env, v[1], &bytes);
  if (!plan) return fail(env, "the spiking kernel needs a plan; it is missing or was released");
  napi_create_double(env, levels[level]->spiking(plan, steps), &result);
  return result;
}

NAPI_MODULE_INIT() {
  static const struct { const char *name; napi_callback function; } functions[] = {
    { "levels", levelNames }, { "describe", describe }, { "alignment", alignment }, { "largePages", largePages }, { "train", train }, { "evaluate", evaluate }, { "product", product },
    { "multiplyRoom", multiplyRoom }, { "multiply", multiply }, { "algebraRoom", algebraRoom }, { "algebra", algebra },
    { "blockRows", blockRows }, { "recurrent", recurrent }, { "trajectory", trajectory }, { "advance", advance }, { "spiking", spiking } };
  if (!findSymbols()) return 0;
  levelCount = levelsHere(levels);
  for (unsigned i = 0; i < sizeof functions / sizeof functions[0]; i++) {
    napi_value function;
    napi_create_function(env, functions[i].name, NAPI_AUTO_LENGTH, functions[i].function, 0, &function);
    napi_set_named_property(env, exports, functions[i].name, function);
  }
  return exports;
}
