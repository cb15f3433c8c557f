/** The public members of elements and events: as TypeScript declares them, and as Lit observes them. */
import { join } from 'node:path';
import type { PropertyDeclaration } from 'lit';
import ts from 'typescript';
import { root } from '../../run/paths.js';
import { elementEntries } from '../common.js';

export interface Parameter {
  name: string;
  type: string;
  optional: boolean;
}
export interface Member {
  name: string;
  text: string;
  type: string;
  /** Of a method alone. */
  parameters?: readonly Parameter[];
  readonly: boolean;
  /** It may be `undefined`. */
  optional: boolean;
}
export interface PublicClass {
  name: string;
  summary: string;
  text: string;
  members: readonly Member[];
}

const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected | ts.ModifierFlags.Override;
const flags: ts.TypeFormatFlags =
  ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.UseSingleQuotesForStringLiteralType;

function isPublic(member: ts.Symbol, checker: ts.TypeChecker): boolean {
  const [declaration] = member.declarations ?? [];
  return (
    declaration?.getSourceFile().fileName.startsWith(join(root, 'src')) === true &&
    !member.name.includes('#') &&
    (ts.getCombinedModifierFlags(declaration) & hidden) === 0 &&
    !member.getJsDocTags(checker).some(({ name }) => name === 'internal')
  );
}

const textOf = (symbol: ts.Symbol, checker: ts.TypeChecker): string =>
  ts.displayPartsToString(symbol.getDocumentationComment(checker)).replace(/\s+/g, ' ').trim();

/** A type in words, with the names of unions of texts written out, and without the `undefined` of what may be absent. */
function typeText(type: ts.Type, checker: ts.TypeChecker): string {
  const wanted = checker.getNonNullableType(type);
  if (wanted.flags & ts.TypeFlags.Boolean) return 'boolean';
  const isTexts = wanted.isUnion() && wanted.types.every((each) => each.isStringLiteral());
  return isTexts
    ? wanted.types.map((each) => checker.typeToString(each, undefined, flags)).join(' | ')
    : checker.typeToString(wanted, undefined, flags);
}

function memberOf(symbol: ts.Symbol, checker: ts.TypeChecker): Member {
  const type = checker.getTypeOfSymbol(symbol);
  const declaration = symbol.declarations![0] as ts.Declaration;
  const isReadonly =
    (ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Readonly) !== 0 ||
    ((symbol.flags & ts.SymbolFlags.GetAccessor) !== 0 && (symbol.flags & ts.SymbolFlags.SetAccessor) === 0);
  const optional = (symbol.flags & ts.SymbolFlags.Optional) !== 0;
  const named = { name: symbol.name, text: textOf(symbol, checker), type: typeText(type, checker) };
  const member = { ...named, readonly: isReadonly, optional };
  if (!(symbol.flags & ts.SymbolFlags.Method)) return member;
  const [signature] = type.getCallSignatures();
  return {
    ...member,
    type: checker.typeToString(signature!.getReturnType(), undefined, flags),
    parameters: signature!.getParameters().map((parameter) => {
      const { questionToken, initializer } = parameter.valueDeclaration as ts.ParameterDeclaration;
      return {
        name: parameter.name,
        type: typeText(checker.getTypeOfSymbol(parameter), checker),
        optional: questionToken !== undefined || initializer !== undefined,
      };
    }),
  };
}

/** Name → class, for the elements and events that the entries export. */
export function publicClasses(): ReadonlyMap<string, PublicClass> {
  const config = ts.readConfigFile(join(root, 'tsconfig.json'), (path) => ts.sys.readFile(path));
  const { options } = ts.parseJsonConfigFileContent({ ...(config.config as object), files: [] }, ts.sys, root);
  const paths = Object.values(elementEntries).map((path) => join(root, path));
  const program = ts.createProgram(paths, options);
  const checker = program.getTypeChecker();
  const exported = paths
    .flatMap((path) => checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(path)!)!))
    .map((symbol) => (symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol))
    .filter(({ flags: kind }) => kind & ts.SymbolFlags.Class);
  return new Map(
    exported.map((symbol) => {
      const summary = symbol.getJsDocTags(checker).find(({ name }) => name === 'summary')?.text;
      const members = checker.getDeclaredTypeOfSymbol(symbol).getProperties();
      return [
        symbol.name,
        {
          name: symbol.name,
          summary: ts.displayPartsToString(summary),
          text: textOf(symbol, checker),
          members: members.filter((each) => isPublic(each, checker)).map((each) => memberOf(each, checker)),
        },
      ];
    }),
  );
}

/** What Lit knows of a property, with the value that a new element has. */
export interface Observed {
  /** Its attribute, if it has one. */
  attribute?: string;
  reflects: boolean;
  /** It is the element's to set. */
  isState: boolean;
  value: unknown;
}

type LitClass = (new () => object) & {
  observedAttributes: readonly string[] | undefined;
  elementProperties: ReadonlyMap<string, PropertyDeclaration>;
};

/** Name of a class of an element → property → what Lit knows of it. Instances are made in Node, where no DOM is. */
export async function observedProperties(): Promise<ReadonlyMap<string, ReadonlyMap<string, Observed>>> {
  // The only one of the DOM's classes that a constructor needs.
  const isMissing = !('MutationObserver' in globalThis);
  if (isMissing) Object.assign(globalThis, { MutationObserver: EventTarget });
  try {
    return await inspect();
  } finally {
    if (isMissing) Reflect.deleteProperty(globalThis, 'MutationObserver');
  }
}

const observe = (name: string, { attribute, reflect, state }: PropertyDeclaration, value: unknown): Observed => ({
  ...(attribute !== false && !state && { attribute: typeof attribute === 'string' ? attribute : name.toLowerCase() }),
  reflects: reflect === true,
  isState: state === true,
  value,
});

async function inspect(): Promise<ReadonlyMap<string, ReadonlyMap<string, Observed>>> {
  const found = new Map<string, ReadonlyMap<string, Observed>>();
  for (const path of Object.values(elementEntries)) {
    const exported = (await import(join(root, path))) as Record<string, LitClass>;
    for (const [name, element] of Object.entries(exported)) {
      // Lit lists the properties of a class when its attributes are asked for: as a rule by the registry, but not where that knows the tag.
      if (!('elementProperties' in element && element.observedAttributes)) continue;
      const instance = new element() as Record<string, unknown>;
      const properties = [...element.elementProperties];
      found.set(name, new Map(properties.map(([each, given]) => [each, observe(each, given, instance[each])])));
    }
  }
  return found;
}
