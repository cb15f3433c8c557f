import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { expect, test } from 'vitest';
import * as components from '../../src/react/index.js';
import { SsoSettings } from '../../src/react/settings.js';

test('a server writes what a page gives to an element into its markup', () => {
  const props = { returnUrl: '/account', endpoint: '/auth', email: 'a@publisher.test', className: 'wide', id: 'x' };
  const markup = renderToString(createElement(components.SsoLogin, props));
  const expected = 'return-url="/account" endpoint="/auth" email="a@publisher.test" class="wide" id="x"';
  expect(markup).toMatch(/^<sso-login .*><\/sso-login>$/);
  for (const attribute of expected.split(' ')) expect(markup).toContain(attribute);
});

test('a property of two values is an attribute that is there or not', () => {
  const tabs = (showTabs: boolean) => renderToString(createElement(components.SsoAuth, { showTabs, view: 'register' }));
  expect(tabs(true)).toContain('<sso-auth show-tabs="" view="register"');
  expect(tabs(false)).not.toContain('show-tabs');
});

test('handlers, clients and what they carry do not get into the markup', () => {
  const props = { client: async () => ({}), onSsoSuccess: () => undefined, customer: { id: '7' } };
  expect(renderToString(createElement(components.SsoLogin, props))).toMatch(/^<sso-login[^>]*><\/sso-login>$/);
  expect(renderToString(createElement(components.SsoLogin, props))).not.toMatch(/client|success/i);
});

test('every element has a component of the name of its class', () => {
  const names = { ...components, SsoSettings };
  const markup = Object.entries(names).map(([name, component]) => [name, renderToString(createElement(component))]);
  expect(markup.map(([name]) => name).sort()).toEqual([
    'SsoAccountConnect',
    'SsoAuth',
    'SsoConsents',
    'SsoLogin',
    'SsoPasswordForgotten',
    'SsoRegister',
    'SsoSession',
    'SsoSettings',
  ]);
  for (const [name = '', text = ''] of markup) {
    const tag = name.replace(/(?<=.)[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
    expect(text).toMatch(new RegExp(`^<${tag}[^>]*></${tag}>$`));
  }
});
