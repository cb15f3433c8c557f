import type { TemplateResult } from 'lit';
import type { ConsentChannel } from '../../contract/answer.js';
import { consentTextsDe } from '../../locales/de-consents.js';
import { consentsView } from '../../parts/consents-view.js';
import { consentsStyles } from '../../styles/consents-styles.js';
import { ConsentsController, type ConsentsHost } from './consents-controller.js';
import type { ConsentsKit } from './consents-kit.js';

/** The element as its part needs it. */
export type PartHost = ConsentsHost & HTMLElement & { readonly loginUrl?: string | undefined };
export interface ConsentsPart {
  /** Asks the gateway again. Never rejects. */
  load(): Promise<void>;
  draw(): TemplateResult;
}

const screens = ['loading', 'signed-out', 'consents', 'problem'] as const;

/** Joins the consents to their element, with styles and German texts; a publisher's own, added before, take precedence. */
export function consentsPart(
  kit: ConsentsKit,
  host: PartHost,
  states: Pick<Set<string>, 'add' | 'delete'>,
): ConsentsPart {
  const { texts } = kit.page;
  texts['de'] = { ...consentTextsDe(kit), ...texts['de'] };
  const root = host.shadowRoot as ShadowRoot;
  const { styleSheet } = consentsStyles(kit.css);
  if (styleSheet) root.adoptedStyleSheets.push(styleSheet);
  const view = consentsView(kit);
  const consents = new ConsentsController(host, kit);
  let hasArrived = false;
  /** The hash of the wording that the boxes stand beside. */
  let offered: string | undefined;

  host.addController({
    hostUpdate() {
      const { shown, busy } = consents;
      for (const screen of screens) states[screen === shown ? 'add' : 'delete'](screen);
      states[busy ? 'add' : 'delete']('busy');
    },
    hostUpdated() {
      const { shown, answer } = consents;
      const hash = answer?.offer?.hash;
      // A tick never stays beside another text than it was set for.
      if (hash !== offered) for (const box of root.querySelectorAll('input')) box.checked = false;
      offered = hash;
      if (shown === 'loading' || hasArrived) return;
      hasArrived = true;
      if (host.id && location.hash === `#${host.id}`) host.scrollIntoView();
    },
  });

  async function choose(channel: ConsentChannel, choice: boolean): Promise<void> {
    const hadFocus = host.matches(':focus-within');
    if (!(await consents.choose(channel, choice)) || !hadFocus) return;
    await host.updateComplete;
    // What was pressed may be gone: the focus stays where that was, or goes to what the element says instead.
    const item = `[data-channel=${channel}] `;
    const places = [`${item}[role=alert]`, `${item}[part=status]`, '[role=alert]', '[part=title]'];
    for (const place of places) {
      const found = root.querySelector<HTMLElement>(place);
      found?.focus();
      if (found) return;
    }
  }

  function give(channel: ConsentChannel, event: SubmitEvent): void {
    event.preventDefault();
    const box = (event.target as HTMLFormElement).querySelector('input');
    if (box?.checked) {
      void choose(channel, true);
      return;
    }
    consents.unticked = channel;
    host.requestUpdate();
    box?.focus();
  }

  return {
    load: () => consents.load(),
    draw: () =>
      view(consents, {
        language: kit.page.locale,
        loginUrl: host.loginUrl,
        retry: () => void consents.load(),
        withdraw: (channel) => void choose(channel, false),
        give,
      }),
  };
}
