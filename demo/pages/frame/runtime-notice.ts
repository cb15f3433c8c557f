/** Notices and scripts of the static demo, whose pages come from a service worker or only start it. */
import { html } from 'hono/html';
import { type Language, languages } from '../../texts/language.js';
import type { Markup, PageContext } from './page-context.js';

type Runtime = PageContext['runtime'];

const texts = {
  en: {
    title: 'About this demo',
    simulated:
      'This demo runs entirely in your browser: a service worker stands in for the server. Cookies and the protection against forged requests (CSRF) are simulated here.',
    starting: 'It starts in a moment. It needs JavaScript and service workers.',
    refused:
      'This demo cannot start: it needs a service worker, and there is none here. Browsers have them at https addresses and on localhost; some not in private windows.',
    noscript: 'This demo needs JavaScript.',
    join: 'At a publisher’s second address you stay signed in. That needs a server: the demo has its second address only where “npm start” runs it.',
    article:
      'On a publisher’s server, the rest of an article stays there until the gateway says that you may read it. Here the service worker decides, and the whole text is in its file, in this browser.',
    'self-service':
      'At a publisher’s, two servers talk to each other here. In this demo, the service worker plays both.',
    inbox: 'No e-mail and no text message is sent: everything stays in this browser.',
  },
  de: {
    title: 'Zu dieser Demo',
    simulated:
      'Diese Demo läuft allein in Ihrem Browser: Ein Service Worker ersetzt den Server. Cookies und der Schutz vor gefälschten Anfragen (CSRF) sind hier nur simuliert.',
    starting: 'Sie startet gleich. Sie braucht JavaScript und Service Worker.',
    refused:
      'Diese Demo kann nicht starten: Sie braucht einen Service Worker, und hier gibt es keinen. Browser haben ihn unter https-Adressen und auf localhost, manche nicht in privaten Fenstern.',
    noscript: 'Diese Demo braucht JavaScript.',
    join: 'An der zweiten Adresse eines Verlags bleiben Sie angemeldet. Dazu braucht es einen Server: Ihre zweite Adresse hat die Demo nur, wo „npm start“ sie betreibt.',
    article:
      'Bei einem Verlag bleibt der Rest eines Artikels auf dem Server, bis das Gateway sagt, dass Sie ihn lesen dürfen. Hier entscheidet der Service Worker, und der ganze Text steht in dessen Datei, in diesem Browser.',
    'self-service':
      'Bei einem Verlag sprechen hier zwei Server miteinander. In dieser Demo spielt der Service Worker beide.',
    inbox: 'Es werden keine E-Mails und keine SMS verschickt: Alles bleibt in diesem Browser.',
  },
} as const satisfies Record<Language, Record<string, string>>;

/** Maps the scripts of a page on a server to those it loads here. A page that only starts the worker makes no call. */
export const scriptsFor: Readonly<Record<Runtime, (scripts: readonly string[]) => readonly string[]>> = {
  server: (scripts) => scripts,
  // First, so that it listens before any other script makes a call.
  worker: (scripts) => ['/page.js', ...scripts],
  starting: () => ['/boot.js'],
};

/** Prerendered in both languages, since the reader’s is not known yet. `boot.js` swaps the two paragraphs if the worker cannot start. */
const startingNotice = (language: Language): Markup => {
  const t = texts[language];
  return html`<div lang="${language}">
    <p>${t.simulated} <span data-boot="starting">${t.starting}</span></p>
    <p role="alert" data-boot="refused" hidden><strong>${t.refused}</strong></p>
    <noscript><p>${t.noscript}</p></noscript>
  </div>`;
};

const notices: Readonly<Record<Runtime, (context: PageContext) => Markup | ''>> = {
  server: () => '',
  worker: ({ language }) => html`<p>${texts[language].simulated}</p>`,
  starting: () => html`${languages.map(startingNotice)}`,
};

/** Names what is simulated. It is on every page and cannot be closed. */
export const runtimeNotice = (context: PageContext): Markup | '' => {
  const notice = notices[context.runtime](context);
  return notice && html`<aside class="runtime-notice" aria-label="${texts[context.language].title}">${notice}</aside>`;
};

/** For the head; empty on a server. */
export const runtimeStyle = ({ runtime: place }: PageContext): Markup | '' =>
  place === 'server' ? '' : html`<link rel="stylesheet" href="/site/runtime-notice.css" />`;

/** The text that replaces a feature which needs a server; `undefined` on a server. */
export const textWithoutServer = (
  { runtime: place, language }: PageContext,
  text: 'join' | 'inbox' | 'article' | 'self-service',
): string | undefined => (place === 'server' ? undefined : texts[language][text]);
