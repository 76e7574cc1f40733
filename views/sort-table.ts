import { h } from './element.ts';

/** Makes the columns of a table buttons that sort its rows: up, down, and as they were. */
export function makeSortable(table: HTMLTableElement): void {
  const body = table.tBodies[0];
  const heads = [...(table.tHead?.rows[0]?.cells ?? [])];
  if (!body || body.rows.length < 2) return;
  const asWritten = [...body.rows];
  heads.forEach((head, column) => {
    const button = h('button', { type: 'button', class: 'sort' }, ...head.childNodes);
    head.replaceChildren(button);
    button.addEventListener('click', () => {
      const next = { ascending: 'descending', descending: undefined }[head.ariaSort ?? ''] ?? undefined;
      const order = head.ariaSort === null ? 'ascending' : next;
      for (const each of heads) each.ariaSort = null;
      head.ariaSort = order ?? null;
      body.replaceChildren(...(order ? sorted(asWritten, column, order === 'ascending' ? 1 : -1) : asWritten));
    });
  });
}

/** By number where cells begin with one, else by text; cells that are empty come last either way. */
function sorted(rows: readonly HTMLTableRowElement[], column: number, sign: 1 | -1): HTMLTableRowElement[] {
  const keyed = rows.map((row) => {
    const text = row.cells[column]?.textContent?.trim() ?? '';
    return { row, text, number: numberIn(text) };
  });
  const full = keyed.filter(({ text }) => text !== '');
  const areNumbers = full.every(({ number }) => number !== undefined);
  full.sort(
    (a, b) => sign * (areNumbers ? a.number! - b.number! : a.text.localeCompare(b.text, 'en', { numeric: true })),
  );
  return [...full, ...keyed.filter(({ text }) => text === '')].map(({ row }) => row);
}
/** `−0.4`, `[0.2, 30.5]`, `< 0.001`, `1.20 × 10^−5`, `31,815`. */
export function numberIn(text: string): number | undefined {
  const plain = text.replaceAll('−', '-').replaceAll(/(?<=\d),(?=\d{3}\b)/g, '');
  const [, digits, power] = /^[[<>≤≥≈+ ]*(-?\d+(?:\.\d+)?(?:e-?\d+)?)(?: × 10\^(-?\d+))?/.exec(plain) ?? [];
  return digits === undefined ? undefined : Number(power === undefined ? digits : `${digits}e${power}`);
}
