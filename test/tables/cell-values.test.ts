// What neurons draw from the cells of a table: keyed, by type, all of one cell together.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { analyseText, specify } from '../../language/index.ts';
import type { DynamicsNoun, Noun, TableValues } from '../../language/specification.ts';
import { tableValuesIn } from '../../language/nouns/table-values.ts';
import { cachedAlgebra } from '../../making/cached-algebra.ts';
import { circuits } from '../../making/circuits.ts';
import { Failure } from '../../making/failure.ts';
import { kernelsOf, openBackend } from '../../runs/execute/backends.ts';
import { readerOf } from '../language/reader-of-texts.ts';
import { near } from '../numbers.ts';

const kernels = kernelsOf(await openBackend('wasm'));
/** Tau is 1, 2, 3 … ms and the resistance 10 times as many MΩ; every third cell lacks it. */
const table = [
  'type,tau,ri',
  ...Array.from({ length: 90 }, (_, i) => `${i < 60 ? 'spiny' : 'aspiny'},${i + 1},${i % 3 === 2 ? '' : 10 * (i + 1)}`),
].join('\n');
const graph = {
  nodes: Array.from({ length: 30 }, (_, id) => ({ id, class: id % 2 ? 'motor' : 'sensory' })),
  edges: [{ source: 0, target: 1, weight: 1 }],
};
const files: Readonly<Record<string, string>> = {
  'cells.csv': table,
  'net.json': JSON.stringify(graph),
  'thresholds.csv': 'threshold,tau\n-50,1\n-45,1\n-40,1\n-35,1\n-30,1\n',
};
const read = (reference: string) => new TextEncoder().encode(files[reference]);
const nouns = `language 1
data cells from "cells.csv" {
  column tau in ms
  column ri in MOhm
  match 1 to "spiny"
  match 2 to "aspiny"
  match sensory to "spiny"
  match motor to "aspiny"
}
connect net { neurons 40;  groups 2;  weights normal(0, 0.1) }
connect wired from "net.json"
`;
async function nounOf(settings: string, of = 'net'): Promise<DynamicsNoun> {
  const text = `${nouns}dynamics rest of ${of} { ${settings};  dt 0.1 ms;  run 1 s }
experiment e { seeds 6;  compare { rest = rest };  measure size = neurons(${of}) }
`;
  const { specification, diagnostics } = await specify(analyseText(text), readerOf(files));
  const noun = specification?.experiments[0].conditions[0].noun;
  assert.equal(noun?.noun, 'dynamics', JSON.stringify(diagnostics));
  return noun as DynamicsNoun;
}
const made = () => circuits(read, cachedAlgebra(kernels.algebra));
/** In milliseconds, or megaohms. */
function drawn(
  noun: Noun,
  seed: number,
  { neurons = 40, unit = 1e-3, values = tableValuesIn(noun)[0] } = {},
): number[] {
  return Array.from(made().cellsOf(noun, neurons, seed)(values), (value) => Math.round(value / unit));
}

describe('time constants of neurons from the cells of a table', () => {
  it('are values of the table, others for another seed, and the same again', async () => {
    const noun = await nounOf('tau from cells.tau');
    const first = drawn(noun, 1);
    assert.equal(first.length, 40);
    assert.equal(
      first.every((value) => value >= 1 && value <= 90),
      true,
    );
    assert.equal(new Set(first).size > 20, true);
    assert.deepEqual(drawn(noun, 1), first);
    assert.notDeepEqual(drawn(noun, 2), first);
  });
  it('of a larger network begin as those of a smaller one', async () => {
    const noun = await nounOf('tau from cells.tau');
    assert.deepEqual(drawn(noun, 3, { neurons: 80 }).slice(0, 40), drawn(noun, 3));
  });
  it('by group, and by a field of the nodes of a file', async () => {
    const grouped = drawn(await nounOf('tau from cells.tau by type'), 1);
    assert.equal(
      grouped.slice(0, 20).every((value) => value <= 60),
      true,
    );
    assert.equal(
      grouped.slice(20).every((value) => value > 60),
      true,
    );
    const nodes = drawn(await nounOf('tau from cells.tau by type = class', 'wired'), 1, { neurons: 30 });
    assert.equal(
      nodes.every((value, id) => (id % 2 === 0 ? value <= 60 : value > 60)),
      true,
    );
  });
  it('are of the cells from which the resistance comes too', async () => {
    const noun = await nounOf('tau from cells.tau');
    const [tau] = tableValuesIn(noun),
      ri: TableValues = { ...tau, column: 'ri' };
    const both = { ...noun, takes: { ...noun.takes, resistance: { drawn: ri } } } as Noun;
    const taus = drawn(both, 5, { values: tau }),
      resistances = drawn(both, 5, { unit: 1e6, values: ri });
    assert.deepEqual(
      resistances,
      taus.map((value) => 10 * value),
    );
    assert.equal(
      taus.every((value) => value % 3 !== 0),
      true,
      'cells without a resistance are not drawn',
    );
    assert.equal(
      drawn(noun, 5).some((value) => value % 3 === 0),
      true,
      'but where it is not asked for',
    );
  });
  it('of a fitted distribution, each neuron by itself, and never below 0', async () => {
    // in seconds: of the normal what is left of it above 0, of the lognormal exp(μ + σ²/2), of the gamma the cells’ own
    for (const [family, expected] of [
      ['normal', 0.04783],
      ['lognormal', 0.05226],
      ['gamma', 0.0455],
    ] as const) {
      const noun = await nounOf(`tau from cells.tau, fit ${family}`);
      const values = made().cellsOf(noun, 4000, 1)(tableValuesIn(noun)[0]);
      assert.equal(
        values.every((value) => value > 0),
        true,
      );
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      near(mean, expected, 0.003, family);
    }
  });
  it('are below 0 where the cells are: thresholds of a normal distribution', async () => {
    const noun = await nounOf('tau from cells.tau, fit normal');
    const [values] = tableValuesIn(noun),
      { table } = values.cells;
    const inverted = table && { ...table, columns: [{ name: 'threshold', unit: 'mV' }] };
    const cells = { ...values.cells, reference: 'thresholds.csv', ...(inverted && { table: inverted }) };
    const found = made().cellsOf(noun, 2000, 1)({ ...values, cells, column: 'threshold' });
    assert.equal(found.length, 2000);
    near(found.reduce((sum, value) => sum + value, 0) / 2000, -0.04, 0.0005);
  });
  it('say what they were drawn from', async () => {
    const noun = await nounOf('tau from cells.tau by type');
    assert.deepEqual(made().drawnCells(noun, 40, 1), [
      'cells.tau of 40 neurons is drawn with replacement from 90 of 90 cells: 1 (60 cells) median 30.5 ms, quartiles ' +
        '15.8 ms and 45.3 ms; 2 (30 cells) median 75.5 ms, quartiles 68.3 ms and 82.8 ms.',
    ]);
  });
  it('that nothing has are a failure that says what to do', async () => {
    const noun = await nounOf('tau from cells.tau by type', 'wired').catch(() => undefined);
    const unmatched = { ...tableValuesIn(await nounOf('tau from cells.tau by type'))[0], by: { column: 'kind' } };
    const failing = (make: () => unknown, message: RegExp): void =>
      assert.throws(make, (error: unknown) => {
        assert.equal(error instanceof Failure, true, String(error));
        assert.match((error as Failure).message, message);
        return true;
      });
    const own = await nounOf('tau from cells.tau by type');
    failing(() => made().cellsOf(own, 40, 1)(unmatched), /cells.csv has no column kind/);
    if (noun)
      failing(
        () => drawn(noun, 1, { neurons: 30 }),
        /the nodes of net.json have no field type that tells their type; they have id, class\. Write by type = id/,
      );
  });
});
