import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawSvg, type Figure, figureData, figuresOf, figureTable } from '../../figures/index.ts';
import { inside, overlaps, textBoxes } from './boxes.ts';
import { sampleResults } from './sample.ts';
import { screenResults } from './screen-sample.ts';

const results = screenResults();
const figures = figuresOf(results);
const named = (name: string): Figure => figures.find((figure) => figure.name === name)!;

for (const figure of figures)
  for (const width of [180, 120, 85, 60]) {
    test(`${figure.name} of a screen, ${width} mm: texts are apart and inside, numbers are numbers`, () => {
      const svg = drawSvg(figure, { width });
      assert.doesNotMatch(svg, /NaN|Infinity|undefined"|null"/);
      const boxes = textBoxes(svg);
      const page = inside(svg);
      assert.deepEqual(overlaps(boxes), []);
      for (const box of boxes)
        assert.ok(
          box.left >= -0.1 && box.right <= page.width + 0.1 && box.bottom <= page.height + 3 && box.top >= -0.5,
          `“${box.text}” leaves the page: ${JSON.stringify(box)} of ${JSON.stringify(page)}`,
        );
    });
  }

test('screen: a row per gene in the order declared, a column per measure, fates in columns of their own', () => {
  const [panel] = named('screen').panels;
  assert.ok(panel.kind === 'heatmap');
  assert.deepEqual(
    panel.rows.map(({ name }) => name),
    ['wild', 'Fgf8', 'Emx2', 'Pax6', 'Coup', 'Sp8'],
  );
  assert.deepEqual(
    panel.groups.map(({ title, shows, columns }) => [title, shows, columns.map(({ name }) => name)]),
    [
      ['Difference from wild', 'difference', ['attractors', 'wired']],
      ['Basin', 'value', ['anterior', 'posterior']],
    ],
  );
});
test('screen: cells hold the effect, the reference and fates their value; each with the numbers of the run', () => {
  const [panel] = named('screen').panels;
  assert.ok(panel.kind === 'heatmap');
  const mean = (measure: string, condition: string) => {
    const found = results.rows.filter((row) => row.measure === measure && row.condition === condition);
    return found.reduce((sum, row) => sum + row.value, 0) / found.length;
  };
  for (const [row, { cells }] of panel.rows.entries()) {
    const condition = results.experiment.conditions[row].name;
    for (const [column, measure] of ['attractors', 'wired'].entries()) {
      const wanted = row === 0 ? mean(measure, 'wild') : mean(measure, condition) - mean(measure, 'wild');
      assert.ok(Math.abs(cells[column]!.value - wanted) < 1e-12, `${measure} ${condition}`);
    }
    assert.equal(cells[2]!.value, mean('anterior_basin', condition));
  }
  assert.deepEqual(
    panel.rows.map(({ cells }) => cells[0]!.text),
    ['2', '−1', '0', '0', '0', '−1'],
  );
  assert.deepEqual(
    panel.rows[0].cells.slice(2).map((cell) => cell!.text),
    ['12.5', '87.5'],
  );
  assert.match(panel.rows[1].cells[1]!.text, /^−[12]\.\d+$/, 'in percentage points');
});
test(
  'screen: a dot where p after correction is below 0.05, none where nothing varies, and the caption says ' +
    'which correction',
  () => {
    const figure = named('screen');
    const [panel] = figure.panels;
    assert.ok(panel.kind === 'heatmap');
    for (const [row, { cells }] of panel.rows.entries())
      for (const [column, measure] of results.experiment.measures.entries()) {
        const p =
          results.summary.comparisons.find(
            (each) => each.a === results.experiment.conditions[row].name && each.measure === measure.name,
          )?.p_corrected ?? null;
        assert.equal(cells[column]!.isSignificant, p !== null && p < 0.05, `${measure.name} ${row}`);
      }
    assert.deepEqual(
      panel.rows.map(({ cells }) => cells[1]!.isSignificant),
      [false, true, false, false, false, false],
    );
    assert.equal((drawSvg(figure).match(/<circle /g) ?? []).length, 1);
    const caption = figure.caption.join(' ');
    for (const said of [
      /mean difference from wild/,
      /percentage points/,
      /Dots: p < 0\.05 after Benjamini–Hochberg over the screen/,
      /exploratory/,
      /n = 8 seeds/,
    ])
      assert.match(caption, said);
  },
);
test("screen: colours are to each column's own scale, blue for a fall, red for a rise, white for none", () => {
  const [panel] = named('screen').panels;
  assert.ok(panel.kind === 'heatmap');
  const fills = (text: string) =>
    [...drawSvg(named('screen')).matchAll(/<title>([^<]*)<\/title><rect [^>]*fill="([^"]*)"/g)]
      .filter(([, title]) => title.startsWith(text))
      .map(([, , fill]) => fill);
  assert.deepEqual(fills('Emx2, attractors'), ['#ffffff']);
  const [red, , blue] = fills('Fgf8, attractors')[0].match(/\d+/g)!.map(Number);
  assert.ok(blue > red + 60, 'a fall is blue');
});
test('screen: a condition without a value has a dash, and the caption says what it means', () => {
  const [figure] = figuresOf({
    ...results,
    rows: results.rows.filter((row) => row.measure !== 'wired' || row.condition !== 'knock_out_Sp8'),
  });
  const [panel] = figure.panels;
  assert.ok(panel.kind === 'heatmap');
  assert.equal(panel.rows[5].cells[1], null);
  assert.match(figure.caption.join(' '), /–: no value/);
  assert.doesNotMatch(named('screen').caption.join(' '), /–: no value/);
});
test('screen of control: rows are the changes, held on and off', () => {
  const forced = {
    ...results.experiment,
    conditions: results.experiment.conditions.slice(0, 3).map((condition, place) => ({
      ...condition,
      ...(condition.screened && {
        screened: {
          intervention: 'control',
          fate: 'anterior',
          genes: ['Fgf8', 'Pax6'],
          values: [1, place === 1 ? 0 : 1] as (0 | 1)[],
        },
      }),
    })),
  };
  const [figure] = figuresOf({ ...results, experiment: forced });
  const [panel] = figure.panels;
  assert.ok(panel.kind === 'heatmap');
  assert.deepEqual(
    [figure.title, ...panel.rows.map(({ name }) => name)],
    ['Screen of control of anterior', 'wild', '+Fgf8 −Pax6', '+Fgf8 +Pax6'],
  );
});
test('screen of conditions that were compared, not screened: rows are the conditions', () => {
  const compared = sampleResults({ conditions: { grown: 0.94, other: 0.92 }, plots: ['plot screen'] });
  const [figure] = figuresOf(compared);
  const [panel] = figure.panels;
  assert.ok(panel.kind === 'heatmap');
  assert.deepEqual(
    panel.rows.map(({ name }) => name),
    ['grown', 'other'],
  );
  const difference = compared.summary.comparisons[0];
  assert.ok(
    Math.abs(
      panel.rows[1].cells[0]!.value - (difference.a === 'grown' ? -difference.difference : difference.difference),
    ) < 1e-12,
    'whichever way the run compares them',
  );
});
test('screen, sweeps: a panel for every point', () => {
  const swept = sampleResults({
    conditions: { grown: 0.94, other: 0.92 },
    vary: [{ name: 'size', values: [16, 64] }],
    plots: ['plot screen'],
  });
  assert.deepEqual(
    figuresOf(swept)[0].panels.map((panel) => panel.kind === 'heatmap' && panel.at),
    [{ size: 16 }, { size: 64 }],
  );
});

test(
  'pairs of few genes: a square per measure, gene by gene, singles on the diagonal; the reference stays in ' +
    'the table',
  () => {
    const paired = screenResults(['plot screen'], { pairs: true });
    const [figure] = figuresOf(paired);
    const [table, ...squares] = figure.panels;
    assert.ok(table.kind === 'heatmap' && table.rows.length === 1 && table.rows[0].isReference);
    assert.equal(squares.length, 4);
    const mean = (condition: string) =>
      paired.summary.measures.find((each) => each.measure === 'attractors' && each.condition === condition)!.mean;
    const genes = paired.experiment.conditions.slice(1, 6).map(({ screened }) => screened!.genes[0]);
    const [square] = squares;
    assert.ok(square.kind === 'heatmap');
    for (const [i, first] of genes.entries())
      for (const [j, second] of genes.entries()) {
        const pair = i === j ? [first] : i < j ? [first, second] : [second, first];
        assert.equal(
          square.rows[i].cells[j]?.value,
          mean(`knock_out_${pair.join('_')}`) - mean('wild'),
          pair.join(' + '),
        );
      }
    assert.match(figure.caption.join(' '), /on the diagonal one alone/);
    for (const width of [180, 85]) assert.deepEqual(overlaps(textBoxes(drawSvg(figure, { width }))), []);
  },
);
test('attractors of several networks: a bar of fates for each, their attractors in one table', () => {
  const [shares, grid] = named('attractors').panels;
  assert.ok(shares.kind === 'shares' && grid.kind === 'grid');
  assert.deepEqual(
    shares.rows.map(({ name }) => name),
    results.experiment.conditions.map(({ name }) => name),
  );
  for (const [index, { parts }] of shares.rows.entries()) {
    const { fates, undecided } = results.genes![index].analysis;
    for (const { name, share } of parts)
      assert.ok(Math.abs(share - (name === 'undecided' ? undecided! : fates[name].basin!).value!) < 1e-12);
    assert.ok(Math.abs(parts.reduce((sum, { share }) => sum + share, 0) - 1) < 1e-12);
  }
  assert.equal(
    grid.blocks.length,
    results.genes!.reduce((sum, { analysis }) => sum + analysis.attractors.length, 0),
  );
  assert.match(named('attractors').caption.join(' '), /Held: Fgf8 = 0 in knock_out_Fgf8/);
});
test('fates over time: a line per fate and seed, in days, the mean of the seeds, undecided among them', () => {
  const figure = named('fates');
  assert.deepEqual(
    figure.panels.map((panel) => panel.title),
    ['wild', 'slow'],
  );
  const [panel] = figure.panels;
  assert.ok(panel.kind === 'curves');
  assert.deepEqual(
    panel.series.map(({ condition, lines }) => [condition, lines.length]),
    [
      ['anterior', 2],
      ['posterior', 2],
      ['undecided', 2],
    ],
  );
  assert.deepEqual(panel.tints, [0, 1, 'undecided']);
  assert.equal(panel.x.unit, 'days');
  assert.equal(panel.series[1].mean.y.at(-1), 27, 'the mean of 18 and 36');
  assert.ok(drawSvg(figure).includes('>Time (days)<'));
  assert.ok(figureData(figure).startsWith('condition,measure,time,what,seed,value\n'));
});
test('the data of a screen: a row per condition and measure, with n and p', () => {
  const { columns, rows } = figureTable(named('screen'));
  assert.deepEqual(columns, ['row', 'of', 'column', 'what', 'value', 'n', 'p_corrected']);
  assert.equal(rows.length, 6 * 4);
  assert.deepEqual(rows[0].slice(0, 4), ['wild', 'Difference from wild', 'attractors', 'mean']);
});
test('plots of genes say why they are not drawn where there is nothing to draw', () => {
  for (const figure of figuresOf(
    sampleResults({
      conditions: { grown: 0.94 },
      plots: ['plot attractors', 'plot transitions', 'plot wiring', 'plot fates', 'plot screen'],
    }),
  )) {
    assert.deepEqual(figure.panels, [], figure.name);
    assert.ok(figure.caption.join('').length > 30, figure.name);
  }
});
