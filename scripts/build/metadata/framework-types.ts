/** Types of the elements in templates of frameworks: files that only a publisher who imports them has in the program. */
import type { Package } from 'custom-elements-manifest/schema';
import { elementsOf } from './editors.js';
import { entryOfEvent } from './elements.js';

type Element = ReturnType<typeof elementsOf>[number];

const quoted = (name: string): string => (/^\w+$/.test(name) ? name : `'${name}'`);
const member = (name: string, type: string, description?: string): string =>
  `${description === undefined ? '' : `      /** ${description} */\n`}      ${quoted(name)}${type};\n`;

const given = (element: Element, property: string) => `?: ${element.name}['${property}'] | undefined`;

/** The properties that a page may set. */
const settable = ({ members = [] }: Element) =>
  members.flatMap((each) => (each.kind === 'field' && !('readonly' in each && each.readonly) ? [each] : []));

const shapeOf = (element: Element): string =>
  `  '${element.tagName}': {
    element: ${element.name};
    attributes: {
${(element.attributes ?? []).map(({ name, fieldName = name, description }) => member(name, given(element, fieldName), description)).join('')}    };
    properties: {
${settable(element)
  .map(({ name, description }) => member(name, given(element, name), description))
  .join('')}    };
    events: {
${(element.events ?? []).map(({ name, type, description }) => member(name, `: ${type.text}`, description)).join('')}    };
  };
`;

/** What the files of all frameworks are made of. @param from entry → what to import its types from */
function elementTypes(elements: readonly Element[], from: (entry: string) => string): string {
  const events = [...new Set(elements.flatMap(({ events: own = [] }) => own.map(({ type }) => type.text)))];
  const isSettings = (name: string) => name === 'SsoSettings' || entryOfEvent(name) === 'settings';
  const names = [...elements.map(({ name }) => name), ...events];
  const list = (of: (name: string) => boolean) => names.filter(of).sort().join(', ');
  return `import type { ${list((name) => !isSettings(name))} } from '${from('all')}';
import type { ${list(isSettings)} } from '${from('settings')}';

/** Element → its class, its attributes, the properties that a page may set, and its events. */
export interface Elements {
${elements.map(shapeOf).join('')}}

export type Tag = keyof Elements;
/** The handlers of an element's events, under names that begin with a prefix. */
export type Handlers<T extends Tag, Prefix extends string> = {
  [N in keyof Elements[T]['events'] & string as \`\${Prefix}\${N}\`]?: ((event: Elements[T]['events'][N]) => void) | undefined;
};
`;
}

/** The entries of an interface with a member an element. */
const perElement = (elements: readonly Element[], type: (tag: string) => string, indent: string): string =>
  elements.map(({ tagName }) => `${indent}'${tagName}': ${type(tagName)};\n`).join('');

const react = (elements: readonly Element[]) => `import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { Elements, Handlers, Tag } from './elements.js';

type Props<T extends Tag> = DetailedHTMLProps<HTMLAttributes<Elements[T]['element']>, Elements[T]['element']> &
  Elements[T]['attributes'] &
  Elements[T]['properties'] &
  Handlers<T, 'on'> & { class?: string | undefined };

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
${perElement(elements, (tag) => `Props<'${tag}'>`, '      ')}    }
  }
}
`;

const preact = (elements: readonly Element[]) => `import type { HTMLAttributes } from 'preact';
import type { Elements, Handlers, Tag } from './elements.js';

type Props<T extends Tag> = HTMLAttributes<Elements[T]['element']> &
  Elements[T]['attributes'] &
  Elements[T]['properties'] &
  Handlers<T, 'on'>;

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
${perElement(elements, (tag) => `Props<'${tag}'>`, '      ')}    }
  }
}
`;

const solid = (elements: readonly Element[]) => `import type { JSX } from 'solid-js';
import type { Elements, Handlers, Tag } from './elements.js';

type Props<T extends Tag> = JSX.HTMLAttributes<Elements[T]['element']> &
  Elements[T]['attributes'] & {
    [P in keyof Elements[T]['properties'] & string as \`prop:\${P}\`]?: Elements[T]['properties'][P];
  } & Handlers<T, 'on:'>;

declare module 'solid-js' {
  namespace JSX {
    interface IntrinsicElements {
${perElement(elements, (tag) => `Props<'${tag}'>`, '      ')}    }
  }
}
`;

const vue = (elements: readonly Element[]) => `import type { EmitFn, HTMLAttributes, PublicProps } from 'vue';
import type { Elements, Tag } from './elements.js';

type Component<T extends Tag> = new () => Elements[T]['element'] & {
  $props: HTMLAttributes & Elements[T]['attributes'] & Elements[T]['properties'] & PublicProps;
  $emit: EmitFn<{ [N in keyof Elements[T]['events']]: (event: Elements[T]['events'][N]) => void }>;
};

declare module 'vue' {
  interface GlobalComponents {
${perElement(elements, (tag) => `Component<'${tag}'>`, '    ')}  }
}
`;

const svelte = (elements: readonly Element[]) => `import type { HTMLAttributes } from 'svelte/elements';
import type { Elements, Handlers, Tag } from './elements.js';

type Props<T extends Tag> = HTMLAttributes<Elements[T]['element']> &
  Elements[T]['attributes'] &
  Elements[T]['properties'] &
  Handlers<T, 'on'> &
  Handlers<T, 'on:'>;

declare module 'svelte/elements' {
  interface SvelteHTMLElements {
${perElement(elements, (tag) => `Props<'${tag}'>`, '    ')}  }
}
`;

const wrapped = (
  elements: readonly Element[],
) => `import type { ForwardRefExoticComponent, HTMLAttributes, RefAttributes } from 'react';
import type { Elements, Tag } from './types/elements.js';

type Pascal<S extends string> = S extends \`\${infer A}-\${infer B}\` ? \`\${Capitalize<A>}\${Pascal<B>}\` : Capitalize<S>;

/** What the component of an element takes: its properties, \`onSsoSuccess\` and the like for its events, and what every element has. */
export type SsoProps<T extends Tag> = Omit<HTMLAttributes<Elements[T]['element']>, keyof Elements[T]['properties']> &
  Elements[T]['properties'] & {
    [N in keyof Elements[T]['events'] & string as \`on\${Pascal<N>}\`]?: ((event: Elements[T]['events'][N]) => void) | undefined;
  };
/** The component of an element; its \`ref\` is the element. */
export type SsoComponent<T extends Tag> = ForwardRefExoticComponent<SsoProps<T> & RefAttributes<Elements[T]['element']>>;

${elements
  .filter(({ tagName }) => tagName !== 'sso-settings')
  .map(({ name, tagName }) => `export declare const ${name}: SsoComponent<'${tagName}'>;\n`)
  .join('')}`;

const wrappedSettings = `import type { SsoComponent } from '../react.js';

export declare const SsoSettings: SsoComponent<'sso-settings'>;
`;

/** The frameworks that have types of their own. */
export const frameworks = { react, preact, solid, vue, svelte } as const;

/**
 * File → its text.
 *
 * @param from entry → what a file in `types/` imports its types from
 */
export function frameworkTypes(
  manifest: Package,
  from: (entry: string) => string = (entry) => `../${entry}.js`,
): Readonly<Record<string, string>> {
  const elements = elementsOf(manifest);
  return {
    'types/elements.d.ts': elementTypes(elements, from),
    ...Object.fromEntries(Object.entries(frameworks).map(([name, of]) => [`types/${name}.d.ts`, of(elements)])),
    'react.d.ts': wrapped(elements),
    'react/settings.d.ts': wrappedSettings,
  };
}
