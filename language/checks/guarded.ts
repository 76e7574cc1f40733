/** What is said where a check itself fails. */
import type { Range } from '../../grammar/tree.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { type Check, diagnostic } from './check.ts';
import { exampleGenes } from './language-checks.ts';

const L016: Check = {
  code: 'L016',
  severity: 'warning',
  tier: 'text',
  find: 'fault',
  title: 'a check that failed',
  explanation:
    'A check could not be made of this text: that is a fault of Anlage, not of the text. Everything else is checked ' +
    'as ever. Please report it with the file.',
  bad: '',
  good: `language 1\n${exampleGenes}`,
};
/** What a check finds; where it fails, that, so that it silences no other. */
export function guarded(find: () => readonly Diagnostic[], at: Range): readonly Diagnostic[] {
  try {
    return find();
  } catch (error) {
    return [failed(error, at)];
  }
}
export const failed = (error: unknown, at: Range): Diagnostic =>
  diagnostic(
    L016,
    at,
    `This could not be checked whole: ${error instanceof Error ? error.message : String(error)} This is a fault of ` +
      `Anlage; please report it with this file.`,
  );

export const guardChecks = { L016 };
