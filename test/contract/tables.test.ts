/** The contract's tables against the hosted API's own description, which nothing here was derived from. */
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { readDescription } from '../../scripts/contract/description.js';
import { problemDetails } from '../../src/contract/answer.js';
import { fieldOf, keysAt, type MerchantField, textLanguages } from '../../src/contract/merchant-settings.js';
import { problems } from '../../src/contract/problems.js';
import { loggingDataLimits, nextSteps, type Operation, operations } from '../../src/contract/sso-api.js';

interface Schema {
  type?: string;
  enum?: string[];
  items?: Schema;
  $ref?: string;
  minimum?: number;
  maximum?: number;
  maxLength?: number;
  properties?: Record<string, Schema>;
  allOf?: Schema[];
  oneOf?: Schema[];
}
type Described = { method: string; path: string; body?: z.ZodMiniType };
const { paths, components } = readDescription() as {
  paths: Record<string, Record<string, { requestBody?: { content: Record<string, { schema: Schema }> } }>>;
  components: { schemas: Record<string, Schema> };
};
const resolve = (schema: Schema): Schema =>
  schema.$ref ? resolve(components.schemas[schema.$ref.split('/').at(-1)!]!) : schema;
function membersOf(schema: Schema): Record<string, Schema> {
  const { properties, allOf = [], oneOf = [] } = resolve(schema);
  return Object.assign({}, properties, ...[...allOf, ...oneOf].map(membersOf)) as Record<string, Schema>;
}
const propertiesOf = (name: string) => membersOf(components.schemas[name]!);

/** What the description of a setting's value says, by kind. */
const isDescribed: {
  [K in MerchantField['kind']]: (field: Extract<MerchantField, { kind: K }>, said: Schema) => void;
} = {
  choice: ({ values }, said) => expect([...values].sort()).toEqual([...(said.enum ?? [])].sort()),
  flag: (_field, said) => expect(said.type).toBe('boolean'),
  integer: ({ min, max, hostedMin = min }, said) =>
    expect(said).toMatchObject({ type: 'integer', minimum: hostedMin, maximum: max }),
  countries: (_field, said) => expect(said).toMatchObject({ type: 'array', items: { type: 'string' } }),
  domains: ({ max }, said) => expect(said).toMatchObject({ type: 'string', maxLength: max }),
  text: ({ max }, said) => expect(said).toMatchObject({ type: 'string', maxLength: max }),
  set: ({ values }, said) => expect([...values].sort()).toEqual([...(said.items?.enum ?? [])].sort()),
  flags: ({ values }, said) => expect([...values].sort()).toEqual(Object.keys(said.properties ?? {}).sort()),
  texts: ({ max }, said) => expect(said).toMatchObject({ type: 'string', maxLength: max }),
};

/** Of the description, but nothing that a merchant sets here. */
const notSettings = ['settings', 'ssoProviders', 'overrideForceUsername', 'javascript', 'css'];
const described = Object.entries({ ...propertiesOf('SsoSettings'), ...propertiesOf('SsoProcessSettings') }).filter(
  ([key]) => !notSettings.includes(key),
);

test('the description is read', () => {
  expect(described.length).toBeGreaterThan(10);
});

test.each(described)('the setting %s has an entry with the values and limits of the description', (key, said) => {
  const place = key in propertiesOf('SsoSettings') ? 'inside' : 'beside';
  expect(keysAt(place)).toContain(key);
  const field = fieldOf(key as ReturnType<typeof keysAt>[number]);
  (isDescribed[field.kind] as (field: MerchantField, said: Schema) => void)(field, resolve(said));
});

test('a text is written in German and English', () => {
  expect([...textLanguages].sort()).toEqual(['de', 'en']);
});

test('every next step of the description is known', () => {
  expect([...nextSteps].sort()).toEqual([...(propertiesOf('NextStep')['nextStep']?.enum ?? [])].sort());
});

test('the logging data has the limits of the description', () => {
  const limits = Object.entries(propertiesOf('LoggingData')).map(([key, { maxLength }]) => [key, maxLength]);
  expect(loggingDataLimits).toEqual(Object.fromEntries(limits));
});

const isOf = (path: string, template: string) => template === path || template.startsWith(`${path}/{`);
/** Operations of one method whose path begins alike: what the whole of it is. */
const whole: Readonly<Record<string, string>> = {
  'customers/search': '/customers',
  'customers/readOptIns': '/customers/{customerId}/optIns',
};
const describedOperations = Object.entries(paths).flatMap(([template, item]) =>
  Object.entries(item).map(([method, operation]) => ({ method: method.toUpperCase(), template, ...operation })),
);
const named = Object.entries(operations) as [Operation, Described][];
const ofDescription = (name: string, { method, path }: Described) =>
  describedOperations.filter(
    ({ method: declared, template }) =>
      declared === method && (whole[name] === undefined ? isOf(path, template) : template === whole[name]),
  );

test.each(named)('the description has the operation %s once', (name, operation) => {
  expect(ofDescription(name, operation)).toHaveLength(1);
});

test('every operation of the description is known', () => {
  const known = named.flatMap(([name, operation]) => ofDescription(name, operation));
  expect(describedOperations.filter((each) => !known.includes(each))).toEqual([]);
});

const withBody = named.filter(([, { body }]) => body);
test.each(withBody)('the body of %s has the members and lengths of the description', (name, operation) => {
  const said = membersOf(ofDescription(name, operation)[0]!.requestBody!.content['application/json']!.schema);
  const own = (z.toJSONSchema(operation.body!, { unrepresentable: 'any' }) as Schema).properties!;
  for (const [member, { maxLength }] of Object.entries(own)) {
    expect(Object.keys(said)).toContain(member);
    // A pattern limits a customer ID.
    if (member !== 'customerId') expect([member, maxLength]).toEqual([member, resolve(said[member]!).maxLength]);
  }
});

test.each(Object.keys(problems))('%s is a problem that a browser can be given', (code) => {
  const problem = { type: 'about:blank', title: 't', status: 400, code, reference: 'r' };
  expect(problemDetails.safeParse(problem).success).toBe(true);
  expect(problemDetails.safeParse({ ...problem, code: code.toUpperCase() }).success).toBe(false);
});

test('a problem names only known fields with known faults', () => {
  const problem = { type: 't', title: 't', status: 400, code: 'invalid-data', reference: 'r' };
  const isTaken = (fields: object) => problemDetails.safeParse({ ...problem, fields }).success;
  expect(isTaken({ password: 'too-long' })).toBe(true);
  expect(isTaken({ authenticationData: 'invalid' })).toBe(false);
  expect(isTaken({ password: 'hunter2' })).toBe(false);
});
