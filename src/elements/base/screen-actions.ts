import type { Submitted } from '../../flow/flow.js';
import type { RenderContext } from '../../parts/render-context.js';
import type { FlowController } from '../flow/flow-controller.js';
import type { FormController } from '../form/form-controller.js';
import { processLink } from '../page/process-links.js';
import type { LinkAddresses, LinkTarget } from '../page/process-links.js';
import type { GatewayElement } from './gateway-element.js';

/** What the screens can do, by the parts of their element that do it. */
interface Doers {
  host: GatewayElement & LinkAddresses & { refresh: () => Promise<void> };
  flow: FlowController;
  form: FormController;
  loadTexts: () => void;
  submit: (event: Submitted) => void;
  go: (to: LinkTarget, url?: string) => boolean;
}

type Action =
  'submit' | 'recheck' | 'redrawIn' | 'loadTexts' | 'link' | 'isShown' | 'fill' | 'resend' | 'restart' | 'reload';

/** The functions of a render context. They are the same for every drawing. */
export function screenActions({ host, flow, form, loadTexts, submit, go }: Doers): Pick<RenderContext, Action> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    submit: form.submit,
    recheck: form.recheck,
    redrawIn: (ms) => {
      clearTimeout(timer);
      timer = setTimeout(() => host.requestUpdate(), ms);
    },
    loadTexts,
    link: (to, text) => processLink(host, to, text, go),
    isShown: (screen) => flow.flow.screen === screen,
    fill: (values) => {
      form.refill(values, true);
      host.renderRoot.querySelector('form')?.requestSubmit();
    },
    resend: () => submit({ type: 'submitted', via: 'resend', values: {} }),
    restart: () => flow.dispatch({ type: 'restarted' }),
    reload: () => host.refresh(),
  };
}
