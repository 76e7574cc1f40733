// What the words of a rate model mean, and what is said of those that cannot be.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { analyseText, type DynamicsNoun, specify } from '../../language/index.ts';
import { readerOf } from './reader-of-texts.ts';

const text = (settings: string, spectrum = 'radius 0.9'): string => `language 1
connect net { neurons 20;  weights normal(0, 1);  spectrum ${spectrum} }
dynamics echo of net { ${settings};  run 2 s }
experiment e {
  seeds 6
  compare { a = echo }
  measure m = participation(recurrent)
}
`;
async function noun(settings: string): Promise<DynamicsNoun> {
  const { specification } = await specify(analyseText(text(settings)), readerOf());
  return specification?.experiments[0].conditions[0].noun as DynamicsNoun;
}
const rate = { transfer: 'tanh', tau: 0.02, dt: 0.002, noise: 0, noiseScale: 'diffusion', noiseOn: 'state' };
const inSteps = { transfer: 'tanh', dt: 0.002, noise: 0, noiseOn: 'state' };
for (const [settings, motion, takes] of [
  ['model rate', 'rate', rate],
  ['model rate, tanh', 'rate', rate],
  ['model rate, relu', 'rate', { ...rate, transfer: 'relu' }],
  ['model rate, threshold_linear', 'rate', { ...rate, transfer: 'relu' }],
  ['model rate, softplus, discrete', 'rateMap', { ...inSteps, transfer: 'softplus' }],
  ['model rate;  noise 0.1 on input', 'rate', { ...rate, noise: 0.1, noiseOn: 'input' }],
  ['model rate;  noise 0.1 per step', 'rate', { ...rate, noise: 0.1, noiseScale: 'step' }],
  [
    'model rate;  tau normal(20 ms, 2 ms)',
    'rate',
    { ...rate, tau: { call: 'normal', takes: { mean: 0.02, deviation: 0.002 } } },
  ],
] as const)
  it(`${settings} is in canonical form`, async () => {
    const found = await noun(settings);
    assert.equal(found.motion, motion);
    assert.deepEqual(found.takes, takes);
    assert.equal(found.drive, undefined);
  });
for (const [written, drive] of [
  ['drive 0.3', { by: 0.3, independent: false }],
  ['drive uniform(-0.5, 0.5)', { by: { call: 'uniform', takes: { low: -0.5, high: 0.5 } }, independent: false }],
  ['drive normal(0, 1), independent', { by: { call: 'normal', takes: { mean: 0, deviation: 1 } }, independent: true }],
] as const)
  it(`${written} is in canonical form`, async () =>
    assert.deepEqual((await noun(`model rate;  ${written}`)).drive, drive));

for (const [settings, spectrum, codes] of [
  ['model linear, tanh', 'radius 0.9', ['C070']],
  ['model linear, threshold_linear', 'radius 0.9', ['C070']],
  ['model rate;  tau 2 ms;  dt 2 ms', 'radius 0.5', ['C071']],
  ['model rate;  tau 2 ms;  dt 4 ms', 'radius 0.9', ['T040']],
  ['model rate;  tau normal(20 ms, 20 ms)', 'radius 0.9', ['C071']],
  ['model rate;  tau uniform(20 ms, 10 ms)', 'radius 0.9', ['C071']],
  ['model rate;  tau normal(20, 2 ms)', 'radius 0.9', ['U071']],
  ['model rate;  tau normal(20 ms, 2 mV)', 'radius 0.9', ['U070']],
  ['model rate;  tau 0 ms', 'radius 0.9', ['L010']],
  ['model rate;  drive 0.3, independent', 'radius 0.9', ['C072']],
  ['model rate;  drive uniform(1, 0)', 'radius 0.9', ['C072']],
  ['model rate, relu', 'radius 1.6', ['C073']],
  ['model rate, softplus, discrete', 'radius 1.6', ['C073']],
  ['model rate, tanh', 'radius 1.5', []],
  ['model rate, tanh, discrete;  tau 20 ms', 'radius 0.9', ['T046']],
] as const)
  it(`${settings}, ${spectrum}: ${codes.join(', ') || 'nothing'} is said`, () =>
    assert.deepEqual(
      analyseText(text(settings, spectrum)).diagnostics.map(({ code }) => code),
      codes,
    ));
