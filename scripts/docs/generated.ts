/** The parts of `docs/` that are made of the sources' tables, between markers. */
import { format, resolveConfig } from 'prettier';
import { asvsSections } from './asvs.js';
import { dayForMany, dayPlan, dayResult } from './day.js';
import { limitRows } from './limits.js';
import { logSections } from './log-events.js';
import { alertSections, metricSections } from './metrics.js';
import { commandSections, modeSections, optionSections } from './options.js';
import { elementTexts, formTexts } from './text-ids.js';

/** Name of a marker → what stands between `<!-- name -->` and `<!-- end of name -->`. */
const parts = {
  'rows of the ASVS': asvsSections,
  'gateway options': optionSections,
  'command settings': commandSections,
  'command modes': modeSections,
  'log events': logSections,
  limits: limitRows,
  metrics: metricSections,
  alerts: alertSections,
  'plan of the day': dayPlan,
  'result of the day': dayResult,
  'many publishers': dayForMany,
  'texts of the elements': elementTexts,
  'texts of the settings form': formTexts,
} as const;

/** An apostrophe as English prints it; quotes in code stand at the edge of a word. */
const typographic = (text: string) => text.replace(/(?<=\w)'(?=\w)/g, '’');

/** The pages with such parts. */
export const generatedPages = [
  'docs/a-day-in-production.md',
  'docs/asvs.md',
  'docs/gateway-options.md',
  'docs/limits.md',
  'docs/log-events.md',
  'docs/metrics.md',
  'docs/text-ids.md',
] as const;

/** A page's text with its generated parts as the tables have them now. Throws where a page has no known marker. */
export async function withGenerated(path: string, text: string): Promise<string> {
  let changed = text;
  let found = 0;
  for (const [name, make] of Object.entries(parts)) {
    const between = new RegExp(`(<!-- ${name} -->)[^]*(<!-- end of ${name} -->)`);
    if (!between.test(changed)) continue;
    found += 1;
    changed = changed.replace(
      between,
      (_all, start: string, end: string) => `${start}\n\n${typographic(make())}\n\n${end}`,
    );
  }
  if (found === 0) throw new Error(`${path} has none of the markers: ${Object.keys(parts).join(', ')}`);
  return format(changed, { ...(await resolveConfig(path)), parser: 'markdown' });
}
