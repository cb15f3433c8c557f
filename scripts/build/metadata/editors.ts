/** The manifest in the formats of editors: VS Code's custom data, JetBrains' web-types. */
import type { Attribute, CustomElementDeclaration, Package } from 'custom-elements-manifest/schema';

type Element = CustomElementDeclaration & { tagName: string };
type Declared = Package['modules'][number]['declarations'] extends (infer D)[] | undefined ? D : never;
const isElement = (each: Declared): each is Element => 'tagName' in each;

/** The elements of a manifest. */
export const elementsOf = ({ modules }: Package): Element[] =>
  modules.flatMap(({ declarations = [] }) => declarations).filter(isElement);

const markdown = (value: string) => ({ kind: 'markdown', value });
const list = (title: string, rows: readonly { name: string; description?: string }[] = []): string =>
  rows.length === 0
    ? ''
    : `\n\n${title}:\n${rows.map(({ name, description = '' }) => `\n- \`${name}\` ${description}`).join('')}`;

/** The values that an attribute may have, where its type names them. */
const valuesOf = ({ type }: Attribute): { name: string }[] =>
  [...(type?.text.matchAll(/'([^']*)'/g) ?? [])].map(([, name = '']) => ({ name }));

/** `vscode.html-custom-data.json`: https://github.com/microsoft/vscode-html-languageservice, “Custom Data Format”. */
export const htmlData = (manifest: Package): object => ({
  version: 1.1,
  tags: elementsOf(manifest).map((element) => ({
    name: element.tagName,
    description: markdown(
      `${element.description ?? ''}${list('Events', element.events)}${list('Slots', element.slots)}`,
    ),
    attributes: element.attributes?.map((attribute) => {
      const values = valuesOf(attribute);
      return {
        name: attribute.name,
        description: markdown(attribute.description ?? ''),
        ...(values.length > 0 && { values }),
        ...(attribute.type?.text === 'boolean' && { valueSet: 'v' }),
      };
    }),
  })),
});

/** Rows of all elements, each name once. */
function unique(rows: readonly { name: string; description?: string }[]): { name: string; description: string }[] {
  const byName = new Map(rows.map(({ name, description = '' }) => [name, description]));
  return [...byName].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, description]) => ({ name, description }));
}

/** `vscode.css-custom-data.json`: https://github.com/microsoft/vscode-css-languageservice, “Custom Data Format”. */
export function cssData(manifest: Package): object {
  const all = elementsOf(manifest);
  // A part or state means something else in each element: said once for those that are meant most.
  const rows = (of: (element: Element) => readonly { name: string; description?: string }[] | undefined) =>
    unique([...all].reverse().flatMap((element) => of(element) ?? []));
  return {
    version: 1.1,
    properties: rows(({ cssProperties }) => cssProperties),
    pseudoElements: rows(({ cssParts }) => cssParts).map((each) => ({ ...each, name: `::part(${each.name})` })),
    pseudoClasses: rows(({ cssStates }) => cssStates).map((each) => ({ ...each, name: `:state(${each.name})` })),
  };
}

/** `web-types.json`: https://github.com/JetBrains/web-types */
export const webTypes = (manifest: Package, version: string): object => ({
  $schema: 'https://raw.githubusercontent.com/JetBrains/web-types/master/schema/web-types.json',
  name: 'sso-elements',
  version,
  'description-markup': 'markdown',
  contributions: {
    html: {
      elements: elementsOf(manifest).map((element) => ({
        name: element.tagName,
        description: element.description,
        attributes: element.attributes?.map(({ name, description, type, default: value }) => ({
          name,
          description,
          value: { type: type?.text },
          ...(value !== undefined && { default: value }),
        })),
        slots: element.slots?.map(({ name, description }) => ({ name, description })),
        js: {
          properties: element.members?.flatMap((member) =>
            member.kind === 'field' && !('readonly' in member && member.readonly)
              ? [{ name: member.name, description: member.description, value: { type: member.type?.text } }]
              : [],
          ),
          events: element.events?.map(({ name, description }) => ({ name, description })),
        },
        css: {
          properties: element.cssProperties?.map(({ name, description }) => ({ name, description })),
          parts: element.cssParts?.map(({ name, description }) => ({ name, description })),
        },
      })),
    },
  },
});
