// The clock of the scenarios is the clock of the app: what is written says the instant that was set, and no jump is found where time only passed.
import { expect, test } from '@playwright/test';
import { goTo } from '../../support/goTo.ts';
import { launchScenario } from '../../support/scenarioClock.ts';
import { recordLine } from '../../support/vaultSteps.ts';
import { createVault, openIncident } from '../ringA/window.ts';

test('entries are written down at the instant that was set, also after the clock moved on', async () => {
  const scenario = await launchScenario('2026-12-05T02:10:00Z');
  const page = scenario.window;
  await createVault(page);
  await openIncident(page, 'A night in December');
  await recordLine(page, '/note alert typed from a photographed screen');
  await scenario.setClock('2026-12-05T02:19:00Z');
  await recordLine(page, '/note nine minutes later');
  await goTo(page, 'j', 'Journal');
  await expect(page.getByRole('row').filter({ hasText: 'alert typed' })).toContainText('02:10:');
  await expect(page.getByRole('row').filter({ hasText: 'nine minutes later' })).toContainText('02:19:');
  await goTo(page, 'v', 'Integrity');
  await expect(page.getByText(/clock jumped/)).toHaveCount(0);
  expect(scenario.problems).toEqual([]);
  await scenario.close();
});
