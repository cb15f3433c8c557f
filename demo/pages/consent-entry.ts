/** One entry of the consent log. `inbox.js` clones an empty one of each phase and fills the same `data-fill` places. */
import { html } from 'hono/html';
import type { ConsentEvent } from '../backend/backend.js';
import { zone } from './frame/layout.js';
import type { Markup, PageContext } from './frame/page-context.js';
import { texts } from '../texts/texts.js';

type Asked = Extract<ConsentEvent, { phase: 'asked' }>;
type Outcome = Extract<ConsentEvent, { phase: 'outcome' }>;
/** An event, or only its phase, for the template. */
type Entry = (Partial<Asked> & Pick<Asked, 'phase'>) | (Partial<Outcome> & Pick<Outcome, 'phase'>);

function askedEntry(
  { language }: PageContext,
  { choice, wording, hash, at, page, language: shown }: Partial<Asked>,
): Markup {
  const t = texts[language];
  const time = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: zone,
  });
  return html`<li class="message">
    <p class="meta">
      <b>${t.asked}:</b> <b data-fill="choice">${t[choice ? 'agreed' : 'not-agreed']}</b> ·
      <time data-fill="at" datetime="${at ?? ''}">${at ? time.format(new Date(at)) : ''}</time> ·
      <span data-fill="page">${page ?? ''}</span> (<span data-fill="language">${shown ?? ''}</span>)
    </p>
    <p class="text" data-fill="wording">${wording ?? ''}</p>
    <p class="meta">SHA-256 <span class="hash" data-fill="hash">${hash ?? ''}</span></p>
  </li>`;
}

function outcomeEntry({ language }: PageContext, { customerId, stored, reason, hash }: Partial<Outcome>): Markup {
  const t = texts[language];
  return html`<li class="message">
    <p class="meta">
      <b>${t.outcome}:</b> <b data-fill="stored">${t[stored ? 'stored' : 'not-stored']}</b>
      <span data-part="reason" ${reason ? '' : 'hidden'}>(<span data-fill="reason">${reason ?? ''}</span>)</span>
      <span data-part="customerId" ${customerId ? '' : 'hidden'}
        >· ${t['for-customer']} <span data-fill="customerId">${customerId ?? ''}</span></span
      >
    </p>
    <p class="meta">SHA-256 <span class="hash" data-fill="hash">${hash ?? ''}</span></p>
  </li>`;
}

export const consentEntry = (context: PageContext, event: Entry): Markup =>
  event.phase === 'asked' ? askedEntry(context, event) : outcomeEntry(context, event);
