/** LaTeX for any engine, with packages that every distribution has. */
import type { TableBlock } from './report-blocks.ts';
import type { Dialect } from './dialect.ts';

export const latex: Dialect = {
  before: [
    '\\documentclass{article}',
    '\\usepackage[T1]{fontenc}',
    '\\usepackage[utf8]{inputenc}',
    '\\usepackage{array,booktabs,graphicx,longtable}',
    '\\begin{document}',
  ].join('\n'),
  after: '\\end{document}',
  heading: (text, level) => `\\${level === 1 ? '' : 'sub'}section*{${inLatex(text)}}`,
  paragraph: inLatex,
  items: (texts) =>
    ['\\begin{itemize}', ...texts.map((text) => `\\item ${inLatex(text)}`), '\\end{itemize}'].join('\n'),
  table: (table) =>
    table.isText
      ? pages(
          table,
          table.header.map(() => `>{\\raggedright\\arraybackslash}p{${textWidth(table)}\\linewidth}`).join(''),
        )
      : table.rows.length > mostOnOnePage
        ? pages(table, columnsOf(table))
        : onOnePage(table),
};

/** Rows of a table that does not go on on the next page. */
const mostOnOnePage = 40;
const columnsOf = ({ header }: TableBlock): string => `l${'r'.repeat(header.length - 1)}`;
/** Of a column of sentences, as a share of the text. */
const textWidth = ({ header }: TableBlock): string => (0.92 / header.length).toFixed(3);

/** As wide as it is, or as the text where that is less. */
const onOnePage = (table: TableBlock): string =>
  [
    '\\begin{table}[htbp]',
    '\\centering',
    `\\caption{${inLatex(table.title)}}`,
    '\\resizebox{\\ifdim\\width>\\linewidth\\linewidth\\else\\width\\fi}{!}{%',
    `\\begin{tabular}{${columnsOf(table)}}`,
    '\\toprule',
    rowInLatex(table.header),
    '\\midrule',
    ...table.rows.map(({ cells }) => rowInLatex(cells)),
    '\\bottomrule',
    '\\end{tabular}}',
    '\\end{table}',
  ].join('\n');

/** Its header stands on every page. */
const pages = (table: TableBlock, columns: string): string =>
  [
    '{\\footnotesize',
    `\\begin{longtable}{${columns}}`,
    `\\caption{${inLatex(table.title)}} \\\\`,
    '\\toprule',
    rowInLatex(table.header),
    '\\midrule',
    '\\endhead',
    '\\bottomrule',
    '\\endfoot',
    ...table.rows.map(({ cells }) => rowInLatex(cells)),
    '\\end{longtable}}',
  ].join('\n');

const rowInLatex = (cells: readonly string[]): string => `${cells.map(inLatex).join(' & ')} \\\\`;

/** What TeX means otherwise, or has no letter for, is written by its command; what it has none for, by its number. */
function inLatex(text: string): string {
  return Array.from(text.replace(/\s+/g, ' '), (character) => {
    const code = character.codePointAt(0)!;
    const isPlain = (code >= 0x20 && code < 0x7f) || (code > 0xa0 && code < 0x180);
    return inTex[character] ?? (isPlain ? character : `{[}U+${code.toString(16).toUpperCase().padStart(4, '0')}{]}`);
  }).join('');
}
const mathematics: Readonly<Record<string, string>> = {
  '<': '<',
  '>': '>',
  '|': '|',
  '−': '-',
  '≥': '\\geq',
  '≤': '\\leq',
  '≈': '\\approx',
  '≠': '\\neq',
  '±': '\\pm',
  '×': '\\times',
  '÷': '\\div',
  '·': '\\cdot',
  '√': '\\surd',
  '∞': '\\infty',
  '∝': '\\propto',
  '∂': '\\partial',
  '∫': '\\int',
  '∧': '\\wedge',
  '∨': '\\vee',
  '∘': '\\circ',
  '‖': '\\|',
  '⟨': '\\langle',
  '⟩': '\\rangle',
  '′': "'",
  '→': '\\to',
  '←': '\\gets',
  '°': '^\\circ',
  '✓': '\\surd',
  '✗': '\\times',
  µ: '\\mu',
  μ: '\\mu',
  α: '\\alpha',
  β: '\\beta',
  γ: '\\gamma',
  δ: '\\delta',
  ε: '\\varepsilon',
  ζ: '\\zeta',
  η: '\\eta',
  θ: '\\theta',
  κ: '\\kappa',
  λ: '\\lambda',
  ν: '\\nu',
  ξ: '\\xi',
  π: '\\pi',
  ρ: '\\rho',
  σ: '\\sigma',
  τ: '\\tau',
  φ: '\\varphi',
  χ: '\\chi',
  ψ: '\\psi',
  ω: '\\omega',
  Γ: '\\Gamma',
  Δ: '\\Delta',
  Θ: '\\Theta',
  Λ: '\\Lambda',
  Ξ: '\\Xi',
  Π: '\\Pi',
  Σ: '\\Sigma',
  Φ: '\\Phi',
  Ψ: '\\Psi',
  Ω: '\\Omega',
};
/** Digits and signs that stand higher or lower, by what they are in the line. */
const raised = { '⁰': '0', '¹': '1', '²': '2', '³': '3', '⁴': '4', '⁵': '5', '⁶': '6', '⁷': '7', '⁸': '8', '⁹': '9' };
const lowered = { '₀': '0', '₁': '1', '₂': '2', '₃': '3', '₄': '4', '₅': '5', '₆': '6', '₇': '7', '₈': '8', '₉': '9' };
const each = (signs: Readonly<Record<string, string>>, written: (sign: string) => string): Record<string, string> =>
  Object.fromEntries(Object.entries(signs).map(([character, sign]) => [character, written(sign)]));
const inTex: Readonly<Record<string, string>> = {
  ...each(mathematics, (command) => `$${command}$`),
  ...each({ ...raised, '⁻': '-', '⁺': '+', ⁿ: 'n' }, (sign) => `$^{${sign}}$`),
  ...each({ ...lowered, ᵢ: 'i' }, (sign) => `$_{${sign}}$`),
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  '[': '{[}',
  ']': '{]}',
  $: '\\$',
  '&': '\\&',
  '#': '\\#',
  _: '\\_',
  '%': '\\%',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '"': "''",
  '–': '--',
  '—': '---',
  '“': '``',
  '”': "''",
  '‘': '`',
  '’': "'",
  '…': '\\ldots{}',
  '½': '1/2',
  '¼': '1/4',
  '¾': '3/4',
  '⅓': '1/3',
  '⅔': '2/3',
};
