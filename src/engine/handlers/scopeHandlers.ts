import type { Handlers } from '#base';
import type { EngineContract } from '#ipc';
import type { Core } from '../core/core.ts';
import { locked } from '../core/failures.ts';
import { takeAlerts } from '../alerts/takeAlerts.ts';
import { exportIndicators } from '../scope/exportIndicators.ts';
import { exportPicture } from '../scope/exportPicture.ts';
import { pasteIndicators } from '../scope/pasteIndicators.ts';

/** Indicators and alerts in, indicators and pictures out of the console. */
export function scopeHandlers(core: Core): Pick<Handlers<EngineContract>, 'export.indicators' | 'export.picture' | 'indicators.paste' | 'alerts.take'> {
  return {
    'export.indicators': async (input) => {
      const session = core.session();
      return session === null ? locked() : exportIndicators(core, session, input);
    },
    'export.picture': async (input) => {
      const session = core.session();
      return session === null ? locked() : exportPicture(core, session, input);
    },
    'alerts.take': async (input) => {
      const session = core.session();
      return session === null ? locked() : takeAlerts(core, session, input);
    },
    'indicators.paste': async (input) => {
      const session = core.session();
      return session === null ? locked() : pasteIndicators(core, session, input);
    },
  };
}
