/**
 * What the events of elements share. An event is of a class by its type: two tags of a page have classes of their own, and what an
 * element of one fires passes `instanceof` for the class of the other.
 */
export abstract class ElementEvent extends Event {
  static readonly type: string;

  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Event && value.type === this.type;
  }

  constructor(cancelable = false) {
    super(new.target.type, { bubbles: true, composed: true, cancelable });
  }
}
