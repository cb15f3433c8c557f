import type { Problem } from '../contract/answer.js';
import type { Flow } from '../flow/flow.js';
import type { Later } from '../screens/views.js';
import { SsoNavigateEvent, SsoProblemEvent, SsoReadyEvent, SsoStepEvent, SsoSuccessEvent } from './events.js';

const focus = (element: HTMLElement, selector: string) => {
  const found = element.shadowRoot?.querySelector<HTMLElement>(selector);
  found?.focus();
  return found;
};

/** Tells the page what has failed, and leads the reader to it: not from elsewhere on the page, where nothing was drawn before. */
export function tell(
  element: HTMLElement,
  { process, screen }: Flow,
  { code, reference }: Problem,
  before?: Flow,
): void {
  if (before && !focus(element, '[aria-invalid]')) focus(element, '[role=alert]');
  element.dispatchEvent(new SsoProblemEvent(process, screen.name, code, reference));
}

/** Whether the focus may be moved when a notice has gone: it was in the notice, or nowhere, and is not elsewhere on the page. */
const isFree = ({ screen }: Flow) => screen.name !== 'unavailable' || document.activeElement === document.body;

/**
 * Tells the page what has changed between two drawn states, and moves the focus to it.
 *
 * @param held whether what was drawn before had the focus: it would be lost with that
 */
export function report(
  element: HTMLElement,
  states: CustomStateSet,
  flow: Flow,
  before?: Flow,
  pageOf?: Later['pageOf'],
  held = false,
): void {
  const { process, screen, problem } = flow;
  const { name } = screen;
  const fire = (event: Event) => element.dispatchEvent(event);
  states.clear();
  states.add(name);
  if (flow.busy) states.add('busy');
  if (problem) states.add('problem');
  if (!before) fire(new SsoReadyEvent(process));
  if (before?.screen !== screen) {
    // What comes by itself, and not in answer to a call or a change of process, does not take the reader from elsewhere on the page.
    if (before && (held || before.busy || before.home !== flow.home || (name !== 'unavailable' && isFree(before))))
      focus(element, '[part=title]');
    fire(
      new SsoStepEvent(
        process,
        name,
        pageOf?.(process, screen) ?? `defaultLogin${name === 'done' ? 'Success' : ''}Form`,
      ),
    );
    if (screen.name === 'done') {
      fire(new SsoSuccessEvent(process, screen.customer?.id));
      const url = screen.returnUrl;
      // The gateway has checked it; this keeps an injected client from leading readers to another site. White space
      // counts as a slash here: browsers drop a tab or line break and read what follows as a host.
      if (url && /^\/(?![/\\\s])/.test(url) && fire(new SsoNavigateEvent('return', url))) location.assign(url);
    }
  }
  if (problem && problem !== before?.problem) tell(element, flow, problem, before);
}
