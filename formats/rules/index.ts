/** Gene rules in the community's formats, both ways. */
export { type Line, type Place, type RulesFile, type RulesProblem } from './file.ts';
export { readBnet, writeBnet } from './bnet.ts';
export { formatOfRules, holdsOnlyRules, mayHoldRules, readRules, type RulesFormat, type RulesFormatName, rulesFormats, writeRules } from './formats.ts';
