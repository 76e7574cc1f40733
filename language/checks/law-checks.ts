/** Family T: what is said of a law of activity that it does not use. */
import { motionSettings, settingsUsed } from '../../catalogue/laws-of-motion.ts';
import type { Range, Setting } from '../../grammar/tree.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { removed } from '../edits.ts';
import { settingOf, studied } from '../studied.ts';
import { conditionsOf, declarations, type View } from '../view.ts';
import { type Check, diagnostic, distinct } from './check.ts';

const resting = (settings: string): string => `language 1
connect wild { neurons 200;  weights uniform(-1, 1);  spectrum radius 0.9 }
dynamics rest of wild { ${settings};  run 60 s }
experiment modes {
  seeds 6
  compare { rest = rest }
  measure alpha = exponent(direct, ranks: 11 .. 100)
}
`;
const T046: Check = {
  code: 'T046',
  severity: 'warning',
  tier: 'text',
  find: unusedSettings,
  title: 'a setting that the law of activity does not use',
  explanation: 'In discrete time there is no time constant, and no step of it that noise could be scaled by.',
  bad: resting('model linear, discrete;  dt 2 ms;  tau 20 ms'),
  good: resting('model linear, discrete;  dt 2 ms'),
};
/** A condition that overrides the model alone is not told of what its noun says of another. */
function unusedSettings(view: View): readonly Diagnostic[] {
  const overrides = declarations(view, 'experiment').flatMap((experiment) =>
    conditionsOf(view, experiment).map(({ value }) => value.range),
  );
  const together = (a: Range, b: Range): boolean =>
    overrides.find(({ start, end }) => start <= a.start && a.end <= end) ===
    overrides.find(({ start, end }) => start <= b.start && b.end <= end);
  return distinct(
    studied(view, 'dynamics').flatMap((found) => {
      const uses = settingsUsed(found.noun.motion);
      const model = settingOf(found, 'model', view);
      const unused = (setting: Setting | undefined, what: string): readonly Diagnostic[] =>
        setting && model && together(setting.range, model.range)
          ? [
              diagnostic(
                T046,
                setting.range,
                `${what} is not used by \`${view.source.slice(model.range.start, model.range.end)}\`. Remove it.`,
                setting.phrases.length === 0
                  ? [{ title: `Remove \`${setting.word.text}\``, edits: [removed(setting.range, view.source)] }]
                  : [],
              ),
            ]
          : [];
      const noise = settingOf(found, 'noise', view);
      return [
        ...motionSettings
          .filter(({ word }) => !uses.includes(word))
          .flatMap(({ word }) => unused(settingOf(found, word, view), `\`${word}\``)),
        ...(!uses.includes('noiseScale') && noise?.phrases.some(({ label }) => label.text === 'per')
          ? unused(noise, '`per step`')
          : []),
      ];
    }),
  );
}

export const lawChecks = { T046 };
