import { act, createElement, createRef } from 'react';
import { createRoot, hydrateRoot } from 'react-dom/client';
import { renderToString } from 'react-dom/server';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { SsoLogin as LoginElement, SsoSuccessEvent } from '../../src/entries/login.js';
import { SsoLogin } from '../../src/react/index.js';
import { clientOf, email, password, siteWith } from '../elements/simulated-dom/site.js';
import { untilPasses } from '../support/until.js';

beforeEach(() => void vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true));
afterEach(() => {
  vi.unstubAllGlobals();
  document.body.replaceChildren();
});

const field = (name: string) => document.querySelector('sso-login')?.shadowRoot?.querySelector<HTMLInputElement>(name);
async function signIn(): Promise<void> {
  await untilPasses(() => expect(field('[name=identifier]')).toBeTruthy());
  field('[name=identifier]')!.value = email;
  field('[name=password]')!.value = password;
  field('[part~=submit]')!.click();
}

test('a component takes properties, fires its handlers, and has its element as ref', async () => {
  const ref = createRef<LoginElement>();
  const events: SsoSuccessEvent[] = [];
  const onSsoSuccess = (event: SsoSuccessEvent) => void events.push(event);
  const props = { client: clientOf(siteWith()), loginUrl: '/login', onSsoSuccess, ref };
  const root = createRoot(document.body);
  await act(async () => root.render(createElement(SsoLogin, props)));
  expect(ref.current).toBe(document.querySelector('sso-login'));
  expect(ref.current).toMatchObject({ loginUrl: '/login', client: props.client });
  await signIn();
  await untilPasses(() => expect(events).toHaveLength(1));
  expect(events[0]).toMatchObject({ type: 'sso-success', process: 'login' });
  await act(async () => root.render(createElement(SsoLogin, { ref })));
  expect(ref.current).toMatchObject({ loginUrl: null, client: undefined });
  await act(async () => root.unmount());
});

test('the markup of a server is taken over, with handlers and properties', async () => {
  const onSsoSuccess = vi.fn();
  const component = createElement(SsoLogin, { client: clientOf(siteWith()), endpoint: '/auth', onSsoSuccess });
  document.body.innerHTML = renderToString(component);
  const element = document.querySelector('sso-login');
  const onRecoverableError = vi.fn();
  const root = await act(async () => hydrateRoot(document.body, component, { onRecoverableError }));
  expect(document.querySelector('sso-login')).toBe(element);
  await signIn();
  await untilPasses(() => expect(onSsoSuccess).toHaveBeenCalledOnce());
  expect(onRecoverableError).not.toHaveBeenCalled();
  await act(async () => root.unmount());
});
