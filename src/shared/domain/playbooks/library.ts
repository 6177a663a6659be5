import { accountTakeover } from './data/accountTakeover.data.ts';
import { businessEmail } from './data/businessEmail.data.ts';
import { cloudKey } from './data/cloudKey.data.ts';
import { denialOfService } from './data/denialOfService.data.ts';
import { insider } from './data/insider.data.ts';
import { lostDevice } from './data/lostDevice.data.ts';
import { malwareOutbreak } from './data/malwareOutbreak.data.ts';
import { phishing } from './data/phishing.data.ts';
import { ransomware } from './data/ransomware.data.ts';
import { supplierBreach } from './data/supplierBreach.data.ts';
import { supplyChain } from './data/supplyChain.data.ts';
import { webShell } from './data/webShell.data.ts';
import { definePlaybook, type Playbook, type PlaybookSource } from './define.ts';

const sources: readonly PlaybookSource[] = [
  ransomware, businessEmail, accountTakeover, webShell, insider, supplyChain, phishing, cloudKey, denialOfService, lostDevice, malwareOutbreak, supplierBreach,
];
let made: readonly Playbook[] | null = null;

/** The playbooks that come with the console, in the order of their codes. */
export function builtInPlaybooks(): readonly Playbook[] {
  // Made when first asked for: a window that only draws them does not carry them.
  made ??= sources.map(definePlaybook);
  return made;
}
