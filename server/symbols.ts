import { type DocumentSymbol, SymbolKind } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import {
  expressionText,
  type Declaration,
  type FileTree,
  type Name,
  type Range,
  type Setting,
  type Statement,
} from '../grammar/index.ts';
import { factorBlock, factorName, isFactor, namingLevel } from '../language/experiments/factors.ts';
import { isNoun, type NounKind } from '../language/vocabulary/index.ts';
import { toLspRange } from './lsp-ranges.ts';

/** The icons of nouns. */
const kinds: Readonly<Partial<Record<NounKind, SymbolKind>>> = {
  genes: SymbolKind.Class,
  develop: SymbolKind.Module,
  connect: SymbolKind.Array,
  data: SymbolKind.File,
  task: SymbolKind.Event,
  dynamics: SymbolKind.Function,
  network: SymbolKind.Struct,
  experiment: SymbolKind.Method,
};

/** Of a noun; of one that has no icon of its own, that of an object. */
export const kindOfNoun = (noun: string): SymbolKind => (isNoun(noun) && kinds[noun]) || SymbolKind.Object;

/** The outline: nouns, and what has a name inside them. */
export function symbolsOf(document: TextDocument, { lets, declarations }: FileTree): DocumentSymbol[] {
  return [
    ...lets
      .filter(({ name }) => name.text)
      .map(({ name, value, range }) =>
        symbol(name, range, { detail: expressionText(value), kind: SymbolKind.Constant }),
      ),
    ...declarations
      .filter(({ name }) => name.text)
      .map((declaration) =>
        symbol(declaration.name, declaration.range, {
          detail: declaration.noun.text,
          kind: kindOfNoun(declaration.noun.text),
          children: declaration.block?.statements.flatMap((statement) => inside(statement, declaration)) ?? [],
        }),
      ),
  ];

  function inside(statement: Statement, declaration: Declaration): DocumentSymbol[] {
    switch (statement.kind) {
      case 'assignment':
        return statement.name.text
          ? [
              symbol(statement.name, statement.range, {
                detail: declaration.noun.text === 'genes' ? 'gene' : 'condition',
                kind: SymbolKind.Variable,
              }),
            ]
          : [];
      case 'definition':
        return statement.name.text
          ? [symbol(statement.name, statement.range, { detail: statement.word.text, kind: SymbolKind.Constant })]
          : [];
      case 'setting': {
        if (isFactor(statement)) return factor(statement, declaration);
        const children = statement.block?.statements.flatMap((inner) => inside(inner, declaration)) ?? [];
        const first = statement.items[0]?.value.base;
        const detail = first && first.kind !== 'range' ? expressionText(first) : '';
        return statement.block
          ? [symbol(statement.word, statement.range, { detail, kind: SymbolKind.Namespace, children })]
          : [];
      }
      default:
        return [];
    }
  }

  function factor(setting: Setting, declaration: Declaration): DocumentSymbol[] {
    const [name, block] = [factorName(setting), factorBlock(setting)];
    const children = block?.statements.flatMap((level): DocumentSymbol[] => {
      const named = namingLevel(level)?.name;
      return named
        ? [symbol(named, level.range, { detail: 'level', kind: SymbolKind.EnumMember })]
        : inside(level, declaration).map((made) => ({ ...made, detail: 'level', kind: SymbolKind.EnumMember }));
    });
    return name ? [symbol(name, setting.range, { detail: 'factor', kind: SymbolKind.Enum, children })] : [];
  }

  function symbol(
    name: Name,
    range: Range,
    more: { detail: string; kind: SymbolKind; children?: DocumentSymbol[] },
  ): DocumentSymbol {
    return {
      name: name.text,
      range: toLspRange(document, range),
      selectionRange: toLspRange(document, name.range),
      ...more,
    };
  }
}
