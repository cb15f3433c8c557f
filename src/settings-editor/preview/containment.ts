/** Contains the preview: its links do not leave the page, and its events do not reach it. */
import { takeCarriedEmail } from '../../elements/page/carried-email.js';
import type { Destination } from '../../elements/events/flow-events.js';

type ElementEventName = Extract<keyof GlobalEventHandlersEventMap, `sso-${string}`>;
/** Events that do not leave the preview; the form's own event does not come from inside it. */
const contained = {
  'sso-ready': true,
  'sso-step': true,
  'sso-submit': true,
  'sso-problem': true,
  'sso-success': true,
  'sso-session': true,
  'sso-consent': true,
  'sso-navigate': true,
  'sso-captcha': true,
} as const satisfies Record<Exclude<ElementEventName, 'sso-settings-saved'>, true>;

/** The link in the slot that was clicked, if it would leave the page. */
function leavingLink(event: Event): HTMLAnchorElement | undefined {
  const path = event.composedPath();
  const slot = path.findIndex((each) => each instanceof HTMLSlotElement && each.name === 'preview');
  return path
    .slice(0, Math.max(slot, 0))
    .find((each): each is HTMLAnchorElement => each instanceof HTMLAnchorElement && each.target !== '_blank');
}

/**
 * @param root the shadow root of the preview's slot, which events pass before they reach the page
 * @param onNavigate called with the destination of an element; `undefined`: any other link
 */
export function keepInside(root: EventTarget, onNavigate: (to: Destination | undefined) => void): void {
  for (const name of Object.keys(contained)) root.addEventListener(name, (event) => event.stopPropagation());
  root.addEventListener('sso-navigate', (event) => {
    event.preventDefault();
    // Drop the e-mail address that the element hands to the next one: it is not for the page's own elements.
    takeCarriedEmail();
    onNavigate((event as Event & { to?: Destination }).to);
  });
  root.addEventListener('click', (event) => {
    if (event.defaultPrevented || !leavingLink(event)) return;
    event.preventDefault();
    onNavigate(undefined);
  });
}
