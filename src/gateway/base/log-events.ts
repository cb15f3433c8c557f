/** Every event of the gateway's log, once. `docs/log-events.md` is made of this table. */

export type LogLevel = 'info' | 'warn' | 'error';

interface LogEntry {
  /** The levels that it comes with. */
  levels: readonly LogLevel[];
  /** When it is logged, and what an operator can do. */
  when: string;
  /** Members beside `time`, `level`, `event` and `reference`. */
  details: Readonly<Record<string, string>>;
}

const consent = {
  id: "the choice's ID, as `onConsent` gets it",
  hash: 'of the wording',
  choice: 'what the reader chose',
  at: 'when, ISO 8601',
  channel: 'where a signed-in reader chose for one',
  customerId: 'where it is known',
};
const todo = { todo: '`asked`, `store` or `outcome`: what still had to be done', ...consent };
const step = { step: 'of the flow' };
const advice = { advice: 'what to change' };
const characters = { characters: 'how many there were' };
const thrown = { name: 'of the error', frames: 'the first lines of its stack; never its message' };

const circuit = '`processes`, `settings`, or `customers`: sessions, access rights and opt-ins';

const whose =
  'the keyed hash of the identifier that was typed, or of the reader who is signed in: [whose it is](logs.md#finding-a-reader)';
const sender =
  'the keyed hash of the sender’s address, an IPv6 one by its first 64 bits; absent where it is not known, or one of your own network';

export const logEvents = {
  call: {
    levels: ['info'],
    when: 'A call has ended, well or not, or a question of your own server to `readSession`, `hasAccess` and the like. What a server or a cache answers by itself leaves no line. [Reading the log](logs.md) asks these lines.',
    details: {
      route:
        'the path of the call, as `login/start`; the name of the question, as `readSession`; `none` where there is no such path',
      method: 'of the request; absent for your own server’s questions',
      status: 'of the answer; absent for your own server’s questions',
      outcome:
        'the code of the problem; or the step that comes next; or what else was answered: `session`, `sessionLimit`, `signedOut`, `flows`, `done`, `ok`, `not-modified`, `redirect`, and of a session that goes to another site `code`, `transfer`, `signed-out` or an error of OAuth; for your own server’s questions the state or the reason',
      milliseconds: 'until the answer, waits of the gateway’s own included, as for `answerSlot`',
      operations: 'how many operations of the hosted API had ended by then',
      operationMilliseconds: 'how long these took, all together; some run at the same time',
      failed: 'the last operation that failed, if one did',
      cause: 'why that one failed: the code of the network’s error, as `ECONNREFUSED`; `HTTP 503`; or words of ours',
      signedIn: '`true`: a session has begun',
      account: whose,
      address: sender,
    },
  },
  'session-ended': {
    levels: ['info'],
    when: 'A session has ended, or was found ended. `why`: `reader`, who signed out; `replaced`, by a sign-in in the same browser, which has it no more: at the hosted API it goes on until its age, and counts among the account’s sessions; `session-limit`, where a reader ended other sessions of the account to sign in, which the browsers of those find out later; `refused`, the hosted API does not know it any more: it was ended by another device, at the session limit, or by an operator; `over`, by its age, or since the browser had lost a part of its cookies; `copy`, a cookie of a session that was signed out before came again.',
    details: {
      route: 'the call or question by which it ended, or was found ended',
      why: '`reader`, `replaced`, `session-limit`, `refused`, `over` or `copy`',
      account: 'of the reader whose it was; absent where that is not known, as for `over`',
      address: sender,
    },
  },
  'clock-skew': {
    levels: ['warn'],
    when: 'A session, a flow, or another instance’s note of a session that was checked, comes from the future: the clock of an instance is ahead of this one’s, or this one’s was set back. By 5 minutes, sessions are checked at each call; by 15, flows end at once. Have all instances keep their time. Only the instance whose clock is behind can see it. Once a minute.',
    details: { of: '`session`, `flow` or `validation`', seconds: 'by which it is ahead' },
  },
  problem: {
    levels: ['info', 'warn', 'error'],
    when: 'A call ended in a problem. `error`: `gateway-failed`, a fault of the gateway itself. `warn`: another problem with a status of 500 or more. `info`: a mistake of the reader or the browser.',
    details: { path: 'of the call', code: 'of the problem', ...thrown },
  },
  'account-hidden': {
    levels: ['info', 'warn'],
    when: 'The hosted API refused what would have told a stranger of an account, so the browser was answered as if there were none. `warn`: a refusal that is no daily bread, such as a rate limit, `request-refused` or a flow that ended before the gateway’s own limits.',
    details: { code: 'of the problem that the browser was not told' },
  },
  'answers-late': {
    levels: ['info', 'warn'],
    when: 'Answers took longer than their slot, and left on a later one. Reported once a minute at most. `warn`: more than one in a hundred; raise `answerSlot` until there are hardly any.',
    details: { answers: 'that left on slots since the last report', late: 'how many of them', slot: '`answerSlot`' },
  },
  'on-existing-account-failed': {
    levels: ['error'],
    when: '`onExistingAccount` threw, rejected or took longer than 10 seconds: the owner of the account may not have been told.',
    details: { name: 'of the error' },
  },
  'user-name-unchecked': {
    levels: ['error'],
    when: 'A user name could not be looked up before a registration, so its answer may tell that an address has an account. Give the API token the right to search for customers. Logged once an hour.',
    details: { code: 'of the problem' },
  },
  'origin-unlisted': {
    levels: ['warn'],
    when: 'A browser called from a page of another origin than those in `origins`. If it is one of the site’s, list it; else a foreign name points at the gateway.',
    details: { origin: 'as the browser names it; absent where it names none' },
  },
  'api-token-refused': {
    levels: ['error'],
    when: 'The hosted API refused the API token. Check `apiToken`; in an emergency the operator of the hosted API deactivates all tokens.',
    details: {
      operation: 'of the hosted API',
      code: '`misconfigured`',
      milliseconds: 'until the reply',
      status: 'of the reply',
      errorCode: "the hosted API's number",
    },
  },
  'upstream-failure': {
    levels: ['info', 'error'],
    when: 'An operation of the hosted API failed. `error`: it was out of reach, too slow, or replied with something unexpected. `info`: it refused what the reader entered, or it was not asked, since it has just failed others.',
    details: {
      operation: 'of the hosted API',
      code: 'of the problem',
      milliseconds: 'until the reply',
      status: 'of the reply',
      errorCode: "the hosted API's number",
      reason:
        'what was wrong, where there was no usable reply: the code of the network’s error, as `ECONNREFUSED` or `CERT_HAS_EXPIRED`, or words of ours',
    },
  },
  'upstream-repeated': {
    levels: ['info'],
    when: 'A request to the hosted API did not arrive, as where a connection had been closed, and was sent once more.',
    details: { operation: 'of the hosted API', reason: 'the code of the network’s error' },
  },
  'circuit-opened': {
    levels: ['warn'],
    when: 'Most operations of one circuit failed within the last 30 seconds, 10 at least: the hosted API was out of reach, too slow, or replied with 502, 503 or 504. The operations of this circuit are refused at once; every 5 seconds one is tried. The others go on.',
    details: { circuit, operation: 'the last that failed' },
  },
  'circuit-closed': {
    levels: ['info'],
    when: 'An operation of the hosted API worked again, so all of its circuit are sent.',
    details: { circuit, operation: 'that worked' },
  },
  'api-token-failed': {
    levels: ['error'],
    when: 'The function in `apiToken` threw, took too long, or returned no token of visible ASCII characters. Nothing was sent.',
    details: { operation: 'of the hosted API', reason: 'the code or name of the error' },
  },
  'right-missing': {
    levels: ['error'],
    when: 'The hosted API refused an operation to an API token that works elsewhere: the token lacks the right to make this call. Give it the right. Logged once an hour for each operation.',
    details: {
      operation: 'of the hosted API',
      right: 'the call that the token must be allowed to make',
      status: 'of the reply',
      errorCode: "the hosted API's number",
    },
  },
  'other-site-failed': {
    levels: ['error'],
    when: 'The gateway of another of your `sites` was out of reach, too slow, or answered with something unexpected. The reader goes on signed out.',
    details: {
      site: 'its origin',
      code: 'of the problem',
      milliseconds: 'until the answer',
      status: 'of the answer',
      reason: 'what was wrong; the code of the network’s error, where there is one',
    },
  },
  'breach-check-failed': {
    levels: ['error'],
    when: 'The service that knows breached passwords was out of reach, too slow, or answered with something unexpected. By `breachCheck`, the new password was accepted without it, or refused for now.',
    details: {
      outcome: '`accepted` or `refused`',
      milliseconds: 'until then',
      reason: 'what was wrong; the code of the network’s error, where there is one',
    },
  },
  'captcha-unavailable': {
    levels: ['error'],
    when: 'The service of the captcha was out of reach, too slow, answered with something unexpected, or refused the keys in `captcha`. What `whenUnavailable` says was done.',
    details: {
      provider: 'as in `captcha`',
      outcome: '`let through` or `refused`',
      milliseconds: 'until the answer',
      status: 'of the answer',
      reason: 'the code of the network’s error, those of the service, or words of ours',
    },
  },
  'captcha-refused': {
    levels: ['info'],
    when: 'A token of the captcha was refused: it was wrong, too old or used before, or made elsewhere than `captcha` says. The reader is asked for another.',
    details: { provider: 'as in `captcha`', reason: 'the codes of the service, or words of ours' },
  },
  'emergency-assumed': {
    levels: ['error'],
    when: 'The hosted API refuses the settings to an API token that has worked before, so readers are told of an emergency. If the token was replaced, set `apiToken`.',
    details: {},
  },
  'session-refusal-doubted': {
    levels: ['warn'],
    when: 'The hosted API refused a session, and then another operation with the same API token: an emergency, or a wrong `apiToken`. The session stays.',
    details: {},
  },
  'settings-stale': {
    levels: ['warn'],
    when: 'The hosted API failed, so the gateway uses an expired copy of the settings, for up to an hour.',
    details: {},
  },
  'access-stale': {
    levels: ['warn'],
    when: 'The hosted API failed, so the gateway goes by what it last said of a customer’s access rights, for up to an hour.',
    details: {},
  },
  'access-token-failed': {
    levels: ['error'],
    when: 'No access token could be signed: the first of the `keys` of `accessToken` is no key pair. Readers stay signed in, without one.',
    details: {},
  },
  'limit-reached': {
    levels: ['warn'],
    when: 'Calls were held back by a [limit](limits.md), or would have been where `limitMode` is `log`. Once a minute for each limit.',
    details: {
      limit: 'its name in the table',
      mode: '`enforce` or `log`',
      times: 'how many calls since the last line',
    },
  },
  'limits-missing': {
    levels: ['warn'],
    when: 'The gateway has started without `limits`: nobody counts what strangers try. `serveGateway`, `nodeHandler` and the command bring some; elsewhere, set `limits`, or `limitMode` to `off` where something in front counts.',
    details: {},
  },
  'limits-failed': {
    levels: ['warn'],
    when: '`limits` threw, took longer than a second, or returned something else than it has to. Nobody is held back meanwhile. Once a minute.',
    details: {},
  },
  'limits-away': {
    levels: ['warn'],
    when: 'Redis is away, or does not answer within 0.4 seconds, so that each instance counts in its own memory. Once a minute; to the console, unless `redisLimits` was given a `log`.',
    details: {},
  },
  'limits-without-address': {
    levels: ['warn'],
    when: 'The address of a sender is not known, or is one of your own network: nothing is counted by address then. Logged once by each gateway.',
    details: advice,
  },
  'store-failed': {
    levels: ['warn'],
    when: 'The `store` threw. The gateway goes on without it: settings are read again, and a piece of work may be done twice.',
    details: {
      cause:
        'the code of the error, as `ECONNREFUSED`; the word by which Redis refuses, as `WRONGPASS` or `NOAUTH`; `STORE_TIMEOUT` and `STORE_PAUSED` where it took too long, and in the 5 seconds after; else the error’s name',
    },
  },
  'store-timeout': {
    levels: ['warn'],
    when: 'The `store` did not answer within a second. The gateway goes on without it, and does not ask it for 5 seconds.',
    details: { operation: '`get`, `set`, `add` or `delete`' },
  },
  'port-failed': {
    levels: ['error'],
    when: 'A function of yours (`facts`, `cookies`, `random` or `now`) threw, or returned something else than it has to, so the request failed with 500. It has no `reference` where the request was not read yet.',
    details: thrown,
  },
  'body-missing': {
    levels: ['warn'],
    when: 'A request came without the body that it announces: the server around the gateway had read it before. The call fails with 400.',
    details: advice,
  },
  'body-late': {
    levels: ['warn'],
    when: 'The body of a request had not arrived within `bodyTimeout`. The call fails with 400, and the connection is closed. Many of them: somebody holds connections open.',
    details: {},
  },
  'server-failed': {
    levels: ['error'],
    when: 'Node’s HTTP server could not take a connection, as where the process has too many files open. Only `serveGateway` and the command log it; the former to the console, unless it was given a `log`.',
    details: { name: 'of the error', code: "the system's, as `EMFILE`" },
  },
  'return-url-refused': {
    levels: ['warn'],
    when: 'A `return-url` is on another origin or not within `returnPaths`. The reader is signed in and stays on the page; after a hand-over from another site, the reader goes to `/`.',
    details: {},
  },
  'session-adopted': {
    levels: ['info'],
    when: 'A browser took over the session of the iframe ([`adoptUntil`](gateway-options.md#adoptuntil)).',
    details: {},
  },
  'adoption-refused': {
    levels: ['info'],
    when: 'A browser could not take over the session of the iframe, and its reader has to sign in; it does not try again. After `signed-in` and `done` there was nothing left to do.',
    details: {
      reason:
        '`token`: wrong, late or used before. `account`, `username`, `names`, `terms`: a sign-in would ask for it, or turn the account away. `signed-in`: somebody is. `done`: this browser has signed in or out here, or was refused',
    },
  },
  'verification-url-refused': {
    levels: ['warn'],
    when: 'A `verification-url` is on another origin or not within `verificationPaths`. The reader cannot register or reset a password there.',
    details: advice,
  },
  'verification-url-too-long': {
    levels: ['warn'],
    when: 'With its seal, a `verification-url` is longer than the hosted API allows.',
    details: { ...characters, most: 'how many the hosted API allows', ...advice },
  },
  'account-connect-without-id': {
    levels: ['error'],
    when: 'Account connect is on, but asks for neither customer ID nor subscription ID. Nobody can use it.',
    details: advice,
  },
  'terms-empty': {
    levels: ['warn'],
    when: 'The terms that readers have to accept have no text that can be shown. Logged once by each gateway.',
    details: advice,
  },
  'terms-differ': {
    levels: ['info'],
    when: 'A flow was resumed after the terms had changed; the reader is shown the new ones.',
    details: {},
  },
  'flow-not-resumed': {
    levels: ['warn'],
    when: 'A flow could not be resumed after a reload. The reader has to start again.',
    details: step,
  },
  'step-token-too-long': {
    levels: ['error'],
    when: 'A step token of the hosted API does not fit into a cookie. The call fails with 502.',
    details: { ...step, ...characters },
  },
  'session-too-long': {
    levels: ['error'],
    when: 'A session of the hosted API does not fit into the cookies (16 KB). Nobody is signed in; the call fails with 502.',
    details: characters,
  },
  'on-consent-failed': {
    levels: ['error'],
    when: '`onConsent` threw or took longer than 2 seconds. It is called again with the same event later.',
    details: {
      phase: '`asked` or `outcome`',
      name: 'of the error',
      ...consent,
      stored: 'of an outcome: whether it was stored',
      reason: 'of an outcome: why not',
    },
  },
  'on-audit-failed': {
    levels: ['error'],
    when: '`onAudit` threw, rejected, took longer than 10 seconds (`Late`), or does not keep up (`TooMany`: a thousand events wait). The events are lost. Once a minute.',
    details: {
      type: 'of the last event that was lost',
      name: 'of the error',
      times: 'how many events since the last line',
    },
  },
  'observe-failed': {
    levels: ['error'],
    when: '`observe` threw or rejected: what you count is not complete. Once a minute.',
    details: { name: 'of the error' },
  },
  'metrics-failed': {
    levels: ['error'],
    when: 'The metrics could not be read: their registry threw, or took longer than 5 seconds. The scraper gets 500. Once a minute.',
    details: { name: 'of the error' },
  },
  'log-lines-lost': {
    levels: ['warn'],
    when: 'Whoever takes the lines of the command did not keep up: 8 MB waited, and those beyond are lost. Written once all that waited is.',
    details: { lines: 'how many are lost' },
  },
  'consent-log-exposed': {
    levels: ['warn', 'error'],
    when: 'Others than its owner can read the file of `SSO_CONSENT_LOG`, or write to it or its folder. `error`: everybody can write, which the start refuses; log rotation has made such a file since. Logged once for each file.',
    details: {
      what: '`file` or `folder`',
      how: '`others-read`, `group-writes` or `everybody-writes`',
      mode: 'its permissions, in octal',
    },
  },
  'audit-log-exposed': {
    levels: ['warn', 'error'],
    when: 'As `consent-log-exposed`, of the file of `SSO_AUDIT_LOG`.',
    details: {
      what: '`file` or `folder`',
      how: '`others-read`, `group-writes` or `everybody-writes`',
      mode: 'its permissions, in octal',
    },
  },
  'audit-log-truncated': {
    levels: ['error'],
    when: 'As `consent-log-truncated`, of the file of `SSO_AUDIT_LOG`.',
    details: { lines: 'how many writes are repeated' },
  },
  'consent-log-truncated': {
    levels: ['error'],
    when: 'Somebody cut the file of `SSO_CONSENT_LOG`, as `copytruncate` of log rotation does. What was written to it within the last minute is written again; a process that was killed just then cannot do so. Rotate by `create`.',
    details: { lines: 'how many writes are repeated' },
  },
  'consent-not-stored': {
    levels: ['warn'],
    when: 'The hosted API did not store a consent. The gateway tries again for 7 days.',
    details: { reason: '`no-active-text`, or the code of the problem', ...consent },
  },
  'opt-ins-replaced': {
    levels: ['warn'],
    when: 'The hosted API took one stored channel for the whole set, so that a reader’s other consents were gone. They were stored again; their date and version at the hosted API are of now.',
    details: { channels: 'that were stored again' },
  },
  'opt-in-versions-failed': {
    levels: ['warn'],
    when: 'The versions of the advertising consent could not be read, so readers see their consents without the wording that they agreed to. If the API token lacks the right, there is also `right-missing`.',
    details: { code: 'of the problem' },
  },
  'consent-expired': {
    levels: ['error'],
    when: 'A consent could not be stored within 7 days and is given up.',
    details: consent,
  },
  'consent-notification-expired': {
    levels: ['error'],
    when: '`onConsent` did not accept an event within 7 days. The event is given up; this line is all that remains of it.',
    details: todo,
  },
  'consent-displaced': {
    levels: ['error'],
    when: 'A browser holds more than three consents of registrations, or more than four of a signed-in reader, with something left to do. The oldest is given up.',
    details: todo,
  },
  'cookie-unreadable': {
    levels: ['warn'],
    when: 'A cookie of a session or a flow could not be unsealed: its secret is not in `secrets` of this instance, another version wrote it, or somebody changed it. It stays in the browser. Logged once a minute for each kind.',
    details: { cookie: 'session or flow' },
  },
  'consent-unreadable': {
    levels: ['warn'],
    when: 'A cookie with a consent could not be unsealed: it expired, somebody changed it, or its key is no longer in `secrets`.',
    details: { id: consent.id },
  },
} as const satisfies Record<string, LogEntry>;

/** A name of the table: one that is not in it does not compile. */
export type LogEventName = keyof typeof logEvents;
