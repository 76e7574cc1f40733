import assert from 'node:assert/strict';
import { measureNamed } from '../../catalogue/measures/index.ts';
import { type Axis, drawSvg, type Figure, type Panel } from '../../figures/index.ts';
import { readXml, type XmlElement } from '../../formats/xml.ts';
import type { ExperimentSpec } from '../../language/specification.ts';
import { intervalKinds, type IntervalKind } from '../../results/interval-kinds.ts';
import { inside, overlaps, textBoxes } from './boxes.ts';

/** What must hold of every figure, whatever its numbers: well-formed, legible, true of its intervals and its units. */
export function demandSound(figure: Figure, experiment: ExperimentSpec, widths: readonly number[] = [180, 85]): void {
  for (const width of widths) demandLegible(drawSvg(figure, { width }), `${figure.name}, ${width} mm`);
  assert.ok(
    figure.panels.length > 0 || figure.caption.join(' ').length > 20,
    `${figure.name}: nothing, and no reason for it`,
  );
  for (const sentence of [figure.title, figure.summary, ...figure.caption])
    assert.doesNotMatch(sentence, /\bNaN\b|\bInfinity\b|\bundefined\b|\[object/, figure.name);
  demandIntervals(figure);
  for (const panel of figure.panels) demandUnits(panel, experiment, figure.name);
}

/** What a drawing is made of, and what reports/pdf/figure-on-page.ts therefore draws. */
const elements = /^(svg|title|desc|g|rect|circle|line|path|text|image|clipPath)$/;
const painted =
  /^(x|y|x1|y1|x2|y2|cx|cy|r|rx|d|width|height|fill|fill-opacity|stroke|stroke-width|stroke-opacity|stroke-dasharray|stroke-linecap|color|transform|clip-path|font-size|font-weight|text-anchor|href)$/;
const beside =
  /^(id|class|role|viewBox|xmlns|font-family|preserveAspectRatio|image-rendering|shape-rendering|data-.*|aria-.*)$/;

export function demandLegible(svg: string, where: string): void {
  visit(readXml(svg), (element) => {
    assert.match(element.name, elements, where);
    for (const name of element.attributes.keys())
      assert.ok(painted.test(name) || beside.test(name), `${where}: a PDF would leave out ${element.name} ${name}`);
    for (const [name, { value }] of element.attributes)
      if (!/^(data-condition|data-row|data-name|aria-labelledby|id)$/.test(name))
        assert.doesNotMatch(value, /NaN|Infinity|undefined|\bnull\b|\[object/, `${where}: ${element.name} ${name}`);
    assert.doesNotMatch(element.text, /\bNaN\b|\bInfinity\b|\bundefined\b|\[object/, where);
  });
  const boxes = textBoxes(svg);
  assert.deepEqual(overlaps(boxes), [], where);
  const page = inside(svg);
  for (const box of boxes)
    assert.ok(
      box.left >= -0.1 && box.right <= page.width + 0.1 && box.top >= -0.5 && box.bottom <= page.height + 3,
      `${where}: “${box.text}” leaves the page`,
    );
}
function visit(element: XmlElement, look: (element: XmlElement) => void): void {
  look(element);
  for (const child of element.children) visit(child, look);
}

/** The caption names the kind of every interval that is drawn, and no other. */
function demandIntervals({ name, panels, caption }: Figure): void {
  const drawn = panels.flatMap((panel): (IntervalKind | undefined)[] => {
    if (panel.kind === 'dots') return panel.rows.flatMap(({ interval, kind }) => (interval ? [kind] : []));
    if (panel.kind === 'curves')
      return panel.series.flatMap(({ mean }) => (mean.interval.some(Boolean) ? (mean.kinds ?? [undefined]) : []));
    return [];
  });
  if (panels.some(({ kind }) => kind === 'dots') || drawn.length > 0)
    for (const [kind, { says }] of Object.entries(intervalKinds))
      assert.equal(caption.join(' ').includes(says), drawn.includes(kind as IntervalKind), `${name}: ${caption}`);
}

const shares = { unit: '%', factor: 100 };
const units = {
  number: { unit: '', factor: 1 },
  amount: { unit: '', factor: 1 },
  metres: { unit: 'µm', factor: 1e6 },
  seconds: { unit: 's', factor: 1 },
  perSecond: { unit: '1/s', factor: 1 },
  nats: { unit: 'nats', factor: 1 },
  bits: { unit: 'bits', factor: 1 },
};
const over = {
  degree: { label: 'Degree', unit: '', factor: 1 },
  class: { label: 'Class', unit: '', factor: 1 },
  rank: { label: 'Rank', unit: '', factor: 1 },
  distance: { label: 'Distance', unit: 'µm', factor: 1e6 },
  delay: { label: 'Delay', unit: 's', factor: 1 },
  step: { label: 'Step', unit: '', factor: 1 },
};
/** Axes of what has no measure: the unit, and what a number in SI units is multiplied by. */
const fixed: Readonly<Record<string, readonly [unit: string, factor: number][]>> = {
  'Time constant': [['s', 1]],
  'Time of the scaling': [['s', 1]],
  'What is scaled': [['', 1]],
  'Spectral radius': [['', 1]],
  'Mean rate': [['', 1]],
  'Summed weights of a neuron': [['', 1]],
  'Rank of the component': [['', 1]],
  Rank: [['', 1]],
  Variance: [['', 1]],
  'Shared variance': [['', 1]],
  'Mean |w|, absent ones as 0': [['', 1]],
  'Median |w| of the connected': [['', 1]],
  'Share of the sum of |w|': [['%', 100]],
  'Real part': [['', 1]],
  'Imaginary part': [['', 1]],
  Size: [['', 1]],
  'Duration (bins)': [['', 1]],
  'Share at least so large': [['', 1]],
  'Share at least so long': [['', 1]],
  'Part of the duration': [['', 1]],
  'Activity over duration to the power γ − 1': [['', 1]],
  Neuron: [['', 1]],
  Cells: [['', 1]],
  Epoch: [['', 1]],
  'Test accuracy': [['%', 100]],
  'Test loss': [['nats', 1]],
  'Training loss': [['nats', 1]],
  Time: [
    ['s', 1],
    ['ms', 1000],
    ['h', 1 / 3600],
    ['days', 1 / 86400],
  ],
};
/** Of what is swept, by the unit that the file writes. */
const writtenUnits: Readonly<Record<string, { readonly unit: string; readonly factor: number }>> = {
  '': units.number,
  um: units.metres,
  mm: { unit: 'mm', factor: 1e3 },
  ms: { unit: 'ms', factor: 1e3 },
  s: units.seconds,
  h: { unit: 'h', factor: 1 / 3600 },
  neurons: { unit: 'neurons', factor: 1 },
  cells: { unit: 'cells', factor: 1 },
};
function demandUnits(panel: Panel, experiment: ExperimentSpec, name: string): void {
  if (panel.kind === 'dots') demandUnit(panel.axis, experiment, name);
  if (panel.kind === 'curves' || panel.kind === 'plane' || panel.kind === 'raster')
    for (const axis of [panel.x, panel.y]) demandUnit(axis, experiment, name);
}
function demandUnit({ label, unit, factor, names }: Axis, experiment: ExperimentSpec, name: string): void {
  const { measures, vary, factors } = experiment;
  if (names) {
    const levels = factors?.find((each) => each.name === label)?.levels;
    assert.deepEqual([names, unit, factor], [levels, '', 1], `${name}: the axis “${label}”`);
    return;
  }
  const measured = measures.find((each) => each.name === label);
  const gives = measured && measureNamed(measured.call.call)?.gives;
  const variable = vary.find((each) => each.name === label);
  const allowed = gives
    ? [gives.share ? shares : units[gives.unit]]
    : variable
      ? [writtenUnits[variable.unit ?? '']]
      : (fixed[label]?.map(([unit, factor]) => ({ unit, factor })) ??
        Object.values(over).filter((each) => each.label === label));
  assert.ok(
    allowed.some((each) => each.unit === unit && each.factor === factor),
    `${name}: the axis “${label}” is in “${unit}”, × ${factor}`,
  );
}
