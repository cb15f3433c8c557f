import { expect, test } from 'vitest';
import { minifyCss, minifyHtml } from '../../scripts/build/literals.js';

test('white space around block tags goes', () => {
  expect(minifyHtml(['\n  <form>\n    <p>\n  Hello\n </p>\n  </form>\n'])).toEqual(['<form><p>Hello</p></form>']);
});

test('a space between inline content stays, as one', () => {
  expect(minifyHtml(['<p><a href="/">one</a>\n   <b>two</b>  three</p>'])).toEqual([
    '<p><a href="/">one</a> <b>two</b> three</p>',
  ]);
});

test('a space between two expressions stays', () => {
  expect(minifyHtml(['<p>', '\n ', '</p>'])).toEqual(['<p>', ' ', '</p>']);
});

test('bindings keep their places and quoted values their spaces', () => {
  expect(minifyHtml(['<input\n  class="a  b"\n  name=', '\n  ?hidden=', '\n />'])).toEqual([
    '<input class="a  b" name=',
    ' ?hidden=',
    ' />',
  ]);
});

test('an expression inside a quoted value leaves the rest of the value alone', () => {
  expect(minifyHtml(['<a href="x', '  y"  id="z" >t</a>'])).toEqual(['<a href="x', '  y" id="z">t</a>']);
});

test('a template with raw text is left as it was', () => {
  const raw = ['<pre>\n a\n</pre>'];
  expect(minifyHtml(raw)).toEqual(raw);
});

test('css loses comments and formatting', () => {
  expect(minifyCss(['\n /* why */ :host {\n  color: red;\n  margin: 0 auto;\n }\n'])).toEqual([
    ':host{color:red;margin:0 auto}',
  ]);
});

test('css keeps descendant selectors, strings and the space in calc', () => {
  expect(minifyCss(['a :hover { content: "x  {"; width: calc(1px + 2px) }'])).toEqual([
    'a :hover{content:"x  {";width:calc(1px + 2px)}',
  ]);
});

test('css keeps the space around an expression', () => {
  expect(minifyCss(['a { margin: 0 ', ' 1px; }'])).toEqual(['a{margin:0 ', ' 1px}']);
});

test('css writes no zero before a point, and quotes in a selector only where they are needed', () => {
  expect(
    minifyCss(["a[rel='x y'], [part='control'] b, [part~=\"link\"] { margin: 0.5em 10.25em; top: calc(0.1em + 0px) }"]),
  ).toEqual(["a[rel='x y'],[part=control] b,[part~=link]{margin:.5em 10.25em;top:calc(.1em + 0px)}"]);
  expect(minifyCss(["a { content: '0.5'; background: url(0.5.png) }"])).toEqual([
    "a{content:'0.5';background:url(0.5.png)}",
  ]);
});
