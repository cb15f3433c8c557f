/** What is wrong with a code block that is not TypeScript. */
import { existsSync, readFileSync } from 'node:fs';
import { fromHtml } from 'hast-util-from-html';
import { classicName, tagNames } from '../../../scripts/build/common.js';
import { packages } from '../../../scripts/pack/manifests.js';
import { root } from '../../../scripts/run/paths.js';
import { attributes, events, parts, properties, slots, states } from './surface.js';

const own = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as Record<
  'scripts' | 'devDependencies' | 'dependencies',
  Record<string, unknown>
>;
const bundles = [...tagNames, classicName].map((name) => `${name}.js`);
const names: readonly string[] = packages.map(({ manifest }) => manifest.name);
const bins = Object.assign({}, ...packages.map(({ manifest }) => manifest['bin'])) as Record<string, string>;

interface Node {
  type: string;
  tagName?: string;
  properties?: Readonly<Record<string, unknown>>;
  children?: readonly Node[];
}
const everywhere = /^(id|class|className|lang|slot|hidden|part)$/;

function htmlFaults(code: string): string[] {
  const faults: string[] = [];
  const visit = ({ tagName = '', properties: given = {}, children = [] }: Node): void => {
    const known = attributes[tagName];
    if (tagName.startsWith('sso-') && !known) faults.push(`there is no element ${tagName}`);
    for (const name of known ? Object.keys(given) : [])
      if (!everywhere.test(name) && !known?.includes(name)) faults.push(`${tagName} has no attribute ${name}`);
    const { slot, src } = given;
    if (typeof slot === 'string' && !slots.includes(slot)) faults.push(`there is no slot ${slot}`);
    const bundle = typeof src === 'string' ? /^\/assets\/sso-elements\/(.+)$/.exec(src)?.[1] : undefined;
    if (bundle !== undefined && !bundles.includes(bundle)) faults.push(`there is no bundle ${bundle}`);
    children.forEach(visit);
  };
  visit(fromHtml(code, { fragment: true, onerror: ({ message }) => void faults.push(message) }));
  return faults;
}

/** Tags in a framework's template: each attribute, without the framework's mark, is an attribute, a property or an event. */
function templateFaults(code: string): string[] {
  return [...code.matchAll(/<(sso-[a-z-]+)([^>]*)>/g)].flatMap(([, tag = '', given = '']) => {
    const known = attributes[tag];
    if (!known) return [`there is no element ${tag}`];
    return [...given.matchAll(/(?:^|\s)([:@\w-]+)(?==|\s|$)/g)]
      .map(([, name = '']) => name.replace(/^(:|@|on:?(?=sso-))/, ''))
      .filter((name) => !everywhere.test(name) && !known.includes(name) && !events.includes(name))
      .map((name) => `${tag} has no ${name}`);
  });
}

function cssFaults(code: string): string[] {
  const names = (pattern: RegExp) => [...code.matchAll(pattern)].map(([, name = '']) => name);
  const unknown = (what: string, known: readonly string[], found: readonly string[]) =>
    found.filter((name) => !known.includes(name)).map((name) => `there is no ${what} ${name}`);
  return [
    ...(code.split('{').length === code.split('}').length ? [] : ['its braces do not match']),
    ...unknown('custom property', properties, names(/(--sso-[\w-]+)/g)),
    ...unknown('part', parts, names(/::part\(([\w-]+)\)/g)),
    ...unknown('state', states, names(/:state\(([\w-]+)\)/g)),
    ...unknown('element', Object.keys(attributes), names(/(?<![\w-])(sso-[a-z-]+)(?=[\s,:{])/g)),
  ];
}

function jsonFaults(code: string): string[] {
  try {
    if (code.trim() !== '') JSON.parse(code);
    return [];
  } catch (error) {
    return [String(error)];
  }
}

const dependencies = { ...own.devDependencies, ...own.dependencies };
const isThere = (path: string) => existsSync(root + path);

/** Command → what is wrong with its arguments. */
const commands: Readonly<Record<string, (args: readonly string[]) => string | undefined>> = {
  npm: ([action = '', name = '', ...more]) => {
    if (action === 'run') return name in own.scripts ? undefined : `there is no npm script ${name}`;
    if (['ci', 'init', 'pack'].includes(action)) return undefined;
    if (['start', 'test'].includes(action)) return action in own.scripts ? undefined : `there is no ${action}`;
    const wanted = [name, ...more].filter((each) => !each.startsWith('-'));
    const unknown = wanted.filter((each) => !names.includes(each) && !(each in dependencies));
    if (!/^(install|i)$/.test(action)) return `npm ${action} is not checked`;
    return unknown.length > 0 ? `${unknown.join(', ')} is no package of ours` : undefined;
  },
  npx: (args) => {
    const [tool = '', file = ''] = args.filter((arg) => arg !== '--no');
    // No package has the command's name: without it npx would fetch whatever has.
    if (tool in bins && args[0] !== '--no') return `npx ${tool} needs --no`;
    if (tool === 'tsx') return isThere(file) ? undefined : `there is no ${file}`;
    return tool in bins || isThere(`node_modules/.bin/${tool}`) ? undefined : `there is no command ${tool}`;
  },
  node: (args) => {
    const file = args.find((arg) => !arg.startsWith('-') && arg !== 'tsx') ?? '';
    // As it stands where the packages are installed.
    const [, name, path] = /^(?:\/opt\/sso-elements\/\S+?\/)?node_modules\/([^/]+)\/(.+)$/.exec(file) ?? [];
    if (name && names.includes(name))
      return Object.values(bins).includes(path ?? '') ? undefined : `there is no ${file}`;
    return isThere(file) ? undefined : `there is no ${file}`;
  },
  // Of the operator's machine; the queries for jq are run by a test.
  ...Object.fromEntries(
    'cat cd chmod cp docker export git install jq ln mkdir systemctl systemd-sysusers umask'
      .split(' ')
      .map((program) => [program, () => undefined] as const),
  ),
};

const shellFaults = (code: string): string[] =>
  code
    .replaceAll('\\\n', ' ')
    // A text in quotes is one word, however many lines it has; what a variable is set to is run.
    .replace(/'[^']*'/g, "''")
    .replace(/^\w+=\$\(([^)]*)\)$/gm, '$1')
    .split('\n')
    .flatMap((line) => line.replace(/(^|\s)#.*$/, '').split('&&'))
    .map((command) =>
      command
        .trim()
        .split(/\s+/)
        .filter((word) => word !== '' && !/^\w+=/.test(word)),
    )
    .flatMap(([name, ...args]) => {
      if (name === undefined) return [];
      const check = commands[name];
      return check ? (check(args) ?? []) : [`the command ${name} is not checked`];
    });

/** Language → its check. Diagrams, and the configuration of other programs, are only named. */
export const checks: Readonly<Record<string, (code: string) => string[]>> = {
  html: htmlFaults,
  css: cssFaults,
  vue: templateFaults,
  svelte: templateFaults,
  json: jsonFaults,
  sh: shellFaults,
  text: () => [],
  // Recipes: test/hosts/recipes follows them.
  diff: () => [],
  http: () => [],
  nginx: () => [],
  ini: () => [],
};
