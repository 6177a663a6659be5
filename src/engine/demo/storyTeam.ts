import { utc, type Step } from './storyTypes.ts';

type Said = Readonly<Partial<Record<'host' | 'account' | 'indicator' | 'sourceSeverity', string>>>;

function alert(at: string, written: string, tool: string, sourceId: string, rule: string, said: Said): Step {
  return { at, draft: () => ({ kind: 'alert', occurred: utc(written), body: { ref: '', tool, sourceId, rule, ...said } }) };
}

/** What the tools had said, and who is kept informed: recorded beside the story where the demonstration shows a team. */
export const teamSteps: readonly Step[] = [
  alert('10:52', '2026-11-20T21:04:10Z', 'Firewall', 'FW-88121', 'Remote access from a new country', { host: 'TRD-VPN1', account: 'NORD\\o.berg', indicator: '203.0.113.77', sourceSeverity: 'medium' }),
  alert('10:52', '2026-11-20T21:06:43Z', 'Directory', 'AD-5121', 'Logon outside of working hours', { host: 'TRD-WS114', account: 'NORD\\o.berg', sourceSeverity: 'low' }),
  alert('10:52', '2026-11-20T21:41:00Z', 'Firewall', 'FW-88144', 'Large upload to an unknown address', { host: 'TRD-FS01', indicator: '198.51.100.44', sourceSeverity: 'high' }),
  alert('10:53', '2026-11-20T22:04:31Z', 'Firewall', 'FW-88150', 'Large upload to an unknown address', { host: 'TRD-FS01', indicator: '198.51.100.44', sourceSeverity: 'high' }),
  alert('10:53', '2026-11-20T22:15:12Z', 'Endpoint', 'EP-20417', 'New service started by a remote session', { host: 'TRD-FS01', account: 'NORD\\svc-backup', sourceSeverity: 'high' }),
  alert('10:53', '2026-11-21T05:31:00Z', 'Backup', 'BK-771', 'Nightly report is missing', { host: 'TRD-BKP01', sourceSeverity: 'low' }),
  {
    at: '10:55', draft: () => ({
      kind: 'subscription', occurred: null, body: {
        ref: '', audienceKind: 'executives', audience: 'Crisis staff', template: 'executive-update', recipients: ['Chief of staff, by telephone'], owner: 'incident-coordinator', begins: 'declared',
        every: 240, everyCritical: 60, everyHigh: 120, until: 'recovered', state: 'active',
      },
    }),
  },
];

/** What the colleague of the night shift writes on another laptop. */
export const nightShift: readonly { readonly at: string; readonly text: string }[] = [
  { at: '11:20', text: 'Proxy logs of Friday looked through: no third upload to 198.51.100.44.' },
  { at: '11:34', text: 'TRD-WS114 is imaged; the disk stays in the safe of the Trondheim office.' },
];
