/**
 * "Sign in with Google": Google's own script and button, in a light-DOM slot. Loaded only when the settings name a client ID.
 * Where the script cannot load (blocked, offline, Trusted Types enforced and the page has not included it), there is no
 * button and everything else works.
 */

import type { CallField, Values } from '../../flow/flow.js';
import { ofDocument } from '../../shared/of-document.js';

/** The part of Google Identity Services that is used here (https://developers.google.com/identity/gsi/web/reference/js-reference). */
interface GoogleIdentity {
  initialize: (options: { client_id: string; callback: (answer: { credential: string }) => void }) => void;
  renderButton: (parent: HTMLElement, options: { locale: string; click_listener: () => void }) => void;
}

declare global {
  interface Window {
    google?: { accounts?: { id?: GoogleIdentity } };
  }
}

const address = 'https://accounts.google.com/gsi/client';
let loading: Promise<unknown> | undefined;
/** Google can be initialised once a page: the token goes to the element whose button was pressed last. */
let initialized: string | undefined;
let pressed: ((idToken: string) => void) | undefined;
/** Host → its latest offer: an older one that still waits for the script is dropped. */
const latest = new WeakMap<HTMLElement, object>();

const load = () =>
  (loading ??= new Promise((resolve, reject) => {
    const script = ofDocument('createElement').call(document, 'script') as HTMLScriptElement;
    // Where Trusted Types are enforced this throws, and the page has to include the script itself.
    script.src = address;
    script.onload = resolve;
    script.onerror = reject;
    ofDocument('head').append(script);
  }).catch((error: unknown) => {
    loading = undefined;
    throw error;
  }));

/**
 * Puts Google's button into the host's `google` slot, or removes it. Never rejects: where the script cannot load there is no button.
 *
 * @param clientId the merchant's client ID; absent: no button
 * @param locale ISO 639-1 language of the button
 * @param signIn receives the ID token, and whether the box "Stay signed in" is ticked, where there is one
 */
export async function offerGoogleButton(
  host: HTMLElement,
  clientId: string | undefined,
  locale: string,
  signIn: (values: Values) => void,
): Promise<void> {
  const offer = {};
  latest.set(host, offer);
  for (const old of host.querySelectorAll('[slot=google]')) old.remove();
  if (!clientId) return;
  try {
    if (!window.google?.accounts?.id) await load();
  } catch {
    return;
  }
  const google = window.google?.accounts?.id;
  if (!google || latest.get(host) !== offer) return;
  if (initialized !== clientId)
    google.initialize({ client_id: clientId, callback: ({ credential }) => pressed?.(credential) });
  initialized = clientId;
  const press = (idToken: string) => {
    const box = host.shadowRoot?.querySelector<HTMLInputElement>(`[name=${'stay' satisfies CallField}]`);
    signIn({ idToken, ...(box && { stay: box.checked }) });
  };
  pressed = press;
  const button = ofDocument('createElement').call(document, 'div');
  button.slot = 'google';
  host.append(button);
  google.renderButton(button, { locale, click_listener: () => (pressed = press) });
}
