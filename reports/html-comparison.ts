import type { Figure } from '../figures/index.ts';
import { comparisonTables, pairingText, type RunsComparison, sameText } from '../results/run-comparison.ts';
import { drawnFigure } from './html-figures.ts';
import { policyFor } from './html-policy.ts';
import { cellOf, columnHeading, escaped, rowHeading, wide } from './html-text.ts';
import { reportStyle } from './report-style.ts';

/** Runs beside each other as one HTML file that needs nothing beside it. */
export function comparisonReport(found: RunsComparison, figures: readonly Figure[]): string {
  const { runs, lines, specification, computed } = found;
  const labels = runs.map(({ label }) => label);
  const title = `${[...new Set(runs.map(({ experiment }) => experiment))].join(', ')}: runs ${labels.join(', ')}`;
  const tables = comparisonTables(found);
  const same = sameText(found);
  const changed = lines.flatMap((own, place) =>
    own.map(({ side, line, text }) => [
      side === 'before' ? `− ${labels[0]}, not in ${labels[place]}` : `+ ${labels[place]}`,
      String(line),
      text,
    ]),
  );
  const settings = (caption: string, differences: RunsComparison['computed']): string =>
    textTable(
      caption,
      ['', ...labels],
      differences.map(({ where, values }) => [where, ...values.map((value) => value ?? '–')]),
    );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policyFor()}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)}</title>
<style>${reportStyle}</style>
</head>
<body>
<main>
<h1>${escaped(title)}</h1>
${textTable(
  'Runs',
  ['', 'experiment', 'begun', 'folder', 'key'],
  runs.map(({ label, experiment, started, folder, key }) => [
    label,
    experiment,
    started.slice(0, 16).replace('T', ' '),
    folder,
    key.slice(0, 12),
  ]),
)}
${textTable('Changed lines of the text', ['', 'line', 'text'], changed)}
${settings('What was asked', specification)}
${settings('What computed it', computed)}
${tables
  .map(({ title: measure, header, rows }) =>
    wide(
      measure,
      `<table><caption>${escaped(measure)}</caption>
<thead><tr>${['condition', ...header].map(columnHeading).join('')}</tr></thead>
<tbody>${rows.map(rowOf).join('\n')}
</tbody></table>`,
    ),
  )
  .join('\n')}
${same && `<p class="quiet">${same}</p>`}
<p class="quiet">${pairingText(found)}</p>
${figures.map((figure, place) => drawnFigure(figure, `figure-${place}`)).join('\n')}
</main>
</body>
</html>
`;
}

function textTable(caption: string, header: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  return wide(
    caption,
    `<table class="text"><caption>${escaped(caption)}</caption>
<thead><tr>${header.map(columnHeading).join('')}</tr></thead>
<tbody>${rows.map(rowOf).join('\n')}
</tbody></table>`,
  );
}
const rowOf = ([first, ...cells]: readonly string[]): string =>
  `<tr>${rowHeading(first)}${cells.map(cellOf).join('')}</tr>`;
