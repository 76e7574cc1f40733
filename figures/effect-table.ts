import { effectGroups, effectName, shareText, statisticText } from '../results/effect-names.ts';
import type { EffectSummary, Results } from '../results/contract.ts';
import { atPoint } from '../results/sweep.ts';
import { formatNumber, quantityOf } from './number-text.ts';

/** Effects on one measure at one point of the sweep, as text; columns that say nothing are left out. */
export interface EffectTable {
  readonly measure: string;
  /** `effects on accuracy (points) at size = 16`. */
  readonly title: string;
  readonly header: readonly string[];
  readonly rows: readonly { readonly name: string; readonly cells: readonly string[] }[];
}

/** The effects of the factors on each measure at each point of the sweep, with the columns that say something. */
export function effectTables({ experiment, summary }: Results): EffectTable[] {
  return effectGroups(summary).map(({ measure, at, effects }) => {
    const { unit, factor } = quantityOf(experiment, measure);
    const decimals = decimalsOf(effects, factor);
    const show = (value: number, sign = ''): string =>
      `${value > 0 ? sign : ''}${formatNumber(value * factor, decimals)}`;
    const columns: readonly { readonly name: string; readonly cell: (one: EffectSummary) => string }[] = [
      { name: 'effect', cell: ({ effect }) => (effect === null ? '' : show(effect, '+')) },
      { name: '95 % interval', cell: ({ ci }) => (ci ? `[${show(ci[0])}, ${show(ci[1])}]` : '') },
      { name: 'd_z', cell: ({ d_z }) => (d_z === null ? '' : formatNumber(d_z, 1)) },
      { name: 'F', cell: statisticText },
      { name: 'p, Holm', cell: ({ p_corrected }) => (p_corrected === null ? '' : probabilityText(p_corrected)) },
      { name: 'share', cell: shareText },
      { name: 'n', cell: ({ n }) => String(n) },
    ];
    const used = columns.filter(({ cell }) => effects.some((one) => cell(one) !== ''));
    return {
      measure,
      title: `effects on ${measure}${unit === '%' ? ' (points)' : unit && ` (${unit})`}${atPoint(experiment, at)}`,
      header: used.map(({ name }) => name),
      rows: effects.map((one) => ({
        name: effectName(one),
        cells: used.map(({ cell }) => cell(one)),
      })),
    };
  });
}

export const probabilityText = (p: number): string => (p < 0.0001 ? '< 0.0001' : p >= 0.995 ? '1' : p.toPrecision(2));

/** Two digits of the narrowest interval; of differences without one, of the smallest. */
function decimalsOf(effects: readonly EffectSummary[], factor: number): number {
  const widths = effects.flatMap(({ ci }) => (ci && ci[1] > ci[0] ? [(ci[1] - ci[0]) / 4] : []));
  const sizes = effects.flatMap(({ effect }) => (effect ? [Math.abs(effect)] : []));
  if (widths.length === 0 && sizes.every(Number.isInteger)) return 0;
  const scale = Math.min(...(widths.length > 0 ? widths : sizes)) * factor;
  return Math.min(6, Math.max(0, 1 - Math.floor(Math.log10(scale))));
}
