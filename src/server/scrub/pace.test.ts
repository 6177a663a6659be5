import { expect, test } from 'vitest';
import { createPace } from './pace.ts';

test('nothing is read while it is paused or others are busy; an end is answered at once, however slow it is', async () => {
  let busy = true;
  const pace = createPace(2 ** 40, () => busy);
  const order: string[] = [];
  const first = pace.spend(1).then((goes) => order.push(`first ${goes}`));
  order.push('still busy');
  busy = false;
  await first;
  pace.pause();
  const second = pace.spend(1).then((goes) => order.push(`second ${goes}`));
  order.push('paused');
  pace.resume();
  await second;
  expect(order).toEqual(['still busy', 'first true', 'paused', 'second true']);

  const slow = createPace(1);
  const never = slow.spend(1_000_000);
  slow.end();
  expect(await never).toBe(false);
  expect(await slow.spend(1)).toBe(false);
});
