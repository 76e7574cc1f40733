import { checks } from '../language/checks/index.ts';
import { Failure } from '../making/failure.ts';
import { noteKinds } from '../results/note-codes.ts';
import { columns, paint, print, type Speech, textWidth, wrapped } from './terminal.ts';

/** What stands on the page of a code. */
export interface Explained {
  readonly code: string;
  readonly severity: string;
  readonly title: string;
  readonly explanation: string;
  /** Files that give it and do not. */
  readonly bad?: string;
  readonly good?: string;
}
const known: readonly Explained[] = [
  ...checks.map(({ code, severity, title, explanation, bad, good }) => ({
    ...{ code, severity, title, explanation },
    ...(bad && { bad, good }),
  })),
  ...noteKinds.map((kind) => ({ ...kind, severity: 'note of a run' })),
].sort((a, b) => (a.code < b.code ? -1 : 1));

export const codes: readonly string[] = known.map(({ code }) => code);

/** `anlage explain CODE…`: their pages; without a code, the list of all. @throws Failure for a code that is none */
export async function explain(codes: readonly string[], { json, colour }: Speech): Promise<number> {
  const style = paint(colour);
  const wanted = codes.map(pageOf);
  if (json) print(JSON.stringify(codes.length === 0 ? known.map(({ code, title }) => ({ code, title })) : wanted));
  else if (codes.length === 0) print(columns(known.map(({ code, title, severity }) => [code, severity, title])));
  else
    print(
      wanted
        .map(({ code, severity, title, explanation, bad, good }) =>
          [
            `${style.bold(code)} (${severity}): ${title}`,
            wrapped(explanation, textWidth()),
            ...(bad ? ['This gives it:', indented(bad), 'This does not:', indented(good ?? '')] : []),
          ].join('\n\n'),
        )
        .join('\n\n\n'),
    );
  return 0;
}

/** @throws Failure for a code that is none, with those that may be meant */
export function pageOf(code: string): Explained {
  const found = known.find((each) => each.code === code.toUpperCase());
  if (found) return found;
  const near = meantBy(code).map((each) => `${each.code} (${each.title})`);
  throw new Failure(
    'usage',
    `There is no code ${code}: a code is a letter and three digits, as in a message. ` +
      (near.length > 0 ? `Near it: ${near.join('; ')}.` : '`anlage explain` lists all.'),
  );
}

/** Of the same letter those nearest in number; of words, those whose title has them. */
function meantBy(text: string): readonly Explained[] {
  const [, letter, digits] = /^([a-z])(\d+)$/i.exec(text) ?? [];
  if (letter === undefined) {
    const words = text.toLowerCase().match(/[a-z]{3,}/g) ?? [];
    const says = ({ title }: Explained): boolean => words.every((word) => title.toLowerCase().includes(word));
    return words.length > 0 ? known.filter(says).slice(0, most) : [];
  }
  const away = ({ code }: Explained): number => Math.abs(Number(code.slice(1)) - Number(digits));
  return known
    .filter((each) => each.code[0] === letter.toUpperCase())
    .sort((a, b) => away(a) - away(b))
    .slice(0, most);
}
const most = 3;
const indented = (text: string): string => text.trimEnd().replace(/^(?=.)/gm, '  ');
