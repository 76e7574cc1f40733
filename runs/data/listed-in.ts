/** The files of a folder of which files are located as `FOLDER/NAME`. */
export const listedIn =
  (locations: Readonly<Record<string, string>>) =>
  (folder: string): readonly string[] =>
    Object.keys(locations).flatMap((reference) =>
      reference.startsWith(`${folder}/`) ? [reference.slice(folder.length + 1)] : [],
    );
