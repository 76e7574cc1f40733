import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { drawMatrix, groupSizes, type Groups, type MatrixProgram } from '../../engine/connectivity/index.ts';
import { analyseText, specify } from '../../language/index.ts';
import { readerOf } from '../language/reader-of-texts.ts';

const ei = (e: number, i: number): Groups => [
  { group: 'E', share: e },
  { group: 'I', share: i },
];
describe('sizes of groups', () => {
  const sizes: readonly (readonly [neurons: number, groups: Groups, expected: readonly number[]])[] = [
    [400, ei(0.8, 0.2), [320, 80]],
    [401, ei(0.8, 0.2), [321, 80]],
    [403, ei(0.8, 0.2), [322, 81]],
    [10, ei(0.25, 0.75), [3, 7]],
    [10, [1, 2, 3].map((name) => ({ group: `${name}`, share: 1 / 3 })), [4, 3, 3]],
    [
      5,
      [
        { group: 'a', neurons: 2 },
        { group: 'b', neurons: 3 },
      ],
      [2, 3],
    ],
    [7, 3, [3, 2, 2]],
  ];
  for (const [neurons, groups, expected] of sizes)
    it(`${neurons} neurons are ${expected.join(' + ')}`, () => assert.deepEqual(groupSizes(neurons, groups), expected));
  const refused: readonly (readonly [neurons: number, groups: Groups, why: RegExp])[] = [
    [100, ei(0.8, 0.3), /110 % of the neurons together/],
    [3, ei(0.99, 0.01), /the group I has no neuron/],
    [
      5,
      [
        { group: 'a', neurons: 2 },
        { group: 'b', neurons: 2 },
      ],
      /4 neurons together, and there are 5/,
    ],
    [3, 4, /cannot be put in 4 groups/],
  ];
  for (const [neurons, groups, why] of refused)
    it(`are refused: ${why.source}`, () => assert.throws(() => groupSizes(neurons, groups), why));
});

async function programOf(said: string, override = ''): Promise<MatrixProgram | string> {
  const source = `language 1
connect ei { neurons 400;  groups E 80 %, I 20 %;  ${said} }
experiment e { compare { a = ei${override} };  measure d = density(recurrent) }
`;
  const { specification, diagnostics } = await specify(analyseText(source), readerOf());
  assert.ok(specification, JSON.stringify(diagnostics));
  const [noun] = specification.experiments.flatMap(({ conditions }) => conditions.map((condition) => condition.noun));
  return noun?.noun === 'connect' && noun.source.kind === 'drawn'
    ? (noun.source.program as MatrixProgram)
    : specification.refused[0].reason;
}
type Block = 'E>E' | 'E>I' | 'I>E' | 'I>I';
/** Share of the pairs that are connected, and the mean weight of a connection, by pre- and post-synaptic group. */
function blocksOf(program: MatrixProgram): Readonly<Record<Block, { density: number; pairs: number; mean: number }>> {
  const { matrix, groups } = drawMatrix(program, { seed: 3, stream: 'ei' });
  const found = Object.fromEntries(
    ['E>E', 'E>I', 'I>E', 'I>I'].map((block) => [block, { density: 0, pairs: 0, mean: 0 }]),
  ) as Record<Block, { density: number; pairs: number; mean: number }>;
  matrix.values.forEach((weight, at) => {
    const [post, pre] = [Math.floor(at / matrix.size), at % matrix.size];
    if (pre === post) return;
    const block = found[`${'EI'[groups![pre]]}>${'EI'[groups![post]]}` as Block];
    block.pairs++;
    block.density += Number(weight !== 0);
    block.mean += weight;
  });
  for (const block of Object.values(found)) {
    block.mean /= block.density;
    block.density /= block.pairs;
  }
  return found;
}

describe('what is said between groups', () => {
  it('holds between them, and the rest elsewhere, within four standard errors', async () => {
    const program = await programOf(
      'wire 0.1;  wire E to I 0.3;  wire I to I 0.02;  weights lognormal(-0.5, 0.5);  ' +
        'weights I to E lognormal(0.9, 0.5);  weights I * 4;  weights E to I * 2;  excitatory E;  inhibitory I',
    );
    assert.ok(typeof program === 'object');
    const found = blocksOf(program);
    const plain = Math.exp(-0.5 + 0.125),
      strong = Math.exp(0.9 + 0.125);
    const wanted: Readonly<Record<Block, readonly [density: number, mean: number]>> = {
      'E>E': [0.1, plain],
      'E>I': [0.3, 2 * plain],
      'I>E': [0.1, -4 * strong],
      'I>I': [0.02, -4 * plain],
    };
    for (const [block, [density, mean]] of Object.entries(wanted)) {
      const { pairs, density: own, mean: weight } = found[block as Block];
      assert.ok(Math.abs(own - density) < 4 * Math.sqrt((density * (1 - density)) / pairs), `${block} ${own}`);
      const error = (Math.abs(mean) * Math.sqrt(Math.expm1(0.25))) / Math.sqrt(own * pairs);
      assert.ok(Math.abs(weight - mean) < 4 * error, `${block} ${weight} for ${mean}`);
    }
  });
  it('keeps the signs of groups of which nothing is said', async () => {
    const program = await programOf('wire 0.2;  weights normal(0, 1);  inhibitory I');
    assert.ok(typeof program === 'object');
    const { matrix, groups } = drawMatrix(program, { seed: 1, stream: 'ei' });
    const above = [0, 1].map(
      (group) => matrix.values.filter((weight, at) => weight > 0 && groups![at % matrix.size] === group).length,
    );
    assert.ok(above[0] > 1000);
    assert.equal(above[1], 0);
  });
  it('is replaced where it is said anew, and the rest stays', async () => {
    const [one, other] = await Promise.all([
      programOf('wire 0.1;  wire E to I 0.3;  weights 1', ' { wire E to I 0.5 }'),
      programOf('wire 0.1;  wire E to I 0.5;  weights 1'),
    ]);
    assert.deepEqual(one, other);
    assert.deepEqual(
      await programOf('wire 0.1;  wire E to I 0.3;  weights 1', ' { wire 0.2 }'),
      await programOf('wire 0.2;  wire E to I 0.3;  weights 1'),
    );
  });
  it('is what an expression over `pre.group` and `post.group` says too', async () => {
    const [one, other] = await Promise.all([
      programOf('wire 0.1;  wire E to I 0.3;  weights 1'),
      programOf('wire if(pre.group = E and post.group = I, 0.3, 0.1);  weights 1'),
    ]);
    assert.ok(typeof one === 'object' && typeof other === 'object');
    const drawn = (program: MatrixProgram) => drawMatrix(program, { seed: 1, stream: 'ei' }).matrix.values;
    assert.deepEqual(drawn(one), drawn(other));
  });
  const refused: Readonly<Record<string, RegExp>> = {
    'wire 0.1;  wire E to X 0.3;  weights 1': /`X` is no group of this matrix: its groups are `E`, `I`/,
    'wire 0.1;  wire E to I 0.3;  weights 1, symmetric': /say it of `I to E` too/,
    'weights normal(0, 1), symmetric;  excitatory E': /leave `symmetric` of `weights` out/,
    'weights normal(0, 1);  excitatory E;  inhibitory E': /The sign of `E` is said twice/,
    'weights normal(0, 1), centred;  weights I * 2': /`centred` needs the mean/,
    'weights normal(0, 1);  rewire 10 %': /`rewire` is of a ring/,
  };
  for (const [said, why] of Object.entries(refused))
    it(`is refused: ${said}`, async () => assert.match(String(await programOf(said)), why));
  /** ⟦ ⟧: where the one error stands. */
  const noNumbers = [
    'wire 0.5;  weights ⟦I⟧ * 4, symmetric',
    'wire 0.5;  weights (⟦I⟧ * 4)',
    'wire 0.5;  weights ⟦E⟧ + I',
    'wire 0.5;  weights normal(0, 1);  weights ⟦I⟧ * 4, symmetric',
    'wire 0.5 * ⟦I⟧',
    'wire ⟦pre.group⟧',
    'wire if(⟦pre.group⟧ = 1, 1, 0)',
    'wire if(post.group = E, ⟦I⟧, 0)',
  ];
  for (const marked of noNumbers)
    it(`is no number: ${marked}`, () => {
      const said = marked.replace(/[⟦⟧]/g, '');
      const source = `language 1\nconnect ei { neurons 10;  groups E 80 %, I 20 %;  ${said} }\n`;
      const { diagnostics } = analyseText(source);
      assert.deepEqual(
        diagnostics
          .filter(({ code, severity }) => severity === 'error' || code === 'L016')
          .map(({ code, range, fixes }) => [code, range.start - source.indexOf(said), fixes?.length ?? 0]),
        [['L010', marked.indexOf('⟦'), 0]],
        JSON.stringify(diagnostics),
      );
    });
});
