import { expect, test } from 'vitest';
import { errorsIn } from './compile.js';

const jsx = "import 'sso-elements/types/react';\n";
const components = `
import { createRef } from 'react';
import { SsoAuth, SsoLogin, SsoSession } from 'sso-elements/react';
import { SsoSettings } from 'sso-elements/react/settings';
import type { SsoLogin as LoginElement } from 'sso-elements/login';
`;
const texts = "import { addTexts } from 'sso-elements/login';\n";

/** What it is → the code → what the compiler says about it; nothing, if that is right. */
const cases: readonly [string, string, RegExp?][] = [
  [
    'tags with attributes, properties and handlers',
    `${jsx}
    export const form = (
      <main>
        <sso-login return-url="/" connect-link="hidden" class="wide" onsso-success={({ customerId }) => customerId?.trim()} />
        <sso-auth show-tabs view="register" client={async () => ({ kind: 'signedOut' })} key="a" />
        <sso-session onsso-session={({ signedIn, reason }) => [signedIn, reason]}><a slot="signed-out" href="/">Sign in</a></sso-session>
        <sso-settings endpoint="/sso-settings" onsso-settings-saved={({ settings }) => Object.keys(settings)} />
      </main>
    );`,
  ],
  ['an attribute of the wrong type', `${jsx}export const a = <sso-login return-url={3} />;`, /number/],
  ['a value that an attribute does not have', `${jsx}export const a = <sso-auth view="sign-up" />;`, /sign-up/],
  ['a property that there is not', `${jsx}export const a = <sso-login retrunUrl="/" />;`, /retrunUrl/],
  [
    'a handler of another event',
    `${jsx}export const a = <sso-login onsso-success={(e: MouseEvent) => e} />;`,
    /MouseEvent/,
  ],
  [
    'a member that an event does not have',
    `${jsx}export const a = <sso-login onsso-step={(e) => e.password} />;`,
    /password/,
  ],
  ['an element that there is not', `${jsx}export const a = <sso-logon />;`, /sso-logon/],
  [
    'components with properties, handlers and refs',
    `${components}
    const ref = createRef<LoginElement>();
    export const form = (
      <main>
        <SsoLogin ref={ref} returnUrl="/" className="wide" id="a" onSsoSuccess={({ customerId }) => customerId?.trim()} />
        <SsoAuth showTabs view="register" onSsoNavigate={(event) => event.preventDefault()} />
        <SsoSession onSsoSession={({ signedIn }) => signedIn}><a slot="signed-out" href="/">Sign in</a></SsoSession>
        <SsoSettings save={undefined} onSsoSettingsSaved={({ settings }) => Object.keys(settings)} />
      </main>
    );
    void ref.current?.refresh();`,
  ],
  [
    'a property of a component that there is not',
    `${components}export const a = <SsoLogin retrunUrl="/" />;`,
    /retrunUrl/,
  ],
  [
    'a handler of a component that there is not',
    `${components}export const a = <SsoLogin onSsoSucces={() => 1} />;`,
    /onSsoSucces/,
  ],
  ['a property that only the element sets', `${components}export const a = <SsoSession signedIn />;`, /signedIn/],
  ['a ref to another element', `${components}export const a = <SsoSession ref={createRef<LoginElement>()} />;`, /./],
  [
    'a member that an event of a component does not have',
    `${components}export const a = <SsoLogin onSsoStep={(e) => e.code} />;`,
    /code/,
  ],
  ['texts by their IDs', `${texts}addTexts('en', { 'login.title': 'Sign in' });`],
  ['texts that are a number', `${texts}addTexts('en', 3);`, /number/],
  ['a text that is a number', `${texts}addTexts('en', { 'login.title': 3 });`, /number/],
  [
    'elements and events that are found and listened to',
    `import 'sso-elements/login'; import 'sso-elements/settings';
    document.querySelector('sso-login')!.returnUrl = '/';
    document.createElement('sso-settings').endpoint = '/';
    document.addEventListener('sso-success', ({ customerId }) => customerId?.trim());`,
  ],
  [
    'a property that an element does not have',
    "import 'sso-elements/login'; document.querySelector('sso-login')!.retrunUrl = '/';",
    /retrunUrl/,
  ],
];

const { snippets, declarations } = errorsIn(cases.map(([, code]) => code));

test('the generated declarations have no error', () => {
  expect(declarations).toEqual([]);
});

test.each(cases.map(([name, , wanted], index) => [name, wanted, snippets[index]!] as const))(
  'the compiler is asked about %s',
  (_name, wanted, found) => {
    if (wanted) expect(found.join('\n')).toMatch(wanted);
    else expect(found).toEqual([]);
  },
);

test('without the import of its types, React knows no element', () => {
  const [alone] = errorsIn(["import 'sso-elements/login';\nexport const a = <sso-login />;"]).snippets;
  expect(alone?.join()).toContain('sso-login');
});
