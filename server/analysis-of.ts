import { analyseText, guardedBy, type Imports, type TextAnalysis } from '../language/index.ts';
import { type Parsed, parse } from '../grammar/index.ts';

/** What a text says, as far as it can be told: what fails is said where the document itself is checked. */
export const analysisOf = (source: string, imports?: Imports, parsed: Parsed = parse(source)): TextAnalysis =>
  analyseText(
    source,
    imports,
    parsed,
    guardedBy(() => {}),
  );
