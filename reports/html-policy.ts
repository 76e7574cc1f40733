import { createHash } from 'node:crypto';
import { reportStyle } from './report-style.ts';

/** No script and no style but the report's own, nothing from elsewhere: a run's folder may come from anybody. */
export const policyFor = (script?: string): string =>
  [
    "default-src 'none'",
    ...(script === undefined ? [] : [`script-src '${hashOf(script)}'`]),
    `style-src '${hashOf(reportStyle)}'`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
const hashOf = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`;
