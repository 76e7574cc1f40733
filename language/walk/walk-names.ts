/** Names inside nouns: the genes, inputs and fates that a value brings with it. */
import { asRead, ofText } from '../../grammar/index.ts';
import type { Declaration, Expression, Range, RangeExpression, Statement, Value } from '../../grammar/tree.ts';
import type { FileScope } from '../canonical/scope.ts';
import { twice, renamed } from '../checks/language-checks.ts';
import { bareName } from '../match.ts';
import type { Parameter } from '../file-parameters.ts';
import type { NounKind } from '../vocabulary/index.ts';
import { type GeneNames, type Named, noGenes, type Occurrence, type SymbolKind, type Walk } from './walk-context.ts';

/** Notes that a name stands here, and where it is declared. */
export function occur(
  walk: Walk,
  range: Range,
  name: string,
  kind: SymbolKind,
  declared: Named | undefined,
  defines = false,
): void {
  walk.occurrences.push({
    range,
    name,
    kind,
    defines,
    ...(declared &&
      (declared.path ? { path: declared.path, within: declared.range } : { declaration: declared.range })),
  } satisfies Occurrence);
}

/** A variable of the experiment; of a parameter that it varies, that one. */
export function occurVariable(walk: Walk, range: Range, name: string, declared: Range): void {
  const parameter = walk.scope.parameters.get(name);
  if (parameter) occur(walk, range, name, 'parameter', placeOf(parameter));
  else occur(walk, range, name, 'variable', { range: declared });
}
export const placeOf = ({ declared, path }: Parameter): Named => ({
  range: declared.name.range,
  ...(path && { path }),
});

/** A name's own declaration; a second one of the same name is an error at its own place. */
export function declare(
  walk: Walk,
  name: { readonly text: string; readonly range: Range } | undefined,
  kind: 'measure' | 'variable' | 'condition' | 'factor' | 'level',
  first: ReadonlyMap<string, Range>,
): void {
  if (!name?.text) return;
  const declared = first.get(name.text);
  if (declared && declared.start !== name.range.start)
    walk.problems.push(
      twice(
        name.text,
        name.range,
        `The ${kind}`,
        undefined,
        renamed(name.text, name.range, (other) => first.has(other)),
      ),
    );
  occur(walk, name.range, name.text, kind, { range: declared ?? name.range }, true);
}

export const nounNames = (walk: Walk, kinds?: readonly NounKind[]): readonly string[] =>
  [...walk.scope.declared]
    .filter(([, { declaration }]) => !kinds || kinds.includes(declaration.noun.text as NounKind))
    .map(([name]) => name);

/** The genes that a noun's declaration knows, through `from`, `like` and files. */
export function genesKnownTo(declaration: Declaration, file: FileScope, depth = 0): GeneNames {
  if (depth > 20) return unknownGenes;
  const phrase = (label: string): Value | undefined =>
    declaration.phrases.find((found) => found.label.text === label)?.items[0]?.value;
  const from = phrase('from'),
    like = phrase('like');
  const base = like ? genesOfValue(like, file, depth + 1) : noGenes;
  if (declaration.noun.text === 'genes') return joined(base, ownGenes(declaration, file, from?.base.kind === 'string'));
  const behind = from ?? phrase('of');
  if (behind) return joined(base, genesOfValue(behind, file, depth + 1));
  if (declaration.noun.text === 'develop' && !like) return unknownGenes;
  if (declaration.noun.text !== 'network') return base;
  const circuit = declaration.block?.statements.find(
    (statement) => statement.kind === 'setting' && statement.word.text === 'recurrent',
  );
  const matrix = circuit?.kind === 'setting' ? circuit.items[0]?.value : undefined;
  return matrix ? joined(base, genesOfValue(matrix, file, depth + 1)) : base;
}

/** Genes of a noun that is not there, or stands in a file: any name may be one. */
const unknownGenes: GeneNames = { ...noGenes, open: true };

export function genesOfValue(value: Value | Expression | RangeExpression, file: FileScope, depth = 0): GeneNames {
  const base = value.kind === 'value' ? value.base : value;
  if (base.kind === 'group') return genesOfValue(base.expression, file, depth);
  if (base.kind === 'call') return base.arguments[0] ? genesOfValue(base.arguments[0].value, file, depth + 1) : noGenes;
  const found =
    base.kind === 'name'
      ? file.declared.get(base.text)
      : base.kind === 'string'
        ? file.declared.get(base.value)
        : undefined;
  return found ? genesKnownTo(found.declaration, found.file, depth + 1) : unknownGenes;
}

function ownGenes(declaration: Declaration, file: FileScope, open: boolean): GeneNames {
  const written = genesWritten(declaration),
    by = declaration.range.start - asRead(declaration).range.start;
  const placed = (names: ReadonlyMap<string, Range>): ReadonlyMap<string, Named> =>
    new Map(
      Array.from(names, ([name, { start, end }]) => [
        name,
        { range: { start: start + by, end: end + by }, ...(file.path && { path: file.path }) },
      ]),
    );
  return {
    open: open || written.open,
    genes: placed(written.genes),
    inputs: placed(written.inputs),
    fates: placed(written.fates),
  };
}
/** Those in the block of a declaration, where they stand in it. */
const genesWritten = ofText((declaration) => {
  const genes = new Map<string, Range>(),
    inputs = new Map<string, Range>(),
    fates = new Map<string, Range>();
  const add = (to: Map<string, Range>, name: string, range: Range): void => {
    if (name && !to.has(name)) to.set(name, range);
  };
  for (const statement of declaration.block?.statements ?? []) {
    if (statement.kind === 'assignment') add(genes, statement.name.text, statement.name.range);
    else if (statement.kind === 'definition' && statement.word.text === 'fate')
      add(fates, statement.name.text, statement.name.range);
    else if (statement.kind === 'setting' && statement.word.text === 'input') {
      for (const item of statement.items) {
        const name =
          bareName(item.value) ??
          (item.value.base.kind === 'string'
            ? { text: item.value.base.value, range: item.value.base.range }
            : undefined);
        if (name) add(inputs, name.text, name.range);
      }
    }
  }
  return {
    open: !declaration.block?.statements.length || declaration.block.statements.some(isNameless),
    genes,
    inputs,
    fates,
  };
});

/** A fate or an input whose name was not given, or not understood. */
function isNameless(statement: Statement, index: number, all: readonly Statement[]): boolean {
  if (statement.kind === 'assignment') return !statement.name.quoted && ['fate', 'input'].includes(statement.name.text);
  if (statement.kind === 'setting')
    return statement.word.text === 'fate' || (statement.word.text === 'input' && statement.items.length === 0);
  return (
    statement.kind === 'definition' &&
    all.slice(0, index).some((other) => other.kind === 'definition' && other.name.text === statement.name.text)
  );
}

function joined(a: GeneNames, b: GeneNames): GeneNames {
  if (a === noGenes) return b;
  return {
    open: a.open || b.open,
    genes: new Map([...a.genes, ...b.genes]),
    inputs: new Map([...a.inputs, ...b.inputs]),
    fates: new Map([...a.fates, ...b.fates]),
  };
}

/** Everything that the genes nouns of a file know, for measures that speak of fates. */
export function allGenes(file: FileScope): GeneNames {
  const known = allGenesOf.get(file);
  if (known) return known;
  const all = {
    open: false,
    genes: new Map<string, Named>(),
    inputs: new Map<string, Named>(),
    fates: new Map<string, Named>(),
  };
  for (const { declaration, file: own } of file.declared.values()) {
    if (declaration.noun.text !== 'genes') continue;
    const { open, ...names } = genesKnownTo(declaration, own);
    all.open ||= open;
    for (const kind of ['genes', 'inputs', 'fates'] as const)
      for (const [name, place] of names[kind]) all[kind].set(name, place);
  }
  allGenesOf.set(file, all);
  return all;
}
const allGenesOf = new WeakMap<FileScope, GeneNames>();
