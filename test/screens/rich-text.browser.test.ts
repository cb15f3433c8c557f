import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { flow, scripted, show, signIn } from '../support/element.js';
import type { Reply } from '../../src/entries/login.js';

const draw = async (terms: unknown): Promise<Element> => {
  const step = { kind: 'step', process: 'login', flow, step: 'additional-data', asks: { terms } };
  const element = await show(scripted({ 'login/start': step as Reply }));
  await signIn();
  await expect.element(page.getByText('By continuing, you accept these terms.')).toBeVisible();
  return element.shadowRoot!.querySelector('[part=terms]')!;
};
const markup = (at: Element) =>
  at.innerHTML
    .replace(/<!--.*?-->/g, '')
    .replace(/>\s+/g, '>')
    .replace(/\s+</g, '<')
    .trim();

test('terms are drawn as the elements that the tree names', async () => {
  const terms = await draw([
    {
      tag: 'p',
      children: ['One', { tag: 'br' }, { tag: 'strong', children: ['two'] }, { tag: 'em', children: ['three'] }],
    },
    { tag: 'ul', children: [{ tag: 'li', children: ['a'] }] },
    { tag: 'ol', children: [{ tag: 'li', children: ['b'] }] },
  ]);
  expect(markup(terms)).toBe('<p>One<br><strong>two</strong><em>three</em></p><ul><li>a</li></ul><ol><li>b</li></ol>');
});

test.each([
  'https://publisher.test/terms',
  'http://publisher.test/',
  'mailto:help@publisher.test',
  'HTTPS://PUBLISHER.TEST/',
])('the address %s is a link that opens beside the form and knows nothing of it', async (href) => {
  const link = (await draw([{ tag: 'a', href, children: ['full text'] }])).querySelector('a')!;
  expect([link.getAttribute('href'), link.target, link.rel, link.textContent]).toEqual([
    href,
    '_blank',
    'noopener',
    'full text',
  ]);
});

test.each([
  'javascript:alert(1)',
  ' javascript:alert(1)',
  'java\nscript:alert(1)',
  'data:text/html,x',
  'vbscript:x',
  '//evil.test',
  '',
])('the address %j is no link; its text stays', async (href) => {
  const terms = await draw([{ tag: 'a', href, children: ['words'] }]);
  expect(terms.querySelector('a')).toBeNull();
  expect(terms.textContent.trim()).toBe('words');
});

test('markup in a text is text', async () => {
  const text = '<img src=x onerror="window.ran = true"><script>window.ran = true</script>&amp;';
  const terms = await draw([text, { tag: 'p', children: [text] }]);
  expect(terms.querySelectorAll('img,script')).toHaveLength(0);
  expect(terms.querySelector('p')!.textContent).toBe(text);
  expect('ran' in window).toBe(false);
});

test('an element that the tree may not name is not drawn', async () => {
  const terms = await draw(['before', { tag: 'script', children: ['x'] }, 'after']);
  expect(markup(terms)).toBe('beforeafter');
});
