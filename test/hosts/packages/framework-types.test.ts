/** The types for frameworks, of a project that has the frameworks themselves, and checks all declarations. */
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, expect, inject, test } from 'vitest';
import { runToEnd } from '../../../scripts/hosts/packages/tools.js';
import { install } from '../../../scripts/hosts/packages/workshop.js';
import { isOfFramework, modulesOf } from './support/subpaths.js';

const workshop = inject('workshop');
const tsc = resolve('node_modules/typescript/bin/tsc');
const frameworks = ['react@19', '@types/react@19', 'preact@10', 'solid-js@1', 'vue@3', 'svelte@5'];

let folder = '';
beforeAll(async () => {
  ({ folder } = await install(workshop, 'framework-types', ['sso-elements', ...frameworks]));
});

/** Compiles a module; returns what the compiler says. */
async function compile(code: string, moduleResolution: 'node16' | 'bundler'): Promise<string> {
  writeFileSync(join(folder, 'app.tsx'), code);
  const compilerOptions = {
    ...{ target: 'es2022', lib: ['es2023', 'dom', 'dom.iterable'], types: [], jsx: 'react-jsx' },
    ...{ module: moduleResolution === 'bundler' ? 'esnext' : 'node16', moduleResolution },
    ...{ strict: true, skipLibCheck: false, noEmit: true },
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['app.tsx'] }));
  return runToEnd(process.execPath, [tsc], { cwd: folder, env: workshop.tools.env });
}

/** Module → a right use, and one that has an error in a line of its own. */
const uses: Readonly<Record<string, readonly [right: string, wrong: string]>> = {
  'sso-elements/react': [
    `import { SsoLogin } from 'sso-elements/react';
    import type { SsoLogin as LoginElement } from 'sso-elements/login';
    import { createRef } from 'react';
    export const a = <SsoLogin ref={createRef<LoginElement>()} onSsoSuccess={({ customerId }) => customerId?.trim()} />;`,
    'export const b = <SsoLogin retrunUrl="/" />;',
  ],
  'sso-elements/react/settings': [
    `import { SsoSettings } from 'sso-elements/react/settings';
    export const a = <SsoSettings onSsoSettingsSaved={({ settings }) => Object.keys(settings)} />;`,
    'export const b = <SsoSettings endpoint={3} />;',
  ],
  'sso-elements/types/react': [
    `import type {} from 'sso-elements/types/react';
    export const a = <sso-login return-url="/" onsso-success={({ customerId }) => customerId?.trim()} />;`,
    'export const b = <sso-auth view="sign-up" />;',
  ],
  'sso-elements/types/preact': [
    `/** @jsxImportSource preact */
    import type {} from 'sso-elements/types/preact';
    export const a = <sso-login return-url="/" onsso-success={({ customerId }) => customerId?.trim()} />;`,
    'export const b = <sso-auth view="sign-up" />;',
  ],
  'sso-elements/types/solid': [
    `/** @jsxImportSource solid-js */
    import type {} from 'sso-elements/types/solid';
    export const a = <sso-login return-url="/" on:sso-success={({ customerId }) => customerId?.trim()} />;`,
    'export const b = <sso-auth view="sign-up" />;',
  ],
  'sso-elements/types/vue': [
    `import type {} from 'sso-elements/types/vue';
    import type { GlobalComponents } from 'vue';
    type Props<T extends keyof GlobalComponents> = InstanceType<GlobalComponents[T]>['$props'];
    export const a: Props<'sso-login'> = { 'return-url': '/', returnUrl: '/', class: 'wide' };`,
    "export const b: Props<'sso-auth'> = { view: 'sign-up' };",
  ],
  'sso-elements/types/svelte': [
    `import type {} from 'sso-elements/types/svelte';
    import type { SvelteHTMLElements } from 'svelte/elements';
    export const a: SvelteHTMLElements['sso-login'] = { 'onsso-success': ({ customerId }) => customerId?.trim() };`,
    "export const b: SvelteHTMLElements['sso-auth'] = { view: 'sign-up' };",
  ],
};

test('every module for a framework is tried', () => {
  expect(Object.keys(uses).sort()).toEqual(modulesOf('sso-elements').filter(isOfFramework).sort());
});

test.each(Object.keys(uses).flatMap((module) => (['bundler', 'node16'] as const).map((by) => [module, by] as const)))(
  '%s checks what an application writes, resolved as %s',
  async (module, by) => {
    const [right, wrong] = uses[module]!;
    expect(await compile(`${right}\n`, by)).toBe('');
    const line = right.split('\n').length + 1;
    await expect(compile(`${right}\n${wrong}\n`, by)).rejects.toThrow(new RegExp(`^[^]*app\\.tsx\\(${line},`));
  },
);
