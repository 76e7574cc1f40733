/** The words the grammar itself knows. Every other word is only a word here; `language/` knows what it means. */

/**
 * The nouns that open a declaration at the top level. A line that begins with one of them and a name, at column 1,
 * always begins a declaration.
 */
export const nouns = ['genes', 'develop', 'connect', 'data', 'task', 'dynamics', 'network', 'experiment'] as const;

/** Words that begin a phrase: `within 60 um`, `to neuron`. */
export const labels = [
  'from',
  'to',
  'with',
  'without',
  'within',
  'as',
  'by',
  'on',
  'of',
  'at',
  'in',
  'is',
  'until',
  'every',
  'matched',
  'like',
  'where',
  'along',
  'after',
  'before',
] as const;

/** A name spelt like one of these stands in double quotes. */
export const reservedWords: ReadonlySet<string> = new Set([...labels, 'language', 'use', 'expect', 'and', 'or', 'not']);

/**
 * Units of which quotients and products are written without spaces: `um/h`. Counts (`cells`, `steps`) are any word
 * after a number.
 */
export const physicalUnits = [
  'ns',
  'us',
  'ms',
  's',
  'min',
  'h',
  'day',
  'nm',
  'um',
  'mm',
  'Hz',
  'kHz',
  'mV',
  'V',
  'pA',
  'nA',
  'uA',
  'kOhm',
  'MOhm',
  'GOhm',
  'pF',
  'nF',
  'uF',
  'pS',
  'nS',
  'uS',
  'g',
  'degC',
  'rad',
] as const;

/** A word that stands before a name without brackets, `trained rnn`: what it makes of it. */
export const prefix = 'trained';

const namePattern = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Whether a name can stand without quotes. */
export const isPlainName = (text: string): boolean => namePattern.test(text) && !reservedWords.has(text);
