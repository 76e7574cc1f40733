import { createHash } from 'node:crypto';
import { citations } from '../catalogue/citations.ts';
import { drawSvg, type Figure, figuresOf } from '../figures/index.ts';
import { shownVerdict } from '../results/shown-verdict.ts';
import { methodsOf, type Results } from '../runs/index.ts';
import { baselineTables, effectsAsTables, measureTables } from './measure-tables.ts';
import { changesText, versionText } from '../results/run-facts.ts';
import type { Reported } from './reported.ts';
import { reportStyle } from './report-style.ts';
import { screenTables } from './screen-tables.ts';

/**
 * One HTML file that needs nothing beside it: claims and their verdicts, tables, figures, and the text with the lines
 * that the claims stand on.
 */
export function htmlReport(runs: readonly Reported[]): string {
  const title = runs.map(({ results }) => results.experiment.name).join(', ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
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

/** No script, nothing from elsewhere, and no style but the report's own: a run's folder may come from anybody. */
const policy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(reportStyle).digest('base64')}'`,
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

function section({ results, source }: Reported, index: number): string {
  const { experiment, run } = results;
  const id = `run-${index + 1}`;
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
${methods(results)}
<h2>The text that was run</h2>
${run.changes?.length ? `<p class="quiet">${escaped(changesText(run))}</p>` : ''}
${sourceBlock(source, id)}
<h2>The run</h2>
<dl>${Object.entries({
    key: run.key,
    started: run.started,
    seconds: run.seconds.toFixed(1),
    version: versionText(run),
    backend: run.backend,
    machine: run.machine,
  })
    .map(([name, value]) => `<dt>${name}</dt><dd>${escaped(String(value))}</dd>`)
    .join('')}
${run.files.map(dataFile).join('')}</dl>
</main>`;
}

/** A paragraph for a paper, every setting, and where definitions come from. */
function methods(results: Results): string {
  const { paragraph, settings, sources } = methodsOf(results);
  const references = sources.map((key) => `<li>${escaped(citations[key])}</li>`);
  const rows = settings.map(([where, value]) => `<tr>${rowHeading(where)}<td>${escaped(value)}</td></tr>`);
  return `<h2>Methods</h2>
<p>${escaped(paragraph)}</p>
<details><summary>Every setting, defaults too; in SI units where no unit stands</summary>
${wide('Settings', `<table><tbody>${rows.join('\n')}</tbody></table>`)}</details>
${references.length > 0 ? `<ul class="notes">${references.join('\n')}</ul>` : ''}`;
}

const dataFile = ({ reference, sha256 }: Results['run']['files'][number]): string =>
  `<dt>${escaped(reference)}</dt><dd>SHA-256 ${escaped(sha256)}</dd>`;

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
    const { text, where, line, verdict, observed } = expectation;
    const { mark, word } = shownVerdict(expectation);
    return (
      `<tr class="${escaped(verdict)}"><th scope="row"><a href="#${id}-line-${escaped(String(line))}">` +
      `<code>${escaped(text)}</code></a>${where ? ` at ${escaped(where)}` : ''}</th>` +
      `<td><b>${mark} ${escaped(word)}</b></td><td class="quiet">${escaped(observed)}</td></tr>`
    );
  });
  return wide(
    'Claims',
    `<table class="verdicts"><caption>Claims</caption>
<thead><tr>${['claim', 'verdict', 'observed'].map(columnHeading).join('')}</tr></thead>
<tbody>${items.join('\n')}</tbody></table>`,
  );
}

function notes({ summary, run }: Results): string {
  const items = [
    ...run.warnings.map((text) => `<li class="fails">${escaped(text)}</li>`),
    ...summary.notes.map(({ code, text }) => `<li>${escaped(text)} <span class="quiet">${escaped(code)}</span></li>`),
  ];
  return items.length === 0 ? '' : `<ul class="notes">${items.join('\n')}</ul>`;
}

function tables(results: Results): string {
  return [...measureTables(results), ...effectsAsTables(results), ...screenTables(results)]
    .map(({ title, rowsAre = 'condition', header, rows }) =>
      wide(
        title,
        `<table><caption>${escaped(title)}</caption>
<thead><tr>${[rowsAre, ...header].map(columnHeading).join('')}</tr></thead>
<tbody>${rows
          .map(
            ({ condition, isReference, cells }) =>
              `<tr${isReference ? ' class="reference"' : ''}>` +
              `${rowHeading(condition)}${cells.map(cellOf).join('')}</tr>`,
          )
          .join('\n')}</tbody></table>`,
      ),
    )
    .join('\n');
}
/** What may be wider than the page: it scrolls by itself, also by the keyboard. */
const wide = (name: string, content: string): string =>
  `<div class="wide" tabindex="0" role="group" aria-label="${escaped(name)}">${content}</div>`;

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
  'Means over seeds. Chance is the share of the commonest class; the raw input is what a linear softmax on it ' +
  'reaches; students that are held against are trained alike.';

const columnHeading = (text: string): string => `<th scope="col">${escaped(text)}</th>`;
const rowHeading = (text: string): string => `<th scope="row">${escaped(text)}</th>`;
const cellOf = (text: string): string => `<td>${escaped(text)}</td>`;

function figureBlock(figure: Figure, id: string): string {
  const drawn =
    figure.panels.length === 0 ? `<p>${escaped(figure.caption.join(' '))}</p>` : withOwnIds(drawSvg(figure), id);
  return `<figure id="figure-${id}">${wide(figure.title, drawn)}</figure>`;
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

const escaped = (text: string): string =>
  text.replace(
    /[&<>"]/g,
    (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[character] as string,
  );
