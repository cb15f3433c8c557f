/** What the pages say and load where no server answers them: they run in the page's service worker, or only start it. */
import { html } from 'hono/html';
import { type Language, languages } from '../../language.js';
import type { Markup, Visit } from './visit.js';

type Place = Visit['place'];

const texts = {
  en: {
    title: 'About this demo',
    simulated:
      'This demo runs entirely in your browser: a service worker stands in for the server. Cookies and the protection against forged requests (CSRF) are simulated here.',
    starting: 'It starts in a moment. It needs JavaScript and service workers.',
    refused:
      'This demo cannot start: it needs a service worker, and there is none here. Browsers have them at https addresses and on localhost; some not in private windows.',
    noscript: 'This demo needs JavaScript.',
    transfer:
      'At a publisher’s second address you stay signed in. That needs a server: the demo has its second address only where “npm start” runs it.',
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
    transfer:
      'An der zweiten Adresse eines Verlags bleiben Sie angemeldet. Dazu braucht es einen Server: Ihre zweite Adresse hat die Demo nur, wo „npm start“ sie betreibt.',
    inbox: 'Es werden keine E-Mails und keine SMS verschickt: Alles bleibt in diesem Browser.',
  },
} as const satisfies Record<Language, Record<string, string>>;

/** The scripts of a page, given those that it has where a server answers. A page that only starts the worker makes no call. */
export const scriptsAt: Readonly<Record<Place, (scripts: readonly string[]) => readonly string[]>> = {
  server: (scripts) => scripts,
  // The first: it listens before anything is asked.
  worker: (scripts) => ['/page.js', ...scripts],
  starting: () => ['/boot.js'],
};

/** The page's script knows whether it starts; without it, what stands here is all that can be said. No reader is known yet: both languages. */
const starting = (language: Language): Markup => {
  const t = texts[language];
  return html`<div lang="${language}">
    <p>${t.simulated} <span data-boot="starting">${t.starting}</span></p>
    <p role="alert" data-boot="refused" hidden><strong>${t.refused}</strong></p>
    <noscript><p>${t.noscript}</p></noscript>
  </div>`;
};

const notices: Readonly<Record<Place, (visit: Visit) => Markup | ''>> = {
  server: () => '',
  worker: ({ language }) => html`<p>${texts[language].simulated}</p>`,
  starting: () => html`${languages.map(starting)}`,
};

/** Says what is simulated, on every page; it cannot be closed. */
export const placeNotice = (visit: Visit): Markup | '' => {
  const notice = notices[visit.place](visit);
  return notice && html`<aside class="place" aria-label="${texts[visit.language].title}">${notice}</aside>`;
};

/** For the head: nothing where a server answers. */
export const placeStyle = ({ place }: Visit): Markup | '' =>
  place === 'server' ? '' : html`<link rel="stylesheet" href="/site/place.css" />`;

/** In place of what needs a server, where there is none; `undefined`: there is one. */
export const instead = ({ place, language }: Visit, text: 'transfer' | 'inbox'): string | undefined =>
  place === 'server' ? undefined : texts[language][text];
