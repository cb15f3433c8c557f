/** Scrapes as they come from two instances. */
import { samplesOf } from '../../../../scripts/day/samples.js';
import { createScrapes, type Scrapes } from '../../../../scripts/day/series.js';

/** `[minute, instance, when its process began, lines]`; without lines no answer came. */
export type Given = readonly [minute: number, instance: string, began: number, ...lines: string[]];

export function scrapesOf(...all: Given[]): Scrapes {
  const scrapes = createScrapes();
  for (const [minute, instance, began, ...lines] of all) {
    const text = [`process_start_time_seconds ${began}`, ...lines].join('\n');
    scrapes.note({ minute, instance, samples: lines.length > 0 ? samplesOf(text) : undefined });
  }
  return scrapes;
}
