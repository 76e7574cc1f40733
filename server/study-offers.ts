import { CompletionItemKind } from 'vscode-languageserver';
import { templates, type TextAnalysis } from '../language/index.ts';
import type { Offer } from './offers.ts';

/** Where nothing is written yet, or a word of it: whole studies that run as they stand, after the first line. */
export const studyOffers = ({ source }: Pick<TextAnalysis, 'source'>): readonly Offer[] =>
  /^\s*\w*\s*$/.test(source)
    ? templates()
        .filter(({ companions = [] }) => companions.length === 0)
        .map(({ name, title, description, text }, place) => ({
          label: `study ${name}`,
          kind: CompletionItemKind.Snippet,
          detail: `${title}: ${description}`,
          documentation: `\`\`\`anlage\n${text}\`\`\``,
          text,
          favour: 8 - place / 10,
        }))
    : [];
