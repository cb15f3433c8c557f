/** How an element becomes a component of React. */
import { createComponent } from '@lit/react';
import type { LitElement } from 'lit';
import * as React from 'react';

type ElementClass = typeof LitElement;
type Props = Readonly<Record<string, unknown>>;

/** `sso-success` → `SsoSuccess`. */
const pascal = (name: string): string =>
  name.replace(/(?:^|-)([a-z])/g, (_all, letter: string) => letter.toUpperCase());

/** The attributes of what can be one: unlike properties, React writes them into the markup of a server. */
function withAttributes({ elementProperties }: ElementClass, props: Props): Props {
  const entries = Object.entries(props).map(([name, value]): [string, unknown] => {
    const { attribute = name.toLowerCase(), state, type } = elementProperties.get(name) ?? { attribute: false };
    if (typeof attribute !== 'string' || state) return [name, value];
    return [attribute, type === Boolean ? (value ? '' : undefined) : value];
  });
  return Object.fromEntries(entries);
}

/** What stands for a class, with nothing but the properties that have no attribute: `@lit/react` takes from a class which ones it sets itself. */
function propertiesOf({ elementProperties }: ElementClass, plain: readonly string[]): ElementClass {
  const own = [...elementProperties].filter(([, { attribute, state }]) => attribute === false && !state);
  return {
    prototype: Object.fromEntries([...own.map(([name]) => name), ...plain].map((name) => [name, undefined])),
  } as unknown as ElementClass;
}

/**
 * Returns the component of an element: it takes the element's properties, and for each event a handler, `onSsoSuccess` for
 * `sso-success`. Its `ref` is the element. `plain`: properties that Lit does not observe.
 */
export function wrapElement(
  tagName: string,
  elementClass: ElementClass,
  events: readonly string[],
  plain: readonly string[] = [],
): React.ForwardRefExoticComponent<Props & React.RefAttributes<HTMLElement>> {
  const displayName = pascal(tagName);
  const Inner = createComponent({
    react: React,
    tagName,
    elementClass: propertiesOf(elementClass, plain),
    events: Object.fromEntries(events.map((name) => [`on${pascal(name)}`, name])),
    displayName: `${displayName}Element`,
  });
  const Outer = React.forwardRef<HTMLElement, Props>((props, ref) =>
    React.createElement(Inner as React.ElementType, { ...withAttributes(elementClass, props), ref }),
  );
  Outer.displayName = displayName;
  return Outer;
}
