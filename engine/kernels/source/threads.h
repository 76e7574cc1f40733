// Threads of the system that run parts of one computation side by side.
#pragma once
#define MOST_THREADS 64
typedef struct { void (*work)(void *all, unsigned part); void *all; unsigned part; } Share;

#if defined(_WIN32)
__declspec(dllimport) void *__stdcall CreateThread(void *, size_t, unsigned long(__stdcall *)(void *), void *, unsigned long, unsigned long *);
__declspec(dllimport) unsigned long __stdcall WaitForSingleObject(void *, unsigned long);
__declspec(dllimport) int __stdcall CloseHandle(void *);
__declspec(dllimport) int __stdcall SwitchToThread(void);
typedef void *Thread;
static unsigned long __stdcall doShare(void *share) { ((Share *)share)->work(((Share *)share)->all, ((Share *)share)->part); return 0; }
static int startThread(Thread *thread, Share *share) { return (*thread = CreateThread(0, 0, doShare, share, 0, 0)) != 0; }
static void awaitThread(Thread thread) { WaitForSingleObject(thread, 0xffffffff); CloseHandle(thread); }
void giveWay(void) { SwitchToThread(); }
#else
typedef unsigned long Thread; // pthread_t of glibc, musl and macOS
int pthread_create(Thread *, const void *, void *(*)(void *), void *);
int pthread_join(Thread, void **);
int sched_yield(void);
static void *doShare(void *share) { ((Share *)share)->work(((Share *)share)->all, ((Share *)share)->part); return 0; }
static int startThread(Thread *thread, Share *share) { return pthread_create(thread, 0, doShare, share) == 0; }
static void awaitThread(Thread thread) { pthread_join(thread, 0); }
void giveWay(void) { sched_yield(); }
#endif

/** Does all parts of a work, the first in this thread; parts wait for one another, so a thread that the system refuses leaves none of them done: 0, and `work` has not been called. */
static int inThreads(unsigned parts, void (*work)(void *all, unsigned part), void *all, volatile unsigned *go) {
  Thread threads[MOST_THREADS];
  Share shares[MOST_THREADS];
  unsigned started = 1;
  for (; started < parts; started++) {
    shares[started] = (Share){ work, all, started };
    if (!startThread(&threads[started], &shares[started])) break;
  }
  __atomic_store_n(go, started == parts ? 1 : 2, __ATOMIC_RELEASE);
  if (started == parts) work(all, 0);
  for (unsigned part = 1; part < started; part++) awaitThread(threads[part]);
  return started == parts;
}
