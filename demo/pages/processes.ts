/** The pages to register and to set a new password, and the one that holds every process. */
import { html } from 'hono/html';
import type { Page } from './frame/layout.js';
import type { Markup, Visit } from './frame/visit.js';
import { returning } from './frame/returning.js';
import { texts } from '../texts/texts.js';

interface Lead {
  heading: string;
  lead: string;
}

/** What stands around the element of a process. */
export const processMain = ({ language }: Visit, { heading, lead }: Lead, element: Markup): Markup =>
  html`<div class="sign-in">
    <h1>${heading}</h1>
    <p class="teaser">${lead}</p>
    ${element}
    <noscript><p>${texts[language].noscript}</p></noscript>
  </div>`;

export function registerPage(visit: Visit, next: string | undefined): Page {
  const t = texts[visit.language];
  const { url, to, kept } = returning(visit, next);
  return {
    title: 'register',
    element: 'register',
    ...kept,
    main: processMain(
      visit,
      { heading: t['register-heading'], lead: t['register-lead'] },
      html`<sso-register
        endpoint="/sso"
        return-url="${url}"
        verification-url="${to('/register')}"
        login-url="${to('/login')}"
        connect-url="${to('/connect')}"
        password-url="${to('/password')}"
      ></sso-register>`,
    ),
  };
}

export function passwordPage(visit: Visit, next: string | undefined): Page {
  const t = texts[visit.language];
  const { url, to, kept } = returning(visit, next);
  return {
    title: 'password',
    element: 'password-forgotten',
    ...kept,
    main: processMain(
      visit,
      { heading: t.account, lead: t['password-lead'] },
      html`<sso-password-forgotten
        endpoint="/sso"
        return-url="${url}"
        verification-url="${to('/password')}"
        login-url="${to('/login')}"
        register-url="${to('/register')}"
        connect-url="${to('/connect')}"
      ></sso-password-forgotten>`,
    ),
  };
}

/** All processes in one element; `?sso=register` opens another than the login. */
export function authPage(visit: Visit, next: string | undefined): Page {
  const t = texts[visit.language];
  const { url, to, kept } = returning(visit, next);
  return {
    title: 'auth',
    element: 'auth',
    ...kept,
    main: processMain(
      visit,
      { heading: t.account, lead: t['auth-lead'] },
      html`<sso-auth endpoint="/sso" return-url="${url}" verification-url="${to('/auth')}" show-tabs></sso-auth>`,
    ),
  };
}
