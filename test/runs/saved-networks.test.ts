// What a run keeps of its trained networks, and networks that start from it.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { rateParts } from '../../engine/recurrent/index.ts';
import { numbers, readNpy, readTensorflowModel } from '../../formats/index.ts';
import { analyseScience, analyseText, specify } from '../../language/index.ts';
import { nodeReader } from '../../runs/data/node-reader.ts';
import { runExperiment, type RunOutcome } from '../../runs/index.ts';
import { checksumsAt, readInputs } from '../../runs/plan/inputs.ts';
import { near } from '../numbers.ts';
import { temporaryFolder } from './stripes-study.ts';

const inTime = `neurons 10;  recurrent random_ei(density: 0.5, scale: 2, excitatory: 70 %)
  gain normal(1, 0.3), positive
  activation softplus;  tau 1 s;  dt 200 ms;  input 2;  readout 1`;
const inSteps = 'neurons 8;  recurrent orthogonal, tanh;  input 2;  readout 1';
const text = (network: string, epochs: number, start = ''): string => `language 1
task cycles is cycling { trials 8;  length 4 s;  pulse 1 s, latest 2 s }
network rates {
  ${network}
  ${start}
}
experiment learn {
  seeds 1 .. 2
  compare { free = rates;  slow = rates }
  train on cycles { optimiser adam(1e-2);  batch 4;  epochs ${epochs} }
  measure loss = loss(test)
  measure radius = spectral_radius(trained rates)
}
`;
const stepwise = (of: string): string =>
  of.replace('length 4 s;  pulse 1 s, latest 2 s', 'length 20 steps;  pulse 5 steps, latest 9 steps');

async function problemsOf(source: string, file: string) {
  const analysis = analyseText(source);
  return [...analysis.diagnostics, ...(await analyseScience(analysis, nodeReader(file)))].filter(
    ({ severity }) => severity === 'error',
  );
}
async function run(folder: string, source: string): Promise<RunOutcome> {
  const file = path.join(folder, 'study.anl');
  const { specification, diagnostics } = await specify(analyseText(source), nodeReader(file));
  assert.deepEqual(
    diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message),
    [],
  );
  assert.ok(specification);
  return runExperiment({ specification, experiment: 'learn', source, file, backend: 'wasm', jobs: 2, out: folder });
}
const finalOf = ({ results }: RunOutcome, measure: string, seed: number): number =>
  results.rows.find(
    (row) => row.measure === measure && row.step === null && row.seed === seed && row.condition === 'free',
  )?.value ?? Number.NaN;

for (const [name, network, written] of [
  ['in time', inTime, (source: string) => source],
  ['in steps', inSteps, stepwise],
] as const)
  describe(`a trained network ${name}`, () => {
    const trained = async (t: TestContext) => {
      const folder = temporaryFolder(t);
      return { folder, outcome: await run(folder, written(text(network, 4))) };
    };
    it('is kept for every condition and seed, the same in both formats, under a checksum', async (t) => {
      const { outcome } = await trained(t);
      const sums = fs.readFileSync(path.join(outcome.folder, 'SHA256SUMS'), 'utf8');
      for (const kept of ['free-1', 'free-2', 'slow-1', 'slow-2']) {
        const folder = path.join(outcome.folder, 'networks', kept);
        const { parameters } = readTensorflowModel(fs.readFileSync(path.join(folder, 'model.json')), (file) =>
          fs.readFileSync(path.join(folder, file)),
        );
        for (const file of fs.readdirSync(folder)) assert.ok(sums.includes(`  networks/${kept}/${file}\n`), file);
        for (const part of rateParts) {
          const array = readNpy(fs.readFileSync(path.join(outcome.folder, 'arrays', `${kept}-${part}.npy`)));
          assert.deepEqual(Float64Array.from(numbers(array)), parameters[part], part);
        }
      }
    });
    it('goes on where it was, in another text', async (t) => {
      const { folder, outcome } = await trained(t);
      const model = path.join(outcome.folder, 'networks', 'free-2', 'model.json');
      const again = await run(folder, written(text(network, 0, `start from "${model}"`)));
      assert.equal(again.status, 'done');
      // it is one network, whatever the seed; its trials are those of the seed
      near(finalOf(again, 'loss', 2), finalOf(outcome, 'loss', 2), 1e-6);
      near(finalOf(again, 'radius', 1), finalOf(outcome, 'radius', 2), 1e-6);
      assert.deepEqual(
        again.results.run.files.map(({ reference }) => path.basename(reference)),
        ['model.json', 'parameters.bin'],
      );
      const { experiment } = again.results;
      const { locations, checksums } = await readInputs(experiment, { file: path.join(folder, 'study.anl') });
      assert.deepEqual(await checksumsAt(experiment, locations), checksums);
      const further = await run(folder, written(text(network, 2, `start from "${model}"`)));
      assert.ok(finalOf(further, 'loss', 2) !== finalOf(again, 'loss', 2));
    });
    it('another network cannot start from it: one message, with line and remedy', async (t) => {
      const { folder, outcome } = await trained(t);
      const model = path.join(outcome.folder, 'networks', 'free-1', 'model.json');
      // by itself: with a task that asks for other channels, that would be said
      const [other] = text(network, 1, `start from "${model}"`).split('experiment');
      const changes: readonly (readonly [from: RegExp, to: string, message: RegExp])[] = [
        [/neurons \d+/, 'neurons 9', /has (8|10) neurons, and this network 9\. Write `neurons (8|10)`/],
        [/input 2/, 'input 3', /has 2 inputs, and this network 3\. Write `input 2`/],
        [/readout 1/, 'readout 2', /has 1 outputs, and this network 2/],
        [/activation softplus|, tanh/, 'activation sigmoid', /activation is `(softplus|tanh)`, and that .* `sigmoid`/],
        name === 'in time'
          ? [/tau 1 s; {2}dt 200 ms;/, '', /runs in time/]
          : [/neurons/, 'tau 1 s;  dt 1 s;  neurons', /runs in steps/],
      ];
      for (const [from, to, message] of changes) {
        const network = to === 'activation sigmoid' && name === 'in steps' ? ', sigmoid' : to;
        const source = other.replace(from, network);
        const found = (await problemsOf(source, path.join(folder, 'study.anl'))).filter(({ code }) => code === 'N079');
        assert.deepEqual([found.length, found.map(({ message: said }) => message.test(said))], [1, [true]], to);
        assert.match(source.slice(found[0].range.start, found[0].range.end), /^start from/);
      }
    });
    it('a file that is missing, cut short or no network is named', async (t) => {
      const { folder, outcome } = await trained(t);
      const kept = path.join(outcome.folder, 'networks', 'free-1');
      const copy = path.join(folder, 'copy');
      fs.cpSync(kept, copy, { recursive: true });
      const source = written(text(network, 1, 'start from "copy/model.json"'));
      const file = path.join(folder, 'study.anl');
      const parameters = path.join(copy, 'parameters.bin');
      fs.truncateSync(parameters, 50);
      const broken = await run(folder, source);
      assert.equal(broken.status, 'failed');
      const log = fs.readFileSync(path.join(broken.folder, 'log.jsonl'), 'utf8');
      assert.match(log, /copy\/model\.json: parameters\.bin ends within the weight `recurrent`/);
      fs.rmSync(parameters);
      const [missing] = await problemsOf(source, file);
      assert.deepEqual([missing.code, /copy\/parameters\.bin/.test(missing.message)], ['D001', true]);
      fs.writeFileSync(path.join(copy, 'model.json'), '{');
      const [damaged] = await problemsOf(source, file);
      assert.deepEqual([damaged.code, /cannot be read as a network/.test(damaged.message)], ['D002', true]);
      fs.rmSync(copy, { recursive: true });
      const gone = await problemsOf(source, file);
      assert.deepEqual(
        gone.map(({ code }) => code),
        ['D001'],
      );
    });
  });
