/** Judges one exchange between gateway and SSO API by the API's OpenAPI 3.1 document. */
import addFormats from 'ajv-formats';
import { Ajv2020, type AnySchemaObject } from 'ajv/dist/2020.js';
import { OpenAPIBackend, type Document, type Operation } from 'openapi-backend';
import { readJson } from '../../src/contract/lossless.js';
import type { Exchange } from '../../src/testing/exchange-recorder.js';

/** What is found of one exchange. `operation`: as in `POST /processes/login/verify`, with the template's path. */
export interface Verdict {
  operation?: string;
  faults: string[];
  /** The response is none that the document knows: allowed only where a fault switch made it. */
  broken: boolean;
}
export type Judge = (exchange: Exchange) => Verdict;

type Content = Record<string, { schema: AnySchemaObject }>;
interface Declared {
  properties?: object;
  required?: string[];
  allOf?: object[];
}
interface DeclaredOperation {
  parameters?: { in?: string; schema?: AnySchemaObject }[];
  requestBody?: { content: Content };
  responses: Record<string, { content?: Content }>;
}

const largest = 9223372036854775807n;
/**
 * Whether a value read losslessly is a 64-bit integer that kept its digits. One past 2^53 that a double can hold
 * could have been rounded on its way, so only others count as shown: tests choose odd IDs.
 */
function isInt64(value: unknown): boolean {
  if (typeof value === 'number') return Number.isSafeInteger(value);
  return typeof value === 'bigint' && value >= -largest - 1n && value <= largest && BigInt(Number(value)) !== value;
}

/** JSON Schema's `integer` refuses a `bigint`, so 64-bit integers get a keyword of their own. */
function withInt64(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withInt64);
  if (typeof node !== 'object' || node === null) return node;
  const { type, format, ...rest } = node as { type?: unknown; format?: unknown };
  if (type === 'integer' && format === 'int64') return { ...rest, 'x-int64': true };
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, withInt64(value)]));
}

/** In a query an integer is text: its digits are looked at, and its bounds. */
const asText = ({ minimum = -Infinity, maximum = Infinity }: AnySchemaObject): AnySchemaObject => ({
  type: 'string',
  pattern: '^-?\\d+$',
  'x-bounds': [Number(minimum), Number(maximum)],
});

/** Requests may carry only what is declared; responses are open, as the API grows. */
const closed = (schema: AnySchemaObject): AnySchemaObject => ({ allOf: [schema], unevaluatedProperties: false });

/**
 * Of two alternatives, one that requires nothing would match the other's values too, and `oneOf` refuse them: a session
 * limit beside a next step. Told apart by its fields (docs/hosted-api.md, Traps 4), so it must have them.
 */
function distinct(schema: AnySchemaObject, components: Record<string, AnySchemaObject>): AnySchemaObject {
  const alternatives = schema['oneOf'] as { $ref: string }[] | undefined;
  if (!alternatives) return schema;
  const oneOf = alternatives.map((reference) => {
    const target = (components[reference.$ref.split('/').at(-1) ?? ''] ?? {}) as Declared;
    if (target.required || target.allOf || !target.properties) return reference;
    return { allOf: [reference], required: Object.keys(target.properties) };
  });
  return { ...schema, oneOf };
}

/** `context`: what is validated. A number in an address is text, in a document it is not. */
function ajv(_given: unknown, _options: unknown, context?: string): Ajv2020 {
  const isAddress = context === 'paramsValidator';
  const validator = new Ajv2020({ strict: false, allErrors: true, coerceTypes: isAddress });
  addFormats(validator);
  validator.addFormat('int32', { type: 'number', validate: (value) => (value | 0) === value });
  validator.addKeyword({
    keyword: 'x-int64',
    schemaType: 'boolean',
    validate: (_schema: boolean, value: unknown) => isInt64(value),
    error: { message: 'must be a bare 64-bit integer whose digits were kept' },
  });
  validator.addKeyword({
    keyword: 'x-bounds',
    type: 'string',
    validate: ([least, most]: [number, number], digits: string) => Number(digits) >= least && Number(digits) <= most,
    error: { message: 'must be within its bounds' },
  });
  return validator;
}

const isJson = (type: string | undefined): boolean => /^application\/json(;|$)/.test(type ?? '');
type ValidationErrors =
  { instancePath: string; message?: string; params?: { unevaluatedProperty?: string } }[] | null | undefined;
const describeErrors = (where: string, errors: ValidationErrors): string[] =>
  (errors ?? []).map(({ instancePath, message, params }) =>
    [where, instancePath, message ?? 'invalid', params?.unevaluatedProperty].filter(Boolean).join(' '),
  );
/** The value of a JSON text, integers past 2^53 as `bigint`, or `undefined`. */
function read(text: string): unknown {
  try {
    return readJson(text);
  } catch {
    return undefined;
  }
}

/** A judge of exchanges by this document, whose text is read from YAML by the caller. */
export async function createJudge(document: unknown): Promise<Judge> {
  const definition = withInt64(structuredClone(document)) as Document;
  const components = definition.components?.schemas as Record<string, AnySchemaObject>;
  for (const item of Object.values(definition.paths ?? {})) {
    for (const { parameters = [], requestBody, responses } of Object.values(item ?? {}) as DeclaredOperation[]) {
      for (const each of parameters)
        if (each.in === 'query' && each.schema?.['type'] === 'integer') each.schema = asText(each.schema);
      for (const media of Object.values(requestBody?.content ?? {})) media.schema = closed(media.schema);
      for (const { content } of Object.values(responses)) {
        for (const media of Object.values(content ?? {})) media.schema = distinct(media.schema, components);
      }
    }
  }
  const backend = new OpenAPIBackend({ definition, quick: true, customizeAjv: ajv });
  await backend.init();

  const requestFaults = (exchange: Exchange, operation: Operation): string[] => {
    const { requestBody: text, requestHeaders } = exchange;
    if (!operation.requestBody) {
      const faults = backend.validator.validateRequest({ ...exchange, headers: {} }, operation.operationId);
      return [
        ...describeErrors('request', faults.errors),
        ...(text ? ['request has a body that is not declared'] : []),
      ];
    }
    const body = text === undefined ? undefined : read(text);
    if (typeof body !== 'object' || body === null) return ['request has no JSON object as body'];
    const { errors } = backend.validator.validateRequest({ ...exchange, headers: {}, body }, operation.operationId);
    const type = isJson(requestHeaders.contentType) ? [] : [`request is of type ${requestHeaders.contentType}`];
    return [...type, ...describeErrors('request', errors)];
  };
  const responseFaults = ({ status, responseBody, responseContentType }: Exchange, operation: Operation): string[] => {
    const declared = operation.responses?.[status] as { content?: Content } | undefined;
    if (!declared) return [`status ${status} is not declared`];
    if (!declared.content) return responseBody === '' ? [] : [`status ${status} has no body, this response has one`];
    if (!isJson(responseContentType)) return [`response is of type ${responseContentType}`];
    const value = read(responseBody);
    if (value === undefined) return ['response is not JSON'];
    return describeErrors(
      'response',
      backend.validator.validateResponse(value, operation.operationId ?? '', status).errors,
    );
  };

  return (exchange) => {
    const operation = backend.router.matchOperation({ ...exchange, headers: {} });
    if (!operation) return { faults: ['no operation of the document'], broken: false };
    const answered = responseFaults(exchange, operation);
    const ownFault = !exchange.forced && exchange.status >= 500 ? [`status ${exchange.status} without a switch`] : [];
    return {
      operation: `${operation.method.toUpperCase()} ${operation.path}`,
      faults: [...requestFaults(exchange, operation), ...(exchange.forced ? [] : answered), ...ownFault],
      broken: answered.length > 0,
    };
  };
}
