import type { RunEvent } from '../runs/index.ts';

/** What failed for the same reason is told once: `a, seed 1, and 5 more: why`. */
export function failuresTogether(failures: readonly string[]): readonly string[] {
  const byReason = new Map<string, string[]>();
  for (const text of failures) {
    const { job, reason } = failureParts(text);
    byReason.set(reason, [...(byReason.get(reason) ?? []), job]);
  }
  return [...byReason].map(([reason, [first, ...others]]) =>
    [first && `${first}${others.length > 0 ? `, and ${others.length} more` : ''}`, reason].filter(Boolean).join(': '),
  );
}
/** `a, seed 1: why`; a text without a job is all reason. */
export function failureParts(text: string): { readonly job: string; readonly reason: string } {
  const at = text.indexOf(': ');
  return at < 0 ? { job: '', reason: text } : { job: text.slice(0, at), reason: text.slice(at + 2) };
}

/** What is to be said at once: of seeds that fail alike the first, all of them at the end. */
export function failuresAsTheyCome(): (event: RunEvent) => string | undefined {
  const told = new Set<string>();
  return (event) => {
    if (event.kind !== 'error' && event.kind !== 'repair') return undefined;
    const reason = event.kind === 'error' ? failureParts(event.text).reason : event.text;
    if (told.has(reason)) return undefined;
    told.add(reason);
    return event.text;
  };
}
