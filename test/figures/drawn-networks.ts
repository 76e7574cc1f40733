import type { BooleanExpression, GeneNetwork, Sign, UpdateScheme } from '../../engine/genes/index.ts';

/** A network from lines `Gene = A & !B`, for figures: disjunctions of conjunctions. */
export function networkOf(
  rules: readonly string[],
  more: {
    readonly fates?: readonly string[];
    readonly inputs?: readonly string[];
    readonly signs?: readonly Sign[];
    readonly update?: UpdateScheme;
    readonly fixed?: GeneNetwork['fixed'];
  } = {},
): GeneNetwork {
  const pairs = (lines: readonly string[]) =>
    lines.map((line) => {
      const [name, rule] = line.split('=');
      return { name: name.trim(), rule: ruleOf(rule) };
    });
  return {
    genes: pairs(rules),
    inputs: more.inputs ?? [],
    fates: pairs(more.fates ?? []),
    signs: more.signs ?? [],
    update: more.update ?? 'synchronous',
    fixed: more.fixed ?? {},
  };
}
function ruleOf(text: string): BooleanExpression {
  return { or: text.split('|').map((part) => ({ and: part.split('&').map((literal) => literalOf(literal.trim())) })) };
}
function literalOf(name: string): BooleanExpression {
  return name.startsWith('!') ? { not: { gene: name.slice(1) } } : { gene: name };
}

/** The cortical area network of Giacomantonio & Goodhill (2010). */
export const corticalAreas = (update: UpdateScheme = 'synchronous', fixed: GeneNetwork['fixed'] = {}): GeneNetwork =>
  networkOf(
    [
      'Fgf8 = Fgf8 & Sp8 & !Emx2',
      'Emx2 = Coup & !Fgf8 & !Pax6 & !Sp8',
      'Pax6 = Sp8 & !Emx2 & !Coup',
      'Coup = !Fgf8 & !Sp8',
      'Sp8 = Fgf8 & !Emx2',
    ],
    { fates: ['anterior = Fgf8 & Sp8', 'posterior = Coup & Emx2'], update, fixed },
  );
