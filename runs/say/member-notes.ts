/** S107: networks whose rules are open, of which each seed has a member of its own. */
import { memberCount } from '../../engine/genes/index.ts';
import { countText } from '../../language/nouns/genes-noun.ts';
import type { ExperimentSpec } from '../../language/specification.ts';
import { genesIn } from '../../making/gene-networks.ts';
import type { Note } from '../../results/contract.ts';
import { listed } from './job-notes.ts';

export function memberNotes({ conditions }: ExperimentSpec): Note[] {
  const networks = new Map(
    conditions.flatMap(({ noun }) => {
      const genes = genesIn(noun);
      return genes?.open ? [[genes.name, genes.open] as const] : [];
    }),
  );
  return [...networks].map(([name, open]) => {
    const genes = open.map(({ gene }) => gene);
    const left = open.filter((rule) => 'tables' in rule && rule.left).map(({ gene }) => gene);
    return {
      code: 'S107',
      text:
        `The ${genes.length === 1 ? 'rule' : 'rules'} of ${listed(genes)} in ${name} ` +
        `${genes.length === 1 ? 'is' : 'are'} open: each seed has its own of ` +
        `${left.length > 0 ? 'at least ' : ''}${countText(memberCount(open))} networks, each as likely, and ` +
        `conditions with the same seed share it. The spread over seeds holds what is not known of the rules.` +
        (left.length > 0
          ? ` Of ${listed(left)} there are more sets of regulators that explain as much than were drawn from.`
          : ''),
    };
  });
}
