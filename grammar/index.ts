export { parse } from './parse.ts';
export { asRead, moved, ofText, ParsedParts, withBlock } from './parse-again.ts';
export { format, print } from './print.ts';
export { expressionText } from './statement-text.ts';
export { tokens, type HighlightToken, type TokenKind } from './highlight.ts';
export { nodesAt, stringsIn, walk, type Node } from './tree-walk.ts';
export { linesOf, type Lines } from './lines.ts';
export type * from './tree.ts';
export { isPlainName, labels, nouns, physicalUnits, reservedWords } from './words.ts';
