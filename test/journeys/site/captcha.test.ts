/** A site with a captcha: its widget lies in the page, and a sign-in needs it. */
import { expect, test } from 'vitest';
import { accountHeadings } from '../../../scripts/drive/account-texts.js';
import { loginTexts } from '../../../scripts/drive/login-texts.js';
import { signIn } from '../../../scripts/drive/sign-in.js';
import { journeyLanguages } from '../support/languages.js';
import { openAs } from '../support/reader-tools.js';
import { useSite } from '../support/use-site.js';
import { waitForAlert } from '../support/waiting.js';

const site = useSite();
const human = { en: 'I am human', de: 'Ich bin ein Mensch' };
const alert = {
  en: 'Confirm below that you are human, then try again. Your entries are still here.',
  de: 'Bitte bestätigen Sie unten, dass Sie ein Mensch sind, und versuchen Sie es dann noch einmal. Ihre Eingaben sind noch da.',
};

for (const language of journeyLanguages) {
  test(`Who has not ticked the captcha is told to, keeps what was typed, and signs in after ticking, in ${language}`, async () => {
    await fetch(`${site.demo.origin}/simulator/captcha`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ on: true }),
    });
    const { reader, tools } = await openAs(site, '/login', language);
    await reader.reaches(accountHeadings.signIn[language]);
    await signIn(tools, 'reader@example.org');
    await waitForAlert(reader, alert[language]);
    const box = reader.form.getByRole('checkbox', { name: human[language] });
    await box.click();
    await expect.poll(() => box.isChecked()).toBe(true);
    await tools.driver.press(tools.t(loginTexts.signIn));
    await reader.signedInAs('reader@example.org');
  });
}
