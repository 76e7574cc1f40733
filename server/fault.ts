import type { Diagnostic } from '../language/index.ts';
import { fileNameOf } from './file-name-of.ts';

/** Nothing that a check found, but that one failed: it has no page. */
export const faultCode = 'fault';

/** That checking a file failed by a mistake of this tool; it stands at the beginning of the text. */
export function faultOf(uri: string, error: unknown): Diagnostic {
  const reason = error instanceof Error ? error.message : String(error);
  return {
    code: faultCode,
    severity: 'warning',
    range: { start: 0, end: 0 },
    message:
      `A check of ${fileNameOf(uri)} failed (${reason.replace(/\.$/, '')}). This is a fault of Anlage, not of the ` +
      'file; all that does not rest on this check still works. Please report it, with the file.',
  };
}

/** One for each kind of failure. */
export const faultsOf = (uri: string, errors: readonly unknown[]): readonly Diagnostic[] => [
  ...new Map(errors.map((error) => faultOf(uri, error)).map((fault) => [fault.message, fault])).values(),
];
