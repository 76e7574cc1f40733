/** Gene rules in the community's formats, both ways. */
export type { Place, RulesFile, RulesProblem } from './rules-file.ts';
export { readBnet, writeBnet } from './bnet.ts';
export { readBoolodeStart, writeBoolodeStart } from './boolode.ts';
export { shownRules } from './rules-content.ts';
export {
  besideRules,
  formatNamed,
  formatOfRules,
  holdsOnlyRules,
  type Initial,
  mayHoldRules,
  notHeld,
  readRules,
  type RulesFormat,
  type RulesFormatName,
  rulesFormats,
  writeRules,
} from './formats.ts';
