/** Inputs as the contract has them: the members that a schema names, each with a value that could get somewhere. */
import * as z from 'zod/mini';
import type { Dice } from './dice.js';

/** The part of JSON Schema that the contract's schemas come out as. */
interface Shape {
  type?: string;
  enum?: readonly unknown[];
  const?: unknown;
  anyOf?: readonly Shape[];
  items?: Shape;
  properties?: Readonly<Record<string, Shape>>;
  required?: readonly string[];
  minimum?: number;
  maximum?: number;
}

const shapes = new WeakMap<z.ZodMiniType, Shape>();
function shapeOf(schema: z.ZodMiniType): Shape {
  const shape = shapes.get(schema) ?? (z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Shape);
  shapes.set(schema, shape);
  return shape;
}

/** Member → what it can be; of any other member the shape alone says it. */
export type Pools = Readonly<Record<string, (dice: Dice) => unknown>>;

function valueOf(dice: Dice, name: string, shape: Shape, pools: Pools): unknown {
  const known = Object.hasOwn(pools, name) ? pools[name]?.(dice) : undefined;
  if (known !== undefined) return known;
  if (shape.enum) return dice.pick(shape.enum);
  if ('const' in shape) return shape.const;
  if (shape.anyOf) return valueOf(dice, name, dice.pick(shape.anyOf), pools);
  if (shape.properties) return membersOf(dice, shape, pools);
  switch (shape.type) {
    case 'boolean':
      return dice.chance(0.5);
    case 'integer':
    case 'number':
      return (shape.minimum ?? 0) + dice.below(Math.min(5, (shape.maximum ?? 5) - (shape.minimum ?? 0) + 1));
    case 'array':
      return Array.from({ length: dice.below(3) }, () => valueOf(dice, name, shape.items ?? {}, pools));
    case 'object':
      return {};
    default:
      return dice.pick(['x', 'Rita', '1']);
  }
}

function membersOf(dice: Dice, { properties = {}, required = [] }: Shape, pools: Pools): Record<string, unknown> {
  const share = dice.pick([0.1, 0.5, 0.95]);
  const members = Object.entries(properties).filter(([name]) => required.includes(name) || dice.chance(share));
  return Object.fromEntries(members.map(([name, shape]) => [name, valueOf(dice, name, shape, pools)]));
}

/** A value that is mostly one of the schema. */
export const shapedValue = (dice: Dice, schema: z.ZodMiniType, pools: Pools = {}): unknown =>
  valueOf(dice, '', shapeOf(schema), pools);

/** An input that is mostly one of the schema. */
export const shapedInput = (dice: Dice, schema: z.ZodMiniType, pools: Pools): Record<string, unknown> =>
  membersOf(dice, shapeOf(schema), pools);
