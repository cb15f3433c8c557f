/** The frame of every page. */
import { html } from 'hono/html';
import { type Language, languages } from '../../texts/language.js';
import { settingsDrawer, settingsDrawerButton } from './settings-drawer.js';
import { eventLog } from './event-log.js';
import { runtimeNotice, runtimeStyle, scriptsFor } from './runtime-notice.js';
import { type Text, texts } from '../../texts/texts.js';
import { link, type Markup, type Query, type PageContext } from './page-context.js';

export interface PageContent {
  title: Text;
  main: Markup;
  /** Beside the main part, or below it on narrow screens. */
  aside?: Markup;
  /** The main part takes the whole width. */
  wide?: true;
  /** Last in the document: dialogs that open over the page. */
  after?: Markup;
  /** More scripts of `public/`, by name. */
  scripts?: readonly string[];
  /** The element that the page is about, by the name of its script in `dist/browser/`. */
  element?: 'login' | 'register' | 'account-connect' | 'password-forgotten' | 'auth' | 'session' | 'settings';
  /** Another element on it. */
  secondElement?: 'consents';
  /** The page shows elements beside the settings form. */
  preview?: true;
  /** Query parameters that the language links keep. */
  query?: Query;
  /** Page that a sign-in leads back to. */
  next?: string;
  /** What the notice above the page says from the start. */
  notice?: 'session-ended';
}

const names = { en: 'English', de: 'Deutsch' } as const satisfies Record<Language, string>;
export const zone = 'Europe/Berlin';

/** Pages that have their own way to sign in. */
const offersSignIn: readonly string[] = ['/login', '/auth', '/account'];

/** Who is signed in. `site.js` fills it. */
const readerStatus = ({ language }: PageContext): Markup => {
  const t = texts[language];
  return html`<p role="status">
      <span data-when="signed-in" hidden>${t['signed-in-as']} <b data-reader></b></span>
    </p>
    <button type="button" data-when="signed-in" data-sign-out hidden>${t['sign-out']}</button>`;
};

/** Not on the settings page, nor before the worker has started. */
const hasSettingsDrawer = ({ runtime: place }: PageContext, { element }: PageContent): boolean =>
  element !== 'settings' && place !== 'starting';

function masthead(context: PageContext, page: PageContent): Markup {
  const { query, next, element } = page;
  const { language, path, now, runtime: place } = context;
  const t = texts[language];
  const date = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { dateStyle: 'full', timeZone: zone });
  return html`<header class="masthead">
    <div class="demo">
      <span>${t.demo}</span>
      ${hasSettingsDrawer(context, page) ? settingsDrawerButton(context) : ''}
    </div>
    <div class="bar">
      <p class="date">${place === 'starting' ? '' : date.format(now)}</p>
      <nav class="languages" aria-label="${t.languages}">
        ${languages.map((each) =>
          each === language
            ? html`<span aria-current="true">${names[each]}</span>`
            : html`<a
                href="${link({ languageInUrl: true, language: each }, path, query)}"
                lang="${each}"
                hreflang="${each}"
                >${names[each]}</a
              >`,
        )}
      </nav>
      <div class="account" id="account">
        ${
          offersSignIn.includes(path)
            ? ''
            : html`<a href="${link(context, '/login', next ? { next } : {})}" data-when="signed-out open"
                >${t['sign-in']}</a
              >`
        }
        ${element === 'session' ? '' : readerStatus(context)}
      </div>
    </div>
    <p class="name"><a href="${link(context, '/')}">Uferblatt</a></p>
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
          html`<a href="${link(context, to)}" aria-current="${to === path ? 'page' : 'false'}">${t[text]}</a>`,
      )}
    </nav>
  </header>`;
}

/** The whole document. It has no inline scripts or styles, which the Content-Security-Policy would block. */
export function layout(context: PageContext, page: PageContent): Markup {
  const t = texts[context.language];
  const { element, secondElement, scripts = [] } = page;
  const hasDrawer = hasSettingsDrawer(context, page);
  const sources = scriptsFor[context.runtime]([
    ...[
      'site',
      'log',
      'saved',
      ...(hasDrawer ? ['drawer'] : []),
      ...(context.hasCaptcha ? ['captcha'] : []),
      ...scripts,
    ].map((name) => `/site/${name}.js`),
    // Last, so that the other scripts listen when an element fires its first event.
    ...(element ? [`/assets/${element}.js`] : []),
    ...(secondElement ? [`/assets/${secondElement}.js`] : []),
    ...(page.preview ? ['/assets/sso-elements.js'] : []),
  ]);
  return html`<!doctype html>
    <html lang="${context.language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="description" content="${t.description}" />
        <title>${t[page.title]} – Uferblatt</title>
        <link rel="icon" href="/site/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/site/site.css" />
        <link rel="stylesheet" href="/site/theme.css" />
        ${runtimeStyle(context)} ${sources.map((source) => html`<script type="module" src="${source}"></script>`)}
      </head>
      <body>
        <a class="skip" href="#main">${t.skip}</a>
        <div class="page">
          ${runtimeNotice(context)} ${masthead(context, page)}
          <p
            class="notice"
            id="notice"
            role="alert"
            data-ended="${t['session-ended']}"
            data-failed="${t['sign-out-failed']}"
            ${page.notice ? '' : 'hidden'}
          >
            ${page.notice ? t[page.notice] : ''}
          </p>
          <div class="${page.aside ? 'columns' : 'column'}">
            <main id="main" tabindex="-1" class="${page.wide ? 'wide' : ''}">${page.main}</main>
            ${page.aside ?? ''}
          </div>
          ${eventLog(context)}
          <footer>
            <p>${t.imprint}</p>
            <p class="choices">
              <a href="${link(context, '/letter')}">${t['to-letter']}</a>
              <a href="${link(context, '/inbox')}">${t['to-inbox']}</a>
            </p>
          </footer>
        </div>
        ${page.after ?? ''} ${hasDrawer ? settingsDrawer(context, link(context, '/settings')) : ''}
      </body>
    </html>`;
}
