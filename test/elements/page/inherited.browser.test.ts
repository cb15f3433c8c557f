/** What a page's texts look like, around an element. */
import { expect, onTestFinished, test } from 'vitest';
import '../../../src/entries/all.js';
import { answers, scripted, show, signIn } from '../../support/element.js';

/** Inherited properties → what a hero, a table cell or a code block sets them to. */
const around = {
  letterSpacing: '8px',
  wordSpacing: '20px',
  textTransform: 'uppercase',
  lineHeight: '3',
  textIndent: '40px',
  textAlign: 'center',
  textShadow: 'red 1px 1px 2px',
  whiteSpace: 'pre',
  wordBreak: 'break-all',
  hyphens: 'auto',
  tabSize: '3',
  fontStyle: 'italic',
  fontVariantCaps: 'small-caps',
  fontStretch: 'condensed',
  listStyleType: 'square',
  webkitTextFillColor: 'red',
  webkitTextStrokeWidth: '2px',
  cursor: 'help',
  textEmphasisStyle: 'dot',
} as const satisfies Partial<CSSStyleDeclaration>;

const parts = ['title', 'label', 'input', 'text', 'button', 'link', 'form'];
const looksOf = (element: HTMLElement) =>
  parts.map((part) => {
    const found = element.shadowRoot?.querySelector(`[part~=${part}]`);
    const computed = found && getComputedStyle(found);
    return Object.keys(around).map((name) => [
      part,
      name,
      computed?.getPropertyValue(
        name.replace(/^webkit|[A-Z]/g, (each) => (each === 'webkit' ? '-webkit' : `-${each.toLowerCase()}`)),
      ),
    ]);
  });

/** Shows the login form in a page of a look. */
async function within(look: Partial<CSSStyleDeclaration>) {
  Object.assign(document.body.style, look);
  onTestFinished(() => document.body.removeAttribute('style'));
  const element = await show(scripted({ 'login/start': answers['two-factor'] }));
  return element;
}

test('the look of the page’s texts does not reach into a form, at its first step and later', async () => {
  const plain = await within({});
  const first = looksOf(plain);
  await signIn();
  await expect.poll(() => plain.shadowRoot?.querySelector('[name=code]')).toBeTruthy();
  const later = looksOf(plain);
  plain.remove();
  const dressed = await within(around);
  expect(looksOf(dressed)).toEqual(first);
  await signIn();
  await expect.poll(() => dressed.shadowRoot?.querySelector('[name=code]')).toBeTruthy();
  expect(looksOf(dressed)).toEqual(later);
});

test('direction, colour scheme, visibility and custom properties are the page’s', async () => {
  const element = await within({ direction: 'rtl', colorScheme: 'dark', visibility: 'hidden', pointerEvents: 'none' });
  const title = getComputedStyle(element.shadowRoot!.querySelector('[part=title]')!);
  expect([title.direction, title.colorScheme, title.visibility, title.pointerEvents]).toEqual([
    'rtl',
    'dark',
    'hidden',
    'none',
  ]);
  document.body.style.setProperty('--sso-font', 'italic 20px serif');
  expect([title.fontStyle, title.fontFamily]).toEqual(['italic', 'serif']);
});

test('what the page sets on the element itself counts', async () => {
  const element = await within({});
  element.style.letterSpacing = '3px';
  expect(getComputedStyle(element.shadowRoot!.querySelector('[part=title]')!).letterSpacing).toBe('3px');
});
