/**
 * The circuit breakers on the way to the hosted API, one for each part of it that can be down alone: an article that waits for access rights
 * shuts off no sign-in.
 */
import { type Operation, operations } from '../../contract/sso-api.js';
import type { Log } from '../base/log.js';
import type { CircuitName, Observe } from '../observing/observation.js';
import { createCircuit, GivenUp } from './circuit.js';
import type { HostedReply } from './exchange.js';

/** The circuit of an operation. */
export function circuitOf(operation: Operation): CircuitName {
  if (operation === 'settings') return 'settings';
  return operations[operation].path.startsWith('/processes/') ? 'processes' : 'customers';
}

/** What stands in front of the hosted API has not reached it. */
const faults: ReadonlySet<number> = new Set([502, 503, 504]);
/** The share of the gateway's `timeout` that an operation must have had to be too slow: the rest of a used-up deadline, or a limit of its own, can be too short. */
const whole = 0.9;

export interface Circuits {
  /**
   * Runs work that ends when the signal aborts. Throws `CircuitOpen` where nothing is sent, `GivenUp` where it was given up before the whole
   * time was over, and what the work throws.
   */
  run(operation: Operation, signal: AbortSignal, work: () => Promise<HostedReply>): Promise<HostedReply>;
}

/** `timeout` in milliseconds; `now` in milliseconds since 1970. */
export function createCircuits(options: { now: () => number; timeout: number; log: Log; observe?: Observe }): Circuits {
  const { timeout, log, observe } = options;
  const create = (circuit: CircuitName) =>
    createCircuit({
      ...options,
      onChange: (state, operation) => {
        observe?.({ of: 'circuit', circuit, isOpen: state === 'opened' });
        log(
          state === 'opened'
            ? { level: 'warn', event: 'circuit-opened', circuit, operation }
            : { level: 'info', event: 'circuit-closed', circuit, operation },
        );
      },
    });
  const circuits = { processes: create('processes'), settings: create('settings'), customers: create('customers') };

  return {
    run(operation, signal, work) {
      const began = performance.now();
      const unlessGivenUp = async () => {
        try {
          return await work();
        } catch (error) {
          if (signal.aborted && performance.now() - began < whole * timeout) throw new GivenUp();
          throw error;
        }
      };
      return circuits[circuitOf(operation)].run(operation, unlessGivenUp, ({ status }) => faults.has(status));
    },
  };
}
