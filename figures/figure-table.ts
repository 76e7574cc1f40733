import type { Figure, HeatmapPanel, Panel, TransitionsPanel, TrialsPanel } from './figure.ts';
import { replicateFields } from './replicate-text.ts';

/** What a figure shows, as rows of text and numbers; null where a cell is empty. */
export interface FigureTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/** Values are in the results' own units (proportions 0 .. 1, metres). */
export function figureTable(figure: Figure): FigureTable {
  const [first] = figure.panels;
  if (!first) return { columns: ['note'], rows: figure.caption.map((text) => [text]) };
  const rows = figure.panels.flatMap((panel) => rowsOf(panel));
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return { columns, rows: rows.map((row) => columns.map((column) => row[column] ?? null)) };
}
/**
 * Whether a figure is a picture of more numbers than a table is for; then they are in the arrays of the run's folder.
 */
export function isPicture({ panels }: Figure): boolean {
  return panels.reduce((sum, panel) => sum + cellsOf(panel), 0) > 50_000;
}
function cellsOf(panel: Panel): number {
  if (panel.kind === 'matrix') return panel.maps.reduce((all, { values }) => all + values.length, 0);
  if (panel.kind === 'trials') return panel.trials.reduce((all, { inputs, steps }) => all + inputs.length + steps, 0);
  return panel.kind === 'raster' ? panel.values.length : 0;
}
const placeIn = ([low, high]: readonly [number, number], place: number, points: number): number =>
  low + ((high - low) * (place + 0.5)) / points;
/** The same as CSV (RFC 4180, line feeds), numbers in full precision. */
export function figureData(figure: Figure): string {
  const { columns, rows } = figureTable(figure);
  return [columns, ...rows].map((row) => row.map(field).join(',')).join('\n') + '\n';
}

type Fields = Readonly<Record<string, string | number>>;
function rowsOf(panel: Panel): Fields[] {
  switch (panel.kind) {
    case 'dots':
      return [
        ...panel.rows.flatMap((row): Fields[] => [
          ...row.points.map((point) => ({
            condition: row.condition,
            ...panel.at,
            ...replicateFields(point),
            value: point.value,
          })),
          ...statistics({ condition: row.condition, ...panel.at }, row.mean, row.interval),
          ...(row.untrained === undefined
            ? []
            : [{ condition: row.condition, ...panel.at, what: 'untrained', value: row.untrained }]),
        ]),
        ...panel.references.map((each) => ({ ...panel.at, what: each.label, value: each.value })),
      ];
    case 'curves':
      return panel.series.flatMap((series) => {
        const point = (x: number) => ({
          [panel.seriesAre ?? 'condition']: series.condition,
          ...panel.levels,
          ...panel.at,
          measure: panel.measure,
          [panel.x.column ?? panel.x.label.toLowerCase()]: panel.x.names?.[x] ?? x,
        });
        return [
          ...series.lines.flatMap((line) =>
            line.x.map((x, index) => ({ ...point(x), ...replicateFields(line), value: line.y[index] })),
          ),
          ...series.mean.x.flatMap((x, index) =>
            statistics(point(x), series.mean.y[index], series.mean.interval[index]),
          ),
          ...(series.theory?.x ?? []).map((x, index) => ({
            ...point(x),
            what: 'theory',
            value: series.theory!.y[index],
          })),
          ...(series.before?.x ?? []).map((x, index) => ({
            ...point(x),
            what: 'before training',
            value: series.before!.y[index],
          })),
          ...(panel.fits ?? [])
            .filter(({ condition }) => condition === series.condition)
            .flatMap((fit) => fit.x.map((x, end) => ({ ...point(x), what: 'fit', value: fit.y[end] }))),
        ];
      });
    case 'cells':
      return Array.from(panel.x, (x, cell) => ({
        cell,
        x,
        y: panel.y[cell],
        fate: panel.fates[panel.fate[cell]].name,
      }));
    case 'tissue':
      return panel.plots.flatMap((plot) =>
        Array.from(plot.weight, (weight, k) => ({
          ...titleOf(panel),
          condition: plot.condition,
          pre: plot.pre[k],
          post: plot.post[k],
          weight,
        })),
      );
    case 'areas':
      return panel.groups.flatMap((group) =>
        group.areas.map((area) => ({
          ...titleOf(panel),
          attractor: area.number,
          fate: area.name,
          what: area.detail,
          share: area.share,
        })),
      );
    case 'shares':
      return panel.rows.flatMap((row) =>
        row.parts.map((part) => ({ condition: row.name, fate: part.name, what: part.detail, share: part.share })),
      );
    case 'grid':
      return panel.blocks.flatMap((block) =>
        block.columns.flatMap((column, step) =>
          panel.rows.map(({ name }, row) => ({
            ...titleOf(panel),
            ...(block.section === undefined ? {} : { condition: block.section }),
            attractor: block.number,
            fate: block.name,
            what: block.detail,
            step: step + 1,
            gene: name,
            value: column.values[row],
          })),
        ),
      );
    case 'wiring':
    case 'regulators':
      return panel.edges.map((edge) => ({
        regulator: panel.nodes[edge.source].name,
        gene: panel.nodes[edge.target].name,
        influence: edge.influence,
        ...(edge.contradicts ? { declared: edge.contradicts } : {}),
      }));
    case 'transitions':
      return transitionRows(panel);
    case 'heatmap':
      return heatmapRows(panel);
    case 'matrix':
      return panel.maps.flatMap((map) =>
        Array.from(map.values, (value, index) => ({
          ...titleOf(panel),
          what: map.title || map.label,
          row: Math.floor(index / map.tiles),
          column: index % map.tiles,
          value,
        })),
      );
    case 'surface':
      return panel.plots.flatMap((plot) => [
        ...Array.from(plot.values, (value, index) => ({
          ...titleOf(panel),
          condition: plot.condition,
          what: panel.label.toLowerCase(),
          x: placeIn(plot.x.domain, index % plot.points, plot.points),
          y: placeIn(plot.y.domain, Math.floor(index / plot.points), plot.points),
          value,
        })),
        ...plot.marks.map(({ name, x, y }) => ({ ...titleOf(panel), condition: plot.condition, what: name, x, y })),
      ]);
    case 'raster':
      return Array.from(panel.values, (value, index) => ({
        ...titleOf(panel),
        row: Math.floor(index / panel.columns),
        column: index % panel.columns,
        value,
      }));
    case 'plane':
      return panel.plots.flatMap((plot) =>
        plot.points.flatMap(({ seed, re, im }) =>
          Array.from(re, (real, index) => ({
            ...titleOf(panel),
            condition: plot.condition,
            seed,
            real,
            imaginary: im[index],
          })),
        ),
      );
    case 'trials':
      return trialRows(panel);
    case 'maps':
      return panel.maps.flatMap((map) =>
        Array.from(map.values, (value, index) => ({
          ...titleOf(panel),
          what: map.name,
          x: panel.x[index],
          y: panel.y[index],
          value,
        })),
      );
  }
}
/** A row for each channel and step of a trial, and for what is wanted where the step counts. */
function trialRows(panel: TrialsPanel): Fields[] {
  return panel.trials.flatMap(({ kind, steps, inputs, wanted, weights }) =>
    Array.from({ length: steps }, (_, step): Fields[] => {
      const at = { ...titleOf(panel), trial: kind, step };
      const counts = weights[step] > 0;
      return [
        ...panel.inputs.map((name, channel) => ({
          ...at,
          what: 'input',
          channel: name,
          value: inputs[step * panel.inputs.length + channel],
        })),
        ...(counts && wanted.kind === 'values'
          ? panel.outputs.map((name, output) => ({
              ...at,
              what: 'wanted',
              channel: name,
              value: wanted.values[step * panel.outputs.length + output],
            }))
          : []),
        ...(counts && wanted.kind === 'classes'
          ? [{ ...at, what: 'wanted', channel: panel.outputs[wanted.classes[step]], value: 1 }]
          : []),
      ];
    }).flat(),
  );
}
function titleOf({ title }: { readonly title?: string }): Fields {
  return title === undefined ? {} : { panel: title };
}
function heatmapRows(panel: HeatmapPanel): Fields[] {
  const columns = panel.groups.flatMap((group) =>
    group.columns.map(({ name }) => ({ of: group.title, column: name, shows: group.shows })),
  );
  return panel.rows.flatMap((row) =>
    row.cells.flatMap((cell, index): Fields[] => {
      if (!cell) return [];
      const { shows, ...column } = columns[index];
      return [
        {
          row: row.name,
          ...panel.at,
          ...column,
          what: shows === 'difference' && !row.isReference ? 'difference' : 'mean',
          value: cell.value,
          n: cell.n,
          ...(cell.p === null ? {} : { p_corrected: cell.p }),
        },
      ];
    }),
  );
}
/** A row per transition; a state that stays leads to itself. */
function transitionRows(panel: TransitionsPanel): Fields[] {
  const leaves = new Set(panel.edges.map(([from]) => from));
  const stays = panel.states.flatMap((_, state) => (leaves.has(state) ? [] : [[state, state] as const]));
  return [...panel.edges, ...stays]
    .sort(([a], [b]) => a - b)
    .map(([from, to]) => {
      const { text, attractor } = panel.states[from];
      return {
        ...titleOf(panel),
        from: text,
        to: panel.states[to].text,
        ...(attractor ? { attractor: attractor.number, fate: attractor.name } : {}),
      };
    });
}
function statistics(of: Fields, mean: number | null, interval: readonly [number, number] | null): Fields[] {
  if (mean === null) return [];
  return [
    { ...of, what: 'mean', value: mean },
    ...(interval
      ? [
          { ...of, what: '95 % interval, low', value: interval[0] },
          { ...of, what: '95 % interval, high', value: interval[1] },
        ]
      : []),
  ];
}
function field(value: string | number | null): string {
  const text = value === null ? '' : String(value);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
