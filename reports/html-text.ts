/** What pages are written with. */
export const escaped = (text: string): string =>
  text.replace(
    /[&<>"]/g,
    (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[character] as string,
  );
/** What may be wider than the page: it scrolls by itself, also by the keyboard. */
export const wide = (name: string, content: string, kind = ''): string =>
  `<div class="${`wide ${kind}`.trim()}" tabindex="0" role="group" aria-label="${escaped(name)}">${content}</div>`;
export const columnHeading = (text: string): string => `<th scope="col">${escaped(text)}</th>`;
export const rowHeading = (text: string): string => `<th scope="row">${escaped(text)}</th>`;
export const cellOf = (text: string): string => `<td>${escaped(text)}</td>`;
