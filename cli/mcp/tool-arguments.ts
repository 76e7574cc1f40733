import { meant } from '../meant-name.ts';
import { Failure } from '../../making/failure.ts';
import { isRecord } from './json-lines.ts';

/** What a tool takes under one name: for who asks as JSON Schema, for the tool as a value of type `T`. */
export interface Argument<T> {
  readonly schema: object;
  readonly optional?: true;
  /** Undefined where the value is none of these. */
  read(value: unknown): T | undefined;
  /** `a text`. */
  readonly takes: string;
}
export type Arguments = Readonly<Record<string, Argument<unknown>>>;
export type Given<A extends Arguments> = { readonly [K in keyof A]: A[K] extends Argument<infer T> ? T : never };

export const text = (description: string): Argument<string> => ({
  schema: { type: 'string', description },
  read: (value) => (typeof value === 'string' ? value : undefined),
  takes: 'a text',
});
export const flag = (description: string): Argument<boolean> => ({
  schema: { type: 'boolean', description },
  read: (value) => (typeof value === 'boolean' ? value : undefined),
  takes: 'true or false',
});
export const texts = (description: string): Argument<readonly string[]> => ({
  schema: { type: 'array', items: { type: 'string' }, description },
  read: (value) => (Array.isArray(value) && value.every((each) => typeof each === 'string') ? value : undefined),
  takes: 'a list of texts',
});
export const oneOf = (words: readonly string[], description: string): Argument<string> => ({
  schema: { type: 'string', enum: words, description },
  read: (value) => words.find((word) => word === value),
  takes: `one of ${words.join(', ')}`,
});
export const optional = <T>(argument: Argument<T>): Argument<T | undefined> => ({ ...argument, optional: true });

export const schemaOf = (takes: Arguments) => ({
  type: 'object',
  properties: Object.fromEntries(Object.entries(takes).map(([name, { schema }]) => [name, schema])),
  required: Object.keys(takes).filter((name) => !takes[name].optional),
  additionalProperties: false,
});

/** What was given to a tool as what it takes. @throws Failure that says what to give instead */
export function givenTo<A extends Arguments>(takes: A, given: unknown): Given<A> {
  if (given !== undefined && !isRecord(given)) throw new Failure('usage', 'The arguments are no object of names.');
  const values = given ?? {};
  for (const name of Object.keys(values))
    if (!Object.hasOwn(takes, name))
      throw new Failure('usage', `There is no argument ${name}: ${meant(name, Object.keys(takes))}`);
  const read = Object.entries(takes).map(([name, argument]) => {
    const value = values[name];
    if (value === undefined || value === null) {
      if (argument.optional) return [name, undefined];
      throw new Failure('usage', `The argument ${name} is missing: ${argument.takes}.`);
    }
    const found = argument.read(value);
    if (found === undefined)
      throw new Failure('usage', `The argument ${name} takes ${argument.takes}, and this is ${shown(value)}.`);
    return [name, found];
  });
  return Object.fromEntries(read);
}
const shown = (value: unknown): string => (JSON.stringify(value) ?? String(value)).slice(0, 80);
