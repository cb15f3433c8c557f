import type { ScreenTools } from '../parts/screen-tools.js';
import { problemActions } from '../parts/problem-actions.js';
import type { ScreenTemplates } from './screen-templates.js';

/** Notice → number of tries that failed: the count makes each failure a new text, which screen readers announce. */
const failedTries = new WeakMap<object, number>();

/** The notice shown where a process cannot be offered, with a button to try again and the contact. */
export const unavailableScreen = (tools: ScreenTools): ScreenTemplates<'unavailable'> => {
  const { html, msg, title } = tools;
  const { contact } = problemActions(tools);
  const texts = (why: string) => {
    switch (why) {
      case 'emergency':
        return [
          msg('No need to sign in right now', { id: 'emergency.title' }),
          msg('We are working on our systems. You can read on without signing in.', {
            id: 'emergency.text',
          }),
        ];
      case 'domain':
        return [
          msg('You cannot sign in on this site', { id: 'domain.title' }),
          msg('Sign-in is not set up for this web address.', { id: 'domain.text' }),
        ];
      case 'connect':
      case 'misconfigured':
        return [
          msg('You cannot connect a subscription here', { id: 'connect-off.title' }),
          why === 'connect'
            ? msg('Do you already have a subscription? Please contact us.', { id: 'connect-off.text' })
            : msg('This form is not completely set up yet. Please contact us.', { id: 'connect-wrong.text' }),
        ];
      case 'cookies':
        return [
          msg('Your browser does not keep cookies here', { id: 'cookies.title' }),
          msg('Signing in needs cookies. Allow them for this site, or open this page in a tab of its own.', {
            id: 'cookies.text',
          }),
        ];
      case 'protocol-unknown':
        return [
          msg('This page is out of date', { id: 'outdated.title' }),
          msg('Reload the page to go on.', { id: 'outdated.text' }),
        ];
      default:
        return [
          msg('You cannot sign in at the moment', { id: 'off.title' }),
          msg('Please try again later.', { id: 'off.text' }),
        ];
    }
  };
  return {
    unavailable: (screen, ui) => {
      const [heading, text] = texts(screen.why);
      const tries = failedTries.get(screen);
      const retry = async () => {
        await ui.reload();
        failedTries.set(screen, (tries ?? 0) + 1);
        ui.redrawIn(0);
      };
      return html`<div part="notice">
        ${title(heading)}
        <p part="text" role="status">
          ${text} ${tries && `${msg('That did not work.', { id: 'unavailable.again' })} (${tries})`}
        </p>
        <button part="button retry" type="button" @click=${retry}>${msg('Try again', { id: 'retry' })}</button>
        ${contact(ui.settings?.contact)}
      </div>`;
    },
  };
};
