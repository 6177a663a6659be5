import { bytesToHex, type RandomBytes } from '#base';

export const slotTypes = ['passphrase', 'recovery', 'escrow'] as const;
export type SlotType = (typeof slotTypes)[number];

const NAME = /^[0-9a-f]{8}-(passphrase|recovery|escrow)$/;

/** A fresh slot name: 8 random hexadecimal digits, a dash and the type. */
export function createSlotName(type: SlotType, random: RandomBytes): string {
  return `${bytesToHex(random(4))}-${type}`;
}

/** The type in a slot name, or null when the text is not a slot name. */
export function slotTypeOf(name: string): SlotType | null {
  return (NAME.exec(name)?.[1] ?? null) as SlotType | null;
}
