/** Family G: rules that are open, and which of the networks that they stand for is meant. */
import { memberCount } from '../../engine/genes/index.ts';
import { describeDeclaration } from '../canonical/description.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { added } from '../edits.ts';
import { countText, memberMeant } from '../nouns/genes-noun.ts';
import { allowed, declarations, isSound, nounOfDeclaration, scopeOf, settingsNamed, type View } from '../view.ts';
import { type Check, diagnostic, listed } from './check.ts';

const from = (statement: string): string => `language 1
genes partly from "open.aeon" {
  ${statement}
}
`;
const G032: Check = {
  code: 'G032',
  severity: 'error',
  tier: 'science',
  find: unmeant,
  title: 'rules that are open, and no member is said',
  explanation:
    'A file of AEON may leave the rule of a gene open: then it stands for many networks. `member drawn` draws one ' +
    'for each seed, so that the spread over seeds holds what is not known of the rules; `member 1`, `member 2` … are ' +
    'single ones, as conditions need them. Of each gene every function that keeps to the signs is as likely. ' +
    'Where no rule is open there is no other member.',
  bad: from('update asynchronous'),
  good: from('member drawn'),
};
function unmeant(view: View): readonly Diagnostic[] {
  return declarations(view, 'genes').flatMap((declaration) => {
    if (!isSound(view, declaration)) return [];
    const wrong = allowed(() => memberMeant(describeDeclaration(declaration, view.scope, scopeOf(view))), view.guard);
    if (typeof wrong !== 'string') return [];
    const [asked] = settingsNamed(declaration, 'member');
    const { block } = declaration;
    const end = declaration.phrases.at(-1)?.range.end ?? declaration.name.range.end;
    return [
      diagnostic(
        G032,
        asked?.range ?? declaration.name.range,
        wrong,
        asked
          ? []
          : [
              {
                title: 'Add `member drawn`',
                edits: [
                  block
                    ? added(block, 'member drawn', view.source)
                    : { range: { start: end, end }, text: ' { member drawn }' },
                ],
              },
            ],
      ),
    ];
  });
}

const G033: Check = {
  code: 'G033',
  severity: 'hint',
  tier: 'science',
  find: drawnMembers,
  title: 'each seed has rules of its own',
  explanation:
    'How many networks the open rules stand for, counted exactly. Where they end differs between them, so nothing is ' +
    'said of attractors, fates and starts before a member is drawn: `anlage genes FILE` draws a hundred, and says in ' +
    'how many of them a fate is reached.',
  bad: from('update asynchronous; member drawn'),
  good: from('update asynchronous; member 1'),
};
function drawnMembers(view: View): readonly Diagnostic[] {
  return declarations(view, 'genes').flatMap((declaration) => {
    const noun = nounOfDeclaration(view, declaration);
    if (noun?.noun !== 'genes' || !noun.open) return [];
    const genes = noun.open.map(({ gene }) => gene);
    const more = noun.open.some((rule) => 'tables' in rule && rule.left) ? 'More than ' : '';
    return [
      diagnostic(
        G033,
        settingsNamed(declaration, 'member')[0]?.range ?? declaration.name.range,
        `${more}${countText(memberCount(noun.open))} networks: the ${genes.length === 1 ? 'rule' : 'rules'} of ` +
          `${listed(genes)} ${genes.length === 1 ? 'is' : 'are'} open, and each seed draws its own. Where they end ` +
          'is not known before a member is drawn.',
      ),
    ];
  });
}

export const openRuleChecks = { G032, G033 };
