import { measureNamed } from '../../catalogue/measures/index.ts';
import type { Finding } from '../../catalogue/finding.ts';
import { NotApplicable } from '../../catalogue/not-applicable.ts';
import type { Form } from '../../catalogue/forms.ts';
import type { Study } from '../../catalogue/study.ts';
import type { Growth } from '../../engine/development/index.ts';
import type { GeneNetwork } from '../../engine/genes/index.ts';
import type { Matrix } from '../../engine/connectivity/index.ts';
import { kernelsOf, openBackend } from '../../runs/execute/backends.ts';

const kernels = kernelsOf(await openBackend('wasm'));

/** A condition that has what is given, and nothing else. */
export function studyOf(has: {
  readonly matrix?: Matrix;
  readonly groups?: Int32Array;
  readonly growth?: Growth;
  readonly genes?: GeneNetwork;
}): Study {
  const of =
    <Held>(held: Held | undefined) =>
    (): Held => {
      if (held === undefined) throw new NotApplicable('it has none');
      return held;
    };
  const none = of<never>(undefined);
  return {
    key: { seed: 1, stream: 'study' },
    kernels,
    matrix: of(has.matrix),
    matrixAtStart: of(has.matrix),
    matrixOf: of(has.matrix),
    groups: of(has.groups),
    growth: of(has.growth),
    genes: of(has.genes),
    cells: none,
    eigenvalues: none,
    bulk: none,
    scores: none,
    isTrained: () => false,
    scoresAfter: none,
    learningCurve: none,
    explained: none,
    errors: none,
    parameterError: none,
    curvature: none,
    landscape: none,
    activity: none,
    bin: none,
    spectrum: none,
    leading: none,
    modes: none,
    timescales: none,
    correlation: none,
    positions: none,
    space: none,
    recall: none,
    scaling: none,
    moving: none,
    expectedExponent: none,
  };
}

export function found(
  name: string,
  takes: Readonly<Record<string, Form>>,
  has: Parameters<typeof studyOf>[0],
): Finding {
  const measure = measureNamed(name);
  if (!measure) throw new Error(`there is no measure ${name}`);
  return measure.find(takes, studyOf(has));
}
/** What is taken of the cells or synapses of a growth. */
export const part = (call: 'cells' | 'synapses'): Form => ({ call, takes: { develop: { named: 'cortex' } } });
