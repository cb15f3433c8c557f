/** The widths and schemes in which whole pages are looked at. */
import type { Language } from '../../demo/texts/language.js';
import type { Look } from './scene.js';

const heights = { 360: 800, 768: 1024, 1440: 900 } as const;
const schemes = ['light', 'dark'] as const;

/** In English everywhere; `german`: the looks that are taken in German, too, whose words are longer. */
export const pageLooks = (german: readonly string[]): Look[] =>
  ([360, 768, 1440] as const).flatMap((width) =>
    schemes.map((colorScheme): Look => {
      const name = `${colorScheme}-${width}`;
      const languages: Language[] = german.includes(name) ? ['en', 'de'] : ['en'];
      return { name, colorScheme, width, height: heights[width], languages };
    }),
  );
