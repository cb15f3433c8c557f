/** `GET link/{process}` for the published document. It is no call of the table: a reader's browser goes there from a mail, and follows its answer. */
const query = (name: string, description: string) => ({
  name,
  in: 'query',
  required: false,
  description,
  schema: { type: 'string' },
});

const titles = { registration: 'a registration', 'password-forgotten': 'a forgotten password' } as const;

export const linkPath = (process: keyof typeof titles) => ({
  get: {
    operationId: process === 'registration' ? 'linkRegistration' : 'linkPasswordForgotten',
    summary: `Open the mailed link of ${titles[process]}`,
    description:
      'Where the link in a reader’s mail leads. Takes what the link brought into a cookie that scripts cannot read, spends nothing, and sends the browser on to the page, whose query then has `sso_link` with the name of the process: its element asks `GET flow`, and finds the step `confirm-link` where the link can be confirmed. Only for navigations of a document: no script, frame or image may leave a link in a browser. Two further parameters, with the step token and the code, have the names that the hosted API gives them.',
    tags: [process],
    parameters: [
      query('page', 'The page to go on to: a path of this origin, one of those that are configured.'),
      query('sso_seal', 'The gateway’s own: what the flow was begun with.'),
    ],
    responses: {
      '303': {
        description: 'The browser goes on to the page. No body.',
        headers: {
          Location: { required: true, schema: { type: 'string', format: 'uri-reference' } },
          'Set-Cookie': { schema: { type: 'string' } },
          'Referrer-Policy': { required: true, schema: { type: 'string', const: 'no-referrer' } },
          'Cache-Control': { required: true, schema: { type: 'string', const: 'no-store' } },
        },
      },
      ...Object.fromEntries(
        ['403', '500'].map((status) => [status, { $ref: `#/components/responses/Problem${status}` }]),
      ),
    },
  },
});
