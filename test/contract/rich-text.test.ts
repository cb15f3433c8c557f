import { expect, test } from 'vitest';
import { linkAddress, richText } from '../../src/contract/rich-text.js';

test('a tree of every element passes unchanged', () => {
  const tree = [
    'Text',
    { tag: 'p', children: [{ tag: 'strong', children: [{ tag: 'em', children: ['deep'] }] }, { tag: 'br' }] },
    { tag: 'ul', children: [{ tag: 'li', children: [{ tag: 'a', href: 'https://a.test/x', children: ['link'] }] }] },
    { tag: 'ol', children: [] },
  ];
  expect(richText.parse(tree)).toEqual(tree);
});

test('a tree of twenty levels passes', () => {
  let tree: unknown = 'deep';
  for (let level = 0; level < 20; level++) tree = { tag: 'p', children: [tree] };
  expect(richText.parse([tree])).toEqual([tree]);
});

test.each(['http://a.test', 'https://a.test/b?c=d#e', 'HTTPS://A.TEST', 'mailto:help@a.test'])(
  'a link may lead to %s',
  (href) => {
    expect(linkAddress.parse(href)).toBe(href);
  },
);

test.each([
  'javascript:alert(1)',
  'JavaScript:alert(1)',
  ' https://a.test',
  '\njavascript:alert(1)',
  'data:text/html,x',
  'vbscript:x',
  'file:///etc',
  '//a.test',
  '/path',
  'a.test',
  'https:a.test',
  'https://a b',
  'https://',
  '',
  `https://a.test/${'x'.repeat(1986)}`,
])('a link may not lead to %j', (href) => {
  expect(linkAddress.safeParse(href).success).toBe(false);
  expect(richText.safeParse([{ tag: 'a', href, children: [] }]).success).toBe(false);
});

test.each<[string, unknown]>([
  ['an unknown element', { tag: 'script', children: [] }],
  ['an element without children', { tag: 'p' }],
  ['a link without an address', { tag: 'a', children: [] }],
  ['a number', 1],
  ['null', null],
  ['a bad child deep down', { tag: 'p', children: [{ tag: 'em', children: [{ tag: 'img' }] }] }],
])('%s is refused', (_, node) => {
  expect(richText.safeParse([node]).success).toBe(false);
});

test('attributes that the tree does not know are dropped', () => {
  expect(richText.parse([{ tag: 'br', onclick: 'x' }])).toEqual([{ tag: 'br' }]);
  expect(richText.parse([{ tag: 'p', style: 'x', children: [] }])).toEqual([{ tag: 'p', children: [] }]);
});
