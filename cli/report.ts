import { drawSvg, type Figure, figuresOf, formatPoint } from '../figures/index.ts';
import { shownVerdict } from '../results/shown-verdict.ts';
import type { Results } from '../runs/index.ts';
import { baselineTables, measureTables } from './measure-tables.ts';
import { reportStyle } from './report-style.ts';
import { screenTables } from './screen-tables.ts';

export interface Reported {
  readonly results: Results /** The text that was run. */;
  readonly source: string;
}

/**
 * One HTML file that needs nothing beside it: claims and their verdicts, tables, figures, and the text with the lines
 * that the claims stand on.
 */
export function report(runs: readonly Reported[]): string {
  const title = runs.map(({ results }) => results.experiment.name).join(', ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)}</title>
<style>${reportStyle}</style>
</head>
<body>
${runs.map(section).join('\n')}
</body>
</html>
`;
}

function section({ results, source }: Reported): string {
  const { experiment, run } = results;
  const id = identifier(experiment.name);
  return `<main id="${id}">
<h1>${escaped(experiment.name)}</h1>
<p class="quiet">${escaped(describeRun(results))}</p>
${verdicts(results, id)}
${notes(results)}
${tables(results)}
${baselines(results)}
${figuresOf(results)
  .map((figure, i) => figureBlock(figure, `${id}-${i}`))
  .join('\n')}
<h2>The text that was run</h2>
${sourceBlock(source, id)}
<h2>The run</h2>
<dl>${Object.entries({
    key: run.key,
    started: run.started,
    seconds: run.seconds.toFixed(1),
    engine: run.engine,
    backend: run.backend,
    machine: run.machine,
  })
    .map(([name, value]) => `<dt>${name}</dt><dd>${escaped(String(value))}</dd>`)
    .join('')}
${run.files.map(({ reference, sha256 }) => `<dt>${escaped(reference)}</dt><dd>SHA-256 ${sha256}</dd>`).join('')}</dl>
</main>`;
}

function describeRun({ experiment, run }: Results): string {
  const seeds = experiment.seeds.length === 1 ? `seed ${experiment.seeds[0]}` : `${experiment.seeds.length} seeds`;
  const status =
    run.status === 'done' || run.status === 'cached' ? '' : `; ${run.status}, these are the results so far`;
  return (
    `${experiment.conditions.map(({ name }) => name).join(', ')}; ${seeds}; ${run.backend}; ` +
    `${run.started.slice(0, 10)}${status}`
  );
}

function verdicts({ summary }: Results, id: string): string {
  if (summary.expectations.length === 0) return '';
  const items = summary.expectations.map((expectation) => {
    const { text, line, at, verdict, observed } = expectation;
    const { mark, word } = shownVerdict(expectation);
    const point = formatPoint(at);
    return (
      `<li class="${verdict}"><b>${mark} ${word}</b> <a ` +
      `href="#${id}-line-${line}"><code>${escaped(text)}</code></a>${
        point && !text.includes(point) ? ` at ${escaped(point)}` : ''
      }<br><span ` +
      `class="quiet">${escaped(observed)}</span></li>`
    );
  });
  return `<ul class="verdicts">${items.join('\n')}</ul>`;
}

function notes({ summary, run }: Results): string {
  const items = [
    ...run.warnings.map((text) => `<li class="fails">${escaped(text)}</li>`),
    ...summary.notes.map(({ code, text }) => `<li>${escaped(text)} <span class="quiet">${code}</span></li>`),
  ];
  return items.length === 0 ? '' : `<ul class="notes">${items.join('\n')}</ul>`;
}

function tables(results: Results): string {
  return [...measureTables(results), ...screenTables(results)]
    .map(
      ({ title, header, rows }) => `<table><caption>${escaped(title)}</caption>
<thead><tr>${['condition', ...header].map(columnHeading).join('')}</tr></thead>
<tbody>${rows
        .map(
          ({ condition, isReference, cells }) =>
            `<tr${isReference ? ' class="reference"' : ''}>${rowHeading(condition)}${cells.map(cellOf).join('')}</tr>`,
        )
        .join('\n')}</tbody></table>`,
    )
    .join('\n');
}

function baselines(results: Results): string {
  return baselineTables(results)
    .map(
      ({ measure, rows }) => `<table><caption>Baselines of ${escaped(measure)}</caption>
<tbody>${rows.map(([name, value]) => `<tr>${rowHeading(name)}${cellOf(value)}</tr>`).join('\n')}</tbody></table>
<p class="quiet">${baselineNote}</p>`,
    )
    .join('\n');
}
const baselineNote =
  'Means over seeds. Chance is the share of the commonest class; ' +
  'the raw input is what a linear softmax on it reaches.';

const columnHeading = (text: string): string => `<th scope="col">${escaped(text)}</th>`;
const rowHeading = (text: string): string => `<th scope="row">${escaped(text)}</th>`;
const cellOf = (text: string): string => `<td>${escaped(text)}</td>`;

function figureBlock(figure: Figure, id: string): string {
  const drawn =
    figure.panels.length === 0 ? `<p>${escaped(figure.caption.join(' '))}</p>` : withOwnIds(drawSvg(figure), id);
  return `<figure id="figure-${id}">${drawn}<figcaption>${escaped(figure.summary)}</figcaption></figure>`;
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

function sourceBlock(source: string, id: string): string {
  const lines = source.replace(/\n$/, '').split('\n');
  const items = lines.map((line, i) => `<li id="${id}-line-${i + 1}"><code>${escaped(line) || ' '}</code></li>`);
  return `<ol class="source">${items.join('')}</ol>`;
}

const identifier = (name: string): string => name.replace(/[^\w-]/g, '_');
const escaped = (text: string): string =>
  text.replace(
    /[&<>"]/g,
    (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[character] as string,
  );
