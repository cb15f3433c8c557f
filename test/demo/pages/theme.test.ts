/** The theme keeps to what any publisher can do: parts and custom properties. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../../../scripts/run/paths.js';

test('every declaration of the theme is a custom property, or is of a part', () => {
  const css = readFileSync(join(root, 'demo/public/theme.css'), 'utf8').replace(/\/\*[^]*?\*\//g, '');
  const rules = [...css.matchAll(/([^{}]+)\{([^{}]*)\}/g)].map(([, selector = '', body = '']) => ({
    selector: selector.trim(),
    declarations: body
      .split(';')
      .map((each) => each.trim())
      .filter(Boolean),
  }));
  expect(rules.length).toBeGreaterThan(10);
  const others = rules
    .filter(({ selector }) => !selector.split(',').every((each) => each.includes('::part(')))
    .flatMap(({ selector, declarations }) =>
      declarations.filter((each) => !each.startsWith('--')).map((each) => `${selector} { ${each} }`),
    );
  expect(others).toEqual([]);
});
