/**
 * The browser's protocol as an OpenAPI 3.1 document, made from the contract's schemas. Outside `src`, since neither a
 * browser nor a server ever loads it.
 */
import * as z from 'zod/mini';
import * as answers from '../../src/contract/answer.js';
import { type CallName, calls, flowAnswer } from '../../src/contract/calls.js';
import * as join from '../../src/contract/join.js';
import { identifiers, processes, salutations } from '../../src/contract/names.js';
import { type ProblemCode, problems } from '../../src/contract/problems.js';
import { servedVersions, unmarkedVersion } from '../../src/contract/limits.js';
import { richNode, richText } from '../../src/contract/rich-text.js';
import { merchantSettings } from '../../src/contract/merchant-schemas.js';
import { publicSettings } from '../../src/contract/public-settings-schema.js';
import * as protocol from '../../src/contract/settings-protocol.js';
import { callTexts, problemsOf } from './calls.js';
import { joinPathItems } from './join.js';
import { linkPath } from './link.js';
import { settingsBodies, settingsPaths, settingsResponses } from './settings-paths.js';

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
type JsonObject = { [key: string]: Json };
interface Call {
  method: string;
  path: string;
  query?: z.ZodMiniType;
  body?: z.ZodMiniType;
  answer: z.ZodMiniType;
}

/** Schemas that are referred to by name. */
const named: Record<string, z.ZodMiniType> = {
  Settings: publicSettings,
  RichText: richText,
  RichNode: richNode,
  FlowId: answers.flowId,
  Answer: flowAnswer,
  StepAnswer: answers.stepAnswer,
  SessionAnswer: answers.sessionAnswer,
  SessionLimitAnswer: answers.sessionLimitAnswer,
  SignedOutAnswer: answers.signedOutAnswer,
  FlowsAnswer: answers.flowsAnswer,
  Resumable: answers.resumable,
  DoneAnswer: answers.doneAnswer,
  ConsentsAnswer: answers.consentsAnswer,
  ChannelConsent: answers.channelConsent,
  TokenRequest: join.tokenRequest,
  TokenAnswer: join.tokenAnswer,
  Customer: answers.customer,
  ActiveSession: answers.activeSession,
  Problem: answers.problemDetails,
  MerchantSettings: merchantSettings,
  SettingsDocument: protocol.settingsDocument,
  SettingsVersion: protocol.settingsVersion,
  SettingsHistory: protocol.settingsHistory,
  SettingsPreview: protocol.settingsPreview,
  SettingsFinding: protocol.finding,
  SettingsProblem: protocol.settingsProblem,
  [settingsBodies.save]: protocol.settingsCalls.save.body,
  [settingsBodies.undo]: protocol.settingsCalls.undo.body,
  [settingsBodies.preview]: protocol.settingsCalls.preview.body,
};
/** Lists whose parser drops unknown members, so that its schema does not show which members are known. */
const lists: Record<string, readonly string[]> = { salutations, identifiers };

const codes = Object.keys(problems) as ProblemCode[];
const statusesOf = (of: readonly ProblemCode[]) => [...new Set(of.map((code) => problems[code]))].sort((a, b) => a - b);
const ref = (kind: string, name: string): JsonObject => ({ $ref: `#/components/${kind}/${name}` });
const bodyName = (name: string) => name.replace(/(^|[/-])(\w)/g, (_, __, letter: string) => letter.toUpperCase());
const table: [CallName, Call][] = Object.entries(calls) as [CallName, Call][];

function schemas(): JsonObject {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(named)) registry.add(schema, { id });
  for (const [name, { body }] of table) if (body) registry.add(body, { id: bodyName(name) });
  const made = z.toJSONSchema(registry, {
    // What may be sent, not what a tolerant reader makes of it.
    io: 'input',
    uri: (id) => `#/components/schemas/${id}`,
    override: ({ jsonSchema, path }) => {
      const list = lists[String(path.at(-1))];
      if (list && jsonSchema.type === 'array') jsonSchema.items = { type: 'string', enum: [...list] };
      // Bounds of JavaScript's numbers, not of the protocol.
      if (jsonSchema.type === 'integer') {
        if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
        if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
      }
    },
  }).schemas;
  const plain = JSON.parse(JSON.stringify(made)) as Record<string, JsonObject>;
  return Object.fromEntries(
    Object.entries(plain).map(([id, { $schema: _schema, $id: _id, ...schema }]) => [id, schema]),
  );
}

/** One response for each status that a problem can have, with the codes that go with it. */
function problemResponses(): JsonObject {
  return Object.fromEntries(
    statusesOf(codes).map((status) => {
      const own = codes.filter((code) => problems[code] === status);
      return [
        `Problem${status}`,
        {
          description: `A problem: ${own.map((code) => `\`${code}\``).join(', ')}`,
          headers: {
            ...([423, 429, 503].includes(status) && {
              'Retry-After': { description: 'Seconds to wait, where known.', schema: { type: 'integer', minimum: 0 } },
            }),
          },
          content: {
            'application/problem+json': {
              schema: {
                allOf: [ref('schemas', 'Problem'), { properties: { status: { const: status }, code: { enum: own } } }],
              },
            },
          },
        },
      ];
    }),
  );
}

const markerHeader = {
  description:
    'Beside the gateway’s own cookies a marker without data that scripts can read: `sso_session=1` with a session, `sso_flow=1` with a step or a session limit, and `sso_adopted=1` where nothing is to be taken over from the iframe any more. `Path=/`, not `HttpOnly`.',
  schema: { type: 'string' },
} as const;

const parameters = (name: CallName, call: Call): Json[] => {
  const query = call.query ? (z.toJSONSchema(call.query, { io: 'input' }) as unknown as JsonObject) : {};
  const required = (query['required'] ?? []) as string[];
  return [
    ref('parameters', call.method === 'GET' ? 'ProtocolVersion' : 'RequestMark'),
    ...(name === 'settings' ? [ref('parameters', 'IfNoneMatch')] : []),
    ...Object.entries((query['properties'] ?? {}) as JsonObject).map(([key, schema]) => ({
      name: key,
      in: 'query',
      required: required.includes(key),
      schema,
    })),
  ];
};

function operation(name: CallName, call: Call): JsonObject {
  const [summary, description] = callTexts[name];
  const answer = Object.entries(named).find(([, schema]) => schema === call.answer)?.[0];
  const inline = z.toJSONSchema(call.answer, { io: 'input' });
  const json = answer ? ref('schemas', answer) : unionRefs(call.answer, inline);
  const cached = name === 'settings';
  return {
    operationId: name.replace(/[/-](\w)/g, (_, letter: string) => letter.toUpperCase()),
    summary,
    description,
    tags: [name.split('/')[0] ?? name],
    parameters: parameters(name, call),
    ...(call.body && {
      requestBody: { required: true, content: { 'application/json': { schema: ref('schemas', bodyName(name)) } } },
    }),
    responses: {
      '200': {
        description: 'The answer',
        headers: cached
          ? { ETag: { required: true, schema: { type: 'string' } }, 'Cache-Control': { schema: { type: 'string' } } }
          : {
              'Cache-Control': { required: true, schema: { type: 'string', const: 'no-store' } },
              ...(call.method === 'POST' && { 'Set-Cookie': markerHeader }),
            },
        content: { 'application/json': { schema: json } },
      },
      ...(cached && { '304': { description: 'Unchanged since the answer with this ETag; no body' } }),
      ...Object.fromEntries(
        statusesOf(problemsOf(call, codes)).map((status) => [status, ref('responses', `Problem${status}`)]),
      ),
    },
  };
}

/** A union of named schemas as a union of references. */
function unionRefs(answer: z.ZodMiniType, inline: object): JsonObject {
  const options = answer instanceof z.ZodMiniUnion ? (answer._zod.def.options as readonly z.ZodMiniType[]) : [];
  const names = options.map((option) => Object.entries(named).find(([, schema]) => schema === option)?.[0]);
  if (names.length === 0 || names.includes(undefined)) throw new Error(`Unnamed answer: ${JSON.stringify(inline)}`);
  return { oneOf: names.map((name) => ref('schemas', String(name))) };
}

/** The document; `version` is the package's. */
export function openApiDocument(version: string): JsonObject {
  const paths: Record<string, JsonObject> = {};
  for (const [name, call] of table) {
    paths[`/${call.path}`] = { ...paths[`/${call.path}`], [call.method.toLowerCase()]: operation(name, call) };
  }
  Object.assign(paths, joinPathItems);
  for (const process of ['registration', 'password-forgotten'] as const) paths[`/link/${process}`] = linkPath(process);
  Object.assign(paths, settingsPaths);
  return {
    openapi: '3.1.1',
    info: {
      title: 'sso-elements: the browser’s protocol',
      version,
      license: { name: 'MIT', identifier: 'MIT' },
      description:
        'What the elements say to their endpoint, which is of the same origin as the page. Any other path is answered with the problem `not-found`, any other method with `method-not-allowed`; members that a request’s schema does not name are refused with `invalid-request`. Cookies that scripts cannot read carry the session and the open flows. The calls below `/sso-settings` are another protocol, for a merchant’s back office: what a settings form says to its own endpoint, which only the merchant’s staff may call.',
    },
    servers: [{ url: '/sso', description: 'The default of the elements’ attribute `endpoint`' }],
    tags: ['settings', 'session', 'flow', ...processes, 'merchant settings'].map((name) => ({ name })),
    paths,
    components: {
      parameters: {
        RequestMark: {
          name: 'X-SSO-Request',
          in: 'header',
          required: true,
          description: 'The version of the protocol. Another site’s form cannot send it.',
          schema: { type: 'string', enum: servedVersions() },
        },
        ProtocolVersion: {
          name: 'X-SSO-Request',
          in: 'header',
          required: false,
          description: `The version of the protocol; absent: ${unmarkedVersion}.`,
          schema: { type: 'string', enum: servedVersions() },
        },
        IfNoneMatch: {
          name: 'If-None-Match',
          in: 'header',
          required: false,
          schema: { type: 'string' },
        },
      },
      responses: { ...problemResponses(), ...settingsResponses },
      schemas: schemas(),
    },
  };
}
