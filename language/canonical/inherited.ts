/** What an experiment takes over from the one that it is like. */
import type { Declaration } from '../../grammar/tree.ts';
import { describeDeclaration, inForce, likeOf } from './description.ts';
import { Refused, type Scope } from './scope.ts';

/**
 * `experiment more like base { … }`: the declaration with every statement of `base` that it does not replace, each at
 * its own place. By itself where what it is like is no experiment, which a check says.
 */
export function withInherited(declaration: Declaration, scope: Scope): Declaration {
  if (!likeOf(declaration)) return declaration;
  try {
    const statements = inForce(describeDeclaration(declaration, scope.file, scope)).map(({ statement }) => statement);
    const end = declaration.range.end;
    const { range, closed } = declaration.block ?? { range: { start: end, end }, closed: true };
    return { ...declaration, block: { kind: 'block', range, closed, statements } };
  } catch (error) {
    if (error instanceof Refused) return declaration;
    throw error;
  }
}
