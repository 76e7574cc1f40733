import { drawSvg, type Figure, figureTable, type Panel } from '../figures/index.ts';
import { type CircuitData, circuitData } from '../results/circuit-data.ts';
import type { Results } from '../results/contract.ts';
import { cellOf, columnHeading, escaped, wide } from './html-text.ts';
import { packedArrays } from './packed-arrays.ts';

/** The most rows of a figure's data on the page; all of them are in the run's folder. */
const mostRows = 200;
/** Of what a circuit grows again from, in bytes. */
const mostReplayed = 1e6;

/** The drawing, its data as a table, and what the page's script needs to tell values and to replay growth. */
export function figureBlock(figure: Figure, id: string, results: Results): string {
  if (figure.panels.length === 0) return drawnFigure(figure, id);
  const circuit = figure.name.startsWith('circuit') ? replayed(results) : undefined;
  return `<figure id="figure-${id}">
${drawingOf(figure, id)}
${dataOf(figure)}
${embedded('shown', { ...figure, panels: figure.panels.map(shownOf) })}
${circuit ? embedded('replay', circuit) : ''}
</figure>`;
}
/** The drawing alone. */
export const drawnFigure = (figure: Figure, id: string): string =>
  `<figure id="figure-${id}">${
    figure.panels.length === 0 ? `<p>${escaped(said(figure))}</p>` : drawingOf(figure, id)
  }</figure>`;
const drawingOf = (figure: Figure, id: string): string =>
  wide(figure.title, withOwnIds(drawSvg(figure), id), 'drawing');
const said = ({ title, caption }: Figure): string => `${title}: ${caption.join(' ')}`;
const embedded = (kind: string, value: unknown): string =>
  `<script type="application/json" data-kind="${kind}">${packedArrays(value)}</script>`;

function dataOf(figure: Figure): string {
  const { columns, rows } = figureTable(figure);
  if (rows.length === 0) return '';
  const written = rows
    .slice(0, mostRows)
    .map((row) => `<tr>${row.map((cell) => cellOf(cell === null ? '' : numberOrText(cell))).join('')}</tr>`);
  const more =
    rows.length > mostRows
      ? `<p class="quiet">The first ${mostRows} of ${rows.length.toLocaleString('en')} rows; the run’s folder has ` +
        'all.</p>'
      : '';
  return `<details class="data"><summary>Data</summary>${wide(
    `Data of ${figure.title}`,
    `<table><thead><tr>${columns.map(columnHeading).join('')}</tr></thead>
<tbody>${written.join('\n')}</tbody></table>`,
  )}${more}</details>`;
}
const numberOrText = (cell: string | number): string =>
  typeof cell === 'number' ? String(Number(cell.toPrecision(8))) : cell;

/** As much of a panel as tells its values: of the marks the drawing says theirs itself. */
function shownOf(panel: Panel): unknown {
  const { kind, title } = panel;
  switch (panel.kind) {
    case 'curves': {
      const { seeds, measure, x, y, series } = panel;
      return {
        ...{ kind, title, seeds, measure, x, y },
        // a value that is none would be read as 0: JSON has no NaN
        series: series.map(({ condition, mean }) => ({ condition, mean: known(mean) })),
      };
    }
    case 'plane':
      return { kind, title, plots: panel.plots.map(({ condition }) => ({ condition })) };
    case 'matrix':
      return { kind, title, maps: panel.maps.map((map) => ({ ...map, values: Float32Array.from(map.values) })) };
    case 'raster': {
      const { rows, columns, values, x, y, label } = panel;
      return { kind, title, rows, columns, values, x, y, label };
    }
    default:
      return { kind, title };
  }
}

function known({ x, y }: { readonly x: readonly number[]; readonly y: readonly number[] }) {
  const there = y.flatMap((value, at) => (Number.isFinite(value) ? [at] : []));
  return { x: there.map((at) => x[at]), y: there.map((at) => Number(y[at].toPrecision(6))) };
}

/** The circuit that the run kept, with as many frames as the page carries; none where synapses alone are too many. */
function replayed({ experiment, circuits: [grown] }: Results): CircuitData | undefined {
  if (!grown) return undefined;
  const { weight: _, ...data } = circuitData(experiment)(grown);
  const synapses = data.pre.byteLength + data.post.byteLength + data.birth.byteLength;
  const frames = data.frames.reduce((sum, { position, fate }) => sum + position.byteLength + fate.byteLength, 0);
  const stride = Math.ceil(frames / Math.max(1, mostReplayed - synapses));
  if (synapses > mostReplayed / 2) return undefined;
  const last = data.frames.length - 1;
  return {
    ...data,
    weight: new ArrayBuffer(0),
    frames: data.frames.filter((_, index) => index % stride === 0 || index === last),
  };
}

/** Two figures of one document may not share an id. */
const withOwnIds = (svg: string, prefix: string): string =>
  svg
    .replace(/\bid="/g, `id="${prefix}-`)
    .replace(/url\(#/g, `url(#${prefix}-`)
    .replace(
      /aria-labelledby="([^"]*)"/g,
      (_, ids: string) =>
        `aria-labelledby="${ids
          .split(' ')
          .map((id) => `${prefix}-${id}`)
          .join(' ')}"`,
    );
