// What must have the same bits at every level: compiled without fused products, once for each instruction set, LEVEL being its name.
#include "spiking.h"
#define JOINED(a, b) a##b
#define NAMED(level, name) JOINED(level, name)
double NAMED(LEVEL, Spiking)(void *plan, unsigned steps) { return spikingOn(plan, steps); }
