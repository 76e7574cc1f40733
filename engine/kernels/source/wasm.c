// The kernels as a WebAssembly module: it imports its memory and exports these functions.
#include "advance.h"
#include "algebra.h"
#include "classifier.h"
#include "recurrent.h"
#include "trajectory.h"
#define EXPORT(name) __attribute__((export_name(name)))

EXPORT("lanes") u32 lanes(void) { return LANES; }
EXPORT("panel") u32 panel(void) { return PANEL; }
EXPORT("train") u32 train(Plan *plan, const Images *images, const u8 *pixels, const u8 *labels, void *course, u32 batch, u32 count, int learn) { return trainOn(plan, images, pixels, labels, course, batch, count, learn); }
EXPORT("evaluate") double evaluate(Plan *plan, const Images *images, const u8 *pixels, const u8 *labels, u32 count) { return evaluateOn(plan, images, pixels, labels, count); }
EXPORT("product") void product(u32 rows, u32 columns, u32 depth, const float *a, const float *panels, float *c) { matrixProduct(rows, columns, depth, a, panels, c); }
EXPORT("algebraRoom") double roomOf(u32 operation, u32 rows, u32 columns) { return algebraRoom(operation, rows, columns, 1); }
EXPORT("algebra") u32 algebra(u32 operation, u32 rows, u32 columns, double *a, double *b, double *room) { u32 words[TEAM_WORDS] = { 0 }; return algebraOn(operation, rows, columns, a, b, room, 0, 1, words); }
EXPORT("multiplyRoom") u32 multiplyRoom(void) { return MULTIPLY_ROOM; }
EXPORT("multiply") void multiply(u32 rows, u32 columns, u32 depth, u32 how, const float *a, const float *b, void *c, double *room, u32 turn, u32 turns) { u32 words[TEAM_WORDS] = { 0 }; multiplyOn(rows, columns, depth, how, a, b, c, room, turn, turns, 0, 1, words); }
EXPORT("recurrent") double recurrent(u32 operation, Recurrent *plan, const Lesson *lesson, const float *inputs, const void *wanted, float *room, u32 option, u32 part, u32 parts) { return recurrentOn(operation, plan, lesson, inputs, wanted, room, option, part, parts); }
EXPORT("blockRows") u32 blockRows(void) { return BLOCK_ROWS; }
EXPORT("trajectory") void trajectory(Trajectory *plan, const double *inputs, const double *currents, const double *noise, double *kept, u32 count) { trajectoryOn(plan, inputs, currents, noise, kept, count); }
EXPORT("advance") void advance(Moving *moving, const float *inputs, const float *currents, float *kept, u32 steps, u32 every) { advanceCopies(moving, inputs, currents, kept, steps, every); }
EXPORT("spiking") double spiking(void *plan, u32 steps) { return spikingSteps(plan, steps); }
