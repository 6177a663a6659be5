import type { ScreenDefinition } from './screen.ts';

/** The screens of an incident, in the order of the navigation. */
export const screens: readonly ScreenDefinition[] = [];
