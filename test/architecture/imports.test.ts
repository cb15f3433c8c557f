import { expect, test } from 'vitest';
import {
  arrowsBetween,
  foldersWithRooms,
  isAgainstArrows,
  roomWithinFolder,
  topFolderOf,
} from '../../scripts/rooms/arrows.js';
import { findCircle } from '../../scripts/rooms/circles.js';
import { type Import, importsOf } from '../../scripts/rooms/imports.js';
import { describeRooms } from '../../scripts/rooms/report.js';
import { sources } from '../../scripts/rooms/sources.js';
import { constants, folders, rooms } from '../../scripts/rooms/tables.js';

const src = sources('src');
const others = ['scripts', 'demo', 'test'].flatMap(sources);
const all = [...src, ...others];
const imports = src.flatMap(importsOf);
const allImports = [...imports, ...others.flatMap(importsOf)];
const show = ({ from, to, typeOnly }: Import): string => `${from} → ${to}${typeOnly ? ' (types)' : ''}`;

test('the rooms and arrows are printed', () => {
  const report = describeRooms(src);
  console.log(report);
  expect(report).toContain('src/gateway/consent (');
});

test('every folder of src is in the table of folders, and every room in that of its folder', () => {
  expect([...new Set(src.map(({ path }) => topFolderOf(path)))].sort()).toEqual(Object.keys(folders).sort());
  const split = src.map(({ path }) => path.split('/')).filter((parts) => parts.length > 3);
  expect([...new Set(split.map(([, folder]) => folder))].sort()).toEqual(Object.keys(rooms).sort());
  const found = src.flatMap(({ path }) =>
    roomWithinFolder(path) === undefined ? [] : `${topFolderOf(path)}/${roomWithinFolder(path)}`,
  );
  const listed = Object.entries(rooms).flatMap(([folder, table]) =>
    Object.keys(table).map((room) => `${folder}/${room}`),
  );
  expect([...new Set(found)].sort()).toEqual(listed.sort());
});

test('the tables allow only arrows that some import makes', () => {
  const made = new Set(
    imports.flatMap(({ from, to }) => [
      `${topFolderOf(from)} → ${topFolderOf(to)}`,
      `${topFolderOf(from)}: ${roomWithinFolder(from)} → ${roomWithinFolder(to)}`,
    ]),
  );
  const allowed = [
    ...Object.entries(folders).flatMap(([from, { may, type = [] }]) =>
      [...may, ...type].map((to) => `${from} → ${to}`),
    ),
    ...Object.entries(rooms).flatMap(([folder, table]) =>
      Object.entries(table).flatMap(([from, may]) => may.map((to) => `${folder}: ${from} → ${to}`)),
    ),
  ];
  expect(allowed.filter((arrow) => !made.has(arrow))).toEqual([]);
});

test('no import goes against the tables of the architecture', () => {
  expect(imports.filter(isAgainstArrows).map(show)).toEqual([]);
});

/** The entries that a back office loads; readers load the others. */
const backOffice = ['src/entries/settings.ts', 'src/react/settings.ts'];
const isLeak = ({ from, to }: Import): boolean =>
  topFolderOf(to) === 'settings-editor' && topFolderOf(from) !== 'settings-editor' && !backOffice.includes(from);

test('only its own entries bring in the settings form', () => {
  expect(imports.filter(isLeak).map(show)).toEqual([]);
  const wrong = {
    path: 'src/entries/all.ts',
    text: "export { SsoSettings } from '../settings-editor/sso-settings.js';",
  };
  expect(importsOf(wrong).filter(isLeak)).toHaveLength(1);
});

test('no file of src imports a file outside src', () => {
  expect(imports.filter(({ to }) => !to.startsWith('src/')).map(show)).toEqual([]);
});

test('demo and scripts import nothing from test', () => {
  const wrong = allImports.filter(({ from, to }) => !from.startsWith('test/') && to.startsWith('test/'));
  expect(wrong.map(show)).toEqual([]);
});

test('every import leads to an existing file', () => {
  const paths = new Set(all.map(({ path }) => path));
  expect(allImports.filter(({ to }) => to.endsWith('.ts') && !paths.has(to)).map(show)).toEqual([]);
});

test('no files import each other in a circle, types counted', () => {
  expect(findCircle(allImports)).toBeUndefined();
});

test('no rooms import each other in a circle, types counted', () => {
  expect(findCircle(arrowsBetween(allImports, foldersWithRooms(all.map(({ path }) => path))))).toBeUndefined();
});

test('the constants of the contract import nothing', () => {
  expect(imports.filter(({ from }) => constants.includes(from)).map(show)).toEqual([]);
});

test('an import is found however it is written', () => {
  const text = [
    "import { reduce } from '../flow/flow.js';",
    "import {\n  type Flow,\n  reduce,\n} from '../flow/flow.js';",
    "export { reduce } from '../flow/flow.js';",
    "export * from '../flow/flow.js';",
    "import '../client/client.js';",
    "import type { Flow } from '../flow/flow.js';",
    "type Flow = import('../flow/flow.js').Flow;",
    "const lazy = () => import('../elements/login.js');",
  ].join('\n');
  expect(importsOf({ path: 'src/gateway/index.ts', text }).filter(isAgainstArrows)).toHaveLength(8);
  const none = "// import { a } from '../flow/a.js'\nconst text = \"import '../flow/a.js'\";";
  expect(importsOf({ path: 'src/gateway/index.ts', text: none })).toEqual([]);
});

test('flow may import only types and constants of the contract', () => {
  const text = [
    "import type { A } from '../contract/a.js';",
    "import { type B } from '../contract/b.js';",
    "import { c } from '../contract/c.js';",
    "import d, { type D } from '../contract/d.js';",
    "import { endsFlow } from '../contract/problems.js';",
  ];
  const found = importsOf({ path: 'src/flow/flow.ts', text: text.join('\n') }).filter(isAgainstArrows);
  expect(found.map(({ to }) => to)).toEqual(['src/contract/c.ts', 'src/contract/d.ts']);
});

test.each([
  ['gateway/base/log.ts', 'gateway/upstream/upstream.ts'],
  ['gateway/upstream/upstream.ts', 'gateway/request/cookies.ts'],
  ['gateway/consent/consents.ts', 'gateway/process/sign-in.ts'],
  ['gateway/calls/login.ts', 'gateway/gateway.ts'],
  ['gateway/new-room/file.ts', 'gateway/base/log.ts'],
  ['gateway/gateway.ts', 'gateway/node/serve.ts'],
  ['settings-editor/words/words.ts', 'settings-editor/views/fields.ts'],
  ['settings-editor/views/fields.ts', 'settings-editor/locales/en.ts'],
  ['settings-editor/preview/preview-panel.ts', 'settings-editor/sso-settings.ts'],
  ['elements/page/process-links.ts', 'elements/flow/flow-controller.ts'],
  ['elements/base/process-element.ts', 'elements/sso-login.ts'],
  ['simulator/request/reply.ts', 'simulator/state/state.ts'],
  ['simulator/state/state.ts', 'simulator/operations/handle.ts'],
  ['settings-store/versions/backend.ts', 'settings-store/settings-store.ts'],
  ['settings-store/handler.ts', 'gateway/sealed/seal.ts'],
  ['settings-store/handler.ts', 'gateway/node/serve.ts'],
])('%s may not import %s, not even a type', (from, to) => {
  expect(isAgainstArrows({ from: `src/${from}`, to: `src/${to}`, typeOnly: true })).toBe(true);
});

test.each([
  ['gateway/calls/login.ts', 'gateway/base/log.ts'],
  ['gateway/node/serve.ts', 'gateway/gateway.ts'],
  ['gateway/base/log.ts', 'gateway/base/ports.ts'],
  ['settings-editor/sso-settings.ts', 'settings-editor/state/editor-host.ts'],
  ['elements/sso-login.ts', 'elements/base/process-element.ts'],
  ['settings-store/handler.ts', 'gateway/settings/public-settings.ts'],
])('%s may import %s', (from, to) => {
  expect(isAgainstArrows({ from: `src/${from}`, to: `src/${to}`, typeOnly: false })).toBe(false);
});

test('a circle is found, even between rooms whose files form none', () => {
  const arrow = (from: string, to: string): Import => ({ from, to, typeOnly: true });
  expect(findCircle([arrow('a', 'b'), arrow('b', 'c'), arrow('c', 'b')])).toEqual(['b', 'c', 'b']);
  const files = [arrow('src/x/a/1.ts', 'src/x/b/1.ts'), arrow('src/x/b/2.ts', 'src/x/a/2.ts')];
  expect(findCircle(files)).toBeUndefined();
  expect(findCircle(arrowsBetween(files, new Set(['src/', 'src/x/'])))).toEqual(['src/x/a', 'src/x/b', 'src/x/a']);
});

test('for circles, a file beside rooms is a room of its own', () => {
  const beside = [
    { from: 'src/x/top.ts', to: 'src/x/a/1.ts', typeOnly: false },
    { from: 'src/x/a/1.ts', to: 'src/x/words.ts', typeOnly: false },
  ];
  const arrows = arrowsBetween(beside, foldersWithRooms(['src/x/top.ts', 'src/x/a/1.ts']));
  expect(arrows.map(({ from, to }) => `${from} → ${to}`)).toEqual(['src/x/a → src/x/words', 'src/x/top → src/x/a']);
});
