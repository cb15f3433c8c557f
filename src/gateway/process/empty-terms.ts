/** Terms that the hosted API wants accepted, but whose markup has nothing to read. */
import type { ProcessReply } from '../../contract/sso-api.js';
import type { FlowState } from '../sealed/flow-state.js';
import type { Log } from '../base/log.js';

/** Whether the API asks for terms of which nothing is left to show. */
export const lacksTerms = (reply: ProcessReply, { terms }: FlowState): boolean =>
  'nextStep' in reply && !!reply.additionalInformation.TERM && !terms;

/** The gateways that have said so. */
const warned = new WeakSet<object>();

/** Tells the operator, once for each gateway: every login of a merchant with such terms comes here. */
export function warnOfEmptyTerms(log: Log, gateway: object): void {
  if (warned.has(gateway)) return;
  warned.add(gateway);
  log({
    level: 'warn',
    event: 'terms-empty',
    advice: 'the terms of the settings have no text that can be shown: readers are asked to accept nothing',
  });
}
