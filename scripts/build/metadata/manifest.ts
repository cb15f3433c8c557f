/** `custom-elements.json`: what the seven elements and their events offer, as editors and documentation read it. */
import type { ClassDeclaration, CustomElementDeclaration, Module, Package } from 'custom-elements-manifest/schema';
import { elements, entryOf, entryOfEvent, tags, type Tag } from './elements.js';
import { eventsOf, otherStates, partTexts, propertyTexts, screenText, slotTexts } from './descriptions.js';
import { type Member, type Observed, observedProperties, type PublicClass, publicClasses } from './members.js';
import { drawnBy, screensOf } from './reach.js';

/** Where a module stands in the package. */
const fileOf = (entry: string): string => `dist/${entry}.js`;

/** `sso-password-forgotten` → `SsoPasswordForgotten`. */
export const classNameOf = (tag: Tag): string =>
  tag.replace(/(?:^|-)([a-z])/g, (_all, letter: string) => letter.toUpperCase());

const described = (names: readonly string[], texts: Readonly<Record<string, string>>) =>
  names.map((name) => {
    const description = texts[name];
    if (description === undefined)
      throw new Error(`nothing is said about ${name}: scripts/build/metadata/descriptions.ts`);
    return { name, description };
  });

const literal = (value: unknown): { default?: string } =>
  value === undefined ? {} : { default: typeof value === 'string' ? `'${value}'` : JSON.stringify(value) };

function memberOf(member: Member, observed: Observed | undefined): NonNullable<ClassDeclaration['members']>[number] {
  const { name, text, type, parameters } = member;
  const description = text === '' ? {} : { description: text };
  if (parameters)
    return {
      kind: 'method',
      name,
      ...description,
      parameters: parameters.map((each) => ({
        name: each.name,
        type: { text: each.type },
        ...(each.optional && { optional: true }),
      })),
      return: { type: { text: type } },
    };
  return {
    kind: 'field',
    name,
    ...description,
    type: { text: member.optional ? `${type} | undefined` : type },
    ...literal(observed?.value),
    ...((member.readonly || observed?.isState === true) && { readonly: true }),
    ...(observed?.attribute !== undefined && { attribute: observed.attribute, reflects: observed.reflects }),
  };
}

function elementOf(tag: Tag, own: PublicClass, observed: ReadonlyMap<string, Observed>): CustomElementDeclaration {
  const drawn = drawnBy(tag, elements[tag]);
  const screens = screensOf(tag);
  const texts = partTexts(tag);
  // The settings form has parts that are its own; Google is offered on the first screens of two processes alone.
  const parts = tag === 'sso-settings' ? Object.keys(texts) : drawn.parts;
  const hasGoogle = screens.includes('credentials') || screens.includes('register');
  const slots = drawn.slots.filter((name) => name !== 'google' || hasGoogle);
  const states = screens.map((name) => ({ name, description: screenText(name) }));
  const attributes = own.members.flatMap(({ name, text, type }) => {
    const { attribute, value } = observed.get(name) ?? {};
    return attribute === undefined
      ? []
      : [{ name: attribute, fieldName: name, description: text, type: { text: type }, ...literal(value) }];
  });
  return {
    kind: 'class',
    customElement: true,
    tagName: tag,
    name: own.name,
    ...(own.summary !== '' && { summary: own.summary }),
    description: own.text,
    superclass: { name: 'LitElement', package: 'lit' },
    attributes,
    members: own.members.map((member) => memberOf(member, observed.get(member.name))),
    events: Object.entries(eventsOf(tag)).map(([name, [type, description]]) => ({
      name,
      description,
      type: { text: type, references: [{ name: type, package: 'sso-elements', module: fileOf(entryOfEvent(type)) }] },
    })),
    slots: described(slots, slotTexts),
    cssParts: described(parts, texts),
    cssProperties: [...drawn.properties].map(([name, value]) => ({
      ...described([name], propertyTexts)[0]!,
      default: value,
    })),
    cssStates: [...states, ...described(Object.keys(otherStates(tag)), otherStates(tag))],
  };
}

const eventOf = ({ name, text, members }: PublicClass): ClassDeclaration => ({
  kind: 'class',
  name,
  description: text,
  superclass: { name: 'Event', package: 'global:' },
  members: members.map((member) => memberOf(member, undefined)),
});

/** Generates the manifest from the classes, their templates and the descriptions. */
export async function createManifest(): Promise<Package> {
  const classes = publicClasses();
  const observed = await observedProperties();
  const events = [...new Set(tags.flatMap((tag) => Object.values(eventsOf(tag)).map(([type]) => type)))];
  const modules = tags.map((tag): Module => {
    const entry = entryOf(tag);
    const path = fileOf(entry);
    const name = classNameOf(tag);
    const ownEvents = events.filter((event) => entryOfEvent(event) === entry);
    const reference = { name, module: path };
    return {
      kind: 'javascript-module',
      path,
      declarations: [
        elementOf(tag, classes.get(name)!, observed.get(name)!),
        ...ownEvents.map((event) => eventOf(classes.get(event)!)),
      ],
      exports: [
        { kind: 'custom-element-definition', name: tag, declaration: reference },
        ...[name, ...ownEvents].map((each) => ({
          kind: 'js' as const,
          name: each,
          declaration: { name: each, module: path },
        })),
      ],
    };
  });
  return { schemaVersion: '2.1.0', modules };
}
