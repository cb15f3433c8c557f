import type { ChannelConsent, ConsentChannel, Problem } from '../contract/answer.js';
import type { ScreenTools } from './screen-tools.js';

/** What is said of consents. */
export const consentWords = ({ msg, str }: Pick<ScreenTools, 'msg' | 'str'>) => {
  /** The name of a channel. */
  const channelName = (channel: ConsentChannel): string => {
    switch (channel) {
      case 'email':
        return msg('E-mail', { id: 'consents.email' });
      case 'messenger':
        return msg('Messenger', { id: 'consents.messenger' });
      case 'phone':
        return msg('Phone', { id: 'consents.phone' });
      case 'post':
        return msg('Post', { id: 'consents.post' });
    }
  };

  /** What is stored, and since when. `at`: as a reader reads it; `undefined`: the hosted API does not say. */
  const stateText = (state: ChannelConsent['state'], at: string | undefined): string => {
    switch (state) {
      case 'given':
        return at ? msg(str`Given on ${at}`, { id: 'consents.given' }) : msg('Given', { id: 'consents.given-undated' });
      case 'withdrawn':
        return at
          ? msg(str`Withdrawn on ${at}`, { id: 'consents.withdrawn' })
          : msg('Withdrawn', { id: 'consents.withdrawn-undated' });
      case 'none':
        return msg('Not given', { id: 'consents.none' });
      case 'unclear':
        return msg('We cannot say at the moment what is stored.', { id: 'consents.unclear' });
    }
  };

  /** What has become of what the reader has just chosen. */
  const outcomeText = (choice: 'given' | 'withdrawn'): string =>
    choice === 'given'
      ? msg('You have given your consent.', { id: 'consents.is-given' })
      : msg('You have withdrawn your consent.', { id: 'consents.is-withdrawn' });

  /** Of a choice that is not stored yet. */
  const pendingText = (choice: 'given' | 'withdrawn'): string =>
    choice === 'given'
      ? msg('We have your consent, but it is not stored yet. We keep trying.', { id: 'consents.pending-given' })
      : msg('We have your withdrawal, but it is not stored yet. We keep trying.', { id: 'consents.pending-withdrawn' });

  /** Why something failed. `during`: loading, or a choice. */
  const consentProblem = ({ code, reference }: Problem, during: 'loading' | 'choice'): string => {
    switch (code) {
      case 'offline':
        return msg('No connection. Nothing has changed.', { id: 'consents.offline' });
      case 'opt-in-changed':
        return msg('The wording has changed. Read it again before you decide.', { id: 'consents.changed' });
      case 'rate-limited':
        return msg('Those were many changes in a short time. Try again in a few minutes.', {
          id: 'consents.limit',
        });
      case 'login-emergency':
        return msg('We cannot show your advertising consent at the moment. Please try again later.', {
          id: 'consents.emergency',
        });
    }
    const text =
      during === 'loading'
        ? msg('We could not load your advertising consent.', { id: 'consents.not-loaded' })
        : msg('That did not work. Below is what is stored.', { id: 'consents.not-changed' });
    return reference ? `${text} ${msg(str`(Reference: ${reference})`, { id: 'consents.reference' })}` : text;
  };

  return { channelName, stateText, outcomeText, pendingText, consentProblem };
};
