/** Licences of data, texts and software, by their identifiers in the SPDX list (spdx.org/licenses). */
const families: readonly (readonly [name: string, versions: readonly string[]])[] = [
  ...['CC-BY', 'CC-BY-SA', 'CC-BY-ND', 'CC-BY-NC', 'CC-BY-NC-SA', 'CC-BY-NC-ND'].map(
    (name) => [name, ['1.0', '2.0', '2.5', '3.0', '4.0']] as const,
  ),
  ...['GPL', 'LGPL', 'AGPL', 'GFDL'].flatMap((name) =>
    ['only', 'or-later'].map(
      (which) =>
        [
          name,
          (name === 'LGPL'
            ? ['2.0', '2.1', '3.0']
            : name === 'GFDL'
              ? ['1.1', '1.2', '1.3']
              : ['1.0', '2.0', '3.0']
          ).map((version) => `${version}-${which}`),
        ] as const,
    ),
  ),
  ['Apache', ['1.0', '1.1', '2.0']],
  ['MPL', ['1.0', '1.1', '2.0']],
  ['EUPL', ['1.0', '1.1', '1.2']],
  ['EPL', ['1.0', '2.0']],
  ['CECILL', ['1.0', '1.1', '2.0', '2.1', 'B', 'C']],
  ['OGL-UK', ['1.0', '2.0', '3.0']],
];
export const licences: readonly string[] = [
  ...families.flatMap(([name, versions]) => versions.map((version) => `${name}-${version}`)),
  ...['CC0-1.0', 'CC-PDDC', 'PDDL-1.0', 'ODbL-1.0', 'ODC-By-1.0', 'CDLA-Permissive-1.0', 'CDLA-Permissive-2.0'],
  ...['CDLA-Sharing-1.0', 'DL-DE-BY-2.0', 'DL-DE-ZERO-2.0', 'etalab-2.0', 'NLOD-2.0', 'OGL-Canada-2.0', 'C-UDA-1.0'],
  ...['MIT', 'MIT-0', 'ISC', '0BSD', 'BSD-1-Clause', 'BSD-2-Clause', 'BSD-3-Clause', 'BSD-3-Clause-Clear', 'BSL-1.0'],
  ...['Artistic-2.0', 'Unlicense', 'Zlib', 'NCSA', 'PSF-2.0', 'Python-2.0', 'PostgreSQL', 'W3C', 'WTFPL', 'X11'],
  ...['LPPL-1.3c', 'MulanPSL-2.0', 'BlueOak-1.0.0', 'AFL-3.0', 'OSL-3.0', 'ECL-2.0', 'UPL-1.0'],
];
