/** Every metric of the gateway, once. `docs/metrics.md` is made of this table. */

/** `buckets`: upper bounds, in seconds. */
type Kind = { type: 'counter' } | { type: 'gauge' } | { type: 'histogram'; buckets: readonly number[] };

export type MetricEntry = Kind & {
  /** Sentences for the page; the first one is the help that Prometheus shows. */
  about: string;
  /** Label → its values, for the page. */
  labels: Readonly<Record<string, string>>;
};

/** Around `answerSlot` (0.5), the hosted API's usual time and `timeout` (8). */
const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 1, 1.5, 2.5, 5, 8, 10] as const;

const route = 'as in the log’s `call`; `none` for all paths that there are not';
const operation = 'of the hosted API';

export const metricTable = {
  sso_gateway_calls_total: {
    type: 'counter',
    about:
      'Calls of browsers, and questions of your own server, that have ended. What `nodeHandler` answers from its own cache for a second is not among them, nor what Node’s server refuses by itself.',
    labels: {
      route,
      outcome: 'as in the log’s `call`: the code of a problem, or what came next',
      status: 'the class of the status, as `2xx`; `none` for your own server’s questions',
    },
  },
  sso_gateway_call_duration_seconds: {
    type: 'histogram',
    about: 'Time until the answer, waits of the gateway’s own included, as for `answerSlot`.',
    labels: { route },
    buckets,
  },
  sso_gateway_sign_ins_total: {
    type: 'counter',
    about:
      'Sessions that have begun, by sign-in, registration, from another site, or taken over from the iframe (`session/adopt`).',
    labels: { route },
  },
  sso_gateway_sign_in_failures_total: {
    type: 'counter',
    about:
      'Calls in which somebody could not prove who they are: starts, two-factor codes, and the codes and links of a forgotten password that ended in a problem. Requests that are none of the protocol do not count.',
    labels: { outcome: 'the code of the problem' },
  },
  sso_gateway_registrations_total: {
    type: 'counter',
    about: 'Accounts that were made or connected.',
    labels: { process: '`registration` or `account-connect`' },
  },
  sso_gateway_password_resets_total: {
    type: 'counter',
    about: 'Passwords that were replaced by new ones.',
    labels: {},
  },
  sso_gateway_sessions_ended_total: {
    type: 'counter',
    about: 'Sessions that have ended, or were found ended.',
    labels: { why: 'as in the log’s `session-ended`' },
  },
  sso_gateway_api_operation_duration_seconds: {
    type: 'histogram',
    about:
      'Time that operations of the hosted API took, whether they worked or not, second tries included; also of those that no call waits for. Those that an open circuit refused are left out.',
    labels: { operation },
    buckets,
  },
  sso_gateway_api_failures_total: {
    type: 'counter',
    about: 'Operations of the hosted API that failed.',
    labels: {
      operation,
      cause:
        '`refused`, by what a reader entered or a session that is over: no fault; `rate-limited`; `token`, the API token is refused or there is none; `right`, it lacks a right; `network`; `timeout`; `server-error`, a status of 5xx; `circuit-open`, not sent; `unexpected`, a reply that the contract does not have',
    },
  },
  sso_gateway_api_circuit_open: {
    type: 'gauge',
    about: '1 while nothing is sent to a part of the hosted API, since most of it has failed.',
    labels: { circuit: '`processes`, `settings` or `customers`' },
  },
  sso_gateway_emergency: {
    type: 'gauge',
    about:
      '1 while readers are told of an emergency: the settings say so, or the hosted API refuses an API token that has worked before.',
    labels: {},
  },
  sso_gateway_settings_age_seconds: {
    type: 'gauge',
    about: 'Age of the merchant’s settings when they were last used, since they were read from the hosted API.',
    labels: {},
  },
  sso_gateway_settings_stale: {
    type: 'gauge',
    about: '1 where an old copy of the settings was used last, since the hosted API did not give new ones.',
    labels: {},
  },
  sso_gateway_limits_reached_total: {
    type: 'counter',
    about: 'Calls that a limit held back, or would have.',
    labels: { limit: 'its name in the [table](limits.md#the-table)', mode: '`enforce` or `log`' },
  },
  sso_gateway_scheduled_answers_total: {
    type: 'counter',
    about: 'Answers that leave on slots, so that their time tells nothing of accounts.',
    labels: {},
  },
  sso_gateway_scheduled_answers_late_total: {
    type: 'counter',
    about: 'Those of them that missed their first slot.',
    labels: {},
  },
  sso_gateway_store_failures_total: {
    type: 'counter',
    about: 'Operations of the store that failed. The store in memory has none.',
    labels: {
      operation: '`get`, `set`, `add` or `delete`',
      cause: '`threw`, `timeout`, or `paused`: not asked, since it had just been too slow',
    },
  },
  sso_gateway_consents_total: {
    type: 'counter',
    about:
      'Choices on advertising, by what became of them. A choice that waits is in a cookie of its reader, so how many wait nobody knows: `waiting` counts tries that failed and are repeated.',
    labels: {
      stage:
        '`asked`, either way; `stored`; `declined`; `waiting`; `expired`, after 7 days; `displaced`, by later ones of the same browser; `superseded`, by a newer choice of the reader; `ended`, with its registration',
    },
  },
  sso_gateway_audit_failures_total: {
    type: 'counter',
    about: 'Events that `onAudit` did not take.',
    labels: { type: 'of the [event](audit.md)' },
  },
  sso_gateway_log_lines_total: {
    type: 'counter',
    about:
      'Lines of the log that were made, also of levels that it does not want; where it does not want `info`, `call` and `session-ended` are not made. Some events come once a minute at most, however often they happen: see [log events](log-events.md).',
    labels: { level: '`info`, `warn` or `error`', event: 'as in [log events](log-events.md)' },
  },
  sso_gateway_build_info: {
    type: 'gauge',
    about: 'Always 1.',
    labels: { version: 'of `sso-elements-server`', node: 'of Node' },
  },
} as const satisfies Record<string, MetricEntry>;

export type MetricName = keyof typeof metricTable;
