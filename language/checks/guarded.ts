/** What is said where a check itself fails. */
import type { FileTree, Range } from '../../grammar/tree.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { type Guard, guardedBy } from '../guard.ts';
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
export const faultCode = L016.code;
export function faultAt(at: Range, error: unknown): Diagnostic {
  const reason = (error instanceof Error ? error.message : String(error)).replace(/\.$/, '');
  return diagnostic(
    L016,
    at,
    `This could not be checked whole (${reason}). That is a fault of Anlage, not of the text; all that does not rest ` +
      'on this check is still checked. Please report it, with the file.',
  );
}

/** How the parts of an analysis are tried, and what is said of those that failed: each kind of failure once. */
export interface Faults {
  readonly guard: Guard;
  readonly add: (error: unknown) => void;
  readonly found: () => readonly Diagnostic[];
}
export function faultsIn({ declarations }: FileTree): Faults {
  const at = declarations[0]?.noun.range ?? { start: 0, end: 0 };
  const found = new Map<string, Diagnostic>();
  const add = (error: unknown): void => {
    const fault = faultAt(at, error);
    found.set(fault.message, fault);
  };
  return { guard: guardedBy(add), add, found: () => [...found.values()] };
}

export const guardChecks = { L016 };
