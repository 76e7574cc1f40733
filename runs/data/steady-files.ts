import fs from 'node:fs';

/**
 * Whether files are still what they were: gives the reference of one that was written anew, or is gone, since this was
 * asked for. What was computed of such a file belongs to no checksum. Folders are passed over.
 */
export function steadyFiles(locations: Readonly<Record<string, string>>): () => string | undefined {
  const before = new Map(
    Object.entries(locations).map(([reference, file]) => [reference, [file, signOf(file)] as const]),
  );
  return () => {
    for (const [reference, [file, sign]] of before) if (signOf(file) !== sign) return reference;
    return undefined;
  };
}
function signOf(file: string): string | undefined {
  const stat = fs.statSync(file, { bigint: true, throwIfNoEntry: false });
  return stat?.isFile() ? `${stat.dev} ${stat.ino} ${stat.size} ${stat.mtimeNs}` : undefined;
}
