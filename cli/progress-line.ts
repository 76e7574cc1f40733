import type { ExperimentSpec } from '../language/specification.ts';
import { readableNumber, type RunEvent } from '../runs/index.ts';
import { failuresAsTheyCome } from './failures.ts';

/** Shows how far a run is: on a terminal one line that is written over, elsewhere a line every few seconds. */
export interface ProgressLine {
  show(event: RunEvent): void;
  clear(): void;
}

const secondsBetweenLines = 5;
const barWidth = 20;

export function progressLine(experiment: ExperimentSpec, stream: NodeJS.WriteStream): ProgressLine {
  let latest = '';
  let lastLine = -Infinity;
  let shown = false;
  const measures = new Set(experiment.measures.map(({ name }) => name));
  const clear = () => {
    if (shown) stream.write('\r\u001b[K');
    shown = false;
  };
  const untold = failuresAsTheyCome();
  return {
    clear,
    show(event) {
      if (
        event.kind === 'measure' &&
        event.measure === 'accuracy' &&
        event.step !== 0 &&
        (event.step !== null || measures.has('accuracy'))
      ) {
        const when = event.step === null ? '' : ` at epoch ${event.step}`;
        latest = `${event.condition}, seed ${event.seed}: accuracy ${readableNumber(100 * event.value)} %${when}`;
      }
      const text = untold(event);
      if (text !== undefined) {
        clear();
        stream.write(`${text}\n`);
      }
      if (event.kind !== 'progress') return;
      const { done, total, share = total === 0 ? 1 : done / total, seconds_left: left } = event;
      const parts = [
        experiment.name,
        stream.isTTY ? bar(share) : '',
        `${done}/${total}`,
        `${Math.floor(100 * share)} %`,
        latest || event.latest,
        left === null ? '' : left > 0 ? `${duration(left)} left` : '',
      ].filter(Boolean);
      if (stream.isTTY) {
        clear();
        stream.write(parts.join('  ').slice(0, Math.max(20, (stream.columns || 80) - 1)));
        shown = true;
      } else if (event.t - lastLine >= secondsBetweenLines || done === total) {
        lastLine = event.t;
        stream.write(`${parts.join('  ')}\n`);
      }
    },
  };
}

const bar = (share: number): string => {
  const filled = Math.floor(barWidth * share);
  return '█'.repeat(filled) + '░'.repeat(barWidth - filled);
};

/** `42 s`, `3 min 10 s`, `2 h 5 min`. */
export function duration(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
