import { stream } from '../../engine/random/index.ts';
import type { StudyTemplate } from './study-template.ts';

export const recording: StudyTemplate = {
  name: 'recording',
  title: 'Recording',
  description: 'How much neurons of a recording share, against surrogates shifted in time.',
  text: `language 1
# How much do the neurons of a recording share, and how does it fall from component to component?
# recording.csv is simulated (a row a moment, a column a neuron): put your own in its place. In the
# control every neuron is shifted in time by an offset of its own.

data recorded from "recording.csv" {
  rows times
  sampled at 10 Hz
}

experiment shared {
  seeds 1 .. 19
  compare {
    recorded = recorded
    shifted  = shifted(recorded)
  }
  measure alpha = exponent(shared_variance, ranks: 1 .. 10)
  expect alpha of recorded > alpha of shifted
  plot spectrum
}
`,
  companions: [{ name: 'recording.csv', content: simulatedRecording }],
};

const moments = 600;
const neurons = 40;
/** How strongly neurons take part in each shared course, and its time constant in samples. */
const courses = [
  { strength: 1, samples: 40 },
  { strength: 0.7, samples: 15 },
  { strength: 0.5, samples: 6 },
  { strength: 0.35, samples: 3 },
];

/** Courses that neurons share, each decaying by its own time constant, and noise of each neuron: moments × neurons. */
function simulatedRecording(): string {
  const draws = stream(1, 'recording.csv', 'simulated recording');
  const shares = Array.from({ length: neurons }, () => courses.map(({ strength }) => strength * draws.normal()));
  const kept = courses.map(({ samples }) => 1 - 1 / samples);
  let now = courses.map(() => draws.normal());
  const rows = Array.from({ length: moments }, () => {
    now = now.map((value, i) => kept[i] * value + Math.sqrt(1 - kept[i] ** 2) * draws.normal());
    return shares
      .map((own) => now.reduce((sum, value, i) => sum + own[i] * value, draws.normal()).toFixed(2))
      .join(',');
  });
  return `${rows.join('\n')}\n`;
}
