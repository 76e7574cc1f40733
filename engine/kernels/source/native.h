// What a compiled level of the native kernels offers; one table for each instruction set.
#pragma once
typedef struct {
  const char *name;
  unsigned lanes, panel, blockRows;
  unsigned (*train)(void *plan, const void *images, const void *pixels, const void *labels, void *course, unsigned batch, unsigned count, int learn);
  double (*evaluate)(void *plan, const void *images, const void *pixels, const void *labels, unsigned count);
  void (*product)(unsigned rows, unsigned columns, unsigned depth, const float *a, const float *panels, float *c);
  double (*algebraRoom)(unsigned operation, unsigned rows, unsigned columns, unsigned parts);
  unsigned (*algebra)(unsigned operation, unsigned rows, unsigned columns, double *a, double *b, double *room, unsigned part, unsigned parts, unsigned *words);
  unsigned multiplyRoom;
  void (*multiply)(unsigned rows, unsigned columns, unsigned depth, unsigned how, const float *a, const float *b, void *c, double *room, unsigned turn, unsigned turns, unsigned part, unsigned parts, unsigned *words);
  double (*recurrent)(unsigned operation, void *plan, const void *lesson, const void *inputs, const void *wanted, void *room, unsigned option, unsigned part, unsigned parts);
  void (*trajectory)(void *plan, const double *inputs, const double *currents, const double *noise, double *kept, unsigned count);
  void (*advance)(void *moving, const void *inputs, const void *currents, void *kept, unsigned steps, unsigned every);
  double (*spiking)(void *plan, unsigned steps);
} Level;
#if defined(__x86_64__)
extern const Level sse, avx2, avx512;
#else
extern const Level neon;
#endif
