import { schemaOf } from './tool-arguments.ts';
import { tools } from './mcp-peer.ts';

/** The tools as package.json tells an editor of them, which has them under these names. */
export const contributedTools = () =>
  tools.map(({ name, title, description, takes }) => ({
    name: `anlage_${name}`,
    toolReferenceName: `anlage${name[0].toUpperCase()}${name.slice(1)}`,
    displayName: title,
    userDescription: `Anlage: ${title.toLowerCase()}`,
    modelDescription: description,
    canBeReferencedInPrompt: true,
    inputSchema: schemaOf(takes),
  }));

/** A package.json with them. */
export const withTools = (manifest: string): string =>
  manifest.replace(
    /"languageModelTools": \[(\]|[\s\S]*?\n {4}\])/,
    () => `"languageModelTools": ${JSON.stringify(contributedTools(), undefined, 2).replaceAll('\n', '\n    ')}`,
  );
