import type { Diagnostic } from '../../language/index.ts';
import { type Checked, hasErrors } from '../read-source.ts';
import { positions } from '../shown-diagnostic.ts';
import { type Answer, bounded } from './tool.ts';

const mostDiagnostics = 40;
const longestLine = 200;

/** What is wrong with a text: errors first, lines and columns from 1. */
export function checkedAnswer(
  { source, diagnostics, analysis }: Pick<Checked, 'source' | 'diagnostics'> & Partial<Pick<Checked, 'analysis'>>,
  file: string,
): Answer {
  const isRunnable = analysis?.tree.declarations.some(({ noun }) => noun.text === 'experiment');
  const severities = ['error', 'warning', 'hint'] as const;
  const sorted = severities.flatMap((severity) => diagnostics.filter((each) => each.severity === severity));
  const counts = severities.map((severity) => [
    `${severity}s`,
    diagnostics.filter((each) => each.severity === severity).length,
  ]);
  return {
    value: {
      file,
      ...Object.fromEntries(counts),
      ...bounded('diagnostics', sorted, mostDiagnostics, (each) => diagnosticOf(source, each)),
      next: hasErrors(diagnostics)
        ? 'Mend the errors and check again; `explain` says what a code means, with an example.'
        : isRunnable
          ? 'It can be run.'
          : 'Nothing is wrong with it; it has no experiment that could be run.',
    },
  };
}

function diagnosticOf(source: string, { code, severity, message, range, fixes = [] }: Diagnostic): object {
  const at = positions(source);
  const { line, character } = at(range.start);
  return {
    code,
    severity,
    line: line + 1,
    column: character + 1,
    message,
    text: (source.split('\n')[line] ?? '').trim().slice(0, longestLine),
    ...(fixes.length > 0 && {
      fixes: fixes.map(({ title, edits }) => ({
        title,
        edits: edits.map((edit) => ({
          line: at(edit.range.start).line + 1,
          column: at(edit.range.start).character + 1,
          replace: source.slice(edit.range.start, edit.range.end),
          by: edit.text,
        })),
      })),
    }),
  };
}
