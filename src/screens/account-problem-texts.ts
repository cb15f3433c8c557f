import type { Problem } from '../contract/answer.js';
import type { Process } from '../contract/names.js';
import type { ScreenTools } from '../parts/screen-tools.js';
import { problemActions } from '../parts/problem-actions.js';
import type { RenderContext } from '../parts/render-context.js';
import { problemTexts } from './problem-texts.js';

/** Processes in which a new password is no way out: it has just failed to help, or there is none yet. */
const withoutReset: ReadonlySet<Process> = new Set(['account-connect', 'password-forgotten']);

/**
 * Returns the texts of problems for registration, account connect and password forgotten; where they have none of their own,
 * login's.
 */
export const accountProblemTexts = (tools: ScreenTools) => {
  const { msg } = tools;
  const { offer, contactUs, forgot } = problemActions(tools);
  const others = problemTexts(tools);
  const login = (ui: RenderContext) => ui.link('login', msg('Sign in', { id: 'login.title' }));

  /** For a code that was sent; one of an authenticator app has login's text. */
  const wrongCode = ({ screen }: RenderContext['flow']) => {
    // Nobody typed this code. Our gateway returns `link-invalid`; another one may not.
    if (screen.name === 'confirm-link') return linkInvalid();
    if (screen.name !== 'verify') return undefined;
    return screen.asks.sent > 1
      ? msg('This code is not correct. Only the newest one works.', { id: 'problem.newest-code' })
      : msg('This code is not correct. Check it or request a new one.', { id: 'problem.sent-code' });
  };
  const linkInvalid = () => msg('This link is no longer valid. Start again.', { id: 'problem.link-invalid' });

  /** Texts of password forgotten alone; `undefined` where it has none of its own. */
  const forgotten = ({ code }: Problem, ui: RenderContext): unknown => {
    switch (code) {
      case 'email-missing':
        return contactUs(
          msg('This account has no e-mail address. Please contact us.', { id: 'problem.no-address' }),
          ui,
        );
      case 'email-mismatch':
        return msg('This link was requested with another e-mail address or user name.', {
          id: 'problem.name-mismatch',
        });
      default:
        return undefined;
    }
  };

  const own = ({ code }: Problem, ui: RenderContext): unknown => {
    switch (code) {
      case 'wrong-code':
        return wrongCode(ui.flow);
      case 'account-blocked':
        return withoutReset.has(ui.flow.initialProcess)
          ? contactUs(msg('This account is blocked. Please contact us.', { id: 'problem.blocked-still' }), ui)
          : undefined;
      case 'opt-in-changed':
        return msg(
          'The advertising consent has changed. Read it again, then send the form. Your entries are still here.',
          { id: 'problem.opt-in-changed' },
        );
      case 'email-taken':
        return offer(
          msg('There is already an account with this e-mail address.', { id: 'problem.email-taken' }),
          login(ui),
          forgot(ui),
        );
      case 'already-registered':
        return offer(
          msg('This subscription is already connected.', { id: 'problem.already-registered' }),
          login(ui),
          forgot(ui),
        );
      case 'identifiers-mismatch':
        return msg('We cannot find a subscription with these details. Compare them with your invoice or our letter.', {
          id: 'problem.identifiers-mismatch',
        });
      case 'registration-invalid':
        return msg('You cannot register with these details. Check your entries.', {
          id: 'problem.registration-invalid',
        });
      case 'sms-unavailable':
        return contactUs(
          msg('We cannot send codes by text message at the moment. Please contact us.', {
            id: 'problem.sms-unavailable',
          }),
          ui,
        );
      case 'email-mismatch':
        return msg('These are not the details this link was requested with. Nothing has been confirmed.', {
          id: 'problem.email-mismatch',
        });
      case 'link-invalid':
        return linkInvalid();
      case 'link-used':
        return offer(
          msg('This link has already been used or replaced by a newer one. Sign in or start again.', {
            id: 'problem.link-used',
          }),
          login(ui),
        );
      case 'reset-finished':
        return offer(
          msg('Your password has already been changed. Sign in with the new one.', { id: 'problem.reset-finished' }),
          login(ui),
        );
      default:
        return undefined;
    }
  };
  return (problem: Problem, ui: RenderContext): unknown =>
    (ui.flow.initialProcess === 'password-forgotten' && forgotten(problem, ui)) ||
    own(problem, ui) ||
    others(problem, ui);
};
