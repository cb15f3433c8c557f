/** Every problem code of every call, at the screen that makes the call: text, focus, kept input, and each way on, pressed. */
import { beforeAll, expect, test } from 'vitest';
import { fieldNames, processes } from '../../../src/contract/names.js';
import type { Process } from '../../../src/contract/names.js';
import { problems } from '../../../src/contract/problems.js';
import { routes } from '../../../src/flow/routes.js';
import { flow as flowName, focused, problem } from '../../support/element.js';
import { plain } from '../../support/account.js';
import { provideGoogle } from '../../support/google.js';
import { drives } from '../../support/problems/problem-drives.js';
import type { Drive } from '../../support/problems/problem-drives.js';
import { contact, email, first, Stage } from '../../support/problems/problem-stage.js';
import { clientCodes, expectationOf, expectations, names } from '../../support/problems/problem-table.js';
import type { Code, Expectation, Way } from '../../support/problems/problem-table.js';

beforeAll(() => provideGoogle());

type Typed = Record<string, string>;

/** The text that an expectation means in a process. */
const textOf = ({ text }: Expectation, process: Process) =>
  text.replace('{again}', process === 'login' ? 'Sign in again.' : 'Start again.');
const linksOf = (at: Stage) => [...(at.find('[role=alert]')?.querySelectorAll<HTMLElement>('[part~=link]') ?? [])];
/** What is said, without the links beside it. */
function said(at: Stage, selector: string): string {
  const copy = at.find(selector)!.cloneNode(true) as HTMLElement;
  for (const link of copy.querySelectorAll('[part~=link]')) link.remove();
  return plain(copy).replace(/in (5\d|60) s/, 'in 60 s');
}
const usable = (button: HTMLElement | null) => !!button?.isConnected && button.ariaDisabled !== 'true';

/** Presses "Try again": the same call is made, with the same values. */
async function again(at: Stage): Promise<void> {
  const last = at.calls.at(-1)!;
  const before = at.calls.length;
  at.find('[part~=retry]')!.click();
  await at.until(() => at.calls.length > before && !at.element.matches(':state(busy)'), 'nothing was tried again');
  expect(at.calls.at(-1), 'what is tried again').toEqual(last);
}

/** The heading of the process that a link leads to. */
const titleOf = (way: Way) => Object.values(first).find(({ view }) => view === way)?.title;

/** Presses a link to another process: sso-navigate fires, and the name is carried over. */
async function leave(at: Stage, way: keyof typeof names, whom: Typed): Promise<void> {
  let fired: string | undefined;
  at.element.addEventListener('sso-navigate', ({ to }) => (fired = to), { once: true });
  linksOf(at)
    .find((each) => plain(each) === names[way])!
    .click();
  expect(fired, 'where the link goes').toBe(way);
  const carried = Object.values(whom).includes(email) ? email : null;
  if (at.tag === 'sso-auth') {
    // It stays within the element: the next form has it, and nothing else keeps it.
    const name = () => at.find('[name=identifier], [name=email]') as HTMLInputElement | null;
    await at.until(
      () => name()?.value === (carried ?? '') && plain(at.find('[part=title]')) === titleOf(way),
      'no name goes along',
    );
  } else
    expect(sessionStorage.getItem('sso-email')?.replace(/^\d+ /, '') ?? null, 'the name that goes along').toBe(carried);
  sessionStorage.clear();
}

/** Presses the step's button back: the process begins again. */
async function restart(at: Stage): Promise<void> {
  at.find('form > [part~=back]')!.click();
  await at.until(() => plain(at.find('[part=title]')) === first[at.process].title, 'no new start');
}

/** What is offered are the ways of the row, no more and no fewer. Answers those that lead away and are still to be pressed. */
function offered(at: Stage, { ways: all }: Expectation): Way[] {
  // Nobody is sent to where he is.
  const ways = all.filter((way) => way !== first[at.process].view);
  expect(usable(at.find('[part~=submit]')), 'the submit button').toBe(ways.includes('submit'));
  expect(!!at.find('[part~=retry]'), 'a button that tries again').toBe(ways.includes('retry'));
  const led = ways.filter((way) => names[way]);
  expect(linksOf(at).map(plain), 'links in the box').toEqual(led.map((way) => names[way]));
  const merchant = linksOf(at).find((each) => each.matches('[part~=contact]'));
  expect(merchant?.getAttribute('href') ?? null, 'contact').toBe(ways.includes('contact') ? contact : null);
  return ways.filter((way) => (names[way] && way !== 'contact') || way === 'restart');
}

async function stays(at: Stage, typed: Typed, expected: Expectation): Promise<void> {
  expect(focused(), 'focus').toBe(at.find('[role=alert]'));
  expect(at.values(), 'kept input').toMatchObject(typed);
  if (expected.text.includes('60 s')) expect(plain(at.find('[role=timer]'))).toMatch(/^You can try again in/);
  if (expected.ways.includes('retry')) await again(at);
}

function begins(at: Stage, whom: Typed): void {
  expect(plain(at.find('[part=title]'))).toBe(first[at.process].title);
  expect(focused(), 'focus').toBe(at.find('[role=alert]'));
  expect(at.values(), 'kept e-mail').toMatchObject(whom);
}

async function notice(at: Stage, whom: Typed): Promise<void> {
  expect(at.find('form')).toBeNull();
  expect(focused(), 'focus').toBe(at.find('[part=title]'));
  at.find('[part~=retry]')!.click();
  await at.until(() => at.find('form'), 'the form did not come back');
  expect(plain(at.find('[part=title]'))).toBe(first[at.process].title);
  expect(at.values(), 'kept e-mail').toMatchObject(whom);
}

/** Brings the reader to a screen and its call to a problem. Answers what was typed there, and what of it is his name. */
async function meet(at: Stage, code: Code, expected: Expectation): Promise<{ typed: Typed; whom: Typed }> {
  const { leads } = expected;
  await at.reach();
  const typed = at.values();
  const { press, link } = at.drive;
  const whom = Object.fromEntries(
    Object.entries(first[at.process].typed).filter(
      ([name, value]) => value === email && (link !== 'known' || typed[name]),
    ),
  );
  await at.submit(problem(code, { retryAfter: 60 }));
  const selector = leads === 'notice' ? '[part=title]' : '[part=problem-text]';
  const text = textOf(expected, at.process);
  await at.until(() => at.find(selector) && said(at, selector) === text, `${code} should say "${text}"`);
  // The entry says it at once; the ways on come with the texts of later screens.
  if (code === 'wrong-credentials') await at.until(() => linksOf(at).length > 0, 'no way on is offered');
  // Google's way asks for nothing that could be kept, beyond what stood in the form.
  return { typed, whom: press === 'google' ? {} : whom };
}

async function judge(at: Stage, code: Code, expected: Expectation): Promise<void> {
  const { leads } = expected;
  const { typed, whom } = await meet(at, code, expected);
  if (leads === 'notice') await notice(at, whom);
  else {
    const ways = offered(at, expected);
    if (leads === 'first') begins(at, whom);
    else await stays(at, typed, expected);
    for (const way of ways) {
      if (way === 'restart') await restart(at);
      else await leave(at, way, at.drive.link === 'foreign' || leads !== 'first' ? { ...typed, ...whom } : whom);
      await at.mount();
      if (way !== ways.at(-1)) await meet(at, code, expected);
    }
  }
  if (leads && at.drive.link) await at.mount();
}

/** A code that no gateway of ours answers this call with: something is said, and the reader can go on. */
async function survives(at: Stage, code: Code): Promise<void> {
  await at.reach();
  await at.submit(problem(code, { retryAfter: 60 }));
  await at.until(() => plain(at.find('[part=problem-text], [part=notice]')), `nothing is said after ${code}`);
  expect(usable(at.find('[part~=submit], [part~=retry]'))).toBe(true);
  if (at.find('[part=notice]') || at.drive.link) await at.mount();
}

const table = processes.flatMap((process) =>
  Object.entries(drives[process] as Record<string, Drive | Drive[]>).flatMap(([route, found]) =>
    [found]
      .flat()
      .flatMap((drive) =>
        [first[process].tag, 'sso-auth'].map(
          (tag) => [tag, process, `${route} ${drive.link ?? ''}`.trim(), drive] as const,
        ),
      ),
  ),
);
const codes = Object.keys(expectations) as Code[];

test('every code of the contract and of the client has its expectation, and no other', () => {
  expect([...codes].sort()).toEqual([...Object.keys(problems), ...clientCodes].sort());
});

test('every way to submit is covered, and makes the call of its route', () => {
  for (const process of processes) {
    const driven = Object.entries(drives[process] as Record<string, Drive | Drive[]>);
    expect(Object.fromEntries(driven.map(([route, drive]) => [route, [drive].flat()[0]!.call]))).toEqual(
      routes[process],
    );
  }
});

test.each(table)(
  'in <%s> each problem of %s at %s has its text, takes the focus, keeps what was typed and leaves its ways on',
  { timeout: 120_000 },
  async (tag, process, _route, drive) => {
    const at = new Stage(process, tag, drive);
    await at.mount();
    for (const code of codes) {
      try {
        const expected = expectationOf(drive.call, code);
        await (expected ? judge(at, code, expected) : survives(at, code));
      } catch (error) {
        throw new Error(`after ${code}: ${(error as Error).message}`, { cause: error });
      }
    }
    // A new start is a new flow.
    const started = at.calls.filter(({ path }) => path === `${process}/start`);
    expect(started.filter(({ body }) => 'flow' in body)).toEqual([]);
    const later = at.calls.filter(({ path }) => drive.reach && path === drive.call);
    expect(later.filter(({ body }) => body['flow'] !== flowName)).toEqual([]);
  },
);

/** Field → its text where it is empty. */
const missing: Readonly<Record<string, string>> = {
  identifier: 'E-mail address or user name is missing.',
  email: 'E-mail address is missing.',
  password: 'Password is missing.',
  code: 'Code is missing.',
  username: 'User name is missing.',
  firstName: 'First name is missing.',
  lastName: 'Last name is missing.',
  mobileNumber: 'Mobile number is missing.',
  customerId: 'Customer number is missing.',
  subscriptionId: 'Subscription number is missing.',
  street: 'Street is missing.',
  streetNumber: 'House number is missing.',
  postcode: 'Postcode is missing.',
  city: 'Town or city is missing.',
};
/** The fields that have another label in one call. */
const missingAt: Readonly<Record<string, string>> = {
  'password login/reset-password': 'New password is missing.',
  'password password-forgotten/reset-password': 'New password is missing.',
  'email password-forgotten/verify-link': 'E-mail address or user name is missing.',
};
const faultText = (name: string, fault: string, call: string) => {
  if (fault === 'missing') return missingAt[`${name} ${call}`] ?? missing[name];
  return name === 'code' ? 'At most 6 characters.' : 'At most 100 characters.';
};

test.each(table.filter(([, , , { press, link }]) => press !== 'google' && press !== 'resend' && link !== 'known'))(
  'in <%s> a problem of %s at %s with a fault of a field is shown there, and the field has the focus',
  { timeout: 60_000 },
  async (tag, process, _route, drive) => {
    const at = new Stage(process, tag, drive);
    await at.mount();
    await at.reach();
    for (const name of Object.keys(at.values())) {
      expect(fieldNames).toContain(name);
      for (const fault of ['missing', 'too-long']) {
        const typed = at.values();
        await at.submit(problem('invalid-data', { fields: { [name]: fault } }));
        const field = at.field(name);
        const text = faultText(name, fault, drive.call);
        await at.until(
          // A new password has its rule there, too: what is wrong comes last.
          () => plain(at.find(`#${field.getAttribute('aria-describedby')?.split(' ').at(-1) ?? 'none'}`)) === text,
          `${name}: ${text}`,
        );
        expect(focused()).toBe(field);
        expect(field.ariaInvalid).toBe('true');
        expect(at.values()).toEqual(typed);
      }
    }
  },
);
