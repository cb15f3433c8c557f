import { expect, test } from 'vitest';
import { findCycle, folderOf, type Import, importsOf, sources } from './sources.js';

/** Which folders of src a folder may import; `type` names those of which it may import types only. */
const arrows: Readonly<Record<string, { may: readonly string[]; type?: readonly string[] }>> = {
  contract: { may: [] },
  flow: { may: [], type: ['contract'] },
  client: { may: ['contract', 'flow'] },
  locales: { may: [] },
  styles: { may: [] },
  parts: { may: ['styles', 'locales'], type: ['contract', 'flow'] },
  screens: { may: ['contract', 'flow', 'parts', 'styles', 'locales'] },
  elements: { may: ['contract', 'flow', 'client', 'parts', 'screens', 'styles', 'locales'] },
  'settings-editor': { may: ['contract', 'elements', 'parts', 'styles', 'locales'] },
  entries: { may: ['elements', 'settings-editor', 'locales'], type: ['client'] },
  gateway: { may: ['contract'] },
  'settings-store': { may: ['contract', 'gateway'] },
  simulator: { may: ['contract'] },
  testing: { may: ['contract', 'gateway', 'simulator'] },
};

/** Constants of the contract that bring no validator: whoever may import types of it may import these, too. */
const constants: readonly string[] = ['src/contract/problems.ts'];

const wrongWay = ({ from, to, typeOnly }: Import): boolean => {
  const [here, there] = [folderOf(from), folderOf(to)];
  if (here === there) return false;
  const { may, type = [] } = arrows[here] ?? { may: [] };
  return !may.includes(there) && !((typeOnly || constants.includes(to)) && type.includes(there));
};

const files = sources('src');
const imports = files.flatMap(importsOf);
const show = ({ from, to, typeOnly }: Import): string => `${from} → ${to}${typeOnly ? ' (types)' : ''}`;

test('every folder of src has its arrows', () => {
  expect([...new Set(files.map(({ path }) => folderOf(path)))].filter((folder) => !(folder in arrows))).toEqual([]);
});

test('imports go the way of the architecture only', () => {
  expect(imports.filter(wrongWay).map(show)).toEqual([]);
});

/** The entry that a back office loads; readers load the others. */
const backOffice = 'src/entries/settings.ts';
const isLeak = ({ from, to }: Import): boolean =>
  folderOf(to) === 'settings-editor' && folderOf(from) !== 'settings-editor' && from !== backOffice;

test('the settings form comes in by its own entry only', () => {
  expect(imports.filter(isLeak).map(show)).toEqual([]);
  const wrong = {
    path: 'src/entries/all.ts',
    text: "export { SsoSettings } from '../settings-editor/sso-settings.js';",
  };
  expect(importsOf(wrong).filter(isLeak)).toHaveLength(1);
});

test('no import leads out of src', () => {
  expect(imports.filter(({ to }) => !to.startsWith('src/')).map(show)).toEqual([]);
});

test('every import leads to a file that is there', () => {
  const paths = new Set(files.map(({ path }) => path));
  expect(imports.filter(({ to }) => !paths.has(to)).map(show)).toEqual([]);
});

test('no source imports itself by way of others', () => {
  expect(findCycle(imports)).toBeUndefined();
});

test('the constants of the contract import nothing', () => {
  expect(imports.filter(({ from }) => constants.includes(from)).map(show)).toEqual([]);
});

test('an import against the arrows is seen, whichever way it is written', () => {
  const text = [
    "import { reduce } from '../flow/flow.js';",
    "import {\n  type Flow,\n  reduce,\n} from '../flow/flow.js';",
    "export { reduce } from '../flow/flow.js';",
    "import '../client/client.js';",
    "import type { Flow } from '../flow/flow.js';",
    "const lazy = () => import('../elements/login.js');",
  ].join('\n');
  expect(importsOf({ path: 'src/gateway/index.ts', text }).filter(wrongWay)).toHaveLength(6);
});

test('flow may import types and constants of the contract, and nothing else', () => {
  const text = [
    "import type { A } from '../contract/a.js';",
    "import { type B } from '../contract/b.js';",
    "import { c } from '../contract/c.js';",
    "import { endsFlow } from '../contract/problems.js';",
  ];
  const found = importsOf({ path: 'src/flow/flow.ts', text: text.join('\n') }).filter(wrongWay);
  expect(found.map(({ to }) => to)).toEqual(['src/contract/c.ts']);
});

test('a circle of imports is seen, and one of types is none', () => {
  const circle = [
    { from: 'a', to: 'b', typeOnly: false },
    { from: 'b', to: 'a', typeOnly: false },
  ];
  expect(findCycle(circle)).toEqual(['a', 'b', 'a']);
  expect(findCycle(circle.map((each) => ({ ...each, typeOnly: true })))).toBeUndefined();
});
