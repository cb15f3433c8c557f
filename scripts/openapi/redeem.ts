/**
 * `POST session/redeem` for the published document. It is no call of the table: another site's page posts a form to it,
 * so it is told apart by its `Origin` instead of the request mark, and a browser follows its answer.
 */
export const redeemPath = {
  post: {
    operationId: 'sessionRedeem',
    summary: 'Take over the session of another site of the merchant',
    description:
      'A form that the page of another site posts, with the token that its `session/transfer` made. Sets the session cookie and leads on to a page of this origin. Where the token is refused or signing in cannot be offered it leads on all the same, without a session. Only for the origins on the gateway’s list: it is told apart by the `Origin` header, so it needs no request mark.',
    tags: ['session'],
    parameters: [
      {
        name: 'Origin',
        in: 'header',
        required: true,
        description: 'Set by the browser; one on the gateway’s list.',
        schema: { type: 'string', format: 'uri' },
      },
    ],
    requestBody: {
      required: true,
      content: {
        'application/x-www-form-urlencoded': {
          schema: {
            type: 'object',
            additionalProperties: false,
            required: ['token'],
            properties: {
              token: { type: 'string', minLength: 1, maxLength: 50 },
              returnUrl: {
                type: 'string',
                maxLength: 2000,
                description:
                  'Where to go on: an address of this origin, on a configured path. Absent or refused: its start page.',
              },
            },
          },
        },
      },
    },
    responses: {
      '303': {
        description: 'The browser goes on to the page: signed in, if a cookie is set. No body.',
        headers: {
          Location: { required: true, schema: { type: 'string', format: 'uri-reference' } },
          'Set-Cookie': { schema: { type: 'string' } },
          'Cache-Control': { required: true, schema: { type: 'string', const: 'no-store' } },
        },
      },
      ...Object.fromEntries(
        ['403', '500'].map((status) => [status, { $ref: `#/components/responses/Problem${status}` }]),
      ),
    },
  },
};
