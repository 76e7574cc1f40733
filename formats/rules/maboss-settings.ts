import { type MabossReader, type MabossToken, mabossReader, mabossTokens } from './maboss-expression.ts';
import { ratesWithin } from './maboss-rates.ts';
import { Misread } from './rules-file.ts';

/** What a `.cfg` of MaBoSS says of a model: its constants, and the nodes whose value at the start is certain. */
export interface MabossSettings {
  readonly constants: ReadonlyMap<string, number>;
  readonly start: ReadonlyMap<string, 0 | 1>;
  /** Values at the start that could not be read: a sentence each. */
  readonly notes: readonly string[];
  /** Constants that are no statement, at their places in the `.cfg`. */
  readonly refused: readonly Misread[];
}

/**
 * Statements that end with `;`: `$x = 1;`, `A.istate = 0;`, `[A, B].istate = 1 [1, 1], 0 [0, 0];`. What is said of a
 * simulation is passed over.
 */
export function readMabossSettings(text: string): MabossSettings {
  const constants = new Map<string, number>(),
    start = new Map<string, 0 | 1>();
  const notes: string[] = [],
    refused: Misread[] = [];
  const statements = statementsIn(mabossTokens(text));
  for (const tokens of statements)
    if (tokens[0].kind === 'constant')
      attempt(
        () => readConstant(mabossReader(tokens)),
        (why) => {
          // what is not supported has no value, which is said where it is used
          if (why.kind === 'syntax') refused.push(why);
        },
      );
  for (const tokens of statements) {
    const names = startedBy(tokens);
    if (names === undefined) continue;
    for (const name of names) start.delete(name);
    attempt(
      () => readStart(names, mabossReader(tokens.slice(tokens.findIndex(({ text }) => text === '=') + 1))),
      ({ message }) =>
        notes.push(`Where ${names.join(', ')} ${names.length === 1 ? 'starts' : 'start'} is not read: ${message}`),
    );
  }
  return { constants, start, notes, refused };

  function readConstant(reader: MabossReader): void {
    const { text: name } = reader.take();
    reader.demand('=', name);
    const value = truthIn(reader) ?? numberIn(reader);
    demandEnd(reader);
    if (value !== undefined) constants.set(name, value);
  }
  /** One value of one node, or a probability before each row of the values of several. */
  function readStart(names: readonly string[], reader: MabossReader): void {
    const at = reader.next();
    const first = truthIn(reader) ?? numberIn(reader);
    if (reader.next().text !== '[') {
      demandEnd(reader);
      if (first === 0 || first === 1) for (const name of names) start.set(name, first);
      else if (first !== random) throw new Misread('its value must be 0, 1 or -1 (either).', at);
      return;
    }
    const rows: (readonly (number | undefined)[])[] = [];
    for (let share = first; ; share = numberIn(reader)) {
      if (share === undefined || !(share >= 0)) throw new Misread('a probability is not known or below 0.', at);
      reader.demand('[', 'a probability');
      const row: (number | undefined)[] = [];
      do row.push(numberIn(reader));
      while (reader.isNext(','));
      reader.demand(']', 'the values of the nodes');
      if (row.length !== names.length || row.some((value) => value !== 0 && value !== 1))
        throw new Misread(`each row must have one value, 0 or 1, for each of ${names.length} nodes.`, at);
      if (share > 0) rows.push(row);
      if (!reader.isNext(',')) break;
    }
    demandEnd(reader);
    if (rows.length === 0) throw new Misread('no row has a probability above 0.', at);
    names.forEach((name, i) => {
      if (rows.every((row) => row[i] === rows[0][i])) start.set(name, rows[0][i] as 0 | 1);
    });
  }
  /** Undefined where it depends on what has no value. */
  function numberIn(reader: MabossReader): number | undefined {
    return ratesWithin({ constants, attributes: new Map(), assumed: () => {} }, 'a setting').numberOf(
      reader.expression(),
    );
  }
}
/** As MaBoSS writes that a node starts on or off, equally likely. */
const random = -1;

function attempt(read: () => void, otherwise: (why: Misread) => void): void {
  try {
    read();
  } catch (error) {
    if (!(error instanceof Misread)) throw error;
    otherwise(error);
  }
}
/** Each with what ends it: a `;`, or the end of the file. */
function statementsIn(tokens: readonly MabossToken[]): readonly (readonly MabossToken[])[] {
  const statements: MabossToken[][] = [[]];
  for (const token of tokens) {
    statements[statements.length - 1].push(token);
    if (token.text === ';') statements.push([]);
  }
  return statements.filter(({ length }) => length > 1);
}
/** The nodes of `A.istate = …` and `[A, B].istate = …`. */
function startedBy(tokens: readonly MabossToken[]): readonly string[] | undefined {
  const words = tokens
    .slice(
      0,
      tokens.findIndex(({ text }) => text === '='),
    )
    .map(({ text }) => text);
  const [, several, one] = /^(?:\[ (.*) \]|(\w+)) \. istate$/i.exec(words.join(' ')) ?? [];
  return several?.split(' , ') ?? (one === undefined ? undefined : [one]);
}
function truthIn(reader: MabossReader): 0 | 1 | undefined {
  const { kind, text } = reader.next();
  if (kind !== 'name' || !/^(true|false)$/i.test(text)) return undefined;
  reader.take();
  return text.toLowerCase() === 'true' ? 1 : 0;
}
function demandEnd(reader: MabossReader): void {
  if (reader.next().kind !== 'end') reader.demand(';', 'a value');
}
