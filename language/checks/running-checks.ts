/** Family L: what checks and cannot run, and why. */
import type { Declaration, FileTree, Range } from '../../grammar/tree.ts';
import { walk as walkTree } from '../../grammar/tree-walk.ts';
import { describeDeclaration, likeOf } from '../canonical/description.ts';
import { Circular, NotYet, ofLaterVersion, Refused } from '../canonical/scope.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { added } from '../edits.ts';
import { variedExperimentOf } from '../experiments/varied-experiment.ts';
import { nounOf } from '../nouns/index.ts';
import { ofPiece } from '../of-piece.ts';
import { declarations, lookedAt, scopeOf, type View } from '../view.ts';
import { type Check, diagnostic, distinct } from './check.ts';

const network = (words: string): string => `language 1
data digits from mnist
network reader {
  input 784, relu
  ${words}
  readout 10
}
experiment learn {
  compare { a = reader }
  train on digits { epochs 1 }
  measure accuracy = accuracy(test)
}
`;

const L014: Check = {
  code: 'L014',
  severity: 'warning',
  tag: 'unnecessary',
  tier: 'text',
  find: laterWords,
  title: 'a word of a later version',
  explanation:
    'The language has the word, and this version does not compute it yet: the file checks, and an experiment that ' +
    'depends on it is refused when it is run.',
  bad: network('neurons 85').replace('measure', 'plot lineage\n  measure'),
  good: network('neurons 85').replace('measure', 'plot learning\n  measure'),
};
const later = (what: string, range: Range): Diagnostic => diagnostic(L014, range, ofLaterVersion(what));

type Meaning = View['walk']['marks'][number]['meaning'];
const nameOfLater = (meaning: Meaning): string | undefined => {
  switch (meaning.kind) {
    case 'word':
      return meaning.entry.status === 'later' ? meaning.entry.word : undefined;
    case 'noun':
      return meaning.entry.status === 'later' ? meaning.entry.noun : undefined;
    case 'function':
      return meaning.entry.status === 'later' ? meaning.entry.name : undefined;
    case 'label':
      return meaning.slots.some(({ status }) => status === 'later') ? meaning.label : undefined;
    case 'option':
    case 'argument':
      return meaning.slot.status === 'later' ? meaning.slot.name : undefined;
    case 'choice':
      return meaning.choice.status === 'later' ? meaning.choice.word : undefined;
    default:
      return undefined;
  }
};
const hasLater = ofPiece(({ marks }: View['walk']['apart']['pieces'][number]) =>
  marks.some(({ meaning }) => nameOfLater(meaning) !== undefined),
);
/** One for a statement: the first such word of it explains the others; none where the statement has an error. */
function laterWords({ tree, walk, errors }: View): readonly Diagnostic[] {
  const { head, pieces } = walk.apart;
  const found = [head.marks, ...pieces.map((piece) => (hasLater(piece) ? piece.marks : []))]
    .flat()
    .flatMap(({ range, meaning }) => {
      const name = nameOfLater(meaning);
      return name === undefined ? [] : [{ name, range, whole: meaning.kind === 'word' || meaning.kind === 'noun' }];
    })
    .sort((a, b) => a.range.start - b.range.start);
  if (found.length === 0) return [];
  const statements = statementsIn(tree);
  let passed = 0;
  return found.flatMap(({ name, range, whole }) => {
    if (range.start < passed) return [];
    const around = statements.findLast(({ start, end }) => start <= range.start && range.end <= end);
    // Behind a word that comes later nothing is read; behind another, what its own statement still says is explained.
    passed = whole ? (around?.end ?? range.end) : endOfLine(around, statements, range);
    const wrong = errors.some(({ start, end }) => start >= (around ?? range).start && end <= passed);
    return wrong ? [] : [later(`\`${name}\``, range)];
  });
}
/** To the end of the statement, or to the first one inside it that follows. */
const endOfLine = (around: Range | undefined, statements: readonly Range[], { end }: Range): number =>
  Math.min(around?.end ?? end, statements.find(({ start }) => start >= end)?.start ?? Number.POSITIVE_INFINITY);
/** In the order in which they begin, those around others first. */
function statementsIn(tree: FileTree): readonly Range[] {
  const found: Range[] = [];
  walkTree(tree, (node) => {
    if ('kind' in node && statementKinds.has(node.kind)) found.push(node.range);
    return undefined;
  });
  return found;
}
const statementKinds: ReadonlySet<string> = new Set([
  'declaration',
  'setting',
  'definition',
  'assignment',
  'regulation',
  'expectation',
  'claims',
  'row',
]);

const L015: Check = {
  code: 'L015',
  severity: 'error',
  tier: 'text',
  find: circles,
  title: 'a noun that is like itself',
  explanation:
    '`like` takes over what another noun says. Followed from noun to noun it must end at one that says what it is.',
  bad: `language 1
connect wild like other {
  neurons 20
}
connect other like wild {
  weights normal(0, 1)
}
`,
  good: `language 1
connect wild {
  neurons 20
  weights normal(0, 1)
}
connect other like wild {
  weights normal(0, 2)
}
`,
};
function circles(view: View): readonly Diagnostic[] {
  const scope = scopeOf(view);
  const found = new Set<Circular>();
  for (const declaration of lookedAt(view)) {
    try {
      describeDeclaration(declaration, view.scope, scope);
    } catch (error) {
      if (error instanceof Circular) found.add(error);
      else if (!(error instanceof Refused)) throw error;
    }
  }
  return distinct([...found].map((circle) => diagnostic(L015, placeOf(circle.range, view), circle.message)));
}

const L017: Check = {
  code: 'L017',
  severity: 'error',
  tier: 'science',
  find: 'study',
  title: 'what cannot be run',
  explanation:
    'Every word is known and every value fits, and still nothing can be computed: something is missing that only the ' +
    'whole says, or the values exclude each other. What the check says here is what `anlage run` would refuse.',
  bad: network(''),
  good: network('neurons 85'),
};
/**
 * What running the file would refuse, of a text without errors whose files have been read: each experiment; where there
 * is none, each noun.
 */
export function refusals(view: View): readonly Diagnostic[] {
  const experiments = declarations(view, 'experiment');
  const tried =
    experiments.length > 0
      ? experiments.map((declaration) => ({
          declaration,
          step: () => variedExperimentOf(declaration, { text: view.source, file: view.scope, networks: view.networks }),
        }))
      : view.tree.declarations.map((declaration) => ({
          declaration,
          step: () => nounOf(describeDeclaration(declaration, view.scope, scopeOf(view))),
        }));
  const said = laterWords(view).map(({ range }) => range);
  const statements = statementsIn(view.tree);
  const refused = tried.flatMap(({ declaration, step }) => {
    const reason = refusalOf(step);
    return reason ? [{ declaration, reason }] : [];
  });
  return distinct(
    refused.flatMap(({ declaration, reason }) => {
      const own = placeOf(reason.range, view, declaration.name.range);
      if (reason instanceof NotYet) {
        const around = statements.findLast(({ start, end }) => start <= own.start && own.end <= end) ?? own;
        return said.some(({ start, end }) => start >= around.start && end <= around.end)
          ? []
          : [diagnostic(L014, own, reason.message)];
      }
      const inherited = inheritedBy(declaration, own, view);
      if (!inherited) return [diagnostic(L017, own, reason.message, fixesOf(reason, view))];
      return refused.some((other) => other.declaration !== declaration && other.reason.range === reason.range)
        ? []
        : [diagnostic(L017, inherited, `What is taken over from there cannot be run here: ${reason.message}`)];
    }),
  );
}
/** Where a declaration names the one that something comes from: an experiment's claim, of an experiment it is like. */
function inheritedBy(declaration: Declaration, at: Range, { tree }: View): Range | undefined {
  const home = tree.declarations.find(({ range }) => range.start <= at.start && range.end >= at.end);
  return home?.noun.text === 'experiment' && home.name !== declaration.name ? likeOf(declaration)?.range : undefined;
}
function refusalOf(step: () => unknown): Refused | undefined {
  try {
    step();
    return undefined;
  } catch (error) {
    if (error instanceof Refused) return error;
    throw error;
  }
}
function fixesOf({ lacking }: Refused, { tree, source }: View): Diagnostic['fixes'] {
  const block = tree.declarations.find((declaration) => declaration === lacking?.declaration)?.block;
  return lacking && block
    ? [{ title: `Write \`${lacking.statement}\``, edits: [added(block, lacking.statement, source)] }]
    : [];
}

/** A place that another file has is shown where this one depends on it. */
function placeOf(range: Range, { tree }: View, otherwise: Range = { start: 0, end: 0 }): Range {
  let own = false;
  walkTree(tree, (node) => {
    own ||= node.range === range || Object.values(node).some((part) => hasRange(part, range));
    return !own && node.range.start <= range.start && node.range.end >= range.end;
  });
  return own ? range : otherwise;
}
const hasRange = (part: unknown, range: Range): boolean =>
  typeof part === 'object' && part !== null && 'range' in part && part.range === range;

export const runningChecks = { L014, L015, L017 };
