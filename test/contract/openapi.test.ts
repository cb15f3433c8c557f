import { Validator } from '@seriousme/openapi-schema-validator';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openApiDocument } from '../../scripts/openapi/document.js';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const { version } = JSON.parse(read('package.json')) as { version: string };
const committed = read('docs/openapi.json');

interface Operation {
  description: string;
  operationId: string;
  parameters: ({ $ref: string } | { name: string; in: string; required: boolean })[];
  requestBody?: { content: Record<string, { schema: { $ref: string } }> };
  responses: Record<string, { $ref?: string }>;
}
interface Schema {
  additionalProperties?: boolean;
  required?: string[];
  properties: Record<string, { enum?: string[]; maxLength?: number }>;
}
interface OpenApi {
  servers: { url: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema>; responses: Record<string, { content: Record<string, unknown> }> };
}
const document = JSON.parse(committed) as OpenApi;
const everything = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item).flatMap(([method, operation]): [string, Operation][] =>
    method === 'servers' ? [] : [[`${method} ${path}`, operation]],
  ),
);
const isMerchants = ([name]: [string, Operation]) => name.includes(' /sso-settings');
const operations = everything.filter((each) => !isMerchants(each));
const merchants = everything.filter(isMerchants);

test('the committed document is what the contract says now', () => {
  expect(committed).toBe(`${JSON.stringify(openApiDocument(version), null, 2)}\n`);
});

test('the document is valid OpenAPI 3.1', async () => {
  const validator = new Validator();
  expect(await validator.validate(JSON.parse(committed) as Record<string, unknown>)).toEqual({ valid: true });
  expect(validator.version).toBe('3.1');
});

test('the validator would notice a document that is not valid', async () => {
  const broken = { ...(JSON.parse(committed) as Record<string, unknown>), info: {} };
  expect((await new Validator().validate(broken)).valid).toBe(false);
});

test('every reference leads to something', () => {
  const all = JSON.parse(committed) as Record<string, unknown>;
  const references = [...committed.matchAll(/"\$ref": "#\/([^"]+)"/g)].map((match) => String(match[1]));
  expect(references.length).toBeGreaterThan(50);
  for (const reference of references) {
    const target = reference.split('/').reduce<unknown>((node, key) => (node as Record<string, unknown>)[key], all);
    expect(target, reference).toBeDefined();
  }
});

test('every call is there, below the elements’ default endpoint', () => {
  expect(document.servers.map(({ url }) => url)).toEqual(['/sso']);
  expect(operations.map(([name]) => name).sort()).toEqual([
    'delete /flow',
    'delete /session',
    'get /flow',
    'get /link/password-forgotten',
    'get /link/registration',
    'get /session',
    'get /session/authorize',
    'get /session/consents',
    'get /session/join',
    'get /settings',
    'post /account-connect/resend',
    'post /account-connect/start',
    'post /account-connect/verify',
    'post /login/additional-data',
    'post /login/end-sessions',
    'post /login/google',
    'post /login/reset-password',
    'post /login/start',
    'post /login/two-factor',
    'post /password-forgotten/additional-data',
    'post /password-forgotten/end-sessions',
    'post /password-forgotten/resend',
    'post /password-forgotten/reset-password',
    'post /password-forgotten/start',
    'post /password-forgotten/two-factor',
    'post /password-forgotten/verify',
    'post /password-forgotten/verify-link',
    'post /registration/resend',
    'post /registration/start',
    'post /registration/verify',
    'post /registration/verify-link',
    'post /session/adopt',
    'post /session/consents',
    'post /session/redeem',
    'post /session/token',
    'post /session/transfer',
  ]);
});

test('the settings protocol is there, at an endpoint of its own', () => {
  expect(merchants.map(([name]) => name)).toEqual([
    'get /sso-settings',
    'put /sso-settings',
    'get /sso-settings/history',
    'post /sso-settings/undo',
    'post /sso-settings/preview',
  ]);
  expect(document.paths['/sso-settings']?.['servers']).toMatchObject([{ url: '/' }]);
});

test.each(merchants)('%s is described, marked if it is no GET, and answers its own problems', (name, operation) => {
  const { description, parameters, responses } = operation;
  expect(description.length).toBeGreaterThan(20);
  const marked = parameters.some((one) => '$ref' in one && one.$ref === '#/components/parameters/RequestMark');
  expect(marked).toBe(!name.startsWith('get'));
  for (const status of ['400', '403', '500'])
    expect(responses[status]?.$ref).toBe(`#/components/responses/SettingsProblem${status}`);
});

test.each(merchants)('%s names the document that it changes, if it changes one', (name, { parameters, responses }) => {
  const changes = /^(put|post .*undo)/.test(name);
  expect(parameters.some((one) => 'name' in one && one.name === 'If-Match' && one.required)).toBe(changes);
  expect('412' in responses && '428' in responses).toBe(changes);
});

test('what can be saved carries its limits', () => {
  const { properties, additionalProperties } = document.components.schemas['MerchantSettings']!;
  expect(additionalProperties).toBe(false);
  expect(properties['maxSessions']).toMatchObject({ minimum: 1, maximum: 100 });
  expect(properties['tokenType']?.enum).toEqual(['EMAIL', 'SMS']);
});

const removed = ['post /session/redeem', 'post /session/transfer'];
const joins = ['get /session/join', 'get /session/authorize'];
const token = 'post /session/token';
const links = ['get /link/registration', 'get /link/password-forgotten'];
const called = operations.filter(([name]) => ![...removed, ...joins, token, ...links].includes(name));

test.each(called)('%s needs the request mark if it is no GET, and only then', (name, { parameters }) => {
  const marked = parameters.some((one) => '$ref' in one && one.$ref === '#/components/parameters/RequestMark');
  expect(marked).toBe(!name.startsWith('get'));
});

test.each(joins)('%s is a navigation that leads on, without a mark', (name) => {
  const { parameters, responses } = new Map(operations).get(name)!;
  expect(parameters.map((one) => 'name' in one && one.name)).toContain('state');
  // Once it is known to be a navigation, and of a site of the list, whatever fails leads on, too.
  expect(Object.keys(responses)).toEqual(['303', '403', '500']);
});

test('a code is changed without a mark, by what its schema names and nothing else', () => {
  const { parameters, requestBody, responses } = new Map(operations).get(token)!;
  expect(parameters).toEqual([]);
  expect(requestBody?.content['application/json']?.schema.$ref).toBe('#/components/schemas/TokenRequest');
  expect(Object.keys(responses)).toEqual(['200', '400', '403', '413', '415', '500']);
});

test.each(removed)('%s is gone, and nothing else', (name) => {
  expect(new Map(operations).get(name)).toMatchObject({
    deprecated: true,
    responses: { '410': { $ref: '#/components/responses/Problem410' } },
  });
});

test.each(links)('%s is a navigation that leads on, without a mark', (name) => {
  const { parameters, responses } = new Map(operations).get(name)!;
  expect(parameters.map((one) => 'name' in one && one.name)).toEqual(['page', 'sso_seal']);
  expect(Object.keys(responses)).toEqual(['303', '403', '500']);
});

test.each(called)('%s is described, and answers problems as problems', (_, { description, responses }) => {
  expect(description.length).toBeGreaterThan(20);
  for (const status of ['400', '429', '500']) {
    expect(responses[status]?.$ref).toBe(`#/components/responses/Problem${status}`);
  }
});

test('every problem response is of the type for problems', () => {
  for (const { content } of Object.values(document.components.responses)) {
    expect(Object.keys(content)).toEqual(['application/problem+json']);
  }
});

test('bodies are closed and carry the protocol’s limits', () => {
  const bodies = everything.flatMap(
    ([, { requestBody }]) => requestBody?.content['application/json']?.schema.$ref ?? [],
  );
  expect(bodies).toHaveLength(27);
  for (const reference of bodies) {
    expect(document.components.schemas[String(reference.split('/').at(-1))]?.additionalProperties).toBe(false);
  }
  const start = document.components.schemas['LoginStart'];
  expect(start?.required).toEqual(['identifier', 'password']);
  expect(start?.properties['password']?.maxLength).toBe(100);
});

test('a problem’s code is one of the closed set', () => {
  const codes = document.components.schemas['Problem']?.properties['code']?.enum;
  expect(codes).toContain('wrong-credentials');
  expect(codes).toHaveLength(54);
});

test('no word of the hosted API is in the document', () => {
  // A mailed link comes back with this query parameter, unless the operator says otherwise.
  const text = committed.replace('"code": "verificationToken"', '');
  expect(text).not.toMatch(/plenigo|customerSession|removalToken|verificationToken|errorCode|TWO_FACTOR/);
});
