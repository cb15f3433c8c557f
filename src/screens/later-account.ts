import type { Kit } from '../parts/kit.js';
import { laterStyles } from '../styles/later.js';
import { accountConnect } from './account-connect.js';
import { faultTexts } from './faults.js';
import { passwordForgotten } from './password-forgotten.js';
import { pageOf } from './pages.js';
import { problemTexts } from './problems.js';
import { registration } from './registration.js';
import { unavailable } from './unavailable.js';
import { verify } from './verify.js';
import type { Later } from './views.js';

/** The screens of registration, account connect and password forgotten, up to the confirmed code. */
export const laterAccount = (kit: Kit): Later => ({
  views: {
    ...registration(kit),
    ...accountConnect(kit),
    ...passwordForgotten(kit),
    ...verify(kit),
    ...unavailable(kit),
  },
  problemText: (problem, ui) =>
    problem.code === 'opt-in-changed'
      ? kit.msg(
          'The consent on this page has changed meanwhile. Please look at the form again, and send it again. What you typed is still here.',
          { id: 'problem.opt-in-changed' },
        )
      : problemTexts(kit)(problem, ui),
  faultText: (fault, name) =>
    fault === 'taken' && name === 'email'
      ? kit.msg('There is an account with this e-mail address already.', { id: 'problem.email-taken' })
      : faultTexts(kit)(fault, name),
  pageOf,
  styles: kit.css`
    ${laterStyles(kit.css)}
    [part~='link'] {
      text-align: start;
    }
  `,
});
