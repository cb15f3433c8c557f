import type { Submitted } from '../../flow/flow.js';
import { getLocale } from '../../locales/localize.js';
import type { RenderContext } from '../../parts/render-context.js';
import { processLink } from '../page/process-links.js';
import type { LinkTarget } from '../page/process-links.js';
import type { ElementParts } from './element-parts.js';

let instances = 0;

/**
 * Returns what builds the render context of an element, from its state at each drawing. The functions in it stay the same.
 *
 * @param submit submits what did not come from the form
 * @param go goes to another process; returns whether the browser may follow the link
 */
export function contextBuilder(
  { host, flow, settings, form, lazy }: ElementParts,
  submit: (event: Submitted) => void,
  go: (to: LinkTarget, url?: string) => boolean,
): () => RenderContext {
  const uid = ++instances;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const actions = {
    submit: form.submit,
    recheck: form.recheck,
    redrawIn: (ms) => {
      clearTimeout(timer);
      timer = setTimeout(() => host.requestUpdate(), ms);
    },
    // After a failure only the reader tries again: each try draws anew, and drawing would try again without end.
    loadTexts: () => lazy.failure || lazy.load(flow.flow.screen.name),
    link: (to, text) => processLink(host, to, text, go),
    isShown: (screen) => flow.flow.screen === screen,
    fill: (values) => {
      form.refill(values, true);
      host.renderRoot.querySelector('form')?.requestSubmit();
    },
    resend: (values) => submit({ type: 'submitted', via: 'resend', values }),
    restart: () => flow.dispatch({ type: 'restarted' }),
    reload: () => host.refresh(),
  } satisfies Partial<RenderContext>;
  return () => {
    const now = flow.flow;
    const { lastSubmit } = now;
    return {
      flow: now,
      faults: { ...now.problem?.fields, ...form.faults },
      settings: settings.settings,
      ...settings.parts,
      uid,
      // A flow that was resumed, or begun with Google, is for its own address, not for the one that the page gives.
      email: now.identity ?? (now.id || now.address ? undefined : host.email),
      language: getLocale(),
      ...lazy.texts,
      ...actions,
      retry: lastSubmit && (() => submit(lastSubmit)),
    };
  };
}
