import type { Command } from '../command.ts';
import { addCommand } from './add.ts';
import { adminFsckCommand, adminQuotaCommand, adminScrubCommand, adminStatusCommand, adminVoucherCommand } from './admin.ts';
import { bundleAcknowledgeCommand, bundleExportCommand, bundleImportCommand } from './bundle.ts';
import { evidenceAddCommand, evidenceExtractCommand, evidenceVerifyCommand } from './evidence.ts';
import { exportCommand } from './export.ts';
import { incidentListCommand, incidentNewCommand, incidentShowCommand } from './incident.ts';
import { memberAdmitCommand, memberExposureCommand, memberInviteCommand, memberListCommand, memberRemoveCommand, memberRequestCommand, memberRoleCommand, memberRotateCommand } from './member.ts';
import { packageCommand } from './package.ts';
import { repairCommand } from './repair.ts';
import { reportCommand } from './report.ts';
import { vaultCreateCommand, vaultCheckCommand } from './vault.ts';
import { adminRotateCommand } from './rotate.ts';
import { serveCommand } from './serve.ts';
import { syncPairCommand, syncRotateCommand, syncRunCommand, syncStatusCommand } from './sync.ts';
import { slipCheckCommand, slipCommand, stampAddCommand, stampRequestCommand } from './witness.ts';
import { verifyCommand } from './verify.ts';

/** Every command, in the order in which help lists them. */
export const commands: readonly Command[] = [
  vaultCreateCommand, vaultCheckCommand, incidentNewCommand, incidentListCommand, incidentShowCommand, addCommand, evidenceAddCommand, evidenceExtractCommand,
  evidenceVerifyCommand, exportCommand, packageCommand, reportCommand, repairCommand,
  bundleExportCommand, bundleImportCommand, bundleAcknowledgeCommand,
  syncPairCommand, syncRunCommand, syncStatusCommand, syncRotateCommand,
  slipCommand, slipCheckCommand, stampRequestCommand, stampAddCommand, verifyCommand,
  memberListCommand, memberInviteCommand, memberRequestCommand, memberAdmitCommand, memberRoleCommand, memberRemoveCommand, memberRotateCommand, memberExposureCommand,
  serveCommand, adminStatusCommand, adminVoucherCommand, adminQuotaCommand, adminFsckCommand, adminScrubCommand, adminRotateCommand,
];
