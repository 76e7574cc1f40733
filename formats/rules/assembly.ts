import { type Gene, regulators, type Sign } from '../../engine/genes/index.ts';
import { Misread, type Place, type RulesFile, type RulesProblem } from './rules-file.ts';

/** Gathers what a file holds, in its order. */
export interface Assembly {
  /** Keeps the rule, unless the gene has one. */
  readonly define: (gene: Gene, at: Place) => void;
  /** A name that may remain without a rule. */
  readonly mention: (name: string, at: Place) => void;
  readonly sign: (sign: Sign) => void;
  /** What is assumed of the file, or left out: a sentence. */
  readonly note: (text: string) => void;
  /** A value at the start. */
  readonly start: (name: string, value: 0 | 1) => void;
  /** Whatever `read` refuses becomes a problem; the reading goes on behind it. Whether nothing was refused. */
  readonly attempt: (read: () => void) => boolean;
  readonly finish: () => RulesFile;
}

export function assembly(): Assembly {
  const genes: Gene[] = [];
  const signs: Sign[] = [];
  const problems: RulesProblem[] = [];
  const defined = new Map<string, Place>();
  const mentioned = new Map<string, Place>();
  const initial: [string, 0 | 1][] = [];
  const notes: string[] = [];
  const mention = (name: string, at: Place): void => {
    if (!mentioned.has(name)) mentioned.set(name, only(at));
  };
  const refuse = (kind: RulesProblem['kind'], at: Place, message: string): void => {
    problems.push({ kind, message: readable(message), ...only(at) });
  };
  return {
    define: (gene, at) => {
      const before = defined.get(gene.name);
      if (before === undefined) {
        defined.set(gene.name, only(at));
        genes.push(gene);
        return;
      }
      refuse(
        'two rules for one gene',
        at,
        `${gene.name} has a rule on line ${before.line} already. Several rules for one gene make a ` +
          `probabilistic network, which is not read; keep one, or join them with |.`,
      );
    },
    mention,
    sign: (sign) => signs.push(sign),
    note: (text) => notes.push(readable(text)),
    start: (name, value) => initial.push([name, value]),
    attempt: (read) => {
      try {
        read();
        return true;
      } catch (error) {
        if (!(error instanceof Misread)) throw error;
        refuse(error.kind, error.place, error.message);
        return false;
      }
    },
    finish: () => {
      const used = [...mentioned.keys(), ...genes.flatMap(({ rule }) => regulators(rule))];
      const inputs = [...new Set(used)].filter((name) => !defined.has(name));
      const places = new Map([
        ...defined,
        ...inputs.flatMap((name) => {
          const at = mentioned.get(name);
          return at ? [[name, at] as const] : [];
        }),
      ]);
      return {
        genes,
        inputs,
        signs,
        problems: [...problems].sort((a, b) => a.line - b.line || a.column - b.column),
        places,
        notes,
        ...(initial.length > 0 && { initial: Object.fromEntries(initial) }),
      };
    },
  };
}
const only = ({ line, column, length }: Place): Place => ({ line, column, length: Math.max(1, length) });
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is left out
const controlCharacters = /[\u0000-\u001f\u007f\u2028\u2029]+/g;
/** Names come from the file: they may be of any length and hold anything. */
const readable = (message: string): string =>
  message.replace(controlCharacters, ' ').replace(/\S{80,}/g, (long) => `${long.slice(0, 60)}…`);
