/** The front page, and the article that only signed-in readers can read whole. */
import { html } from 'hono/html';
import { signInDialog } from './frame/sign-in-dialog.js';
import type { PageContent } from './frame/layout.js';
import { link, type Markup, type PageContext } from './frame/page-context.js';
import { briefs, feature, river, type Story } from './stories.js';
import { texts } from '../texts/texts.js';

const picture = ({ caption }: Story): Markup =>
  html`<figure>
    <img src="/site/ferry.svg" alt="" width="960" height="480" />
    <figcaption>${caption}</figcaption>
  </figure>`;

/** @param shackle SVG path of the bow. */
const padlock = (shackle: string): Markup =>
  html`<svg viewBox="0 0 24 24" width="18" height="18" aria-hidden="true">
    <path d="M5 11h14v9H5z" />
    <path d="${shackle}" />
  </svg>`;

const unlocked = 'M8 11V7a4 4 0 0 1 7.5-2';

/** Shows whether the article is locked. `site.js` picks the line, since it knows who is signed in. */
const lock = ({ language }: PageContext): Markup => {
  const t = texts[language];
  return html`<p class="lock">
    <span data-when="signed-out">${padlock('M8 11V7a4 4 0 0 1 8 0v4')}${t['for-readers']}</span>
    <span data-when="signed-in" hidden>${padlock(unlocked)}${t.unlocked}</span>
    <span data-when="open" hidden>${padlock(unlocked)}${t['open-to-all']}</span>
  </p>`;
};

export function frontPage(context: PageContext): PageContent {
  const { language } = context;
  const t = texts[language];
  const story = feature[language];
  const article = link(context, '/article');
  return {
    title: 'front-page',
    main: html`<h1 class="hidden">Uferblatt – ${t['front-page']}</h1>
      <article class="lead">
        ${picture(story)}
        <p class="kicker">${story.kicker}</p>
        <h2><a href="${article}">${story.headline}</a></h2>
        <p class="teaser">${story.teaser}</p>
        <p class="byline">${story.byline}</p>
        ${lock(context)}
        <p>
          <a class="action" href="${link(context, '/login', { next: '/article' })}" data-when="signed-out"
            >${t['sign-in-to-read']}</a
          >
          <a class="action" href="${article}" data-when="signed-in open" hidden>${t['read-on']}</a>
        </p>
      </article>
      ${
        context.canConnect
          ? html`<section class="service">
              <h2>${t['letter-offer']}</h2>
              <p>${t['letter-offer-text']}</p>
              <p><a href="${link(context, '/letter')}">${t['letter-offer-link']}</a></p>
            </section>`
          : ''
      }`,
    aside: html`<aside class="side" aria-label="${t.briefs}">
      <section>
        <h2>${t.briefs}</h2>
        ${briefs[language].map(
          ([headline, text]) =>
            html`<article>
              <h3>${headline}</h3>
              <p>${text}</p>
            </article>`,
        )}
      </section>
      <section>
        <h2>${t.river}</h2>
        <dl class="facts">
          ${river[language].map(
            ([name, value]) =>
              html`<div>
                <dt>${name}</dt>
                <dd>${value}</dd>
              </div>`,
          )}
        </dl>
      </section>
    </aside>`,
  };
}

/** The page does not hold the rest of the article. `article.js` fetches it from a route that checks the session with the gateway. */
export function articlePage(context: PageContext): PageContent {
  const t = texts[context.language];
  const story = feature[context.language];
  const signIn = link(context, '/login', { next: '/article' });
  return {
    title: 'article',
    next: '/article',
    scripts: ['article', 'dialog'],
    main: html`<article class="story">
      <p class="kicker">${story.kicker}</p>
      <h1>${story.headline}</h1>
      <p class="byline">${story.byline}</p>
      ${lock(context)} ${picture(story)}
      <p class="teaser">${story.teaser}</p>
      <p class="opening">${story.opening}</p>
      <div
        id="rest"
        data-source="${link({ languageInUrl: true, language: context.language }, '/article/text')}"
        data-failed="${t['article-failed']}"
      ></div>
      <section class="gate" data-when="signed-out" aria-labelledby="gate-title">
        <h2 id="gate-title">${t['gate-title']}</h2>
        <p>${t['gate-text']}</p>
        <p><a class="action" href="${signIn}" data-dialog>${t['sign-in-to-read']}</a></p>
      </section>
    </article>`,
    after: signInDialog(context, '/article'),
  };
}
