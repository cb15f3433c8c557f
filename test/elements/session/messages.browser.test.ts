/** `<sso-session>` on a page whose markup or scripts are in its way. */
import { expect, onTestFinished, test } from 'vitest';
import '../../../src/entries/all.js';
import { answers, scripted, show } from '../../support/element.js';
import { present } from '../../support/account.js';

/** Elements of the page that are named as properties of the document. */
function named(...names: string[]): void {
  for (const name of names) {
    const image = document.createElement('img');
    image.setAttribute('name', name);
    const { body } = document;
    body.append(image);
    onTestFinished(() => image.remove());
  }
}

test('two hundred messages make two calls', async () => {
  document.cookie = 'sso_session=1; path=/';
  const client = scripted({ session: answers.session });
  const element = await present('sso-session', client);
  await expect.poll(() => element.signedIn).toBe(true);
  const before = client.to('session').length;
  const channel = new BroadcastChannel('sso-elements');
  onTestFinished(() => channel.close());
  for (let message = 0; message < 200; message += 1) channel.postMessage('changed');
  await expect.poll(() => client.to('session').length - before).toBe(2);
  // What comes after a pause is another change.
  channel.postMessage('changed');
  await expect.poll(() => client.to('session').length - before).toBe(3);
});

test('markup with the names of document’s properties changes nothing', async () => {
  document.cookie = 'sso_session=1; path=/';
  named('cookie', 'activeElement', 'documentElement');
  const element = await present('sso-session', scripted({ session: answers.session }));
  await expect.poll(() => element.signedIn).toBe(true);
  const login = await show(scripted(), { autofocus: '' });
  await expect.poll(() => login.shadowRoot?.activeElement?.getAttribute('name')).toBe('identifier');
});
