/** How a person works a form: with pointer and keyboard, or with the keyboard alone. */
import type { Locator, Page } from 'playwright';
import { wantedEngine } from '../run/engine.js';

export interface Hands {
  /** Types into the field with this label. */
  type(label: string, text: string): Promise<void>;
  /** Presses the button with this name; `nth` of several, from 0. */
  press(name: string, nth?: number): Promise<void>;
  choose(label: string, option: string): Promise<void>;
}

/** In Firefox, Playwright's `fill` appends to what a field holds: there a person's keys replace it. */
async function write(field: Locator, text: string): Promise<void> {
  if (wantedEngine() === 'chromium' || (await field.inputValue()) === '') return field.fill(text);
  await field.press('ControlOrMeta+A');
  await field.press('Delete');
  return field.pressSequentially(text);
}

export function pointer(form: Locator): Hands {
  return {
    type: (label, text) => write(form.getByLabel(label, { exact: true }), text),
    press: (name, nth = 0) => form.getByRole('button', { name, exact: true }).nth(nth).click(),
    async choose(label, option) {
      await form.getByLabel(label, { exact: true }).selectOption({ label: option });
    },
  };
}

/** More stops than any page of the site has. */
const mostStops = 80;

/** Whether the element has the focus and shows it: by an outline of its own. */
const showsFocus = (element: Element): 'elsewhere' | 'hidden' | 'shown' => {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  if (active !== element) return 'elsewhere';
  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  return element.matches(':focus-visible') && outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1
    ? 'shown'
    : 'hidden';
};

/** Presses Tab until the control has the focus. Throws when it is never reached, or its focus cannot be seen. */
export async function tabTo(page: Page, control: Locator): Promise<void> {
  await control.waitFor();
  for (let stops = 0; stops < mostStops; stops += 1) {
    await page.keyboard.press('Tab');
    const focus = await control.evaluate(showsFocus);
    if (focus === 'hidden') throw new Error(`The focus cannot be seen on ${String(control)}`);
    if (focus === 'shown') return;
  }
  throw new Error(`Tab never reaches ${String(control)}`);
}

/** Tab, Enter, Space and letters alone. */
export function keyboard(page: Page, form: Locator): Hands {
  const { keyboard: keys } = page;
  return {
    async type(label, text) {
      await tabTo(page, form.getByLabel(label, { exact: true }));
      await keys.type(text);
    },
    async press(name, nth = 0) {
      await tabTo(page, form.getByRole('button', { name, exact: true }).nth(nth));
      await keys.press('Enter');
    },
    async choose(label, option) {
      const select = form.getByLabel(label, { exact: true });
      await tabTo(page, select);
      // Type-ahead: works in an open and in a closed list.
      await keys.type(option);
      await keys.press('Tab');
      await keys.press('Shift+Tab');
    },
  };
}
