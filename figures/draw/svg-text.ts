import { element, escaped } from './svg.ts';

export const fontFamily = "Arial, Helvetica, 'Liberation Sans', 'DejaVu Sans', sans-serif";
/** Sizes in points. */
export const size = { title: 9.5, label: 8, small: 7 } as const;
export const lineHeight = 1.25;

/**
 * Advance widths in thousandths of the font size, for the widest font of the family above (DejaVu Sans): in the others
 * text is narrower, so what fits here fits there. Characters 32 .. 126, regular and bold.
 */
const regular = [
  318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636, 636, 636, 636, 636,
  636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656, 557, 863,
  748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635,
  615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636,
  337, 636, 838,
];
const bold = [
  348, 456, 521, 838, 696, 1002, 872, 306, 457, 457, 523, 838, 380, 415, 380, 365, 696, 696, 696, 696, 696, 696, 696,
  696, 696, 696, 400, 400, 838, 838, 838, 580, 1000, 774, 762, 734, 830, 683, 683, 821, 837, 372, 372, 775, 637, 995,
  837, 850, 733, 850, 770, 720, 682, 812, 774, 1103, 771, 724, 725, 457, 365, 457, 838, 500, 500, 675, 716, 593, 716,
  678, 435, 716, 712, 343, 343, 665, 343, 1042, 712, 687, 716, 716, 493, 595, 478, 712, 652, 924, 645, 652, 582, 712,
  365, 712, 838,
];
const others: Readonly<Record<string, number>> = {
  '\u00a0': 318,
  '·': 380,
  '…': 1000,
  '°': 500,
  '–': 500,
  '²': 438,
  '³': 438,
};
const widest = 1000;

export function textWidth(text: string, fontSize: number, isBold = false): number {
  const table = isBold ? bold : regular;
  let width = 0;
  for (const character of text)
    width +=
      table[character.codePointAt(0)! - 32] ?? others[character] ?? (character.codePointAt(0)! < 0x400 ? 838 : widest);
  return (width * fontSize) / 1000;
}
/** Cut in the middle, so that names that differ at either end stay apart. */
export function shortened(text: string, width: number, fontSize: number, isBold = false): string {
  if (textWidth(text, fontSize, isBold) <= width) return text;
  const characters = [...text];
  for (let kept = characters.length - 1; kept > 1; kept--) {
    const head = Math.ceil(kept / 2);
    const tail = kept - head;
    const shorter = [...characters.slice(0, head), '…', ...characters.slice(characters.length - tail)].join('');
    if (textWidth(shorter, fontSize, isBold) <= width) return shorter;
  }
  return '…';
}
/** Broken at spaces and after underscores into at most `most` lines; what still does not fit is shortened. */
export function wrapped(text: string, width: number, fontSize: number, isBold = false, most = Infinity): string[] {
  const words = text.match(/[^ _]*_+|[^ _]+ *| +/g) ?? [text];
  const lines: string[] = [];
  let current = '';
  for (let index = 0; index < words.length; index++) {
    const longer = current + words[index];
    if (current && textWidth(longer.trimEnd(), fontSize, isBold) > width) {
      if (lines.length === most - 1) {
        current += words.slice(index).join('');
        break;
      }
      lines.push(current.trimEnd());
      current = words[index];
    } else current = longer;
  }
  return [...lines, current.trimEnd()].map((each) => shortened(each, width, fontSize, isBold));
}

export interface TextStyle {
  readonly size?: number;
  readonly bold?: boolean;
  readonly quiet?: boolean;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly whole?: string /** On a ground that no theme changes. */;
  readonly ink?: 'on-light' | 'on-dark';
}
/** Text with its baseline at `y`; `whole` is shown on hover where the text is a shortened one. */
export function text(content: string, x: number, y: number, style: TextStyle = {}): string {
  return element(
    'text',
    {
      x,
      y,
      'font-size': style.size ?? size.label,
      'font-weight': style.bold ? 'bold' : undefined,
      'text-anchor': style.anchor === 'start' ? undefined : style.anchor,
      fill: style.ink === 'on-dark' ? '#ffffff' : style.quiet ? '#595959' : '#1a1a1a',
      class: style.ink ?? (style.quiet ? 'quiet' : undefined),
    },
    escaped(content),
    ...(style.whole !== undefined && style.whole !== content ? [element('title', {}, escaped(style.whole))] : []),
  );
}

/**
 * Moves positions apart, as little as can be, so that neighbours are at least `gap` from each other and all lie within
 * `low` .. `high` (where they can). Order is kept.
 */
export function spread(positions: readonly number[], gap: number, low: number, high: number): number[] {
  const order = positions.map((_, index) => index).sort((a, b) => positions[a] - positions[b] || a - b);
  type Block = { at: number; members: number };
  const blocks: Block[] = [];
  const clamp = (block: Block): Block => ({
    ...block,
    at: Math.max(low, Math.min(high - (block.members - 1) * gap, block.at)),
  });
  for (const index of order) {
    let block = clamp({ at: positions[index], members: 1 });
    for (let last = blocks.at(-1); last && last.at + last.members * gap > block.at; last = blocks.at(-1)) {
      blocks.pop();
      const members = last.members + block.members;
      block = clamp({
        at: (last.at * last.members + (block.at - last.members * gap) * block.members) / members,
        members,
      });
    }
    blocks.push(block);
  }
  const placed = blocks.flatMap((block) => Array.from({ length: block.members }, (_, index) => block.at + index * gap));
  const result = new Array<number>(positions.length);
  order.forEach((index, place) => {
    result[index] = placed[place];
  });
  return result;
}
