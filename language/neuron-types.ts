/** Types of the neurons of a matrix, as far as a text tells them. */
import { unscaled } from './nouns/unscaled.ts';
import type { ConnectNoun } from './specification.ts';

/** `types`: all that a neuron can have; `wrong`: why it has none of the field that is asked for. */
export type ForeseenTypes = { readonly types: readonly string[] } | { readonly wrong: string } | undefined;

/** Undefined where only a file, or the growth itself, says it. */
export function foreseenTypes(connect: ConnectNoun, field: string | undefined, column: string): ForeseenTypes {
  const { name, source } = unscaled(connect);
  const only = (known: string): string | undefined =>
    field === undefined || field === known
      ? undefined
      : `Of a neuron of \`${name}\` its \`${known}\` is known, and not \`${field}\`: write \`by ${column}\`.`;
  switch (source.kind) {
    case 'file':
      return undefined;
    case 'develop': {
      const wrong = only('fate');
      if (wrong !== undefined) return { wrong };
      const { cells } = source;
      return cells === undefined || source.where !== undefined ? undefined : { types: [cells].flat() };
    }
    case 'drawn': {
      const { groups } = source.program;
      if (groups !== undefined) {
        const wrong = only('group');
        if (wrong !== undefined) return { wrong };
        return typeof groups === 'number'
          ? { types: Array.from({ length: Math.min(groups, mostTypes) }, (_, group) => String(group + 1)) }
          : undefined;
      }
      return nothingKnown(name, column);
    }
    case 'scaled':
    case 'goe':
    case 'initial':
    case 'trained':
    case 'matrix':
    case 'field':
    case 'recording':
      return nothingKnown(name, column);
  }
}
const mostTypes = 10_000;
const nothingKnown = (name: string, column: string): ForeseenTypes => ({
  wrong:
    `Nothing tells the types of the neurons of \`${name}\`: fates of a grown circuit, fields of the nodes of a file ` +
    `and \`groups\` of a drawn matrix do. Give it \`groups\`, or leave \`by ${column}\` out.`,
});
