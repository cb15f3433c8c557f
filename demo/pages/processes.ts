/** The pages of registration and of a forgotten password, and the one that offers every process. */
import { html } from 'hono/html';
import { captchaWidget } from './frame/captcha-widget.js';
import type { PageContent } from './frame/layout.js';
import type { Markup, PageContext } from './frame/page-context.js';
import { returnLinks } from './frame/return-links.js';
import { texts } from '../texts/texts.js';

interface Introduction {
  heading: string;
  lead: string;
}

/** The main part of a page around the element of a process. */
export const processMain = ({ language }: PageContext, { heading, lead }: Introduction, element: Markup): Markup =>
  html`<div class="sign-in">
    <h1>${heading}</h1>
    <p class="teaser">${lead}</p>
    ${element}
    <noscript><p>${texts[language].noscript}</p></noscript>
  </div>`;

export function registerPage(context: PageContext, next: string | undefined): PageContent {
  const t = texts[context.language];
  const { url, to, preserved: kept } = returnLinks(context, next);
  return {
    title: 'register',
    element: 'register',
    ...kept,
    main: processMain(
      context,
      { heading: t['register-heading'], lead: t['register-lead'] },
      html`<sso-register
        endpoint="/sso"
        return-url="${url}"
        verification-url="${to('/register')}"
        login-url="${to('/login')}"
        connect-url="${to('/connect')}"
        password-url="${to('/password')}"
        >${captchaWidget(context)}</sso-register
      >`,
    ),
  };
}

export function passwordPage(context: PageContext, next: string | undefined): PageContent {
  const t = texts[context.language];
  const { url, to, preserved: kept } = returnLinks(context, next);
  return {
    title: 'password',
    element: 'password-forgotten',
    ...kept,
    main: processMain(
      context,
      { heading: t.account, lead: t['password-lead'] },
      html`<sso-password-forgotten
        endpoint="/sso"
        return-url="${url}"
        verification-url="${to('/password')}"
        login-url="${to('/login')}"
        register-url="${to('/register')}"
        connect-url="${to('/connect')}"
        >${captchaWidget(context)}</sso-password-forgotten
      >`,
    ),
  };
}

/** All processes in one element. `?sso=register` opens registration instead of the login. */
export function authPage(context: PageContext, next: string | undefined): PageContent {
  const t = texts[context.language];
  const { url, to, preserved: kept } = returnLinks(context, next);
  return {
    title: 'auth',
    element: 'auth',
    ...kept,
    main: processMain(
      context,
      { heading: t.account, lead: t['auth-lead'] },
      html`<sso-auth endpoint="/sso" return-url="${url}" verification-url="${to('/auth')}" show-tabs
        >${captchaWidget(context)}</sso-auth
      >`,
    ),
  };
}
