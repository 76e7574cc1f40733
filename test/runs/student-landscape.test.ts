// Students and the loss around them: recorded neurons that the theory chooses, stiff modes, planes, their pictures.
import assert from 'node:assert/strict';
import path from 'node:path';
import { it } from 'node:test';
import { recordingOrder } from '../../engine/theory/index.ts';
import { drawSvg, figureTable, figuresOf } from '../../figures/index.ts';
import { analyseText, specify } from '../../language/index.ts';
import { instantiate, type Settled } from '../../language/canonical/instantiate.ts';
import type { NetworkNoun } from '../../language/specification.ts';
import { circuits } from '../../making/circuits.ts';
import { cachedAlgebra } from '../../making/cached-algebra.ts';
import { learn } from '../../making/learnt.ts';
import { rateNetwork } from '../../making/rate-network.ts';
import { nodeReader } from '../../runs/data/index.ts';
import { loadRun, runExperiment } from '../../runs/index.ts';
import { near } from '../numbers.ts';
import { kernels } from '../spectra/kernels-here.ts';
import { temporaryFolder } from './stripes-study.ts';

const text = (record: string): string => `language 1
network teacher {
  neurons 12
  recurrent random_ei(density: 0.6, scale: 1.5, excitatory: 70 %)
  gain normal(1, 0.3), positive
  bias uniform(-0.1, 0.1)
  activation softplus
  tau 1 s;  dt 200 ms
  input 2;  readout 1
}
task cycles is cycling { trials 8;  length 4 s;  pulse 1 s, latest 2 s }
network student like teacher {
  known recurrent, input, readout
  learn gain, bias
  start gain shuffled * 0.5, bias shuffled
}
network wired like teacher { known gain, bias, input, readout;  learn recurrent }
experiment follow {
  seeds 1 .. 2
  teach teacher on cycles { batch 4;  epochs 2 }
  compare { student = student;  wired = wired }
  train to follow teacher on cycles { record ${record};  optimiser adam(1e-2);  batch 4;  epochs 30;  loss squared }
  measure stiff = stiff_modes(share: 90 %, every: 2 steps)
  measure found = stiff_error(share: 90 %, every: 2 steps)
  measure left = sloppy_error(share: 90 %, every: 2 steps)
  measure seen = mse(recorded)
  measure learning = loss_landscape(learning, points: 5)
  measure modes = loss_landscape(modes, points: 3, every: 2 steps)
  measure populations = loss_landscape(populations, points: 3)
  plot landscape
  plot stiffness
}
`;
async function specified(source: string, file: string) {
  const { specification, diagnostics } = await specify(analyseText(source), nodeReader(file));
  assert.deepEqual(
    diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message),
    [],
  );
  assert.ok(specification);
  return specification;
}

it('records the neurons that the linear theory chooses', async () => {
  const algebra = cachedAlgebra(kernels.algebra);
  for (const choice of ['best', 'worst', 'random'] as const) {
    const { experiments } = await specified(text(`4, ${choice}`), 'study.anl');
    const [{ conditions, trainings, teach }] = instantiate(experiments, {});
    const wired = circuits(() => assert.fail('no file is read'), algebra);
    const { network } = teach?.[0] ?? assert.fail('something is taught');
    const wiring = wired.wire(network.recurrent?.matrix ?? assert.fail('it has a circuit'), 1);
    const drawn = rateNetwork(network, wiring, { inputs: 2, outputs: 1 }, { seed: 1, stream: 'teacher' });
    const teacher = { name: 'teacher', shape: drawn.shape, parameters: drawn.initial };
    const student = learn(
      {
        noun: conditions[0].noun as Settled<NetworkNoun>,
        wiring,
        chosen: {},
        seed: 1,
        kernels: { ...kernels, algebra },
        taught: new Map([['teacher', teacher]]),
      },
      trainings ?? [],
      { onPoint() {}, onFraction() {} },
    );
    const order = recordingOrder(teacher.parameters, teacher.shape, choice, { seed: 1, stream: 'students' });
    assert.deepEqual(student.followed?.recorded, order.slice(0, 4), choice);
  }
});

it('finds the loss around a student, keeps it in the folder of the run, and draws it', async (t) => {
  const folder = temporaryFolder(t),
    file = path.join(folder, 'study.anl'),
    source = text('4');
  const specification = await specified(source, file);
  const run = await runExperiment({
    specification,
    experiment: 'follow',
    source,
    file,
    backend: 'wasm',
    jobs: 2,
    out: folder,
  });
  assert.equal(run.status, 'done');
  const { rows, landscapes = [], curvatures = [], summary } = run.results;
  const final = (measure: string, seed: number): number =>
    rows.find((row) => row.measure === measure && row.seed === seed && row.step === null)?.value ?? Number.NaN;
  // the third condition learns no gains: it has none of this, and a note says why
  assert.ok(summary.notes.some((note) => /wired: .*learns neither gains nor biases/.test(note.text)));
  assert.deepEqual(
    [landscapes.length, curvatures.length, [...new Set(landscapes.map(({ condition }) => condition))]],
    [6, 2, ['student']],
  );
  for (const { seed, values, before, after } of curvatures) {
    assert.equal(values.length, 24);
    const sum = (of: Float64Array): number => of.reduce((all, value) => all + value, 0);
    const stiff = final('stiff', seed);
    assert.ok(sum(values.subarray(0, stiff)) >= 0.9 * sum(values), 'they hold the share');
    assert.ok(sum(values.subarray(0, stiff - 1)) < 0.9 * sum(values), 'and no fewer do');
    near(final('found', seed), sum(after.subarray(0, stiff)) / sum(before.subarray(0, stiff)), 1e-9);
    near(final('left', seed), sum(after.subarray(stiff)) / sum(before.subarray(stiff)), 1e-9);
    assert.ok(final('found', seed) < final('left', seed), 'training finds what is stiff');
  }
  for (const { plane, seed, points, values, x, y, marks } of landscapes) {
    near(final(plane, seed), Math.min(...values), 1e-12);
    const trained = marks.find(({ name }) => name === 'trained');
    assert.ok(trained);
    if (plane === 'learning') {
      assert.deepEqual([trained.y, marks[0].x, marks[0].y], [0, 0, 0]);
      continue;
    }
    // the middle of the plane is the student, whose plain loss is its error
    assert.deepEqual([points, x[0] + x[1], y[0] + y[1]], [3, 2 * trained.x, 2 * trained.y]);
    near(values[4], final('seen', seed), 1e-5);
    assert.ok(plane !== 'modes' || values[3] + values[5] > values[1] + values[7], 'stiff is steeper than sloppy');
  }
  // as it is read back from the folder, and as it is seen
  const back = await loadRun(run.folder);
  assert.deepEqual(back.landscapes, landscapes);
  assert.deepEqual(back.curvatures, curvatures);
  const [landscape, stiffness] = figuresOf(run.results);
  assert.deepEqual(
    landscape.panels.map(({ kind }) => kind),
    ['surface', 'surface', 'surface'],
  );
  const { rows: shown } = figureTable(landscape);
  assert.equal(shown.length, 25 + 9 + 9 + 3 * 3);
  for (const figure of [landscape, stiffness]) {
    const drawing = drawSvg(figure);
    assert.equal(/NaN|undefined|Infinity/.test(drawing), false);
    assert.ok(drawing.includes(figure === landscape ? 'teacher' : 'as before'));
  }
});
