/** Terms that the hosted API wants accepted, but whose markup has no text. */
import type { ProcessReply } from '../../contract/sso-api.js';
import type { FlowState } from '../sealed/flow-state.js';
import type { Log } from '../base/log.js';

/** Whether the hosted API asks for terms that have no text to show. */
export const lacksTerms = (reply: ProcessReply, { terms }: FlowState): boolean =>
  'nextStep' in reply && !!reply.additionalInformation.TERM && !terms;

/** Gateways that have logged it. */
const warned = new WeakSet<object>();

/** Logs it once for each gateway: with such terms every login of the merchant leads here. */
export function warnOfEmptyTerms(log: Log, gateway: object): void {
  if (warned.has(gateway)) return;
  warned.add(gateway);
  log({
    level: 'warn',
    event: 'terms-empty',
    advice: 'the terms of the settings have no text that can be shown: readers are asked to accept nothing',
  });
}
