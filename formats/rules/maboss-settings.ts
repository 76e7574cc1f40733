import { mabossReader, mabossTokens } from './maboss-expression.ts';
import { ratesWithin } from './maboss-rates.ts';
import { Misread } from './rules-file.ts';

/** What a `.cfg` of MaBoSS says of a model: its constants, and the nodes whose value at the start is certain. */
export interface MabossSettings {
  readonly constants: ReadonlyMap<string, number>;
  readonly start: ReadonlyMap<string, 0 | 1>;
}

/**
 * Statements that end with `;`: `$x = 1;`, `A.istate = 0;`, `[A].istate = 1 [1], 0 [0];`. What is said of a simulation,
 * and what cannot be read, is passed over.
 */
export function readMabossSettings(text: string): MabossSettings {
  const constants = new Map<string, number>(),
    start = new Map<string, 0 | 1>();
  const tokens = mabossTokens(text);
  for (let from = 0; from < tokens.length; ) {
    const end = tokens.findIndex(({ text, kind }, i) => i >= from && (text === ';' || kind === 'end'));
    const statement = tokens.slice(from, end);
    from = end + 1;
    const [first, , third] = statement.map((token) => token.text);
    if (statement[0]?.kind === 'constant' && statement[1].text === '=') {
      const value = numberIn(statement.slice(2));
      if (value !== undefined) constants.set(first, value);
    } else if (statement[1]?.text === '.' && /^istate$/i.test(third)) {
      const value = numberIn(statement.slice(4));
      if (value === 0 || value === 1) start.set(first, value);
    } else if (first === '[' && statement[2]?.text === ']' && /^istate$/i.test(statement[4]?.text)) {
      const certain = certainIn(statement.slice(6).map((token) => token.text));
      if (certain !== undefined) start.set(statement[1].text, certain);
    }
  }
  return { constants, start };

  function numberIn(written: typeof tokens): number | undefined {
    const truth = /^(true|false)$/i.exec(written.length === 1 ? written[0].text : '')?.[0];
    if (truth !== undefined) return truth.toLowerCase() === 'true' ? 1 : 0;
    const reader = mabossReader([...written, tokens[tokens.length - 1]]);
    try {
      const value = ratesWithin({ constants, attributes: new Map(), assumed: () => {} }, '').numberOf(
        reader.expression(),
      );
      return reader.next().kind === 'end' ? value : undefined;
    } catch (error) {
      if (!(error instanceof Misread)) throw error;
      return undefined;
    }
  }
}
/** Of `0.5 [0] , 0.5 [1]` the value that has all the probability, where one has. */
function certainIn(words: readonly string[]): 0 | 1 | undefined {
  const shares = [...words.join(' ').matchAll(/([\d.eE+-]+) \[ ([01]) \]/g)].map(
    ([, share, value]) => [Number(value) as 0 | 1, Number(share)] as const,
  );
  const likely = shares.filter(([, share]) => share > 0);
  return likely.length === 1 ? likely[0][0] : undefined;
}
