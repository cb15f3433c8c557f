/** Validates responses against the published OpenAPI document, by operation and status. */
import addFormats from 'ajv-formats';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { readFileSync } from 'node:fs';

interface Declared {
  content?: Record<string, unknown>;
  $ref?: string;
}
interface Published {
  paths: Record<string, Record<string, { responses: Record<string, Declared> }>>;
  components: { responses: Record<string, Declared>; schemas: Record<string, { properties?: object }> };
}

// In the sources as in the package, whose modules are in `dist/conformance` or `dist/chunks`.
const text = readFileSync(new URL(/* @vite-ignore */ '../../docs/openapi.json', import.meta.url), 'utf8');
export const published = JSON.parse(text) as Published;
const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats(ajv);
ajv.addSchema(published, 'published');

const compiled = new Map<string, ValidateFunction>();
/** Of a schema in the document: each is compiled once. */
function validatorOf(reference: string): ValidateFunction {
  const validate = compiled.get(reference) ?? ajv.compile({ $ref: reference });
  compiled.set(reference, validate);
  return validate;
}

const escape = (part: string) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));

/** What is wrong with the answer of an operation (`get`, `/settings`); `undefined`: nothing. */
export function judge(method: string, path: string, status: number, type: string, body: unknown): string | undefined {
  const responses = published.paths[path]?.[method]?.responses;
  const name = `${path.startsWith('/sso-settings') ? 'SettingsProblem' : 'Problem'}${status}`;
  // Paths and methods outside the table are answered with problems all the same.
  const declared = responses ? responses[status] : published.components.responses[name];
  if (!declared) return `status ${status} is not declared for ${method} ${path}`;
  const pointer =
    declared.$ref ??
    (responses ? `#/paths/${escape(path)}/${method}/responses/${status}` : `#/components/responses/${name}`);
  const { content } = declared.$ref ? (published.components.responses[name] ?? {}) : declared;
  if (!content) return undefined;
  const media = type.split(';')[0]?.trim() ?? '';
  if (!(media in content)) return `${method} ${path} answered ${status} as ${type || 'no type'}`;
  const validate = validatorOf(`published${pointer}/content/${escape(media)}/schema`);
  return validate(body) ? undefined : `${method} ${path} answered ${status}: ${ajv.errorsText(validate.errors)}`;
}
