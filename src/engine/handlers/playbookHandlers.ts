import type { Handlers } from '#base';
import type { EngineContract } from '#ipc';
import type { Core } from '../core/core.ts';
import { locked } from '../core/failures.ts';
import { exportPlaybook } from '../playbooks/exportPlaybook.ts';
import { importPlaybook } from '../playbooks/importPlaybook.ts';

/** Playbooks in and out of the console; runs and steps are entries like any other. */
export function playbookHandlers(core: Core): Pick<Handlers<EngineContract>, 'export.playbook' | 'playbook.import'> {
  return {
    'export.playbook': async ({ log, playbook }) => {
      const session = core.session();
      return session === null ? locked() : exportPlaybook(core, session, log, playbook);
    },
    'playbook.import': async (input) => {
      const session = core.session();
      return session === null ? locked() : importPlaybook(core, session, input);
    },
  };
}
