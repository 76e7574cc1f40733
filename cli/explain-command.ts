import { checks } from '../language/checks/index.ts';
import { Failure } from '../making/failure.ts';
import { noteKinds } from '../results/note-codes.ts';
import { columns, paint, print, type Speech, textWidth, wrapped } from './terminal.ts';

/** What stands on the page of a code. */
interface Explained {
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

function pageOf(code: string): Explained {
  const found = known.find((each) => each.code === code.toUpperCase());
  if (found) return found;
  const family = known.filter((each) => each.code[0] === code[0]?.toUpperCase()).map((each) => each.code);
  throw new Failure(
    'usage',
    `There is no code ${code}: it is a letter and three digits, as in a message. ` +
      (family.length > 0 ? `With ${family[0][0]} there are ${family.join(', ')}.` : '`anlage explain` lists all.'),
  );
}
const indented = (text: string): string => text.trimEnd().replace(/^(?=.)/gm, '  ');
