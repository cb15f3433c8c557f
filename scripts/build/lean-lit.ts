/**
 * What tags load has Lit in it, and Lit has more in it than any element of ours can reach: ways for older browsers, for decorators, for
 * kinds of properties that no element declares. Every first load would pay for that (decisions/0025). How templates are drawn stays whole.
 */
import MagicString from 'magic-string';
import type { Plugin } from 'vite';

/** What is taken out of a file, and what stands in its place. */
export type Cut = readonly [from: string | RegExp, to: string];

const polyfills = 'for older browsers';

/** File of Lit as installed → reason → cuts. */
export const cuts: Readonly<Record<string, Readonly<Record<string, readonly Cut[]>>>> = {
  '@lit/reactive-element/css-tag.js': {
    'every browser in which the elements work adopts style sheets': [
      [
        't.ShadowRoot&&(void 0===t.ShadyCSS||t.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype',
        '!0',
      ],
    ],
  },
  '@lit/reactive-element/reactive-element.js': {
    [polyfills]: [
      ['p=a.reactiveElementPolyfillSupport,', ''],
      [/,p\?\.\(\{ReactiveElement:y\}\),\(a\.reactiveElementVersions\?\?=\[\]\)\.push\("[\d.]+"\)/, ''],
    ],
    'no decorators': [
      ['Symbol.metadata??=Symbol("metadata"),a.litPropertyMetadata??=new WeakMap;', ''],
      [
        'const t=this[Symbol.metadata];if(null!==t){const s=litPropertyMetadata.get(t);if(void 0!==s)for(const[t,i]of s)this.elementProperties.set(t,i)}',
        '',
      ],
      ['static addInitializer(t){this._$Ei(),(this.l??=[]).push(t)}', ''],
      ['void 0!==t.l&&(this.l=[...t.l]),', ''],
      [',this.constructor.l?.forEach(t=>t(this))', ''],
      ['[...r(t),...o(t)]', 'r(t)'],
      ['getOwnPropertySymbols:o,', ''],
    ],
    'attributes are texts or flags': [
      [';break;case Object:case Array:t=null==t?t:JSON.stringify(t)', ''],
      [
        ';break;case Number:i=null===t?null:Number(t);break;case Object:case Array:try{i=JSON.parse(t)}catch(t){i=null}',
        '',
      ],
    ],
    'no property has `useDefault`': [
      [',useDefault:!1', ''],
      ['||i.useDefault&&i.reflect&&h===this._$Ej?.get(t)&&!this.hasAttribute(r._$Eu(t,i))', ''],
      ['this[e]=r??this._$Ej?.get(e)??r', 'this[e]=r'],
      ['{useDefault:i,reflect:e,wrapped:h},r){', '{reflect:e}){'],
      [
        'i&&!(this._$Ej??=new Map).has(t)&&(this._$Ej.set(t,r??s??this[t]),!0!==h||void 0!==r)||(this._$AL.has(t)||(this.hasUpdated||i||(s=void 0),this._$AL.set(t,s)),!0===e&&this._$Em!==t&&(this._$Eq??=new Set).add(t))',
        'this._$AL.has(t)||(this.hasUpdated||(s=void 0),this._$AL.set(t,s)),!0===e&&this._$Em!==t&&(this._$Eq??=new Set).add(t)',
      ],
    ],
  },
  'lit-html/lit-html.js': {
    [polyfills]: [[/,B=t\.litHtmlPolyfillSupport;B\?\.\(S,k\),\(t\.litHtmlVersions\?\?=\[\]\)\.push\("[\d.]+"\)/, '']],
  },
  'lit-element/lit-element.js': {
    [polyfills]: [
      [',s.litElementHydrateSupport?.({LitElement:i});const o=s.litElementPolyfillSupport;o?.({LitElement:i});', ';'],
      [/\(s\.litElementVersions\?\?=\[\]\)\.push\("[\d.]+"\);/, ''],
    ],
  },
};

/**
 * Takes out of a file of Lit what is not used. Throws where something to take out is not there: then Lit has changed, and what is
 * said here has to be compared with it.
 *
 * @param file its path below `node_modules`
 */
export function cutLit(file: string, code: string): MagicString {
  const edited = new MagicString(code);
  for (const [reason, list] of Object.entries(cuts[file] ?? {}))
    for (const [from, to] of list) {
      if (typeof from === 'string' ? !code.includes(from) : code.search(from) < 0)
        throw new Error(`${file} has changed (${reason}): ${String(from)}`);
      edited.replace(from, to);
    }
  // What Lit says to who writes elements: no text of a page reaches these errors, whose stack tells our own developers as much.
  edited.replace(/\bError\((?:"[^"]*"|'[^']*')(?:\+\w+\+"[^"]*")?\)/g, 'Error()');
  return edited;
}

/** The Vite plugin. */
export const leanLit: Plugin = {
  name: 'lean-lit',
  transform(code, id) {
    const file = /\/node_modules\/((?:@lit\/[^/]+|lit-html|lit-element)\/.*)/.exec(id)?.[1];
    if (!file) return null;
    const edited = cutLit(file, code);
    return { code: edited.toString(), map: edited.generateMap({ hires: true }) };
  },
};
