import { expect, test } from 'vitest';
import { readSwitches } from './readSwitches.ts';

test('an ordinary start asks for nothing', () => {
  expect(readSwitches(['electron', '.', '--no-first-run'], '/w')).toEqual({ demo: false, selfTest: false, vault: null, userData: null });
});

test('folders become absolute and empty values are ignored', () => {
  expect(readSwitches(['--vault=../stick/case', '--user-data='], '/w/x')).toEqual({ demo: false, selfTest: false, vault: '/w/stick/case', userData: null });
});

test('our own word for the profile folder goes before that of Chromium', () => {
  expect(readSwitches(['--user-data-dir=/a', '--user-data=b'], '/w').userData).toBe('/w/b');
  expect(readSwitches(['--user-data-dir=/a'], '/w').userData).toBe('/a');
});

test('demo and self-test are exact words', () => {
  expect(readSwitches(['--demo', '--self-test'], '/w')).toMatchObject({ demo: true, selfTest: true });
  expect(readSwitches(['--demonstration', '--self-tests'], '/w')).toMatchObject({ demo: false, selfTest: false });
});
