type Attribute = string | number | boolean | undefined | ((event: never) => void);

/**
 * An element with attributes and children; `on…` attributes are listeners, false and undefined ones are left out, true
 * ones are empty.
 */
export function h<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, Attribute>> = {},
  ...children: readonly (Node | string | null | undefined)[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(key.slice(2), value as EventListener);
    else if (value !== undefined && value !== false) element.setAttribute(key, value === true ? '' : String(value));
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}
/** Sets text only where it differs, so that nothing is announced or selected anew for nothing. */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}
const svgNamespace = 'http://www.w3.org/2000/svg';
export function svgElement<Name extends keyof SVGElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string | number>>,
): SVGElementTagNameMap[Name] {
  const element = document.createElementNS(svgNamespace, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}
export function parseSvg(text: string): SVGSVGElement {
  return document.importNode(
    new DOMParser().parseFromString(text, 'image/svg+xml').documentElement,
    true,
  ) as unknown as SVGSVGElement;
}
