import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { analyseScience, analyseText, specify, type Specification } from '../../language/index.ts';
import { fromGrowth } from '../../engine/connectivity/index.ts';
import { readerOf } from './reader-of-texts.ts';

/** What a text means, and every diagnostic but those of what is not used and of files that are not there. */
async function meantBy(
  source: string,
): Promise<{ readonly said: readonly (readonly [code: string, at: string])[]; readonly specified?: Specification }> {
  const analysis = analyseText(source);
  const found = [...analysis.diagnostics, ...(await analyseScience(analysis, readerOf()))];
  return {
    said: found
      .filter(({ code, severity }) => !['L006', 'D001'].includes(code) && severity !== 'hint')
      .map(({ code, range }) => [code, source.slice(range.start, range.end)] as const),
    specified: (await specify(analysis, readerOf())).specification,
  };
}

const growth = `language 1
genes stem {
  A, A
  B, B
  fate exc = A & !B
  fate inh = B & !A
}
develop ball from stem {
  space 100 um, 100 um
  step 6 h
  start 30 cells at uniform
  stop at 1 day
}
`;
const circuit = (says: string): string => `${growth}connect c from ball { ${says} }
experiment e {
  seeds 6
  compare { c = c }
  measure n = neurons(recurrent)
}
`;

describe('the cells of a grown circuit', () => {
  const sourceOf = async (says: string) => {
    const { specified, said } = await meantBy(circuit(says));
    assert.deepEqual(said, []);
    const [{ noun }] = specified?.experiments[0].conditions ?? [];
    assert.ok(noun?.noun === 'connect' && noun.source.kind === 'develop');
    const { cells, where } = noun.source;
    return { cells, where };
  };
  it('one fate, several, or a condition over it', async () => {
    assert.deepEqual(await sourceOf('cells exc'), { cells: 'exc', where: undefined });
    assert.deepEqual(await sourceOf('cells inh, exc'), { cells: ['exc', 'inh'], where: undefined });
    assert.deepEqual((await sourceOf('cells where fate = exc or fate = inh')).where, {
      call: 'or',
      arguments: ['exc', 'inh'].map((fate) => ({ call: '=', arguments: [{ name: 'fate' }, { name: fate }] })),
    });
  });
  it('two fates are the cells of both, undecided ones of neither, however they are asked for', async () => {
    const fate = Int32Array.of(0, 1, -1, 0, 2, 1);
    const cells = { count: 6, fate };
    const synapses = { count: 0, pre: [], post: [], weight: [], birth: [] };
    const grown = { fates: ['exc', 'inh', 'glia'], cells, synapses } as unknown as Parameters<typeof fromGrowth>[0];
    const { where } = await sourceOf('cells where fate = exc or fate = inh');
    const ids = [0, 1, 3, 5];
    assert.deepEqual([...fromGrowth(grown, { where }).cells], ids);
    assert.deepEqual([...fromGrowth(grown, { cells: ['exc', 'inh'] }).cells], ids);
    assert.deepEqual([...fromGrowth(grown).cells], [0, 1, 2, 3, 4, 5]);
  });
  for (const [says, code, at] of [
    ['cells where banana = 3', 'L017', 'banana = 3'],
    ['cells where fate = 3', 'L017', 'fate = 3'],
    ['cells where fate = glia', 'L017', 'fate = glia'],
    ['cells exc where fate = inh', 'L017', 'cells exc where fate = inh'],
    ['edges where weight > 100', 'L010', 'edges'],
    ['rows source', 'L010', 'rows'],
    ['columns pre a, post b', 'L010', 'columns'],
    ['square', 'L010', 'square'],
    ['positions from "xy.npy" in um', 'L010', 'positions'],
    ['neurons 20', 'L010', 'neurons'],
  ] as const)
    it(`${says}: said at its word`, async () => {
      assert.deepEqual((await meantBy(circuit(says))).said, [[code, at]]);
      assert.deepEqual(
        (await meantBy(circuit('').replace('c = c }', `c = c { ${says} } }`))).said.map(([, word]) => word),
        [at],
      );
    });
});

describe('an experiment that is like another', () => {
  const base = `${growth}connect c from ball { cells exc }
connect other from ball
connect wild { neurons 20;  weights normal(0, 1) }
experiment base {
  seeds 6
  vary n in 30, 60
  compare { c = c;  sized = wild { neurons n } }
  measure n_exc = neurons(recurrent)
  measure r = rank(recurrent)
  expect n_exc of c > 3
  plot n_exc by condition
}
`;
  const more = async (says: string) => {
    const { specified, said } = await meantBy(base + says);
    assert.deepEqual(said, []);
    const [first, second] = specified?.experiments ?? [];
    assert.ok(first && second, JSON.stringify(specified?.refused));
    return { first, second };
  };
  it('takes over every statement that it does not replace', async () => {
    const { first, second } = await more('experiment more like base\n');
    assert.deepEqual({ ...second, name: 'base' }, first);
  });
  it('adds, replaces by the word or the name, and takes away', async () => {
    const { first, second } = await more(`experiment more like base without plot {
  seeds 11 .. 20
  compare { other = wild { neurons n };  c = c }
  vary n in 1, 2, 3
  measure d = density(recurrent)
  measure r = rank(recurrent)
  expect d of c > 0 %
}
`);
    assert.deepEqual(second.seeds, [11, 12, 13, 14, 15, 16, 17, 18, 19, 20]);
    assert.deepEqual(
      second.conditions.map(({ name }) => name),
      ['other', 'c'],
    );
    assert.deepEqual(second.vary, [{ name: 'n', values: [1, 2, 3] }]);
    assert.deepEqual(
      second.measures.map(({ name }) => name),
      ['n_exc', 'r', 'd'],
    );
    assert.deepEqual(
      second.expectations.map(({ text }) => text),
      ['n_exc of c > 3', 'd of c > 0 %'],
    );
    assert.deepEqual(second.plots, []);
    assert.deepEqual(first.plots.length, 1);
  });
  it('may be one of a chain', async () => {
    const { specified } = await meantBy(`${base}experiment b like a { measure d = density(recurrent) }
experiment a like base { seeds 7 }
`);
    assert.deepEqual(
      specified?.experiments.map(({ name, seeds, measures }) => [name, seeds.length, measures.length]),
      [
        ['base', 6, 2],
        ['b', 7, 3],
        ['a', 7, 2],
      ],
    );
  });
  it('a claim that no longer fits is said where the other is named', async () => {
    const { said } = await meantBy(`${base}experiment more like base { compare { other = other } }\n`);
    assert.deepEqual(said, [['L017', 'base']]);
  });
});

describe('a setting taken away', () => {
  const study = (variant: string): string => `${growth}experiment e {
  compare { stem = ${variant} }
  measure n = count(steady_states)
}
`;
  it('a fate by its name, all of them by their word; what is said after it holds', async () => {
    const fates = async (variant: string) => {
      const { specified } = await meantBy(study(variant));
      const [{ noun }] = specified?.experiments[0].conditions ?? [];
      return noun?.noun === 'genes' ? noun.fates.map(({ name }) => name) : undefined;
    };
    assert.deepEqual(await fates('stem'), ['exc', 'inh']);
    assert.deepEqual(await fates('stem without inh'), ['exc']);
    assert.deepEqual(await fates('stem without fate'), []);
  });
});

describe('one of several that exclude each other', () => {
  for (const [statement, at] of [
    ['input 784, tanh, relu', 'relu'],
    ['input 784, relu, relu', 'relu'],
    ['recurrent w, sigmoid, fixed, softplus', 'softplus'],
    ['recurrent w, steps 2, fixed, steps 3', 'steps 3'],
  ] as const)
    it(statement, async () => {
      const written = ['input 784', 'recurrent w', 'readout 10'].map((line) =>
        statement.startsWith(line) ? statement : line,
      );
      const source = `language 1
connect w { neurons 20;  weights normal(0, 1) }
network n {
  ${written.join('\n  ')}
}
`;
      assert.deepEqual((await meantBy(source)).said, [['L005', at]]);
      const { fixes } = analyseText(source).diagnostics[0];
      assert.equal(fixes?.[0].edits[0].text, '');
    });
});
