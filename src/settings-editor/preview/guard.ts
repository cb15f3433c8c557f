/** Keeps what happens in the preview inside it: the page is neither left nor told. */
import { takeCarriedEmail } from '../../elements/page/carried-email.js';
import type { Destination } from '../../elements/events/flow-events.js';

type Told = Extract<keyof GlobalEventHandlersEventMap, `sso-${string}`>;
/** What the page is not told. The form's own event does not come from within. */
const kept = {
  'sso-ready': true,
  'sso-step': true,
  'sso-submit': true,
  'sso-problem': true,
  'sso-success': true,
  'sso-session': true,
  'sso-navigate': true,
} as const satisfies Record<Exclude<Told, 'sso-settings-saved'>, true>;

/** The link that a click within the slot was on, if it would leave the page. */
function linkOf(event: Event): HTMLAnchorElement | undefined {
  const path = event.composedPath();
  const slot = path.findIndex((each) => each instanceof HTMLSlotElement && each.name === 'preview');
  return path
    .slice(0, Math.max(slot, 0))
    .find((each): each is HTMLAnchorElement => each instanceof HTMLAnchorElement && each.target !== '_blank');
}

/**
 * @param root the shadow root in which the preview's slot is: it hears of what is slotted before the page does
 * @param left told where an element wanted to go; `undefined`: a link of another kind
 */
export function keepInside(root: EventTarget, left: (to: Destination | undefined) => void): void {
  for (const name of Object.keys(kept)) root.addEventListener(name, (event) => event.stopPropagation());
  root.addEventListener('sso-navigate', (event) => {
    event.preventDefault();
    // An address typed here is none of the page's own elements' business.
    takeCarriedEmail();
    left((event as Event & { to?: Destination }).to);
  });
  root.addEventListener('click', (event) => {
    if (event.defaultPrevented || !linkOf(event)) return;
    event.preventDefault();
    left(undefined);
  });
}
