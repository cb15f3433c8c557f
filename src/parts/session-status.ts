import { msg, str } from '../locales/messages.js';
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { Customer, Problem } from '../contract/answer.js';

/** The name of the customer, and the button to sign out: the default content of the slot `signed-in`. */
export const signedIn = (
  { firstName, lastName, username, email }: Partial<Customer>,
  signOut: () => void,
): TemplateResult => {
  const name = [firstName, lastName].filter(Boolean).join(' ') || username || email;
  return html`<slot name="signed-in">
    <span part="name">
      ${name ? msg(str`Signed in as ${name}`, { id: 'session.name' }) : msg('You are signed in.', { id: 'done.title' })}
    </span>
    <button part="button" @click=${signOut}>${msg('Sign out', { id: 'session.sign-out' })}</button>
  </slot>`;
};

/** The alert after a sign-out that failed, with a button to try again. */
export const signOutProblem = ({ code }: Problem, retry: () => void): TemplateResult =>
  html`<div part="problem" role="alert" tabindex="-1">
    <span part="problem-text">
      ${
        code === 'offline'
          ? msg('No connection. You are still signed in.', { id: 'session.offline' })
          : msg('Signing out did not work. You are still signed in.', { id: 'session.problem' })
      }
    </span>
    <button part="button retry" @click=${retry}>${msg('Try again', { id: 'retry' })}</button>
  </div>`;
