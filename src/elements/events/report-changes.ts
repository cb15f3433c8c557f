import type { Problem } from '../../contract/answer.js';
import { siteUrl } from '../../client/site-url.js';
import type { Flow } from '../../flow/flow.js';
import type { LazyScreens } from '../../screens/screen-templates.js';
import { fields, isFocusNowhere, focusFirst } from './focus-first.js';
import { SsoNavigateEvent, SsoProblemEvent, SsoReadyEvent, SsoStepEvent, SsoSuccessEvent } from './flow-events.js';

/** Fires `sso-problem`, and moves the focus to the fault or the alert: but not where nothing was drawn before. */
export function reportProblem(
  element: HTMLElement,
  { process, screen }: Flow,
  { code, reference }: Problem,
  before?: Flow,
): void {
  if (before) focusFirst(element, ['[aria-invalid]', '[role=alert]']);
  element.dispatchEvent(new SsoProblemEvent(process, screen.name, code, reference));
}

/**
 * Fires the events of what has changed between two drawn states, and moves the focus there.
 *
 * @param hadFocus whether the focus was in what was drawn before, and would be lost with that
 */
export function reportChanges(
  element: HTMLElement,
  states: Pick<CustomStateSet, 'add' | 'clear'>,
  flow: Flow,
  before?: Flow,
  analyticsNameOf?: LazyScreens['analyticsName'],
  hadFocus?: boolean,
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
    const focusNowhere = isFocusNowhere();
    const notice = 'unavailable';
    // A screen that follows neither a call nor a change of process does not take the focus from elsewhere on the page.
    // When a notice goes, the focus was in it or nowhere.
    if (
      before &&
      (before.busy ||
        before.initialProcess !== flow.initialProcess ||
        (focusNowhere ? hadFocus || name !== notice : name !== notice && before.screen.name !== notice))
    )
      focusFirst(element, ['[part=title]', fields, 'form,[part=notice]']);
    fire(
      new SsoStepEvent(
        process,
        name,
        analyticsNameOf?.(process, screen) ?? `defaultLogin${name === 'done' ? 'Success' : ''}Form`,
      ),
    );
    if (screen.name === 'done') {
      fire(new SsoSuccessEvent(process, screen.customer?.id));
      const url = screen.returnUrl;
      // The gateway has checked it; this keeps an injected client from sending readers to another site. White space
      // counts as a slash here: browsers drop a tab or line break, and read what follows as a host.
      if (url && /^\/(?![/\\\s])/.test(url) && fire(new SsoNavigateEvent('return', url))) location.assign(siteUrl(url));
    }
  }
  if (problem && problem !== before?.problem) reportProblem(element, flow, problem, before);
}
