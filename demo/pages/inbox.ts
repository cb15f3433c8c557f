/** A reader's e-mails, text messages and authenticator codes, and the consents reported to the publisher. */
import { html } from 'hono/html';
import type { InboxEntry } from '../simulator/inbox-entries.js';
import type { ConsentEvent } from '../backend/backend.js';
import { consentEntry } from './consent-entry.js';
import { type PageContent, zone } from './frame/layout.js';
import { link, type Markup, type PageContext } from './frame/page-context.js';
import { textWithoutServer } from './frame/runtime-notice.js';
import { texts } from '../texts/texts.js';

/** An entry of either list, or an empty one for the template that `inbox.js` clones and fills. */
type Entry = Partial<InboxEntry>;

function message({ language }: PageContext, { to, channel = 'email', code, url, text, at }: Entry): Markup {
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

const authenticatorCode = ({ language }: PageContext, { to, code, secondsLeft }: Entry): Markup =>
  html`<li class="token">
    <span data-fill="to">${to ?? ''}</span>
    <b class="code" data-fill="code">${code ?? ''}</b>
    <span class="left"
      ><span data-fill="secondsLeft">${secondsLeft ?? ''}</span> ${texts[language]['seconds-left']}</span
    >
  </li>`;

/** @param entries Absent with the hosted API, whose messages nobody can see here. */
export function inboxPage(
  context: PageContext,
  entries: readonly InboxEntry[] | undefined,
  consents: readonly ConsentEvent[] = [],
): PageContent {
  const t = texts[context.language];
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
        ${t['inbox-lead']} ${textWithoutServer(context, 'inbox') ?? ''}
        <a href="${link(context, '/inbox')}">${t.refresh}</a>
      </p>
      <section aria-labelledby="codes-title">
        <h2 id="codes-title">${t.authenticator}</h2>
        <p>${t['authenticator-lead']}</p>
        <ul id="codes" class="list">
          ${codes.map((entry) => authenticatorCode(context, entry))}
        </ul>
        <p ${codes.length > 0 ? 'hidden' : ''} data-empty="codes">${t['no-codes']}</p>
      </section>
      <section aria-labelledby="messages-title">
        <h2 id="messages-title">${t.messages}</h2>
        <ul id="messages" class="list" data-email="${t.email}" data-sms="${t.sms}">
          ${messages.map((entry) => message(context, entry))}
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
          ${consents.toReversed().map((event) => consentEntry(context, event))}
        </ul>
        <p ${consents.length > 0 ? 'hidden' : ''} data-empty="consents">${t['no-consents']}</p>
      </section>
      <template id="asked-entry">${consentEntry(context, { phase: 'asked' })}</template>
      <template id="outcome-entry">${consentEntry(context, { phase: 'outcome' })}</template>
      <template id="codes-entry">${authenticatorCode(context, {})}</template>
      <template id="messages-entry">${message(context, {})}</template>`,
  };
}
