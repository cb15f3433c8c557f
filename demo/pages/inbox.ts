/** What a reader would have in a mailbox, on a phone and in an authenticator app, and what the publisher is told of consents. */
import { html } from 'hono/html';
import type { InboxEntry } from '../simulator-routes.js';
import type { ConsentEvent } from '../world.js';
import { consentEntry } from './consents.js';
import { type Page, zone } from './frame/layout.js';
import { link, type Markup, type Visit } from './frame/visit.js';
import { instead } from './frame/place.js';
import { texts } from '../texts/texts.js';

/** One entry of either list. The page's script clones an empty one and fills the same places. */
type Entry = Partial<InboxEntry>;

function message({ language }: Visit, { to, channel = 'email', code, url, text, at }: Entry): Markup {
  const t = texts[language];
  const time = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: zone,
  });
  return html`<li class="message">
    <p class="meta">
      <b data-fill="channel">${t[channel === 'sms' ? 'sms' : 'email']}</b> ${t.to}
      <span data-fill="to">${to ?? ''}</span> ·
      <time data-fill="at" datetime="${at ?? ''}">${at ? time.format(new Date(at)) : ''}</time>
    </p>
    <p class="text" data-fill="text">${text ?? ''}</p>
    <p ${code ? '' : 'hidden'} data-part="code">${t.code}: <b class="code" data-fill="code">${code ?? ''}</b></p>
    <p ${url ? '' : 'hidden'} data-part="url"><a href="${url ?? '/'}" data-fill="url">${t.open}</a></p>
  </li>`;
}

const authenticatorCode = ({ language }: Visit, { to, code, secondsLeft }: Entry): Markup =>
  html`<li class="token">
    <span data-fill="to">${to ?? ''}</span>
    <b class="code" data-fill="code">${code ?? ''}</b>
    <span class="left"
      ><span data-fill="secondsLeft">${secondsLeft ?? ''}</span> ${texts[language]['seconds-left']}</span
    >
  </li>`;

/** @param entries Absent: the hosted API answers, and nothing can be shown. */
export function inboxPage(
  visit: Visit,
  entries: readonly InboxEntry[] | undefined,
  consents: readonly ConsentEvent[] = [],
): Page {
  const t = texts[visit.language];
  if (!entries)
    return {
      title: 'inbox',
      main: html`<h1>${t.inbox}</h1>
        <p class="teaser">${t.hosted}</p>`,
    };
  const codes = entries.filter(({ channel }) => channel === 'authenticator');
  const messages = entries.filter(({ channel }) => channel !== 'authenticator').reverse();
  return {
    title: 'inbox',
    scripts: ['inbox'],
    main: html`<h1>${t.inbox}</h1>
      <p class="teaser">
        ${t['inbox-lead']} ${instead(visit, 'inbox') ?? ''} <a href="${link(visit, '/inbox')}">${t.refresh}</a>
      </p>
      <section aria-labelledby="codes-title">
        <h2 id="codes-title">${t.authenticator}</h2>
        <p>${t['authenticator-lead']}</p>
        <ul id="codes" class="list">
          ${codes.map((entry) => authenticatorCode(visit, entry))}
        </ul>
        <p ${codes.length > 0 ? 'hidden' : ''} data-empty="codes">${t['no-codes']}</p>
      </section>
      <section aria-labelledby="messages-title">
        <h2 id="messages-title">${t.messages}</h2>
        <ul id="messages" class="list" data-email="${t.email}" data-sms="${t.sms}">
          ${messages.map((entry) => message(visit, entry))}
        </ul>
        <p ${messages.length > 0 ? 'hidden' : ''} data-empty="messages">${t['no-messages']}</p>
      </section>
      <section aria-labelledby="consents-title">
        <h2 id="consents-title">${t.consents}</h2>
        <p>${t['consents-lead']}</p>
        <ul
          id="consents"
          class="list"
          data-agreed="${t.agreed}"
          data-not-agreed="${t['not-agreed']}"
          data-stored="${t.stored}"
          data-not-stored="${t['not-stored']}"
        >
          ${consents.toReversed().map((event) => consentEntry(visit, event))}
        </ul>
        <p ${consents.length > 0 ? 'hidden' : ''} data-empty="consents">${t['no-consents']}</p>
      </section>
      <template id="asked-entry">${consentEntry(visit, { phase: 'asked' })}</template>
      <template id="outcome-entry">${consentEntry(visit, { phase: 'outcome' })}</template>
      <template id="codes-entry">${authenticatorCode(visit, {})}</template>
      <template id="messages-entry">${message(visit, {})}</template>`,
  };
}
