/** The settings protocol for the published document: it has an endpoint of its own, wherever the back office is. */
import { settingsCalls, type SettingsCallName, settingsProblems } from '../../src/contract/settings-protocol.js';

type Code = keyof typeof settingsProblems;
const codes = Object.keys(settingsProblems) as Code[];
const schema = (name: string) => ({ $ref: `#/components/schemas/${name}` });

const texts = {
  read: [
    'The merchant’s settings',
    'As they are: values that are unknown, null or at odds with each other are given as they stand. `writable` says whether a change is taken here, `where` where else.',
  ],
  save: [
    'Save the merchant’s settings',
    'Replaces the whole document, made upon the one that `If-Match` names. Domains are saved as ASCII, what is absent as what it stands for. `javascript` and `css`, and settings that are not known, stay as they were saved.',
  ],
  history: ['Who saved what', 'The versions that are kept, newest first, with the names of the settings changed.'],
  undo: [
    'Take the last saving back',
    'Saves the version before the one that `If-Match` names, as a new version: an undo can be undone.',
  ],
  preview: [
    'What readers would be shown',
    'Saves nothing. Gives the merchant-written texts of a draft as typed trees, and the settings that browsers would get.',
  ],
} as const satisfies Record<SettingsCallName, readonly [summary: string, description: string]>;

const always = [
  'invalid-request',
  'protocol-unknown',
  'request-refused',
  'not-allowed',
  'settings-failed',
] as const satisfies Code[];
const withBody = ['request-too-large', 'not-json'] as const satisfies Code[];
const changing = ['read-only', 'conflict', 'version-needed', 'hosted-failed'] as const satisfies Code[];
const problems: Record<SettingsCallName, readonly Code[]> = {
  read: [...always, 'hosted-failed'],
  save: [...always, ...withBody, ...changing, 'invalid-settings'],
  history: [...always, 'read-only'],
  undo: [...always, ...withBody, ...changing, 'nothing-to-undo', 'invalid-settings'],
  preview: [...always, ...withBody],
};
const answers: Record<SettingsCallName, string> = {
  read: 'SettingsDocument',
  save: 'SettingsDocument',
  history: 'SettingsHistory',
  undo: 'SettingsDocument',
  preview: 'SettingsPreview',
};
/** The names of the bodies' schemas. */
export const settingsBodies = { save: 'SettingsSave', undo: 'SettingsUndo', preview: 'SettingsDraft' } as const;

const statuses = (of: readonly Code[]) => [...new Set(of.map((code) => settingsProblems[code]))].sort((a, b) => a - b);

/** One response for each status that a problem of the settings protocol can have. */
export const settingsResponses = Object.fromEntries(
  statuses(codes).map((status) => {
    const own = codes.filter((code) => settingsProblems[code] === status);
    return [
      `SettingsProblem${status}`,
      {
        description: `A problem: ${own.map((code) => `\`${code}\``).join(', ')}`,
        content: {
          'application/problem+json': {
            schema: {
              allOf: [
                schema('SettingsProblem'),
                { properties: { status: { const: status }, code: { enum: own } } },
                ...(status === 412 ? [{ required: ['current'] }] : []),
                ...(status === 422 ? [{ required: ['findings'] }] : []),
              ],
            },
          },
        },
      },
    ];
  }),
);

const ifMatch = {
  name: 'If-Match',
  in: 'header',
  required: true,
  description:
    'The ETag of the document that the change is made upon. Weak ones and lists are taken; `*` is whatever stands there.',
  schema: { type: 'string' },
};

function operation(name: SettingsCallName) {
  const call = settingsCalls[name];
  const [summary, description] = texts[name];
  return {
    operationId: `settings${name.charAt(0).toUpperCase()}${name.slice(1)}`,
    summary,
    description,
    tags: ['merchant settings'],
    parameters: [
      { $ref: `#/components/parameters/${call.method === 'GET' ? 'ProtocolVersion' : 'RequestMark'}` },
      ...('match' in call ? [ifMatch] : []),
    ],
    ...(name in settingsBodies && {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: schema(settingsBodies[name as keyof typeof settingsBodies]) } },
      },
    }),
    responses: {
      '200': {
        description: 'The answer',
        headers: {
          ...(answers[name] === 'SettingsDocument' && { ETag: { required: true, schema: { type: 'string' } } }),
          'Cache-Control': { required: true, schema: { type: 'string', const: 'no-store' } },
        },
        content: { 'application/json': { schema: schema(answers[name]) } },
      },
      ...Object.fromEntries(
        statuses(problems[name]).map((status) => [status, { $ref: `#/components/responses/SettingsProblem${status}` }]),
      ),
    },
  };
}

/** Path → operations, beside the calls of the browser's protocol. */
export const settingsPaths = Object.fromEntries(
  [...new Set(Object.values(settingsCalls).map(({ path }) => path))].map((path) => [
    `/sso-settings${path}`,
    {
      servers: [{ url: '/', description: 'The settings form’s own endpoint, by default /sso-settings' }],
      ...Object.fromEntries(
        (Object.keys(settingsCalls) as SettingsCallName[])
          .filter((name) => settingsCalls[name].path === path)
          .map((name) => [settingsCalls[name].method.toLowerCase(), operation(name)]),
      ),
    },
  ]),
);
