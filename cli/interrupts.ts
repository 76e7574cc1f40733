import { say } from './terminal.ts';

/** Ctrl-C; what a queue or a service sends; a terminal that is closed. */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export interface Interruptible {
  readonly signal: AbortSignal;
  done(): void;
}

function heeding(message: () => string | undefined): Interruptible {
  const controller = new AbortController();
  const interrupt = () => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
    const said = message();
    if (said !== undefined) say(said);
  };
  for (const signal of signals) process.on(signal, interrupt);
  return {
    signal: controller.signal,
    done: () => {
      for (const signal of signals) process.off(signal, interrupt);
    },
  };
}

/**
 * `run` and `test` heed signals from the first moment: what they then begin, they end as if told a second later. A
 * command that computes without a pause must not: nobody would hear the signal, which by itself ends the process.
 */
let begun: string | undefined;
const fromTheStart = ['run', 'test'].includes(process.argv.slice(2).find((argument) => !argument.startsWith('-')) ?? '')
  ? heeding(() => begun)
  : undefined;

/** The first signal stops what takes it, and says so; the second leaves at once. */
export function cancelOnInterrupt(message: string): Interruptible {
  begun = message;
  if (fromTheStart?.signal.aborted) say(message);
  return fromTheStart ?? heeding(() => message);
}
