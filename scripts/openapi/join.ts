/** How a session goes to another site, for the published document. None of it is a call of the table: a reader's browser, or a gateway, makes these requests. */
import { joinErrors, joinOutcomes } from '../../src/contract/join.js';

const query = (name: string, description: string, required = false, schema: object = { type: 'string' }) => ({
  name,
  in: 'query',
  required,
  description,
  schema,
});
const problems = (...statuses: string[]) =>
  Object.fromEntries(statuses.map((status) => [status, { $ref: `#/components/responses/Problem${status}` }]));
const leadsOn = (description: string) => ({
  '303': {
    description,
    headers: {
      Location: { required: true, schema: { type: 'string', format: 'uri-reference' } },
      'Set-Cookie': { schema: { type: 'string' } },
      'Referrer-Policy': { required: true, schema: { type: 'string', const: 'no-referrer' } },
      'Cache-Control': { required: true, schema: { type: 'string', const: 'no-store' } },
    },
  },
});
const text = { type: 'string', pattern: '^[\\w-]{43}$' };
const state = query('state', 'What the asking gateway gets back as it is.', false, { type: 'string', maxLength: 128 });
const gone = (operationId: string) => ({
  post: {
    operationId,
    deprecated: true,
    summary: 'Gone',
    description:
      'Refused for every version of the protocol: a script of the page could take the session by it. `session/join` of the other site takes its place.',
    tags: ['session'],
    responses: problems('410'),
  },
});

export const joinPathItems = {
  '/session/join': {
    get: {
      operationId: 'sessionJoin',
      summary: 'Take over the session of another site of the merchant',
      description: `Where a link leads a reader who is signed in at another site, and where that site's gateway leads back to. Begun with \`from\`, it sets a cookie that scripts cannot read, and sends the browser to \`session/authorize\` of the other gateway with a challenge (RFC 7636). Come back with \`code\` and \`state\`, it changes the code at the gateway that \`iss\` names, sets the session cookie and leads on to the page. A code that does not fit what this browser began is burnt. Whatever fails leads on to the page all the same, whose query then has \`sso_join\` with \`${joinOutcomes.join('` or `')}\`. Whoever is signed in here stays so. Only for navigations of a document.`,
      tags: ['session'],
      parameters: [
        query('from', 'Where it is begun: the origin of the site to take the session from, one of the gateway’s list.'),
        query(
          'returnUrl',
          'Where it is begun: where to go on, an address of this origin on a configured path. Absent or refused: its start page.',
        ),
        query('code', 'On the way back: worth a session once, for 30 seconds, with its verifier.', false, text),
        state,
        query('iss', 'On the way back: the origin of the site that the code is of (RFC 9207).'),
        query('error', 'On the way back: why there is no code.', false, { type: 'string', enum: [...joinErrors] }),
      ],
      responses: {
        ...leadsOn('The browser goes on, to the other site or to the page. No body.'),
        ...problems('403', '500'),
      },
    },
  },
  '/session/authorize': {
    get: {
      operationId: 'sessionAuthorize',
      summary: 'Hand the session to another site of the merchant',
      description:
        'Where the gateway of another site sends the browser. Leads back to `session/join` of that site, as it is on the gateway’s list, with `code`, `state` and `iss`, or with an `error`: `login_required` where nobody is signed in. Only for navigations of a document, as the browser says by its fetch metadata: no script or frame gets a code.',
      tags: ['session'],
      parameters: [
        query('client_id', 'The origin of the site that asks, one of the gateway’s list.', true),
        state,
        query('code_challenge', 'SHA-256 of the verifier, as base64url.', false, text),
        query('code_challenge_method', 'How the challenge was made.', false, { type: 'string', const: 'S256' }),
      ],
      responses: { ...leadsOn('The browser goes back to the site that asks. No body.'), ...problems('403', '500') },
    },
  },
  '/session/token': {
    post: {
      operationId: 'sessionToken',
      summary: 'Change a code, from gateway to gateway',
      description:
        'Changes a code and its verifier for the hosted API’s transfer token, once. Refused to whatever names an `Origin`, a `Sec-Fetch-Site` or a cookie, as browsers do, so it needs no request mark. A code is burnt by any try, whatever fits of it.',
      tags: ['session'],
      parameters: [],
      requestBody: {
        required: true,
        content: { 'application/json': { schema: { $ref: '#/components/schemas/TokenRequest' } } },
      },
      responses: {
        '200': {
          description: 'The answer',
          headers: { 'Cache-Control': { required: true, schema: { type: 'string', const: 'no-store' } } },
          content: { 'application/json': { schema: { $ref: '#/components/schemas/TokenAnswer' } } },
        },
        ...problems('400', '403', '413', '415', '500'),
      },
    },
  },
  '/session/transfer': gone('sessionTransfer'),
  '/session/redeem': gone('sessionRedeem'),
};
