/** The frame of every page. */
import { html } from 'hono/html';
import { type Language, languages } from '../../language.js';
import { drawer, drawerButton } from './drawer.js';
import { eventLog } from './events.js';
import { placeNotice, placeStyle, scriptsAt } from './place.js';
import { type Text, texts } from '../../texts/texts.js';
import { link, type Markup, type Query, type Visit } from './visit.js';

export interface Page {
  title: Text;
  main: Markup;
  /** Beside the main part, below it on narrow screens. */
  aside?: Markup;
  /** Whether the main part takes the whole width. */
  wide?: true;
  /** After everything else: what opens over the page. */
  after?: Markup;
  /** Names of further scripts of the site. */
  scripts?: readonly string[];
  /** The element that the page is for: the name of its script. */
  element?: 'login' | 'register' | 'account-connect' | 'password-forgotten' | 'auth' | 'session' | 'settings';
  /** Whether the page shows elements beside the settings form. */
  preview?: true;
  /** What the address carries beside the language; the language links keep it. */
  query?: Query;
  /** Where a sign-in leads back to. */
  next?: string;
}

const names = { en: 'English', de: 'Deutsch' } as const satisfies Record<Language, string>;
export const zone = 'Europe/Berlin';

/** Pages with a way to sign in of their own. */
const offersSignIn: readonly string[] = ['/login', '/auth', '/account'];

/** Who is signed in; the page's script knows. */
const reader = ({ language }: Visit): Markup => {
  const t = texts[language];
  return html`<p role="status">
      <span data-when="signed-in" hidden>${t['signed-in-as']} <b data-reader></b></span>
    </p>
    <button type="button" data-when="signed-in" data-sign-out hidden>${t['sign-out']}</button>`;
};

/** Not on the settings' own page, nor where nothing works yet. */
const offersDrawer = ({ place }: Visit, { element }: Page): boolean => element !== 'settings' && place !== 'starting';

function masthead(visit: Visit, page: Page): Markup {
  const { query, next, element } = page;
  const { language, path, now, place } = visit;
  const t = texts[language];
  const date = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { dateStyle: 'full', timeZone: zone });
  return html`<header class="masthead">
    <div class="demo">
      <span>${t.demo}</span>
      ${offersDrawer(visit, page) ? drawerButton(visit) : ''}
    </div>
    <div class="bar">
      <p class="date">${place === 'starting' ? '' : date.format(now)}</p>
      <nav class="languages" aria-label="${t.languages}">
        ${languages.map((each) =>
          each === language
            ? html`<span aria-current="true">${names[each]}</span>`
            : html`<a href="${link({ given: true, language: each }, path, query)}" lang="${each}" hreflang="${each}"
                >${names[each]}</a
              >`,
        )}
      </nav>
      <div class="account" id="account">
        ${
          offersSignIn.includes(path)
            ? ''
            : html`<a href="${link(visit, '/login', next ? { next } : {})}" data-when="signed-out open"
                >${t['sign-in']}</a
              >`
        }
        ${element === 'session' ? '' : reader(visit)}
      </div>
    </div>
    <p class="name"><a href="${link(visit, '/')}">Uferblatt</a></p>
    <p class="motto">${t.motto}</p>
    <nav class="sections" aria-label="${t.sections}">
      ${(
        [
          ['/', 'front-page'],
          ['/article', 'article'],
          ['/account', 'my-account'],
          ['/inbox', 'inbox'],
          ['/settings', 'settings'],
        ] as const
      ).map(
        ([to, text]) =>
          html`<a href="${link(visit, to)}" aria-current="${to === path ? 'page' : 'false'}">${t[text]}</a>`,
      )}
    </nav>
  </header>`;
}

/** The whole document. No script or style stands in it: the Content-Security-Policy would not run them. */
export function layout(visit: Visit, page: Page): Markup {
  const t = texts[visit.language];
  const { element, scripts = [] } = page;
  const hasDrawer = offersDrawer(visit, page);
  const sources = scriptsAt[visit.place]([
    ...['site', 'log', 'saved', ...(hasDrawer ? ['drawer'] : []), ...scripts].map((name) => `/site/${name}.js`),
    // The last: when an element tells who is signed in, the others listen.
    ...(element ? [`/assets/${element}.js`] : []),
    ...(page.preview ? ['/assets/sso-elements.js'] : []),
  ]);
  return html`<!doctype html>
    <html lang="${visit.language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="description" content="${t.description}" />
        <title>${t[page.title]} – Uferblatt</title>
        <link rel="icon" href="/site/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/site/site.css" />
        <link rel="stylesheet" href="/site/theme.css" />
        ${placeStyle(visit)} ${sources.map((source) => html`<script type="module" src="${source}"></script>`)}
      </head>
      <body>
        <a class="skip" href="#main">${t.skip}</a>
        <div class="page">
          ${placeNotice(visit)} ${masthead(visit, page)}
          <p
            class="notice"
            id="notice"
            role="alert"
            data-ended="${t['session-ended']}"
            data-failed="${t['sign-out-failed']}"
            hidden
          ></p>
          <div class="${page.aside ? 'columns' : 'column'}">
            <main id="main" tabindex="-1" class="${page.wide ? 'wide' : ''}">${page.main}</main>
            ${page.aside ?? ''}
          </div>
          ${eventLog(visit)}
          <footer>
            <p>${t.imprint}</p>
            <p class="choices">
              <a href="${link(visit, '/letter')}">${t['to-letter']}</a>
              <a href="${link(visit, '/inbox')}">${t['to-inbox']}</a>
            </p>
          </footer>
        </div>
        ${page.after ?? ''} ${hasDrawer ? drawer(visit, link(visit, '/settings')) : ''}
      </body>
    </html>`;
}
