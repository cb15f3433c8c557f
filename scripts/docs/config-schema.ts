/** The JSON schema of the command's configuration file, for editors. */
import { format, resolveConfig } from 'prettier';
import { optInChannels } from '../../src/contract/sso-api.js';
import { commandRows, type CommandRow, members } from '../../src/gateway/node/command/command-table.js';
import { accessTokenMaxAge } from '../../src/gateway/options/access-token-options.js';
import { captchaMembers } from '../../src/gateway/options/captcha-options.js';
import { limitNames, longestWindow } from '../../src/gateway/options/limit-options.js';
import { type OptionEntry, optionTable } from '../../src/gateway/options/option-table.js';
import type { Rule } from '../../src/gateway/options/rules.js';

export const configSchemaPath = 'docs/gateway-config.schema.json';

const text = { type: 'string' };
const object = (properties: object) => ({ type: 'object', additionalProperties: false, properties });
const list = (items: object) => ({ type: 'array', items });
/** A secret is itself, or what a file holds. */
const orFile = (schema: object) => ({ anyOf: [schema, { $ref: '#/definitions/file' }] });

const file = {
  ...object({ file: { ...text, description: 'A path, from the folder of this file on.' } }),
  required: ['file'],
  description: 'The secret is the content of a file of its own.',
};
const key = {
  ...object({ kty: { const: 'EC' }, crv: { const: 'P-256' }, x: text, y: text, d: text }),
  required: ['kty', 'crv', 'x', 'y', 'd'],
};
const site = { ...object({ origin: text, endpoint: text }), required: ['origin', 'endpoint'] };
const count = { type: 'integer', minimum: 1 };

/** Of what is no plain value, or a part of an option. */
const special: Readonly<Record<string, object>> = {
  sites: list({ anyOf: [text, site] }),
  linkParameters: { ...object({ token: text, code: text }), required: ['token', 'code'] },
  limitChanges: object(
    Object.fromEntries(
      limitNames.map((name) => [name, object({ times: count, seconds: { ...count, maximum: longestWindow } })]),
    ),
  ),
  secrets: orFile(list(orFile(text))),
  'accessToken.keys': orFile(list(orFile(key))),
  'accessToken.audience': text,
  'accessToken.maxAge': accessTokenMaxAge.schema ?? {},
  'optIn.channels': list({ enum: optInChannels }),
  'optIn.status': { enum: ['SINGLE_OPT_IN', 'DOUBLE_OPT_IN'] },
};
const kinds = { text, list: list(text), number: { type: 'number' }, flag: { type: 'boolean' } } as const;

const options: Readonly<Record<string, OptionEntry>> = optionTable;
const captchaRules: Readonly<Record<string, Rule>> = captchaMembers;
const plain = (about: string) => about.replaceAll('`', '').replace(/\[([^\]]*)\]\([^)]*\)/g, '$1');

function schemaOf(member: string, row: CommandRow | undefined): object {
  const [name = '', part] = member.split('.');
  const rule =
    row?.rule ?? (part === undefined ? options[name]?.rule : name === 'captcha' ? captchaRules[part] : undefined);
  const own = special[member] ?? rule?.schema ?? kinds[row?.kind ?? 'text'];
  return row?.secret && !special[member] ? orFile(own) : own;
}

/** What an editor shows of a member. */
function described(member: string): object {
  const row = commandRows.find((each) => each.member === member);
  const about = row?.about ?? options[member]?.about;
  return {
    ...schemaOf(member, row),
    ...(about !== undefined && { description: plain(about) + (row?.unit ? ` In ${row.unit}.` : '') }),
    ...(row?.default !== undefined && { default: row.default }),
  };
}

export function configSchema(): object {
  const properties: Record<string, object> = { $schema: text };
  for (const member of members) {
    const [name = '', part] = member.split('.');
    if (part === undefined) properties[name] = described(member);
    else {
      const group = (properties[name] ?? { ...object({}), description: plain(options[name]?.about ?? '') }) as {
        properties: object;
      };
      properties[name] = { ...group, properties: { ...group.properties, [part]: described(member) } };
    }
  }
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Configuration file of sso-elements-gateway',
    ...object(properties),
    definitions: { file },
  };
}

/** The file's text. */
export const configSchemaText = async (): Promise<string> =>
  format(JSON.stringify(configSchema()), { ...(await resolveConfig(configSchemaPath)), parser: 'json' });
