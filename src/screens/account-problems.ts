import type { Problem } from '../contract/answer.js';
import type { Kit } from '../parts/kit.js';
import type { Ui } from '../parts/ui.js';
import { problemTexts } from './problems.js';

/** The texts of problems that only registration, account connect and password forgotten have; the others are login's. */
export const accountProblems = (kit: Kit) => {
  const { html, msg } = kit;
  const others = problemTexts(kit);
  const offers = (ui: Ui) =>
    html`<span part="offers">
      ${ui.link('login', msg('Sign in', { id: 'login.title' }))}
      ${ui.link('password-forgotten', msg('Forgot your password?', { id: 'login.forgot' }))}
    </span>`;
  return (problem: Problem, ui: Ui): unknown => {
    switch (problem.code) {
      case 'email-taken':
        return html`${msg('There is an account with this e-mail address already.', { id: 'problem.email-taken' })}
        ${offers(ui)}`;
      case 'already-registered':
        return html`${msg('This subscription is connected already.', { id: 'problem.already-registered' })}
        ${offers(ui)}`;
      case 'identifiers-mismatch':
        return msg('We find no subscription with these details. Please check them.', {
          id: 'problem.identifiers-mismatch',
        });
      case 'registration-invalid':
        return msg('This registration is not possible. Please check what you typed.', {
          id: 'problem.registration-invalid',
        });
      case 'sms-unavailable':
        return msg('Codes cannot be sent by SMS at the moment. Please contact us.', { id: 'problem.sms-unavailable' });
      case 'email-mismatch':
        return ui.flow.home === 'password-forgotten'
          ? msg('This link was asked for with another e-mail address or user name.', { id: 'problem.name-mismatch' })
          : msg('The link was sent to another e-mail address.', { id: 'problem.email-mismatch' });
      case 'link-invalid':
        return msg('This link is not valid any more. Please start again.', { id: 'problem.link-invalid' });
      default:
        return others(problem, ui);
    }
  };
};
