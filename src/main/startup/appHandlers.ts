import { app } from 'electron';
import os from 'node:os';
import { fail, ok } from '#base';
import type { OpenVault } from '#disk';
import type { HandlersOf } from '../ipc/router.ts';
import { hostZone } from '../preferences/preferences.ts';
import { grantDemoSources } from './demoSources.ts';
import type { Switches } from './readSwitches.ts';
import type { SelfTestRun } from './selfTestRun.ts';

type AppCalls = 'app.info' | 'app.quit' | 'demo.sources' | 'selfTest.report';

/** Calls about the program itself, and the two that exist in special runs only. */
export function createAppHandlers(options: { readonly switches: Switches; readonly resources: string; readonly vault: () => OpenVault | null; readonly selfTest: SelfTestRun | null }): HandlersOf<AppCalls> {
  const { switches, selfTest } = options;
  return {
    'app.info': async () => ok({
      version: app.getVersion(),
      build: __BUILD__,
      electron: process.versions.electron,
      chromium: process.versions.chrome,
      platform: `${process.platform} ${os.release()} ${process.arch}`,
      demo: switches.demo,
      selfTest: selfTest !== null,
      hostZone: hostZone(),
      userName: os.userInfo().username,
    }),
    'app.quit': async () => {
      app.quit();
      return ok({});
    },
    'demo.sources': async () => {
      const vault = options.vault();
      if (!switches.demo || vault === null) return fail('denied', 'this is no demo');
      return ok({ grants: await grantDemoSources(options.resources, vault) });
    },
    'selfTest.report': async ({ passed, detail }) => {
      if (selfTest === null) return fail('denied', 'this is no self-test');
      selfTest.report(passed, detail);
      return ok({});
    },
  };
}
