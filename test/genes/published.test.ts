import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import {
  type Attractors,
  findAttractors,
  type GeneNetwork,
  ruleFacts,
  steadyStates,
  trapSpaces,
} from '../../engine/genes/index.ts';
import { readBnet } from '../../formats/index.ts';
import { noSharedData, sharedData } from '../data.ts';
import { networkOf } from './sample-networks.ts';

interface Truth {
  readonly nodes: readonly string[];
  readonly free_inputs: readonly string[];
  readonly fixed_points: readonly string[];
  readonly sync: readonly { readonly period: number; readonly basin: number; readonly states: readonly string[] }[];
  readonly async_: readonly {
    readonly size: number;
    readonly states: readonly string[] | null;
    readonly first: string;
  }[];
}
/** BooleanNet tables (`Gene`, tab, `Rule`) hold the same rules as `.bnet` between other separators. */
const rulesOf = (file: string) =>
  fs
    .readFileSync(file, 'utf8')
    .replace(/^Gene\tRule/, 'targets,factors')
    .replaceAll('\t', ',');
const statesOf = (found: Attractors, order: readonly string[]) => {
  const names = [...found.genes, ...found.inputs];
  const places = order.map((name) => names.indexOf(name));
  return (states: ArrayLike<number>) =>
    Array.from(states, (state) => {
      const text = found.text(state);
      return places.map((place) => text[place]).join('');
    });
};
/** A state written in another order of its names. */
const reorder = (names: readonly string[], order: readonly string[]) => (text: string) =>
  order.map((name) => text[names.indexOf(name)]).join('');
const liesIn = (state: string, space: string) => [...space].every((value, i) => value === '*' || value === state[i]);
const sorted = <T>(items: readonly T[]) => items.map((item) => JSON.stringify(item)).sort();

const file = sharedData('boolean', 'attractors_give.json');
if (!file) test('attractors of published networks', { skip: noSharedData }, () => {});
else {
  const truths = JSON.parse(fs.readFileSync(file, 'utf8')) as Record<string, Truth>;
  for (const [name, truth] of Object.entries(truths)) {
    const source = sharedData('boolean', name);
    test(`all attractors of ${name}`, { skip: source ? false : `${name} is not among the shared data` }, () => {
      const network = networkOf(rulesOf(source as string));
      assert.deepEqual(network.inputs, truth.free_inputs);
      const synchronous = findAttractors(network, 'synchronous');
      const texts = statesOf(synchronous, truth.nodes);
      assert.deepEqual(
        sorted(
          synchronous.attractors.map(({ size, basin, states }) => ({ size, basin, states: texts(states).sort() })),
        ),
        sorted(truth.sync.map(({ period, basin, states }) => ({ size: period, basin, states: [...states].sort() }))),
      );
      for (const { states } of synchronous.attractors.filter(({ size }) => size > 2)) {
        const order = truth.sync.find((cycle) => cycle.states.includes(texts(states)[0]))?.states ?? [];
        const from = order.indexOf(texts(states)[0]);
        assert.deepEqual(
          texts(states),
          [...order.slice(from), ...order.slice(0, from)],
          'a cycle is listed in the order it runs',
        );
      }
      const asynchronous = findAttractors(network, 'asynchronous');
      const asynchronousTexts = statesOf(asynchronous, truth.nodes);
      assert.equal(asynchronous.attractors.length, truth.async_.length);
      for (const { size, states, first } of truth.async_) {
        const found = asynchronous.attractors.find((attractor) => asynchronousTexts(attractor.states).includes(first));
        assert.equal(found?.size, size, `the component of ${first}`);
        if (states) assert.deepEqual(asynchronousTexts(found?.states ?? []).sort(), [...states].sort());
      }
      assert.deepEqual(
        asynchronousTexts(
          asynchronous.attractors.filter(({ kind }) => kind === 'steady').map(({ states }) => states[0]),
        ).sort(),
        [...truth.fixed_points].sort(),
      );

      const ordered = reorder([...synchronous.genes, ...synchronous.inputs], truth.nodes);
      assert.deepEqual(
        steadyStates(network).spaces.map(ordered).sort(),
        [...truth.fixed_points].sort(),
        'steady states found symbolically',
      );
      const minimal = trapSpaces(network, 'minimal');
      assert.equal(minimal.count, String(minimal.spaces.length));
      for (const { attractors, text } of [synchronous, asynchronous]) {
        for (const space of minimal.spaces)
          assert.ok(
            attractors.some(({ states }) => Array.from(states, text).every((state) => liesIn(state, space))),
            `${space} holds an attractor`,
          );
      }
    });
  }
}

const folder = sharedData('boolean', 'pyboolnet');
const reports = folder ? fs.readdirSync(folder).filter((name) => name.endsWith('_attractors.md')) : [];
if (reports.length === 0) test('attractor reports of PyBoolNet', { skip: noSharedData }, () => {});
for (const report of reports) {
  test(`the published report ${report}`, () => {
    const text = fs.readFileSync(path.join(folder as string, report), 'utf8');
    const network = networkOf(
      fs.readFileSync(path.join(folder as string, report.replace('_attractors.md', '.bnet')), 'utf8'),
    );
    const order = network.genes.map(({ name }) => name).sort(); // PyBoolNet writes states in this order
    const section = (title: string) => text.split(`### ${title}`)[1]?.split('###')[0] ?? '';
    const cells = (block: string, pattern: RegExp) => [...block.matchAll(pattern)].map((match) => match[1]);
    const steady = cells(section('Steady States'), /^\| ([01]+) +\|/gm);
    for (const [update, title] of [
      ['synchronous', 'Synchronous STG'],
      ['asynchronous', 'Asynchronous STG'],
    ] as const) {
      const found = findAttractors(network, update);
      const texts = statesOf(found, order);
      assert.deepEqual(
        found.attractors
          .filter(({ kind }) => kind === 'steady')
          .flatMap(({ states }) => texts(states))
          .sort(),
        steady,
      );
      const traps = [...section(title).matchAll(/^\| ([01-]*-[01-]*) +\| True +\| True/gm)]
        .map((match) => match[1])
        .filter((trap) => /[01]/.test(trap));
      for (const trap of traps) {
        const inside = found.attractors.filter(({ states }) =>
          texts(states).every((state) => [...trap].every((value, i) => value === '-' || value === state[i])),
        );
        assert.equal(inside.length, 1, `univocal: one attractor in ${trap}`);
        const states = texts(inside[0].states);
        [...trap].forEach((value, i) => {
          if (value === '-')
            assert.ok(
              new Set(states.map((state) => state[i])).size === 2,
              `faithful: ${order[i]} oscillates in ${trap}`,
            );
        });
      }
      if (update === 'asynchronous' && /completeness: True/.test(section(title)) && traps.length > 0)
        assert.equal(found.attractors.length, steady.length + traps.length);
      if (update === 'asynchronous' && /there are only steady states/.test(section(title)))
        assert.equal(found.attractors.length, steady.length);
    }
    // Of each report, whatever it could not say of the state transition graphs: the steady states and the trap spaces
    // it names, symbolically.
    const ordered = reorder(
      network.genes.map(({ name }) => name),
      order,
    );
    assert.deepEqual(steadyStates(network).spaces.map(ordered).sort(), steady);
    const oscillating = trapSpaces(network, 'minimal')
      .spaces.filter((space) => space.includes('*'))
      .map(ordered)
      .sort();
    assert.deepEqual(
      oscillating,
      cells(section('Asynchronous STG'), /^\| ([01-]*-[01-]*) +\| True/gm)
        .map((trap) => trap.replaceAll('-', '*'))
        .sort(),
    );
    sameRules(network, section('Network'));
  });
}

/**
 * The report prints each rule as a disjunction of its prime implicants: a cell may be cut at `|`, so a line is read
 * whole.
 */
function sameRules(network: GeneNetwork, table: string): void {
  for (const line of table.split('\n').filter((row) => row.startsWith('|') && !row.startsWith('| ---'))) {
    const [name, ...terms] = line
      .split('|')
      .map((cell) => cell.trim())
      .filter(Boolean);
    const written = network.genes.find((gene) => gene.name === name);
    assert.ok(written, name);
    const printed = readBnet(`${name}, ${terms.join(' | ')}`).genes[0];
    const differ = { and: [{ or: [written.rule, printed.rule] }, { not: { and: [written.rule, printed.rule] } }] };
    assert.equal(ruleFacts(differ).constant, false, `the rule of ${name}`);
  }
}
