import { stream } from '../random/index.ts';
import {
  type Backend,
  type ClassifierShape,
  type ImageSet,
  initialParameters,
  type Parameters,
} from '../learning/index.ts';

const adam = { name: 'adam', rate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, decay: 0 } as const;
const sgd = { name: 'sgd', rate: 0.1, momentum: 0.9, decay: 1e-4 } as const;
const shapes: readonly ClassifierShape[] = [
  { inputs: 49, hidden: 0, outputs: 3, batch: 9, readout: { biased: true }, optimiser: adam },
  {
    inputs: 300,
    hidden: 85,
    outputs: 10,
    batch: 19,
    input: { activation: 'relu', biased: true },
    recurrent: { activation: 'identity', biased: true, trained: false, steps: 1 },
    readout: { biased: true },
    optimiser: adam,
  },
  {
    inputs: 48,
    hidden: 21,
    outputs: 4,
    batch: 8,
    input: { activation: 'tanh', biased: false },
    recurrent: { activation: 'softplus', biased: true, trained: true, steps: 3 },
    readout: { biased: false },
    optimiser: sgd,
  },
  {
    inputs: 50,
    hidden: 53,
    outputs: 10,
    batch: 5,
    input: { activation: 'sigmoid', biased: true },
    recurrent: { activation: 'relu', biased: false, trained: true, steps: 2 },
    readout: { biased: true },
    optimiser: adam,
  },
];
const tolerance = 1e-4;

/**
 * Whether a backend computes the same losses, gradients, updates and accuracies as the reference, to 1e-4 of the
 * largest number in each array. Returns undefined, or what differs. Takes some ten milliseconds.
 */
export function selfTest(backend: Backend, reference: Backend): string | undefined {
  for (const shape of shapes) {
    const difference = compare(shape, outcome(backend, shape), outcome(reference, shape));
    if (difference) return `${backend.name} differs from ${reference.name} in ${difference}`;
  }
  return undefined;
}

type Outcome = Readonly<Record<string, Float32Array>>;

function outcome(backend: Backend, shape: ClassifierShape): Outcome {
  const set = exampleImages(shape),
    channels = shape.inputs % 3 === 0 ? 3 : 1;
  // What is dark is 0 in the shapes of one channel, and passed over there.
  const images = backend.images(set, {
    mean: new Array(channels).fill(channels === 1 ? 0 : 0.1307),
    deviation: new Array(channels).fill(0.3081),
  });
  const W = shape.recurrent && !shape.recurrent.trained ? exampleCircuit(shape.hidden) : undefined;
  const classifier = backend.classifier(shape, initialParameters(shape, 1, 'self-test', W));
  try {
    const all = Int32Array.from({ length: set.count }, (_, i) => (7 * i) % set.count);
    const { loss, gradients } = classifier.gradients(images, all.subarray(0, shape.batch));
    const losses = classifier.learn(images, all);
    const { loss: final, accuracy } = classifier.evaluate(images);
    return {
      loss: Float32Array.of(loss, ...losses, final),
      accuracy: Float32Array.of(accuracy),
      ...arrays('gradient of', gradients),
      ...arrays('trained', classifier.parameters()),
    };
  } finally {
    classifier.release();
    images.release();
  }
}

const arrays = (what: string, parameters: Parameters): Outcome =>
  Object.fromEntries(
    Object.entries(parameters)
      .filter(([, values]) => values)
      .map(([name, values]) => [`${what} ${name}`, values as Float32Array]),
  );

function compare(shape: ClassifierShape, found: Outcome, expected: Outcome): string | undefined {
  for (const [name, values] of Object.entries(expected)) {
    const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-6);
    const wrong = values.findIndex((value, i) => !(Math.abs(found[name][i] - value) <= tolerance * largest));
    if (wrong >= 0)
      return (
        `the ${name}[${wrong}] of a ${shape.inputs}-${shape.hidden}-${shape.outputs} network: ` +
        `${found[name][wrong]} instead of ${values[wrong]}`
      );
  }
  return undefined;
}

/** Two full minibatches and a short one, of random pixels, half of them dark in runs where there is one channel. */
function exampleImages({ inputs, outputs, batch }: ClassifierShape): ImageSet {
  const draws = stream(1, 'self-test', 'images'),
    dark = inputs % 3 === 0 ? 0 : 8,
    count = 2 * batch + Math.ceil(batch / 2);
  const pixels = Uint8Array.from({ length: count * inputs }, (_, at) => (at & dark ? 0 : draws.below(256)));
  return {
    count,
    inputs,
    pixels,
    labels: Uint8Array.from({ length: count }, () => draws.below(outputs)),
    classes: outputs,
  };
}
function exampleCircuit(size: number): Float32Array {
  const draws = stream(1, 'self-test', 'circuit');
  return Float32Array.from({ length: size * size }, () => (draws.below(4) ? 0 : draws.uniform() - 0.3));
}
