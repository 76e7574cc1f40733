// One level of the native kernels; compiled once for each instruction set, LEVEL being its name.
#include "advance.h"
#include "algebra.h"
#include "classifier.h"
#include "recurrent.h"
#include "trajectory.h"
#include "native.h"
#define TEXT_OF(name) #name
#define TEXT(name) TEXT_OF(name)

static unsigned train(void *plan, const void *images, const void *pixels, const void *labels, void *course, unsigned batch, unsigned count, int learn) { return trainOn(plan, images, pixels, labels, course, batch, count, learn); }
static double evaluate(void *plan, const void *images, const void *pixels, const void *labels, unsigned count) { return evaluateOn(plan, images, pixels, labels, count); }
static double recurrent(unsigned operation, void *plan, const void *lesson, const void *inputs, const void *wanted, void *room, unsigned option, unsigned part, unsigned parts) { return recurrentOn(operation, plan, lesson, inputs, wanted, room, option, part, parts); }
static void trajectory(void *plan, const double *inputs, const double *currents, const double *noise, double *kept, unsigned count) { trajectoryOn(plan, inputs, currents, noise, kept, count); }
static void advance(void *moving, const void *inputs, const void *currents, void *kept, unsigned steps, unsigned every) { advanceCopies(moving, inputs, currents, kept, steps, every); }
static double spiking(void *plan, unsigned steps) { return spikingSteps(plan, steps); }
const Level LEVEL = { TEXT(LEVEL), LANES, PANEL, BLOCK_ROWS, train, evaluate, matrixProduct, algebraRoom, algebraOn, MULTIPLY_ROOM, multiplyOn, recurrent, trajectory, advance, spiking };
