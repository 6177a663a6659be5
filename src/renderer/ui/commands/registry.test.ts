import { describe, expect, test } from 'vitest';
import type { Command } from './command.ts';
import { acts } from './keys.ts';
import { createCommandRegistry } from './registry.ts';

const never = (): void => undefined;
function command(id: string, rest: Partial<Command> = {}): Command {
  return { id, label: 'kit.close', group: 'general', undo: 'none', run: never, ...rest };
}

describe('the command registry', () => {
  test('gives a disposer that takes away what was added and nothing else', () => {
    const registry = createCommandRegistry(never);
    registry.register([command('a')]);
    const dispose = registry.register([command('b'), command('c')]);
    dispose();
    expect(registry.all().map(({ id }) => id)).toEqual(['a']);
  });

  test('lets a later command of the same id stand before an earlier one, until it goes', () => {
    const registry = createCommandRegistry(never);
    registry.register([command('a', { label: 'kit.close' })]);
    const dispose = registry.register([command('a', { label: 'kit.cancel' })]);
    expect(registry.all().map(({ label }) => label)).toEqual(['kit.cancel']);
    dispose();
    expect(registry.all().map(({ label }) => label)).toEqual(['kit.close']);
  });

  test('neither offers nor runs what is not allowed now', async () => {
    let runs = 0;
    let allowed = false;
    const registry = createCommandRegistry(never);
    registry.register([command('a', { when: () => allowed, run: () => { runs += 1; } })]);
    expect(registry.run('a')).toBe(false);
    allowed = true;
    expect(registry.run('a')).toBe(true);
    await Promise.resolve();
    expect(runs).toBe(1);
  });

  test('puts what gives way behind the others of its id or key, whichever was registered first', () => {
    const registry = createCommandRegistry(never);
    registry.register([command('sheet.print', { keys: ['$mod+p'] }), command('list.print', { label: 'kit.cancel' })]);
    registry.register([command('list.print', { keys: ['$mod+p'], givesWay: true })]);
    expect(registry.offered().findLast(({ keys }) => keys?.includes('$mod+p'))?.id).toBe('sheet.print');
    expect(registry.all().find(({ id }) => id === 'list.print')?.label).toBe('kit.cancel');
  });

  test('sends a bug inside a command to the top handler', async () => {
    const bugs: unknown[] = [];
    const registry = createCommandRegistry((error) => bugs.push(error));
    registry.register([command('a', { run: () => { throw new Error('bug'); } })]);
    registry.run('a');
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(bugs).toHaveLength(1);
  });
});

describe('the keys of a command', () => {
  const open = { inText: false, inDialog: false, inPopup: false };
  test('stay quiet in text fields unless they act everywhere', () => {
    expect(acts(command('a'), '$mod+j', { ...open, inText: true })).toBe(false);
    expect(acts(command('a', { keysIn: 'everywhere' }), '$mod+j', { ...open, inText: true })).toBe(true);
    expect(acts(command('a', { keysIn: 'everywhere' }), 'c', { ...open, inText: true })).toBe(false);
    expect(acts(command('a'), 'c', open)).toBe(true);
  });
  test('stay quiet under a dialog unless they are meant to act there', () => {
    expect(acts(command('a', { keysIn: 'everywhere' }), '$mod+j', { ...open, inDialog: true })).toBe(false);
    expect(acts(command('a', { inDialogs: true }), '$mod+l', { ...open, inDialog: true })).toBe(true);
  });
});
