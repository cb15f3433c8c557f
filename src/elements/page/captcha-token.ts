/** The fields into which the widgets of the services write their token, within what the page put into the slot. */
const fields = ['cf-turnstile-response', 'h-captcha-response', 'g-recaptcha-response', 'frc-captcha-response']
  .map((name) => `[name=${name}]`)
  .join();

/**
 * A widget that has no token yet has an empty field. Friendly Captcha's has the name of its state, which begins with a point, as `.UNSTARTED`,
 * `.SOLVING`, `.EXPIRED` or `.ERROR.UNREACHABLE` (`SentinelResponse` of @friendlycaptcha/sdk 1.0.2).
 */
const isToken = (value: string | undefined): value is string => !!value && !value.startsWith('.');

/** Returns the token in what is slotted; slots of a page's own elements, into which others are slotted, are looked through. */
export function slottedToken(slot: HTMLSlotElement | null): string | undefined {
  return slot
    ?.assignedElements({ flatten: true })
    .flatMap((element) => [element, ...element.querySelectorAll(fields)])
    .filter((element) => element.matches(fields))
    .map((field) => (field as HTMLInputElement).value)
    .find(isToken);
}
