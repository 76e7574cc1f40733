// `plot task`: one trial of each kind, legible at every width, with every number in its table.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { tasks } from '../../catalogue/tasks/index.ts';
import { drawSvg, type Figure, figureData, figuresOf, type Panel } from '../../figures/index.ts';
import { analyseText, specify } from '../../language/index.ts';
import type { ExperimentSpec } from '../../language/specification.ts';
import type { Results } from '../../results/contract.ts';
import { readerOf } from '../language/reader-of-texts.ts';
import { sampleResults } from './sample.ts';
import { demandLegible } from './figure-rules.ts';

const names = tasks.flatMap(({ name, kind }) => (kind === 'trials' ? [name] : []));
const study = (task: string, network = 'tau 1 s;  dt 100 ms'): string => `language 1
task trials is ${task}
network rnn {
  neurons 20
  recurrent orthogonal
  activation tanh
  input INPUTS;  readout OUTPUTS
  ${network}
}
experiment e {
  compare { a = rnn }
  train on trials { epochs 1 }
  measure loss = loss(test)
  plot task
}
`;
const results: Results = sampleResults({ conditions: { a: 0.9 }, seeds: 1 });
async function figureOf(text: string): Promise<Figure> {
  const { specification } = await specify(analyseText(text), readerOf());
  const [experiment] = specification?.experiments ?? [];
  assert.notEqual(experiment, undefined, 'the text has a meaning');
  const [figure] = figuresOf({ ...results, experiment: experiment as ExperimentSpec });
  return figure;
}
const trialsOf = ({ panels }: Figure): Extract<Panel, { kind: 'trials' }> => {
  const [panel] = panels;
  assert.ok(panel?.kind === 'trials');
  return panel;
};
const sized = (text: string, inputs: number, outputs: number): string =>
  text.replace('INPUTS', String(inputs)).replace('OUTPUTS', String(outputs));

describe('one trial of each kind', () => {
  it('one choice: eight problems, periods named, the answer beside its step, what is known of accuracy', async () => {
    const figure = await figureOf(sized(study('one_choice', ''), 8, 4)),
      panel = trialsOf(figure),
      svg = drawSvg(figure);
    assert.equal(panel.trials.length, 8);
    for (const word of ['goal', 'delay', 'choice', 'goal 17', 'left open', 'wanted', 'Step'])
      assert.match(svg, new RegExp(`>${word}<`));
    assert.match(
      figure.caption.join(' '),
      /Chance: 25 %\. On the way: 62\.5 % \(who has forgotten the goal\)\. Ceiling: 100 %/,
    );
    const rows = figureData(figure).split('\n');
    assert.equal(rows.filter((row) => row.includes(',input,')).length, 8 * 50 * 8);
    assert.equal(rows.filter((row) => row.includes(',wanted,')).length, 8);
  });
  it('cycling: time by the network’s clock', async () => {
    const panel = trialsOf(await figureOf(sized(study('cycling'), 2, 1)));
    assert.deepEqual(
      [panel.x.unit, panel.x.domain[1] * panel.x.factor, panel.trials.map(({ kind }) => kind)],
      ['s', 20, ['blank', 'pulse 1: 2 periods', 'pulse 2: 5 periods']],
    );
  });
  it('no training on a task: the figure says so', async () => {
    const [figure] = figuresOf({
      ...results,
      experiment: { ...results.experiment, plots: [{ what: 'task', text: 'plot task' }] },
    });
    assert.deepEqual([figure.panels, figure.caption], [[], ['The experiment trains on no task.']]);
  });
});

describe('legible at every width', () => {
  const channels: Readonly<Record<string, readonly [number, number]>> = {
    one_choice: [8, 4],
    perceptual_decision: [3, 2],
    context_decision: [5, 3],
    multisensory: [5, 3],
    go_nogo: [3, 2],
    delay_match: [3, 3],
    delay_comparison: [2, 3],
    paired_association: [5, 2],
    delayed_xor: [1, 2],
    delayed_recall: [1, 2],
    narma: [1, 1],
    mackey_glass: [1, 1],
    cycling: [2, 1],
  };
  for (const name of names.filter((each) => channels[each] !== undefined))
    it(name, async () => {
      const figure = await figureOf(sized(study(name), ...(channels[name] as [number, number])));
      assert.equal(trialsOf(figure).trials.length > 0, true);
      for (const width of [180, 120, 85, 60]) demandLegible(drawSvg(figure, { width }), `${name}, ${width} mm`);
    });
  it('every task with channels of its own is among them', () =>
    assert.deepEqual(
      names.filter((name) => channels[name] === undefined),
      ['rank2_cycle', 'chaos', 'row_by_row'],
    ));
});
