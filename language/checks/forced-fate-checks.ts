/** Family G: screens of what forces a fate. */
import { controlled, noneForced } from '../experiments/controlled-conditions.ts';
import { genesBehind } from '../experiments/screened-conditions.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { View } from '../view.ts';
import { type Check, diagnostic } from './check.ts';
import { screening, started } from './screen-checks.ts';

const controlling = (fate: string): string =>
  started('as progenitor at centre').replace('knock_out of every gene', `control of ${fate}`);
const G030: Check = {
  code: 'G030',
  severity: 'error',
  tier: 'science',
  find: controls,
  title: 'a screen of control that makes no condition',
  explanation:
    '`screen control of FATE` makes a condition of each smallest set of knock-outs and over-expressions after ' +
    'which every start ends in the fate. Here there is none: nothing of that size forces it, it is reached from ' +
    'every start as it is, or the search did not end, and then nothing is known.',
  bad: controlling('neuron, share 10 %'),
  good: controlling('neuron'),
};
const G031: Check = {
  code: 'G031',
  severity: 'hint',
  tier: 'science',
  find: controls,
  title: 'sets that force a fate and become no condition',
  explanation:
    'There are more smallest sets than `sets` allows, and the first are taken; or the search did not end, so ' +
    'that there may be others, and smaller ones. `anlage genes FILE --control FATE` lists all.',
  bad: controlling('progenitor, share 20 %, sets 1'),
  good: controlling('progenitor, share 20 %'),
};

/** Screens of control that find nothing, and those that find more than they make conditions of. */
function controls(view: View): readonly Diagnostic[] {
  return screening(view).flatMap(({ reference, found }) => {
    const genes = genesBehind(reference.noun);
    return found.flatMap(({ setting, asked }) => {
      if (!genes || !asked || !genes.fates.some(({ name }) => name === asked.fate)) return [];
      const at = setting.word.range;
      const why = noneForced(genes, asked);
      if (why !== undefined) return [diagnostic(G030, at, why)];
      const { made, left, complete } = controlled(genes, asked);
      const more =
        left > 0
          ? `${left + made.length} sets are as small; the first ${made.length} are conditions.`
          : complete
            ? undefined
            : `${made.length === 1 ? 'One set was' : `${made.length} sets were`} found, and the search did not end: ` +
              'whether there are smaller or other ones is not known.';
      return more === undefined ? [] : [diagnostic(G031, at, more)];
    });
  });
}

export const forcedFateChecks = { G030, G031 };
