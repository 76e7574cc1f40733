// One level of the native kernels; compiled once for each instruction set, LEVEL being its name.
#include "algebra.h"
#include "classifier.h"
#include "native.h"
#define TEXT_OF(name) #name
#define TEXT(name) TEXT_OF(name)

static double train(void *plan, const void *images, const void *pixels, const void *labels, unsigned count, int learn) { return trainOn(plan, images, pixels, labels, count, learn); }
static double evaluate(void *plan, const void *images, const void *pixels, const void *labels, unsigned count) { return evaluateOn(plan, images, pixels, labels, count); }
const Level LEVEL = { TEXT(LEVEL), LANES, PANEL, train, evaluate, matrixProduct, algebraRoom, algebraOn };
