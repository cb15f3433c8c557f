import type { Problem } from '../../contract/answer.js';
import type { Flow } from '../../flow/flow.js';
import { starts } from '../../flow/routes.js';
import { fields, isFocusNowhere, focusFirst } from '../events/focus-first.js';
import { reportChanges, reportProblem } from '../events/report-changes.js';
import { storeTabFlow } from '../flow/tab-flow.js';
import { takeCarriedEmail } from '../page/carried-email.js';
import { statesOf } from './custom-states.js';
import type { ElementParts } from './element-parts.js';

/** What an element has drawn: after each change it is stored, filled in and reported, and the focus moves to it. */
export interface DrawnFlow {
  /** To be called before each drawing. */
  willUpdate: () => void;
  /** To be called after each drawing. */
  updated: () => void;
  /** Moves the focus to the first field, as soon as there is one. */
  focus: (options?: FocusOptions) => void;
}

/** Follows what an element draws. */
export function followDrawing({ host, flow: controller, form, lazy }: ElementParts): DrawnFlow {
  const states = statesOf(host);
  let drawn: Flow | undefined;
  let hadFocus = false;
  let reported: Problem | undefined;
  let wanted: FocusOptions | undefined;
  const focus = (options: FocusOptions = {}) => {
    // A screen that only waits has no field: what comes next gets it.
    wanted = focusFirst(host, [fields], options) ? undefined : options;
  };
  return {
    focus,
    willUpdate: () => {
      // What has the focus may be about to go. Remembered until what comes in its place is there.
      hadFocus ||= host.matches(':focus-within');
    },
    updated: () => {
      const { flow } = controller;
      const before = drawn;
      const { name } = flow.screen;
      const { failure } = lazy;
      if (!lazy.templates[name]) {
        if (failure && failure !== reported) reportProblem(host, flow, (reported = failure), before);
        return;
      }
      // A form that waits for the settings is not there yet: nothing to report, and nowhere to move the focus.
      if (host.renderRoot.querySelector('[part=loading]')) return;
      const held = hadFocus;
      hadFocus = false;
      if (flow === before) return;
      drawn = flow;
      if (flow.id || (before?.id && before.initialProcess === flow.initialProcess))
        storeTabFlow(flow.initialProcess, flow.id);
      if (name === 'done') {
        takeCarriedEmail();
        form.succeeded(flow.identity);
      }
      if (flow.firstValues && flow.screen !== before?.screen && name === starts[flow.initialProcess])
        form.refillFirst(flow.firstValues);
      reportChanges(host, states, flow, before, lazy.texts.analyticsName, held);
      if (wanted ?? (!before && host.autofocus && isFocusNowhere())) focus(wanted);
    },
  };
}
