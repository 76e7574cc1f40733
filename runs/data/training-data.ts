import { recentResults } from '../../making/recent-results.ts';
import type { TrainingData } from '../../making/trainer.ts';
import { imagesIn } from './images.ts';

/** Data sets whose folders lie at these locations (by reference): those of `open`, else opened when first asked for. */
export function trainingData(
  locations: Readonly<Record<string, string>>,
  open: Readonly<Record<string, TrainingData>>,
): (reference: string) => Promise<TrainingData> {
  const opened = recentResults<Promise<TrainingData>>(2);
  return (reference) =>
    reference in open
      ? Promise.resolve(open[reference])
      : opened.get(reference, () => imagesIn(reference, locations[reference]));
}
