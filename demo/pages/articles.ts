/** The front page, and the article that only subscribers can read whole. */
import { html } from 'hono/html';
import { type Access, accessPart, lockLine, type Offer, padlocked } from './article-access.js';
import { textWithoutServer } from './frame/runtime-notice.js';
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

/** Whether articles are locked. `site.js` picks the line, since it knows of an emergency. */
const lock = ({ language }: PageContext, inEmergency: 'open' | 'closed'): Markup => {
  const t = texts[language];
  const isOpen = inEmergency === 'open';
  return html`<p class="lock">
    <span data-when="signed-out signed-in">${padlocked(false, t['for-readers'])}</span>
    <span data-when="open" hidden>${padlocked(isOpen, t[isOpen ? 'open-to-all' : 'emergency-title'])}</span>
  </p>`;
};

/** @param inEmergency What an article is in an emergency. */
export function frontPage(context: PageContext, inEmergency: 'open' | 'closed'): PageContent {
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
        ${lock(context, inEmergency)}
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

/** The page holds the rest of the article only for who may read it: it is made anew for each view. */
export function articlePage(context: PageContext, access: Access, offer: Offer): PageContent {
  const t = texts[context.language];
  const story = feature[context.language];
  return {
    title: 'article',
    next: '/article',
    scripts: ['article', 'dialog'],
    main: html`<article class="story">
        <p class="kicker">${story.kicker}</p>
        <h1>${story.headline}</h1>
        <p class="byline">${story.byline}</p>
        ${lockLine(context, access)} ${picture(story)}
        <p class="teaser">${story.teaser}</p>
        <p class="opening">${story.opening}</p>
        ${accessPart(context, access, offer, story.rest)}
      </article>
      <p
        id="access-status"
        class="hidden"
        role="status"
        data-open="${t['article-open']}"
        data-closed="${t['article-closed']}"
        data-failed="${t['article-failed']}"
        data-not-subscribed="${t['not-subscribed']}"
      ></p>
      ${withoutServer(context)}`,
    after: signInDialog(context, '/article'),
  };
}

/** What a server does better. */
const withoutServer = (context: PageContext): Markup | '' => {
  const text = textWithoutServer(context, 'article');
  return text === undefined ? '' : html`<p class="meta aside-note">${text}</p>`;
};
