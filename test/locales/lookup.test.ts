import { html } from 'lit';
import { afterEach, expect, test } from 'vitest';
import { msg, str } from '../../src/locales/messages.js';
import { page } from '../../src/shared/page.js';

afterEach(() => {
  page.locale = '';
  delete page.texts['xx'];
});

const speak = (texts: (typeof page.texts)[string]) => {
  page.texts['xx'] = texts;
  page.locale = 'xx';
};
const greeting = (name: string, day: string) => msg(str`Hello ${name}, it is ${day}`, { id: 'greeting' });

test('a text without an entry in the language of the page is the English one', () => {
  const both = () => [msg('Continue', { id: 'continue' }), greeting('Ada', 'Monday')];
  const english = ['Continue', 'Hello Ada, it is Monday'];
  expect(both()).toEqual(english);
  speak({});
  expect(both()).toEqual(english);
});

test('values stand where the translation has their numbers, as often as it has them', () => {
  speak({ greeting: str`${1}: ${0}, ${0}.` });
  expect(greeting('Ada', 'Montag')).toBe('Montag: Ada, Ada.');
});

test('a text without placeholders takes the place of one that has some', () => {
  speak({ greeting: 'Hi' });
  expect(greeting('Ada', 'Monday')).toBe('Hi');
});

test('a text of the publisher’s can be a template', () => {
  speak({ greeting: html`<b>${1}</b>, ${0}` });
  const { values } = greeting('Ada', 'Monday') as unknown as ReturnType<typeof html>;
  expect(values).toEqual(['Monday', 'Ada']);
});
