import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { memberCount, memberOf, ruleText } from '../../engine/genes/index.ts';
import {
  analyseRulesFile,
  analyseScience,
  analyseText,
  type ExperimentSpec,
  type GenesNoun,
  specify,
} from '../../language/index.ts';
import { readerOf, smallFiles } from './reader-of-texts.ts';

/** B may be one of two functions; of D two others explain as much as what is inferred. */
const files = {
  ...smallFiles,
  'idle.aeon': 'A ->? B\nC -| B\n$B: (A & p) | !C\n',
  'wide.aeon': 'A -> B\nC -| B\nB -> C\nA -> A\nB -?? D\nA ->? D\n$A: A\n$C: B\n',
};
const study = (block: string, conditions = 'wild = net', file = 'wide.aeon'): string => `language 1
genes net from "${file}" {\n  ${block}\n}
experiment e {
  seeds 6
  compare { ${conditions} }
  measure n = count(attractors)
}
`;
async function specified(source: string): Promise<ExperimentSpec> {
  const { specification, diagnostics } = await specify(analyseText(source), readerOf(files));
  assert.deepEqual([diagnostics, specification?.refused], [[], []]);
  return specification!.experiments[0];
}
const nounsOf = async (source: string): Promise<readonly GenesNoun[]> =>
  (await specified(source)).conditions.map(({ noun }) => noun as GenesNoun);
const codes = async (source: string): Promise<readonly string[]> => {
  const analysis = analyseText(source);
  return [...analysis.diagnostics, ...(await analyseScience(analysis, readerOf(files)))].map(({ code }) => code);
};

describe('rules that a file leaves open', () => {
  it('each seed draws a member; one by its number is what that seed draws', async () => {
    const [drawn] = await nounsOf(study('member drawn'));
    assert.deepEqual(
      drawn.open?.map(({ gene }) => gene),
      ['B', 'D'],
    );
    assert.equal(memberCount(drawn.open!), 2n * 9n);
    for (const seed of [1, 2, 3]) {
      const [one] = await nounsOf(study(`member ${seed}`));
      assert.equal(one.open, undefined);
      assert.deepEqual(one.genes, memberOf(drawn, seed, drawn.stream).genes);
    }
  });
  it('conditions of one network share its member; controls and knock-outs act on it', async () => {
    const [wild, without, rewired] = await nounsOf(
      study('member drawn', 'wild = net;  less = knock_out(net, A);  null = rewired_rules(net)'),
    );
    assert.deepEqual([without.open, without.stream, without.fixed], [wild.open, wild.stream, { A: 0 }]);
    assert.deepEqual([rewired.open, rewired.controls?.[0].call], [wild.open, 'rewired_rules']);
  });
  it('members may be conditions', async () => {
    const nouns = await nounsOf(study('member 1', 'a = net;  b = net { member 2 };  c = net { member 3 }'));
    assert.ok(new Set(nouns.map(({ genes }) => JSON.stringify(genes))).size > 1);
  });
  it('a rule that is written closes its gene', async () => {
    const [noun] = await nounsOf(study('member drawn\n  B, A\n'));
    assert.deepEqual(
      noun.open?.map(({ gene }) => gene),
      ['D'],
    );
    assert.deepEqual(await nounsOf(study('B, A\n  D, A & B\n')).then(([{ open }]) => open), undefined);
  });
  it('nothing is said of where they end before a member is drawn', async () => {
    const fates = '\n  fate never = A & !A\n  fate kept = B & D';
    assert.deepEqual(await codes(study(`member drawn${fates}`)), ['G033']);
    assert.ok(
      (await codes(study(`member 1${fates}`))).some((code) => code.startsWith('G0')),
      'of a member there is',
    );
    assert.deepEqual(
      (await codes(study(`update asynchronous${fates}`))).filter((code) => code !== 'G008'),
      ['G032'],
    );
    assert.deepEqual((await codes(study('member drawn', 'wild = net', 'rules.bnet'))).includes('G032'), true);
  });
  it('what grows from them is checked as a program, and nothing is said of its start', async () => {
    for (const start of ['as kept', 'at centre { on B, D }'])
      assert.deepEqual(
        await codes(`language 1
genes net from "wide.aeon" {
  member drawn
  fate kept = B & D
}
develop cortex from net {
  space 1 mm, 1 mm
  step 6 h
  start 1 cell ${start}
  divide kept every 12 h until 100 cells
  synapse kept to kept { probability 0.1 }
  stop at 5 day
}
experiment e {
  seeds 6
  compare { wild = cortex }
  screen knock_out of A
  measure cells = count(cells(cortex))
}
`),
        ['G033'],
      );
  });
  it('nothing is said of the rule that stands for them', async () => {
    assert.deepEqual(
      (await codes(study('member drawn\n  update asynchronous', 'wild = net', 'idle.aeon'))).filter(
        (code) => code !== 'G008',
      ),
      ['G033'],
    );
    assert.deepEqual(
      analyseRulesFile(files['idle.aeon'], 'idle.aeon').map(({ code }) => code),
      ['G008', 'G008'],
    );
  });
  it('few seeds are a warning, as of anything that is drawn', async () => {
    const warned = async (block: string) =>
      (await codes(study(block, 'a = net;  b = knock_out(net, A)').replace('seeds 6', 'seeds 3'))).includes('S061');
    assert.deepEqual([await warned('member drawn'), await warned('member 1')], [true, false]);
  });
});

describe('rules that an inference finds as good', () => {
  const table = ['cell,time,A,B,C,D'];
  // B follows A; C is on after A and B, which never differ for long: A or B alone explain D as well
  for (let time = 0; time < 40; time++) {
    const a = Math.floor(time / 4) % 2;
    const b = time % 8 === 4 ? 0 : time % 8 === 0 && time > 0 ? 1 : a;
    table.push(`c${time},${time},${[a, b, a, time % 3 === 0 ? 1 : 0].map((on) => 5 * on + (time % 5) / 10).join(',')}`);
  }
  const inferring = { ...files, 'cells.csv': `${table.join('\n')}\n` };
  const noun = async (more: string): Promise<GenesNoun> => {
    const { specification, diagnostics } = await specify(
      analyseText(
        study(
          `genes A, B, C, D\n  order by time\n  infer best_fit, regulators 2, draws 0\n  ${more}\n`,
          'wild = net',
          'cells.csv',
        ),
      ),
      readerOf(inferring),
    );
    assert.deepEqual([diagnostics, specification?.refused], [[], []]);
    return specification!.experiments[0].conditions[0].noun as GenesNoun;
  };
  it('are drawn from where the text says so, and are one choice where it does not', async () => {
    const [one, drawn] = [await noun(''), await noun('member drawn')];
    assert.equal(one.open, undefined);
    assert.ok(drawn.open && memberCount(drawn.open) > 1n);
    assert.deepEqual(drawn.genes, one.genes);
    const texts = Array.from({ length: 20 }, (_, seed) =>
      memberOf(drawn, seed, 'k')
        .genes.map(({ rule }) => ruleText(rule))
        .join('; '),
    );
    assert.ok(new Set(texts).size > 1);
  });
});
