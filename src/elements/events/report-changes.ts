import type { Problem } from '../../contract/answer.js';
import type { Flow } from '../../flow/flow.js';
import type { LazyScreens } from '../../screens/screen-templates.js';
import { SsoNavigateEvent, SsoProblemEvent, SsoReadyEvent, SsoStepEvent, SsoSuccessEvent } from './flow-events.js';

const focus = (element: HTMLElement, selector: string) => {
  const found = element.shadowRoot?.querySelector<HTMLElement>(selector);
  found?.focus();
  return found;
};

/** Tells the page what has failed, and leads the reader to it: not from elsewhere on the page, where nothing was drawn before. */
export function reportProblem(
  element: HTMLElement,
  { process, screen }: Flow,
  { code, reference }: Problem,
  before?: Flow,
): void {
  if (before && !focus(element, '[aria-invalid]')) focus(element, '[role=alert]');
  element.dispatchEvent(new SsoProblemEvent(process, screen.name, code, reference));
}

/**
 * Tells the page what has changed between two drawn states, and moves the focus to it.
 *
 * @param held whether what was drawn before had the focus: it would be lost with that
 */
export function reportChanges(
  element: HTMLElement,
  states: CustomStateSet,
  flow: Flow,
  before?: Flow,
  pageOf?: LazyScreens['analyticsName'],
  held?: boolean,
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
    const nowhere = document.activeElement === document.body;
    const notice = 'unavailable';
    // What comes by itself, and not in answer to a call or a change of process, does not take the reader from elsewhere on the page.
    // Where a notice has gone, the focus was in it, or nowhere.
    if (
      before &&
      (before.busy ||
        before.home !== flow.home ||
        (nowhere ? held || name !== notice : name !== notice && before.screen.name !== notice))
    )
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
  if (problem && problem !== before?.problem) reportProblem(element, flow, problem, before);
}
