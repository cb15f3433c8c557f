/** What a reader sees of an article by what the gateway says of their access: the line with the padlock, and the text or why it ends. */
import { html } from 'hono/html';
import type { AccessReading } from '../../src/gateway/index.js';
import { link, type Markup, type PageContext } from './frame/page-context.js';
import { type Text, texts } from '../texts/texts.js';

/** As `gateway.hasAccess` answers it. */
export type Access = Pick<AccessReading, 'state' | 'granted' | 'reason'>;

/** Who can be asked for help, and whether a subscription can be taken out here: the simulator's can. */
export interface Offer {
  contact: string;
  canSubscribe: boolean;
}

/** @param shackle SVG path of the bow. */
const padlock = (shackle: string): Markup =>
  html`<svg viewBox="0 0 24 24" width="18" height="18" aria-hidden="true">
    <path d="M5 11h14v9H5z" />
    <path d="${shackle}" />
  </svg>`;

/** The padlock, open or not, before a text. */
export const padlocked = (isOpen: boolean, text: string): Markup =>
  html`${padlock(isOpen ? 'M8 11V7a4 4 0 0 1 7.5-2' : 'M8 11V7a4 4 0 0 1 8 0v4')}${text}`;

/** Why the article is open → what the line with the padlock says. */
const openTexts: Partial<Record<Access['reason'], Text>> = { emergency: 'open-to-all', unknown: 'open-unchecked' };

export const lockLine = ({ language }: PageContext, { granted, reason }: Access): Markup =>
  html`<p class="lock" id="lock">
    <span>${padlocked(granted, texts[language][granted ? (openTexts[reason] ?? 'unlocked') : 'for-readers'])}</span>
  </p>`;

const nobodySays = [
  'unknown-title',
  'unknown-text',
  (context: PageContext) =>
    html`<a class="action" href="${link(context, '/article')}">${texts[context.language]['try-again']}</a>`,
] as const;

/** Why the article is closed → heading, text, and what to do about it. */
const closed: Record<
  Exclude<Access['reason'], 'right'>,
  readonly [title: Text, text: Text, action: (context: PageContext, offer: Offer) => Markup | '']
> = {
  'signed-out': [
    'gate-title',
    'gate-text',
    (context) =>
      html`<a class="action" href="${link(context, '/login', { next: '/article' })}" data-dialog
        >${texts[context.language]['sign-in-to-read']}</a
      >`,
  ],
  'no-right': [
    'no-right-title',
    'no-right-text',
    ({ language }, { canSubscribe }) =>
      canSubscribe
        ? html`<button type="button" class="action" data-subscribe>${texts[language].subscribe}</button>
            <small>${texts[language]['subscribe-note']}</small>`
        : '',
  ],
  blocked: [
    'blocked-title',
    'blocked-text',
    ({ language }, { contact }) => html`<a class="action" href="${contact}">${texts[language]['write-to-us']}</a>`,
  ],
  emergency: ['emergency-title', 'emergency-text', () => ''],
  unknown: nobodySays,
  misconfigured: nobodySays,
};

/** The text, for whoever may read it; for others, why it ends here. `article.js` asks for it anew when something changes. */
export function accessPart(context: PageContext, access: Access, offer: Offer, paragraphs: readonly string[]): Markup {
  const { granted, reason, state } = access;
  const t = texts[context.language];
  if (granted || reason === 'right')
    return html`<div id="access" data-state="${state}" data-reason="${reason}">
      <div id="rest" tabindex="-1">${paragraphs.map((each) => html`<p>${each}</p>`)}</div>
    </div>`;
  const [title, text, actionOf] = closed[reason];
  const action = actionOf(context, offer);
  return html`<div id="access" data-state="${state}" data-reason="${reason}">
    <section class="gate" aria-labelledby="gate-title">
      <h2 id="gate-title" tabindex="-1">${t[title]}</h2>
      <p>${t[text]}</p>
      ${action && html`<p class="choices">${action}</p>`}
    </section>
  </div>`;
}
