// Values that no spiking or branching network can have, and what is said of them before it runs.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { analyseScience, analyseText } from '../../language/index.ts';
import { readerOf } from './reader-of-texts.ts';

const text = (settings: string, radius = '0.8', variant = ''): string => `language 1
data cells from "cells.csv" { column thr in mV;  column tau in ms }
connect net { neurons 40;  weights uniform(0, 1);  spectrum radius ${radius} }
dynamics events of net { ${settings};  run 2 s;  bin 10 ms }
experiment e {
  seeds 6
  vary d in 0.1, -0.1
  compare { a = events ${variant} }
  measure s = susceptibility()
}
`;
const table = 'thr,tau\n-50,20\n-47,0.3\n-44,15\n';
const spiking = (within: string, more = 'tau 20 ms'): string =>
  `model spiking { ${within} };  ${more};  dt 0.5 ms;  drive 0.3`;
const branching = 'model branching;  dt 1 ms;  drive';
const cases: readonly (readonly [settings: string, codes: readonly string[], radius?: string, variant?: string])[] = [
  [spiking('threshold -50 mV'), []],
  [spiking('threshold normal(-50 mV, 1 mV)'), []],
  [spiking('threshold normal(-50 mV, 10 mV)'), ['C075']],
  [spiking('threshold uniform(-40 mV, -50 mV)'), ['C088']],
  [spiking('threshold from cells.thr;  reset -60 mV'), []],
  [spiking('threshold from cells.thr;  reset -47 mV'), ['C075']],
  [spiking('resistance uniform(-10 MOhm, 50 MOhm)'), ['C088']],
  [spiking('resistance uniform(10 MOhm, 50 MOhm)'), []],
  [spiking('delay 2 s'), ['C087']],
  [spiking('delay 1.9 s'), []],
  [spiking('start rest', 'tau normal(3 ms, 2 ms)'), ['C076']],
  [spiking('start rest', 'tau normal(30 ms, 2 ms)'), []],
  [`${branching} 0.05`, []],
  [`${branching} -0.05`, ['C086']],
  [`${branching} uniform(0, 0.5)`, ['C086']],
  [`${branching} 0.05`, ['C086'], '0.8', '{ drive d }'],
  [`${branching} 0.05`, ['C073'], '1.1'],
  [`${branching} 0.05`, [], '1'],
];
describe('values of counted models', () => {
  for (const [settings, codes, radius, variant] of cases)
    it(`${settings}, radius ${radius ?? 0.8}`, async () => {
      const analysis = analyseText(text(settings, radius, variant)),
        science = await analyseScience(analysis, readerOf({ 'cells.csv': table }));
      const said = [...analysis.diagnostics, ...science].filter(({ code }) => !['L006', 'U076'].includes(code));
      assert.deepEqual([...new Set(said.map(({ code }) => code))], codes);
    });
});
