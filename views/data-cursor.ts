import type { Figure } from '../figures/index.ts';
import { cursorStops } from './cursor.ts';
import { untrace } from './trace.ts';

/** A cursor that keys move along the data of a drawn figure, and that says where it is. */
export interface DataCursor {
  /** Whether the key moves it. */
  onKey(event: KeyboardEvent): boolean;
  /** Where it was, in a figure that has been drawn anew. */
  redraw(): void;
  leave(): void;
}

export function dataCursor(
  holder: HTMLElement,
  figure: () => Figure | undefined,
  say: (text: string) => void,
): DataCursor {
  let stop = -1;
  return {
    onKey(event) {
      const now = figure();
      const stops = now ? cursorStops(now, holder) : [];
      if (stops.length === 0) return false;
      const group = (from: number, direction: number) => {
        for (let index = from; index >= 0 && index < stops.length; index += direction)
          if (stops[index].group !== stops[from].group) return index;
        return from;
      };
      const from = Math.max(0, stop);
      const target = {
        ArrowRight: stop < 0 ? 0 : stop + 1,
        ArrowLeft: from - 1,
        ArrowDown: group(from, 1),
        ArrowUp: group(from, -1),
        Home: 0,
        End: stops.length - 1,
      }[event.key];
      if (target === undefined) return false;
      moveTo(Math.max(0, Math.min(stops.length - 1, target)));
      return true;
    },
    redraw() {
      if (stop >= 0) moveTo(stop);
    },
    leave: () => moveTo(-1),
  };

  function moveTo(to: number): void {
    holder.querySelector('.cursor')?.remove();
    untrace(holder);
    stop = to;
    const now = figure();
    if (!now || to < 0) return;
    const stops = cursorStops(now, holder);
    if (stops.length === 0) return;
    stop = Math.min(to, stops.length - 1);
    say(stops[stop].label);
    stops[stop].show();
  }
}
